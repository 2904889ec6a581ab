"""Draws scenes with captions into chunk files. Usage: python3 -m data.draw_pool DATA CHUNKS [FIRST_SEED] [WORKERS] [--rows N]

A chunk holds N pictures of one shape (zlib), the attributes of their scenes,
and four tokenised captions each: English and Chinese as written, and both again with BPE dropout, whose other
splits of the same words make the encoders robust. A file DATA/STOP ends the work after the chunks under way.
"""

import os

# Before numpy: the workers share the cores already.
os.environ["OMP_NUM_THREADS"] = "1"

import argparse
import pickle
import zlib
from multiprocessing import Pool
from pathlib import Path

import numpy as np

from data.captions import caption, load_lexicon, wordy_concept
from data.scenes import BACKGROUNDS, COLOURS, LAYOUTS, SHAPES, STYLES, Atlas, draw, random_scene
from data.tokenizer import MAX_LENGTH, training_tokenizer
from refusals import expect

CHUNK = 1000
#: How many scenes have a motif that is chosen for its words in the lexicon, and how often captions take one of these or of any.
WORDY, WORDY_SHARE, LEXICON_SHARE = 0.2, 0.6, 0.22
# Shape of a chunk by the last digit of its seed.
_SHAPE_OF = ("square",) * 6 + ("wide", "tall", "phone", "postcard")
_worker = {}


def _start(data_dir):
    _worker["atlas"] = Atlas(data_dir)
    load_lexicon(data_dir, LEXICON_SHARE)
    _worker["tokenizers"] = [training_tokenizer(Path(data_dir) / "tokenizer", dropout) for dropout in (None, 0.1)]


def caption_rows(rng, scene, share, tokenizers):
    """Four rows of ids, padded as the first tokenizer pads: English and Chinese by each of two tokenizers."""
    rows = np.zeros((4, MAX_LENGTH), np.int16)
    for i, (tokenizer, lang) in enumerate((t, lang) for t in tokenizers for lang in ("en", "zh")):
        ids = tokenizer.encode(caption(rng, scene, lang, share)).ids
        rows[i] = tokenizer.token_to_id("<|endoftext|>")
        rows[i, : len(ids)] = ids
    return rows


def attributes_of(scene):
    """Concepts (-1: no second), style, background, colour, layout and shape as numbers."""
    first, second = (*scene.concepts, -1)[:2]
    return (first, second, STYLES.index(scene.style), BACKGROUNDS.index(scene.background),
            list(COLOURS).index(scene.colour), LAYOUTS.index(scene.layout), list(SHAPES).index(scene.shape))


def _scene(rng, shape, atlas):
    """A random scene, and how often its captions take words of the lexicon."""
    concept = wordy_concept(rng) if rng.random() < WORDY else None
    known = concept in atlas.of_concept
    return random_scene(rng, shape, concept if known else None, list(atlas.of_concept)), WORDY_SHARE if known else LEXICON_SHARE


def _chunk(seed, rows):
    rng, shape, atlas = np.random.default_rng(seed), _SHAPE_OF[seed % 10], _worker["atlas"]
    scenes = [_scene(rng, shape, atlas) for _ in range(rows)]
    return {
        "pictures": [zlib.compress(draw(rng, s, atlas).tobytes(), 1) for s, _ in scenes],
        "size": SHAPES[shape],
        "attributes": np.array([attributes_of(s) for s, _ in scenes], np.int16),
        "captions": np.stack([caption_rows(rng, s, share, _worker["tokenizers"]) for s, share in scenes]),
    }


def draw_chunk(job):
    """Writes one chunk; the file appears whole, because another stage may be waiting for it."""
    data_dir, seed, rows = job
    if (data_dir / "STOP").exists():
        return None
    part = data_dir / "pool" / f"{seed:05}.part"
    try:
        part.write_bytes(pickle.dumps(_chunk(seed, rows)))
    except OSError:
        part.unlink(missing_ok=True)
        raise
    part.rename(part.with_suffix(".pickle"))
    return seed


def arguments():
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data_dir", type=Path)
    parser.add_argument("chunks", type=int)
    parser.add_argument("first_seed", type=int, nargs="?", default=0)
    parser.add_argument("workers", type=int, nargs="?")
    parser.add_argument("--rows", type=int, default=CHUNK, help="pictures in a chunk")
    return parser.parse_args()


def main():
    args = arguments()
    # Here, because a worker that cannot start is started again for ever.
    expect(args.data_dir, "atlas.npy", "lexicon.json", "tokenizer/vocab.json")
    (args.data_dir / "pool").mkdir(exist_ok=True)
    jobs = [(args.data_dir, args.first_seed + i, args.rows) for i in range(args.chunks)]
    with Pool(args.workers, _start, (args.data_dir,)) as pool:
        for seed in pool.imap_unordered(draw_chunk, jobs):
            print("stopped by DATA/STOP" if seed is None else f"chunk {seed}", flush=True)
            if seed is None:
                pool.close()
                pool.join()
                return


if __name__ == "__main__":
    main()
