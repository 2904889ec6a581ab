"""Sentences that people speak around what they want: thousands of ways to ask, which say nothing of the picture.

A model that knows few ways to ask takes the rest of a sentence for a layout or a number. None of the parts
may name a layout, number, style, colour or ground. Usage: small_talk(rng, motif, "en" or "zh")
"""

PARTS = {
    "en": {
        "before": ["", "", "", "", "hello, ", "hi there, ", "hey ", "good morning, ", "excuse me, ", "ok so ", "um, ", "well, ", "so, ", "let's see, ", "i think ",
                   "maybe ", "we were wondering, ", "my daughter says ", "he said ", "for tonight ", "this time ", "today ", "if possible ", "as discussed, ",
                   "i have an idea: ", "here is my wish: ", "not sure, but "],
        "ask": ["{m}", "{m}", "how about {m}", "what about {m}", "let me have {m}", "give me {m}", "i am thinking of {m}", "i'm looking for {m}", "we need {m}", "we'd like to see {m}",
                "could you do {m}", "would you paint {m}", "can i get {m}", "can we have {m}", "may i have {m}", "try {m}", "create {m}", "design {m}", "generate {m}",
                "sketch {m}", "it should be {m}", "it should show {m}", "i'd go for {m}", "my favourite is {m}", "she loves {m}", "my son adores {m}", "he is crazy about {m}",
                "go with {m}", "let's go with {m}", "we'll go with {m}", "go for {m}", "let's take {m}", "let us take {m}",
                "let us have {m}", "i'll take {m}", "we settled on {m}", "we decided on {m}", "i choose {m}", "i'd pick {m}", "my choice is {m}", "let me try {m}", "shall we do {m}",
                "why not {m}", "i prefer {m}", "{m} then", "{m} for me", "{m} sounds good", "{m} is what we want", "{m} would do", "{m} again",
                "we always see {m} at home", "i dreamed of {m}", "the theme is {m}", "the motif is {m}", "subject: {m}", "nothing but {m}", "simply {m}", "only {m}", "just {m}"],
        "after": ["", "", "", "", "", " please", " thanks", " thank you", " if you can", " would be great", " would be lovely", " or similar", " i guess", " as a present", " to remember our trip",
                  " because we love it", " to make her smile", " for the shop", " for a party", " for myself", " to hang up at home", " as we saw it yesterday", " and make it nice",
                  " with lots of love", " to give away", " like in a picture book", " this time", " for once", " for now", " today", " instead", " after all", ", nothing else", ", that's all", ", you decide the rest", ", surprise me"],
    },
    "zh": {
        "before": ["", "", "", "", "你好，", "您好，", "嗨，", "麻烦你，", "请问，", "那个，", "嗯，", "我想想，", "我觉得", "要不", "这次", "今天", "如果可以的话，", "我女儿说", "孩子说", "老板，",
                   "我有个想法，", "我的愿望是", "不太确定，", "还是", "最好是", "主题是", "内容是"],
        "ask": ["{m}", "{m}", "给我{m}", "给我来{m}", "来点{m}", "弄{m}", "做{m}", "搞{m}吧", "设计{m}", "创作{m}", "绘制{m}", "我在找{m}", "我们需要{m}", "我们想看{m}", "可以给我{m}吗", "能不能画{m}",
                "可不可以来{m}", "试试{m}", "换成{m}", "应该是{m}", "要有{m}", "上面要有{m}", "我最爱{m}", "她喜欢{m}", "我儿子特别喜欢{m}", "他迷上了{m}", "家里常见的{m}", "我梦见了{m}",
                "就要{m}", "只要{m}", "单单{m}", "想看看{m}", "画画{m}看", "帮忙画{m}", "整{m}"],
        "after": ["", "", "", "", "", "吧", "谢谢", "，谢谢", "，谢谢啦", "，拜托了", "，麻烦了", "就好", "就行", "可以吗", "好不好", "之类的", "什么的", "，当礼物", "，留作纪念", "，因为我们很喜欢", "，让她开心",
                  "，挂在家里", "，聚会用", "，画得好看一点", "，充满爱意", "，像绘本那样", "，别的不要", "，其他你定", "，给我个惊喜", "，昨天看到的那种"],
    },
}


def small_talk(rng, motif, lang):
    """The motif within a sentence put together from three parts."""
    before, ask, after = (options[int(rng.random() * len(options))] for options in PARTS[lang].values())
    return before + ask.format(m=motif) + after
