"""What the product understands sentences by (words.json's "terms"): motifs, techniques, colours, grounds, layouts.

The student draws a motif's own name and the captions' first phrases surely, and takes many other ways to ask for something
else, so the product says what a sentence asks for in those terms.
"""

import re

from data import words_en, words_zh
from data.grammar import plural
from data.names import CONCEPTS
from data.scenes import COLOURS
from data.styles import STYLES as TECHNIQUES
from data.talk import DENYING, chinese, english
from data.terms_words import BEHIND, GROUNDS, LAYOUTS, ON, PHRASES, SHEET, STYLES, TALK, WEAKER

MODULES = {"en": words_en, "zh": words_zh}
LANGUAGES = tuple(MODULES)


def _split(text):
    return [word for word in text.split("|") if word]


def _unique(words):
    return list(dict.fromkeys(word.lower() for word in words))


def motifs():
    """[{en: {name, plural, words, plurals}, zh: {name, words}}] in the order of the concepts."""
    def english(concept):
        names = _unique([*concept["en"], *concept["also"]["en"]])
        return {"name": names[0], "plural": plural(names[0]), "words": names, "plurals": _unique(p for name in names for p in (plural(name), f"{name}s") if p not in names)}
    return [{"en": english(c), "zh": {"name": c["zh"][0], "words": _unique([*c["zh"], *c["also"]["zh"]])}} for c in CONCEPTS]


def _technique(style, language):
    words = MODULES[language]
    # "Golden" and 金色 may be a colour, "porcelain" and "pixels" a thing; the captions know them as techniques.
    further = _split(STYLES[language].get(style, ""))
    return _said(words.STYLE[style][0], [*words.STYLE[style], *words.STYLE_BEFORE[style], *further])


def _colour(colour, language):
    words = MODULES[language].COLOUR[colour]
    return _said(words[0], words)


def _keyed(table, key, language):
    """An entry of LAYOUTS or GROUNDS."""
    said, words = table[language][key]
    return _said(said, _split(words))


def _said(said, words):
    return {"said": said, "words": _unique(words)}


def _talk(language):
    words = re.split(r"\s+", TALK[language].strip()) if language == "en" else _split(TALK[language])
    module = MODULES[language]
    chatter = [text for text in (*module.OCCASIONS, *module.ADJECTIVES, *_split(PHRASES[language])) if "{" not in text]
    return _unique([*words, *chatter])


def _spared(table):
    """All words of a table that mean something: every text in a list."""
    if isinstance(table, dict):
        return {word for value in table.values() if not isinstance(value, str) for word in _spared(value)}
    if isinstance(table, list):
        return {word for value in table for word in _spared(value)}
    return {table} if isinstance(table, str) else set()


def terms(data_dir, lexicon):
    """The whole table; `lexicon` are the everyday English words that mean a motif."""
    table = _meaningful()
    spared = _spared(table)
    further = {"en": english(data_dir, spared, lexicon), "zh": chinese(spared)}
    talk = {language: _unique([*_talk(language), *further[language]]) for language in LANGUAGES}
    return table | {"talk": talk, "denials": {language: sorted(DENYING[language]) for language in LANGUAGES}}


def _meaningful():
    """All that says something of the picture."""
    both = lambda entry: {language: entry(language) for language in LANGUAGES}
    return {
        "motifs": motifs(),
        "techniques": [both(lambda language: _technique(style, language)) for style in TECHNIQUES],
        "colours": [both(lambda language: _colour(colour, language)) for colour in COLOURS],
        "grounds": [both(lambda language: _keyed(GROUNDS, ground, language)) for ground in GROUNDS["en"]],
        "layouts": [{"strength": WEAKER.get(layout, 2)} | both(lambda language: _keyed(LAYOUTS, layout, language)) for layout in LAYOUTS["en"]],
        "behind": both(lambda language: _split(BEHIND[language])),
        "on": both(lambda language: _split(ON[language])),
        "plain": {"en": "on a {c} background", "zh": "{c}背景"},
        "products": both(lambda language: _unique([*MODULES[language].PRODUCTS, *_split(SHEET[language])])),
    }
