"""The words that the command line understands."""

import argparse
import re

from cnnviz import __version__
from cnnviz.resource import THEMES

_EXAMPLES = """\
examples:
  cnnviz render photo.png -o step.png --steps 12 --theme dark
  cnnviz render lesson.cnnviz -o step.png --chapter scatter
  cnnviz render *.cnnviz -o "figures/{name}.svg"
  cnnviz render lesson.cnnviz -o slides.pdf --chapter convolve --steps 1:8
  cnnviz render lesson.cnnviz -o lesson.gif --chapter scatter --size 480x300 --fps 4
  cnnviz render lesson.cnnviz -o lesson.xlsx
  cnnviz render lesson.cnnviz -o sheet.pdf --worksheet --answers --chapter scatter
  cnnviz render lesson.cnnviz -o lesson.npz
  cnnviz render lesson.cnnviz -o dX.csv --array dX
  cnnviz render lesson.cnnviz -o lesson.py --library torch
  cnnviz render photo.png -o - --format md --array 'new W' | less

The exit code is 0 where all was written, and 2 where something was not: a sentence on standard error says what and why.
"""
_FILES = "a document (.cnnviz), an image, an array (.npy, .npz) or a table (.csv)"


def window_parser() -> argparse.ArgumentParser:
    """Return the parser of `cnnviz` without a command."""
    parser = argparse.ArgumentParser(
        prog="cnnviz",
        description="See how a convolutional network computes and learns, one window at a time.",
        epilog="cnnviz render FILE -o OUT makes a picture without a display, cnnviz check FILE compares somebody's own "
        "code with the engine; see cnnviz render --help and cnnviz check --help.",
    )
    parser.add_argument("file", nargs="?", metavar="FILE", help=f"{_FILES} to begin with")
    menu = parser.add_mutually_exclusive_group()
    menu.add_argument(
        "--install-desktop-entry", action="store_true", help="put cnnviz into the desktop's menu and stop"
    )
    menu.add_argument(
        "--remove-desktop-entry", action="store_true", help="take it out of the menu again and stop"
    )
    parser.add_argument("--version", action="version", version=f"cnnviz {__version__}")
    return parser


def render_parser() -> argparse.ArgumentParser:
    """Return the parser of `cnnviz render`."""
    from cnnviz.export.formats import FORMATS

    kinds = "".join(f"  {one.suffix:10}{one.name}\n" for one in FORMATS)
    parser = argparse.ArgumentParser(
        prog="cnnviz render",
        description="Write a run as a picture, as data or as source, without a window; no display is needed.\n\n"
        f"What OUT ends in says what is written:\n{kinds}",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("files", nargs="+", metavar="FILE", help=_FILES)
    parser.add_argument(
        "-o",
        dest="output",
        required=True,
        metavar="OUT",
        help="the file to write; {name} in it stands for the name of FILE without its ending; - is standard output",
    )
    parser.add_argument("--format", metavar="ENDING", help="what is written, where OUT does not say it: npz")
    parser.add_argument(
        "--chapter", metavar="NAME", help="the part of the run, such as pad or convolve; all of them: all"
    )
    parser.add_argument(
        "--steps",
        type=_steps,
        metavar="A:B",
        help="first and last step, counted from 1; a .png or .svg shows the last",
    )
    parser.add_argument("--size", type=_size, metavar="WxH", help="size of the picture in pixels")
    parser.add_argument("--theme", choices=THEMES, help=f"colours (default: {THEMES[0]})")
    parser.add_argument(
        "--decimals",
        type=_decimals,
        metavar="N",
        help="decimals of numbers: 2 to 6, or auto, as many as they need (default: as saved, else auto)",
    )
    parser.add_argument(
        "--scale", type=_scale, metavar="N", help="so many pixels of the picture for each of those"
    )
    parser.add_argument("--caption", metavar="TEXT", help="a sentence beneath the figure")
    parser.add_argument(
        "--alone", action="store_const", const=True, help="the stage without its heading and its sum"
    )
    parser.add_argument("--fps", type=_fps, metavar="N", help="steps a second of a .gif (default: 4)")
    parser.add_argument(
        "--worksheet", action="store_const", const=True, help="a .pdf to print and to fill in, of one chapter"
    )
    parser.add_argument("--answers", action="store_const", const=True, help="with its key behind it")
    parser.add_argument(
        "--blank", type=_count, metavar="N", help="leave every Nth of its cells blank: 3 for every third"
    )
    parser.add_argument(
        "--seed",
        type=_count,
        metavar="N",
        help="without --blank: another N leaves other cells blank, by chance",
    )
    parser.add_argument("--paper", choices=("a4", "letter"), help="of a worksheet (default: a4)")
    parser.add_argument("--array", metavar="NAME", help="which array, as the screen calls it: dX, or 'new W'")
    parser.add_argument(
        "--library", choices=("numpy", "torch"), help="what a .py is written in (default: numpy)"
    )
    return parser


def check_parser() -> argparse.ArgumentParser:
    """Return the parser of `cnnviz check`."""
    parser = argparse.ArgumentParser(
        prog="cnnviz check",
        description="Run somebody's own forward and backward passes beside the engine's, and say where they differ and "
        "why; no display is needed. The file is run, in a process of its own.",
        epilog="Exit code: 0 where every number agrees, 1 where some differ, 2 where it cannot be run.",
    )
    parser.add_argument(
        "file", metavar="SOLUTION", help="a program (.py), a notebook (.ipynb), or arrays (.npz, .npy)"
    )
    parser.add_argument("--experiment", metavar="FILE", help="a .cnnviz whose layers are tried too")
    parser.add_argument("--report", metavar="OUT", help="write the report to this file, as JSON")
    parser.add_argument(
        "--hints",
        choices=("none", "where", "why"),
        default="why",
        help="how much is told of what went wrong (default: why)",
    )
    return parser


def _decimals(text: str) -> int:
    """Read a number of decimals; 0 stands for as many as are needed."""
    if text == "auto":
        return 0
    if not re.fullmatch("[2-6]", text):
        raise argparse.ArgumentTypeError(f"{text!r} is neither auto nor a number of decimals from 2 to 6")
    return int(text)


def _steps(text: str) -> tuple[int, int]:
    """Read `12:40`, or `12` for that step alone."""
    found = re.fullmatch(r"(\d{1,9})(?::(\d{1,9}))?", text)
    if not found:
        raise argparse.ArgumentTypeError(f"{text!r} is not a range of steps such as 12:40")
    first, last = int(found[1]), int(found[2] or found[1])
    if first > last:
        raise argparse.ArgumentTypeError(f"{text!r} ends before it begins")
    return first, last


def _scale(text: str) -> int:
    if not re.fullmatch("[1-8]", text):
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 1 to 8")
    return int(text)


def _count(text: str) -> int:
    if not re.fullmatch("[1-9][0-9]{0,3}", text):
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 1 to 9999")
    return int(text)


def _fps(text: str) -> float:
    """Read steps a second, of which fewer than one is allowed: 0.5."""
    if not re.fullmatch(r"\d{1,2}(\.\d{1,2})?", text) or not 0.1 <= float(text) <= 50:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 0.1 to 50")
    return float(text)


def _size(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{1,5})[x×](\d{1,5})", text)
    if not found or not (int(found[1]) and int(found[2])):
        raise argparse.ArgumentTypeError(f"{text!r} is not a size such as 1200x800")
    return int(found[1]), int(found[2])
