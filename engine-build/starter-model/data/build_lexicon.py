"""Maps everyday words of two languages to the nearest concept: DATA/lexicon.json. Usage: python3 -m data.build_lexicon DATA

{"en": [[word, concept index], ...], "zh": [...]}, most frequent first. English: a noun sense of WordNet goes to the concept whose sense it is a kind of, or whose
sense reads alike (MiniLM); Chinese: the English meanings of CC-CEDICT go the same way. A few words without
a shape (love, spring) are told by associations.txt. glossary.txt, written by hand, and corrections.txt, what reading the
dictionaries' entries found wrong, overrule them.
"""

import json
import re
import sys
from pathlib import Path

import numpy as np

from data.lexicon_concepts import Concepts, short_gloss
from data.lexicon_sources import DRAWABLE, check_python_packages, load_encoder, mostly_noun, read_cedict, read_wordnet, unfit
from data.names import CONCEPTS
from data.people import DRAWN_AS, people_words
from data.unknown import DRAWN_AS as NEUTRAL, unknown_words

# A kind of a concept's sense needs less likeness. Of 50 random entries a language, read by one person, about 40 English and
# 36 Chinese ones were right; of those that 0.58, 0.42, 0.72, 0.66, 0.34 and 0.40 would leave out, about half.
LIKE, LIKE_KIND, LIKE_ABSTRACT = 0.50, 0.36, 0.68
LIKE_PHRASE = 0.60
KIND_BONUS = 0.30
MOST = {"en": 16000, "zh": 16000}
# How frequent (Zipf scale) a word must be. The frequency of a phrase is estimated from its words, and too high.
LEAST_ZIPF = {"word": 2.0, "phrase": 3.1, "person": 3.5, "abstract": 4.3, "zh": 2.2, "zh character": 4.5}
SENSES = 2
#: Tables by hand, each over the one before.
WRITTEN = ("corrections.txt", "glossary.txt", "associations.txt")
# A sense must be this share of a word's uses; all meanings of a Chinese word together must be this like its concept.
SHARE, LIKE_ALL = 0.25, 0.34
_STOP = set("sex gun nude naked penis vagina boob breast whore slut nigger nazi hitler cock ass bitch dick pussy tit drug weed "
            "crack heroin bomb corpse cross crucifix jesus christ allah bible koran thing way lot kind sort".split())


def _alike(likeness, kinds):
    """The concept of a phrase: what its last word or its characters hint at needs less likeness."""
    total = likeness.copy()
    for concept in kinds:
        total[concept] += KIND_BONUS
    best = int(np.argmax(total))
    return (best, float(total[best])) if likeness[best] >= (LIKE_KIND if best in kinds else LIKE_PHRASE) else None


def _nearest(likeness, kinds, drawable):
    """The concept of one sense, with its score; None below the thresholds."""
    total = likeness.copy()
    for concept, steps in kinds.items():
        total[concept] += KIND_BONUS * 0.9**steps
    best = int(np.argmax(total))
    least = LIKE_KIND if best in kinds else LIKE if drawable else LIKE_ABSTRACT
    return (best, float(total[best])) if likeness[best] >= least or kinds.get(best, 9) < 3 else None


def _senses(word, senses, zipf):
    """The senses of an English word that may be drawn, each with its share of the word's uses."""
    if zipf < LEAST_ZIPF["phrase" if " " in word else "word"] or any(unfit(s.gloss) for s in senses[:2]):
        return []
    total = sum(s.uses for s in senses) + len(senses)
    person = 18
    drawn = [s for s in senses if s.lexfile in DRAWABLE and (s.lexfile != person or zipf >= LEAST_ZIPF["person"])][:SENSES]
    if drawn:
        return [(word, s, (s.uses + 1) / total) for s in drawn if s.uses + 1 > SHARE * total and not unfit(s.gloss)]
    # 15 and 28 are places and times, whose glosses name what lies in them.
    return [(word, senses[0], 1.0)] if zipf >= LEAST_ZIPF["abstract"] and " " not in word and senses[0].lexfile not in (15, 28) else []


def english(concepts, frequency):
    """Word → (concept, score) for the frequent noun lemmas of WordNet."""
    rows = []
    for word, senses in concepts.net.senses.items():
        if re.fullmatch(r"[a-z][a-z' -]{2,19}", word) and word not in _STOP and mostly_noun(concepts.net, word):
            rows += _senses(word, senses, frequency(word))
    print(f"{len(rows)} English senses", flush=True)
    likeness = concepts.likeness(concepts.encode([f"{word}, {short_gloss(s.gloss)}" for word, s, _ in rows]))
    found = {}
    for (word, sense, share), row in zip(rows, likeness):
        nearest = _nearest(row, concepts.kind_of(sense.synset), sense.lexfile in DRAWABLE)
        # A rare sense must read clearly more like a concept than the usual one.
        if nearest and nearest[1] + 0.3 * share > found.get(word, (0, 0))[1]:
            found[word] = (nearest[0], nearest[1] + 0.3 * share)
    return found


def _meanings(meanings):
    """The nouns among the English meanings of a Chinese word, shortened."""
    kept = []
    for meaning in meanings:
        short = re.sub(r"\([^)]*\)|\[[^]]*\]", "", meaning).split(";")[0].strip()
        if short and not re.match(r"(to |CL:|surname|variant|old variant|see |used |classifier|also |abbr|-|\d)", short):
            kept.append(re.sub(r"^(a|an|the) ", "", short))
    return kept[:3]


def _ending(word, endings):
    """The concept whose Chinese name ends the word: 金鱼 is a 鱼; the longest name wins."""
    return next((endings[word[i:]] for i in range(1, len(word)) if word[i:] in endings), None)


def _singular(word):
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _chinese_rows(words, frequency):
    """(word, place, meaning) for words whose first meanings are nouns."""
    for word, meanings in words.items():
        if frequency(word) < LEAST_ZIPF["zh" if len(word) > 1 else "zh character"] or any(unfit(m) for m in meanings):
            continue
        if meanings and "不" not in word and not meanings[0].startswith("to "):
            for place, meaning in enumerate(_meanings(meanings)[:2]):
                yield word, place, meaning.lower()


def _phrase(meaning, english_words):
    """Whether a meaning is a short phrase with a last word that an English word maps; one noun alone must be mapped itself."""
    words = meaning.split()
    return 1 < len(words) < 7 and _singular(words[-1]) in english_words


def chinese(concepts, lexicon, words, frequency):
    """Word → (concept, score): through the English lexicon where a meaning stands there, else by likeness."""
    names = {name: (c, 1.2) for c, concept in enumerate(CONCEPTS) for name in concept["en"]}
    endings = {name: c for c, concept in enumerate(CONCEPTS) for name in concept["zh"]}
    known = lexicon | names
    rows = list(_chinese_rows(words, frequency))
    unsure = sorted({meaning for _, _, meaning in rows if meaning not in known and _phrase(meaning, known)})
    print(f"{len(rows)} Chinese meanings, {len(unsure)} to compare", flush=True)
    likeness = dict(zip(unsure, concepts.likeness(concepts.encode([short_gloss(m) for m in unsure]))))
    found = {}
    for word, place, meaning in rows:
        nearest = names.get(meaning) if len(word) == 1 else known.get(meaning) or known.get(_singular(meaning))
        if not nearest and meaning in likeness:
            kinds = {known[_singular(meaning.split()[-1])][0]: 2}
            ending = _ending(word, endings)
            kinds |= {} if ending is None else {ending: 1}
            nearest = _alike(likeness[meaning], kinds)
        if nearest and nearest[1] - 0.08 * place > found.get(word, (0, 0))[1]:
            found[word] = (nearest[0], nearest[1] - 0.08 * place)
    return _confirmed(concepts, found, words)


def _confirmed(concepts, found, words):
    """The entries whose meanings, read together, are like the concept: 躯干 is a trunk, torso and no suitcase."""
    told = {word: ", ".join(_meanings(words[word])).lower() for word in found}
    texts = sorted(set(told.values()))
    likeness = dict(zip(texts, concepts.likeness(concepts.encode(texts))))
    return {word: row for word, row in found.items() if likeness[told[word]][row[0]] >= LIKE_ALL}


def told(name):
    """(English, Chinese): word → concept, None for "-", as a table of this folder says: concept | English | Chinese."""
    index = {"-": None} | {concept["id"]: c for c, concept in enumerate(CONCEPTS)}
    tables = ({}, {})
    for line in (Path(__file__).parent / name).read_text().splitlines():
        if not line.startswith("#"):
            concept, *lists = line.split("|")
            for table, words in zip(tables, lists):
                table.update({word: index[concept] for word in words.split(",") if word})
    return tables


def _phrases_of_known(found, told_words):
    """English phrases whose last word is known to mean the same; the rest were mostly wrong ("after part", a ship)."""
    names = {name: c for c, concept in enumerate(CONCEPTS) for name in concept["en"]}
    known = {word: concept for word, (concept, _) in found.items()} | told_words | names
    last = lambda word: re.split(r"[ -]", word)[-1]
    return {word: row for word, row in found.items()
            if last(word) == word or row[0] in (known.get(last(word)), known.get(_singular(last(word))))}


def _ranked(found, written, frequency, lang):
    """Entries by falling frequency, later tables first; own names of concepts stand in concepts.json already."""
    table = {word: concept for word, (concept, _) in found.items()}
    for words in (*written, dict.fromkeys(people_words(lang), DRAWN_AS)):
        table |= words
    own = {name for concept in CONCEPTS for name in concept[lang]}
    rows = [[word, c, frequency(word)] for word, c in table.items() if c is not None and word not in own]
    return [row[:2] for row in sorted(rows, key=lambda row: -row[2])[: MOST[lang]]]


def _with_unknown(net, lexicon):
    """Words that no table maps follow the others: they are rarer in captions, and drawn as something neutral."""
    names = {lang: {n for c in CONCEPTS for n in (*c[lang], *c["also"][lang])} for lang in lexicon}
    return {lang: rows + [[word, NEUTRAL] for word in unknown_words(net, {row[0] for row in rows} | names[lang], lang)]
            for lang, rows in lexicon.items()}


def main(data_dir):
    check_python_packages()
    from wordfreq import zipf_frequency

    concepts = Concepts(read_wordnet(data_dir), load_encoder())
    frequency = {lang: (lambda word, lang=lang: zipf_frequency(word, lang)) for lang in ("en", "zh")}
    found_en = english(concepts, frequency["en"])
    found_zh = chinese(concepts, found_en, read_cedict(data_dir), frequency["zh"])
    written = [told(name) for name in WRITTEN]
    found = {"en": _phrases_of_known(found_en, written[0][0]), "zh": found_zh}
    lexicon = {lang: _ranked(found[lang], [table[i] for table in written], frequency[lang], lang) for i, lang in enumerate(found)}
    lexicon = _with_unknown(concepts.net, lexicon)
    (Path(data_dir) / "lexicon.json").write_text(json.dumps(lexicon, ensure_ascii=False))
    print({lang: len(rows) for lang, rows in lexicon.items()})


if __name__ == "__main__":
    main(sys.argv[1])
