"""What the judges see in pictures, and which shares of the jobs that makes right."""

from collections import defaultdict

import numpy as np
import torch
import torch.nn.functional as F

from data.scenes import CONCEPTS
from measure.judge_nets import HEADS, MERGED, centre_square, halves, padded

TOP, IDENTICAL, Z = 5, 1 / 255, 1.96


@torch.no_grad()
def observe(judges, pictures):
    """Everything the judges tell of a batch, still on the device: first choices, features, thumbs."""
    concept, scene = judges
    whole, device = padded(pictures), pictures.device.type
    with torch.autocast(device, torch.bfloat16, enabled=device == "cuda"):
        logits, features = concept(centre_square(pictures))
        both = concept(halves(pictures))[0].argmax(1).view(2, -1).T
        heads = scene(whole)
    seen = {name: rows.argmax(1) for name, rows in heads.items()}
    small = centre_square(pictures).mul(255).add(0.5).to(torch.uint8)
    return seen | {"concepts": logits.topk(min(len(CONCEPTS), TOP)).indices, "pair": both, "features": features.float(),
                   "small": small, "thumb": whole.mul(255).add(0.5).to(torch.uint8)}


def gather(observed):
    """Batches of observations as one, on the host."""
    return {name: torch.cat([batch[name] for batch in observed]).cpu() for name in observed[0]}


def _heads_right(job, seen, i):
    """Whether layout, style, background and colour are those the job names, classes that look alike being one."""
    for name in set(job.expect) & set(HEADS):
        wanted, found = job.expect[name], HEADS[name][int(seen[name][i])]
        alike = MERGED.get(name, {})
        if alike.get(wanted, wanted) != alike.get(found, found):
            return False
        if wanted == "none" and HEADS["colour"][int(seen["colour"][i])] != "white":
            return False
    return True


def right(job, seen, i):
    """Whether picture `i` shows what its job asks for."""
    first = int(seen["concepts"][i, 0])
    if job.section == "pair":
        return len(set(seen["pair"][i].tolist()) & set(job.expect["pair"])) == 2
    if job.section == "everyday":
        return first in job.expect["accept"]
    if job.section in ("single", "shape", "diversity"):
        return first == job.expect["concept"]
    return _heads_right(job, seen, i)


def share(values):
    return round(float(np.mean(values)), 4) if len(values) else None


def interval(oks):
    """Wilson's 95 % interval of the share that is right (Wilson 1927); None of none."""
    if not oks:
        return None
    right, square = sum(oks) / len(oks), Z * Z / len(oks)
    middle, half = right + square / 2, Z * (right * (1 - right) / len(oks) + square / len(oks) / 4) ** 0.5
    return [round(float((middle + sign * half) / (1 + square)), 4) for sign in (-1, 1)]


def summary(rows, classes_of):
    """n, share right, by language and by class of rows (job, right)."""
    grouped = defaultdict(list)
    for job, ok in rows:
        for key in (("language", job.language), ("class", classes_of(job))):
            grouped[key].append(ok)
    every = [ok for _, ok in rows]
    result = {"n": len(rows), "right": share(every), "between": interval(every)}
    result |= {name: share(oks) for (kind, name), oks in grouped.items() if kind == "language"}
    return result | {"classes": {str(name): share(oks) for (kind, name), oks in grouped.items() if kind == "class" and name}}


def singles(rows):
    """Top-1 and top-5 by language, and what each missed concept was taken for."""
    result, misses = {}, []
    for job, seen, i in rows:
        order, asked = seen["concepts"][i].tolist(), job.expect["concept"]
        tally = result.setdefault(job.language, {"top1": [], "top5": []})
        tally["top1"].append(order[0] == asked)
        tally["top5"].append(asked in order)
        if order[0] != asked:
            place = order.index(asked) + 1 if asked in order else None
            misses.append({"concept": CONCEPTS[asked]["id"], "language": job.language, "prompt": job.prompt,
                           "taken_for": CONCEPTS[order[0]]["id"], "place": place})
    shares = {lang: {"n": len(t["top1"])} | {k: share(v) for k, v in t.items()} | {"between": interval(t["top1"])} for lang, t in result.items()}
    return shares, misses


def pairs(rows):
    """Shares of pictures with both and with at least one of the two concepts, by language too."""
    found = {"en": [], "zh": []}
    for job, seen, i in rows:
        found[job.language].append(len(set(seen["pair"][i].tolist()) & set(job.expect["pair"])))
    every = found["en"] + found["zh"]
    both = [f == 2 for f in every]
    return {"n": len(every), "both": share(both), "between": interval(both), "any": share([f >= 1 for f in every])} | {
        lang: share([f == 2 for f in own]) for lang, own in found.items()}


def diversity(rows):
    """Distances between the pictures of one prompt: root mean square of pixels at 128 px, and 1 - cosine of features."""
    groups = defaultdict(list)
    for job, seen, i in rows:
        groups[job.prompt].append((seen["small"][i].float() / 255, seen["features"][i]))
    pixels, angles = [], []
    for group in groups.values():
        for a in range(len(group)):
            for b in range(a):
                pixels.append(float((group[a][0] - group[b][0]).square().mean().sqrt()))
                angles.append(1 - float(F.cosine_similarity(group[a][1], group[b][1], 0)))
    return {"prompts": len(groups), "pairs": len(pixels), "rms": share(pixels), "least_rms": round(min(pixels), 4),
            "feature_distance": share(angles), "identical": int(np.sum(np.array(pixels) < IDENTICAL))}
