"""Everyday words, each drawn alone by the product's own engine and judged without training (measure/matcher.py).

Usage: python3 -m measure.word_check DATA MODEL FOLDER "list 1"

Draws a list of new_words.json in both languages; prints the misses, one a line, before the shares. Pictures are kept in FOLDER.
"""

import json
import sys
from pathlib import Path

import numpy as np
from PIL import Image

from data.scenes import CONCEPTS
from measure.matcher import Matcher
from measure.product_run import draw

WORDS, FIRST_SEED = Path(__file__).parent / "new_words.json", {"list 1": 3000, "list 2": 4000}


def jobs_of(name, folder):
    """(language, entry, job) for every word of a list."""
    rows = []
    for language, entries in json.loads(WORDS.read_text())["words"][name].items():
        for k, entry in enumerate(entries):
            file = str(folder / f"{language}-{k:03}.png")
            job = {"prompt": entry["word"], "width": 512, "height": 512, "seeds": [FIRST_SEED[name] + k], "out": [file]}
            rows.append((language, entry, job))
    return rows


def main(data_dir, model, folder, name):
    folder = Path(folder).resolve()
    rows, matcher, shares = jobs_of(name, folder), Matcher(data_dir), {}
    draw([job for _, _, job in rows], folder, model, "int8", 4)
    for language, entry, job in rows:
        found = matcher.nearest(np.asarray(Image.open(job["out"][0]).convert("RGB")))
        drawn = None if found is None else CONCEPTS[found]["id"]
        shares.setdefault(language, []).append(drawn in entry["accept"])
        if not shares[language][-1]:
            print(job["out"][0], entry["word"], "→", drawn)
    print(json.dumps({language: {"n": len(oks), "right": round(float(np.mean(oks)), 4)} for language, oks in shares.items()}))


if __name__ == "__main__":
    main(*sys.argv[1:])
