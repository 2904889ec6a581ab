"""All icons in all styles, as make_atlas.py wrote them, and stamps cut from them."""

import json
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter, ImageOps

from data.backgrounds import luminance
from data.styles import STYLES

_CELL = 32
# Styles whose own rim, gloss or shadow already sets them off from any ground.
_SET_OFF = ("sticker", "clay", "gold")


class Atlas:
    """Icons by style and index, and which icons show which concept."""

    def __init__(self, data_dir):
        meta = json.loads((Path(data_dir) / "icons.json").read_text())
        self.icons = np.load(Path(data_dir) / "atlas.npy", mmap_mode="r")
        self.of_concept = {}
        for index, icon in enumerate(meta["icons"]):
            # A limited atlas leaves the rows of later concepts empty.
            if self.icons[0, index, ::8, ::8, 3].any():
                self.of_concept.setdefault(icon["concept"], []).append(index)

    def image(self, style, index):
        """One icon in one style as a picture with alpha."""
        return Image.fromarray(np.asarray(self.icons[STYLES.index(style), index]))


def _resized(icon, style, side):
    """Premultiplied ("RGBa"), to keep the colour of clear pixels out of the rim; sprites keep whole, sharp squares."""
    if style == "pixel" and side >= 2 * _CELL:
        side = side // _CELL * _CELL
        return icon.resize((_CELL, _CELL), Image.NEAREST).resize((side, side), Image.NEAREST)
    return icon.convert("RGBa").resize((side, side), Image.BICUBIC, reducing_gap=2.0).convert("RGBA")


def _keyline(stamp, ground):
    """A thin rim around a motif whose own rim would melt into the ground."""
    pixels = np.asarray(stamp.resize((24, 24), Image.BOX), np.float32)
    rim = pixels[(pixels[..., 3] > 60) & (pixels[..., 3] < 235), :3]
    if not len(rim) or np.abs(rim - ground).mean(-1).mean() > 42:
        return stamp
    colour = (255, 255, 255) if luminance(ground) < 165 else tuple(round(0.62 * c) for c in ground)
    wide = max(3, stamp.width // 64 | 1)
    edge = stamp.getchannel("A").filter(ImageFilter.MaxFilter(wide)).filter(ImageFilter.GaussianBlur(0.6))
    back = Image.new("RGBA", stamp.size, colour)
    back.putalpha(edge)
    return Image.alpha_composite(back, stamp)


class Stamps:
    """The stamps of one picture: each size of an icon is resized once, and each turn of it made once."""

    def __init__(self, icons, style, ground):
        self._icons, self._style, self._ground, self._made = icons, style, ground, {}

    def _upright(self, which, side):
        sized = _resized(self._icons[which], self._style, side)
        return sized if self._style in _SET_OFF else _keyline(sized, self._ground)

    def get(self, which, side, angle=0, mirrored=False):
        """Icon `which` at its size and turn, legible on the ground; sprites stay upright, their squares would blur."""
        key = (which, side, 0 if self._style == "pixel" else angle, mirrored)
        if key not in self._made:
            self._made[key] = self._turned(*key)
        return self._made[key]

    def _turned(self, which, side, angle, mirrored):
        if angle:
            return self.get(which, side, 0, mirrored).rotate(angle, Image.BICUBIC)
        return ImageOps.mirror(self.get(which, side)) if mirrored else self._upright(which, side)
