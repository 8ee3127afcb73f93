"""How fast figures are written: `python -m pytest tests/benchmarks/test_figures.py -q -s`.

300 frames of 960x600 are to be a film in 3 seconds and 2 MB on a quiet machine, and 100 figures SVG in 10.
"""

from figure_tools import subject_of
from measured_ratios import in_turns

from cnnviz.export.figures.gif import gif
from cnnviz.export.figures.look import FigureLook
from cnnviz.export.figures.png import painted
from cnnviz.export.figures.sheet import FigureSheet
from cnnviz.export.figures.shots import frame_at, positions
from cnnviz.export.figures.svg import svg
from cnnviz.export.subject import ExportOptions

FRAMES, TIMED, FIGURES = 300, 60, 20
MOST_BYTES = 2_000_000


def paintings(subject, options, count):
    """Paint the first steps and nothing else."""
    sheet = FigureSheet(FigureLook(), subject.name)
    for position in positions(subject, options, many=True)[:count]:
        painted(sheet, frame_at(subject, options, position))
    sheet.close()


def test_a_film_of_three_hundred_frames(measured, qapp, collected_rarely, monkeypatch):
    subject, options = subject_of("letter"), ExportOptions(chapter="all")
    shots = positions(subject, options)[:FRAMES]
    monkeypatch.setattr("cnnviz.export.figures.gif.positions", lambda *_, **__: shots)
    assert len(gif(subject, options)) <= MOST_BYTES
    shots = shots[:TIMED]
    collected_rarely()
    works = {
        "a film of 60 frames, 960x600": lambda: gif(subject, options),
        "its paintings": lambda: paintings(subject, options, TIMED),
    }
    measured.compare(lambda: in_turns(works, 5))


def test_figures_of_shapes(measured, qapp, collected_rarely):
    subject = subject_of("b")
    options = [ExportOptions(chapter="scatter", steps=(step, step)) for step in range(1, 10)]
    work = [options[number % len(options)] for number in range(FIGURES)]
    svg(subject, work[0])
    collected_rarely()
    works = {
        "20 figures as SVG": lambda: [svg(subject, one) for one in work],
        "paintings of as many": lambda: paintings(subject, ExportOptions(chapter="all"), FIGURES),
    }
    measured.compare(lambda: in_turns(works, 3))
