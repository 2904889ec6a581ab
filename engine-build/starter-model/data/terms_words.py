"""Words by which a sentence is understood whole: layouts, grounds, techniques and what says nothing of the picture.

Unlike the captions' tables these are keywords, not phrases with gaps: "a pattern", "tile" and "all over" each mean the layout
wherever they stand. TALK may be left out without loss.
"""

#: Layout to how the student reads it best ({a} name, {s} plural) and the words that mean it. Counts give way to the others.
LAYOUTS = {
    "en": {
        "pair": ("two {s}", "two|2|a pair of|pair of|pair|a couple of|couple of|twin|twins|twice|a duo of|duo|side by side|next to each other|beside each other|next to one another|next to|beside|together"),
        "row": ("three {s} in a row", "three|3|a trio of|trio of|in a row|a row of|row of|row with|into a row|one row|a line of|in a line|in one line|lined up|line up|lineup of|line-up of|from left to right|left to right|row"),
        "pattern": ("a pattern of {s}", "pattern|patterns|patterned|seamless|repeat|repeats|repeating|repeated|repeatedly|all over|allover|all-over|tile|tiled|tiling|wallpaper|wrapping paper|gift wrap|endless|endlessly|covered in|covered with|cover it|textile|fabric|fill everything"),
        "grid": ("a grid of {s}", "grid|gridded|grid-like|rows and columns|rows or columns|columns|checkerboard|chessboard|checkered|matrix|every cell|each cell|in cells"),
        "wreath": ("a wreath of {s}", "wreath|wreaths|garland"),
        "ring": ("a wreath of {s}", "a ring of|ring of|in a ring|into a ring|forming a ring|ring-shaped|a circle of|circle of|a hoop of|hoop of|a loop of"),
        "scatter": ("scattered {s}", "scatter|scattered|scattering|strewn|sprinkled|sprinkle|sprinkles|confetti|at random|random|randomly|tossed|toss|thrown about|here and there|all over the place|in no order|loosely|flying around"),
        "border": ("a border of {s}", "border|borders|bordered|frame|framed|framing|edge|edges|rim|margin|margins|along the sides|on all four sides|all four sides|around the outside"),
        "medallion": ("{a} medallion", "medallion|badge|emblem|roundel|round logo|round patch|round frame|round seal|crest|inside a circle"),
        "corner": ("{s} in the corners", "corner|corners"),
    },
    "zh": {
        "pair": ("两个{a}", "两个|两只|两朵|两条|两颗|两片|两辆|两把|两件|两棵|两匹|两头|2个|一对|一双|成双|双|并排|挨着|挨在一起|靠在一起|并列|左右各一个|成对"),
        "row": ("三个{a}排成一排", "三个|三只|三朵|三条|三颗|三片|三辆|三把|三件|三棵|3个|一排|一行|排成一排|排成一行|一字排开|排排站|连成一排|横着排|横排|横向排列|一溜|一列"),
        "pattern": ("满版{a}", "满版|满印|满铺|铺满|平铺|重复|循环|连续|四方连续|无缝|花纹布|布料花纹|布料|印花布|墙纸|壁纸|包装纸|密密麻麻|画满|到处都是|全是|整面|一整面|整幅|全幅|满满|满满一片|纹样|满满的"),
        "grid": ("{a}网格排列", "网格|方格|宫格|九宫格|格子|每格|棋盘|棋盘格|方阵|阵列|矩阵|横竖|横平竖直|成行成列|整齐排列|按行列|每行每列|排列整齐|行列|一格一格|一格一个|一个一格"),
        "wreath": ("{a}花环", "花环|花圈状"),
        "ring": ("{a}花环", "围成一圈|围成一个圈|围一圈|绕成一圈|绕一圈|圆环|环形|围成圆圈|围成圈|排成圆圈|排成一圈|环绕|圈成|一圈|围个圈"),
        "scatter": ("散落的{a}", "散落|散布|散开|散着|散点|撒|撒满|撒开|洒|洒落|飘散|零散|零星|零零散散|随意|随机|随便|乱|杂乱|四处|东一个西一个|这里一个那里一个|星星点点|自由散落"),
        "border": ("{a}边框", "边框|花边|相框|画框|镶边|包边|围边|做框|边饰|四边|四周|边缘|沿边|在边上|排边上|边上一圈|沿着边|外圈|外面一圈|周边|一圈边框|做边框"),
        "medallion": ("圆形{a}徽章", "徽章|圆章|圆徽|圆标|圆牌|徽标|圆框|会徽|勋章|奖章|纪念章|团纹|圆形标志|圆形图案|圆圈里|圆里面"),
        "corner": ("四角{a}", "四角|角落|四个角|四个角落|每个角|角上|边角|角花|角饰|各角|几个角落"),
    },
}
#: Beside another layout these say nothing more: two in each corner, a frame all round ("ring" is a wreath by another word).
WEAKER = {"pair": 0, "row": 1, "ring": 1}
#: {c|green} is the colour that is asked for, else green.
GROUNDS = {
    "en": {
        "gradient": ("on a {c|light blue} gradient", "gradient|fading"), "none": ("transparent background", "transparent|no background|without background|without any background|no background at all|cut out|cut-out|cutout|background removed|remove the background|isolated"),
        "stripes": ("on {c|light blue} stripes", "stripes|striped|stripe"), "dots": ("on {c|light blue} polka dots", "polka dots|polka dot|dots|dotted|polka"),
        "waves": ("on {c|light blue} waves", "waves behind|wave background|waves in the background|waves as background|in front of waves|on waves|waves|sea waves"),
        "sky": ("on a {c|light blue} sky with clouds", "in the sky|sky with clouds|sky and clouds|sky background|cloudy sky|clouds behind|clouds in the background|sky behind|sky in the background|sky as background|sky as the background|sky|clouds|cloudy sky"),
        "mountains": ("in front of {c|green} mountains", "in front of mountains|mountains in the background|mountain background|mountains behind|mountain range|hills behind|mountains as background|mountains at the back|mountains|mountain|hills"),
    },
    "zh": {
        "gradient": ("{c|浅蓝色}渐变背景", "渐变"), "none": ("透明底", "透明|无背景|抠图|不要背景|去背景|没有背景|免抠|背景去掉|去掉背景|完全不要背景"),
        "stripes": ("{c|浅蓝色}条纹背景", "条纹"), "dots": ("{c|浅蓝色}波点背景", "波点|圆点|点点"),
        "waves": ("{c|浅蓝色}波浪背景", "波浪背景|海浪纹|海浪背景|波浪|海浪|后面是波浪|后面是海浪|背景是海浪|背景是波浪|波浪纹"),
        "sky": ("{c|浅蓝色}天空白云", "蓝天白云|天空白云|天空背景|天空和云|天空和白云|天空和云朵|后面是天空|背景是天空|背景要天空|白云背景|云朵背景|天空|蓝天|白云|云朵|云"),
        "mountains": ("{c|绿色}远山背景", "远山|山峦|群山|山景|背景有山|背景里有山|后面是山|后面有山|背后有山|背后是山|背景是山|山|群山|高山|大山|雪山|山脉"),
    },
}
#: With a colour beside them they mean a plain ground; ON does before a colour.
BEHIND = {"en": "background|backdrop|behind", "zh": "背景|底|打底|底色|背景色|背景颜色|后面|背后|衬底"}
ON = {"en": "on|against|in front of", "zh": ""}
STYLES = {
    "en": {"clay": "play dough|plasticine figure", "outline": "outlined cartoon|cartoon with outlines", "papercut": "paper cutting|papercutting|paper cutout", "watercolour": "watercolors|watercolours|water colour",
           "ink": "chinese ink|ink and wash", "pixel": "pixels|pixel style|8-bit", "lineart": "a line drawing", "gold": "golden foil", "flat": "flat vector", "sticker": "stickers", "porcelain": "blue and white porcelain ware"},
    "zh": {"clay": "黏土捏", "outline": "粗线条描边", "papercut": "剪出来", "pixel": "像素点", "lineart": "素描线稿", "gold": "烫金工艺", "flat": "扁平风", "sticker": "贴纸样", "porcelain": "青花瓷样", "ink": "水墨风格画", "watercolour": "水彩颜料"},
}
# The picture as a thing: 整幅 alone asks for a pattern.
SHEET = {"en": "", "zh": "整幅图|整幅画|整幅画面|整张图|整张画|整个画面"}
TALK = {
    "en": """can't couldn't she'd he'd that's what's there's who's a an the this that these those it its it's i i'm i'd i'll i've me my mine we we'd we'll we're us our you you'd your they them their he she his her let lets let's someone please kindly thanks thank
        is are was were be been being am do does did done doing would could can may might should shall will must have has had having get gets got getting give gives take takes go goes going come comes came make makes made making
        want wants wanted wish wishes need needs like likes love loves prefer prefers pick picks choose chose choice idea mind think thought thinking guess hope hoping settle settled decide decided looking look looks
        draw draws drawn drawing paint painted painting print printed printing put puts place placed placing show shows showing shown see sees seen sketch create design designs designed generate try trying use used using add added with of for from to in on at by as into onto and or also plus too then so but just only simply merely really
        both very quite much some any one once again today tonight now here there up out off about after before ahead please possible doable possibly maybe perhaps surely sure certainly right okay ok well hmm um hi hello hey excuse sorry yes yeah good great nice lovely fine cool perfect
        what how why who which where when way ways manner style styles look version effect kind sort type thing things stuff something anything motif motifs subject theme picture pictures image images illustration artwork art print piece page sheet area canvas product whole entire complete full
        cute little small big large huge tiny beautiful pretty sweet funny happy simple adorable kawaii elegant minimal charming single solitary lone alone itself own solely exactly centre center centred centered middle empty free clear blank space nothing else other others anything around round circular inside within left side sides leave leaves
        stays stay rest rest's same clearly visible neat neatly tidy regular ordered orderly arranged arrange arranges laid lay lays lines straight even evenly spaced formed forming form forms woven bend bent built consisting consists set front back over under top bottom if works work able manage managed anyway instead
        many lots lot loads plenty full of several various different everywhere freely loose turn turned turns treatment technique rendered render done finish finished fashion happy wonderful favourite favorite today's  keep kept hold holds horizontally abreast standing stand stands sit sits sitting decorate decorated decorating decoration ornament ornaments
        repetition layout composition arrangement shape shaped quick quickly first last next new another each every all along running run runs whose whom plain solid colour color coloured colored tone pure soft gentle pale paired combine combined combining fill fills filled filling run running time times more nothing fancy fun chance identical equal same accompanied accompany join joined joining meets meet facing ends end start started area whole surface over size sizes decorative ornamental tightly closely packed densely loosely wide high low lined dress dressed hand handmade classic classical modern old new traditional feel feeling mood touch touches along across throughout among between apart opposite toward towards surround surrounds surrounded surrounding enclosed enclose circular hang hanging bound made constitute constituting composed comprise collection set bunch group handful bit""",
    "zh": "边上|几座|有几座|座|男朋友|女朋友|朋友|孩子|闺蜜|同事|老师|同学|家人|爸妈|父母|老公|老婆|对象|客户|老人|长辈|宝宝|我|我们|我俩|我们俩|你|您|他|她|它|咱|咱们|想|想要|要|要的|想看|想看看|看|看看|看中|看中了|请|请问|麻烦|帮|帮我|帮忙|给|给我|给个|来|来个|来一个|来一张|来张|来点|来一份|弄|弄一个|弄个|搞|做|做个|做一个|做成|做一张|做的|画|画个|画一个|画一张|画上|画成|画出来|印|印上|印个|印一个|印着|放|放个|放一个|放上|放进|摆|摆放|摆上|加|加上|配|用|拿|把|将|让|使|以|由|换|换成|换个|选|选个|选择|挑|挑一个|挑个|定|定了|决定|决定了|就|就要|就是|就选|就它了|就印|就做|就画|只|只要|只有|只画|只放|只想|只想要|单单|单独|单个|一个|一只|一张|一幅|一枚|一款|一种|一份|个|只有|张|幅|枚|款|种|份|的|得|地|了|吧|呢|吗|嘛|呗|啊|呀|哦|啦|么|好|好的|好了|好吗|好不好|行|行不行|行吗|可以|可以吗|能|能不能|可不可以|会|会不会|可能|应该|也|都|还|还是|还有|或者|和|与|跟|及|以及|这|那|这个|那个|这种|那种|这样|那样|这样的|那样的|这次|这回|这一|这款|这一款|这幅|今天|现在|有|有没有|有个|没有别的|是|不是|像|一样|似的|那样的|喜欢|比较喜欢|更喜欢|最喜欢|爱|希望|觉得|我的想法|想法|心里|心里想|脑子里|主意|愿望|上|上面|里|里面|里头|中|中间|中央|正中|正中间|正中央|居中|画面|画面里|画面中|画面中央|整个画面|整个|图|图案|图片|图形|画|插画|插图|设计|样子|样式|款式|感觉|风|风格|效果|质感|元素|主题|主角|形象|造型|版|版本|技法|手法|画法|方式|形式|排|排开|排列|排成|排着|站|站着|站成|组成|拼成|构成|做出|围|围成|围着|围起来|绕|圈|一起|在一起|旁边|左边|右边|左|右|各|各一个|各来一个|各画一个|大|小|大大|大大的|大的|小小的|大一点|大点|可爱|可爱的|漂亮|漂亮的|好看|好看的|简单|简单的|整齐|整齐的|整整齐齐|规整|规则|干净|别的|别的不要|别的都不要|别的都不用|其它|其他|其他都不要|什么都不要|什么都不加|什么都没有|不要重复|就行|就好|就够|就够了|足够|即可|谢谢|拜托|麻烦了|你好|您好|嗯|那|哈|其实|比如|例如|到|在|从|上去|下|出|出来|弄出来|画出|看起来|全部|全|满|多|很多|许多|越多越好|一些|几个|点|一点|自由|自然|留空|留白|空着|空白|空|不用太复杂|不用排整齐|不要图案|不重复|不用别的|没别的|颜色|颜色是|颜色选|色|纯|纯色|既|既有|又|又有|再|再放|再来|再加|再加一个|一边|另一边|另外|同时|两样|就这两样|然后|之后|最好|最好是|尽量|需要|得要|选来选去|想来想去|考虑|试|试试|试一下|一下|一次|出现|出现一次|只出现|唯一|孤零零|除了|之外|以外|光|仅|单|重新|换作|变成|当|当作|作为|当成|装饰|点缀|那么|怎么样|如何|成|成为|一片|一点儿|某个|每|每个|朵|条|颗|棵|辆|匹|头|把|件|一朵|一条|一颗|一棵|一辆|一匹|一头|一把|一件|一片|一艘|一架|一座|一顶|一杯|一碗|一本|一双鞋|画在|一块儿|一块|搭配|搭着|配上|横着|竖着|状|对齐|对齐的|每行|每列|柔和|柔和的|衬|衬着|其它都不加|依次|都铺|铺|编|编的|编成|串|串成|边|边儿|框|框起来|散|落|着|用到|拼|相同|一样的|同样|同样的|完全一样的|陪|陪着|面对面|行|列|横|竖|紧紧|密集|均匀|均匀地|等距|有序|依|按|照|照着|全身|整体|整只|正好|只需|需|仅仅|随|满满的|老板|师傅|店家|您这|你们|这里|这儿|圆形|圆|圆圆的|形|形状|人|个性",
}
#: What may be left out, too, but only as a whole.
PHRASES = {
    "en": "no repeats|no repetition|no pattern|not a pattern|no others|no other|not repeated|nothing around it|no other things|no order at all|as a present|as a gift|that is all|that's all|skip the rest|"
          "leave out|everything else|everything but|nothing but|and nothing more|make me happy|makes me happy|on it|on my|on the front|in the middle|in the centre|in the center|on the left|on the right|on top|on one side|on the other|on either side|go ahead|come up with|came in for|"
          "by itself|on its own|all of them|wrapped around|if that works|if possible|if you can|in mind",
    "zh": "正面|背面上|旁边不要别的|旁边什么都不要|周围空着|中间空着|中间留空|中间留白|别的都不用|除了它|挂在家里|留作纪念",
}
