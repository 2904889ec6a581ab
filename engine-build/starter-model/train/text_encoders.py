"""Pre-trains the two text encoders: captions must tell concepts, style, ground and layout.

Usage: train_text.py DATA_DIR STEPS DEVICE
"""

import sys
import time
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn
from transformers import CLIPTextConfig, CLIPTextModelWithProjection

from data.pool import chunk_files, read_labels, second_slot
from data.scenes import BACKGROUNDS, COLOURS, CONCEPTS, LAYOUTS
from data.styles import STYLES
from data.tokenizer import MAX_LENGTH, training_tokenizer

WIDTH, BATCH = 192, 384
#: Columns of the pool's attributes after the two concepts.
ATTRIBUTES = {"style": len(STYLES), "background": len(BACKGROUNDS), "colour": len(COLOURS), "layout": len(LAYOUTS)}


def text_encoder(vocabulary_size, activation):
    """A small CLIP text tower; ids as the tokenizer sets them, so that pooling picks the first end token."""
    return CLIPTextModelWithProjection(CLIPTextConfig(
        vocab_size=vocabulary_size, hidden_size=WIDTH, intermediate_size=4 * WIDTH, num_hidden_layers=4,
        num_attention_heads=3, max_position_embeddings=MAX_LENGTH, hidden_act=activation, projection_dim=WIDTH,
        bos_token_id=vocabulary_size - 2, eos_token_id=vocabulary_size - 1, pad_token_id=vocabulary_size - 1))


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


def supervised_loss(probe, out, attributes):
    """How badly both views of the captions name their scenes."""
    heads, concepts, of_rows = probe(out.text_embeds, out.hidden_states[-2])
    hot = concept_targets(attributes)
    # Softmax over concepts: one yes-or-no loss each learns far slower.
    loss = sum(F.cross_entropy(logits, hot / hot.sum(1, keepdim=True)) for logits in (concepts, of_rows))
    return loss + 0.5 * sum(F.cross_entropy(head, attributes[:, 2 + i]) for i, head in enumerate(heads))


def contrastive_loss(a, b, scale=12.0):
    """Both languages of one scene lie together, other scenes apart."""
    logits = scale * F.normalize(a, dim=-1) @ F.normalize(b, dim=-1).T
    own = torch.arange(len(a), device=a.device)
    return 0.5 * (F.cross_entropy(logits, own) + F.cross_entropy(logits.T, own))


def accuracy(encoder, probe, captions, attributes):
    """Share of captions whose concepts are all and only found, and of right attributes."""
    with torch.no_grad():
        out = encoder(captions, output_hidden_states=True)
        heads, concepts, _ = probe(out.text_embeds, out.hidden_states[-2])
    hot = concept_targets(attributes)
    wrong_above = concepts.masked_fill(hot > 0, -99).amax(1)
    exact = (concepts.masked_fill(hot == 0, 99).amin(1) > wrong_above).float().mean()
    return [round(float(v), 4) for v in (exact, *((h.argmax(1) == attributes[:, 2 + i]).float().mean() for i, h in enumerate(heads)))]


def encoder_loss(encoder, probe, en, zh, labels):
    """The loss of one encoder on both languages of the same scenes."""
    with torch.autocast(labels.device.type, torch.bfloat16):
        outs = [encoder(rows, output_hidden_states=True) for rows in (en, zh)]
        loss = sum(supervised_loss(probe, out, labels) for out in outs)
    return loss + 0.2 * contrastive_loss(*(out.text_embeds.float() for out in outs))


def train(encoders, probes, attributes, captions, steps):
    """Both encoders at once; every step takes the captions as written or those with BPE dropout."""
    parameters = [p for module in (*encoders, *probes) for p in module.parameters()]
    optimiser = torch.optim.AdamW(parameters, lr=1e-3, weight_decay=0.01, fused=True)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 1.5e-3, total_steps=steps, pct_start=0.05)
    start, slots = time.time(), (captions, second_slot(captions, encoders[0].config.eos_token_id))
    for step in range(steps):
        chosen = torch.randint(len(attributes), (BATCH,), device=attributes.device)
        first = 2 * int(torch.rand(()) < 0.5)
        loss = sum(encoder_loss(encoder, probe, rows[chosen, first], rows[chosen, first + 1], attributes[chosen])
                   for encoder, probe, rows in zip(encoders, probes, slots))
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimiser.step()
        schedule.step()
        if step % 250 == 0:
            print(f"{time.time() - start:.0f} s step {step} loss {loss.item():.3f}", flush=True)


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


def main(data_dir, steps, device):
    torch.manual_seed(4)
    labels = [read_labels(path) for path in chunk_files(data_dir)]
    attributes, captions = (torch.cat(part).to(device) for part in zip(*labels))
    size = training_tokenizer(Path(data_dir) / "tokenizer", None).get_vocab_size()
    encoders = [text_encoder(size, activation).to(device) for activation in ("quick_gelu", "gelu")]
    probes = [Probe().to(device) for _ in encoders]
    held_out = min(1000, len(attributes) // 2)
    train(encoders, probes, attributes[held_out:], captions[held_out:], steps)
    slots = (captions, second_slot(captions, size - 1))
    for encoder, probe, rows, name in zip(encoders, probes, slots, ("text_encoder", "text_encoder_2")):
        finish(encoder, probe, name, data_dir, rows[:held_out], attributes[:held_out])


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
