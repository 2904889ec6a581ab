"""Applies all styles to all icons, on all cores: DATA/atlas.npy. Usage: python3 -m data.make_atlas DATA [CONCEPTS]

CONCEPTS limits the atlas to the icons of the first concepts, which is enough for a trial run on a small machine.
"""

import json
import shutil
import sys
from multiprocessing import Pool
from pathlib import Path

import numpy as np

from data.styles import STYLES, apply_styles
from refusals import expect

_worker = {}


def read_icons(data_dir):
    """The rendered icons as uint8 [N, S, S, 4]."""
    size = json.loads((data_dir / "icons.json").read_text())["size"]
    return np.memmap(data_dir / "icons.rgba", np.uint8, "r").reshape(-1, size, size, 4)


def wanted(data_dir, concepts):
    """Indices of the icons that show one of the first `concepts` concepts."""
    table = json.loads((data_dir / "icons.json").read_text())["icons"]
    return [i for i, icon in enumerate(table) if concepts is None or icon["concept"] < concepts]


def _start(data_dir, part):
    """Workers write into the atlas themselves: passing gigabytes through one process would be slower than drawing."""
    _worker["icons"] = read_icons(data_dir)
    _worker["atlas"] = np.lib.format.open_memmap(part, "r+")


def _style(index):
    _worker["atlas"][:, index] = apply_styles(np.asarray(_worker["icons"][index]), index)


def _check_room(data_dir, icons):
    """The atlas is written through memory maps, where a full disk would kill the workers without a word."""
    needed, free = len(STYLES) * icons * read_icons(data_dir)[0].nbytes, shutil.disk_usage(data_dir).free
    if free < needed:
        raise SystemExit(f"expected {needed / 1e6:.0f} MB of room in {data_dir}, found {free / 1e6:.0f} MB, the disk is full: free some space")


def main(data_dir, concepts=None):
    expect(data_dir, "icons.json", "icons.rgba")
    indices, part = wanted(data_dir, concepts), data_dir / "atlas.part"
    _check_room(data_dir, len(indices))
    # Rows of icons left out stay holes of the sparse file, so that rows agree with icons.json.
    np.lib.format.open_memmap(part, "w+", np.uint8, (len(STYLES), *read_icons(data_dir).shape)).flush()
    with Pool(initializer=_start, initargs=(data_dir, part)) as workers:
        workers.map(_style, indices, 4)
    part.rename(data_dir / "atlas.npy")
    print(f"{len(indices)} icons in {len(STYLES)} styles")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else None)
