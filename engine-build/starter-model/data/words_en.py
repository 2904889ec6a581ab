"""What English captions are made of. {a} is the bare name, {n} the name with its article, {s} its plural,
{m} the motifs with their layout, {p} a product, {w} somebody, {c} a colour. The first style phrase is the product's own."""

STYLE = {
    "flat": ["flat illustration", "flat style", "flat design", "simple flat style", "flat vector art"],
    "clay": ["clay style", "clay", "plasticine", "clay figure style", "3d clay", "soft clay look", "modelling clay style", "claymation style"],
    "outline": ["bold outline", "outline style", "thick outlines", "bold outlines", "cartoon with thick outlines", "comic style outline", "dark outline", "outlined"],
    "sticker": ["sticker style", "sticker", "die-cut sticker", "as a sticker", "sticker with white border", "cute sticker"],
    "papercut": ["papercut style", "paper-cut", "paper cut", "chinese paper cutting", "red papercut", "paper-cut style", "cut from red paper", "chinese papercut"],
    "porcelain": ["blue and white porcelain", "blue-and-white porcelain style", "porcelain style", "blue and white china", "blue white porcelain", "delft blue", "porcelain"],
    "ink": ["ink wash painting", "ink wash", "ink painting", "chinese ink style", "ink style", "chinese ink painting", "sumi-e", "brush ink"],
    "watercolour": ["watercolour painting", "watercolour", "watercolor", "watercolor style", "watercolour style", "soft watercolour", "aquarelle", "painted in watercolor"],
    "pixel": ["pixel art", "pixel style", "pixelated", "8-bit style", "8 bit", "retro pixel art", "pixels", "16-bit game style"],
    "lineart": ["line art", "outline drawing", "black line drawing", "line drawing", "lineart", "thin line drawing", "simple line art", "one colour line drawing"],
    "gold": ["gold foil", "golden", "gold style", "in gold", "gold foil style", "gold stamping", "hot foil gold", "made of gold"],
}
# Styles as adjectives before the motif: "watercolour cat".
STYLE_BEFORE = {
    "flat": ["flat"], "clay": ["clay", "plasticine"], "outline": ["outlined", "bold outline"], "sticker": ["sticker"],
    "papercut": ["paper-cut", "papercut"], "porcelain": ["porcelain", "blue and white porcelain"], "ink": ["ink wash", "ink"],
    "watercolour": ["watercolour", "watercolor"], "pixel": ["pixel art", "pixel", "8-bit"], "lineart": ["line art", "line drawn"],
    "gold": ["gold foil", "golden", "gold"],
}
COLOUR = {c: [c] for c in "white red orange yellow green blue black".split()} | {
    "cream": ["cream", "cream", "beige", "ivory"], "mint": ["mint", "mint green", "pale green"], "sky": ["light blue", "sky blue", "pale blue"],
    "grey": ["grey", "gray", "light grey"], "purple": ["purple", "purple", "violet", "lavender"], "pink": ["pink", "pink", "light pink"],
    "green": ["green", "green", "grass green"], "blue": ["blue", "blue", "dark blue", "royal blue"]}
GROUND = {
    "plain": ["on a {c} background", "{c} background", "on {c}", "with a {c} background", "{c} backdrop"],
    "gradient": ["on a {c} gradient", "{c} gradient background", "{c} gradient", "fading {c} background"],
    "none": ["transparent background", "no background", "cut-out", "without background", "transparent", "cutout", "isolated", "background removed", "png without background"],
    "stripes": ["on {c} stripes", "{c} striped background", "with {c} stripes", "{c} stripes", "striped {c} background"],
    "dots": ["on {c} polka dots", "{c} dotted background", "{c} polka dot background", "{c} polka dots", "with {c} dots"],
    "waves": ["on {c} waves", "{c} wave background", "{c} waves behind", "with {c} waves in the background", "{c} japanese waves background", "on {c} sea waves"],
    "sky": ["on a {c} sky with clouds", "{c} sky with clouds", "in a {c} sky", "{c} cloudy sky background", "with {c} sky and clouds behind"],
    "mountains": ["in front of {c} mountains", "{c} mountains in the background", "{c} mountain background", "with {c} mountains", "{c} hills behind", "on a {c} mountain landscape"],
}
GROUND_BARE = {
    "waves": ["on waves", "wave background", "waves behind", "with waves in the background", "on sea waves"],
    "sky": ["in the sky", "sky with clouds", "sky background", "cloudy sky background", "with clouds behind", "clouds in the background"],
    "mountains": ["in front of mountains", "mountains in the background", "mountain background", "with mountains", "hills behind"],
}
LAYOUT = {
    "single": ["{a}", "{a}", "{n}", "{n}", "one {a}", "a single {a}", "just {n}"],
    "pair": ["two {s}", "two {s} next to each other", "just two {s}", "a pair of {s} beside each other", "{n} and another {a}", "a pair of {s}", "2 {s}", "a couple of {s}", "two {s} side by side", "twin {s}"],
    "row": ["three {s}", "three {s} side by side", "row of three {s}", "a line-up of three {s}", "three {s} next to one another", "three {s} in a row", "a row of {s}", "3 {s} in a row", "{s} in a row", "a line of {s}", "3 {s}"],
    "pattern": ["a pattern of {s}", "{a} pattern", "seamless {a} pattern", "seamless {s}", "repeating {s}", "repeating {a} pattern",
                "{s} all over", "allover {a} print", "all-over pattern of {s}", "wallpaper of {s}"],
    "grid": ["a grid of {s}", "{a} grid", "{s} in a grid", "{s} in rows and columns", "{s} in neat rows and columns", "grid of {s}", "{s} arranged in a grid"],
    "wreath": ["a wreath of {s}", "{a} wreath", "a ring of {s}", "{s} arranged in a circle", "wreath made of {s}", "{s} forming a ring",
               "a garland of {s}", "a round garland of {s}", "{s} woven into a garland", "a wreath woven from {s}", "{s} going round in a ring", "a loop of {s}",
               "a round wreath with {s}", "wreath, {s}", "a ring of {s} with an empty middle", "{s} all the way round in a circle", "a {a} garland"],
    "scatter": ["scattered {s}", "{s} scattered around", "confetti of {s}", "a confetti of {s}", "randomly scattered {s}", "{s} sprinkled everywhere", "loosely scattered {s}"],
    "border": ["a border of {s}", "{a} border", "a frame of {s}", "{s} as a border", "frame made of {s}", "{s} around the edge", "{a} frame",
               "{s} along the edges", "edges decorated with {s}", "an empty middle framed by {s}", "{s} framing the picture", "{s} along the rim, the centre left empty",
               "a frame of {s} with nothing in the middle", "{s} running around the outside", "a border with {s} on all four sides"],
    "medallion": ["{n} in a round medallion", "{n} in a circle badge", "{a} medallion", "round badge with {n}", "{n} inside a round badge", "{a} badge", "round {a} emblem"],
    "corner": ["{s} in the corners", "{a} corner decoration", "{s} in each corner", "corner decoration with {s}", "corners with {s}", "{s} in the four corners"],
}
#: A single motif that is to be the only one.
ALONE = ["one big {a} in the centre", "{n} on its own", "{n} alone", "a single large {a} in the middle", "just one {a}, no repetition", "{n} and nothing around it",
         "one {a}, not repeated", "only one {a}", "{n} by itself", "{n} in the middle", "a big {a} in the middle, nothing beside it", "{n} only once", "{n} with empty space around it",
         "{n}, no repeats", "one {a} and no other", "a lone {a}", "a solitary {a}", "{n} standing alone", "exactly one {a}", "{n}, no others",
         "only {n} in the middle", "just a single {a}", "{n}, all alone", "{n} and nothing else in the picture", "{n}, just once, in the centre"]
BOTH = ["{a} and {b}", "{na} and {nb}", "{a} with {b}", "{na} with {nb}", "{na} next to {nb}", "{a} & {b}", "{a} plus {b}", "{na} beside {nb}",
        "{na} on the left and {nb} on the right", "{na} and {nb} side by side", "both {na} and {nb}", "{na} together with {nb}", "{a} as well as {b}", "left {a}, right {b}",
        "{na} along with {nb}", "{a} next to {b}", "{a} beside {b}", "{a} and also {b}", "{a} together with {b}", "{na}, and {nb} too", "{na} and {nb}, both of them",
        "{a} on one side and {b} on the other", "one {a} and one {b}", "{a} with {b} at its side"]
MANY = ["two", "three", "some", "a few", "many", "several"]
PRODUCTS = ["mug", "t-shirt", "tote", "tote bag", "phone case", "postcard", "fridge magnet", "cup", "shirt", "canvas bag", "bag", "magnet",
            "pillow", "cushion", "poster", "notebook", "greeting card", "mouse pad", "keyring", "bookmark", "coaster", "hoodie", "iphone case"]
WRAPS = ["{p} with {m}", "{m} on {np}", "{m} for my {p}", "design for {np}: {m}", "{m} {p}", "{np} with {m} on it", "{p}, {m}",
         "i want {np} with {m}", "can you make {np} with {m}", "print {m} on my {p}", "{m} for {np}", "{np} that shows {m}", "put {m} on {np}", "i'd like {np} with {m}"]
ASKS = ["{m}", "{m}", "{m}", "{m}", "draw {m}", "i want {m}", "please draw {m}", "{m} design", "a picture of {m}", "i would like {m}", "draw me {m}",
        "can you draw {m}", "could you make {m} please", "{m} please", "something with {m}", "make {m}", "an illustration of {m}", "show me {m}", "{m} motif", "i'd love {m}"]
ADJECTIVES = ["cute", "cute", "cute", "little", "small", "beautiful", "pretty", "sweet", "lovely", "funny", "happy", "simple", "big", "adorable", "tiny", "nice",
              "kawaii", "elegant", "cool", "minimal", "charming"]
OCCASIONS = ["for my mum's birthday", "for my mom", "for my daughter", "for my son", "for my girlfriend", "for my boyfriend", "for a friend", "birthday gift",
             "for my wife", "for dad", "for christmas", "for our wedding", "for grandma", "as a gift", "for my best friend", "for the kids", "for my sister",
             "for a baby shower", "for my teacher", "for our office", "for my little brother", "as a souvenir"]
SAME_PLURAL = ("fish", "deer", "sushi", "noodles", "sheep", "shrimp", "squid", "salmon", "bread", "rice", "coral", "broccoli", "garlic", "bamboo", "popcorn", "pasta",
               "spaghetti", "tempura", "yarn", "lightning", "milk", "tea", "coffee", "wine", "beer", "honey", "sunshine", "golf", "jeans", "yoga", "music", "foliage")
IRREGULAR = {"mouse": "mice", "goose": "geese", "leaf": "leaves", "wolf": "wolves", "scarf": "scarves", "knife": "knives", "man": "men", "woman": "women", "child": "children",
             "tomato": "tomatoes", "mango": "mangoes", "octopus": "octopuses", "cactus": "cacti", "fairy": "fairies", "potato": "potatoes", "loaf": "loaves"}
