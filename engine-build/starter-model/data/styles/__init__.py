"""Motif styles: each turns a flat RGBA icon into the same motif in another technique."""

from data.styles import crafted, drawn
from data.styles.motif import Motif

_DRAW = {
    "flat": lambda motif: motif.icon, "clay": crafted.clay, "outline": drawn.outline, "sticker": crafted.sticker,
    "papercut": crafted.papercut, "porcelain": drawn.porcelain, "ink": drawn.ink, "watercolour": drawn.watercolour,
    "pixel": crafted.pixel, "lineart": drawn.lineart, "gold": crafted.gold,
}
STYLES = tuple(_DRAW)


def apply_styles(icon, seed):
    """`icon` uint8 [S, S, 4] in every style, in the order of STYLES; `seed` fixes the textures."""
    motif = Motif(icon, seed)
    return [draw(motif) for draw in _DRAW.values()]
