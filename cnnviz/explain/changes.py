"""What a stroke has changed, in words."""

from cnnviz.run.frames.frame import Frame


def changes(frame: Frame) -> str:
    """Return how many numbers of what the chapter makes follow the stroke in hand; nothing where nobody draws."""
    if frame.earlier is None:
        return ""
    info, outputs = frame.chapter.info, frame.chapter.trace.outputs
    counts = [(len(frame.changed.get(name, ())), info[name].label) for name in outputs]
    return " · ".join(_follow(count, label) for count, label in counts)


def _follow(count: int, label: str) -> str:
    if count == 0:
        return f"the stroke changes nothing of {label}"
    if count == 1:
        return f"one cell of {label} follows the stroke"
    return f"{count} cells of {label} follow the stroke"
