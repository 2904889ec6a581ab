"""What the product needs to understand a sentence whole (words.json's "terms"): motifs, techniques, colours, grounds, layouts.

The student draws a motif's own name and the captions' first phrases surely, and takes many other ways to ask for something
else. Where every word of a prompt is known, the product says it in those terms instead.
"""

import re

from data import words_en, words_zh
from data.grammar import plural
from data.names import CONCEPTS
from data.scenes import COLOURS
from data.styles import STYLES as TECHNIQUES
from data.talk import DENYING, chinese, english
from data.terms_words import BEHIND, GROUNDS, LAYOUTS, ON, PHRASES, STYLES, TALK, WEAKER

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
    return {"said": words.STYLE[style][0], "words": _unique([*words.STYLE[style], *words.STYLE_BEFORE[style], *_split(STYLES[language].get(style, ""))])}


def _colour(colour, language):
    words = MODULES[language].COLOUR[colour]
    return {"said": words[0], "words": _unique(words)}


def _ground(said, words, language):
    colours = [c for own in MODULES[language].COLOUR.values() for c in own]
    filled = [word.replace("{c}", colour) for word in _split(words) for colour in (colours if "{c}" in word else [""])]
    return {"said": said, "words": _unique(filled)}


def _talk(language):
    words = re.split(r"\s+", TALK[language].strip()) if language == "en" else _split(TALK[language])
    module = MODULES[language]
    chatter = [text for text in (*module.OCCASIONS, *module.ADJECTIVES, *_split(PHRASES[language])) if "{" not in text]
    return _unique([*words, *chatter])


def _spared(table):
    """All words of a table that mean something."""
    if isinstance(table, dict):
        return {word for key, value in table.items() if key not in ("said", "name", "plural", "talk", "plain") for word in _spared(value)}
    return {word for value in table for word in _spared(value)} if isinstance(table, list) else {table} if isinstance(table, str) else set()


def terms(data_dir, lexicon):
    """The whole table; `lexicon` are the everyday English words that mean a motif."""
    table = _meaningful()
    spared = _spared(table)
    further = {"en": english(data_dir, spared, lexicon), "zh": chinese(spared)}
    return table | {"talk": {language: _unique([*_talk(language), *further[language]]) for language in LANGUAGES}, "denials": {language: sorted(DENYING[language]) for language in LANGUAGES}}


def _meaningful():
    """All that says something of the picture."""
    both = lambda entry: {language: entry(language) for language in LANGUAGES}
    return {
        "motifs": motifs(),
        "techniques": [both(lambda language: _technique(style, language)) for style in TECHNIQUES],
        "colours": [both(lambda language: _colour(colour, language)) for colour in COLOURS],
        "grounds": [both(lambda language: _ground(*GROUNDS[language][ground], language)) for ground in GROUNDS["en"]],
        "layouts": [{"strength": WEAKER.get(layout, 2)} | both(lambda language: {"said": LAYOUTS[language][layout][0], "words": _unique(_split(LAYOUTS[language][layout][1]))})
                    for layout in LAYOUTS["en"]],
        "behind": both(lambda language: _split(BEHIND[language])),
        "on": both(lambda language: _split(ON[language])),
        "plain": {"en": "on a {c} background", "zh": "{c}背景"},
        "products": both(lambda language: _unique(MODULES[language].PRODUCTS)),
    }
