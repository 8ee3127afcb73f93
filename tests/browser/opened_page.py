"""A page in a browser: what a person does there and sees."""

import json

READY = "document.documentElement.dataset.ready"
_SHOWN = """
    const seen = (grid) => grid.offsetParent && !grid.closest("[hidden]");
    const grids = [...document.querySelectorAll(".grid")].filter(seen);
    const there = (cell) => !cell.classList.contains("none");
    const said = (grid) => [...grid.children].filter(there).map((cell) => cell.textContent);
    const among = (face) => grids.filter((grid) => Boolean(grid.closest(".face")) === face);
    const text = (name) => document.querySelector(name).textContent;
    return {
      stage: among(false).map((grid) => [grid.getAttribute("aria-label"), said(grid)]),
      lens: among(true).map(said),
      count: text("#count"),
      formula: text("#formula"),
      result: text("#formula .result"),
      title: text("#title"),
    };
"""


def wait_until(driver, condition):
    """Wait until something holds in the page, looking whenever it is painted."""
    driver.execute_async_script(
        f"""const done = arguments[0];
        const look = () => {{ if ({condition}) done(); else requestAnimationFrame(look); }};
        look();"""
    )


class Opened:
    """A page that is open."""

    def __init__(self, driver, path, place="", size=(1200, 800), *, dark=False, touch=False):
        self.driver = driver
        scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        metrics = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": touch}
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        driver.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": touch})
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": scheme})
        driver.get("about:blank")
        self.logs()
        driver.get(f"{path.as_uri()}#{place}")
        self.until(READY)

    def run(self, script, *arguments):
        """Run a script of the test's in the page, and return what it returns."""
        return self.driver.execute_script(script, *arguments)

    def until(self, condition):
        """Wait until something holds in the page."""
        wait_until(self.driver, condition)

    @property
    def shown(self):
        """All that is shown of a step."""
        return self.run(_SHOWN)

    @property
    def place(self):
        """Where one is: the title and the count."""
        return self.run(
            'return [document.getElementById("title").textContent, document.getElementById("count").textContent]'
        )

    def gone_through(self):
        """Return what is shown at every step from here on, going by Next."""
        return self.run(
            f"""const look = () => {{ {_SHOWN} }}, found = [look()], next = document.getElementById("next");
            while (!next.disabled) {{ next.click(); found.push(look()); }}
            return found;"""
        )

    def click(self, selector):
        """Click what a selector finds."""
        found = self.driver.find_element("css selector", selector)
        self.run('arguments[0].scrollIntoView({ block: "center" })', found)  # clear of the bar at the bottom
        found.click()

    def press(self, *keys):
        """Press keys, one after the other, where the focus is."""
        from selenium.webdriver.common.keys import Keys

        for key in keys:
            self.driver.switch_to.active_element.send_keys(getattr(Keys, key, key))

    def logs(self):
        """Return what the browser has complained about since the last time, and what it has asked a network for."""
        said = [entry["message"] for entry in self.driver.get_log("browser")]
        sent = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        asked = [
            one["params"]["request"]["url"] for one in sent if one["method"] == "Network.requestWillBeSent"
        ]
        return said, [url for url in asked if not url.startswith("data:")]
