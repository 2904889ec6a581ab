"""How the evaluation speaks: carrier sentences by hand, none of them a template of data/captions.py.

They use everyday words for layouts, styles, grounds and colours, but sentences of their own. Nouns that could be
motifs themselves (daughter, kitchen, sun) are kept out of the carriers of single motifs, as there only one is asked for.
{n} is a name, {s} its plural, {c} a colour, {t} a technique.
"""

SINGLE = {
    "en": ["could you make me something showing {n}", "nothing fancy, just {n}", "hmm, let us go with {n} this time",
           "I was thinking of {n}, if that works", "what about {n} for the front?", "show me how {n} would look",
           "my pick today would be {n}", "can this have {n} printed", "okay so, {n} it is",
           "we would both like to see {n}", "is {n} possible here?", "the thing I have in mind is {n}"],
    "zh": ["帮我弄一个{n}出来看看", "要不这次就选{n}吧", "能不能给我看看{n}的效果", "我脑子里想的是{n}", "就它了：{n}",
           "正面印{n}行不行", "不用太复杂，{n}就好", "换成{n}试一下", "请问可以做{n}吗", "嗯……那就{n}吧",
           "我们俩都想看看{n}", "今天想挑{n}这一款"],
}
PAIR = {
    "en": ["{a} next to {b}, both clearly visible", "side by side: {a} and also {b}", "put {a} on one half, {b} on the other",
           "could I get {a} together with {b}"],
    "zh": ["{a}旁边再放{b}", "一边是{a}，另一边是{b}", "能不能让{a}跟{b}并排", "{a}还有{b}，两样都要"],
}
LAYOUTS = {
    "en": {
        "single": ["only {n}, nothing around it", "just the one {n}, big and in the middle", "{n} all by itself", "no repeats, simply {n} once"],
        "pair": ["two {s} next to each other please", "exactly two {s}, side by side", "{a} next to {b}, just the two", "could I have a pair of {s} side by side"],
        "row": ["three {s} lined up in one row", "line up three {s} from left to right, in a row", "{s} standing in a row", "give me a row with three {s}"],
        "pattern": ["wrapping paper covered in a repeating {n} pattern", "I need a seamless repeat pattern made of {s}", "fabric-like all-over pattern of {s}", "a repeating pattern with loads of {s}"],
        "grid": ["{s} neatly arranged in a grid", "a tidy grid, every cell has {n}", "rows and columns of {s}, a regular grid", "lay the {s} out as a grid"],
        "wreath": ["a wreath made out of {s}", "{s} arranged in a round wreath", "bend the {s} into a wreath", "a circle of {s}, like a wreath"],
        "scatter": ["{s} scattered loosely all over the place", "randomly scattered {s}, big and small", "toss some {s} around, scattered", "scattered {s}, no order at all"],
        "border": ["a border of {s} running along the edges", "{s} as a border around the outside", "frame the picture with a border of {s}", "keep the middle empty and put a border of {s} around"],
        "medallion": ["{n} inside a round medallion", "a medallion with {n} at its centre", "make it a circular medallion showing {n}", "{n} as a medallion, please"],
        "corner": ["{s} in the corners, the middle stays free", "decorate just the corners with {s}", "put {s} into the corners and leave the rest empty", "corner decoration made of {s}"],
    },
    "zh": {
        "single": ["只要{n}，旁边什么都不加", "就一个{n}，放正中间", "{n}单独一个就够", "不要重复，{n}只出现一次"],
        "pair": ["两个{n}挨在一起", "要两个{n}，左右并排", "{a}挨着{b}，就这两样", "来一对{n}，并排放"],
        "row": ["三个{n}从左到右排成一排", "让三个{n}站成一排", "{n}排成一行，要三个", "我想看三个{n}一字排开"],
        "pattern": ["像包装纸那样满版重复的{n}图案", "要做无缝连续的{n}纹样", "整面都是重复的{n}，像布料花纹", "{n}满版平铺，越多越好"],
        "grid": ["{n}整整齐齐排成网格", "按网格摆，每格一个{n}", "横竖成行的{n}网格", "用网格的方式排列{n}"],
        "wreath": ["用{n}围成一个花环", "{n}绕一圈做成花环", "我要{n}编的花环", "花环样式的，用{n}来围"],
        "scatter": ["{n}随意散落在各处", "大大小小的{n}散落开来", "把{n}零散地撒开", "散落的{n}，不用排整齐"],
        "border": ["四周用{n}做一圈边框", "{n}沿着边缘围成边框", "中间空着，外面一圈{n}边框", "拿{n}当边框"],
        "medallion": ["{n}放在圆形徽章里面", "做成圆形徽章，中间是{n}", "徽章样式，里头画{n}", "圆徽章里有{n}"],
        "corner": ["{n}只放在角落", "几个角落里放{n}，中间留空", "角落里来点{n}就行", "拿{n}装饰四个角"],
    },
}
COLOURED = {
    "en": ["{n}, and the background should be {c}", "set {n} against a {c} background please", "I want everything behind {n} to be {c}, a {c} background", "{c} as background colour, {n} on top"],
    "zh": ["{n}，后面的背景要{c}的", "背景颜色选{c}，上面放{n}", "用{c}打底做背景，主角是{n}", "把{n}后面的背景换成{c}"],
}
GROUNDS = {
    "en": {
        "plain": "{n}, the background simply plain {c}", "gradient": "behind {n} a soft {c} gradient, please",
        "none": "{n} cut out, so no background at all", "stripes": "{n} and behind it {c} stripes",
        "dots": "{n}, with {c} polka dots filling the background", "waves": "{n}, the background full of {c} waves",
        "sky": "{n} up in the sky, with clouds behind as background", "mountains": "{n}, and mountains in the background",
    },
    "zh": {
        "plain": "{n}，背景就用{c}纯色", "gradient": "{n}后面要柔和的{c}渐变", "none": "{n}抠图，完全不要背景",
        "stripes": "{n}，后面衬{c}的条纹", "dots": "{n}，后面铺满{c}波点", "waves": "{n}，背景画满{c}波浪",
        "sky": "{n}，背景要天空和白云", "mountains": "{n}，背景里有山",
    },
}
STYLED = {
    "en": ["{n}, but done as {t}", "could {n} look like {t}?", "I would love {n} made as {t}", "go for {t}: {n}"],
    "zh": ["{n}，做成{t}的样子", "想把{n}画成{t}那种", "{t}效果的{n}可以吗", "我要{t}感觉的{n}"],
}
TECHNIQUES = {
    "en": {"flat": "flat illustration", "clay": "clay", "outline": "an outlined cartoon", "sticker": "a sticker",
           "papercut": "a papercut", "porcelain": "blue and white porcelain", "ink": "ink wash painting",
           "watercolour": "watercolour", "pixel": "pixel art", "lineart": "line art", "gold": "gold foil"},
    "zh": {"flat": "扁平插画", "clay": "黏土", "outline": "粗描边", "sticker": "贴纸", "papercut": "剪纸", "porcelain": "青花瓷",
           "ink": "水墨画", "watercolour": "水彩", "pixel": "像素画", "lineart": "线稿", "gold": "烫金"},
}
COLOUR_NAMES = {
    "en": {"white": "white", "cream": "cream", "red": "red", "orange": "orange", "yellow": "yellow", "green": "green",
           "mint": "mint green", "sky": "light blue", "blue": "blue", "purple": "purple", "pink": "pink", "grey": "grey", "black": "black"},
    "zh": {"white": "白色", "cream": "米色", "red": "红色", "orange": "橙色", "yellow": "黄色", "green": "绿色", "mint": "薄荷绿",
           "sky": "天蓝色", "blue": "蓝色", "purple": "紫色", "pink": "粉色", "grey": "灰色", "black": "黑色"},
}
