"""Contact sheet of the generator: every style in every layout, every ground in every shape, cycling through the rest.

Usage: python3 -m data.sheet DATA OUT.png
"""

import sys

import numpy as np
from PIL import Image

from data.scenes import BACKGROUNDS, LAYOUTS, SHAPES, STYLES, Atlas, draw, random_scene

_THUMB = 192


def _scene(rng, atlas, **fixed):
    """A random scene in which the attributes named in `fixed` are as given, on a ground that suits them."""
    background, shape = fixed.pop("background", None), fixed.pop("shape", "square")
    while True:
        scene = random_scene(rng, shape, among=list(atlas.of_concept))
        fits = all(getattr(scene, name) == value for name, value in fixed.items())
        if fits and background in (None, scene.background):
            return scene


def _paste(sheet, row, column, picture):
    thumb = Image.fromarray(picture)
    thumb.thumbnail((_THUMB - 6, _THUMB - 6), Image.LANCZOS)
    sheet.paste(thumb, (column * _THUMB + 3, row * _THUMB + 3))


def main(data_dir, out):
    rng, atlas = np.random.default_rng(9), Atlas(data_dir)
    rows = [[{"style": s, "layout": layout} for layout in LAYOUTS] for s in STYLES]
    rows += [[{"background": b, "shape": s} for s in SHAPES for _ in range(2)] for b in BACKGROUNDS]
    sheet = Image.new("RGB", (_THUMB * len(LAYOUTS), _THUMB * len(rows)), (120, 120, 120))
    for r, row in enumerate(rows):
        for c, fixed in enumerate(row):
            _paste(sheet, r, c, draw(rng, _scene(rng, atlas, **fixed), atlas))
    sheet.save(out)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
