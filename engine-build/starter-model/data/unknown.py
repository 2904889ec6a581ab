"""Words that mean nothing to the motifs: they are drawn as a bunch of flowers, not as a shapeless thing between all motifs.

Nouns of both languages that no table maps, words of other languages, and letters in no order. Words that sentences are
made of (your, when, 就是) are not among them: beside a motif they must go on saying nothing.
Usage: unknown_words(net, taken, "en" or "zh")
"""

import re
from itertools import islice

import numpy as np

from data import small_talk, words_en, words_zh
from data.lexicon_sources import mostly_noun
from data.names import CONCEPTS

#: What all of them are drawn as.
DRAWN_AS = next(c for c, concept in enumerate(CONCEPTS) if concept["id"] == "bouquet")
SEED, MOST, FOREIGN, PHRASES, NONSENSE = 12, 1500, 120, 40, 600
#: Frequency (Zipf scale) of the nouns: more frequent ones stand in too many sentences.
LEAST_ZIPF, MOST_ZIPF = 3.2, 5.0
LANGUAGES = {"en": ("fr", "de", "es", "it", "pt", "nl", "pl", "tr", "sv", "id", "ru", "ar", "hi"), "zh": ("ja", "ko")}
_LETTERS = {"en": "abcdefghijklmnopqrstuvwxyz", "zh": "的一是不了人我在有他这为之大来以个中上们"}


def _said(lang):
    """All words that captions use around a motif: they keep their meaning."""
    text = repr(vars(words_en if lang == "en" else words_zh)) + repr(small_talk.PARTS[lang])
    return set(re.findall(r"[a-z]+", text.lower())) if lang == "en" else text


def _is_noun(net, lang):
    """Whether a word is a noun and little else."""
    if lang == "en":
        return lambda word: word in net.senses and mostly_noun(net, word)
    from jieba import posseg

    return lambda word: [pair.flag for pair in posseg.lcut(word)] == ["n"]


def _nouns(net, taken, lang):
    from wordfreq import iter_wordlist, zipf_frequency

    said, is_noun = _said(lang), _is_noun(net, lang)
    parts = {part for word in taken for part in re.split(r"[ -]", word)}
    fits = re.compile(r"(?!.*ing$)[a-z]{4,14}" if lang == "en" else r"[一-鿿]{2,4}")
    rows = (w for w in iter_wordlist(lang) if fits.fullmatch(w) and LEAST_ZIPF < zipf_frequency(w, lang) < MOST_ZIPF)
    free = (w for w in rows if w not in parts and w.rstrip("s") not in parts and w not in said and is_noun(w))
    return list(islice(free, MOST))


def _foreign(taken, lang):
    from wordfreq import top_n_list, zipf_frequency

    def unheard(word):
        return len(word) > 2 and word not in taken and not re.search(r"[\d一-鿿]", word) and zipf_frequency(word, "en") < 2.5

    return {other: list(islice(filter(unheard, top_n_list(other, 9000)[300:]), FOREIGN)) for other in LANGUAGES[lang]}


def _phrases(rng, words):
    """Words of one language in a row, as its speakers would ask for something."""
    return [" ".join(rng.choice(words, rng.integers(2, 5))) for _ in range(PHRASES)]


def nonsense(rng, lang):
    """Letters in no order, in English up to three words of them."""
    letters, longest = list(_LETTERS[lang]), 9 if lang == "en" else 4
    return " ".join("".join(rng.choice(letters, rng.integers(2, longest))) for _ in range(rng.integers(1, 4) if lang == "en" else 1))


def unknown_words(net, taken, lang):
    """Words outside `taken`, the words and names that are known in the language; `net` is WordNet."""
    rng, foreign = np.random.default_rng(SEED), _foreign(taken, lang).values()
    words = _nouns(net, taken, lang) + [w for own in foreign for w in (*own, *_phrases(rng, own))] + [nonsense(rng, lang) for _ in range(NONSENSE)]
    return list(dict.fromkeys(w for w in words if w not in taken))
