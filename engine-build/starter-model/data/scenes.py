"""Scenes: what is in a picture, drawn at random, and its picture."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from data.atlas import Atlas, Stamps
from data.backgrounds import BACKGROUNDS, COLOURS, disc, ground, lighter, luminance
from data.layouts import LAYOUTS, slots
from data.styles import STYLES

__all__ = ["Atlas", "BACKGROUNDS", "COLOURS", "CONCEPTS", "LAYOUTS", "SHAPES", "STYLES", "Scene", "draw", "random_scene"]

CONCEPTS = json.loads((Path(__file__).parent / "concepts.json").read_text())
# Width and height: multiples of 32, the autoencoder's factor of 16 times the transformer's patch of 2.
SHAPES = {"square": (512, 512), "wide": (832, 320), "tall": (480, 640), "phone": (352, 736), "postcard": (640, 448)}
_STYLE_ODDS = (0.34, 0.075, 0.062, 0.075, 0.075, 0.075, 0.06, 0.0595, 0.0595, 0.0595, 0.0595)
_LAYOUT_ODDS = (0.41, 0.24, 0.05, 0.07, 0.03, 0.05, 0.04, 0.045, 0.035, 0.03)
_BACKGROUND_ODDS = (0.7, 0.06, 0.04, 0.04, 0.04, 0.04, 0.04, 0.04)
_PLAIN_WHITE = 0.45
_MIXED = {"pair": 0.85} | dict.fromkeys(("pattern", "grid", "scatter", "wreath", "border", "row"), 0.3)
# Techniques that are paper or glaze by nature keep a light ground; gold wants a deep one or white.
_PALE = ("cream", "sky", "mint", "pink")
_SUITS = dict.fromkeys(("lineart", "ink", "papercut", "porcelain", "watercolour"), _PALE)
_SUITS["gold"] = ("black", "blue", "red", "green")
#: Motifs that a mirror makes wrong: writing, notes, maps, dials, and gowns, which close to the right for the dead.
_ONE_WAY = frozenset("music-note musical-score earth alarm-clock watch compass billiard-ball mahjong medal coin ticket taxi mooncake "
                     "red-envelope kimono karate japanese-dolls".split())


@dataclass
class Scene:
    """One picture in words: everything a caption may tell."""

    concepts: list
    layout: str = "single"
    style: str = "flat"
    background: str = "plain"
    colour: str = "white"
    shape: str = "square"


def random_scene(rng, shape="square", concept=None, among=None):
    """A scene after the odds above; `among` limits the concepts to those an atlas holds."""
    among = range(len(CONCEPTS)) if among is None else among
    first, second = (int(rng.choice(among)) for _ in range(2))
    first = first if concept is None else concept
    layout, style = str(rng.choice(LAYOUTS, p=_LAYOUT_ODDS)), str(rng.choice(STYLES, p=_STYLE_ODDS))
    mixed = rng.random() < _MIXED.get(layout, 0) and second != first
    return Scene([first, second] if mixed else [first], layout, style, *_random_ground(rng, style), shape)


def _random_ground(rng, style):
    """Background and colour that suit a style; only plain grounds are white, "none" always is."""
    background = str(rng.choice(BACKGROUNDS, p=_BACKGROUND_ODDS))
    if background == "none" or (background == "plain" and rng.random() < _PLAIN_WHITE):
        return background, "white"
    return background, str(rng.choice(_SUITS.get(style, tuple(COLOURS)[1:])))


def _disc_colour(scene):
    """The field of a medallion: a fixed partner of ground and style, because captions do not tell it."""
    if scene.style == "gold":
        return "red" if scene.colour in ("black", "blue", "white") else "black"
    if scene.style in _SUITS:
        return {"white": "sky", "sky": "cream", "cream": "mint"}.get(scene.colour, "white")
    if luminance(COLOURS[scene.colour]) < 170:
        return "cream"
    return {"white": "yellow", "cream": "mint", "yellow": "white"}.get(scene.colour, "cream")


def _medallion(canvas, scene):
    """Draws the field and returns its colour, which is what the motif has to stand out from."""
    field = COLOURS[_disc_colour(scene)]
    ring = (206, 160, 62) if scene.style == "gold" else tuple(round(0.72 * c) for c in field)
    disc(canvas, 0.46 * min(canvas.size), field, ring)
    return field


def _behind(scene):
    """The colour around the motifs, between the two tones of the ground."""
    share = {"plain": 0, "none": 0, "gradient": 0.3, "sky": 0.45, "mountains": 0.5}.get(scene.background, 0.2)
    return lighter(COLOURS[scene.colour], share)


def draw(rng, scene, atlas):
    """The scene as a uint8 picture [H, W, 3] of its shape."""
    width, height = SHAPES[scene.shape]
    canvas = ground(rng, scene.background, scene.colour, width, height)
    behind = _medallion(canvas, scene) if scene.layout == "medallion" else _behind(scene)
    icons = [atlas.image(scene.style, int(rng.choice(atlas.of_concept[c]))) for c in scene.concepts]
    stamps = Stamps(icons, scene.style, behind)
    for slot in slots(rng, scene.layout, width, height):
        which = slot.concept % len(icons)
        mirrored = slot.mirrored and CONCEPTS[scene.concepts[which]]["id"] not in _ONE_WAY
        stamp = stamps.get(which, slot.side, slot.angle, mirrored)
        canvas.paste(stamp, (round(slot.x - stamp.width / 2), round(slot.y - stamp.height / 2)), stamp)
    return np.asarray(canvas)
