"""Grounds of pictures: a colour and a lighter tone of it, and how the two share the area."""

from functools import lru_cache

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

BACKGROUNDS = ("plain", "gradient", "none", "stripes", "dots", "waves", "sky", "mountains")
COLOURS = {
    "white": (255, 255, 255), "cream": (250, 240, 220), "red": (214, 52, 48), "orange": (246, 150, 60),
    "yellow": (252, 212, 80), "green": (110, 180, 110), "mint": (176, 226, 208), "sky": (160, 210, 242),
    "blue": (54, 104, 190), "purple": (150, 110, 196), "pink": (250, 192, 206), "grey": (200, 202, 206),
    "black": (28, 28, 32),
}
_CELLS = (6, 8, 11)


def lighter(colour, share):
    """`colour` moved towards white."""
    return tuple(round(c + share * (255 - c)) for c in colour)


def luminance(colour):
    """Perceived lightness, 0..255."""
    return float(np.dot(colour, (0.3, 0.59, 0.11)))


def _places(w, h, cells):
    """Coordinates in cells of one size, `cells` along the shorter side."""
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    return y * cells / min(w, h), x * cells / min(w, h)


def _mask(share):
    """Shares 0..1 as a picture."""
    return Image.fromarray((np.clip(share, 0, 1) * 255).astype(np.uint8))


def _smooth(distance, cells, w, h):
    """1 where `distance` (in cells) is negative, antialiased over a pixel."""
    return 0.5 - distance * min(w, h) / cells


@lru_cache(maxsize=None)
def _gradient(w, h, cells):
    return _mask(np.broadcast_to(np.linspace(0, 1, h)[:, None], (h, w)))


@lru_cache(maxsize=None)
def _stripes(w, h, cells):
    x = _places(w, h, cells)[1]
    return _mask(_smooth(np.abs(x % 2 - 1) - 0.5, cells, w, h))


@lru_cache(maxsize=None)
def _dots(w, h, cells):
    """Dots in a half-drop, as on printed cotton."""
    y, x = _places(w, h, cells)
    y = y + 0.5 * (np.floor(x) % 2)
    return _mask(_smooth(np.hypot(x % 1 - 0.5, y % 1 - 0.5) - 0.24, cells, w, h))


@lru_cache(maxsize=None)
def _waves(w, h, cells):
    """Seigaiha: rows of overlapping discs of rings; of the discs over a point the lowest row lies on top."""
    y, x = _places(w, h, cells)
    share, free = np.zeros_like(x), np.ones(x.shape, bool)
    for above in (3, 2, 1):
        row = np.floor(y * 4) + above
        distance = np.hypot((x + 0.5 * (row % 2)) % 1 - 0.5, y - row / 4) * 2
        here = free & (distance < 1)
        share[here] = _smooth(np.abs(distance * 3 % 1 - 0.5) - 0.3, cells * 6, w, h)[here]
        free &= ~here
    return _mask(share)


def _sky(rng, w, h):
    """Lighter towards the ground, with soft heaps of cloud."""
    small = Image.new("L", (w // 4, h // 4))
    pen = ImageDraw.Draw(small)
    unit = np.sqrt(w * h) / 4
    for _ in range(int(rng.integers(4, 7))):
        x, y, size = rng.uniform(0, w / 4), rng.uniform(0.04, 0.92) * h / 4, unit * rng.uniform(0.05, 0.09)
        for dx, dy, r in ((-1.5, 0.25, 0.7), (-0.5, -0.2, 1), (0.7, -0.05, 0.85), (1.7, 0.3, 0.6)):
            pen.ellipse((x + (dx - r) * size, y + (dy - 0.8 * r) * size, x + (dx + r) * size, y + (dy + 0.8 * r) * size), fill=235)
    clouds = np.asarray(small.filter(ImageFilter.GaussianBlur(float(unit) / 60)).resize((w, h), Image.BICUBIC))
    return Image.fromarray(np.maximum(clouds, np.linspace(0, 150, h, dtype=np.uint8)[:, None]))


def _mountains(rng, w, h):
    """Three or four ridges in the lower half, the far ones pale."""
    x, y = np.arange(w, dtype=np.float32) / max(w, h), np.arange(h, dtype=np.float32)[:, None]
    share, count = np.full((h, w), 0.94, np.float32), int(rng.integers(3, 5))
    for i in range(count):
        waves = sum(np.sin(2 * np.pi * f * x + rng.uniform(0, 6.3)) / f for f in (1.3, 2.9, 5.3)) / 1.6
        top = h * (0.52 + 0.42 * i / count) + 0.07 * h * waves
        inside = np.clip(y - top + 0.5, 0, 1)
        share += inside * (0.66 * (1 - (i + 1) / count) - share)
    return _mask(share)


def ground(rng, background, colour, width, height):
    """The ground as an RGB picture; white is exactly 255, other colours vary a little."""
    if colour == "white" or background == "none":
        return Image.new("RGB", (width, height), COLOURS["white"])
    base = tuple(np.clip(np.array(COLOURS[colour]) + rng.integers(-6, 7, 3), 0, 255).tolist())
    plain = Image.new("RGB", (width, height), base)
    if background == "plain":
        return plain
    cells = int(rng.choice(_CELLS))
    drawn = {"sky": _sky, "mountains": _mountains}
    still = {"gradient": _gradient, "stripes": _stripes, "dots": _dots, "waves": _waves}
    mask = drawn[background](rng, width, height) if background in drawn else still[background](width, height, cells)
    share = 0.82 if background in drawn else 0.62 if background == "gradient" else 0.42
    return Image.composite(Image.new("RGB", plain.size, lighter(base, share)), plain, mask)


def disc(canvas, radius, colour, ring):
    """A round field with a ring in the middle of the canvas."""
    w, h = canvas.size
    y, x = np.ogrid[:h, :w]
    distance = np.hypot(x - w / 2 + 0.5, y - h / 2 + 0.5)
    canvas.paste(ring, mask=_mask(radius - distance))
    canvas.paste(colour, mask=_mask(0.95 * radius - distance))
    canvas.paste(ring, mask=_mask(0.008 * radius + 0.5 - np.abs(distance - 0.9 * radius)))
