"""Pre-trains the two text encoders: captions must tell concepts, style, ground and layout.

Usage: python3 -m train.text_encoders DATA_DIR MINUTES DEVICE [BATCH] [--start FOLDER] [--step-seconds S]

Reads DATA_DIR/captions (data/draw_captions.py); the first captions are held out. Writes DATA_DIR/text_encoder and
text_encoder_2, and prints what their embeddings tell apart on the held-out captions. --start goes on from the encoders of
an earlier model folder, whose tokenizer must then be DATA_DIR's.
"""

import argparse
import math
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn
from transformers import CLIPTextConfig, CLIPTextModelWithProjection

from data.pool import second_slot
from data.scenes import BACKGROUNDS, COLOURS, CONCEPTS, LAYOUTS
from data.styles import STYLES
from data.tokenizer import MAX_LENGTH, training_tokenizer
from refusals import expect
from train.captured import Captured
from train.clock import Clock, add_option, trend
from train.precision import bfloat16_on
from train.run import descend, optimiser as adamw, set_rate

SEED, WIDTH, BATCH, TOP_RATE = 4, 192, 384, 1.5e-3
NAMES = ("text_encoder", "text_encoder_2")
#: Columns of the attributes after the two concepts.
ATTRIBUTES = {"style": len(STYLES), "background": len(BACKGROUNDS), "colour": len(COLOURS), "layout": len(LAYOUTS)}


def text_encoder(vocabulary_size, activation):
    """A small CLIP text tower; ids as the tokenizer sets them, so that pooling picks the first end token."""
    return CLIPTextModelWithProjection(CLIPTextConfig(
        vocab_size=vocabulary_size, hidden_size=WIDTH, intermediate_size=4 * WIDTH, num_hidden_layers=4,
        num_attention_heads=3, max_position_embeddings=MAX_LENGTH, hidden_act=activation, projection_dim=WIDTH,
        bos_token_id=vocabulary_size - 2, eos_token_id=vocabulary_size - 1, pad_token_id=vocabulary_size - 1))


def open_encoders(start, vocabulary_size):
    """Both encoders in fp32: those of an earlier model's folder, or new ones."""
    if start is None:
        return [text_encoder(vocabulary_size, activation) for activation in ("quick_gelu", "gelu")]
    encoders = [CLIPTextModelWithProjection.from_pretrained(start / name, torch_dtype=torch.float32) for name in NAMES]
    found = encoders[0].config.vocab_size
    if found != vocabulary_size:
        raise SystemExit(f"expected encoders of {vocabulary_size} tokens in {start}, found {found}: copy the tokenizers of that folder to DATA_DIR")
    return encoders


class Probe(nn.Module):
    """Linear heads on the pooled embedding and on the mean penultimate state, which the transformer reads."""

    def __init__(self):
        super().__init__()
        self.attributes = nn.ModuleList(nn.Linear(WIDTH, classes) for classes in ATTRIBUTES.values())
        self.concepts, self.concepts_of_rows = nn.Linear(WIDTH, len(CONCEPTS)), nn.Linear(WIDTH, len(CONCEPTS))

    def forward(self, pooled, rows):
        return [head(pooled) for head in self.attributes], self.concepts(pooled), self.concepts_of_rows(rows.mean(1))


def concept_targets(attributes):
    """Multi-hot [N, concepts] of the one or two concepts of each scene."""
    hot = torch.zeros(len(attributes), len(CONCEPTS) + 1, device=attributes.device)
    return hot.scatter_(1, attributes[:, :2] % (len(CONCEPTS) + 1), 1.0)[:, :-1]


def supervised_loss(probe, pooled, rows, attributes):
    """How badly both views of the captions name their scenes."""
    heads, concepts, of_rows = probe(pooled, rows)
    hot = concept_targets(attributes)
    # Softmax over concepts: one yes-or-no loss each learns far slower.
    loss = sum(F.cross_entropy(logits, hot / hot.sum(1, keepdim=True)) for logits in (concepts, of_rows))
    return loss + 0.5 * sum(F.cross_entropy(head, attributes[:, 2 + i]) for i, head in enumerate(heads))


def contrastive_loss(a, b, scale=12.0):
    """Both languages of one scene lie together, other scenes apart."""
    logits = scale * F.normalize(a, dim=-1) @ F.normalize(b, dim=-1).T
    own = torch.arange(len(a), device=a.device)
    return 0.5 * (F.cross_entropy(logits, own) + F.cross_entropy(logits.T, own))


def encoder_loss(encoder, probe, captions, attributes):
    """The loss of one encoder; the first half of the captions is English, the second the same scenes in Chinese."""
    out = encoder(captions, output_hidden_states=True)
    loss = supervised_loss(probe, out.text_embeds, out.hidden_states[-2], attributes)
    return loss + 0.2 * contrastive_loss(*out.text_embeds.float().chunk(2))


@torch.no_grad()
def accuracy(encoder, probe, captions, attributes):
    """Share of captions whose concepts are all and only found, and of right attributes."""
    out = encoder(captions, output_hidden_states=True)
    heads, concepts, _ = probe(out.text_embeds, out.hidden_states[-2])
    hot = concept_targets(attributes)
    wrong_above = concepts.masked_fill(hot > 0, -99).amax(1)
    exact = (concepts.masked_fill(hot == 0, 99).amin(1) > wrong_above).float().mean()
    right = [(head.argmax(1) == attributes[:, 2 + i]).float().mean() for i, head in enumerate(heads)]
    return [round(float(v), 4) for v in (exact, *right)]


def load_captions(data_dir, device):
    """Attributes int64 [N, 7] and captions int64 [N, 4, L] of all chunks in the order of their seeds."""
    chunks = [np.load(path) for path in sorted((Path(data_dir) / "captions").glob("*.npz"))]
    return [torch.from_numpy(np.concatenate([chunk[name] for chunk in chunks])).long().to(device)
            for name in ("attributes", "captions")]


def rate(done):
    """Warm-up over 4 % of the run, then a cosine to nothing."""
    return TOP_RATE * min(1, done / 0.04 + 0.01) * (1 + math.cos(math.pi * min(done, 1))) / 2


def batch_of(attributes, captions, batch):
    """Both languages of random scenes, as written or with BPE dropout: captions [2B, L], attributes [2B, 7]."""
    chosen = torch.randint(len(attributes), (batch,), device=attributes.device)
    first = 2 * int(torch.rand(()) < 0.5)
    return torch.cat([captions[chosen, first], captions[chosen, first + 1]]), attributes[chosen].repeat(2, 1)


def learner(encoders, probes, optimiser, parameters):
    """A step of both encoders at once, each on its own tokenizer's padding; returns the loss."""
    eos = encoders[0].config.eos_token_id

    def learn(captions, labels):
        with bfloat16_on(captions.device):
            slots = (captions, second_slot(captions, eos))
            loss = sum(encoder_loss(e, p, rows, labels) for e, p, rows in zip(encoders, probes, slots))
        descend(optimiser, loss, parameters)
        return loss.detach()

    return Captured(learn, parameters[0].device)


def train(encoders, probes, attributes, captions, minutes, batch, clock):
    """Both encoders, one cosine over the clock's time."""
    parameters = [p for module in (*encoders, *probes) for p in module.parameters()]
    optimiser = adamw(parameters, weight_decay=0.01)
    learn = learner(encoders, probes, optimiser, parameters)
    start, losses = time.time(), []
    while (done := clock.minutes(len(losses)) / minutes) < 1:
        set_rate(optimiser, rate(done))
        losses.append(learn(*batch_of(attributes, captions, batch)))
        if len(losses) % 500 == 1:
            print(f"{time.time() - start:.0f} s step {len(losses)} loss {losses[-1].item():.3f}", flush=True)
    print(f"{len(losses)} steps, {trend(losses)}", flush=True)


def unit_scale(encoder, captions):
    """Folds a factor into the projection: pooled values of deviation one suit the transformer."""
    with torch.no_grad():
        encoder.text_projection.weight /= encoder(captions).text_embeds.std()


def finish(encoder, probe, name, data_dir, captions, attributes):
    """Prints what the encoder tells apart on held-out captions, and saves it."""
    encoder.eval()
    for i, lang in enumerate(("en", "zh")):
        print(name, lang, *accuracy(encoder, probe, captions[:, i], attributes), flush=True)
    unit_scale(encoder, captions[:, 0])
    encoder.save_pretrained(Path(data_dir) / name)


def arguments():
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data_dir", type=Path)
    parser.add_argument("minutes", type=float)
    parser.add_argument("device")
    parser.add_argument("batch", type=int, nargs="?", default=BATCH)
    parser.add_argument("--start", type=Path)
    add_option(parser)
    return parser.parse_args()


def main():
    args = arguments()
    expect(args.data_dir, "captions", "tokenizer/vocab.json")
    torch.manual_seed(SEED)
    torch.set_float32_matmul_precision("high")
    attributes, captions = load_captions(args.data_dir, args.device)
    size = training_tokenizer(args.data_dir / "tokenizer", None).get_vocab_size()
    encoders = [encoder.to(args.device).train() for encoder in open_encoders(args.start, size)]
    probes = [Probe().to(args.device) for _ in encoders]
    held_out = min(4000, len(attributes) // 10)
    train(encoders, probes, attributes[held_out:], captions[held_out:], args.minutes, args.batch, Clock(args.step_seconds))
    slots = (captions, second_slot(captions, size - 1))
    for encoder, probe, rows, name in zip(encoders, probes, slots, NAMES):
        finish(encoder, probe, name, args.data_dir, rows[:held_out], attributes[:held_out])


if __name__ == "__main__":
    main()
