"""Every action of the window as a row of a table: id, text, keys, icon, menu."""

from collections.abc import Callable, Mapping

from cnnviz.canvas.palette import Palette
from cnnviz.frozen import NamedTuple
from cnnviz.qt import QAction, QKeySequence, QMainWindow, QMenu
from cnnviz.ui.icons import icon


class Entry(NamedTuple):
    """One action. `ends_group` puts a line behind it in its menu; `short` is what a button says."""

    id: str
    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    tip: str = ""
    ends_group: bool = False
    short: str = ""


MENUS: dict[str, tuple[Entry, ...]] = {
    "&File": (
        Entry("file.new", "&New", ("Ctrl+N",), "new", "Begin anew with the example"),
        Entry("file.new_window", "New &window", (), "", "One more window, with a document of its own", True),
        Entry("file.open", "&Open…", ("Ctrl+O",), "open", "Open a document, a picture, an array or a table"),
        Entry("file.open_recent", "Open &recent", (), "", "The documents that were open last"),
        Entry(
            "file.samples",
            "Open sa&mple…",
            ("Ctrl+Shift+O",),
            "image",
            "Open one of the images that ship",
            True,
        ),
        Entry("file.save", "&Save", ("Ctrl+S",), "save", "Save the document"),
        Entry("file.save_as", "Save &as…", ("Ctrl+Shift+S",), "", "Save the document in another file", True),
        Entry(
            "file.export",
            "&Export…",
            ("Ctrl+E",),
            "export",
            "Write a figure, a page, data or source of what is shown",
        ),
        Entry(
            "file.worksheet",
            "Wor&ksheet…",
            ("Ctrl+P",),
            "",
            "A sheet to print and to fill in, with its key",
            True,
        ),
        Entry("file.quit", "&Quit", ("Ctrl+Q",), "", "Close all windows"),
    ),
    "&Edit": (
        Entry("edit.undo", "&Undo", ("Ctrl+Z",), "undo"),
        Entry("edit.redo", "&Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "redo", "", True),
        Entry("edit.copy", "&Copy", ("Ctrl+C",), "copy", "Copy the array in hand as a table and a picture"),
        Entry("edit.copy_array", "Copy &array"),
        Entry(
            "edit.paste", "&Paste image", ("Ctrl+V",), "paste", "Paste an image or a table of numbers", True
        ),
        Entry("edit.preferences", "Pre&ferences…", ("Ctrl+,",), "", "How it looks, writes numbers and plays"),
    ),
    "&Image": (
        Entry("image.draw", "&Draw…", ("Ctrl+D",), "brush", "Draw on the image in a large window"),
        Entry("image.new", "&New image…", ("Ctrl+Shift+N",), "new", "Make an image of another size", True),
        Entry("image.resize", "Crop or e&xtend…", (), "", "Cut cells off the image, or add zeros around it"),
        Entry("image.grey", "Make &grey", (), "", "One channel: the brightness of the colours"),
        Entry(
            "image.colour", "Make &colour", (), "", "Red, green and blue channels, to draw in colour", True
        ),
        Entry("image.clear", "C&lear", (), "", "Make every cell 0"),
        Entry("image.invert", "&Invert", (), "", "1 minus every cell"),
        Entry("image.random", "N&oise", (), "", "Random values from 0 to 1, others each time"),
        Entry(
            "image.normal", "No&rmal noise", (), "", "Random values, standard normal, others each time", True
        ),
        Entry("image.left", "Shift left", (), "", "Shift the image left (Ctrl+Left on it); zeros come in"),
        Entry("image.up", "Shift up", (), "", "Shift the image up (Ctrl+Up on it); zeros come in"),
        Entry("image.down", "Shift down", (), "", "Shift the image down (Ctrl+Down on it); zeros come in"),
        Entry(
            "image.right", "Shift right", (), "", "Shift the image right (Ctrl+Right on it); zeros come in"
        ),
    ),
    "&Play": (
        Entry("play.toggle", "&Play", ("Space",), "play", "Play or pause"),
        Entry("play.next", "&Next step", ("Right",), "next"),
        Entry("play.previous", "&Back", ("Left",), "previous"),
        Entry("play.next_row", "Same place in the next row", ("Down",)),
        Entry("play.previous_row", "Same place in the row before", ("Up",), "", "", True),
        Entry("play.next_adding", "Next step that adds something", ("N",), "", "Past steps that add only 0"),
        Entry("play.previous_adding", "Step before that adds something", ("Shift+N",), "", "", True),
        Entry("play.first", "&First step", ("Home",), "first"),
        Entry("play.last", "&Last step", ("End",), "last"),
        Entry("play.next_chapter", "Next &chapter", ("PgDown",)),
        Entry("play.previous_chapter", "P&revious chapter", ("PgUp",)),
        Entry("play.chapters", "&Go to chapter"),
        Entry("play.follow", "F&ollow", (), "", "Which filter, or channel, the steps go through", True),
        Entry("play.made", "&What made this?", ("Backspace",), "", "Go to the step that wrote a cell"),
        Entry("play.return", "Go back &to where you were", ("Alt+Left",), "", "", True),
        Entry("play.grain", "Change what one step &means", ("G",), "", "", True),
        Entry("play.faster", "F&aster", ("]",)),
        Entry("play.slower", "&Slower", ("[",)),
    ),
    "&View": (
        Entry("view.zoom_in", "Zoom &in", (), "zoom-in", "Larger cells (Ctrl and the wheel)"),
        Entry("view.zoom_out", "Zoom &out", (), "zoom-out", "Smaller cells (Ctrl and the wheel)"),
        Entry("view.fit", "&Fit to stage", ("Ctrl+0",), "fit", "Fit to stage", True),
        Entry("view.text_larger", "Text lar&ger", ("Ctrl++", "Ctrl+="), "", "Larger words"),
        Entry("view.text_smaller", "Text s&maller", ("Ctrl+-",), "", "Smaller words"),
        Entry("view.text_usual", "&Usual text size", (), "", "Words as large as they are at first", True),
        Entry("view.setup", "&Set-up", ("Ctrl+B",), "", "The panel at the left, or the rail alone"),
        Entry("view.explain", "&Explain", ("E",), "", "The panel at the right, or a strip"),
        Entry(
            "view.table",
            "Table of this arra&y",
            ("Ctrl+Shift+T",),
            "",
            "Its numbers in a table that follows the steps",
        ),
        Entry("view.map", "M&ap", ("M",), "", "All arrays of the run above the stage, or more room for it"),
        Entry("view.lens", "&Lens", ("L",), "", "The step in hand worked out large, or folded away"),
        Entry("view.decimals", "De&cimals", (), "", "How many decimals numbers are written with"),
        Entry(
            "view.one_scale",
            "O&ne scale for all",
            (),
            "",
            "One scale of colours for the whole run, so that an array looks alike in all its chapters",
        ),
        Entry(
            "view.theme",
            "&Dark theme",
            ("Ctrl+T",),
            "moon",
            "To the theme before, and back again",
        ),
        Entry("view.themes", "T&heme", (), "", "Light, dark, high contrast, or as the system has it"),
        Entry(
            "view.present", "&Presentation", ("F5",), "present", "Stage and transport only", short="Present"
        ),
        Entry("view.black", "&Black screen", ("B",), "", "Black, or back again, while one presents"),
        Entry("view.white", "&White screen", ("W",), "", "White, or back again, while one presents"),
        Entry(
            "view.spotlight",
            "Spotligh&t",
            ("S",),
            "",
            "Dark but for a spot at the pointer, while one presents",
            True,
        ),
        Entry("view.reduce_motion", "&Reduce motion"),
    ),
    "&Learn": (
        Entry("learn.predict", "&Predict", ("P",), "predict", "Say what comes next before it is shown", True),
        Entry("learn.hide", "&Hide what this step writes", ("H",), "", "Have ? stand for it everywhere"),
        Entry("learn.hide_array", "Hide all of its &array", (), "", "Have ? stand for all of its numbers"),
        Entry("learn.reveal", "&Reveal the next hidden number", ("R",), "", "Also Space, while one presents"),
        Entry("learn.reveal_all", "Reveal a&ll", (), "", "Show every number again", True),
        Entry(
            "learn.check_code",
            "&Check my code…",
            ("Ctrl+K",),
            "check-code",
            "Run your own conv_backward beside the engine's, and see where it differs and why",
            short="Check my code",
        ),
        Entry("learn.check_again", "Run the check a&gain", ("Ctrl+R",), "", "The same file as it stands now"),
    ),
    "&Help": (
        Entry(
            "help.glossary", "&Glossary", ("F1",), "", "The word for what has the keyboard, and all others"
        ),
        Entry("help.keys", "&Keys", ("Ctrl+F1",), "", "What all keys do"),
        Entry("help.about", "&About cnnviz"),
    ),
}
CHECKABLE = {
    "view.present",
    "view.black",
    "view.white",
    "view.spotlight",
    "view.reduce_motion",
    "view.one_scale",
    "view.lens",
    "learn.predict",
    "learn.check_code",
    "view.map",
    "view.setup",
    "view.explain",
}
WITH_MENU = {
    "file.open_recent",
    "edit.copy_array",
    "play.chapters",
    "play.follow",
    "view.decimals",
    "view.themes",
}


def make_actions(window: QMainWindow) -> dict[str, QAction]:
    """Make all actions and the menus that hold them; each is found from the window by its id."""
    actions = {}
    for title, entries in MENUS.items():
        menu: QMenu = window.menuBar().addMenu(window.tr(title))
        for entry in entries:
            actions[entry.id] = action = _action(window, entry)
            if entry.id in WITH_MENU:
                action.setMenu(QMenu(window))
            menu.addAction(action)
            if entry.ends_group:
                menu.addSeparator()
    return actions


def connect(actions: Mapping[str, QAction], commands: Mapping[str, Callable[[], object]]) -> None:
    """Have every action do what stands under its id; one with a menu does it before the menu opens."""
    for name, action in actions.items():
        if name in WITH_MENU:
            action.menu().aboutToShow.connect(commands[name])
        else:
            action.triggered.connect(lambda _, command=commands[name]: command())


def dress(actions: Mapping[str, QAction], palette: Palette) -> None:
    """Give each action its icon in the theme's ink."""
    for entries in MENUS.values():
        for entry in entries:
            if entry.icon:
                role = "accent_text" if entry.id == "play.toggle" else "text"
                actions[entry.id].setIcon(icon(entry.icon, palette, role))
                actions[entry.id].setIconVisibleInMenu(entry.id != "play.toggle")


def _action(window: QMainWindow, entry: Entry) -> QAction:
    action = QAction(window.tr(entry.text), window)
    action.setObjectName(entry.id)
    action.setIconText(window.tr(entry.short or entry.text).replace("&", ""))
    action.setShortcuts([QKeySequence(keys) for keys in entry.keys])
    action.setCheckable(entry.id in CHECKABLE)
    tip = window.tr(entry.tip) or action.text().replace("&", "")
    action.setToolTip(f"{tip} ({action.shortcut().toString()})" if entry.keys else tip)
    window.addAction(action)
    return action
