"""A CLIP-style byte-level BPE of our own, for English and Chinese captions. Usage: python3 -m data.tokenizer DATA"""

import json
import sys
from pathlib import Path

import numpy as np
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import CLIPTokenizer

from data.captions import WORDS, caption, load_lexicon
from data.names import CONCEPTS
from data.scenes import random_scene

MAX_LENGTH, MERGES = 48, 6500
BOS, EOS = "<|startoftext|>", "<|endoftext|>"
_SPLIT = r"<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"


def clip_pipeline(model):
    """The text pipeline of CLIP around a BPE model."""
    tokenizer = Tokenizer(model)
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFC(), normalizers.Replace(Regex(r"\s+"), " "), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Split(Regex(_SPLIT), "removed", invert=True), pre_tokenizers.ByteLevel(add_prefix_space=False)])
    tokenizer.decoder = decoders.ByteLevel()
    return tokenizer


def _apart(rng, word):
    """A Chinese word alone and before another character: half of the time merges stop at its end."""
    yield word
    yield f"{word}{rng.choice(list('的，和图风元与'))}"


def _names(rng):
    """All words that captions are made of, canonical names more often, as they are said more often."""
    for concept in CONCEPTS:
        for times, names in ((60, concept["en"][:1]), (20, concept["en"][1:]), (4, concept["also"]["en"])):
            yield from [name for name in names for _ in range(times)]
        for times, names in ((60, concept["zh"][:1]), (20, concept["zh"][1:]), (4, concept["also"]["zh"])):
            for name in names * times:
                yield from _apart(rng, name)
    for phrases in [*WORDS["zh"].STYLE.values(), WORDS["zh"].PRODUCTS]:
        for phrase in phrases * 40:
            yield from _apart(rng, phrase)


def _lexicon_words(rng, data_dir):
    """The words of the lexicon, the frequent ones up to 46 times."""
    for lang, rows in json.loads((Path(data_dir) / "lexicon.json").read_text()).items():
        for rank, (word, _) in enumerate(rows):
            for _ in range(max(1, round(800 * (rank + 300) ** -0.5))):
                yield from (word,) if lang == "en" else _apart(rng, word)


def corpus(data_dir, count, seed=5):
    """Captions, and words on their own."""
    rng = np.random.default_rng(seed)
    for _ in range(count):
        scene = random_scene(rng)
        yield caption(rng, scene, "en")
        yield caption(rng, scene, "zh")
    yield from _names(rng)
    yield from _lexicon_words(rng, data_dir)


def train_merges(data_dir):
    """The first MERGES merges that the captions suggest."""
    tokenizer = clip_pipeline(models.BPE(end_of_word_suffix="</w>"))
    trainer = trainers.BpeTrainer(
        vocab_size=MERGES + 400, end_of_word_suffix="</w>", max_token_length=16, show_progress=False,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet())
    tokenizer.train_from_iterator(corpus(data_dir, 30000), trainer)
    merges = json.loads(tokenizer.to_str())["model"]["merges"][:MERGES]
    return [tuple(m) if isinstance(m, list) else tuple(m.split(" ")) for m in merges]


def byte_symbols():
    """The 256 byte symbols in the order of GPT-2 and CLIP: "!" first."""
    visible = [*range(33, 127), *range(161, 173), *range(174, 256)]
    hidden = [b for b in range(256) if b not in visible]
    return [chr(b) for b in visible] + [chr(256 + i) for i in range(len(hidden))]


def build_vocabulary(merges):
    """CLIP's order: bytes, bytes that end a word, merges, start, end."""
    symbols = byte_symbols()
    tokens = symbols + [s + "</w>" for s in symbols] + ["".join(m) for m in merges] + [BOS, EOS]
    return {token: i for i, token in enumerate(dict.fromkeys(tokens))}


def training_tokenizer(folder, dropout):
    """The same tokenizer with BPE dropout: other splits of the same words make the encoders robust."""
    vocabulary = json.loads((Path(folder) / "vocab.json").read_text())
    merges = [tuple(line.split(" ")) for line in (Path(folder) / "merges.txt").read_text().splitlines()[1:]]
    tokenizer = clip_pipeline(models.BPE(vocabulary, merges, dropout=dropout, end_of_word_suffix="</w>", unk_token=EOS))
    bos, eos = vocabulary[BOS], vocabulary[EOS]
    tokenizer.post_processor = processors.TemplateProcessing(f"{BOS} $A {EOS}", special_tokens=[(BOS, bos), (EOS, eos)])
    tokenizer.enable_truncation(MAX_LENGTH)
    return tokenizer


def save(folder, vocabulary, merges, pad):
    """A folder that CLIPTokenizer loads, with the two plain files that other readers expect."""
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = CLIPTokenizer(vocab=vocabulary, merges=list(merges), unk_token=EOS, bos_token=BOS, eos_token=EOS,
                              pad_token=pad, model_max_length=MAX_LENGTH)
    tokenizer.save_pretrained(folder)
    (folder / "vocab.json").write_text(json.dumps(vocabulary, ensure_ascii=False))
    (folder / "merges.txt").write_text("#version: 0.2\n" + "".join(f"{a} {b}\n" for a, b in merges))


def main(data_dir):
    merges = train_merges(data_dir)
    vocabulary = build_vocabulary(merges)
    save(Path(data_dir) / "tokenizer", vocabulary, merges, EOS)
    save(Path(data_dir) / "tokenizer_2", vocabulary, merges, "!")
    print(f"{len(vocabulary)} tokens")


if __name__ == "__main__":
    main(sys.argv[1])
