"""Pages that need their scripts, in a real Chromium where there is one."""

from __future__ import annotations

import asyncio
import builtins
import importlib.util
import os
from pathlib import Path

import pytest
from tests.corpus.server import FakeWeb, client_of, quick

from claimwright.core.errors import MissingExtraError
from claimwright.corpus.download.browser import Chromium, executable
from claimwright.corpus.sources import Page

URL = "https://app.example.gov/list"
APP = """<!doctype html><title>App</title><button id="more">More</button><ul></ul>
<script>
const add = name => document.querySelector("ul").insertAdjacentHTML("beforeend", `<li><a href="${name}">${name}</a></li>`);
setTimeout(() => add("first.pdf"), 50);
document.querySelector("#more").onclick = () => add("second.pdf");
</script>"""


def test_which_chromium_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMWRIGHT_CHROMIUM", "/opt/chromium")
    assert executable() == "/opt/chromium"


def test_without_playwright_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = builtins.__import__

    def without(name: str, *rest: object) -> object:
        if name.startswith("playwright"):
            raise ImportError(name)
        return usual(name, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    chromium = Chromium(quick(), lambda url: url)
    with pytest.raises(MissingExtraError, match="playwright"):
        asyncio.run(chromium.render(URL, wait_for="", click=()))


def test_a_page_after_its_scripts(web: FakeWeb) -> None:
    chosen = executable()
    if importlib.util.find_spec("playwright") is None:
        pytest.skip("playwright is not installed")
    if chosen is None or not os.access(Path(chosen), os.X_OK):
        pytest.skip("there is no /usr/bin/chromium, and CLAIMWRIGHT_CHROMIUM names none")
    web[URL] = APP

    async def run() -> Page:
        async with client_of(web) as client:
            client.browser = None
            return await client.render(URL, wait_for="a[href='first.pdf']", click=("#more",))

    page = asyncio.run(run())
    assert "second.pdf" in page.text and "first.pdf" in page.text
    assert page.url == URL
