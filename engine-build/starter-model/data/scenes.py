"""Scenes: what is in a picture, drawn at random, and its picture."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from data.styles import STYLES

HERE = Path(__file__).parent
CONCEPTS = json.loads((HERE / "concepts.json").read_text())
LAYOUTS = ("single", "pair", "row", "pattern")
BACKGROUNDS = ("plain", "gradient", "stripes", "dots")
COLOURS = {
    "white": (255, 255, 255), "cream": (250, 240, 220), "red": (214, 52, 48), "orange": (246, 150, 60),
    "yellow": (252, 212, 80), "green": (110, 180, 110), "mint": (176, 226, 208), "sky": (160, 210, 242),
    "blue": (54, 104, 190), "purple": (150, 110, 196), "pink": (250, 192, 206), "grey": (200, 202, 206),
    "black": (28, 28, 32),
}
_STYLE_ODDS = (0.58, 0.1, 0.08, 0.08, 0.08, 0.08)
_LAYOUT_ODDS = (0.62, 0.14, 0.08, 0.16)
# Techniques that are paper or glaze by nature keep a light ground.
_LIGHT = {"papercut": ("white", "cream"), "porcelain": ("white", "sky"), "ink": ("white", "cream")}


@dataclass
class Scene:
    """One picture in words: everything a caption may tell."""

    concepts: list
    layout: str = "single"
    style: str = "flat"
    background: str = "plain"
    colour: str = "white"


class Atlas:
    """All icons in all styles, as make_atlas.py wrote them, and which icons show which concept."""

    def __init__(self, data_dir):
        meta = json.loads((Path(data_dir) / "icons.json").read_text())
        self.of_concept = [[] for _ in CONCEPTS]
        for index, icon in enumerate(meta["icons"]):
            self.of_concept[icon["concept"]].append(index)
        self.icons = np.load(Path(data_dir) / "atlas.npy", mmap_mode="r")

    def image(self, style, index):
        """One icon in one style as a picture with alpha."""
        return Image.fromarray(np.asarray(self.icons[STYLES.index(style), index]))


def random_scene(rng, concept=None):
    """A scene after the odds above; most grounds are white, as prints are."""
    first = int(rng.integers(len(CONCEPTS))) if concept is None else concept
    layout = rng.choice(LAYOUTS, p=_LAYOUT_ODDS)
    style = rng.choice(STYLES, p=_STYLE_ODDS)
    mixed = (layout == "pair" and rng.random() < 0.6) or (layout == "pattern" and rng.random() < 0.2)
    second = int(rng.integers(len(CONCEPTS)))
    concepts = [first, second] if mixed and second != first else [first]
    return Scene(concepts, str(layout), str(style), *_random_ground(rng, style))


def _random_ground(rng, style):
    """Background and colour that suit a style; patterned grounds are never white on white."""
    background = rng.choice(BACKGROUNDS, p=(0.86, 0.06, 0.04, 0.04)) if style not in _LIGHT else "plain"
    colours = _LIGHT.get(style, tuple(COLOURS))
    colour = "white" if rng.random() < 0.4 and background == "plain" else str(rng.choice(colours))
    if background != "plain" and colour == "white":
        colour = "pink"
    return str(background), colour


def _middle(rng):
    """About the middle, as a hand would place it."""
    return 0.5 + rng.uniform(-0.03, 0.03)


def _slots(rng, layout):
    """Centres and sizes (0..1) of the motifs of a layout."""
    if layout == "single":
        return [(_middle(rng), _middle(rng), rng.uniform(0.66, 0.84))]
    if layout == "pair":
        size = rng.uniform(0.4, 0.46)
        return [(0.27, _middle(rng), size), (0.73, _middle(rng), size)]
    if layout == "row":
        return [((i + 0.5) / 3, 0.5, 0.3) for i in range(3)]
    return _pattern_slots(rng)


def _pattern_slots(rng):
    """A grid of three or four columns, every other one dropped by half in every second pattern."""
    n, drop = int(rng.integers(3, 5)), rng.random() < 0.5
    cells = [(r, c) for c in range(n) for r in range(-1 if drop and c % 2 else 0, n)]
    return [((c + 0.5) / n, (r + (1.0 if drop and c % 2 else 0.5)) / n, 0.76 / n) for r, c in cells]


def _ground(rng, scene, size):
    """The background as uint8 [size, size, 3]."""
    base = np.clip(np.array(COLOURS[scene.colour]) + (rng.integers(-6, 7, 3) if scene.colour != "white" else 0), 0, 255)
    if scene.background == "plain":
        return np.full((size, size, 3), base, np.uint8)
    light = base + (255 - base) * 0.55
    return (base + _ground_mix(scene.background, size)[..., None] * (light - base)).astype(np.uint8)


def _ground_mix(background, size):
    """How much of the lighter colour shows where, 0..1."""
    y, x = np.mgrid[0:size, 0:size] / size
    if background == "gradient":
        return y
    if background == "stripes":
        return (np.floor(x * 8) % 2).astype(float)
    return ((x * 8 % 1 - 0.5) ** 2 + (y * 8 % 1 - 0.5) ** 2 < 0.05).astype(float)


def _stamp(icon, angle, side):
    """The icon turned and resized; premultiplied ("RGBa"), to keep the colour of clear pixels out of the rim."""
    turned = icon.rotate(angle, Image.BICUBIC).convert("RGBa")
    return turned.resize((side, side), Image.BICUBIC).convert("RGBA")


def draw(rng, scene, atlas, size=512):
    """The scene as a uint8 picture [size, size, 3]."""
    canvas = Image.fromarray(_ground(rng, scene, size))
    chosen = [int(rng.choice(atlas.of_concept[c])) for c in scene.concepts]
    angle = rng.uniform(-8, 8) if scene.layout == "single" else 0
    stamps = {}
    for i, (x, y, scale) in enumerate(_slots(rng, scene.layout)):
        icon = chosen[i % len(chosen)]
        side = max(8, round(scale * size))
        if icon not in stamps:
            stamps[icon] = _stamp(atlas.image(scene.style, icon), angle, side)
        corner = (round(x * size - side / 2), round(y * size - side / 2))
        canvas.paste(stamps[icon], corner, stamps[icon])
    return np.asarray(canvas)
