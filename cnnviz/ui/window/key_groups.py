"""The keys of the window in groups, from its table of actions, and those of pad and fields beside them."""

import re
from collections.abc import Iterable, Mapping

from cnnviz.qt import QAction, QCoreApplication, QKeySequence
from cnnviz.ui.dialogs.keys_dialog import KeyGroup, KeyRow
from cnnviz.ui.drawing.pad.keys import TOOL_KEYS
from cnnviz.ui.window.actions import MENUS, Entry
from cnnviz.ui.window.settings.dressing import presents_steps

_NAMES = {"Left": "←", "Right": "→", "Up": "↑", "Down": "↓", "PgDown": "PgDn", "-": "−"}
_PRESENTING = ("view.present", "view.black", "view.white", "view.spotlight")
_PAGES = "play.previous_chapter", "play.next_chapter"
_TURNED = "chapter before, after; a step in presentation"
"""What pages do where a presenter's keys go by steps."""
_TOGETHER = {
    ("play.previous", "play.next"): "a step back, a step on",
    ("play.previous_row", "play.next_row"): "same place, other row",
    ("play.next_adding", "play.previous_adding"): "skip steps that add 0",
    ("play.first", "play.last"): "first, last step",
    _PAGES: "chapter before, after",
    ("play.slower", "play.faster"): "slower, faster",
    ("play.toggle",): "play or pause",
    ("view.map", "view.lens"): "map, lens",
    ("learn.predict", "learn.hide", "learn.reveal"): "predict, hide, reveal",
    ("view.black", "view.white"): "black, white screen",
    ("view.theme",): "to the theme before, and back",
    ("play.grain",): "what one step means",
}
_FILES = ("&File", "&Edit", "&Image")
_TYPING = (
    (("Enter", "Tab"), "keep what is typed"),
    (("Esc",), "drop it"),
    (("↑", "↓"), "a step more, less"),
)
_ON_PAD = (
    (("←", "→", "↑", "↓"), "move the cell"),
    (("Space",), "draw it"),
    (("0", "to", "9"), "type a number"),
    (("Home", "End"), "first, last column"),
    (("PgUp", "PgDn"), "0.1 more, less"),
    (("Del",), "make it 0"),
    (("[", "]"), "size of the brush"),
    (("Ctrl", "←"), "shift the image"),
)


def key_groups(actions: Mapping[str, QAction]) -> list[KeyGroup]:
    """Return all keys that do something, with the words of the menus."""
    tr = QCoreApplication.translate
    entries = {title: [entry for entry in menu if entry.keys] for title, menu in MENUS.items()}
    looking = [entry for entry in entries["&View"] if entry.id not in _PRESENTING]
    presenting = [entry for entry in entries["&View"] if entry.id in _PRESENTING]
    files = [entry for title in _FILES for entry in entries[title]]
    chapters = KeyRow(("1", "to", "9"), tr("keys", "go to a chapter"))
    drawn = [(QKeySequence(key).toString(), tr("keys", tool.value)) for tool, key in TOOL_KEYS.items()]
    tools = [
        KeyRow(tuple(key for key, _ in part), ", ".join(words for _, words in part))
        for part in (drawn[:3], drawn[3:])
    ]
    return [
        KeyGroup(tr("keys", "Stepping"), [*_rows(entries["&Play"], actions), chapters]),
        KeyGroup(tr("keys", "Looking"), _rows(looking, actions)),
        KeyGroup(tr("keys", "Presenting"), _rows([*presenting, *entries["&Learn"]], actions)),
        KeyGroup(tr("keys", "Typing a number"), _fixed(_TYPING)),
        KeyGroup(tr("keys", "Drawing, on the pad"), [*_fixed(_ON_PAD), *tools]),
        KeyGroup(tr("keys", "Files and edits"), _rows(files, actions)),
        KeyGroup(tr("keys", "Help"), _rows(entries["&Help"], actions)),
    ]


def _rows(entries: Iterable[Entry], actions: Mapping[str, QAction]) -> list[KeyRow]:
    """Return a row for each shortcut, but for opposites, which stand side by side."""
    tr = QCoreApplication.translate
    rows: dict[tuple[str, ...], KeyRow] = {}
    for entry in entries:
        together = next((ids for ids in _TOGETHER if entry.id in ids), None)
        if together is not None:
            keys = tuple(cap for id_ in together for cap in caps(actions[id_].shortcut().toString()))
            words = _TURNED if together == _PAGES and presents_steps() else _TOGETHER[together]
            rows[together] = KeyRow(keys, tr("keys", words))
            continue
        for number, shortcut in enumerate(actions[entry.id].shortcuts()):
            words = tr("keys", entry.text.replace("&", "").rstrip("…"))
            rows[entry.id, str(number)] = KeyRow(caps(shortcut.toString()), words[0].lower() + words[1:])
    return list(rows.values())


def _fixed(rows: Iterable[tuple[tuple[str, ...], str]]) -> list[KeyRow]:
    return [KeyRow(keys, QCoreApplication.translate("keys", words)) for keys, words in rows]


def caps(keys: str) -> tuple[str, ...]:
    """Return the keys of a shortcut one by one, as they are written on a keyboard.

    >>> caps("Ctrl+Shift+Z"), caps("Ctrl++"), caps("PgDown")
    (('Ctrl', 'Shift', 'Z'), ('Ctrl', '+'), ('PgDn',))
    """
    return tuple(_NAMES.get(part, part) for part in re.findall(r"[^+]+|\+$", keys))
