"""Carrier sentences of a further kind, held out: written without knowing what the product understands.

Gaps are those of wording.py, and its techniques and colours are said here, too.
"""

from measure.wording import COLOUR_NAMES, TECHNIQUES

__all__ = ["COLOURED", "COLOUR_NAMES", "GROUNDS", "LAYOUTS", "PAIR", "SINGLE", "STYLED", "TECHNIQUES"]

SINGLE = {
    "en": ["{n}", "{n}, cheers", "gimme {n}", "hi there, I'd like {n} if it isn't too much trouble",
           "my sister keeps asking for {n}, so that's what it has to be", "er, do you do {n}?", "would you mind drawing {n} for me",
           "it's for my grandfather, he adores {n}", "not sure this works, but let me try {n}", "draw {n}",
           "I've been dithering for ages and finally settled on {n}", "we need {n} for a colleague who is retiring",
           "oh, {n} would be lovely!", "I'd be really grateful for {n}", "forget what I said before, I want {n} instead",
           "my husband said to get {n}", "so basically, what I'm looking for is {n}", "print {n} on it please",
           "maybe {n}? yes, {n}", "let me have {n}, it reminds me of my mum", "how about we try {n}",
           "Good morning! May I order {n}, please?", "is there any chance of getting {n} today", "I want it to show {n}"],
    "zh": ["{n}", "{n}，谢谢", "画{n}", "您好，麻烦帮我画{n}，可以吗", "我妹妹吵着要{n}，那就画这个吧", "呃，你们这儿能画{n}吗",
           "是送给我爷爷的，他最喜欢{n}", "不知道行不行，想试试{n}", "给我来{n}", "纠结了半天，最后还是觉得{n}好",
           "同事快退休了，我们想送他{n}", "哇，要是有{n}就太好了", "刚才说的不算，改成{n}", "我老公说要{n}",
           "其实我就是想要{n}", "上面给我印{n}", "要不……{n}？对，{n}", "我想要{n}，因为让我想起我妈妈",
           "早上好，我想订做{n}", "今天还能做{n}吗", "劳驾，{n}", "我舅舅说{n}最合适，听他的", "会画{n}不？画给我瞧瞧",
           "拜托拜托，我真的超想要{n}"],
}
PAIR = {
    "en": ["{a} and {b}, please", "I'd like {a} as well as {b} in the same picture", "my brother wants {a} and I want {b}, can you draw the two together?",
           "{a} with {b} right beside it", "draw {a}, and alongside it {b}", "hello, is it possible to have {a} and {b} on the same design?",
           "{a} + {b}", "not only {a} but {b} too, next to one another", "for my parents: {a} for him, {b} for her, both in there",
           "I can't choose between {a} and {b}, so let me have both"],
    "zh": ["{a}和{b}，谢谢", "同一张图里既要{a}也要{b}", "我哥想要{a}，我想要{b}，能画在一起吗", "{a}，紧挨着的是{b}",
           "先画{a}，边上再画{b}", "您好，{a}和{b}可以同时出现吗", "{a}加{b}", "不光要{a}，还要{b}，靠在一起画",
           "送爸妈的，{a}给爸爸，{b}给妈妈，两个都画上", "{a}和{b}我选不出来，干脆都要"],
}
LAYOUTS = {
    "en": {
        "single": ["only one, please: {n}", "I'd prefer {n} alone, without anything else beside it", "{n}, once only, don't repeat it", "a single motif, namely {n}, and no more than that"],
        "pair": ["two of the same: {s}", "my twin and I would like two {s}, one beside the other", "{a} and {b} together as a pair", "make it a pair of {s}"],
        "row": ["three {s} in a row", "could you place {s} in a straight row, three of them?", "{s}, three, all in one row", "I have three kids, so I'd like three {s} in a row"],
        "pattern": ["repeat pattern with {s}", "can you turn {s} into a repeat pattern that goes on for ever?", "I'd love {s} repeated everywhere as a seamless pattern", "an all-over pattern, please, with {s} again and again"],
        "grid": ["grid of {s}", "would you put the {s} in a grid, nice and even", "I like order, so {s} in a grid with straight rows and columns", "{s} laid out in a grid, please"],
        "wreath": ["wreath of {s}", "could you make a wreath from {s} for my aunt", "a ring of {s}, you know, like a wreath", "I'd like {s} going round in a ring"],
        "scatter": ["scatter {s} across it", "{s} scattered here and there, please", "I don't want it tidy, just scatter the {s} about", "lots of {s}, scattered every which way"],
        "border": ["border of {s}", "could I have {s} all the way around the edge as a border?", "I want to write something in the middle, so just a border of {s}", "a decorative border, made up of {s}"],
        "medallion": ["round badge with {n}", "could you put {n} on a round badge for our club", "I'd like a medallion with {n} in the centre", "{n}, but framed in a circle like a medallion"],
        "corner": ["{s} in the four corners", "could you tuck {s} into the corners, please", "nothing in the middle, only {s} in the corners", "I'd like each of the corners to have {s}"],
    },
    "zh": {
        "single": ["只画一个{n}", "我只想要单独一个{n}，不要别的东西", "{n}一个就行，别重复", "整幅图仅有一个{n}"],
        "pair": ["两个一样的{n}", "我和双胞胎姐姐一人一个，所以画两个{n}并排", "{a}和{b}凑成一对", "画成一对{n}"],
        "row": ["三个{n}排一排", "能不能把{n}画成横的一排，要三个", "{n}，三个，排成一条直线", "我家三个孩子，想要三个{n}站一排"],
        "pattern": ["{n}的连续重复图案", "可以把{n}做成不断重复的底纹吗", "我想要{n}一遍一遍重复、铺满整面的花纹", "请用{n}做一个无缝重复图案"],
        "grid": ["{n}网格", "麻烦把{n}摆成网格，间距要均匀", "我喜欢整齐，{n}一格一格排好", "请把{n}按行按列排成网格"],
        "wreath": ["{n}花环", "能给我阿姨做个{n}围成的花环吗", "{n}首尾相接绕成一个圆环", "我想要一圈{n}，围成环形"],
        "scatter": ["{n}撒得到处都是", "请把{n}零星散落在画面上", "不要太整齐，{n}随便散着就好", "很多{n}，乱乱地散布开"],
        "border": ["{n}边框", "可以在边缘画一圈{n}做边框吗", "中间我要写字，所以只要{n}的边框", "来个装饰边框，用{n}组成"],
        "medallion": ["{n}圆形徽章", "能给我们社团做个圆徽章吗，上面是{n}", "我想要圆形的徽章，正中央是{n}", "{n}，外面套个圆圈，像徽章那样"],
        "corner": ["四个角上放{n}", "麻烦在每个角落都画上{n}", "中间什么都不要，只有四角有{n}", "我想要{n}分别待在四个角里"],
    },
}
COLOURED = {
    "en": ["{n} on a {c} background", "could I get {n} with a {c} background? It's my mum's favourite colour", "{n} please, and colour the background {c}", "I'd like {n}, background in {c}"],
    "zh": ["{c}背景的{n}", "我妈最爱{c}，能画{n}配{c}背景吗", "请画{n}，背景涂成{c}", "想要{n}，底色是{c}"],
}
GROUNDS = {
    "en": {
        "plain": "I'd like {n} with a plain {c} background, no decoration", "gradient": "could you put {n} on a background that fades in a {c} gradient?",
        "none": "{n} with a transparent background, please", "stripes": "I'd like {n} on a {c} striped background",
        "dots": "can {n} have a background of {c} dots?", "waves": "please draw {n} with {c} wavy lines in the background",
        "sky": "{n} against a cloudy sky", "mountains": "could we have {n} with some mountains behind it?",
    },
    "zh": {
        "plain": "我想要{n}，背景就是干净的{c}，不加装饰", "gradient": "能不能把{n}放在{c}渐变的背景上", "none": "请画{n}，要透明背景",
        "stripes": "想要{c}条纹背景的{n}", "dots": "{n}的背景可以是{c}圆点吗", "waves": "请画{n}，背景用{c}的波浪纹",
        "sky": "{n}，背后是飘着云的天空", "mountains": "能画{n}，背后有几座山吗",
    },
}
STYLED = {
    "en": ["{n}, {t} style", "could you do {n} in the style of {t}, please?", "I want {n} to look like {t}", "my friend is mad about {t}, so draw {n} that way"],
    "zh": ["{t}风格的{n}", "麻烦用{t}的风格画{n}，好吗", "我希望{n}看起来像{t}", "朋友特别迷{t}，{n}就照那种风格画吧"],
}
