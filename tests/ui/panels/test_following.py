"""What is said to be followed is followed: one filter where the steps keep to it, else all in turn."""

import pytest
from PyQt5.QtWidgets import QApplication, QLabel
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


def follow_menu(window):
    """Return what Play > Follow offers, and what is marked there."""
    menu = window.actions_by_id["play.follow"].menu()
    menu.aboutToShow.emit()
    return menu.actions(), [action.text() for action in menu.actions() if action.isChecked()]


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


@pytest.mark.some(3)
@pytest.mark.parametrize("key", ["convolve", "accumulate", "scatter"])
@pytest.mark.parametrize("follow", [0, 1, None])
def test_where_one_is_followed_it_is_the_only_one(two_filters, key, follow):
    two_filters.session.follow(follow)
    go_to(two_filters, key)
    assert follow_menu(two_filters)[1] == ["&All in turn" if follow is None else f"filter {follow}"]
    followed = two_filters.session.frame.chapter.followed
    assert followed in (None, (follow, 2))
    assert filters_written(two_filters) == ({follow} if followed else {0, 1})


def test_the_menu_follows_what_it_says(two_filters):
    actions = follow_menu(two_filters)[0]
    assert [action.text() for action in actions] == ["&All in turn", "filter 0", "filter 1"]
    for action, follow in zip(actions, (None, 0, 1), strict=True):
        action.trigger()
        assert two_filters.session.options.follow == follow


def test_what_is_alone_cannot_be_chosen(window):
    (everything, only), _ = follow_menu(window)
    assert not everything.isEnabled()
    assert not only.isEnabled()


def test_without_filters_it_is_channels_that_are_followed(window):
    example = next(example for example in EXAMPLES if example.key == "depthwise")
    experiment = example.make()
    window.session.edit(experiment.with_layers(()), "none")
    channels = window.session.experiment.most_channels
    assert len(follow_menu(window)[0]) == 1 + channels
    assert not any("filter" in action.text() for action in follow_menu(window)[0])


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
@pytest.mark.some(2)
def test_no_sentence_of_a_heading_is_cut_off(window, example, size):
    window.resize(*size)
    window.session.open_example(example)
    heading = window.work.findChild(QLabel, "heading")
    for number in range(len(window.session.timeline.chapters)):
        window.session.seek(Position(number, 0))
        QApplication.processEvents()
        assert heading.wordWrap() or heading.sizeHint().width() <= heading.width(), heading.text()
        assert heading.heightForWidth(heading.width()) <= heading.height(), heading.text()
