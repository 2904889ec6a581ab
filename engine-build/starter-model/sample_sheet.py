"""Draws a sheet of pictures with the reference pipeline. Usage: sample_sheet.py DATA_DIR OUT.png DEVICE [STEPS] [GUIDANCE]"""

import sys

import torch
from PIL import Image

from assemble import pipeline

PROMPTS = [
    "樱花", "cat", "a fox", "熊猫", "带有樱花元素的马克杯", "dragon, papercut style", "两只猫", "a pattern of strawberries",
    "水墨风格的鲤鱼", "青花瓷风格的牡丹", "rose on a black background", "枫叶，剪纸", "three penguins in a row", "sushi",
    "灯笼", "hot air balloon", "猫头鹰贴纸", "a tote with a sunflower", "cherry blossom pattern on pink", "线描兔子",
    "panda and bamboo", "海浪", "blue and white porcelain dragon", "粉色背景的冰淇淋", "a whale on sky blue", "圣诞树",
    "lion", "奶茶", "unicorn sticker", "山", "butterfly, ink wash", "雪人",
]


@torch.no_grad()
def main(data_dir, out, device, steps=16, guidance=4.0):
    pipe = pipeline(data_dir).to(device)
    pipe.set_progress_bar_config(disable=True)
    pictures = []
    for i in range(0, len(PROMPTS), 8):
        generator = [torch.Generator().manual_seed(i + k) for k in range(len(PROMPTS[i : i + 8]))]
        pictures += pipe(PROMPTS[i : i + 8], num_inference_steps=steps, guidance_scale=guidance, max_sequence_length=0, generator=generator).images
    sheet = Image.new("RGB", (8 * 256, -(-len(pictures) // 8) * 256))
    for i, picture in enumerate(pictures):
        sheet.paste(picture.resize((256, 256), Image.LANCZOS), (i % 8 * 256, i // 8 * 256))
    sheet.save(out)


if __name__ == "__main__":
    main(*sys.argv[1:4], *(t(a) for t, a in zip((int, float), sys.argv[4:])))
