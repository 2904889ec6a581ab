"""The model's dictionary for the product: words.json beside its weights. Usage: python3 -m data.prompt_words DATA MODEL

Before the product encodes a prompt, it puts a motif's own name in the place of the everyday words that DATA/lexicon.json maps to it: the
student draws names surely, and words that it saw a few hundred times less so. "keeps" are words that hold one of them and
mean something else: names of other motifs, and what captions are made of (techniques, layouts, grounds, products, small talk).
"alone" are words for people, which are read as a motif only where they are asked for themselves: mostly they tell for whom.
"terms" are all that can be asked for (data/terms.py).
"""

import json
import re
import sys
from pathlib import Path

from data import small_talk, words_en, words_zh
from data.build_lexicon import WRITTEN, told
from data.grammar import plural
from data.names import CONCEPTS
from data.people import DRAWN_AS, people_words
from data.terms import terms
from data.unknown import DRAWN_AS as NEUTRAL
from refusals import expect

LANGUAGES = {"en": words_en, "zh": words_zh}
#: Longest entries, in words and in characters; PARTS of sentences are cut at these.
LONGEST = {"en": 4, "zh": 8}


def _texts(value):
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [t for v in value.values() for t in _texts(v)]
    return [t for v in value for t in _texts(v)] if isinstance(value, (list, tuple)) else []


def _chunks(language):
    """What captions say around names: the texts of their tables with every colour, cut at the gaps and at punctuation."""
    module = LANGUAGES[language]
    tables = [value for name, value in vars(module).items() if name.isupper() and name not in ("HOMOPHONES", "MEASURE", "IRREGULAR", "SAME_PLURAL")]
    texts = _texts(tables) + _texts(small_talk.PARTS[language])
    colours = _texts(module.COLOUR)
    filled = [text.replace("{c}", colour) for text in texts for colour in (colours if "{c}" in text else [""])]
    return {chunk.strip().lower() for text in filled for chunk in re.split(r"\{\w+\}|[,.:!?，。：！？、]", text)} - {""}


def _said(chunks, language):
    """Every piece of those texts that could be taken for an entry."""
    if language == "en":
        runs = [chunk.split() for chunk in chunks]
        return {" ".join(run[i:j]) for run in runs for i in range(len(run)) for j in range(i + 1, min(len(run), i + LONGEST["en"]) + 1)}
    return {chunk[i:j] for chunk in chunks for i in range(len(chunk)) for j in range(i + 1, min(len(chunk), i + LONGEST["zh"]) + 1)}


def _known(word, names, language):
    """Whether a word is a name but for its number or its size."""
    if language == "zh":
        return word[0] in "小大老" and word[1:] in names
    return any(word.endswith(end) and word[: -len(end)] + whole in names for end, whole in (("s", ""), ("es", ""), ("ies", "y"), ("ves", "f")))


def table(lexicon, language):
    """{"means": {name: [words]}, "keeps": [words]} of one language."""
    said = _said(_chunks(language), language)
    names = {name.lower() for c in CONCEPTS for name in (*c[language], *c["also"][language])}
    names |= {plural(name) for name in names} if language == "en" else set()
    # People are mostly whom a picture is for; what nothing is known of is no motif within a sentence.
    people, written = set(people_words(language)), {w for name in WRITTEN for w, c in told(name)[language == "zh"].items() if c is not None}
    entries = {word.lower() for word, _ in lexicon}
    means = {}
    for word, concept in lexicon:
        unfit = word in people or (concept == NEUTRAL and word not in written)
        word = word.lower()
        length = len(word.split()) if language == "en" else len(word)
        if not unfit and word not in said and length <= LONGEST[language] and not (word in names or _known(word, names | entries - {word}, language)):
            means.setdefault(CONCEPTS[concept][language][0], []).append(word)
    keeps = names | {word for word in said if 1 < (len(word.split()) if language == "en" else len(word)) <= 3}
    return {"means": {name: sorted(words) for name, words in sorted(means.items())}, "keeps": sorted(_needed(keeps, means, language))}


def alone(language):
    """{name: [words]}: words for people, of which none may be drawn as an animal, a dish or a thing."""
    names = {name.lower() for c in CONCEPTS for name in (*c[language], *c["also"][language])}
    return {CONCEPTS[DRAWN_AS][language][0]: sorted(set(people_words(language)) - names)}


def _needed(keeps, means, language):
    """Of the words to keep those that share a word, or a character, with an entry."""
    parts = lambda word: re.split(r"[ -]", word) if language == "en" else word
    used = {part for words in means.values() for word in words for part in parts(word)}
    singular = lambda part: {part, part.removesuffix("s"), part.removesuffix("es")}
    return {word for word in keeps if any(singular(part) & used for part in parts(word))}


def main(data_dir, model):
    expect(data_dir, "lexicon.json")
    lexicon = json.loads((Path(data_dir) / "lexicon.json").read_text())
    words = {"format": 1} | {language: table(lexicon[language], language) | {"alone": alone(language)} for language in LANGUAGES} | {"terms": terms(Path(data_dir), {word for word, _ in lexicon["en"]})}
    target = Path(model) / "words.json"
    target.write_text(json.dumps(words, ensure_ascii=False, separators=(",", ":")) + "\n")
    print({language: {"words": sum(map(len, words[language]["means"].values())), "keeps": len(words[language]["keeps"])} for language in LANGUAGES},
          target.stat().st_size)


if __name__ == "__main__":
    main(*sys.argv[1:])
