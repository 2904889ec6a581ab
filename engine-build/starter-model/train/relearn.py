"""Teaches trained text encoders what the lexicon now says of some words, and practises its other words beside them.

Usage: python3 -m train.relearn DATA_DIR OLD_LEXICON MINUTES DEVICE [--batch N] [--step-seconds S]

A word that OLD_LEXICON lacks, or gives to another concept, is to read like the name of its concept in the same caption;
captions of all others are to read as before. Words in no lexicon may move. The transformer stays, because the encoders keep their space.
Changes DATA_DIR/text_encoder and text_encoder_2.
"""

import argparse
import copy
import json
import math
from itertools import takewhile
from pathlib import Path

import numpy as np
import torch

from data.captions import LANGUAGES, caption, counted_pair
from data.draw_captions import LEXICON_SHARE
from data.names import CONCEPTS
from data.people import people_words
from data.pool import second_slot
from data.scenes import random_scene
from data.tokenizer import EOS, MAX_LENGTH, training_tokenizer
from data.unknown import DRAWN_AS, nonsense
from data.words_en import STYLE as STYLES_EN
from data.words_zh import STYLE as STYLES_ZH
from refusals import expect
from train.clock import Clock, add_option, trend
from train.run import descend, optimiser as adamw, set_rate
from train.text_tower import TextTower

SEED, BATCH, TOP_RATE = 8, 64, 5e-4
#: Share of the captions that are the bare word, as customers type it.
BARE = 0.3
#: Share of the captions to relearn that is of people, where their words changed; of fresh nonsense; of counted pairs.
PEOPLE, NONSENSE, COUNTED = 0.25, 0.1, 0.2
STYLES = {"en": STYLES_EN, "zh": STYLES_ZH}


def words_of(new, old):
    """(language, word, name of its concept) of all words where two lexicons differ, and of all others of the new one."""
    changed, kept = [], []
    for lang, rows in new.items():
        known = dict(old[lang])
        for word, concept in rows:
            (kept if known.get(word) == concept else changed).append((lang, word, CONCEPTS[concept][lang][0]))
    return changed, kept


def caption_with(rng, words):
    """A caption with one of the words, and the same caption with its concept's name."""
    lang, word, name = words[int(rng.integers(len(words)))]
    scene = random_scene(rng)
    text, own = caption(rng, scene, lang, 0.0), CONCEPTS[scene.concepts[0]][lang][0]
    if rng.random() < BARE or own not in text:
        return word, name
    return text.replace(own, word), text.replace(own, name)


def in_style(rng, texts, lang):
    """The texts as they are or, as often, each with the same technique behind it."""
    if rng.random() < 0.5:
        return texts
    phrases = list(STYLES[lang].values())[int(rng.integers(len(STYLES[lang])))]
    phrase = phrases[int(rng.integers(len(phrases)))]
    return tuple(text + (", " if lang == "en" else "，") + phrase for text in texts)


def alignment(ids, target):
    """For each row of `ids` the row of `target` it should equal: equal ends as they are, the word's rows spread over the name's."""
    own, other = ([*takewhile(lambda i: i != row[-1], row), row[-1]] for row in (ids, target))
    head = len(list(takewhile(lambda p: p[0] == p[1], zip(own, other))))
    tail = len(list(takewhile(lambda p: p[0] == p[1], zip(own[head:][::-1], other[head:][::-1]))))
    middle, wanted = len(own) - head - tail, max(len(other) - head - tail, 1)
    spread = [head + k * wanted // middle for k in range(middle)]
    after = [len(other) - tail + k for k in range(len(ids) - head - middle)]
    return [min(row, len(target) - 1) for row in [*range(head), *spread, *after]]


class Captions:
    """Draws batches of ids [N, L] with the ids and rows [N, L] they are to read like."""

    def __init__(self, data_dir, old_lexicon, device):
        self.changed, self.kept = words_of(json.loads((data_dir / "lexicon.json").read_text()), old_lexicon)
        known = {lang: set(people_words(lang)) for lang in LANGUAGES}
        self.people = [row for row in self.changed if row[1] in known[row[0]]]
        self.tokenizer, self.device = training_tokenizer(data_dir / "tokenizer", None), device
        self.tokenizer.enable_padding(pad_id=self.tokenizer.token_to_id(EOS), pad_token=EOS, length=MAX_LENGTH)

    def _kept(self, rng):
        """A caption that is to read as before, with a word of the lexicon or without."""
        if self.kept and rng.random() < LEXICON_SHARE:
            return caption_with(rng, self.kept)[0]
        return caption(rng, random_scene(rng), LANGUAGES[int(rng.integers(2))], 0.0)

    def _ids(self, texts):
        return [e.ids for e in self.tokenizer.encode_batch(texts)]

    def _changed(self, rng):
        """A caption to relearn and what it is to read like; words for people are few beside the unknown ones and come as often."""
        lang, draw = LANGUAGES[int(rng.integers(2))], rng.random()
        if draw < COUNTED:
            return in_style(rng, counted_pair(rng, lang), lang)
        if draw < COUNTED + NONSENSE:
            return in_style(rng, (nonsense(rng, lang), CONCEPTS[DRAWN_AS][lang][0]), lang)
        return caption_with(rng, self.people if self.people and draw < COUNTED + NONSENSE + PEOPLE else self.changed)

    def batch(self, rng, count):
        """`count` captions to relearn and twice as many to keep."""
        fresh, kept = [self._changed(rng) for _ in range(count)], [self._kept(rng) for _ in range(2 * count)]
        ids, target = self._ids([a for a, _ in fresh] + kept), self._ids([b for _, b in fresh] + kept)
        rows = [alignment(a, b) for a, b in zip(ids, target)]
        return [torch.tensor(np.array(part), device=self.device) for part in (ids, target, rows)]


def states(encoder, ids):
    """Rows [N, L, C] and pooled [N, C], as the transformer reads them."""
    out = encoder(ids, output_hidden_states=True)
    return out.hidden_states[-2], out.text_embeds


def distance(encoder, before, slots, rows):
    """Mean squared differences of rows and pooled to the old encoder's, in units of its own variance."""
    (own, pooled), ids = states(encoder, slots[0]), slots[1]
    with torch.no_grad():
        target, target_pooled = states(before, ids)
        target = target.gather(1, rows[..., None].expand_as(target))
    return sum((a - b).square().mean() / b.var() for a, b in ((own, target), (pooled, target_pooled)))


def train(tower, captions, minutes, batch, clock):
    """One cosine over the clock's time."""
    encoders = (tower.first, tower.second)
    before = [copy.deepcopy(e).requires_grad_(False) for e in encoders]
    parameters = [p for e in encoders for p in e.parameters()]
    optimiser, rng, losses = adamw(parameters, weight_decay=0.0), np.random.default_rng(SEED), []
    while (done := clock.minutes(len(losses)) / minutes) < 1:
        set_rate(optimiser, TOP_RATE * min(1, done / 0.04 + 0.01) * (1 + math.cos(math.pi * done)) / 2)
        ids, target, rows = captions.batch(rng, batch)
        slots = ((ids, target), [second_slot(part, tower.eos) for part in (ids, target)])
        loss = sum(distance(e, b, slot, rows) for e, b, slot in zip(encoders, before, slots))
        descend(optimiser, loss, parameters)
        losses.append(loss.detach())
        if len(losses) % 100 == 0:
            print(f"step {len(losses)} loss {torch.stack(losses[-100:]).mean():.4f}", flush=True)
    print(f"{len(losses)} steps, {trend(losses)}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data_dir", type=Path)
    parser.add_argument("old_lexicon", type=Path)
    parser.add_argument("minutes", type=float)
    parser.add_argument("device")
    parser.add_argument("--batch", type=int, default=BATCH, help="captions to relearn in a step; twice as many are kept")
    add_option(parser)
    args = parser.parse_args()
    expect(args.data_dir, "lexicon.json", "tokenizer/vocab.json", "text_encoder", "text_encoder_2")
    torch.manual_seed(SEED)
    tower = TextTower(args.data_dir, args.device)
    # Half precision, in which a finished folder keeps them, overflows here.
    for encoder in (tower.first, tower.second):
        encoder.float()
    captions = Captions(args.data_dir, json.loads(args.old_lexicon.read_text()), args.device)
    print(f"{len(captions.changed)} words", flush=True)
    train(tower, captions, args.minutes, args.batch, Clock(args.step_seconds))
    for encoder, name in ((tower.first, "text_encoder"), (tower.second, "text_encoder_2")):
        encoder.save_pretrained(args.data_dir / name)


if __name__ == "__main__":
    main()
