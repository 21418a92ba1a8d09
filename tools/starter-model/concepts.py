"""Groups of ImageNet classes whose probabilities say something about food.

The backbones' own 1000-class layer is cut down to these classes; the logarithm of each group's
share becomes a part of the embedding. Numbers are positions in the ImageNet-1k class list.
"""

GROUPS = {
    "bread and bakery": [930, 931, 932, 415],
    "sweets": [927, 928, 929, 960, 509],
    "meat": [962, 934, 467],
    "carbonara": [959],
    "soups": [925, 926, 809],
    "crustaceans": list(range(118, 126)),
    "fish and shells": [0, 389, 390, 391, 394, 395, 397, 112, 116, 117],
    "fruit and vegetables": [582, *range(936, 958), 987, 998],
    "dough": [961],
    "burger, pizza, pie, burrito": [933, 963, 964, 965],
    "spaghetti squash": [940],
    "fungi": list(range(991, 998)),
    "ping-pong ball": [722],
    "eggnog": [969],
    "plate": [923],
    "mixing bowl": [659],
    "pans and pots": [567, 909, 521],
    "paper towel, Petri dish": [700, 712],
    "honeycomb": [599],
    "mashed potato, guacamole": [935, 924],
}
ROWS = [row for group in GROUPS.values() for row in group]
FLOOR = 1e-3  # added to a share before its logarithm
