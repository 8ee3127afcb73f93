"""The bundled letters that a picture is written with, and no others, so that it looks the same everywhere."""

import base64
from functools import cache, lru_cache
from io import BytesIO

from fontTools import subset
from fontTools.ttLib import TTFont

from cnnviz.application import SYMBOLS_FILE, WEIGHTS
from cnnviz.resource import located


def faces(letters: dict[int, set[str]]) -> str:
    """Return the letters of each weight as rules of CSS; symbols that the font lacks come from another."""
    rules = []
    for weight, written in sorted(letters.items()):
        own = frozenset(filter(_characters(WEIGHTS[weight]).__contains__, written))
        rules.append(_rule(weight, WEIGHTS[weight], own))
        rest = frozenset(written - own)
        if rest & _characters(SYMBOLS_FILE):
            rules.append(_rule(weight, SYMBOLS_FILE, rest & _characters(SYMBOLS_FILE), among=True))
    return "".join(rules)


def _rule(weight: int, name: str, letters: frozenset[str], *, among: bool = False) -> str:
    data = base64.b64encode(_part(name, letters)).decode()
    span = ",".join(f"U+{ord(letter):X}" for letter in sorted(letters))
    return (
        f"@font-face{{font-family:Roboto;font-weight:{weight};"
        f"src:url(data:font/woff;base64,{data}) format('woff')"
        f"{f';unicode-range:{span}' if among else ''}}}"
    )


@cache
def _characters(name: str) -> frozenset[str]:
    with TTFont(located("fonts", f"{name}.ttf"), lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))


@lru_cache(maxsize=64)
def _part(name: str, letters: frozenset[str]) -> bytes:
    """Return a font file with some letters."""
    options = subset.Options()
    options.flavor, options.hinting, options.layout_features = "woff", False, []
    options.notdef_outline, options.name_IDs, options.drop_tables = True, [0, 1, 2], ["GSUB", "GPOS", "GDEF"]
    chosen, written = subset.Subsetter(options), BytesIO()
    chosen.populate(unicodes=map(ord, letters))
    with subset.load_font(located("fonts", f"{name}.ttf"), options, lazy=True) as font:
        chosen.subset(font)
        subset.save_font(font, written, options)
    return written.getvalue()
