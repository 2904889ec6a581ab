"""Words that say nothing a picture could show, by dictionaries: TALK of terms_words.py has only those that come first to mind.

English words are talk where WordNet's texts use them mostly for what has no shape (verbs, adverbs, qualities, acts, times,
feelings), Chinese words where jieba's dictionary counts them among such. Numbers beyond three, words that deny and colours are none.
"""

import re

from data.lexicon_sources import DRAWABLE, read_wordnet

#: English: least uses in WordNet's texts, and the largest share of them that may show something; in a word of the lexicon, which
#: is talk only beside another motif ("would suit me"), more.
LEAST_USES, MOST_SHOWN, MOST_SHOWN_OF_LEXICON = 12, 0.2, 0.6
#: People are whom a picture is for.
SHOWN = DRAWABLE - {18}
#: Chinese: least count in jieba's dictionary, longest word, and its parts of speech that show nothing.
LEAST_COUNT, LONGEST, PARTS = 100, 4, {"v", "vd", "vn", "d", "a", "ad", "an", "r", "u", "p", "c", "y", "e", "o", "z", "t", "f", "l", "i", "df", "ul", "uj", "uz", "ug", "k"}
DENYING = {"en": set("no not without never none neither nor nobody minus except lack lacks lacking avoid avoids don't didn't doesn't isn't won't".split()), "zh": set("不 没 别 无 不要 不想 不是 不用 不画 不放 不加 不能 不会 没有 无需 别画 别放 不需要 不准 不许 不再 不想要".split())}
NUMBERS = {"en": set("four five six seven eight nine ten eleven twelve twenty fifty hundred thousand million dozen zero".split()), "zh": "四五六七八九十百千万"}
#: Past forms that no rule makes.
IRREGULAR = ("made went gone came kept felt thought bought brought told gave given took taken saw seen knew known said found left met held lost spent "
             "chose chosen drew drawn wrote written spoke spoken began begun sat stood got grew grown became fell fallen heard led let meant paid put read sent "
             "set slept taught wore worn won wanted fell built dreamt hung laid ate eaten drank ran sang swam flew flown rode ridden").split()


def _inflected(word):
    """A lemma and what its endings make of it: for verbs mostly, harmless for others."""
    stem = word[:-1] if word.endswith("e") else word
    forms = [word, word + "s", word + ("d" if word.endswith("e") else "ed"), stem + "ing", word + "ly"]
    if word.endswith(("s", "sh", "ch", "x")):
        forms.append(word + "es")
    if word.endswith("y"):
        forms += [word[:-1] + "ies", word[:-1] + "ied", word[:-1] + "ily"]
    if re.fullmatch(r".*[^aeiou][aeiou][bdgmnprt]", word):
        forms += [word + word[-1] + "ed", word + word[-1] + "ing"]
    return forms


def english(data_dir, spared, lexicon):
    """English talk; `spared` are words that mean something, `lexicon` everyday words that may."""
    net = read_wordnet(data_dir)
    shown = lambda lemma: sum(s.uses + 1 for s in net.senses.get(lemma, ()) if s.lexfile in SHOWN)
    whole = lambda lemma: sum(s.uses + 1 for s in net.senses.get(lemma, ())) + net.other_uses.get(lemma, 0)
    uses = lambda lemma: whole(lemma) - len(net.senses.get(lemma, ()))
    lemmas = [w for w in {*net.senses, *net.other_uses} if re.fullmatch(r"[a-z]{2,}", w) and uses(w) >= LEAST_USES and shown(w) <= (MOST_SHOWN_OF_LEXICON if w in lexicon else MOST_SHOWN) * whole(w)]
    forms = {form for lemma in lemmas if lemma not in DENYING["en"] | NUMBERS["en"] for form in _inflected(lemma)} | set(IRREGULAR)
    return sorted(forms - spared - DENYING["en"] - NUMBERS["en"])


def chinese(spared):
    """Chinese talk; a word that holds a name of two characters or more is none."""
    try:
        import jieba
    except ImportError:
        raise SystemExit("expected jieba 0.42, found none: pip install jieba==0.42.1") from None

    names = {name for name in spared if len(name) > 1}
    longest = max(map(len, names))
    holds = lambda word: any(word[i : i + k] in names for i in range(len(word)) for k in range(2, min(longest, len(word) - i) + 1))
    with jieba.get_dict_file() as lines:
        rows = [line.decode().split() for line in lines]
    fit = lambda word: re.fullmatch(r"[一-鿿]+", word) and len(word) <= LONGEST and not set(word) & set(NUMBERS["zh"])
    return sorted(word for word, count, part in rows if part in PARTS and int(count) >= LEAST_COUNT and fit(word) and word not in spared | DENYING["zh"] and not holds(word))
