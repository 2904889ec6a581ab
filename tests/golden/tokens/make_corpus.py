"""The strings whose tokens are compared with the reference: hand-written hard cases, then seeded mixtures of them."""

import random

ZH_MOTIFS = "樱花 熊猫 龙 凤凰 荷花 锦鲤 山水 竹子 月亮 兔子 祥云 牡丹 梅花 猫 狐狸 鲸鱼 蝴蝶 灯笼 茶壶 故宫 龜 鶴 龍鳳 臺灣 飛鳥".split()
ZH_STYLES = "水墨 青花瓷 剪纸 水彩 像素 线稿 扁平 黏土 贴纸 国潮".split()
ZH_PRODUCTS = "马克杯 T恤 帆布袋 手机壳 明信片 冰箱贴".split()
EN_MOTIFS = "a cherry blossom|a sleepy panda|The Great Wave|two koi fish|a fox reading|an astronaut cat|Mt. Fuji|a teapot|lotus & crane|a dragon's eye".split("|")
EN_STYLES = "flat|clay|outline|sticker|papercut|blue-and-white porcelain|ink wash|watercolour|pixel art|line-art".split("|")
EN_PRODUCTS = "mug|T-shirt|tote bag|phone case|postcard|fridge magnet".split("|")

HARD = [
    "", " ", "   ", "\t", "\n\r\n", "\u00a0", "\u3000\u3000", "\u200b", "\ufeff", "\u0085", "a\u0085b", "a\ufeffb", "\u2028x\u2029y",
    "a\tb\nc\r\nd", "zero\u200bwidth\u200cjoin\u200der", "nbsp\u00a0here", "soft\u00adhyphen", "\u202ertl override", "nul\u0000inside", "\u0001\u0002\u001b[31m",
    "\u007f\u008f\u009f", "\ufffd", "\ufffe", "\ue000private", "word\u2060joiner",
    "İstanbul", "DİYARBAKIR ılık IĞDIR", "i̇", "Straße STRASSE ẞ", "ΟΔΥΣΣΕΥΣ", "Σ", "ΣΑΣ ΣΑΣ. Σ'", "ὈΔΥΣΣΕΎΣ", "ᾼ ᾳ ᾈ", "ǅ ǈ ǋ",
    "café", "cafe\u0301", "CAFE\u0301", "naïve nai\u0308ve", "ệ e\u0302\u0323 e\u0323\u0302", "Å Å A\u030a", "ﬁ ﬂ ﬃ ﬁ\u0301", "e\u0301\u0302\u0303\u0304\u0305",
    "z̷̛̯a̶͔͝l̸̘̈́g̵̜͠o̷̤͑", "q\u0307\u0323", "가나다 각 \u1100\u1161\u11a8", "한국어 텍스트", "ガ が ｶﾞ ﾊﾟ", "ニャンコ にゃんこ", "مرحبا بالعالم", "شَدَّة ١٢٣", "ﷺ ﷽", "שָׁלוֹם", "हिन्दी क्षत्रिय", "தமிழ் நி", "ไทยภาษา", "မြန်မာ", "ქართული ᲥᲐᲠᲗᲣᲚᲘ", "Привет МИР Ёж", "ᏣᎳᎩ ꭰ", "𐐀𐐨 Deseret",
    "𠀀𠀁𠮷野家", "𪚥𪚥", "㐀㐁", "鿿", "\U0002b740\U0002b820\U0002ceb0", "\U00030000\U00031350", "\U0002ebf0猫", "猫\U0002ebf0", "\u088f\u0c5ca", "﨑 神 豈 \uf900", "㍿ ㌔ ㈱ ㊙", "⼀⼆⾔",
    "ＡＢＣ ａｂｃ １２３ ！？", "Ｔ恤～樱花", "full～width ～ tilde", "①②③ ⑴ Ⅷ ⅷ ½ ¾ ² ³ ₄ ㊿", "٣٤٥ ५६ ๗", "𝟘𝟙𝟚 𝔘𝔫𝔦 𝓒𝓸𝓭𝓮", "1234567890", "3.14159", "1,000,000", "v2.0-beta.1", "2026年11月23日", "12:30", "¥128.00 $5 €9 £3", "50%", "x²+y²=z²", "10×15cm",
    "😀", "😀😃😄", "I ❤️ you", "❤ ❤︎ ❤️", "👍🏽👍🏿", "👨‍👩‍👧‍👦", "👩🏻‍🚀 🏳️‍🌈 🏴‍☠️", "🇨🇳🇺🇸🇯🇵", "🇨", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "1️⃣ #️⃣ *️⃣", "🐼🎍mug", "猫🐱cat", "☕️🌸", "🫨🪿🫎", "\U0001fae9", "♻️™️©®", "→←↑↓⇒", "★☆♥♪", "〰️〽️",
    "it's 'S 's 'T don't DON'T we'RE they'VE I'M he'LL she'D", "'s", "'S", "''s", "!'s", "'sx", "x's's", "rock'n'roll", "it’s ‘quoted’ “double”", "'", "''", "l'été", "'ſ", "o'clock 'twas", "'LL'll'Ve",
    "<|endoftext|>", "<|startoftext|>", "<|ENDOFTEXT|>", "<|StartOfText|>", "a<|endoftext|>b", "a <|endoftext|> b!!", "<|endoftext|><|startoftext|>", "<|endoftext", "|endoftext|>", "<|endoftext|>!!", "x<|ENDOFTEXT|>!!y", "<|startoftext|>cat<|endoftext|>", "<| endoftext |>", "<|startoftext|", "＜|endoftext|＞", "<|endo\u200bftext|>", "<|STARTOFTEXT|> Cat  <|Startoftext|>",
    "<pad>", "</s>", "<unk>", "a</s>b", "cat <unk> dog", "<extra_id_0>", "x <extra_id_7> y", "<extra_id_99>!", "<extra_id_100>", "<EXTRA_ID_0>", "  <extra_id_1>  ", "＜/s＞", "＜unk＞", "<s>", "[PAD] [CLS]", "a  <extra_id_3>  <extra_id_4>b",
    "!", "!!", "wow!", "wow!!!", "wow !!! ! !", "！", "!猫!", "a!b!c", "!!!'s", "?!?!", "...", "…", "--- — – ‒", "a-b_c/d\\e", "hello, world. ok; yes: no", "(round) [square] {curly} <angle> «guillemets» 「引号」『书名』《三体》", "#hash @at ^caret ~tilde `tick` |pipe| &amp;", "a,b。c，d、e；f：g？h！", "https://example.com/?q=樱花&lang=zh-CN#top", "user.name+tag@mail.example", "C:\\Windows\\x", "snake_case camelCase PascalCase kebab-case", "MiXeD cAsE TeXt", "SHOUTING", "iPhone 15 Pro Max",
    "▁", "▁▁", "a▁b", " ▁ a", "▁cat", "cat▁", "a  b   c", "  lead", "trail  ", "\u2009thin\u200ahair\u202fnarrow\u205fmath\u1680ogham", "a\u0301", "\u0301", " \u0301a", "\u0301\u0302", "\u0345", "\u0300\u0345", "\u1e9b\u0323", "\u212b\u2126\u212a K Ω Å", "ﬀ\u0323", "\u00bd\u0308", "\u2460\u20dd", "Ǆǆ ĳ Ŀ ŉ ſt", "ﾞﾟ", "½\u200d", "\u200d", "\ufe0f", "\u20e3", "\U000e0067", "a\U000e0001b",
    "deadbeef" * 12, "a" * 300, "猫" * 300, "🐼" * 120, "! " * 100, "ab " * 200, "<|endoftext|>" * 90, "é" * 150, "supercalifragilisticexpialidocious " * 20, "1" * 200, " " * 500 + "x", "'s" * 100,
    "画一只在樱花树下喝茶的熊猫，水墨风格，留白，红色印章，" * 20, "A cosy reading nook with a ginger cat, warm light, watercolour, " * 12,
]


def kiosk_prompts():
    for motif in ZH_MOTIFS:
        for i, style in enumerate(ZH_STYLES):
            product = ZH_PRODUCTS[i % len(ZH_PRODUCTS)]
            yield f"带有{motif}元素的{product}，{style}风格" if i % 2 else f"{style}{motif} {product}"
    for motif in EN_MOTIFS:
        for i, style in enumerate(EN_STYLES):
            yield f"{motif}, {style} style, on a {EN_PRODUCTS[i % len(EN_PRODUCTS)]}" if i % 2 else f"{EN_PRODUCTS[i % len(EN_PRODUCTS)]} with {motif} ({style})"


def mixtures(count, seed=20260101):
    """Hard cases glued to one another: what a boundary between two of them does is where tokenizers differ."""
    rng = random.Random(seed)
    pool = [s for s in HARD if len(s) < 80] + list(kiosk_prompts())[::7]
    for _ in range(count):
        parts = rng.sample(pool, rng.randint(2, 4))
        text = rng.choice(["", "", " ", "  ", "\u3000", "，", "-"]).join(parts)
        yield rng.choice([str, str, str.upper, str.title, str.lower])(text)


def random_characters(count, seed=20260102):
    """Unrelated characters from all over Unicode, a few of them in each string."""
    rng = random.Random(seed)
    blocks = [(0x20, 0x7E), (0xA0, 0x24F), (0x300, 0x36F), (0x370, 0x5FF), (0x600, 0xFFF), (0x1100, 0x11FF), (0x1E00, 0x27BF), (0x3000, 0x33FF), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3), (0xF900, 0xFFEF), (0x1D400, 0x1D7FF), (0x1F000, 0x1FAFF), (0x20000, 0x2A6DF)]
    for _ in range(count):
        low, high = rng.choice(blocks)
        near = [chr(rng.randint(low, high)) for _ in range(rng.randint(1, 6))]
        far = [chr(rng.randint(*rng.choice(blocks))) for _ in range(rng.randint(1, 6))]
        yield "".join(rng.choice(near + far) for _ in range(rng.randint(2, 14)))


def corpus():
    """All strings, in a fixed order, each once."""
    return list(dict.fromkeys([*HARD, *kiosk_prompts(), *mixtures(420), *random_characters(330)]))
