"""Words for people, of which none may become an animal, a dish or a thing. Usage: people_words("en")

people.txt has kinds ("african"), nouns ("woman") that are said after them, and whole words.
"""

from itertools import product
from pathlib import Path

from data.names import CONCEPTS

#: What all of them are drawn as: the motifs know no people.
DRAWN_AS = next(c for c, concept in enumerate(CONCEPTS) if concept["id"] == "heart")


def people_words(lang):
    """Every word for people in "en" or "zh"."""
    lines = (Path(__file__).parent / "people.txt").read_text().splitlines()
    rows = {key: words.split(",") for key, words in (line.split("|") for line in lines if not line.startswith("#"))}
    gap = " " if lang == "en" else ""
    return rows[lang] + [gap.join(pair) for pair in product(rows[f"{lang} kinds"], rows[f"{lang} nouns"])]
