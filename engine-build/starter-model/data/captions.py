"""Captions: what a customer might say for a scene, in English and Chinese.

What a caption leaves unsaid is the default: one motif, flat, on white. So a bare "樱花" means a clean print.
"""

from data.scenes import CONCEPTS

WORDS = {
    "en": {
        "style": {
            "flat": ["flat style", "flat illustration", "flat design", "simple flat style"],
            "sticker": ["sticker style", "die-cut sticker", "as a sticker", "sticker"],
            "lineart": ["line art", "outline drawing", "black line drawing", "line drawing", "outline style"],
            "papercut": ["paper-cut style", "paper cut", "chinese paper cutting", "red papercut", "papercut style"],
            "porcelain": ["blue and white porcelain", "blue-and-white porcelain style", "porcelain style", "blue and white china"],
            "ink": ["ink wash", "ink painting", "chinese ink style", "ink wash painting", "ink style"],
        },
        "colour": {c: [c] for c in "white cream red orange yellow green mint blue purple pink grey black".split()} | {
            "cream": ["cream", "beige"], "mint": ["mint", "mint green"], "sky": ["light blue", "sky blue"],
            "grey": ["grey", "gray"], "purple": ["purple", "violet"], "pink": ["pink", "light pink"]},
        "plain": ["on a {c} background", "{c} background", "on {c}", "with a {c} background"],
        "gradient": ["on a {c} gradient", "{c} gradient background"],
        "stripes": ["on {c} stripes", "{c} striped background"],
        "dots": ["on {c} polka dots", "{c} dotted background", "{c} polka dot background"],
        "single": ["{a}", "{a}", "a {a}", "one {a}", "a single {a}"],
        "pair": ["two {s}", "a pair of {s}", "2 {s}"],
        "both": ["{a} and {b}", "a {a} and a {b}", "{a} with {b}", "a {a} with a {b}"],
        "row": ["three {s}", "three {s} in a row", "a row of {s}", "3 {s} in a row"],
        "pattern": ["a pattern of {s}", "{a} pattern", "seamless {a} pattern", "repeating {s}", "{s} all over"],
        "products": ["mug", "t-shirt", "tote", "tote bag", "phone case", "postcard", "magnet", "fridge magnet", "gift", "cup", "shirt"],
        "wraps": ["a {p} with {m}", "{p} with {m}", "{m} on a {p}", "{m} for my {p}", "design for a {p}: {m}", "{m} {p}", "a {p} with {m} on it"],
        "asks": ["{m}", "{m}", "{m}", "draw {m}", "i want {m}", "cute {m}", "please draw {m}", "{m} design", "a picture of {m}", "i would like {m}", "beautiful {m}", "little {m}"],
        "join": [", ", ", ", " ", " in "],
    },
    "zh": {
        "style": {
            "flat": ["扁平风格", "扁平插画", "扁平", "简洁扁平风"],
            "sticker": ["贴纸风格", "贴纸", "贴纸风"],
            "lineart": ["线稿", "线描", "简笔画", "线条画", "线描风格"],
            "papercut": ["剪纸风格", "剪纸", "红色剪纸", "中国剪纸", "剪纸风"],
            "porcelain": ["青花瓷风格", "青花瓷", "青花", "青花风格"],
            "ink": ["水墨风格", "水墨画", "水墨", "水墨风", "国画水墨"],
        },
        "colour": {"white": ["白色", "白"], "cream": ["米色", "米白色", "奶油色"], "red": ["红色", "红"], "orange": ["橙色", "橘色"],
                   "yellow": ["黄色", "黄"], "green": ["绿色", "绿"], "mint": ["薄荷绿", "薄荷色"], "sky": ["浅蓝色", "天蓝色", "淡蓝色"],
                   "blue": ["蓝色", "蓝"], "purple": ["紫色", "紫"], "pink": ["粉色", "粉红色", "粉红"], "grey": ["灰色", "灰"], "black": ["黑色", "黑"]},
        "plain": ["{c}背景", "{c}底", "{c}的背景", "背景{c}"],
        "gradient": ["{c}渐变背景", "{c}渐变"],
        "stripes": ["{c}条纹背景", "{c}条纹"],
        "dots": ["{c}圆点背景", "{c}波点", "{c}波点背景"],
        "single": ["{a}", "{a}", "{a}", "一个{a}", "一只{a}", "一朵{a}", "一颗{a}"],
        "pair": ["两只{a}", "两个{a}", "一对{a}", "两朵{a}"],
        "both": ["{a}和{b}", "{a}与{b}", "一个{a}和一个{b}", "{a}配{b}", "{a}跟{b}"],
        "row": ["三个{a}", "三只{a}", "一排{a}", "三个{a}排成一排", "三朵{a}"],
        "pattern": ["{a}平铺", "满版{a}", "重复的{a}", "{a}连续纹样", "{a}平铺图案", "密密的{a}"],
        "products": ["马克杯", "t恤", "帆布袋", "手机壳", "明信片", "冰箱贴", "杯子", "袋子", "衣服", "礼品", "帆布包"],
        "wraps": ["带有{m}元素的{p}", "印有{m}的{p}", "{m}的{p}", "{m}{p}", "{p}上画{m}", "{p}，{m}", "有{m}的{p}", "做一个{m}{p}"],
        "asks": ["{m}", "{m}", "{m}", "画{m}", "我想要{m}", "可爱的{m}", "请画{m}", "{m}图案", "{m}设计", "来个{m}", "我要{m}", "漂亮的{m}", "小{m}"],
        "join": ["，", "，", " ", "", "、", ","],
    },
}
_SAME_PLURAL = ("fish", "deer", "sushi", "noodles")


def plural(name):
    """English plural, good enough for the nouns of the table."""
    if name.endswith(_SAME_PLURAL) or (name.endswith("s") and not name.endswith(("ss", "us"))):
        return name
    if name.endswith("leaf"):
        return name[:-1] + "ves"
    if name.endswith("y") and name[-2] not in "aeiou":
        return name[:-1] + "ies"
    return name + ("es" if name.endswith(("sh", "ch", "x", "ss", "us")) else "s")


def _name(rng, index, lang):
    names = CONCEPTS[index][lang]
    return names[0] if rng.random() < 0.5 else str(rng.choice(names))


def _motif(rng, scene, lang):
    """The motifs with their layout: "three cats in a row"."""
    words, names = WORDS[lang], [_name(rng, c, lang) for c in scene.concepts]
    if len(names) == 2 and scene.layout == "pair":
        rng.shuffle(names)
        return rng.choice(words["both"]).format(a=names[0], b=names[1])
    noun = (" and " if lang == "en" else "和").join(names)
    many = " and ".join(plural(n) for n in names)
    return rng.choice(words[scene.layout]).format(a=noun, s=many)


def _details(rng, scene, lang):
    """Style and ground as phrases; defaults are told only now and then."""
    words, details = WORDS[lang], []
    if scene.style != "flat" or rng.random() < 0.2:
        details.append(str(rng.choice(words["style"][scene.style])))
    if (scene.background, scene.colour) != ("plain", "white") or rng.random() < 0.25:
        colour = rng.choice(words["colour"][scene.colour])
        details.append(rng.choice(words[scene.background]).format(c=colour))
    rng.shuffle(details)
    return details


def caption(rng, scene, lang):
    """One caption of the scene; lang is "en" or "zh"."""
    words = WORDS[lang]
    motif = _motif(rng, scene, lang)
    if rng.random() < 0.35:
        motif = rng.choice(words["wraps"]).format(m=motif, p=rng.choice(words["products"]))
    else:
        motif = rng.choice(words["asks"]).format(m=motif)
    parts = [str(motif)]
    for detail in _details(rng, scene, lang):
        parts.insert(0 if rng.random() < 0.25 else len(parts), detail)
    join = str(rng.choice(words["join"]))
    return (", " if join == " in " and parts[0] != motif else join).join(parts)
