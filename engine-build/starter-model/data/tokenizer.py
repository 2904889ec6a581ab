"""A CLIP-style byte-level BPE of our own, for English and Chinese captions. Usage: tokenizer.py DATA_DIR"""

import json
import sys
from pathlib import Path

import numpy as np
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import CLIPTokenizer

from data.captions import WORDS, caption
from data.scenes import CONCEPTS, random_scene

MAX_LENGTH, MERGES = 32, 3500
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


def corpus(count, seed=5):
    """Captions; in half of the Chinese ones words stand apart, so that merges stop at the border of words."""
    rng = np.random.default_rng(seed)
    for _ in range(count):
        scene = random_scene(rng)
        yield caption(rng, scene, "en")
        chinese = caption(rng, scene, "zh")
        yield chinese
        for name in CONCEPTS[scene.concepts[0]]["zh"] + [rng.choice(WORDS["zh"]["products"]), *WORDS["zh"]["style"][scene.style]]:
            yield name
            yield f"{name}{rng.choice(list('的，和图风元与'))}"


def train_merges():
    """The first MERGES merges that the captions suggest."""
    tokenizer = clip_pipeline(models.BPE(end_of_word_suffix="</w>"))
    trainer = trainers.BpeTrainer(
        vocab_size=MERGES + 400, end_of_word_suffix="</w>", max_token_length=16, show_progress=False,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet())
    tokenizer.train_from_iterator(corpus(20000), trainer)
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
    merges = train_merges()
    vocabulary = build_vocabulary(merges)
    save(Path(data_dir) / "tokenizer", vocabulary, merges, EOS)
    save(Path(data_dir) / "tokenizer_2", vocabulary, merges, "!")
    print(f"{len(vocabulary)} tokens")


if __name__ == "__main__":
    main(sys.argv[1])
