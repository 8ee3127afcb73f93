"""A file can be read and compared: each row of an array is a line, and so is each short record."""

from dataclasses import replace

import numpy as np

from cnnviz.engine.arrays import frozen
from cnnviz.gallery.first_example import first_example
from cnnviz.storage import Document
from cnnviz.storage.writing import text_of


def changed_lines(before, after):
    pairs = zip(text_of(before).splitlines(), text_of(after).splitlines(), strict=True)
    return [other for one, other in pairs if one != other]


def test_it_begins_with_the_version():
    assert text_of(Document(first_example())).startswith('{\n "cnnviz": 1,\n')


def test_each_row_of_the_image_is_a_line():
    lines = text_of(Document(first_example())).splitlines()
    assert "    [[0.0],[0.0],[0.7],[1.0],[1.0],[0.9],[0.0],[0.0]]," in lines


def test_another_pixel_is_another_line_and_no_more():
    before = first_example()
    image = np.array(before.image)
    image[2, 3, 0] = 0.25
    after = before.with_image(frozen(image), before.image_name)
    assert changed_lines(Document(before.with_layers(before.layers)), Document(after)) == [
        "    [[0.0],[0.0],[1.0],[0.25],[0.0],[0.0],[0.0],[0.0]],"
    ]


def test_another_weight_another_setting_and_another_rate_are_a_line_each():
    before = first_example()
    layer = before.layers[0]
    weight = np.array(layer.weight)
    weight[0, 0] = 9
    for after in (
        replace(before, layers=(replace(layer, weight=frozen(weight)), *before.layers[1:])),
        replace(before, layers=(layer.with_window(layer.window.changed(padding="full")), *before.layers[1:])),
        replace(before, learning_rate=0.5),
    ):
        assert len(changed_lines(Document(before), Document(after))) == 1


def test_there_is_no_trailing_space_and_one_end_of_line_at_the_end():
    text = text_of(Document(first_example(), text="two\nlines"))
    assert text.endswith("}\n")
    assert not text.endswith("\n\n")
    assert not any(line != line.rstrip() for line in text.splitlines())
    assert '"text": "two\\nlines"' in text
