"""Start cnnviz on a real X server, press keys and look at the pixels: `xvfb-run python smoke.py path/to/cnnviz`.

It needs xdotool and Pillow. Every check prints a line; the first that fails ends it with a picture and exit code 1.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageChops, ImageGrab, ImageStat

PATIENCE = 300.0  # seconds, on the slowest of machines
SHOTS = Path(os.environ.get("SMOKE_SHOTS", tempfile.gettempdir()))


class Window:
    """A running cnnviz and its window."""

    def __init__(self, command: list[str], home: Path) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "QT_"))}
        self.process = subprocess.Popen(
            command,
            env=kept | {"HOME": str(home)},
            stderr=subprocess.PIPE,
            text=True,
            cwd=home,
        )
        self.id = until("a window appears", lambda: self._search().split()[-1:] or None)[0]
        xdotool("windowfocus", "--sync", self.id)
        xdotool("mousemove", "2", "2")
        until("it has been painted", lambda: len(self.shot().getcolors(2**24)) > 50)

    def __enter__(self) -> "Window":
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()

    def _search(self) -> str:
        command = ["xdotool", "search", "--onlyvisible", "--class", "^cnnviz$"]
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout

    def press(self, *keys: str) -> None:
        for key in keys:
            xdotool("key", key)

    def shot(self) -> Image.Image:
        """Return what the window shows now."""
        return ImageGrab.grab(bbox=self.box(), xdisplay=os.environ["DISPLAY"])

    def still(self) -> Image.Image:
        """Return what the window shows once it has come to rest."""
        return until("it comes to rest", self._resting)

    def after(self, before: Image.Image) -> Image.Image:
        """Return what the window shows once that is something else than before, and has come to rest."""
        self.changes(before)
        return self.still()

    def changes(self, before: Image.Image) -> None:
        """Wait until the window shows something else than before."""
        until("it shows something else", lambda: changed(before, self.shot()))

    def comes_to(self, what: str, picture: Image.Image) -> None:
        """Check that the window comes to show the very same as in a picture, however long it glides there."""
        check(what, until(what, lambda: not changed(picture, self.shot())))

    def _resting(self) -> Image.Image | None:
        before = self.shot()
        time.sleep(0.4)
        after = self.shot()
        return None if changed(before, after) else after

    def box(self) -> tuple[int, int, int, int]:
        """Return where the window is: left, top, right, bottom."""
        shell = xdotool("getwindowgeometry", "--shell", self.id)
        place = dict(line.split("=") for line in shell.splitlines())
        left, top, width, height = (int(place[name]) for name in ("X", "Y", "WIDTH", "HEIGHT"))
        return left, top, left + width, top + height

    def quit(self) -> None:
        self.press("ctrl+q")
        _, complaints = self.process.communicate(timeout=PATIENCE)
        print(complaints, end="")
        check("Ctrl+Q ends it with 0 and without a complaint", not (self.process.returncode or complaints))


def xdotool(*words: str) -> str:
    return subprocess.run(["xdotool", *words], capture_output=True, text=True, check=True).stdout


def changed(before: Image.Image, after: Image.Image) -> tuple[int, int, int, int] | None:
    """Return the box of the pixels that differ, or None."""
    return ImageChops.difference(before, after).getbbox()


def brightness(image: Image.Image) -> float:
    return ImageStat.Stat(image.convert("L")).mean[0]


def until(what: str, look: Callable[[], object]) -> object:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = look()
        if found:
            return found
        time.sleep(0.1)
    check(what, False)
    raise AssertionError


def check(what: str, true: object) -> None:
    print(("ok    " if true else "FAIL  ") + what, flush=True)
    if not true:
        picture = SHOTS / "smoke_failure.png"
        ImageGrab.grab(xdisplay=os.environ["DISPLAY"]).save(picture)
        sys.exit(f"the screen is in {picture}")


def first_start(command: list[str], home: Path) -> None:
    with Window(command, home) as window:
        fits(window)
        steps(window)
        playing(window)
        other_theme(window)
        window.quit()


def fits(window: Window) -> None:
    _, _, right, bottom = window.box()
    width, height = (int(word) for word in xdotool("getdisplaygeometry").split())
    check(f"the window ends at {right}, {bottom} on {width}x{height}", right <= width and bottom <= height)


def steps(window: Window) -> None:
    start = window.still()
    window.press("Right")
    second = window.after(start)
    box = changed(start, second)
    check("Right moves the window over the stage", box and box[2] - box[0] > 20)
    rail = (0, start.height // 4, start.width // 25, start.height * 2 // 3)
    check("and leaves the rail as it is", not changed(start.crop(rail), second.crop(rail)))
    window.press("Left")
    window.comes_to("Left goes back to the very same picture", start)
    window.press("End")
    last = window.after(start)
    check("End fills the output", changed(second, last))
    window.press("Home")
    check("Home empties it", changed(start, window.after(last)))


def playing(window: Window) -> None:
    window.press("Home", "space")
    for _ in range(4):
        window.changes(window.shot())
    check("Space plays", True)
    window.press("space")
    check("Space again pauses", window.still())


def other_theme(window: Window) -> None:
    before = window.still()
    window.press("ctrl+t")
    light, dark = brightness(before), brightness(window.after(before))
    check(f"Ctrl+T turns it dark ({light:.0f} to {dark:.0f} of 255)", light > 150 and dark < 90)


def second_start(command: list[str], home: Path) -> None:
    with Window([*command, "photo.png"], home) as window:
        before = window.still()
        check("the theme is remembered", brightness(before) < 90)
        window.press("Right")
        stepped = window.after(before)
        check("a picture named at the start can be stepped", True)
        window.press("F5")
        check("F5 presents", window.after(stepped))
        window.press("Escape")
        window.quit()


def main() -> None:
    command = sys.argv[1:] or ["cnnviz"]
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        Image.radial_gradient("L").resize((12, 9)).save(home / "photo.png")
        first_start(command, home)
        second_start(command, home)
    print("the window works")


if __name__ == "__main__":
    main()
