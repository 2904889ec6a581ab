"""Carrier sentences of a second kind. They were held out until misread ones were looked at; held_out_wording.py is held out now.

wording.py's have served for development since ways to ask were put otherwise (data/frames.txt) after looking at what they gave.
Gaps are those of wording.py, and its techniques and colours are said here, too.
"""

from measure.wording import COLOUR_NAMES, TECHNIQUES

__all__ = ["COLOURED", "COLOUR_NAMES", "GROUNDS", "LAYOUTS", "PAIR", "SINGLE", "STYLED", "TECHNIQUES"]

SINGLE = {
    "en": ["all I need is {n}", "would {n} be doable?", "I came in for {n}", "we are after {n}", "please go ahead with {n}", "I had {n} in mind",
           "{n} would make me happy", "surely you can manage {n}", "my wish: {n}", "this one should have {n} on it", "right, {n} then please", "can you come up with {n}"],
    "zh": ["我看中了{n}", "这回想印{n}", "麻烦给个{n}的图", "有没有{n}这种图案", "我的想法是{n}", "就印{n}好了", "我比较喜欢{n}", "给做一个{n}呗",
           "选来选去还是{n}", "来一张{n}的", "希望上面是{n}", "决定了，要{n}"],
}
PAIR = {
    "en": ["I want both of them: {a} and {b}", "{a} standing beside {b}", "on the left {a}, on the right {b}", "{a} paired with {b}", "one {a} plus one {b}, next to each other",
           "combine {a} and {b} for me"],
    "zh": ["左边放{a}，右边放{b}", "{a}与{b}各来一个", "想要{a}，再加一个{b}", "{a}和{b}挨着站", "把{a}跟{b}画在一块儿", "我要{a}搭配{b}"],
}
LAYOUTS = {
    "en": {
        "single": ["one {n}, that is all", "a lone {n} on the page", "make {n} large, and leave everything else out", "I only want to see {n} a single time"],
        "pair": ["a couple of {s}, one left and one right", "draw the {n} twice, beside each other", "two {s} sitting together", "{a} on the left side and {b} on the right side"],
        "row": ["three {s} in a line", "three {s} side by side in one line", "a row of three {s}, please", "put three {s} into a row"],
        "pattern": ["an endless repeat of {s}", "cover it all over with a pattern of {s}", "{n} as an all-over repeat pattern", "tile the whole area with a {n} pattern"],
        "grid": ["{s} in neat rows and columns, as a grid", "a regular grid filled with {s}", "arrange {s} as a grid", "a chessboard-like grid of {s}"],
        "wreath": ["{s} forming a wreath", "a wreath that is made from {s}", "lay {s} in a ring, as a wreath", "a round wreath, {s} all along it"],
        "scatter": ["{s} strewn about, scattered at random", "a loose scatter of {s}", "let {s} be scattered over the whole area", "scatter a lot of {s} freely"],
        "border": ["a border with {s} all round", "edge the picture with {s}, as a border", "{s} for a border, nothing in the middle", "use {s} as a frame along the edges"],
        "medallion": ["a round medallion with {n} in it", "{n} set in a round medallion", "a medallion, in it {n}", "a circular badge that shows {n}"],
        "corner": ["{s} in all the corners", "only the corners get {s}", "corners filled with {s}, empty centre", "{s} sitting in the corners"],
    },
    "zh": {
        "single": ["画面里只有{n}这一个", "{n}一个，大一点，居中", "单单画一个{n}", "别的都不用，只放一个{n}"],
        "pair": ["画两个一样的{n}，左右各一个", "一双{n}并排站着", "两个{n}靠在一起", "左边一个{a}，右边一个{b}"],
        "row": ["排一行，三个{n}", "三个{n}横着排开", "把三个{n}排成一行", "一排三个{n}"],
        "pattern": ["全幅都是{n}的重复图案", "{n}做成四方连续", "像墙纸一样铺满{n}", "满满一片重复的{n}"],
        "grid": ["{n}排成整齐的方格", "像棋盘格那样摆{n}", "横平竖直地排列{n}，网格状", "每行每列都对齐的{n}"],
        "wreath": ["{n}围成的圆形花环", "做一个{n}花环", "让{n}围成一个圈，像花环", "一圈{n}组成花环"],
        "scatter": ["{n}东一个西一个散落着", "随便撒一些{n}", "{n}散落在整个画面", "零零散散的{n}"],
        "border": ["做一圈{n}的边框", "四边都用{n}围起来，中间留白", "边上一圈{n}当相框", "{n}组成的边框"],
        "medallion": ["一枚圆形徽章，里面是{n}", "把{n}放进圆形徽章", "圆徽章，中间{n}", "{n}做成圆形徽章"],
        "corner": ["四个角落各放{n}", "{n}摆在四角，中间空着", "只在四个角画{n}", "角上点缀{n}"],
    },
}
COLOURED = {
    "en": ["{n} with everything behind it in {c}", "make the background {c} and draw {n}", "a plain {c} background, {n} in front", "{n}, {c} background, nothing more"],
    "zh": ["{n}的背景弄成{c}", "{c}的底，画{n}", "背景全部{c}，中间{n}", "画{n}，背景色要{c}"],
}
GROUNDS = {
    "en": {
        "plain": "{n} on nothing but {c}, a plain background", "gradient": "{n} with a {c} gradient as background",
        "none": "just {n} without any background, to cut out", "stripes": "{n} in front of {c} stripes",
        "dots": "{n} in front of {c} polka dots", "waves": "{n} in front of {c} waves",
        "sky": "{n} with sky and clouds as the background", "mountains": "{n}, behind it a mountain range",
    },
    "zh": {
        "plain": "{n}，背景纯{c}，什么都没有", "gradient": "{n}，背景用{c}渐变", "none": "{n}，背景去掉，要透明的",
        "stripes": "{n}，背景是{c}条纹图案", "dots": "{n}，背景是{c}圆点图案", "waves": "{n}，后面是{c}波浪",
        "sky": "{n}，后面是天空和云", "mountains": "{n}，后面是群山",
    },
}
STYLED = {
    "en": ["{n} in the manner of {t}", "please draw {n} as {t}", "I like {t}, so {n} like that", "{n} turned into {t}"],
    "zh": ["{n}用{t}来画", "画{n}，要{t}的", "来个{t}风的{n}", "{n}，最好是{t}"],
}
