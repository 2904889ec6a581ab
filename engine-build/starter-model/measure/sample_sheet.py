"""Draws the sheet of the model card with the reference pipeline. Usage: sample_sheet.py WEIGHTS OUT.jpg [STEPS] [GUIDANCE]"""

import sys

from PIL import Image
from torch.nn.functional import interpolate

from measure.evaluate import draw_prompts, open_pipeline

THUMB, COLUMNS = 256, 6
#: Prompts with their seeds, in the order of the sheet.
PROMPTS = {
    "带有樱花元素的马克杯": 11, "粉色背景的熊猫": 12, "满版樱花，粉色背景": 20, "黑色背景的月亮": 21, "剪纸风格的蝴蝶": 18, "青花瓷风格的鱼": 19,
    "a fox": 27, "sunflower on a sky blue background": 28, "seamless watermelon pattern on pink": 37,
    "donut on a pink background": 41, "rocket on black": 44, "unicorn sticker": 40,
    "草莓平铺，奶油色背景": 14, "印有向日葵的帆布袋": 23, "猫头鹰贴纸": 26, "蓝色背景的鲸鱼": 24, "两只猫": 13, "灯笼贴纸": 15,
    "maple leaf, paper cut": 45, "line art cat": 38, "a cat and a dog": 39, "three penguins in a row": 32,
    "owl, ink wash": 46, "castle": 43,
}


def main(weights, out, steps=12, guidance=3.0):
    pictures = draw_prompts(open_pipeline(weights), list(PROMPTS), list(PROMPTS.values()), steps, guidance)
    small = interpolate(pictures, (THUMB, THUMB), mode="area").clamp(0, 1).mul(255).byte().permute(0, 2, 3, 1)
    sheet = Image.new("RGB", (COLUMNS * THUMB, -(-len(small) // COLUMNS) * THUMB))
    for i, picture in enumerate(small.numpy()):
        sheet.paste(Image.fromarray(picture), (i % COLUMNS * THUMB, i // COLUMNS * THUMB))
    sheet.save(out, quality=85)


if __name__ == "__main__":
    main(*sys.argv[1:3], *(t(a) for t, a in zip((int, float), sys.argv[3:])))
