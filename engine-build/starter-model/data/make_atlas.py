"""Applies all styles to all icons, on all cores: DATA_DIR/atlas.npy. Usage: make_atlas.py DATA_DIR"""

import json
import sys
from functools import partial
from multiprocessing import Pool
from pathlib import Path

import numpy as np

from data.styles import STYLES, apply_style


def read_icons(data_dir):
    """The rendered icons as uint8 [N, S, S, 4]."""
    size = json.loads((data_dir / "icons.json").read_text())["size"]
    return np.fromfile(data_dir / "icons.rgba", np.uint8).reshape(-1, size, size, 4)


def main(data_dir):
    icons = read_icons(data_dir)
    with Pool() as workers:
        atlas = np.stack([workers.map(partial(apply_style, style), icons) for style in STYLES])
    np.save(data_dir / "atlas.npy", atlas)
    print(f"{len(icons)} icons in {len(STYLES)} styles")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
