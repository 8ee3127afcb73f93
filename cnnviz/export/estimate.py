"""How large a file will be, before it is written: made of a few steps where there are many."""

from cnnviz.export.figures.look import DEFAULT_SIZE, MOST_PIXELS
from cnnviz.export.figures.shots import positions
from cnnviz.export.formats import Format
from cnnviz.export.subject import ExportOptions, Subject

_SAMPLE = 3  # steps
_QUICK = 3_000_000  # pixels of a picture that is made only to see how large it is
_MOST_CELLS = 200_000
_LONG = (".xlsx",)


def about_bytes(form: Format, subject: Subject, options: ExportOptions) -> int | None:
    """Return about how many bytes a file takes, or None where it would take long to say."""
    if form.suffix == ".html":
        from cnnviz.export.pages.selection import estimated, selected

        return estimated(selected(subject, options))
    width, height = options.size or DEFAULT_SIZE
    pixels = width * height * (options.scale or 1) ** 2 if form.draws else 0
    cells = sum(array.size for array in subject.run.chapters[-1].arrays.values())
    if pixels > min(_QUICK, MOST_PIXELS) or cells > _MOST_CELLS or form.suffix in _LONG:
        return None
    if not (form.draws and form.many):
        return len(form.make(subject, options)) if form.draws or not form.many else None
    shots = positions(subject, options, many=form.suffix == ".gif")
    if len(shots) <= _SAMPLE:
        return len(form.make(subject, options))
    middle = shots[len(shots) // 2]
    chapter = subject.run.chapters[middle.chapter]
    first = min(middle.step, max(len(chapter.trace) - _SAMPLE, 0)) + 1
    last = min(first + _SAMPLE - 1, len(chapter.trace))
    part = options._replace(chapter=chapter.key)
    one = len(form.make(subject, part._replace(steps=(first, first))))
    if last == first:
        return one * len(shots)
    some = len(form.make(subject, part._replace(steps=(first, last))))
    return one + (len(shots) - 1) * (some - one) // (last - first)
