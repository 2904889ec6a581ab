"""Draws the evaluation's prompts with a model and lets the independent judges tell what they see.

Usage: python3 -m measure.evaluate DATA MODEL OUT.json DEVICE STEPS GUIDANCE [--set held-out] [--sheet FOLDER] [--concepts N]
    [--sections A,B] [--words WORDS.json]

MODEL is a diffusers SD3 folder; DATA holds judge.pt. Writes all shares with their counts to OUT.json and prints them.
--sheet adds JPEG contact sheets, missed pictures framed in red. --concepts and --sections shorten a trial. With --words the
prompts are first read as the product reads them by that file (needs Node), which is how a customer's words reach a model.
"""

import argparse
import json
import subprocess
import time
from dataclasses import replace
from pathlib import Path

from data.scenes import CONCEPTS, SHAPES
from measure import verdicts
from measure.contact_sheets import save_sheets
from measure.judge_nets import load
from measure.prompts import SETS, all_jobs
from measure.sampler import Sampler

#: What the classes of a section's summary are.
CLASSES = {"layout": lambda job: job.expect["layout"], "colour": lambda job: job.expect["colour"],
           "background": lambda job: job.expect["background"], "style": lambda job: job.expect["style"],
           "shape": lambda job: job.shape, "everyday": lambda job: None}


def look(sampler, judges, jobs):
    """For every job, in order, the observations and its row in them; pictures of one shape share batches."""
    places = [None] * len(jobs)
    for shape, size in SHAPES.items():
        own = [i for i, job in enumerate(jobs) if job.shape == shape]
        if not own:
            continue
        batches = sampler.draw([jobs[i].prompt for i in own], [jobs[i].seed for i in own], size)
        seen = verdicts.gather([verdicts.observe(judges, pictures) for pictures in batches])
        for row, i in enumerate(own):
            places[i] = (seen, row)
    return places


def read_by(words, jobs):
    """The jobs with their prompts as the product gives them to the model."""
    command = ["node", Path(__file__).parent / "read_prompts.mjs", words]
    read = subprocess.run(command, input=json.dumps([job.prompt for job in jobs]), text=True, capture_output=True, check=True).stdout
    return [replace(job, prompt=prompt) for job, prompt in zip(jobs, json.loads(read), strict=True)]


def everyday_rows(found):
    """What each everyday word became."""
    return [{"word": job.prompt, "language": job.language, "drawn": CONCEPTS[int(seen["concepts"][i, 0])]["id"],
             "right": verdicts.right(job, seen, i)} for job, seen, i in found]


def results(found):
    """All shares by section; `found` is rows of (job, observations, index)."""
    of, report = {}, {}
    for row in found:
        of.setdefault(row[0].section, []).append(row)
    if "single" in of:
        report["single"], misses = verdicts.singles(of["single"])
    for section in [s for s in CLASSES if s in of]:
        judged = [(job, verdicts.right(job, seen, i)) for job, seen, i in of[section]]
        report[section] = verdicts.summary(judged, CLASSES[section])
    for section, sum_up in (("pair", verdicts.pairs), ("diversity", verdicts.diversity)):
        if section in of:
            report[section] = sum_up(of[section])
    if "style" in of:
        report["style"]["concept"] = verdicts.share([int(s["concepts"][i, 0]) == j.expect["concept"] for j, s, i in of["style"]])
    return report | {"everyday_words": everyday_rows(of.get("everyday", [])), "misses": misses if "single" in of else []}


def publish(facts, found, out, sheet):
    """Writes all shares after what was measured, prints them but for single words, and draws the sheets where asked."""
    report = facts | results(found)
    out.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n")
    print(json.dumps({k: v for k, v in report.items() if k not in ("misses", "everyday_words")}, ensure_ascii=False), flush=True)
    if sheet:
        save_sheets(found, sheet)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name, kind in (("data", Path), ("model", str), ("out", Path), ("device", str), ("steps", int), ("guidance", float)):
        parser.add_argument(name, type=kind)
    parser.add_argument("--set", choices=list(SETS), default="held-out")
    parser.add_argument("--sheet", type=Path)
    parser.add_argument("--concepts", type=int)
    parser.add_argument("--sections", type=lambda text: text.split(","))
    parser.add_argument("--words", type=Path)
    return parser.parse_args()


def main(options):
    started = time.time()
    judges, sampler = load(options.data, options.device), Sampler(options.model, options.device, options.steps, options.guidance)
    jobs = [j for j in all_jobs(options.concepts, options.set) if not options.sections or j.section in options.sections]
    if options.words:
        jobs = read_by(options.words, jobs)
    loaded = time.time()
    found = [(job, *place) for job, place in zip(jobs, look(sampler, judges, jobs))]
    drawn = time.time()
    facts = {"model": options.model, "steps": options.steps, "guidance": options.guidance, "device": options.device,
             "pictures": len(jobs), "seconds": {"load": round(loaded - started, 1), "draw": round(drawn - loaded, 1)}}
    publish(facts, found, options.out, options.sheet)


if __name__ == "__main__":
    main(arguments())
