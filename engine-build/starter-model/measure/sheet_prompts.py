"""The 48 prompts of the README's contact sheet: both languages, all styles, layouts, grounds and products.

Written before any picture was drawn, and shown with the seeds 0 to 3 whatever these give.
"""

#: (prompt, product); the product decides the shape of the picture.
PROMPTS = [
    ("a fox", "tote"), ("樱花", "tote"), ("带有熊猫元素的马克杯，水彩", "mug"), ("a mug with three penguins in a row", "mug"),
    ("青花瓷风格的锦鲤", "magnet"), ("an owl, ink wash painting", "postcard"), ("t-shirt with a rocket, sticker style", "t-shirt"),
    ("剪纸风格的蝴蝶，t恤", "t-shirt"), ("phone case with a cactus pattern on mint", "phone-case"), ("向日葵手机壳，满版平铺", "phone-case"),
    ("pixel art dinosaur", "magnet"), ("黏土风格的小狗冰箱贴", "magnet"), ("a wreath of roses, watercolour", "tote"),
    ("用枫叶围成的花环", "tote"), ("postcard of a castle with mountains in the background", "postcard"), ("明信片，帆船，蓝色波浪背景", "postcard"),
    ("gold foil crown on black", "magnet"), ("烫金的月亮，黑色背景", "magnet"), ("line art cat", "tote"), ("线稿风格的长颈鹿", "t-shirt"),
    ("a cat and a dog", "mug"), ("狐狸和蘑菇", "mug"), ("strawberries scattered on cream", "tote"), ("散落的柠檬，浅蓝色背景", "phone-case"),
    ("a medallion with a lion", "magnet"), ("圆形徽章，中间一条龙", "tote"), ("a border of tulips", "postcard"), ("茶杯边框的明信片", "postcard"),
    ("hearts in the corners", "postcard"), ("角落里的荷花，水墨画", "postcard"), ("grid of donuts on pink", "mug"), ("寿司网格，马克杯", "mug"),
    ("a whale on a blue gradient", "phone-case"), ("热气球，天空背景", "phone-case"), ("unicorn on purple polka dots", "t-shirt"),
    ("黄色条纹背景上的西瓜", "tote"), ("a bicycle, outline style", "t-shirt"), ("描边风格的火车t恤", "t-shirt"), ("two rabbits", "magnet"),
    ("一只 cute 小猫", "magnet"), ("cut-out turtle without background", "magnet"), ("冰淇淋，不要背景", "magnet"),
    ("papercut of a rooster in red", "tote"), ("三只鸭子排成一排的帆布袋", "tote"), ("a guitar for my phone case, clay", "phone-case"),
    ("送给老师的明信片，一束花", "postcard"), ("blue and white porcelain elephant", "t-shirt"), ("灯笼重复图案，红色背景", "tote"),
]
SHAPE_OF = {"mug": "wide", "t-shirt": "tall", "phone-case": "phone", "postcard": "postcard", "tote": "square", "magnet": "square"}
