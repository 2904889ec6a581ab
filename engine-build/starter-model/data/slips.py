"""Slips of people who type: letters, characters, case, blanks and punctuation. Usage: slip(rng, text, "en" or "zh")"""

from data.words_zh import HOMOPHONES

_TYPO, _WRONG_CHARACTER, _CASE, _PUNCTUATION = 0.04, 0.02, 0.15, 0.05


def _typo(rng, text):
    """Two letters swapped, one dropped or one doubled, never the first of a word."""
    places = [i for i in range(1, len(text) - 1) if text[i - 1 : i + 2].isascii() and text[i - 1 : i + 2].isalpha()]
    if not places:
        return text
    i = places[int(rng.random() * len(places))]
    kind = int(rng.random() * 3)
    middle = text[i + 1] + text[i] if kind == 0 else text[i + 1] if kind == 1 else text[i] + text[i] + text[i + 1]
    return text[:i] + middle + text[i + 2 :]


def _wrong_character(rng, text):
    """One character typed as another that sounds alike, or left out."""
    alike = [i for i, c in enumerate(text) if c in HOMOPHONES]
    if alike and rng.random() < 0.6:
        i = alike[int(rng.random() * len(alike))]
        return text[:i] + HOMOPHONES[text[i]] + text[i + 1 :]
    if len(text) < 6:
        return text
    i = int(rng.random() * len(text))
    return text[:i] + text[i + 1 :]


def _case(rng, text):
    kind = rng.random()
    return text.upper() if kind < 0.15 else text.title() if kind < 0.35 else text[:1].upper() + text[1:]


def _punctuation(rng, text, lang):
    """Punctuation left out or added."""
    if rng.random() < 0.5:
        return text.replace("，", "").replace("、", "") if lang == "zh" else text.replace(", ", " ").replace(",", " ")
    return text + ("。！!"[int(rng.random() * 3)] if lang == "zh" else ".!?"[int(rng.random() * 3)])


def slip(rng, text, lang):
    """The text as typed; most texts stay as they are."""
    if lang == "en":
        text = _typo(rng, text) if rng.random() < _TYPO else text
        text = _case(rng, text) if rng.random() < _CASE else text
    elif rng.random() < _WRONG_CHARACTER:
        text = _wrong_character(rng, text)
    return _punctuation(rng, text, lang) if rng.random() < _PUNCTUATION else text
