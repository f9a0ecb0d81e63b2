"""The coding widget in JupyterLab, driven by keyboard in headless Chromium: code, restart, resume, collect.

Not part of `make test`: `make browser` runs it. It needs Chromium with its driver, and the extra `browser`.
"""

import csv
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

webdriver = pytest.importorskip("selenium.webdriver", reason="make browser needs selenium, the extra `browser`")
from selenium.webdriver.common.action_chains import ActionChains  # noqa: E402
from selenium.webdriver.common.by import By  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402

from analysis.__main__ import main  # noqa: E402
from analysis.collection import collect  # noqa: E402

PATIENCE = 60  # seconds for anything that JupyterLab does
TEXTS = {
    "ferries": "Ferries and AI\n\n“AI will help us,” said Ida Hall. It won’t replace the crew. The crew stayed.\n"
               "AI made thirty posters. Bo Lind fears that AI takes work from bakers.",
    "looms": "Looms and AI\n\nThe mill’s AI is cheaper than weavers. Weavers call it a thief. The loom is old.",
}  # fmt: skip
ACTORS = '[[actor]]\nname = "Ida Hall"\nstakeholder = "executive"\nmentions = ["Hall"]\n'
NOTEBOOK = {
    "cells": [{"cell_type": "code", "id": "code", "execution_count": None, "metadata": {}, "outputs": [],
               "source": 'from analysis.coder import code\n\ncode("study", coder="Ann")'}],
    "metadata": {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}},
    "nbformat": 4, "nbformat_minor": 5,
}  # fmt: skip


@pytest.fixture
def folder(tmp_path) -> Path:
    """A study of ten units, and a notebook beside it."""
    (tmp_path / "corpus").mkdir()
    for name, text in TEXTS.items():
        (tmp_path / "corpus" / f"{name}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "corpus" / "actors.toml").write_text(ACTORS, encoding="utf-8")
    assert main(["sample", str(tmp_path / "corpus"), "--layer", "frames", "--n", "10", "--strata", "", "--coders",
                 "Ann", "--out", str(tmp_path / "study")]) == 0
    (tmp_path / "coding.ipynb").write_text(json.dumps(NOTEBOOK), encoding="utf-8")
    return tmp_path


@pytest.fixture
def lab(folder) -> Iterator[str]:
    """The address of a JupyterLab that serves the folder."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    told = {f"JUPYTER_{name}_DIR": str(folder / ".jupyter" / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")}
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--ServerApp.root_dir={folder}",
               f"--ServerApp.port={port}", "--IdentityProvider.token=", "--ServerApp.disable_check_xsrf=True"]
    settings = folder / ".jupyter" / "config" / "labconfig" / "default_setting_overrides.json"
    settings.parent.mkdir(parents=True)
    settings.write_text('{"@jupyterlab/apputils-extension:notification": {"fetchNews": "false"}}')
    with (folder / "lab.log").open("w") as log:
        path = os.pathsep.join([str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH", "")])
        server = subprocess.Popen(command, env={**os.environ, **told, "PYTHONPATH": path}, stdout=log, stderr=log)
        try:
            address = f"http://127.0.0.1:{port}"
            until(lambda: asked(f"{address}/api/status"), "JupyterLab answers")
            yield address
        finally:
            server.terminate()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()


def asked(address: str):
    try:
        with urlopen(address, timeout=10) as answer:
            return json.load(answer)
    except OSError:
        return None


def until(true: Callable, what: str):
    """What `true` gives once it gives something; a failure if it never does."""
    begin = time.monotonic()
    while time.monotonic() - begin < PATIENCE:
        if found := true():
            return found
        time.sleep(0.1)
    raise AssertionError(f"after {PATIENCE} seconds it does not hold that {what}")


class Page:
    """JupyterLab with the widget in it."""

    def __init__(self, address: str) -> None:
        options = webdriver.ChromeOptions()
        for option in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1300,1500"):
            options.add_argument(option)
        options.binary_location = shutil.which("chromium") or shutil.which("google-chrome") or ""
        options.set_capability("goog:loggingPrefs", {"performance": "ALL"})
        service = webdriver.ChromeService(executable_path=shutil.which("chromedriver"))
        self.address, self.driver = address, webdriver.Chrome(options=options, service=service)
        self.driver.get(f"{address}/doc/tree/coding.ipynb")

    def run_cell(self) -> None:
        """Run the cell by keyboard, and wait for the widget that it shows."""
        before = self.found(".kit-coder")
        self.select_cell()
        ActionChains(self.driver).key_down(Keys.SHIFT).send_keys(Keys.ENTER).key_up(Keys.SHIFT).perform()
        until(lambda: [one for one in self.found(".kit-coder") if one not in before], "the widget is shown")

    def restart(self) -> None:
        """Restart the kernel as JupyterLab does it, by keyboard."""
        self.select_cell()
        self.press(Keys.ESCAPE, "0", "0")
        until(lambda: self.found(".jp-Dialog"), "JupyterLab asks if the kernel shall restart")
        self.press(Keys.ENTER)
        until(lambda: not self.found(".jp-Dialog"), "the kernel restarts")

    def select_cell(self) -> None:
        until(lambda: self.found(".jp-Notebook .cm-line"), "the notebook is open")
        until(lambda: "| Idle" in self.all_text("#jp-main-statusbar"), "the kernel waits")
        next(one for one in self.found(".jp-Notebook .cm-line") if one.is_displayed()).click()

    def found(self, selector: str) -> list:
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def text(self, selector: str) -> str:
        """What stands there; asked in one go, for the page is drawn anew after every step."""
        return self.all_text(f".kit-coder {selector}")

    def all_text(self, selector: str) -> str:
        return self.driver.execute_script("return [...document.querySelectorAll(arguments[0])].map((one) => "
                                          "one.innerText).join(' ')", selector)

    @property
    def at(self) -> str:
        return self.text(".count")

    def press(self, *keys: str | tuple[str, str], gives: Callable[[], object] | None = None) -> None:
        """Press keys where the focus is; wait until what they do is shown."""
        for key in keys:
            does = ActionChains(self.driver)
            (does.key_down(Keys.SHIFT).send_keys(key[1]).key_up(Keys.SHIFT) if key[0] == WIDER else does.send_keys(key))
            does.perform()
        if gives:
            until(gives, f"{keys} do what they do")

    def addresses(self) -> set[str]:
        """What the page has asked for, by scheme and host."""
        logged = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        asked = [one["params"]["request"]["url"] for one in logged if one["method"] == "Network.requestWillBeSent"]
        return {"/".join(url.split("/")[:3]) for url in asked if url.startswith("http")}


WIDER = "Shift and"
# What is pressed for the unit whose text has these words; all others have nothing to code.
PRESSED = {
    "will help us": ["1", "1", "2", "3"],  # enhancement, assert, not hedged, Ida Hall, whom the corpus knows
    "replace the crew": ["2", "2", "2", "1"],
    "takes work": ["2", "1", "1", "/", "Bo Lind", Keys.ENTER, "8"],  # a name that is typed, and its stakeholder
    "is cheaper": ["3", "1", "2", "1", "e", Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT,
                   (WIDER, Keys.ARROW_RIGHT), Keys.ENTER, "a", "2", "1", "1", "2"],
}  # fmt: skip
CODED = {
    "will help us": [("enhancement", "assert", "no", "Ida Hall", "", "")],
    "replace the crew": [("replacement", "reject", "no", "narrator", "", "")],
    "takes work": [("replacement", "assert", "yes", "Bo Lind", "industry", "")],
    "is cheaper": [("efficiency", "assert", "no", "narrator", "", "is cheaper"),
                   ("replacement", "assert", "yes", "unspecified", "", "")],
}  # fmt: skip


def sheet(folder: Path) -> list[dict]:
    with (folder / "study" / "sheets" / "Ann.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def code_unit(page: Page, number: int) -> None:
    """Code the unit that is shown, which is the one of that number, and go on."""
    until(lambda: page.at.startswith(f"unit {number} of 10"), f"unit {number} is shown, not {page.at}")
    text = page.text(".unit")
    page.press(*next((keys for words, keys in PRESSED.items() if words in text), ["n"]),
               gives=lambda: f", {number} coded" in page.at)
    page.press(Keys.ENTER)


def test_ten_units_are_coded_by_keyboard_over_a_restart(folder, lab):
    page = Page(lab)
    try:
        page.run_cell()
        until(lambda: "kit-coder" in (page.driver.switch_to.active_element.get_attribute("class") or ""),
              "the widget has the focus once it is there")  # fmt: skip
        assert page.at == "unit 1 of 10, 0 coded"
        for number in range(1, 6):
            code_unit(page, number)
        until(lambda: page.at.startswith("unit 6"), "unit 6 is shown")
        page.press("1", gives=lambda: "1 unfinished" in page.at)  # the sixth is left in the midst of it
        page.press("m", "not sure")
        until(lambda: sheet(folder)[5]["note"] == "not sure", "a note is saved while it is written")

        page.restart()
        page.run_cell()
        until(lambda: page.at == "unit 6 of 10, 5 coded, 1 unfinished", "work goes on where it was left")
        assert page.found(".kit-coder textarea")[0].get_attribute("value") == "not sure"
        page.press("/", "nz", gives=lambda: page.found(".kit-coder input")[0].get_attribute("value") == "nz")
        page.press(Keys.ESCAPE, Keys.DELETE, gives=lambda: page.at == "unit 6 of 10, 5 coded")
        page.press("n", gives=lambda: page.at == "unit 6 of 10, 6 coded")
        page.press("/", "nzj", gives=lambda: "No name here" in page.text(".faults"))
        page.press(Keys.ESCAPE, "n", gives=lambda: page.at == "unit 6 of 10, 5 coded")  # nzj did nothing
        for number in range(6, 11):
            code_unit(page, number)
        until(lambda: "Every unit is coded" in page.text(".banners"), "the end is told")
        assert page.addresses() == {lab}, "nothing is asked of another machine"
    finally:
        page.driver.quit()

    wanted = ("frame", "stance", "hedged", "voice", "stakeholder", "evidence")
    for row in sheet(folder):
        codes = next((codes for words, codes in CODED.items() if words in row["text"]), [("none", *[""] * 5)])
        names = [wanted, [f"{name}_2" for name in wanted], [f"{name}_3" for name in wanted]]
        found = [tuple(row[name] for name in those) for those in names]
        assert found == [*codes, *[("",) * 6] * (3 - len(codes))], row["text"]
    done = collect(folder / "study")
    assert done.problems == [] and done.locked and done.sound == {"Ann": 10}
