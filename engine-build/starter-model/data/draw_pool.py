"""Draws scenes with captions into chunk files, on all cores. Usage: draw_pool.py DATA_DIR CHUNKS [FIRST_SEED]

A chunk holds CHUNK pictures (zlib, flat art shrinks thirtyfold), the attributes of their scenes, and four
tokenised captions each: English and Chinese as written, and both again with BPE dropout, whose other
splits of the same words make the encoders robust.
"""

import pickle
import sys
import zlib
from multiprocessing import Pool
from pathlib import Path

import numpy as np

from data.captions import caption
from data.scenes import BACKGROUNDS, COLOURS, LAYOUTS, Atlas, draw, random_scene
from data.styles import STYLES
from data.tokenizer import MAX_LENGTH, training_tokenizer

CHUNK = 1000
_worker = {}


def _start(data_dir):
    _worker["atlas"] = Atlas(data_dir)
    _worker["tokenizers"] = [training_tokenizer(Path(data_dir) / "tokenizer", dropout) for dropout in (None, 0.1)]


def _captions(rng, scene):
    """Four rows of ids, padded as the first tokenizer pads."""
    rows = np.zeros((4, MAX_LENGTH), np.int16)
    for i, (tokenizer, lang) in enumerate((t, lang) for t in _worker["tokenizers"] for lang in ("en", "zh")):
        ids = tokenizer.encode(caption(rng, scene, lang)).ids
        rows[i] = tokenizer.token_to_id("<|endoftext|>")
        rows[i, : len(ids)] = ids
    return rows


def _attributes(scene):
    """Concepts (-1: no second), style, background, colour and layout as numbers."""
    first, second = (*scene.concepts, -1)[:2]
    return (first, second, STYLES.index(scene.style), BACKGROUNDS.index(scene.background),
            list(COLOURS).index(scene.colour), LAYOUTS.index(scene.layout))


def draw_chunk(job):
    """Writes one chunk; the file appears whole, because another stage may be waiting for it."""
    data_dir, seed = job
    rng = np.random.default_rng(seed)
    scenes = [random_scene(rng) for _ in range(CHUNK)]
    chunk = {
        "pictures": [zlib.compress(draw(rng, s, _worker["atlas"]).tobytes(), 1) for s in scenes],
        "attributes": np.array([_attributes(s) for s in scenes], np.int16),
        "captions": np.stack([_captions(rng, s) for s in scenes]),
    }
    path = Path(data_dir) / "pool" / f"{seed:05}.pickle"
    path.with_suffix(".part").write_bytes(pickle.dumps(chunk))
    path.with_suffix(".part").rename(path)
    return seed


def main(data_dir, chunks, first=0):
    (Path(data_dir) / "pool").mkdir(exist_ok=True)
    with Pool(initializer=_start, initargs=(data_dir,)) as workers:
        for seed in workers.imap_unordered(draw_chunk, [(data_dir, first + i) for i in range(chunks)]):
            print(f"chunk {seed}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 0)
