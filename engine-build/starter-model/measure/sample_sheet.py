"""The contact sheet of the README: 48 prompts with their seeds 0 to 3, drawn through the product, as one JPEG.

Usage: python3 -m measure.sample_sheet MODEL FOLDER OUT.jpg [--steps 4] [--precision fp32] [--guidance G] [--square]

Pictures go to FOLDER and are kept, so the run may be stopped and called again. Needs the product's node_modules and
Chromium (apt-get install chromium, or MOTIF_CHROMIUM), which sets the captions in the product's own fonts.
--square draws every prompt at 512 × 512, for models that know no other shape.
"""

import argparse
import html
import io
import os
import subprocess
from pathlib import Path

from PIL import Image, ImageChops

from data.scenes import SHAPES
from measure.product_run import draw
from measure.sheet_prompts import PROMPTS, SHAPE_OF

SEEDS, WIDTH, GAP, BLOCK, MOST_BYTES = range(4), 1920, 20, 212, 1_200_000
FONTS = Path(__file__).parents[3] / "node_modules/@fontsource-variable"
STYLE = f"""
* {{ box-sizing: border-box; margin: 0 }}
body {{ width: {WIDTH}px; padding: 36px {GAP}px 28px; background: #f4efe6; color: #2b2621;
  font: 400 15px/1.3 "Hanken Grotesk Variable", "Noto Sans SC Variable", sans-serif }}
.row {{ display: flex; justify-content: space-between; margin-bottom: 22px }}
figure {{ display: flex; flex-direction: column; gap: 8px }}
.four {{ display: grid; gap: 4px }}
.four img {{ display: block; border-radius: 5px; background: #fff }}
figcaption {{ text-align: center; text-wrap: balance; min-height: 2.6em }}
"""


class Card:
    """One prompt: four pictures two by two, or side by side where they are upright."""

    def __init__(self, index, prompt, product, folder, square):
        self.prompt, self.size = prompt, SHAPES["square" if square else SHAPE_OF[product]]
        self.files = [folder / f"{index:02}-{seed}.png" for seed in SEEDS]
        self.columns = 4 if self.size[1] > 1.2 * self.size[0] else 2
        self.height = BLOCK if self.columns == 4 else BLOCK // 2 - 2
        self.width = self.columns * (self._picture_width() + 4) - 4

    def _picture_width(self):
        return round(self.height * self.size[0] / self.size[1])

    def job(self):
        return {"prompt": self.prompt, "width": self.size[0], "height": self.size[1], "seeds": list(SEEDS), "out": [str(f) for f in self.files]}

    def markup(self):
        images = "".join(f'<img src="{f.as_uri()}" width="{self._picture_width()}" height="{self.height}">' for f in self.files)
        return (f'<figure style="width:{self.width}px"><div class="four" style="grid-template-columns:repeat({self.columns},auto)">'
                f"{images}</div><figcaption>{html.escape(self.prompt)}</figcaption></figure>")


def packed(cards):
    """Rows as full as they get; the first card left begins a row, so that the order is kept by and large."""
    left, rows = list(cards), []
    while left:
        row, free = [], WIDTH - 2 * GAP
        for card in list(left):
            if card.width <= free:
                row.append(card)
                left.remove(card)
                free -= card.width + GAP
        rows.append(row)
    return rows


def page(cards):
    links = "".join(f'<link rel="stylesheet" href="{(FONTS / name / "index.css").as_uri()}">' for name in ("hanken-grotesk", "noto-sans-sc"))
    rows = "".join(f'<div class="row">{"".join(card.markup() for card in row)}</div>' for row in packed(cards))
    return f'<!doctype html><meta charset="utf-8">{links}<style>{STYLE}</style><body>{rows}</body>'


def photographed(folder, rows):
    """The page as a picture, its empty foot cut away."""
    browser = os.environ.get("MOTIF_CHROMIUM", "/usr/bin/chromium")
    if not Path(browser).exists():
        raise SystemExit(f"Expected Chromium at {browser} but found none. Run apt-get install chromium, or set MOTIF_CHROMIUM.")
    shot = folder / "sheet.png"
    height = 64 + rows * (BLOCK + 90)
    subprocess.run([browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--allow-file-access-from-files",
                    "--virtual-time-budget=8000", f"--window-size={WIDTH},{height}", f"--screenshot={shot}", (folder / "sheet.html").as_uri()],
                   check=True, stderr=subprocess.DEVNULL)
    picture = Image.open(shot).convert("RGB")
    ground = Image.new("RGB", picture.size, picture.getpixel((0, 0)))
    foot = ImageChops.difference(picture, ground).getbbox()[3]
    return picture.crop((0, 0, WIDTH, foot + 24))


def as_jpeg(picture):
    """The best quality that stays below MOST_BYTES."""
    for quality in range(92, 40, -4):
        buffer = io.BytesIO()
        picture.save(buffer, "JPEG", quality=quality, optimize=True, progressive=True)
        if buffer.tell() <= MOST_BYTES:
            break
    return buffer.getvalue()


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name, kind in (("model", str), ("folder", Path), ("out", Path)):
        parser.add_argument(name, type=kind)
    parser.add_argument("--steps", type=int, default=4)
    parser.add_argument("--precision", default="fp32")
    parser.add_argument("--guidance", type=float)
    parser.add_argument("--square", action="store_true")
    return parser.parse_args()


def main(options):
    folder = options.folder.resolve()
    cards = [Card(i, *entry, folder, options.square) for i, entry in enumerate(PROMPTS)]
    draw([card.job() for card in cards], folder, options.model, options.precision, options.steps, options.guidance)
    (folder / "sheet.html").write_text(page(cards))
    options.out.write_bytes(as_jpeg(photographed(folder, len(packed(cards)))))
    print(f"{len(cards)} prompts, {options.out.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main(arguments())
