"""INT8 against FP32 through the product: both draw the same singles on this machine's CPU, the concept judge looks.

Usage: python3 -m measure.engine_accuracy DATA MODEL FOLDER [--concepts N] [--steps 4] [--precisions fp32,int8] [--guidance G]

Pictures go to FOLDER/<precision>, shares to FOLDER/engine_accuracy.json. May be stopped and called again: pictures that are
there are kept. --concepts takes N concepts spread over the list, in both languages.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from measure import prompts, verdicts
from measure.judge_nets import centre_square, load
from measure.product_run import draw


def chosen_jobs(count):
    """Singles of `count` concepts spread evenly over the list, the same prompts and seeds for every precision."""
    jobs = prompts.singles(list(range(len(prompts.CONCEPTS))))
    step = max(1, len(prompts.CONCEPTS) // count) if count else 1
    return [job for job in jobs if job.expect["concept"] % step == 0]


def files_of(jobs, folder):
    return [folder / f"{job.language}-{job.expect['concept']:03}.png" for job in jobs]


def draw_precision(jobs, options, precision):
    folder = options.folder.resolve() / precision
    listed = [{"prompt": job.prompt, "width": 512, "height": 512, "seeds": [job.seed], "out": [str(file)]}
              for job, file in zip(jobs, files_of(jobs, folder))]
    draw(listed, folder, options.model, precision, options.steps, options.guidance)
    return folder


def picture(file):
    return torch.from_numpy(np.array(Image.open(file).convert("RGB"))).permute(2, 0, 1).float() / 255


@torch.no_grad()
def judged(judge, jobs, folder):
    """Top-1 and top-5 by language."""
    files, rows = files_of(jobs, folder), []
    for i in range(0, len(files), 64):
        logits = judge(centre_square(torch.stack([picture(file) for file in files[i : i + 64]])))[0]
        rows.append({"concepts": logits.topk(verdicts.TOP).indices})
    seen = verdicts.gather(rows)
    return verdicts.singles([(job, seen, i) for i, job in enumerate(jobs)])


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name, kind in (("data", Path), ("model", str), ("folder", Path)):
        parser.add_argument(name, type=kind)
    parser.add_argument("--concepts", type=int, default=0)
    parser.add_argument("--steps", type=int, default=4)
    parser.add_argument("--guidance", type=float)
    parser.add_argument("--precisions", type=lambda text: text.split(","), default=["fp32", "int8"])
    return parser.parse_args()


def main(options):
    judge, jobs = load(options.data)[0], chosen_jobs(options.concepts)
    report = {"model": options.model, "steps": options.steps, "pictures": len(jobs)}
    for precision in options.precisions:
        shares, misses = judged(judge, jobs, draw_precision(jobs, options, precision))
        report[precision] = shares | {"misses": misses}
        print(json.dumps({precision: shares}), flush=True)
    (options.folder / "engine_accuracy.json").write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main(arguments())
