"""Of an update the lens has the sign of its sum: about equal where the digits do not tell the whole change."""

from dataclasses import replace

from cnnviz.canvas.lens.ways.nodes import Operator
from cnnviz.explain.sums.formula import formula
from cnnviz.gallery.classifier import classifier
from cnnviz.gallery.first_example import first_example
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position


def written(scene):
    """Return the signs that are written in the lens before what comes out."""
    face = scene.lens.face
    (put,) = (put for put in face.puts if isinstance(put.node, Operator) and put.node.gives is not None)
    items = [item for item in face.items if hasattr(item, "text") and item.text() in ("=", "≈")]
    x, width = put.x, put.width
    return {i.text() for i in items if x - 2 <= i.sceneBoundingRect().center().x() <= x + width + 2}


def test_it_is_that_of_the_strip(new_stage):
    stage, seen = new_stage(1181, 427), set()
    for experiment in (first_example(), replace(first_example(), learning_rate=0.003), classifier()):
        run = run_of(experiment, RunOptions(0))
        number = next(n for n, one in enumerate(run.chapters) if one.kind is ChapterKind.UPDATE_WEIGHT)
        for step in range(min(len(run.chapters[number].trace), 9)):
            frame = Frame(run, Position(number, step))
            stage.set_frame(frame)
            assert written(stage.scene()) == {formula(frame).sign}, step
            seen.add(formula(frame).sign)
    assert seen == {"=", "≈"}


def test_the_mask_is_written_alike_in_the_lens_and_on_its_grid(new_stage):
    from gallery_frames import frame_at

    frame = frame_at("e_ties_split")
    stage, run = new_stage(1181, 427), frame.timeline
    number = next(n for n, one in enumerate(run.chapters) if one.kind is ChapterKind.MAX_POOL)
    texts = set()
    for step in range(len(run.chapters[number].trace)):
        stage.set_frame(Frame(run, Position(number, step)))
        scene = stage.scene()
        (own,) = (grid for key, grid in scene.grids.items() if "mask" in key)
        lens = next(grid for put, grid in scene.lens.face.grids.items() if put.node.slot.part == "mask")
        for value in (0.25, 1 / 3, 0.5, 1.0):
            texts.add((own.form.text(value), lens.form.text(value)))
    assert all(one == other for one, other in texts)
    assert ("0.50", "0.50") in texts or ("0.5", "0.5") in texts
