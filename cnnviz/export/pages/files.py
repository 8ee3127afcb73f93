"""The page's own files, put together as one, which a strict policy keeps to itself."""

import base64
import hashlib
import json
import re
from collections.abc import Sequence
from functools import cache
from html import escape
from typing import Any

import numpy as np

from cnnviz.canvas.grids.cells import wants_dark_ink
from cnnviz.resource import THEMES, resource, text

_FONTS = (
    ("Roboto", 400, "Roboto-Regular"),
    ("Roboto", 500, "Roboto-Medium"),
    ("Roboto", 700, "Roboto-Bold"),
    ("cnnviz Symbols", 400, "Symbols"),
)
_SCRIPTS = (
    "data",
    "extents",
    "room",
    "grids",
    "shapes",
    "lens",
    "graph",
    "marks",
    "words",
    "table",
    "transport",
    "pointing",
    "theme",
    "page",
)


def assembled(title: str, data: str) -> str:
    """Return the page with its data in it: nothing in it is fetched, and no script runs but its own."""
    style, script = _style(), _script()
    policy = (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; "
        "font-src data:; base-uri 'none'; form-action 'none'"
    )
    parts = {"TITLE": escape(title), "POLICY": policy, "STYLE": style, "SCRIPT": script, "DATA": data}
    return re.sub(r"\{\{(\w+)\}\}", lambda found: parts[found[1]], text("page", "page.html"))


@cache
def _style() -> str:
    return "\n".join(
        [*(_theme(name) for name in THEMES), text("page", "page.css"), *(_font(*font) for font in _FONTS)]
    )


@cache
def _script() -> str:
    parts = "\n".join(text("page", f"{name}.js") for name in _SCRIPTS)
    return f'"use strict";\n(() => {{\n{parts}}})();\n'


def _font(family: str, weight: int, name: str) -> str:
    """Return a font as a rule with all of it in it: the same digits on every phone."""
    data = base64.b64encode(resource("page", f"{name}.woff2").read_bytes()).decode()
    source = f"url(data:font/woff2;base64,{data}) format('woff2')"
    return f'@font-face{{font-family:"{family}";font-weight:{weight};font-display:block;src:{source}}}'


def _theme(name: str) -> str:
    """Return a theme's colours as variables, by the names that its file has for them."""
    theme = json.loads(text("themes", f"{name}.json"))
    roles = {**theme["roles"], **theme["cells"]}
    lines = [
        f"--{role.replace('_', '-')}:{colour}" for role, colour in roles.items() if isinstance(colour, str)
    ]
    inks = [theme["cells"]["ink_light"], theme["cells"]["ink_dark"]]
    faint = f"{round(255 * theme['cells']['dimmed']):02x}"
    lines += [f"--ink{number}:{ink}" for number, ink in enumerate([*inks, *(ink + faint for ink in inks)])]
    for kind, stops in theme["maps"].items():
        places = [stop if isinstance(stop, list) else (None, stop) for stop in stops]
        drawn = ",".join(colour if at is None else f"{colour} {at:.0%}" for at, colour in places)
        if kind == "signed":
            lines += [f"--{end}-signed:{at[1]}" for end, at in (("least", places[0]), ("most", places[-1]))]
            lines += [
                f"--on-{end}:{inks[ink]}" for end, ink in zip(("least", "most"), _inks(places), strict=True)
            ]
        lines.append(f"--map-{kind}:linear-gradient(90deg,{drawn})")
    return f".{name}{{color-scheme:{'dark' if theme['dark'] else 'light'};{';'.join(lines)}}}"


def _inks(stops: Sequence[Sequence[Any]]) -> list[int]:
    """Return which ink reads better on the colours at both ends: the light one, 0, or the dark one, 1."""
    ends = [[int(stop[1][at : at + 2], 16) for at in (1, 3, 5)] for stop in (stops[0], stops[-1])]
    return [int(dark) for dark in wants_dark_ink(np.array(ends, np.uint8))]


def _hash(part: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()
