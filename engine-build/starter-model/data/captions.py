"""Captions: what a customer might say for a scene, in English and Chinese.

What a caption leaves unsaid is the default: one motif, flat, on white. So a bare "樱花" means a clean print.
Usage: caption(rng, scene, "en" or "zh"); load_lexicon(DATA) first lets captions use words beyond the concepts' names.
"""

import json
import re
from bisect import bisect
from itertools import accumulate, pairwise
from pathlib import Path

from data import words_en, words_zh
from data.grammar import is_plural, measure, pick, plural, repair, with_article
from data.names import CONCEPTS
from data.slips import slip
from data.small_talk import small_talk

WORDS = {"en": words_en, "zh": words_zh}
LANGUAGES = ("en", "zh")
# Shares of canonical names, own synonyms, CLDR's words; the rest are words of the lexicon.
_CANONICAL, _SYNONYM, _ALSO = 0.45, 0.30, 0.10
_LEXICON_SHARE = 0.22
# How often a single motif is said to be alone; what goes unsaid is learnt from the rest.
_ALONE = 0.35
# The colours that go without saying: "in the sky" is no orange sky.
_NATURAL = {"sky": ("sky", "blue"), "waves": ("sky", "blue", "mint"), "mountains": ("green", "mint", "sky", "blue", "grey")}
# How often the motifs of a pair are counted.
_COUNTED = 0.2
# No concept counts for more words than this: thousands have no meaning, and all of them are a bunch of flowers.
_MOST_WORDS = 1500
_lexicon = {"share": 0.0, "en": {}, "zh": {}, "concepts": ((), ())}


def load_lexicon(data_dir, share=_LEXICON_SHARE):
    """Lets captions use DATA/lexicon.json for that share of the names of single motifs."""
    path = Path(data_dir) / "lexicon.json"
    if not path.exists():
        raise SystemExit(f"expected {path}, found none: run python3 -m data.build_lexicon {data_dir}")
    for lang, rows in json.loads(path.read_text()).items():
        table = _lexicon[lang] = {}
        # Frequency falls with rank after Zipf; a gentler fall lets rare words be seen too.
        for rank, (word, concept) in enumerate(rows):
            words, sums = table.setdefault(concept, ([], []))
            words.append(word)
            sums.append((sums[-1] if sums else 0) + (rank + 300) ** -0.5)
    _lexicon["share"] = share
    _lexicon["concepts"] = _by_words()


def _by_words():
    """Concepts with words in the lexicon, and the running sums of how many these are."""
    concepts = sorted(set(_lexicon["en"]) | set(_lexicon["zh"]))
    counts = [sum(len(_lexicon[lang].get(c, ((), ()))[0]) for lang in LANGUAGES) for c in concepts]
    return concepts, list(accumulate(min(count, _MOST_WORDS) for count in counts))


def wordy_concept(rng):
    """A concept, the more often the more words of the lexicon it stands for: each word is to be seen often enough."""
    concepts, sums = _lexicon["concepts"]
    return concepts[bisect(sums, rng.random() * sums[-1])]


def _preferred(rng, phrases):
    """A style phrase: two in five the first, which is the product's own."""
    return phrases[0] if rng.random() < 0.4 else pick(rng, phrases)


def _lexicon_word(rng, index, lang):
    words, sums = _lexicon[lang].get(index, ((), ()))
    if not words:
        return None
    return words[min(bisect(sums, rng.random() * sums[-1]), len(words) - 1)]


def _name(rng, index, lang, share):
    """A name of the concept; share is that of words beyond its own."""
    if rng.random() < share and (word := _lexicon_word(rng, index, lang)):
        return word
    concept = CONCEPTS[index]
    draw = rng.random() * (_CANONICAL + _SYNONYM + _ALSO)
    if draw < _CANONICAL:
        return concept[lang][0]
    if draw < _CANONICAL + _SYNONYM:
        return pick(rng, concept[lang][1:] or concept[lang])
    return pick(rng, concept["also"][lang] or concept[lang])


def _dressed(rng, name, lang, style):
    """The name with an adjective, a diminutive or its style before it; the style is returned as said."""
    draw, words = rng.random(), WORDS[lang]
    if style and draw < 0.16:
        before = pick(rng, words.STYLE_BEFORE[style])
        return (f"{before} {name}" if lang == "en" else before + name), True
    # Names such as 小狗 and 一杯咖啡 stand no further 小 or 可爱的 before them.
    if lang == "zh" and name[0] in "小大一":
        return name, False
    if draw < 0.30:
        adjective = pick(rng, words.ADJECTIVES)
        return (f"{adjective} {name}" if lang == "en" else adjective + name), False
    if lang == "zh" and draw < 0.34 and len(name) <= 2:
        form = pick(rng, words.DIMINUTIVES)
        return form.format(a=name) if form != "{a}{a}" or len(name) == 1 else "小" + name, False
    return name, False


def _fill(rng, template, names, lang):
    """A layout's template with one or two names."""
    if lang == "zh":
        return template.format(a="和".join(names), k=measure(rng, names[0]))
    bare, many = " and ".join(names), " and ".join(plural(n) for n in names)
    if is_plural(names[0]) and re.search(r"\b(one|a single|a big) ", template):
        return bare
    return template.format(a=bare, s=many, n=" and ".join(with_article(n) for n in names))


def _both(rng, names, lang):
    first, second = names
    template = pick(rng, WORDS[lang].BOTH)
    if lang == "zh":
        return template.format(a=first, b=second, k=measure(rng, first), l=measure(rng, second))
    return template.format(a=first, b=second, na=with_article(first), nb=with_article(second))


def _some(rng, names, lang):
    """ "two foxes and some maple leaves", "两只狐狸和枫叶": how people count in a pair of two motifs."""
    counted = rng.random() < 0.5, rng.random() < 0.5
    if lang == "zh":
        return "和".join(pick(rng, words_zh.MANY) + measure(rng, n) + n if own else n for n, own in zip(names, counted))
    return " and ".join(f"{pick(rng, words_en.MANY)} {plural(n)}" if own else plural(n) for n, own in zip(names, counted))


def counted_pair(rng, lang):
    """Two motifs of which one or both are counted, and the same two as captions mostly have them: "a fox and a maple leaf"."""
    names = [pick(rng, CONCEPTS)[lang][0] for _ in range(2)]
    plain = "和".join(names) if lang == "zh" else " and ".join(names)
    return _some(rng, names, lang), plain


def _motif(rng, scene, lang, name_lang, share):
    """The motifs with their layout, and whether the style was said with them: "three pixel cats in a row"."""
    single = scene.layout == "single"
    names = [_name(rng, c, name_lang, share if single else share / 3) for c in scene.concepts]
    rng.shuffle(names)
    style = scene.style if scene.style != "flat" and name_lang == lang else None
    if lang == "zh" and single and names[0][0] == "一":
        return names[0], False
    names[0], said = _dressed(rng, names[0], lang, style) if name_lang == lang else (names[0], False)
    if len(names) == 2 and scene.layout == "pair":
        return (_some if rng.random() < _COUNTED else _both)(rng, names, lang), said
    alone = single and rng.random() < _ALONE
    return _fill(rng, pick(rng, WORDS[lang].ALONE if alone else WORDS[lang].LAYOUT[scene.layout]), names, lang), said


def _ground(rng, scene, lang):
    """The background as a phrase; None where it goes without saying."""
    words = WORDS[lang]
    if (scene.background, scene.colour) == ("plain", "white") and rng.random() > 0.2:
        return None
    if scene.colour in _NATURAL.get(scene.background, ()) and rng.random() < 0.5:
        return pick(rng, words.GROUND_BARE[scene.background])
    return pick(rng, words.GROUND[scene.background]).format(c=pick(rng, words.COLOUR[scene.colour]))


def _wrapped(rng, motif, lang):
    """The motif on a product, or asked for, or bare."""
    words = WORDS[lang]
    if rng.random() < 0.3:
        product = pick(rng, words.PRODUCTS)
        named = with_article(product) if lang == "en" else product
        return pick(rng, words.WRAPS).format(m=motif, p=product, np=named)
    if rng.random() < 0.35:
        return small_talk(rng, motif, lang)
    return pick(rng, words.ASKS).format(m=motif)


def _joined(rng, parts, lang):
    """Parts as one line: with commas mostly, with blanks or nothing now and then."""
    commas = (", ",) * 7 + (" ", ",", ". ") if lang == "en" else ("，",) * 8 + ("", " ", "、", ",", "。")
    comma = pick(rng, commas)
    text = parts[0] + "".join((" " if lang == "en" and b.startswith(_LINKS) and rng.random() < 0.7 else comma) + b for _, b in pairwise(parts))
    return text


_LINKS = ("on ", "in ", "with ", "for ")


def _detail_parts(rng, scene, lang, style_lang, said):
    """Ground, style and chatter as phrases around the motif, the style last as the product says it."""
    before, after = [], []
    ground = _ground(rng, scene, lang)
    if ground:
        (before if rng.random() < 0.15 else after).append(ground)
    if rng.random() < 0.08:
        (before if rng.random() < 0.3 else after).append(pick(rng, WORDS[lang].OCCASIONS))
    if (scene.style != "flat" and not said) or rng.random() < (0.08 if said else 0.2):
        style = _preferred(rng, WORDS[style_lang].STYLE[scene.style])
        place = rng.random()
        before, after = ([style, *before], after) if place < 0.15 else (before, [style, *after]) if place < 0.3 else (before, [*after, style])
    return before, after


def caption(rng, scene, lang, lexicon_share=None):
    """One caption of the scene; lang is "en" or "zh"."""
    share = _lexicon["share"] if lexicon_share is None else lexicon_share
    other, mixed = LANGUAGES[lang == "en"], rng.random()
    name_lang, style_lang = (other if mixed < 0.03 else lang), (other if 0.03 <= mixed < 0.06 else lang)
    motif, said = _motif(rng, scene, lang, name_lang, share)
    before, after = _detail_parts(rng, scene, lang, style_lang, said)
    text = _joined(rng, [*before, _wrapped(rng, motif, lang), *after], lang)
    return slip(rng, repair(text) if lang == "en" else text, lang)
