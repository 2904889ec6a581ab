"""Independent judges of drawn pictures, which never see a picture of the model.

Usage: python3 -m measure.judge DATA SECONDS DEVICE [CHUNKS] [scenes]

Trains two conv nets within SECONDS, saves DATA/judge.pt and prints their accuracy on held-out pictures as JSON lines:
- the concept judge, only on the icons of the atlas, moved, turned, blurred and noised on grounds of many kinds; held out
  are single motifs of the scene generator, which draws by another path, with seeds of their own;
- the scene judge (layout, style, background, colour) on CHUNKS chunks of the pool; the last chunks are held out, one a shape.
Reading the pool and drawing the held-out scenes overlap with the training of the concept judge. With "scenes" only the
scene judge is trained, for all of SECONDS, and the concept judge of DATA/judge.pt is kept.
"""

import json
import math
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

from data.pool import chunk_files, read_chunk
from data.scenes import SHAPES, Atlas, Scene, draw
from data.styles import STYLES
from measure.icon_renders import Icons, draw_batch, spoil
from measure.judge_nets import HEADS, ConceptJudge, SceneJudge, merge, padded

SEED, HELD_OUT_SEED, HELD_OUT, CHUNKS, CONCEPT_SHARE = 11, 990_001, 4, 30, 0.6
#: Columns of the pool's attributes.
COLUMNS = {"style": 2, "background": 3, "colour": 4, "layout": 5}


def say(**facts):
    print(json.dumps(facts, ensure_ascii=False), flush=True)


def held_out_jobs(concepts):
    """(seed, concept, style, shape): HELD_OUT square pictures a concept, the styles in turn, and one of another shape."""
    shapes = [s for s in SHAPES if s != "square"]
    square = [(c, STYLES[(c + 3 * k) % len(STYLES)], "square") for k in range(HELD_OUT) for c in concepts]
    others = [(c, "flat", shapes[c % len(shapes)]) for c in concepts]
    return [(HELD_OUT_SEED + i, *job) for i, job in enumerate(square + others)]


@cache
def opened_atlas(data_dir):
    return Atlas(data_dir)


def draw_held_out(data_dir, job):
    """A single motif as the concept judge will see it, drawn by the scene generator on a worker."""
    seed, concept, style, shape = job
    scene = Scene([concept], "single", style, "plain", "white", shape)
    picture = Image.fromarray(np.asarray(draw(np.random.default_rng(seed), scene, opened_atlas(data_dir))))
    short = min(picture.size)
    left, top = (picture.width - short) // 2, (picture.height - short) // 2
    return np.asarray(picture.crop((left, top, left + short, top + short)).resize((128, 128), Image.BOX))


def pool_thumbs(device, path):
    """One chunk at the side of the scene judge, as bytes on the device, with its attributes."""
    pictures, attributes = read_chunk(path)[:2]
    thumbs = [padded(part.to(device).float() / 255).mul(255).add(0.5).to(torch.uint8) for part in pictures.split(250)]
    return torch.cat(thumbs), attributes.to(device)


def chunk_split(data_dir, count):
    """Chunks to train on and the held-out ones: the last of each picture shape."""
    files = chunk_files(data_dir)
    group = lambda path: max(0, int(path.stem) % 10 - 5)
    last = {group(path): path for path in files}
    held_out = list(last.values()) if len(files) > 2 * len(last) else files[-1:]
    training = [f for f in files if f not in held_out]
    if not training:
        raise SystemExit(f"Expected at least 2 chunks in {data_dir}/pool but found {len(files)}. Run python3 -m data.draw_pool first.")
    return training[:: max(1, len(training) // count)][:count], held_out


def fit(model, batch_loss, seconds, device, top_rate):
    """One cosine over wall-clock time; asks the device for the loss every 100 steps only. Returns the steps."""
    optimiser = torch.optim.AdamW(model.parameters(), lr=top_rate, weight_decay=0.02, fused=device == "cuda")
    start, step = time.time(), 0
    while (done := (time.time() - start) / seconds) < 1:
        rate = top_rate * min(1, 0.05 + done / 0.05) * (0.01 + 0.99 * (1 + math.cos(math.pi * done)) / 2)
        optimiser.param_groups[0]["lr"] = rate
        with torch.autocast(device, torch.bfloat16, enabled=device == "cuda"):
            loss = batch_loss(model)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        optimiser.step()
        step += 1
        # Bounds the queue of launched work too, so that the clock tells the truth.
        if step % 50 == 0 and step % 500:
            loss.detach().item()
        elif step % 500 == 0:
            print(f"{time.time() - start:.0f} s step {step} loss {loss.item():.3f}", file=sys.stderr, flush=True)
    return step


def concept_loss(icons, batch, model):
    pictures, concepts = draw_batch(icons, batch)
    return F.cross_entropy(model(pictures)[0].float(), concepts, label_smoothing=0.05)


def scene_loss(pictures, attributes, batch, model):
    """All heads at once on spoiled, slightly cropped, at times mirrored thumbs."""
    chosen = torch.randint(len(pictures), (batch,), device=pictures.device)
    views = augmented(pictures[chosen])
    out = model(views)
    return sum(F.cross_entropy(out[name].float(), merge(name, attributes[chosen, COLUMNS[name]])) for name in HEADS)


def augmented(thumbs):
    """Thumbs (bytes) cropped by up to 6 %, blurred and noised; colours keep, as they are to be told."""
    n, device, side = len(thumbs), thumbs.device, thumbs.shape[-1]
    scale = 0.94 + 0.06 * torch.rand(n, device=device)
    places = torch.zeros(n, 2, 3, device=device)
    places[:, 0, 0], places[:, 1, 1] = scale, scale
    places[:, :, 2] = (torch.rand(n, 2, device=device) * 2 - 1) * (1 - scale)[:, None]
    grid = F.affine_grid(places, (n, 3, side, side), align_corners=False)
    return spoil(F.grid_sample(thumbs.float() / 255, grid, padding_mode="border", align_corners=False), light=0.01)


@torch.no_grad()
def measure_concepts(model, pictures, jobs, device):
    """Top-1 on held-out renders: all, by style (square), by shape."""
    pictures = torch.from_numpy(np.stack(pictures)).permute(0, 3, 1, 2)
    seen = torch.cat([model(part.to(device).float() / 255)[0].argmax(1) for part in pictures.split(512)]).cpu().numpy()
    right = seen == np.array([job[1] for job in jobs])
    share = lambda chosen: round(float(right[chosen].mean()), 4) if np.any(chosen) else None
    styles, shapes = (np.array([job[i] for job in jobs]) for i in (2, 3))
    square = shapes == "square"
    say(judge="concept", held_out="renders of the scene generator", n=int(square.sum()), top1=share(square),
        styles={s: share(square & (styles == s)) for s in STYLES}, shapes={s: share(shapes == s) for s in SHAPES})


@torch.no_grad()
def measure_scenes(model, chunks):
    """Accuracy of every head on the held-out chunks, and of every class."""
    rows = {name: [] for name in HEADS}
    for pictures, attributes in chunks:
        for part, labels in zip(pictures.split(512), attributes.split(512)):
            for name, logits in model(part.float() / 255).items():
                wanted = merge(name, labels[:, COLUMNS[name]])
                rows[name].append(torch.stack([wanted, (logits.argmax(1) == wanted).long()]))
    for name, found in rows.items():
        wanted, right = torch.cat(found, 1).cpu().numpy()
        classes = {c: round(float(right[wanted == i].mean()), 4) for i, c in enumerate(HEADS[name]) if np.any(wanted == i)}
        say(judge=name, held_out="pool", n=len(right), top1=round(float(right.mean()), 4), classes=classes)


def train_concepts(data_dir, seconds, device):
    started = time.time()
    icons, model = Icons(data_dir, device), ConceptJudge().to(device, memory_format=torch.channels_last)
    loaded, batch = time.time() - started, 512 if device == "cuda" else 64
    steps = fit(model, partial(concept_loss, icons, batch), max(2.0, seconds - loaded), device, 2e-3)
    say(judge="concept", icons=len(icons.concepts), load_s=round(loaded, 1), steps=steps, batch=batch)
    return model.eval()


def train_scenes(chunks, seconds, device):
    pictures, attributes = (torch.cat(part) for part in zip(*chunks))
    model, batch = SceneJudge().to(device, memory_format=torch.channels_last), 512 if device == "cuda" else 64
    steps = fit(model, partial(scene_loss, pictures, attributes, batch), seconds, device, 2e-3)
    say(judge="scene", pictures=len(pictures), steps=steps, batch=batch)
    return model.eval()


def only_scenes(data_dir, seconds, device, count):
    """Another scene judge beside the concept judge that is there."""
    path = Path(data_dir) / "judge.pt"
    judges = torch.load(path, map_location="cpu")
    training, held_out = chunk_split(data_dir, count)
    with ThreadPoolExecutor(4) as readers:
        chunks = list(readers.map(partial(pool_thumbs, device), training + held_out))
    scenes = train_scenes(chunks[: len(training)], seconds, device)
    torch.save(judges | {"scene": scenes.state_dict()}, path)
    measure_scenes(scenes, chunks[len(training) :])


def main(data_dir, seconds, device, count=CHUNKS):
    jobs = held_out_jobs(sorted(opened_atlas(data_dir).of_concept))
    training, held_out = chunk_split(data_dir, count)
    # Workers fork before the device is opened, which a fork would not survive.
    with get_context("fork").Pool() as workers, ThreadPoolExecutor(2) as readers:
        renders = workers.map_async(partial(draw_held_out, data_dir), jobs, 16)
        chunks = readers.map(partial(pool_thumbs, device), training + held_out)
        concepts = train_concepts(data_dir, CONCEPT_SHARE * seconds, device)
        chunks, renders = list(chunks), renders.get()
    scenes = train_scenes(chunks[: len(training)], (1 - CONCEPT_SHARE) * seconds, device)
    torch.save({"concept": concepts.state_dict(), "scene": scenes.state_dict()}, Path(data_dir) / "judge.pt")
    measure_concepts(concepts, renders, jobs, device)
    measure_scenes(scenes, chunks[len(training) :])


if __name__ == "__main__":
    torch.manual_seed(SEED)
    torch.backends.cudnn.benchmark = True
    task = only_scenes if sys.argv[-1] == "scenes" else main
    task(sys.argv[1], float(sys.argv[2]), sys.argv[3], *(int(a) for a in sys.argv[4:] if a != "scenes") or (CHUNKS,))
