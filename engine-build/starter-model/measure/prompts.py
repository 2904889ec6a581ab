"""The prompts of the evaluation, fixed by seeds. Usage: python3 -m measure.prompts [CAPTIONS]

Prints how many there are and fails where one of them is among CAPTIONS captions of the training grammar, or a carrier
sentence stands in data/captions.py. The same prompt has the same index and so the same noise for every model.

There are three sets of them, each with sentences, motifs and noise of its own: "development" and "fresh", by which ways to ask were
put otherwise after looking at what they gave, and "held-out", by which nothing was ever chosen. What is reported is "held-out".
"""

import json
import sys
from dataclasses import dataclass, field
from types import ModuleType
from itertools import product
from pathlib import Path

import numpy as np

from data.scenes import BACKGROUNDS, COLOURS, CONCEPTS, LAYOUTS, SHAPES
from data.styles import STYLES
from measure import fresh_wording, held_out_wording, wording

LANGUAGES = ("en", "zh")
PAIRS, PER_LAYOUT, PER_COLOUR, PER_GROUND, PER_STYLE, PER_SHAPE, DIVERSE, DIVERSE_SEEDS = 100, 20, 4, 20, 12, 24, 20, 4
WORDS = Path(__file__).parent / "everyday_words.json"
#: Patterned grounds need a colour that shows.
_GROUND_COLOURS = [c for c in COLOURS if c not in ("white", "cream", "black")]


@dataclass(frozen=True)
class PromptSet:
    """Sentences, what motifs are drawn by lot with, and the first seed of the noise."""

    wording: ModuleType
    lot: int
    first_seed: int


SETS = {"development": PromptSet(wording, 20_777, 1000), "fresh": PromptSet(fresh_wording, 31_907, 5000), "held-out": PromptSet(held_out_wording, 47_303, 9000)}


@dataclass
class Job:
    """One picture to draw, and what a judge should find in it."""

    section: str
    language: str
    prompt: str
    seed: int
    shape: str = "square"
    expect: dict = field(default_factory=dict)


def _plural(name):
    """English plural, good enough for the motifs."""
    if name.endswith(("fish", "deer", "sushi", "sheep")) or (name.endswith("s") and not name.endswith(("ss", "us"))):
        return name
    if name.endswith("leaf"):
        return name[:-1] + "ves"
    if name.endswith("y") and name[-2] not in "aeiou":
        return name[:-1] + "ies"
    return name + ("es" if name.endswith(("sh", "ch", "x", "ss", "us")) else "s")


def _name(concept, language):
    return CONCEPTS[concept][language][0]


def _fill(carrier, language, concepts, **words):
    """A carrier with the names of one or two concepts."""
    first, last = (_name(c, language) for c in (concepts[0], concepts[-1]))
    many = _plural(first) if language == "en" else first
    return carrier.format(n=first, s=many, a=first, b=last, **words)


class _Maker:
    """Draws concepts for one section; its own generator keeps sections apart from each other's length."""

    def __init__(self, section, concepts, of):
        self.section, self.jobs, self.first_seed = section, [], of.first_seed
        self.rng = np.random.default_rng([of.lot, *section.encode()])
        self.concepts, self._queue = concepts, []

    def draw(self, count=1):
        """The next concepts of a shuffled round, so that all come equally often."""
        while len(self._queue) < count:
            self._queue += [int(c) for c in self.rng.permutation(self.concepts) if c not in self._queue]
        taken, self._queue = self._queue[:count], self._queue[count:]
        return taken

    def add(self, language, prompt, shape="square", **expect):
        self.jobs.append(Job(self.section, language, prompt, self.first_seed + len(self.jobs), shape, expect))


def singles(concepts, of=SETS["development"]):
    make = _Maker("single", concepts, of)
    for (k, language), c in product(enumerate(LANGUAGES), concepts):
        carriers = of.wording.SINGLE[language]
        make.add(language, _fill(carriers[(5 * c + k) % len(carriers)], language, [c]), concept=c)
    return make.jobs


def pairs(concepts, of=SETS["development"]):
    make = _Maker("pair", concepts, of)
    for language, i in product(LANGUAGES, range(PAIRS)):
        both = make.draw(2)
        make.add(language, _fill(of.wording.PAIR[language][i % len(of.wording.PAIR[language])], language, both), pair=both, layout="pair")
    return make.jobs


def layouts(concepts, of=SETS["development"]):
    make = _Maker("layout", concepts, of)
    for layout, language, i in product(LAYOUTS, LANGUAGES, range(PER_LAYOUT)):
        make.add(language, _fill(of.wording.LAYOUTS[language][layout][i % 4], language, make.draw(2)), layout=layout)
    return make.jobs


def colours(concepts, of=SETS["development"]):
    make = _Maker("colour", concepts, of)
    for colour, language, i in product(COLOURS, LANGUAGES, range(PER_COLOUR)):
        named = of.wording.COLOUR_NAMES[language][colour]
        make.add(language, _fill(of.wording.COLOURED[language][i], language, make.draw(), c=named), colour=colour)
    return make.jobs


def grounds(concepts, of=SETS["development"]):
    make = _Maker("background", concepts, of)
    for ground, language, _ in product(BACKGROUNDS, LANGUAGES, range(PER_GROUND)):
        named = of.wording.COLOUR_NAMES[language][str(make.rng.choice(_GROUND_COLOURS))]
        make.add(language, _fill(of.wording.GROUNDS[language][ground], language, make.draw(), c=named), background=ground)
    return make.jobs


def styles(concepts, of=SETS["development"]):
    make = _Maker("style", concepts, of)
    for style, language, i in product(STYLES, LANGUAGES, range(PER_STYLE)):
        named, c = of.wording.TECHNIQUES[language][style], make.draw()
        make.add(language, _fill(of.wording.STYLED[language][i % 4], language, c, t=named), style=style, concept=c[0])
    return make.jobs


def shapes(concepts, of=SETS["development"]):
    make = _Maker("shape", concepts, of)
    for shape, language, i in product(SHAPES, LANGUAGES, range(PER_SHAPE)):
        c = make.draw()
        carriers = of.wording.SINGLE[language]
        make.add(language, _fill(carriers[i % len(carriers)], language, c), shape, concept=c[0])
    return make.jobs


def everyday(concepts, of=SETS["development"]):
    """Words outside the list of names; right is every concept that a customer would take for it."""
    make, index = _Maker("everyday", concepts, of), {c["id"]: i for i, c in enumerate(CONCEPTS)}
    for language, entries in json.loads(WORDS.read_text())["words"].items():
        for entry in entries:
            make.add(language, entry["word"], accept=[index[name] for name in entry["accept"]])
    return make.jobs


def diversity(concepts, of=SETS["development"]):
    """Bare names, as customers type them, four seeds each."""
    make = _Maker("diversity", concepts, of)
    for language, _ in product(LANGUAGES, range(DIVERSE)):
        c = make.draw()[0]
        for _ in range(DIVERSE_SEEDS):
            make.add(language, _name(c, language), concept=c)
    return make.jobs


SECTIONS = (singles, pairs, layouts, colours, grounds, styles, shapes, everyday, diversity)


def all_jobs(limit=None, of="development"):
    """Every job of a set in a fixed order; `limit` keeps to the first concepts, for a trial on a small machine."""
    concepts = list(range(len(CONCEPTS)))[:limit]
    return [job for section in SECTIONS for job in section(concepts, SETS[of])]


def carriers():
    """All texts of the wording without their gaps filled."""
    def texts(value):
        if isinstance(value, str):
            return [value]
        return [t for v in (value.values() if isinstance(value, dict) else value) for t in texts(v)]
    return [t for own in SETS.values() for name in ("SINGLE", "PAIR", "LAYOUTS", "COLOURED", "GROUNDS", "STYLED")
            for t in texts(getattr(own.wording, name))]


def training_captions(count):
    """Captions as the pool has them, with a seed of their own."""
    from data.captions import caption
    from data.scenes import random_scene

    rng = np.random.default_rng(31)
    return {caption(rng, random_scene(rng), language).lower() for _ in range(count // 2) for language in LANGUAGES}


def main(count=20_000):
    # Words and bare names are what they are; the check is about sentences.
    jobs = [job for name in SETS for job in all_jobs(of=name) if job.section not in ("everyday", "diversity")]
    source = "".join(path.read_text() for path in (Path(__file__).parents[1] / "data").rglob("*.py"))
    copied = [c for c in carriers() if f'"{c}"' in source]
    seen = sorted({job.prompt.lower() for job in jobs} & training_captions(count))
    print(json.dumps({"prompts": {name: len(all_jobs(of=name)) for name in SETS}, "sentences": len(jobs), "carriers": len(carriers()),
                      "carriers_in_captions": copied, "prompts_in_captions": seen, "captions": count}, ensure_ascii=False))
    if copied or seen:
        raise SystemExit("Expected prompts outside the training grammar but found the ones above. Reword them in measure/wording.py.")


if __name__ == "__main__":
    main(*(int(a) for a in sys.argv[1:]))
