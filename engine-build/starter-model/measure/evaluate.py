"""Draws every concept from its bare name in both languages and lets classifier.py judge.

Usage: evaluate.py WEIGHTS DATA_DIR STEPS GUIDANCE [EVERY]
       evaluate.py WEIGHTS DATA_DIR sweep
EVERY takes only each n-th concept. Pictures go to DATA_DIR/evaluate as sheets. A run at one
setting also draws 32 pairs of motifs.
"""

import sys
from pathlib import Path

import numpy as np
import torch
from diffusers import StableDiffusion3Pipeline
from PIL import Image

from measure.judge import load, shrink
from data.scenes import CONCEPTS

BATCH, THUMB, LANGUAGES = 16, 128, ("en", "zh")
JOINED = {"en": "{} and {}", "zh": "{}和{}"}
#: Steps and guidance of the sweep: a cross, as the full grid tells no more.
SWEEP = [(8, 4), (12, 4), (16, 4), (16, 2), (16, 6)]


def open_pipeline(weights):
    """The reference pipeline on the CPU."""
    pipe = StableDiffusion3Pipeline.from_pretrained(weights, torch_dtype=torch.float32,
                                                    text_encoder_3=None, tokenizer_3=None)
    pipe.set_progress_bar_config(disable=True)
    return pipe


@torch.no_grad()
def draw_prompts(pipe, prompts, seeds, steps, guidance):
    """Pictures [N, 3, 512, 512] in 0..1."""
    pictures = []
    for i in range(0, len(prompts), BATCH):
        noise = [torch.Generator().manual_seed(seed) for seed in seeds[i : i + BATCH]]
        with torch.autocast("cpu", torch.bfloat16):
            pictures.append(pipe(prompts[i : i + BATCH], num_inference_steps=steps, guidance_scale=guidance,
                                 max_sequence_length=0, generator=noise, output_type="pt").images.float())
    return torch.cat(pictures)


def verdict(judge, pictures, concepts):
    """Place of each asked concept in the judge's order (0 is best), its first choices, mean log-likelihood of the asked."""
    with torch.no_grad():
        scores = judge(shrink(pictures)).log_softmax(1)
    own = scores.gather(1, torch.tensor(concepts)[:, None])
    return (scores > own).sum(1).numpy(), scores.argmax(1).tolist(), float(own.mean())


def save_sheet(pictures, path, columns=16):
    """All pictures as thumbnails, row by row."""
    small = torch.nn.functional.interpolate(pictures, (THUMB, THUMB), mode="area").clamp(0, 1).mul(255).byte()
    sheet = Image.new("RGB", (columns * THUMB, -(-len(small) // columns) * THUMB), "white")
    for i, picture in enumerate(small.permute(0, 2, 3, 1).numpy()):
        sheet.paste(Image.fromarray(picture), (i % columns * THUMB, i // columns * THUMB))
    path.parent.mkdir(exist_ok=True)
    sheet.save(path)


def every_concept(lang, every=1):
    """Jobs (concept, language, seed) for each n-th concept in one language."""
    return [(concept, lang, 1000 * LANGUAGES.index(lang) + concept) for concept in range(0, len(CONCEPTS), every)]


def sweep_jobs():
    """Each fifth concept, languages in turn, the same seeds for every setting."""
    return [(concept, LANGUAGES[i % 2], concept) for i, concept in enumerate(range(0, len(CONCEPTS), 5))]


def evaluate(pipe, judge, jobs, steps, guidance, sheet):
    """One drawing per job; prints how many the judge knows again, and what it takes the others for."""
    concepts, languages, seeds = zip(*jobs)
    prompts = [CONCEPTS[concept][lang][0] for concept, lang, _ in jobs]
    pictures = draw_prompts(pipe, prompts, seeds, steps, guidance)
    save_sheet(pictures, sheet)
    place, seen, likelihood = verdict(judge, pictures, concepts)
    print(f"steps {steps} guidance {guidance:g} {'/'.join(sorted(set(languages)))}: top-1 {np.sum(place < 1)} top-5 "
          f"{np.sum(place < 5)} of {len(jobs)}, log-likelihood {likelihood:.3f}", flush=True)
    for prompt, choice, where in zip(prompts, seen, place):
        if where > 0:
            print(f"  {prompt}: taken for {CONCEPTS[choice]['id']}, place {where + 1}")


def pair_jobs(count=32):
    """Random pairs of concepts with their prompts, languages in turn."""
    rng = np.random.default_rng(77)
    pairs = [[int(c) for c in rng.choice(len(CONCEPTS), 2, replace=False)] for _ in range(count)]
    prompts = [JOINED[lang].format(*(CONCEPTS[c][lang][0] for c in pair)) for pair, lang in zip(pairs, LANGUAGES * count)]
    return pairs, prompts


def evaluate_pairs(pipe, judge, steps, guidance, sheet):
    """Two motifs a picture: the judge looks at the middle of each half, the order does not matter."""
    pairs, prompts = pair_jobs()
    pictures = draw_prompts(pipe, prompts, range(500, 500 + len(pairs)), steps, guidance)
    save_sheet(pictures, sheet)
    halves = (pictures[:, :, 128:384, :256], pictures[:, :, 128:384, 256:])
    with torch.no_grad():
        seen = zip(*(judge(shrink(half)).argmax(1).tolist() for half in halves))
    found = np.array([len(set(both) & set(pair)) for both, pair in zip(seen, pairs)])
    print(f"both {np.sum(found == 2)}, at least one {np.sum(found >= 1)} of {len(pairs)}")


def main(weights, data_dir, *setting):
    pipe, judge, folder = open_pipeline(weights), load(data_dir), Path(data_dir) / "evaluate"
    if setting == ("sweep",):
        for steps, guidance in SWEEP:
            evaluate(pipe, judge, sweep_jobs(), steps, guidance, folder / f"sweep-{steps}-{guidance}.png")
        return
    steps, guidance, every = int(setting[0]), float(setting[1]), int((*setting, 1)[2])
    for lang in LANGUAGES:
        evaluate(pipe, judge, every_concept(lang, every), steps, guidance, folder / f"{lang}.png")
    evaluate_pairs(pipe, judge, steps, guidance, folder / "pairs.png")


if __name__ == "__main__":
    main(*sys.argv[1:])
