"""A page keeps to itself, fits every screen, can be read aloud and printed."""

from importlib.resources import files
from operator import methodcaller

import pytest
from opened_page import READY, wait_until
from run_catalogue import WAYS, experiments, softmax_of_sums

from cnnviz.export.pages.page import page
from cnnviz.gallery.examples import EXAMPLES
from cnnviz.gallery.first_example import first_example
from cnnviz.run.options import RunOptions
from cnnviz.storage.document import Document

pytestmark = pytest.mark.browser
LETTER = Document(first_example(), RunOptions(follow=0))
(DEEP,) = (Document(one.make(), one.options) for one in EXAMPLES if one.key == "e_convolution")
SOFTMAX = Document(softmax_of_sums(), WAYS["turned"])
PLACES = ("convolve.29", "max_pool_back.7", "activate_back.9", "scatter.29", "update_weight.4", "loss.5")
ALL = (
    (LETTER, PLACES),
    (DEEP, ("convolve.10", "scatter.100")),
    (Document(experiments()["classifier"], WAYS["turned"]), ("cross_entropy.13", "linear.3")),
    (SOFTMAX, ("cross_entropy.7", "linear.2", "linear_weight.7", "linear_input.5")),
    (Document(experiments()["positions"], WAYS["turned"]), ("mse.40",)),
)
SIZES = ((360, 740), (390, 844), (768, 1024), (1200, 800), (1920, 1080))

FAULTS = """
    const all = (selector) => [...document.querySelectorAll(selector)], box = (one) => one.getBoundingClientRect();
    const faults = [], told = (what, one) => faults.push(`${what}: ${one.outerHTML.slice(0, 90)}`);
    const blame = (what, some) => some.forEach((one) => told(what, one));
    const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
    const outside = ({ left, right, width }) => width && (left < -0.5 || right > innerWidth + 0.5);
    const apart = (one) => !one.closest(".unseen, #chapters, #numbers");
    const size = (cell) => parseFloat(getComputedStyle(cell).fontSize);
    const parts = all(".scene > .grid, .frame-of-lens, .graph");
    blame("scrolls", [document.documentElement, ...all("#stage")].filter((one) => one.scrollWidth > one.clientWidth));
    blame("out of the window", all("body *").filter((one) => apart(one) && outside(box(one))));
    blame("cut", all(".grid > i").filter((cell) => cell.scrollWidth > cell.clientWidth + 1 && size(cell)));
    blame("small", all(".grid > i").filter((cell) => size(cell) && size(cell) < 7));
    blame("over another", parts.filter((a, i) => parts.some((b, j) => i < j && meet(box(a), box(b)))));
    return faults;
"""


def test_nothing_is_asked_for_and_nothing_else_can_run(opened, made):
    shown = opened(LETTER, "scatter.29")
    for key in ("ARROW_RIGHT", "PAGE_UP", "END", "HOME"):
        shown.press(key)
    said, asked = shown.logs()
    assert said == []
    assert [url.partition("#")[0] for url in asked] == [made(LETTER).as_uri()]
    refused = shown.driver.execute_async_script(
        """const done = arguments[0], found = [];
        document.addEventListener("securitypolicyviolation", (event) => found.push(event.effectiveDirective));
        const image = document.createElement("img"), script = document.createElement("script");
        script.textContent = "window.ran = 1";
        document.body.append(image, script);
        image.src = "https://example.org/x.png";
        const told = () => done([found.sort(), window.ran || 0]);
        fetch("https://example.org/").catch(() => 0).then(() => setTimeout(told));"""
    )
    assert refused == [["connect-src", "img-src", "script-src-elem"], 0]
    shown.logs()


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_it_fits_every_screen(opened, size):
    for document, places in ALL if size in (SIZES[0], SIZES[-1]) else ALL[:1]:
        for place in places:
            assert opened(document, place, size).run(FAULTS) == [], (place, size)


@pytest.mark.parametrize("size", [(390, 844), (1200, 800)], ids=str)
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("place", ["linear_weight.7", "linear_input.5", "cross_entropy.7"])
def test_units_stand_one_below_the_other_each_with_its_name_before_it(opened, place, size, dark):
    units = SOFTMAX.experiment.layers[-1].weight.shape[1]
    named, grids, lens = opened(SOFTMAX, place, size, dark=dark).run(
        """const sides = ({ left, right, top, bottom }) => [left, right, top, bottom];
        const box = (one) => sides(one.getBoundingClientRect()), all = (some) => [...document.querySelectorAll(some)];
        const names = all(".named").map((one) => [one.firstChild.textContent, ...box(one)]);
        return [names, all(".scene > .grid").map(box), ...all(".frame-of-lens").map(box)];"""
    )
    rows = [row for row in named if row[0].startswith("unit")]
    assert [name for name, *_ in rows] == [f"unit {number}" for number in range(units)]
    middles = [(top + bottom) / 2 for _, _, _, top, bottom in rows]
    assert middles == sorted(middles)
    for (_, left, right, *_), middle in zip(rows, middles, strict=True):
        beside = [grid for grid in grids if grid[2] < middle < grid[3] and grid[0] >= left]
        assert len(beside) > 1
        assert all(grid[0] >= right for grid in beside)
    if (
        size[0] == 1200 and place == "linear_input.5"
    ):  # as in the window: units, the lens, what they give back
        assert max(right for _, _, right, *_ in rows) < lens[0]
        assert any(grid[0] > lens[1] for grid in grids)


def test_nothing_moves_while_one_steps(opened):
    shown = opened(LETTER, "scatter.1", (390, 844))
    where = """const at = ({ x, y }) => [x, y], of = (one) => at(one.getBoundingClientRect());
    return [...document.querySelectorAll(".scene > .grid, .frame-of-lens, #next")].map(of)"""
    before = shown.run(where)
    for _ in range(20):
        shown.press("ARROW_RIGHT")
        assert shown.run(where) == before


@pytest.mark.parametrize(
    ("place", "size", "dark"), [("scatter.29", (390, 844), False), ("max_pool_back.7", (1200, 800), True)]
)
def test_axe_finds_nothing_serious(opened, place, size, dark):
    axe = files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    shown = opened(LETTER, place, size, dark=dark)
    shown.run('document.querySelectorAll("details").forEach((one) => { one.open = true; })')
    shown.driver.execute_cdp_cmd("Runtime.evaluate", {"expression": axe})
    found = shown.driver.execute_async_script(
        """const done = arguments[0], about = (one) => [one.id, one.impact, one.nodes[0].html];
        axe.run().then((all) => done(all.violations.map(about)))"""
    )
    assert [one for one in found if one[1] in ("serious", "critical")] == []


def test_it_reads_the_step_out_and_has_it_as_a_table(opened):
    shown = opened(LETTER, "scatter.29")
    shown.press("ARROW_RIGHT")
    said = shown.run('return document.getElementById("aloud").textContent')
    assert said == "Convolution, backward: dX, scattered · step 30 of 64 · dX padded[3, 5] = −1"
    shown.click("#table summary")
    shown.until('document.querySelector("#numbers table")')
    table = shown.run(
        """const texts = (row) => [...row.children].map((cell) => cell.textContent);
        return [...document.querySelectorAll("#numbers .scroll tr")].map(texts)"""
    )
    assert table[0][:2] == ["cell", "dX padded[3, 5]"]
    assert [row[0] for row in table[1:]] == ["W", "contribution", "dX padded before", "dX padded after"]
    assert all(len(row) == 10 for row in table)


def test_it_is_printed_in_the_light_theme_and_fits_the_paper(opened):
    shown = opened(LETTER, "scatter.29", dark=True)
    seen = 'document.documentElement.className, document.getElementById("scene").offsetWidth'
    shown.run(f'window.addEventListener("beforeprint", () => {{ window.printed = [{seen}]; }});')
    pdf = shown.driver.execute_cdp_cmd("Page.printToPDF", {"printBackground": True})["data"]
    assert len(pdf) > 10_000
    (theme, width), (later, wide) = shown.run(f"return [window.printed, [{seen}]]")
    assert (theme, later) == ("light", "dark")
    assert width <= 660 < wide


def test_it_runs_within_a_notebook(opened, driver, tmp_path):
    shown = methodcaller("_repr_html_")(page(LETTER, chapter="scatter"))
    notebook = tmp_path / "notebook.html"
    notebook.write_text(
        f'<!DOCTYPE html><meta charset="utf-8"><title>notebook</title>{shown}', encoding="utf-8"
    )
    driver.get(notebook.as_uri())
    driver.switch_to.frame(driver.find_element("css selector", "iframe"))
    wait_until(driver, READY)
    driver.find_element("css selector", "#next").click()
    assert driver.find_element("css selector", "#count").text == "2 of 64"
    driver.switch_to.default_content()
