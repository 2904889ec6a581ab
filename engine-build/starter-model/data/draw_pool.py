"""Draws scenes with captions into chunk files. Usage: python3 -m data.draw_pool DATA CHUNKS [FIRST_SEED] [WORKERS]

A chunk holds CHUNK pictures of one shape (zlib), the attributes of their scenes,
and four tokenised captions each: English and Chinese as written, and both again with BPE dropout, whose other
splits of the same words make the encoders robust. A file DATA/STOP ends the work after the chunks under way.
"""

import os

# Before numpy: the workers share the cores already.
os.environ["OMP_NUM_THREADS"] = "1"

import errno
import pickle
import sys
import zlib
from multiprocessing import Pool
from pathlib import Path

import numpy as np

from data.captions import caption, load_lexicon
from data.scenes import BACKGROUNDS, COLOURS, LAYOUTS, SHAPES, STYLES, Atlas, draw, random_scene
from data.tokenizer import MAX_LENGTH, training_tokenizer

CHUNK = 1000
# Shape of a chunk by the last digit of its seed.
_SHAPE_OF = ("square",) * 6 + ("wide", "tall", "phone", "postcard")
_worker = {}


def _start(data_dir):
    _worker["atlas"] = Atlas(data_dir)
    load_lexicon(data_dir)
    _worker["tokenizers"] = [training_tokenizer(Path(data_dir) / "tokenizer", dropout) for dropout in (None, 0.1)]


def caption_rows(rng, scene, tokenizers):
    """Four rows of ids, padded as the first tokenizer pads: English and Chinese by each of two tokenizers."""
    rows = np.zeros((4, MAX_LENGTH), np.int16)
    for i, (tokenizer, lang) in enumerate((t, lang) for t in tokenizers for lang in ("en", "zh")):
        ids = tokenizer.encode(caption(rng, scene, lang)).ids
        rows[i] = tokenizer.token_to_id("<|endoftext|>")
        rows[i, : len(ids)] = ids
    return rows


def attributes_of(scene):
    """Concepts (-1: no second), style, background, colour, layout and shape as numbers."""
    first, second = (*scene.concepts, -1)[:2]
    return (first, second, STYLES.index(scene.style), BACKGROUNDS.index(scene.background),
            list(COLOURS).index(scene.colour), LAYOUTS.index(scene.layout), list(SHAPES).index(scene.shape))


def _chunk(seed):
    rng, shape, atlas = np.random.default_rng(seed), _SHAPE_OF[seed % 10], _worker["atlas"]
    scenes = [random_scene(rng, shape, among=list(atlas.of_concept)) for _ in range(CHUNK)]
    return {
        "pictures": [zlib.compress(draw(rng, s, atlas).tobytes(), 1) for s in scenes],
        "size": SHAPES[shape],
        "attributes": np.array([attributes_of(s) for s in scenes], np.int16),
        "captions": np.stack([caption_rows(rng, s, _worker["tokenizers"]) for s in scenes]),
    }


def draw_chunk(job):
    """Writes one chunk; the file appears whole, because another stage may be waiting for it."""
    data_dir, seed = Path(job[0]), job[1]
    if (data_dir / "STOP").exists():
        return None
    part = data_dir / "pool" / f"{seed:05}.part"
    try:
        part.write_bytes(pickle.dumps(_chunk(seed)))
    except OSError:
        part.unlink(missing_ok=True)
        raise
    part.rename(part.with_suffix(".pickle"))
    return seed


def _check(data_dir):
    """Ends with a sentence where an earlier stage has not run; inside a worker that would repeat for ever."""
    for name, stage in (("atlas.npy", "make_atlas"), ("tokenizer/vocab.json", "tokenizer")):
        if not (Path(data_dir) / name).exists():
            sys.exit(f"draw_pool: expected {name} in {data_dir}, found none; run python3 -m data.{stage} {data_dir} first")


def main(data_dir, chunks, first=0, workers=None):
    _check(data_dir)
    (Path(data_dir) / "pool").mkdir(exist_ok=True)
    with Pool(workers, _start, (data_dir,)) as pool:
        for seed in pool.imap_unordered(draw_chunk, [(data_dir, first + i) for i in range(chunks)]):
            print("stopped by DATA/STOP" if seed is None else f"chunk {seed}", flush=True)
            if seed is None:
                pool.close()
                pool.join()
                return


if __name__ == "__main__":
    try:
        main(sys.argv[1], *map(int, sys.argv[2:]))
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        sys.exit(f"draw_pool: the disk of {sys.argv[1]} is full; free some space, then go on with the first missing chunk")
