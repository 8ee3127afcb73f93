"""Whatever is asked and said, the window keeps its size, and no line of the card is cut through."""

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from cnnviz.canvas.palette import palette
from cnnviz.explain.mistakes.bank import BANK
from cnnviz.explain.mistakes.mistake import Mistake
from cnnviz.explain.questions.judging import Verdict
from cnnviz.run.frames.asking import AskKind
from cnnviz.run.timeline import Position
from cnnviz.session.predicting.talk import Talk, Turn
from cnnviz.session.settings.settings import TEXT_SIZE, settings
from cnnviz.ui.panels.question.option_button import OptionButton

ASKED = (
    ("convolve", 0, "7×7", AskKind.SIZE),
    ("convolve", 29, "2", AskKind.MISTAKE),
    ("convolve", 17, "1", AskKind.MISTAKE),
    ("convolve", 13, "1", AskKind.MISTAKE),
    ("scatter", 28, "−2", AskKind.VALUE),
    ("scatter", 36, "1-2, 1-2", AskKind.CHANGES),
    ("max_pool", 2, "0, 4", AskKind.WINNER),
)


LINE = palette("light").role("line").name()
LEAST = 250
"""Pixels in which a sum is read."""


pytestmark = pytest.mark.some(1)  # of the sizes


@pytest.fixture(params=[(1024, 700), (1280, 800), (1440, 900)], ids=str)
def sized(request, window):
    """Return a window of a size, with Explain open, in which someone predicts."""
    window.resize(*request.param)
    window.explain.open(True)
    window.actions_by_id["learn.predict"].trigger()
    QApplication.processEvents()
    return window


def look(window):
    """Check the room of what is to be seen of the card, and of the sum beside it."""
    for _ in range(2):
        QApplication.processEvents()
    card = window.findChild(QWidget, "question_card")
    assert not window.formula.isVisible() or window.formula.width() >= LEAST
    said = [one for one in card.findChildren(QLabel) if one.isVisible() and one.text()]
    assert said or window.formula.isVisible()
    for label in card.findChildren(QLabel):
        if label.isVisible() and label.text():
            where = label.objectName(), label.text()
            flags = Qt.TextFlag.TextWordWrap if label.wordWrap() else 0
            needed = label.fontMetrics().boundingRect(0, 0, label.width(), 1000, int(flags), label.text())
            top = label.mapTo(card, label.rect().topLeft()).y()
            assert needed.height() <= label.height(), where
            assert card.height() - label.height() >= top >= 0, where
    buttons = [one for one in card.findChildren(QPushButton) if one.isVisible()]
    for button in buttons:
        rect = button.rect().translated(button.mapTo(card, button.rect().topLeft()))
        assert card.rect().contains(rect), button.text()
        if isinstance(button, OptionButton):
            assert button.fits, button.accessibleName()  # on two lines
            continue
        words = button.fontMetrics().boundingRect(button.text().replace("&", ""))
        assert words.width() <= button.width(), button.text()
        assert words.height() <= button.height(), button.text()


def test_the_window_keeps_its_size_and_every_line_is_whole(sized):
    session, size = sized.session, sized.size()
    keys, kinds = [chapter.key for chapter in session.timeline.chapters], set()

    def still():
        look(sized)
        assert sized.size() == size, (session.talk.turn, session.position)
        assert sized.minimumSizeHint().width() < 1000

    for key, step, answer, kind in ASKED:
        session.seek(Position(keys.index(key), step))
        assert session.talk.question.asking.kind is kind
        still()
        session.answer(answer)
        assert session.talk.turn is not Turn.ASKED
        still()
        for _ in range(2):
            session.show_answer()
            still()
        kinds.add(kind)
    assert kinds == set(AskKind)


@pytest.mark.some(1)
@pytest.mark.parametrize("percent", [130, 150, 200])
def test_with_large_text_all_that_is_asked_and_said_is_whole_too(sized, percent):
    settings().set(TEXT_SIZE, percent)
    QApplication.processEvents()
    session, card = sized.session, sized.findChild(QWidget, "question_card")
    keys = [chapter.key for chapter in session.timeline.chapters]
    for key, step, answer, _ in ASKED:
        session.seek(Position(keys.index(key), step))
        for given in (None, "abc", answer):
            if given is not None:
                session.answer(given)
            look(sized)
            said = " ".join(label.text() for label in card.findChildren(QLabel) if label.isVisible())
            assert "…" not in said, (key, step, given)
            field = sized.findChild(QWidget, "answer")
            buttons = [one for one in card.findChildren(QPushButton) if one.isVisible()]
            places = [one.rect().translated(one.mapTo(card, one.rect().topLeft())) for one in buttons]
            if field.isVisible():
                at = field.rect().translated(field.mapTo(card, field.rect().topLeft()))
                assert card.rect().contains(at)
                assert not any(at.intersects(place) for place in places)
    settings().set(TEXT_SIZE, 100)


def test_what_has_no_room_is_told_to_whoever_points_at_it(sized):
    words = sized.findChild(QWidget, "question_first").parentWidget()
    words.write("A sentence " * 60, "asked_strong", "and another one " * 60)
    QApplication.processEvents()
    look(sized)
    assert "…" in words.findChild(QLabel, "question_first").text()
    assert words.toolTip().count("and another one") == 60


def told(window):
    """Return what is to be read on the card, line by line."""
    labels = window.findChild(QWidget, "question_card").findChildren(QLabel)
    return [label.text() for label in labels if label.isVisible() and label.text()]


@pytest.mark.some(3)
@pytest.mark.parametrize(("key", "step"), [(key, step) for key, step, _, _ in ASKED])
def test_what_is_not_understood_leaves_the_question_and_all_that_is_known(sized, key, step):
    session = sized.session
    session.seek(Position([chapter.key for chapter in session.timeline.chapters].index(key), step))
    asked = session.talk.question
    session.answer("abc")
    assert session.talk.turn is Turn.ASKED
    look(sized)
    said = " ".join(told(sized))
    for words in (asked.name if asked.known else "", asked.known, asked.words, session.talk.verdict.title):
        assert words in said


def test_what_is_said_of_every_mistake_is_whole(sized):
    session, card = sized.session, sized.findChild(QWidget, "question_card")
    session.seek(Position([chapter.key for chapter in session.timeline.chapters].index("convolve"), 29))
    asked = session.talk.question
    session.answer(asked.asking.mistake)
    assert session.talk.turn is Turn.RIGHT
    words = card.findChild(QLabel, "question_second")
    ways = {variant.words or one.id for one in BANK for variant in one.variants if variant.step is not None}
    for mistake in map(Mistake, sorted(ways)):
        for said in {mistake.rule_of([array]) for array in ("y", "dx", "dweight", "dbias")}:
            card.show_talk(Talk(Turn.RIGHT, asked, Verdict(True, f"They {mistake.did}.", said)))
            sized.findChild(QWidget, "middle").resized.emit()
            look(sized)
            assert (words.text(), words.font().pixelSize()) == (said, 13)


def test_one_line_is_over_the_sum_and_the_card(sized):
    session = sized.session
    keys = [chapter.key for chapter in session.timeline.chapters]
    for key, step, answer, _ in ASKED:
        session.seek(Position(keys.index(key), step))
        session.answer(answer)
        QApplication.processEvents()
        card, middle = (sized.findChild(QWidget, name) for name in ("question_card", "middle"))
        top = card.mapTo(middle, card.rect().topLeft()).y()
        picture = middle.grab().toImage()
        assert {picture.pixelColor(x, top).name() for x in range(middle.width())} == {LINE}
