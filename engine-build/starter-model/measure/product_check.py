"""What the product's own engine draws, judged without training (measure/matcher.py): for a machine without an accelerator.

Usage: python3 -m measure.product_check DATA MODEL FOLDER SECTION EVERY

SECTION is single, pair or everyday; every EVERY-th of its prompts is drawn (of single: of its motifs, in both languages).
Pictures go to FOLDER and are kept, so that misses can be looked at: they are printed, one a line, before the shares.
"""

import json
import sys
from pathlib import Path

import numpy as np
from PIL import Image

from data.scenes import CONCEPTS
from measure import prompts
from measure.matcher import Matcher
from measure.product_run import draw


def chosen_jobs(section, every):
    """(number, job) of the section's prompts to draw."""
    jobs = [(i, job) for i, job in enumerate(prompts.all_jobs()) if job.section == section]
    return [(i, job) for i, job in jobs if (job.expect["concept"] if section == "single" else i) % every == 0]


def seen(matcher, picture, section):
    """The concepts in a picture; a pair is looked at half by half."""
    half = picture.shape[1] // 2
    parts = (picture[:, :half], picture[:, half:]) if section == "pair" else (picture,)
    return {matcher.nearest(np.ascontiguousarray(part)) for part in parts}


def right(job, found):
    """Whether the concepts found are those that were asked for."""
    if job.section == "pair":
        return found == set(job.expect["pair"])
    return bool(found & set(job.expect.get("accept", [job.expect.get("concept")])))


def main(data_dir, model, folder, section, every):
    jobs, folder = chosen_jobs(section, int(every)), Path(folder).resolve()
    files = [folder / f"{i:05}.png" for i, _ in jobs]
    listed = [{"prompt": job.prompt, "width": 512, "height": 512, "seeds": [job.seed], "out": [str(file)]} for (_, job), file in zip(jobs, files)]
    draw(listed, folder, model, "int8", 4)
    matcher, shares = Matcher(data_dir), {}
    for (_, job), file in zip(jobs, files):
        found = seen(matcher, np.asarray(Image.open(file).convert("RGB")), section)
        shares.setdefault(job.language, []).append(right(job, found))
        if not shares[job.language][-1]:
            print(file.name, job.prompt, "→", *(CONCEPTS[c]["id"] for c in found if c is not None))
    print(json.dumps({language: {"n": len(oks), "right": round(float(np.mean(oks)), 4)} for language, oks in shares.items()}))


if __name__ == "__main__":
    main(*sys.argv[1:])
