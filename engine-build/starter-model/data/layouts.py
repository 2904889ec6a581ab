"""Where the motifs of a layout stand: slots in pixels, for a picture of any shape.

Sizes, turns and places are few and fixed. A model that is asked for a motif at any size, turn and place has to find out
each of them from noise while it recalls the outline, and small models draw it unsteadily; of a few poses it keeps the picture.
"""

from dataclasses import dataclass

import numpy as np

LAYOUTS = ("single", "pair", "row", "pattern", "grid", "wreath", "scatter", "border", "medallion", "corner")
_TURNS = (-15, 0, 15)
#: Share of the shorter side and turn of a motif alone; each also in the mirror.
_POSES = ((0.84, 0), (0.76, -10), (0.76, 10))
#: Places are multiples of this: the side of one latent.
_CELL = 16


@dataclass
class Slot:
    """Centre and side of a motif in pixels, its turn in degrees, which of the scene's concepts it shows, and if in the mirror."""

    x: float
    y: float
    side: int
    angle: float = 0
    concept: int = 0
    mirrored: bool = False


def _snapped(length):
    return _CELL * np.round(length / _CELL)


def _single(rng, w, h):
    share, turn = _POSES[int(rng.integers(len(_POSES)))]
    mirrored = bool(rng.random() < 0.5)
    # Where the picture is long, the motif may come nearer to the edges of its shorter side.
    side = round((share if w == h else share + 0.06) * min(w, h))
    return [Slot(w / 2, h / 2, side, -turn if mirrored else turn, 0, mirrored)]


def _line(w, h, count, upright, share):
    """`count` motifs in equal cells side by side, or one above the other; cells close up in long pictures."""
    long, short = (h, w) if upright else (w, h)
    pitch = min(long / count, 1.05 * short)
    side, across = round(pitch * min(share, 0.94 * short / pitch)), short / 2
    along = [long / 2 + (i - (count - 1) / 2) * pitch for i in range(count)]
    places = [(across, a) if upright else (a, across) for a in along]
    return [Slot(x, y, side, 0, i) for i, (x, y) in enumerate(places)]


def _pair(rng, w, h):
    return _line(w, h, 2, h > w, 0.9)


def _row(rng, w, h):
    return _line(w, h, 3, h > 1.8 * w, 0.9)


def _pattern(rng, w, h):
    """Half-drop: every other column sinks by half a step; tiles run over all edges."""
    step = _CELL * int(rng.choice((10, 13) if min(w, h) > 400 else (7, 9)))
    column, (left, top) = _snapped(0.92 * step), (_snapped(share * step) for share in rng.choice((0, 0.5), 2))
    cells = [(r, c) for c in range(-1, int(w / column) + 2) for r in range(-2, int(h / step) + 2)]
    return [Slot(left + c * column, top + (r + 0.5 * (c % 2)) * step, round(0.8 * step), 0, c % 2) for r, c in cells]


def _grid(rng, w, h):
    """Whole motifs in straight rows and columns."""
    rows = int(rng.integers(3, 5)) if 1.5 * h > w else int(rng.integers(2, 4))
    columns = max(2, round(rows * w / h))
    side = round(min(w / columns, h / rows) * 0.84)
    return [Slot((c + 0.5) * w / columns, (r + 0.5) * h / rows, side, 0, (r + c) % 2) for r in range(rows) for c in range(columns)]


def _wreath(rng, w, h):
    """An even number of motifs in a circle, all upright or all turned outward."""
    count, outward = 2 * int(rng.integers(4, 7)), rng.random() < 0.4
    radius = min(w, h) * (0.385 - 0.18 / count)
    side = round(min(0.95 * 2 * np.pi * radius / count, 1.9 * (min(w, h) / 2 - radius)))
    turns = [360 * i / count for i in range(count)]
    return [Slot(w / 2 + radius * np.sin(np.radians(t)), h / 2 - radius * np.cos(np.radians(t)), side, -t if outward else 0, i)
            for i, t in enumerate(turns)]


def _scatter(rng, w, h):
    """Motifs of three sizes thrown one by one wherever they touch no other, the large ones first."""
    unit, count = np.sqrt(w * h), int(rng.integers(12, 21))
    sizes = sorted((round(unit * rng.choice((0.15, 0.19, 0.24))) for _ in range(count)), reverse=True)
    slots = []
    for side in sizes:
        for x, y in _snapped(rng.uniform((side / 2, side / 2), (w - side / 2, h - side / 2), (40, 2))):
            if all((x - s.x) ** 2 + (y - s.y) ** 2 > (0.49 * (side + s.side)) ** 2 for s in slots):
                slots.append(Slot(x, y, side, int(rng.choice(_TURNS)), len(slots)))
                break
    return slots


def _border(rng, w, h):
    """A frame of motifs along the edges around an empty middle."""
    step = min(w, h) / rng.uniform(4.4, 6.2)
    columns, rows = round(w / step), round(h / step)
    ring = [(c, 0) for c in range(columns)] + [(columns - 1, r) for r in range(1, rows)]
    ring += [(c, rows - 1) for c in range(columns - 2, -1, -1)] + [(0, r) for r in range(rows - 2, 0, -1)]
    side = round(0.86 * min(w / columns, h / rows))
    return [Slot((c + 0.5) * w / columns, (r + 0.5) * h / rows, side, 0, i) for i, (c, r) in enumerate(ring)]


def _medallion(rng, w, h):
    return [Slot(w / 2, h / 2, round(min(w, h) * 0.6), 0, 0, bool(rng.random() < 0.5))]


def _corner(rng, w, h):
    """All four corners, or two opposite ones."""
    side = round(min(w, h) * 0.36)
    near, far_x, far_y = 0.56 * side, w - 0.56 * side, h - 0.56 * side
    corners = [(near, near), (far_x, far_y), (far_x, near), (near, far_y)]
    return [Slot(x, y, side, 0, i // 2) for i, (x, y) in enumerate(corners[: 4 if rng.random() < 0.6 else 2])]


_PLACE = dict(zip(LAYOUTS, (_single, _pair, _row, _pattern, _grid, _wreath, _scatter, _border, _medallion, _corner)))


def slots(rng, layout, width, height):
    """The slots of a layout in a picture of `width` x `height` pixels."""
    return _PLACE[layout](rng, width, height)
