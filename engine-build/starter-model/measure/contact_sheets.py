"""Contact sheets of an evaluation as JPEG files, for eyes: thumbs in the order of the jobs, misses framed in red."""

import numpy as np
from PIL import Image

from measure import verdicts
from measure.judge_nets import SCENE_SIDE

COLUMNS, FRAME, RED = 20, 3, (220, 30, 30)
#: Sheets by file name: which jobs they show.
SHEETS = {
    "singles-en": lambda job: job.section == "single" and job.language == "en",
    "pairs": lambda job: job.section == "pair", "styles": lambda job: job.section == "style",
    "layouts": lambda job: job.section == "layout", "grounds": lambda job: job.section in ("colour", "background"),
    "shapes": lambda job: job.section == "shape", "everyday": lambda job: job.section == "everyday",
}


def _thumb(job, seen, i):
    picture = seen["thumb"][i].permute(1, 2, 0).numpy().copy()
    if not verdicts.right(job, seen, i):
        picture[:FRAME], picture[-FRAME:], picture[:, :FRAME], picture[:, -FRAME:] = RED, RED, RED, RED
    return picture


def save_sheets(found, folder):
    """One file for each kind of prompt that was drawn."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, wanted in SHEETS.items():
        thumbs = [_thumb(*row) for row in found if wanted(row[0])]
        if not thumbs:
            continue
        blank = np.full((SCENE_SIDE, SCENE_SIDE, 3), 255, np.uint8)
        thumbs += [blank] * (-len(thumbs) % COLUMNS)
        rows = [np.concatenate(thumbs[i : i + COLUMNS], 1) for i in range(0, len(thumbs), COLUMNS)]
        Image.fromarray(np.concatenate(rows)).save(folder / f"{name}.jpg", quality=82)
