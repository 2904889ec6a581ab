"""Makes the small tokenizers of this folder and what the reference libraries answer for every string of the corpus.

Run by hand, never by the tests:  python3 tests/golden/tokens/make_tokens.py
Made with transformers 5.23.0, tokenizers 0.23.3, sentencepiece 0.2.3 (loading classes as diffusers 0.42.1 names them).

  clip-l/      vocab.json + merges.txt, as SD3's tokenizer/
  clip-g/      tokenizer.json with pair merges, pad token "!", as SD3's tokenizer_2/
  clip-small/  tokenizer.json with "a b" merges, no config, some bytes missing from the vocabulary
  t5/          tokenizer.json with the nmt_nfkc charsmap, as SD3's tokenizer_3/
  reference.json  {strings, runs: [{tokenizer, maxLength, every, padId, ids}]}: ids without padding of every n-th string
"""

import io
import json
import shutil
from pathlib import Path

import sentencepiece
from make_corpus import corpus
from tokenizers import Tokenizer, models, pre_tokenizers, trainers
from transformers import CLIPTokenizer, T5TokenizerFast

HERE = Path(__file__).parent
BOS, EOS = "<|startoftext|>", "<|endoftext|>"


def write(path, value):
    path.parent.mkdir(exist_ok=True)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    path.write_text(text + "\n", encoding="utf-8")


def byte_symbols():
    """The 256 printable stand-ins for bytes, in the order of CLIP's vocabulary ("!" is 0)."""
    printable = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    return [chr(b) for b in printable] + [chr(256 + i) for i in range(256 - len(printable))]


def train_merges(strings, count):
    """The trainer numbers symbols with a suffix in hash order; one stand-in a symbol keeps every run the same."""
    final = {symbol: chr(0xE000 + i) for i, symbol in enumerate(byte_symbols())}
    suffixed = {stand_in: symbol + "</w>" for symbol, stand_in in final.items()}
    trained = Tokenizer(models.BPE())
    trained.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    alphabet = [*final, *suffixed]
    trainer = trainers.BpeTrainer(vocab_size=512 + count, initial_alphabet=alphabet, min_frequency=2, show_progress=False)
    trained.train_from_iterator((" ".join(w[:-1] + final[w[-1]] for w in words(s)) for s in strings), trainer)
    merges = json.loads(trained.to_str())["model"]["merges"]
    return [tuple("".join(suffixed.get(c, c) for c in token) for token in merge) for merge in merges]


def words(text):
    blank = CLIPTokenizer().backend_tokenizer
    return [word for word, _ in blank.pre_tokenizer.pre_tokenize_str(blank.normalizer.normalize_str(text))]


def clip_vocab(merges, alphabet):
    tokens = [*alphabet, *(s + "</w>" for s in alphabet), *dict.fromkeys(a + b for a, b in merges), BOS, EOS]
    return {token: i for i, token in enumerate(dict.fromkeys(tokens))}


def added(content, normalized):
    return {"content": content, "lstrip": False, "normalized": normalized, "rstrip": False, "single_word": False, "special": True}


def clip_config(vocab, pad, added_tokens):
    decoder = {str(vocab[t["content"]]): t for t in added_tokens}
    names = {"bos_token": BOS, "eos_token": EOS, "pad_token": pad, "unk_token": EOS}
    return {"added_tokens_decoder": decoder, **names, "model_max_length": 77, "tokenizer_class": "CLIPTokenizer"}


def clip_json(vocab, merges):
    """What CLIPTokenizer itself saves, with the merges in the form asked for."""
    pairs = [tuple(m.split(" ")) if isinstance(m, str) else tuple(m) for m in merges]
    saved = json.loads(CLIPTokenizer(vocab=vocab, merges=pairs).backend_tokenizer.to_str())
    saved["model"]["merges"] = merges
    return saved


def make_clip(strings):
    merges = train_merges(strings, 2600)
    vocab = clip_vocab(merges, byte_symbols())
    write(HERE / "clip-l/vocab.json", vocab)
    write(HERE / "clip-l/merges.txt", "\n".join(["#version: 0.2", *(" ".join(m) for m in merges)]))
    write(HERE / "clip-l/tokenizer_config.json", clip_config(vocab, EOS, [added(BOS, True), added(EOS, False)]))
    write(HERE / "clip-g/tokenizer.json", clip_json(vocab, [list(m) for m in merges]))
    write(HERE / "clip-g/tokenizer_config.json", clip_config(vocab, "!", [added("!", False), added(BOS, True), added(EOS, True)]))


def make_clip_small(strings):
    alphabet = [s for i, s in enumerate(byte_symbols()) if i % 5 != 3]
    known = {*alphabet, *(s + "</w>" for s in alphabet)}
    kept = []
    for a, b in train_merges(strings, 300):
        if a in known and b in known:
            kept.append(f"{a} {b}")
            known.add(a + b)
    vocab = clip_vocab([m.split(" ") for m in kept], alphabet)
    write(HERE / "clip-small/tokenizer.json", clip_json(vocab, kept))


def make_t5(strings):
    model, folder = io.BytesIO(), HERE / "t5"
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter([s for s in strings if s.strip()]), model_writer=model, model_type="unigram", vocab_size=2600,
        character_coverage=0.98, pad_id=0, eos_id=1, unk_id=2, bos_id=-1, normalization_rule_name="nmt_nfkc", hard_vocab_limit=False,
        num_threads=1, minloglevel=2,
    )  # fmt: skip
    folder.mkdir(exist_ok=True)
    (folder / "spiece.model").write_bytes(model.getvalue())
    T5TokenizerFast.from_pretrained(folder).save_pretrained(folder)
    (folder / "spiece.model").unlink()
    fast = json.loads((folder / "tokenizer.json").read_text())
    # The sentinels of a T5 checkpoint swallow the spaces around them.
    for token in fast["added_tokens"]:
        token["lstrip"] = token["rstrip"] = token["content"].startswith("<extra_id_")
    write(folder / "tokenizer.json", fast)
    config = json.loads((folder / "tokenizer_config.json").read_text())
    config["added_tokens_decoder"] = {str(t["id"]): {k: v for k, v in t.items() if k != "id"} for t in fast["added_tokens"]}
    write(folder / "tokenizer_config.json", config)


def run(name, tokenizer, strings, max_length, every):
    """Ids as the pipeline asks for them; the padding is asserted here and left out of the file."""
    ids = []
    for text in strings[::every]:
        row = tokenizer(text, padding="max_length", max_length=max_length, truncation=True)
        length = sum(row.attention_mask)
        assert set(row.input_ids[length:]) <= {tokenizer.pad_token_id}
        ids.append(row.input_ids[:length])
    return {"tokenizer": name, "maxLength": max_length, "every": every, "padId": tokenizer.pad_token_id, "ids": ids}


def main():
    strings = corpus()
    for name in ("clip-l", "clip-g", "clip-small", "t5"):
        shutil.rmtree(HERE / name, ignore_errors=True)
    make_clip(strings)
    make_clip_small(strings)
    make_t5(strings)
    runs = []
    for name, lengths in {"clip-l": (77, 16, 3), "clip-g": (77, 9, 400), "clip-small": (77,), "t5": (256, 77, 4)}.items():
        tokenizer = (T5TokenizerFast if name == "t5" else CLIPTokenizer).from_pretrained(HERE / name)
        runs += [run(name, tokenizer, strings, n, 1 if n == lengths[0] else 9) for n in lengths]
    write(HERE / "reference.json", {"strings": strings, "runs": runs})


if __name__ == "__main__":
    main()
