"""The evaluation's prompts through the product's own engine, looked at by the independent judges.

Usage: python3 -m measure.engine_check DATA MODEL FOLDER OUT.json [--set held-out] [--precision int8] [--sections A,B] [--every N]
    [--processes 1] [--threads 0] [--device cpu] [--sheet FOLDER]

Pictures go to FOLDER and are kept, so a run may be stopped and called again. Writes the shares as measure.evaluate does, for
measure.compare. --every N takes every Nth motif of the singles, in both languages. Each of --processes has --threads threads.
"""

import argparse
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from data.scenes import SHAPES
from measure import prompts, verdicts
from measure.evaluate import publish
from measure.judge_nets import load
from measure.product_run import draw

BATCH = 64


def chosen_jobs(of, sections=None, every=1):
    """(number, job) of a set's prompts; of singles those of every `every`-th motif."""
    return [(i, job) for i, job in enumerate(prompts.all_jobs(of=of))
            if (not sections or job.section in sections) and (job.section != "single" or job.expect["concept"] % every == 0)]


def files_of(numbered, folder):
    return [folder / f"{number:05}.png" for number, _ in numbered]


def draw_all(jobs, files, options):
    """Shares the missing pictures out among the processes, each shape to all of them in turn."""
    missing = [(job, file) for job, file in zip(jobs, files) if not file.exists()]
    listed = [{"prompt": job.prompt, "width": SHAPES[job.shape][0], "height": SHAPES[job.shape][1], "seeds": [job.seed], "out": [str(file)]}
              for job, file in missing]
    parts = [(k, listed[k :: options.processes]) for k in range(options.processes) if listed[k :: options.processes]]
    # The engines are built once, before the processes would all build them.
    one_of_each = list({(own["width"], own["height"]): own for own in listed}.values())
    draw(one_of_each, options.folder / "jobs", options.model, options.precision, 4, threads=options.threads)
    with ThreadPoolExecutor(options.processes) as processes:
        list(processes.map(lambda part: draw(part[1], options.folder / f"jobs-{part[0]}", options.model, options.precision, 4, threads=options.threads), parts))


def picture(file):
    return torch.from_numpy(np.array(Image.open(file).convert("RGB"))).permute(2, 0, 1)


def look(judges, jobs, files, device):
    """(job, observations, row) of every job in order; pictures of one shape share batches."""
    places = [None] * len(jobs)
    with ThreadPoolExecutor() as readers:
        for shape in SHAPES:
            own = [i for i, job in enumerate(jobs) if job.shape == shape]
            batches = [torch.stack(list(readers.map(picture, [files[i] for i in own[k : k + BATCH]]))) for k in range(0, len(own), BATCH)]
            if not batches:
                continue
            seen = verdicts.gather([verdicts.observe(judges, part.to(device).float() / 255) for part in batches])
            for row, i in enumerate(own):
                places[i] = (jobs[i], seen, row)
    return places


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name, kind in (("data", Path), ("model", str), ("folder", Path), ("out", Path)):
        parser.add_argument(name, type=kind)
    parser.add_argument("--set", choices=list(prompts.SETS), default="held-out")
    parser.add_argument("--precision", default="int8")
    parser.add_argument("--sections", type=lambda text: text.split(","))
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--sheet", type=Path)
    return parser.parse_args()


def main(options):
    options.folder = options.folder.resolve()
    options.folder.mkdir(parents=True, exist_ok=True)
    numbered = chosen_jobs(options.set, options.sections, options.every)
    jobs, files = [job for _, job in numbered], files_of(numbered, options.folder)
    draw_all(jobs, files, options)
    found = look(load(options.data, options.device), jobs, files, options.device)
    facts = {"model": options.model, "set": options.set, "precision": options.precision, "steps": 4, "guidance": 1, "pictures": len(jobs)}
    publish(facts, found, options.out, options.sheet)


if __name__ == "__main__":
    main(arguments())
