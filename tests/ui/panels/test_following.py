"""What is said to be followed is followed: one filter where the steps keep to it, else all in turn."""

import pytest
from PyQt5.QtWidgets import QApplication, QComboBox, QLabel
from ui_tools import choices, field

from cnnviz.gallery.examples import EXAMPLES
from cnnviz.run.timeline import Position

EXAMPLE = next(example for example in EXAMPLES if example.key == "b")


@pytest.fixture
def two_filters(window):
    window.session.open_example(EXAMPLE)
    return window


def go_to(window, key):
    keys = [chapter.key for chapter in window.session.timeline.chapters]
    window.session.seek(Position(keys.index(key), 0))


def label(window):
    return window.work.channels.findChild(QLabel, "follow_label").text()


def filters_written(window):
    """Return which filters the steps of the chapter in hand go through."""
    frame = window.session.frame
    kernels = next(name for name in ("y", "dweight", "dy") if name in frame.chapter.info)
    places = set()
    for step in frame.chapter.trace:
        for update in step.updates:
            cells = [factor for term in update.terms for factor in term if hasattr(factor, "array")]
            places |= {cell.index[-1] for cell in (update.target, *cells) if cell.array == kernels}
    return places


@pytest.mark.parametrize("key", ["convolve", "accumulate", "scatter"])
@pytest.mark.parametrize("follow", [0, 1, None])
def test_where_one_is_followed_it_is_the_only_one(two_filters, key, follow):
    two_filters.session.follow(follow)
    go_to(two_filters, key)
    box = two_filters.work.channels.findChild(QComboBox, "channel")
    assert box.currentText() == ("all in turn" if follow is None else f"filter {follow}")
    assert label(two_filters) in ("follow", "here all, not")
    only = follow is not None and label(two_filters) == "follow"
    assert filters_written(two_filters) == ({follow} if only else {0, 1})
    assert two_filters.session.frame.chapter.followed == ((follow, 2) if only else None)


def test_the_card_offers_all_in_turn_and_shows_it(two_filters):
    box = field(two_filters, "follow")
    assert choices(box)[0] == ["0 · hand-made", "1 · hand-made", "all in turn"]
    two_filters.session.follow(None)
    assert box.currentText() == "all in turn"
    two_filters.session.follow(1)
    assert box.currentText() == "1 · hand-made"
    box.setCurrentIndex(2)
    box.activated.emit(2)
    assert two_filters.session.options.follow is None


@pytest.mark.parametrize("size", [(1024, 700), (1280, 800)])
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.key)
def test_no_sentence_of_a_heading_is_cut_off(window, example, size):
    window.resize(*size)
    window.session.open_example(example)
    heading = window.work.findChild(QLabel, "heading")
    for number in range(len(window.session.timeline.chapters)):
        window.session.seek(Position(number, 0))
        QApplication.processEvents()
        assert heading.wordWrap() or heading.sizeHint().width() <= heading.width(), heading.text()
        assert heading.heightForWidth(heading.width()) <= heading.height(), heading.text()
