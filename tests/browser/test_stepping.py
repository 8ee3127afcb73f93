"""One goes through a page by buttons, keys, swipes, the slider and the chapters; and back, to the same numbers."""

from dataclasses import replace

import pytest

from cnnviz.export.subject import Subject
from cnnviz.gallery.first_example import START, first_example
from cnnviz.run.options import RunOptions
from cnnviz.storage.document import Document

pytestmark = pytest.mark.browser
LETTER = Document(first_example(), RunOptions(follow=0), START)
TITLES = {chapter.key: chapter.title for chapter in Subject(LETTER).run.chapters}
SCATTER, CONVOLVE, BEFORE = TITLES["scatter"], TITLES["convolve"], TITLES["accumulate"]


def test_it_opens_where_the_document_is_or_where_its_address_says(opened):
    assert opened(LETTER).place == [CONVOLVE, "28 of 64"]
    assert opened(LETTER, "scatter.29").place == [SCATTER, "29 of 64"]
    assert opened(LETTER, "no such place.3").place == [CONVOLVE, "28 of 64"]


def test_what_the_author_says_stands_above_it_as_it_is(opened):
    said = 'return document.getElementById("author").innerText'
    assert opened(LETTER).run(said) == ""
    text = "<b>Look</b> at the edge.\nWhat will ReLU do?"
    assert opened(replace(LETTER, text=text), chapter="loss").run(said) == text


def test_keys_step_by_window_row_and_chapter(opened):
    page = opened(LETTER, "scatter.29")
    for key, place in (
        ("ARROW_RIGHT", [SCATTER, "30 of 64"]),
        ("ARROW_LEFT", [SCATTER, "29 of 64"]),
        ("ARROW_DOWN", [SCATTER, "32 of 64"]),
        ("ARROW_DOWN", [SCATTER, "40 of 64"]),
        ("ARROW_UP", [SCATTER, "32 of 64"]),
        ("ARROW_UP", [SCATTER, "24 of 64"]),
        ("PAGE_UP", [BEFORE, "1 of 64"]),
        ("PAGE_DOWN", [SCATTER, "1 of 64"]),
        ("ARROW_LEFT", [BEFORE, "64 of 64"]),
        ("2", [CONVOLVE, "1 of 64"]),
        ("HOME", [TITLES["pad"], "1 of 100"]),
        ("ARROW_LEFT", [TITLES["pad"], "1 of 100"]),
        ("END", [TITLES["update_bias"], "1 of 1"]),
        ("ARROW_RIGHT", [TITLES["update_bias"], "1 of 1"]),
    ):
        page.press(key)
        assert page.place == place, key


def test_buttons_slider_and_chapters_do(opened):
    page = opened(LETTER, "scatter.29")
    page.click("#next")
    page.click("#next")
    page.click("#back")
    assert page.place == [SCATTER, "30 of 64"]
    page.run(
        'const scrub = document.getElementById("scrub"); scrub.value = 64; scrub.dispatchEvent(new Event("input"));'
    )
    assert page.place == [SCATTER, "64 of 64"]
    page.click("#next")
    assert page.place == [TITLES["crop"], "1 of 64"]
    page.click("#chapters button:nth-child(4)")
    assert page.place == [TITLES["max_pool"], "1 of 16"]
    assert page.run('return document.querySelector("[aria-current]").title') == TITLES["max_pool"]


def test_going_back_shows_what_was_shown(opened):
    page = opened(LETTER, "scatter.1")
    there = []
    for _ in range(30):
        there.append(page.shown)
        page.press("ARROW_RIGHT")
    for shown in reversed(there):
        page.press("ARROW_LEFT")
        assert page.shown == shown
    page.press("END", "HOME")
    page.run('location.hash = "scatter.30"')
    assert page.shown == there[-1]


def test_it_plays_until_one_steps(opened):
    page = opened(LETTER, "scatter.29")
    page.run("window.setInterval = (tick) => { window.tick = tick; return 1; };")  # the test is the clock
    called = 'return document.getElementById("play").getAttribute("aria-label")'
    page.press(" ")
    assert page.place == [SCATTER, "30 of 64"]
    for step in range(31, 34):
        page.run("window.tick()")
        assert page.place == [SCATTER, f"{step} of 64"]
    assert page.run(called) == "Pause"
    page.press("ARROW_LEFT")
    assert page.place == [SCATTER, "32 of 64"]
    assert page.run(called) == "Play"
    page.press("END", " ")
    assert page.run(called) == "Play"


def test_a_swipe_steps_and_a_scroll_does_not(opened):
    page = opened(LETTER, "scatter.29", (390, 844), touch=True)
    for start, end, place in (
        ((300, 300), (180, 310), "30 of 64"),
        ((180, 300), (300, 290), "29 of 64"),
        ((300, 300), (240, 120), "29 of 64"),
    ):
        for kind, points in (("touchStart", [start]), ("touchMove", [end]), ("touchEnd", [])):
            given = [{"x": x, "y": y} for x, y in points]
            page.driver.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": kind, "touchPoints": given})
        assert page.place == [SCATTER, place]


def test_what_a_cell_touches_lights_up_and_a_click_goes_to_its_step(opened):
    from selenium.webdriver import ActionChains

    page = opened(LETTER, "scatter.29")
    grids = page.driver.find_elements("css selector", ".scene > .grid")
    gradient, result = (grid.find_elements("css selector", "i") for grid in grids)
    ActionChains(page.driver).move_to_element(gradient[28]).perform()
    lit = """const lit = (grid) => grid.querySelectorAll(".lit").length;
    return [...document.querySelectorAll(arguments[0])].map(lit)"""
    assert page.run(lit, ".scene > .grid") == [1, 9]
    assert set(page.run(lit, ".face .grid")) == {1, 9}
    ActionChains(page.driver).move_to_element(gradient[0]).perform()
    assert page.run(lit, ".scene > .grid") == [1, 9]
    assert set(page.run(lit, ".face .grid")) == {0, 9}
    result[11].click()
    assert page.place == [SCATTER, "1 of 64"]


def test_a_tap_says_what_a_cell_is_and_leads_to_its_step(opened):
    page = opened(LETTER, "scatter.29", (390, 844), touch=True)
    cell = page.driver.find_elements("css selector", ".scene > .grid")[1].find_elements("css selector", "i")[
        99
    ]
    page.run(
        """for (const kind of ["pointerdown", "click"])
        arguments[0].dispatchEvent(new PointerEvent(kind, { bubbles: true, pointerType: "touch" }))""",
        cell,
    )
    assert page.run('return document.getElementById("note").innerText').startswith(
        "dX padded[9, 9] is not reached yet"
    )
    page.click("#note button")
    assert page.place == [SCATTER, "64 of 64"]
    assert page.run('return document.getElementById("note").hidden')


def test_the_theme_is_the_systems_until_the_button_is_pressed(opened):
    named = "return document.documentElement.className"
    for dark, names in (
        (False, ["light", "dark", "high_contrast"]),
        (True, ["dark", "high_contrast", "light"]),
    ):
        page = opened(LETTER, dark=dark)
        for name in names:
            assert page.run(named) == name
            page.click("#theme")
        assert page.run(named) == names[0]
        assert page.logs()[0] == []
    assert opened(LETTER, dark=True, theme="high_contrast").run(named) == "high_contrast"
