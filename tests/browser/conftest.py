"""A real browser, without a display and without a network. Where there is none, these tests are skipped, and say so."""

import json
import shutil

import pytest
from opened_page import Opened

from cnnviz.export.pages.page import page

pytestmark = pytest.mark.browser
PATIENCE = 300  # seconds, on the slowest of machines
_ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",  # which a container may not have
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--no-proxy-server",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)


@pytest.fixture(scope="session")
def driver(tmp_path_factory):
    """Return Debian's Chromium, driven by its own driver."""
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
    chromium, own = shutil.which("chromium"), shutil.which("chromedriver")
    if chromium is None or own is None:
        pytest.skip("Chromium with its driver is not installed: apt-get install chromium chromium-driver")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for argument in (*_ARGUMENTS, f"--user-data-dir={tmp_path_factory.mktemp('chromium')}"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    started = webdriver.Chrome(options=options, service=webdriver.ChromeService(own))
    started.set_script_timeout(PATIENCE)
    started.set_page_load_timeout(PATIENCE)
    yield started
    started.quit()


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """Return a function that writes a page of a document, once."""
    known = {}

    def written(document, **options):
        key = id(document), json.dumps(options)
        if key not in known:
            path = tmp_path_factory.mktemp("pages") / "run.html"
            page(document, **options).save(path)
            known[key] = document, path
        return known[key][1]

    return written


@pytest.fixture
def opened(driver, made):
    """Return a function that opens a page of a document at a place, in a window of a size."""

    def shown(document, place="", size=(1200, 800), *, dark=False, touch=False, **options):
        return Opened(driver, made(document, **options), place, size, dark=dark, touch=touch)

    return shown
