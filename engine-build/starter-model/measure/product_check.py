"""What the product's own engine draws, judged on a machine without an accelerator.

Usage: python3 -m measure.product_check DATA MODEL FOLDER SECTION EVERY [--set held-out] [--precision int8] [--threads 0]

SECTION is one of measure/prompts.py; every EVERY-th of its prompts is drawn (of single and shape: of the motifs, in both
languages). Motifs are judged by measure/matcher.py, layout, technique, ground and colour by measure/scene_judge.py, four seeds
of a prompt by how far apart they are. Pictures go to FOLDER and are kept, so that misses can be looked at: they are printed,
one a line, before the shares with their 95 % intervals (Wilson).
"""

import argparse
import json
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import numpy as np
from PIL import Image

from data.scenes import CONCEPTS, SHAPES
from measure import prompts
from measure.matcher import Matcher
from measure.product_run import draw

#: What the scene judge tells in which section.
HEAD_OF = {"layout": "layout", "style": "style", "background": "background", "colour": "colour"}
THUMB, Z = 128, 1.96


def chosen_jobs(section, every, of):
    """(number, job) of the section's prompts to draw."""
    jobs = [(i, job) for i, job in enumerate(prompts.all_jobs(of=of)) if job.section == section]
    by_motif = section in ("single", "shape")
    return [(i, job) for i, job in jobs if (job.expect["concept"] if by_motif else i // 4 if section == "diversity" else i) % every == 0]


def interval(right, count):
    """Wilson's 95 % interval of a share, in per cent (Wilson 1927)."""
    share, square = right / count, Z * Z / count
    middle, half = share + square / 2, Z * (share * (1 - share) / count + square / count / 4) ** 0.5
    return [round(100 * (middle + sign * half) / (1 + square), 1) for sign in (-1, 1)]


def told(oks):
    return {"n": len(oks), "right": round(100 * float(np.mean(oks)), 1), "between": interval(sum(oks), len(oks))}


def read(file):
    return np.asarray(Image.open(file).convert("RGB"))


def motifs(jobs, files, data_dir):
    """(right, what was seen instead) of every picture; a pair is looked at half by half."""
    matcher, rows = Matcher(data_dir), []
    for job, file in zip(jobs, files):
        picture = read(file)
        halves = np.array_split(picture, 2, 1) if job.section == "pair" else [picture]
        seen = {matcher.nearest(np.ascontiguousarray(part)) for part in halves}
        wanted = set(job.expect.get("pair") or job.expect.get("accept") or [job.expect["concept"]])
        rows.append((seen == wanted if job.section == "pair" else bool(seen & wanted), [CONCEPTS[c]["id"] for c in seen if c is not None]))
    return rows


def scenes(jobs, files, data_dir):
    """(right, what was seen instead) of every picture by the scene judge; "none" is a plain ground that is white."""
    import torch

    from measure.judge_nets import HEADS, MERGED, padded
    from measure.scene_judge import load

    judge, rows = load(data_dir), []
    for job, file in zip(jobs, files):
        with torch.no_grad():
            heads = judge(padded(torch.from_numpy(read(file).copy()).permute(2, 0, 1)[None].float() / 255))
        seen = {name: HEADS[name][int(logits[0].argmax())] for name, logits in heads.items()}
        name = HEAD_OF[job.section]
        wanted, found, alike = job.expect[name], seen[name], MERGED.get(name, {})
        ok = alike.get(wanted, wanted) == alike.get(found, found) and (wanted != "none" or seen["colour"] == "white")
        rows.append((ok, [found]))
    return rows


def diversity(jobs, files):
    """Root mean square distance at THUMB pixels between the pictures of one prompt."""
    groups = defaultdict(list)
    for job, file in zip(jobs, files):
        groups[job.language, job.prompt].append(np.asarray(Image.open(file).convert("RGB").resize((THUMB, THUMB), Image.BOX), np.float32) / 255)
    apart = [float(np.sqrt(np.mean((a - b) ** 2))) for own in groups.values() for a, b in combinations(own, 2)]
    return {"prompts": len(groups), "rms": round(float(np.mean(apart)), 4), "least": round(min(apart), 4), "identical": sum(d < 1 / 255 for d in apart)}


def report(jobs, files, rows):
    """Misses, one a line, then shares: of all, by language and by what was asked for."""
    shares = defaultdict(list)
    for job, file, (ok, found) in zip(jobs, files, rows):
        kind = job.expect.get(HEAD_OF.get(job.section)) or (job.shape if job.section == "shape" else None)
        for key in ("all", job.language, *([f"{job.language} {kind}"] if kind else [])):
            shares[key].append(ok)
        if not ok:
            print(file.name, job.prompt, "→", *found)
    return {key: told(oks) for key, oks in shares.items()}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name, kind in (("data", Path), ("model", Path), ("folder", Path), ("section", str), ("every", int)):
        parser.add_argument(name, type=kind)
    parser.add_argument("--set", choices=list(prompts.SETS), default="held-out")
    parser.add_argument("--precision", default="int8")
    parser.add_argument("--threads", type=int, default=0)
    return parser.parse_args()


def main(options):
    numbered, folder = chosen_jobs(options.section, options.every, options.set), options.folder.resolve()
    files, jobs = [folder / f"{i:05}.png" for i, _ in numbered], [job for _, job in numbered]
    sizes = [SHAPES[job.shape] for job in jobs]
    listed = [{"prompt": job.prompt, "width": w, "height": h, "seeds": [job.seed], "out": [str(file)]} for job, file, (w, h) in zip(jobs, files, sizes)]
    draw(listed, folder, options.model, options.precision, 4, threads=options.threads)
    if options.section == "diversity":
        print(json.dumps(diversity(jobs, files)))
    else:
        judge = scenes if options.section in HEAD_OF else motifs
        print(json.dumps({"section": options.section, "set": options.set, "precision": options.precision} | report(jobs, files, judge(jobs, files, options.data)), ensure_ascii=False))


if __name__ == "__main__":
    main(arguments())
