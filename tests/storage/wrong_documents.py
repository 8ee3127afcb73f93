"""What can be wrong with a value at a place of a document, and the sentence that says so, or how it begins."""

E = "experiment"
UNFIT = " does not fit what it gets: "
ALIKE = "have to be alike"
L0, I0 = "experiment.layers[0]", "experiment.images[0]"

WRONG = [
    ("cnnviz", 2, "it is of version 2, which a newer cnnviz has written: this one reads up to 1"),
    ("cnnviz", 0, "there is no version 0 of such files"),
    ("cnnviz", "1", "it is no document of cnnviz, whose version stands at its beginning"),
    ("text", 3, "text has to be text, and is a whole number"),
    ("words", "", "the document holds 'words', which no document has"),
    ("position.step", -1, "position.step has to be a whole number of at least 0"),
    ("position.chapter", 1.5, "position.chapter has to be a whole number, and is a number"),
    ("options.input_gradient", "magic", "options.input_gradient is 'magic', which it cannot be"),
    ("options.sample", 1, "options.sample is 1, and the last of the images is 0"),
    ("round", 3, "round is 3, and there are 0 losses"),
    ("decimals", 7, "decimals has to be a whole number of at most 6"),
    ("hidden", [{"array": "y"}], "hidden[0] lacks index"),
    ("losses", [0.5, "soon"], "losses[1] is a word that stands for no number"),
    (E + ".images", [], E + ".images has to be a list of at least 1"),
    (E + ".images[0]", [], I0 + " is an empty list, and at least one number is needed"),
    (E + ".images[0][1][0][0]", "x", I0 + "[1][0][0] is a word that stands for no number"),
    (
        E + ".images[0][1][0]",
        [1, 2],
        I0 + "[1][1] is 1 long, and " + I0 + "[1][0] is 2 long: they " + ALIKE,
    ),
    (E + ".images[0][1]", [[1]], I0 + "[1] is 1×1, and " + I0 + "[0] is 2×1: they " + ALIKE),
    (E + ".images[1]", [[[1]]], E + ".images[1] has another shape than " + I0 + ": all images are alike"),
    (E + ".images[0]", {"shape": [2, 2], "all": 1}, I0 + ".shape has 2 sizes instead of 3"),
    (
        E + ".images[0]",
        {"shape": [9**8] * 3, "all": 1},
        I0 + ".shape is of more than 12 million numbers",
    ),
    (E + ".layers", [], E + ".layers has to be a list of at least 1"),
    (E + ".layers[1].kind", "magic", E + ".layers[1].kind is 'magic', which it cannot be"),
    (E + ".layers[0].window.stride", [1, 0], L0 + ".window.stride[1] has to be a whole number of at least 1"),
    (E + ".layers[0].window.stride", [1], L0 + ".window.stride has to be a list of 2"),
    (
        E + ".layers[0].window.padding",
        [1, 2, 3],
        L0 + ".window.padding is not (rows, columns) or ((top, bottom), (left, right))",
    ),
    (E + ".layers[0].window.padding", "valid", L0 + UNFIT),
    (E + ".layers[0].window.kernel_size", [5, 3], L0 + ".weight is of 3×3, and the kernel is 5×3"),
    (E + ".layers[0].weight[0][1]", [0, 1], L0 + ".weight[0][1][0] has to be a list, and is a whole number"),
    (
        E + ".layers[0].weight[2][1][0][1]",
        None,
        L0 + ".weight[2][1][0][1] has to be a number, and is nothing",
    ),
    (E + ".layers[0].names", ["one"], L0 + ".names are 1 for 2 filters"),
    (
        E + ".layers[0].groups",
        2,
        L0 + UNFIT + "its weight is for 2 channels, and it gets 1",
    ),
    (E + ".layers[0].groups", 3, L0 + " cannot be: 2 filters cannot be shared out evenly among 3 groups"),
    (E + ".layers[0].bias", [1], L0 + ".bias has 1 numbers, and there are 2 outputs"),
    (
        E + ".layers[0].bias",
        [[[1, 2]]],
        L0 + UNFIT + "its bias is 1×1×2, and its output is 2×2×2",
    ),
    (E + ".layers[0].bias", [1, [[2]]], L0 + ".bias[1] is a list among numbers"),
    (E + ".layers[0].bias", [[[2]], 1], L0 + ".bias[1] is one number among what is not"),
    (E + ".layers[3].weight", [[1.0]], E + ".layers[3].bias has 3 numbers, and there are 1 outputs"),
    (
        E + ".layers[3].weight",
        [[1, 2, 3]] * 7,
        E + ".layers[3]" + UNFIT + "its weight is for 7 numbers, and it gets 8",
    ),
    (
        E + ".layers[2]",
        {"kind": "activation", "name": "relu"},
        E + ".layers[3]" + UNFIT + "a linear layer takes a list of numbers: put Flatten before it",
    ),
    (E + ".loss.targets", [[1.0], [2.0]], E + ".loss.targets holds 2 for 1: one for each image"),
    (E + ".loss.cell", [-1], E + ".loss.cell[0] has to be a whole number of at least 0"),
    (E + ".learning_rate", 10**400, E + ".learning_rate is a number that is too large"),
]
