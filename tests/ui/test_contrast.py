"""Every text of the chrome can be read on what it stands on, in every theme."""

import numpy as np
import pytest

from cnnviz.canvas.palette import palette, rgb
from cnnviz.resource import THEMES

ALWAYS = ("panel", "stage", "card", "field")
STANDS_ON = {
    "text": (*ALWAYS, "field_hover", "accent_soft"),
    "muted": (*ALWAYS, "field_hover", "accent_soft"),
    "disabled": ("panel", "card", "field"),
    "accent": ALWAYS,
    "warning": ALWAYS,
    "wrong": (*ALWAYS, "accent_soft"),
    "forward_text": ("panel",),
    "backward_text": ("panel",),
    "update_text": ("panel",),
    "loss_text": ("panel",),
    "accent_text": ("accent",),
    "panel": ("text",),  # tool tips
    "hover": ALWAYS,
    "code_keyword": ("panel", "accent_soft"),
    "code_number": ("panel", "accent_soft"),
    "from_above": ("panel",),
    "own": ("panel",),
    "channel_red": ("stage",),
    "channel_green": ("stage",),
    "channel_blue": ("stage",),
}
NO_TEXT = {*ALWAYS, "field_hover", "accent_soft", "line", "forward", "backward", "update", "loss"}


def contrast(a, b):
    """Return the contrast ratio of two colours as WCAG 2 defines it."""

    def luminance(colour):
        share = rgb(colour) / 255
        linear = np.where(share <= 0.03928, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
        return linear @ np.array([0.2126, 0.7152, 0.0722])

    lighter, darker = sorted((luminance(a), luminance(b)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", THEMES)
def test_text_reaches_the_contrast_of_its_theme(theme):
    colours = palette(theme)
    least = 7.0 if theme == "high_contrast" else 4.5
    assert colours.contrast == least
    too_little = [
        f"{ink} on {ground}: {contrast(colours.role(ink), colours.role(ground)):.2f}"
        for ink, grounds in STANDS_ON.items()
        for ground in grounds
        if contrast(colours.role(ink), colours.role(ground)) < least
    ]
    assert not too_little


def test_no_role_is_forgotten():
    assert set(STANDS_ON) | NO_TEXT == set(palette("light").roles)


def test_only_high_contrast_tells_signs_by_shape():
    assert [theme for theme in THEMES if palette(theme).signs] == ["high_contrast"]


def test_borders_are_seen_in_high_contrast():
    colours = palette("high_contrast")
    assert min(contrast(colours.role("line"), colours.role(ground)) for ground in ALWAYS) >= 7
