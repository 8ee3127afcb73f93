"""People's own words stay what they are: a name may hold any sign, and Qt reads some of them as its own.

Labels, boxes and tool tips show plain text, never marked-up text: the style sheet says so once for all of them.
"""


def in_menu(words: str) -> str:
    """Return words as a menu or a button takes them: & marks a key there, and a tab parts the text from its keys."""
    return words.replace("&", "&&").replace("\t", " ")


def in_title(words: str) -> str:
    """Return words as a window's title takes them, where [*] is the place for the sign that something has changed."""
    return words.replace("[*]", "[*][*]")
