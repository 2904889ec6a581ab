"""Plurals and articles of English nouns, measure words of Chinese ones. Usage: plural("fox"), measure(rng, "狐狸")"""

import re

from data import words_en, words_zh


def pick(rng, items):
    """One item; much faster than rng.choice."""
    return items[int(rng.random() * len(items))]


def is_plural(name):
    """Whether an English name already tells of many: "grapes"."""
    return name.endswith("s") and not name.endswith(("ss", "us", "bus", "cactus", "lens", "octopus"))


def plural(name):
    """English plural, good enough for everyday nouns."""
    head, of, rest = name.partition(" of ")
    if of:
        return f"{plural(head)} of {rest}"
    last = name.split(" ")[-1]
    if name.endswith(words_en.SAME_PLURAL) or is_plural(name):
        return name
    if last in words_en.IRREGULAR:
        return name[: -len(last)] + words_en.IRREGULAR[last]
    if name.endswith("y") and name[-2] not in "aeiou":
        return name[:-1] + "ies"
    return name + ("es" if name.endswith(("sh", "ch", "x", "ss", "us")) else "s")


def with_article(name):
    """ "an owl", but "grapes"."""
    if is_plural(name.partition(" of ")[0]) or name.endswith(words_en.SAME_PLURAL[2:3]):
        return name
    return ("an " if name[0] in "aeiou" and not name.startswith(("uni", "uku", "ufo")) else "a ") + name


def measure(rng, name):
    """The measure word that goes with the end of a Chinese name."""
    for word, endings in words_zh.MEASURE.items():
        if name[-1] in endings:
            return word
    return pick(rng, ("个", "个", "个", "只"))


def repair(text):
    """ "an orange background", also where a phrase was filled in after its article."""
    return re.sub(r"\ba(?= (?:orange|ivory|iphone|8-bit|elegant|adorable|outlined|ink)\b)", "an", text)
