"""Draws scenes as text only, for the text encoders, on all cores. Usage: python3 -m data.draw_captions DATA CHUNKS [FIRST_SEED] [--rows N]

Writes DATA/captions/NNNNN.npz: attributes int16 [N, 7] and captions int16 [N, 4, L] as in the pool, N = --rows.
Single motifs and words of the lexicon are far more common than in the pool: text costs nothing, and it is
here that the encoders learn what words mean.
"""

import os

# Before numpy: the workers share the cores already.
os.environ["OMP_NUM_THREADS"] = "1"

import argparse
from multiprocessing import Pool
from pathlib import Path

import numpy as np

from data.captions import LANGUAGES, caption, load_lexicon, wordy_concept
from data.scenes import BACKGROUNDS, COLOURS, LAYOUTS, SHAPES, STYLES, random_scene
from data.tokenizer import MAX_LENGTH, training_tokenizer
from refusals import expect

CHUNK, SINGLES, LEXICON_SHARE = 10000, 0.6, 0.45
#: How many of the single motifs are chosen for their words, and how often one of these is then said.
WORDY, WORDY_SHARE = 0.4, 0.85
# Apart from the seeds of the pool, so that no scene of the one is drawn in the other.
_SEED = 1_000_000
_worker = {}


def _start(data_dir):
    load_lexicon(data_dir, LEXICON_SHARE)
    _worker["tokenizers"] = [training_tokenizer(Path(data_dir) / "tokenizer", dropout) for dropout in (None, 0.1)]


def _scene(rng):
    """A random scene and how often its captions take words of the lexicon; SINGLES of all show a single motif."""
    single, shape = rng.random() < SINGLES, str(rng.choice(list(SHAPES)))
    wordy = single and rng.random() < WORDY
    concept = wordy_concept(rng) if wordy else None
    while True:
        scene = random_scene(rng, shape, concept)
        if (scene.layout == "single") == single:
            return scene, WORDY_SHARE if wordy else LEXICON_SHARE


def _attributes(scene):
    """Concepts (-1: no second), style, background, colour, layout and shape as numbers."""
    first, second = (*scene.concepts, -1)[:2]
    return (first, second, STYLES.index(scene.style), BACKGROUNDS.index(scene.background),
            list(COLOURS).index(scene.colour), LAYOUTS.index(scene.layout), list(SHAPES).index(scene.shape))


def _tokenised(rng, scenes):
    """Captions in the order en, zh, en with dropout, zh with dropout, padded as the first tokenizer pads."""
    columns = []
    for tokenizer in _worker["tokenizers"]:
        end = tokenizer.token_to_id("<|endoftext|>")
        tokenizer.enable_padding(pad_id=end, pad_token="<|endoftext|>", length=MAX_LENGTH)
        for lang in LANGUAGES:
            columns.append([e.ids for e in tokenizer.encode_batch([caption(rng, s, lang, share) for s, share in scenes])])
    return np.array(columns, np.int16).transpose(1, 0, 2)


def draw_chunk(job):
    """Writes one chunk; the file appears whole, because another stage may be waiting for it."""
    data_dir, seed, rows = job
    rng = np.random.default_rng(_SEED + seed)
    scenes = [_scene(rng) for _ in range(rows)]
    path = Path(data_dir) / "captions" / f"{seed:05}.npz"
    part = path.with_suffix(".part")
    attributes, captions = np.array([_attributes(s) for s, _ in scenes], np.int16), _tokenised(rng, scenes)
    try:
        with part.open("wb") as file:
            np.savez_compressed(file, attributes=attributes, captions=captions)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    part.rename(path)
    return seed


def arguments():
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data_dir", type=Path)
    parser.add_argument("chunks", type=int)
    parser.add_argument("first_seed", type=int, nargs="?", default=0)
    parser.add_argument("--rows", type=int, default=CHUNK, help="scenes in a chunk")
    return parser.parse_args()


def main():
    args = arguments()
    expect(args.data_dir, "lexicon.json", "tokenizer/vocab.json")
    (args.data_dir / "captions").mkdir(exist_ok=True)
    # One thread a worker: the tokenizer's own threads would fight with the other workers.
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    with Pool(initializer=_start, initargs=(args.data_dir,)) as workers:
        jobs = [(args.data_dir, args.first_seed + i, args.rows) for i in range(args.chunks)]
        for seed in workers.imap_unordered(draw_chunk, jobs):
            print(f"chunk {seed}", flush=True)


if __name__ == "__main__":
    main()
