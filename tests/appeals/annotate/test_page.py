"""The page in a real browser: marks by mouse and keys, offsets, undo, saving, what survives a reload."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.appeals.annotate.conftest import FIRST

from claimwright.appeals.annotate import Session
from claimwright.appeals.annotate.records import read_annotations
from claimwright.appeals.annotate.server import AnnotationServer, serving
from claimwright.corpus.download.browser import executable

SELECT = """([start, end]) => {
  const text = document.getElementById('text'), range = document.createRange();
  const place = (unit) => {
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (unit <= node.length) return [node, unit];
      unit -= node.length;
    }
  };
  range.setStart(...place(start));
  range.setEnd(...place(end));
  const selection = getSelection();
  text.focus();
  selection.removeAllRanges();
  selection.addRange(range);
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    chromium = executable()
    if chromium is None:
        pytest.skip("no Chromium: set CLAIMWRIGHT_CHROMIUM")
    with api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def server(session: Session) -> Iterator[AnnotationServer]:
    with serving(session) as running:
        yield running


@pytest.fixture
def tab(browser: Any, server: AnnotationServer) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.set_default_timeout(10_000)
    page.goto(server.address)
    until(page, "document.getElementById('text').textContent.length > 0")
    yield page
    context.close()


def until(page: Any, expression: str) -> None:
    """Wait for the page; its Content-Security-Policy lets nobody evaluate strings in it, so ask from outside."""
    for _ in range(300):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(30)
    raise AssertionError(expression)


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def select(tab: Any, passage: str) -> None:
    start = units(FIRST[: FIRST.index(passage)])
    tab.evaluate(SELECT, [start, start + units(passage)])


def marks(tab: Any) -> list[str]:
    return tab.locator("#text mark").all_text_contents()


def waits(tab: Any, words: str) -> None:
    until(tab, f"document.getElementById('state').textContent.startsWith({words!r})")


def test_mark_rate_and_save_with_keys_alone(tab: Any, out: Path) -> None:
    passage = "with se\u0301vere migraine, asked for monthly infusions"
    select(tab, passage)
    tab.keyboard.press("Enter")
    assert marks(tab) == [passage]
    tab.keyboard.press("3")
    tab.keyboard.press("Control+Enter")
    until(tab, "document.getElementById('title').textContent === 'inv-2'")
    (saved,) = read_annotations(out)
    assert saved.texts == (passage,)
    assert saved.spans[0].start == FIRST.index(passage)
    assert (saved.sufficiency, saved.annotator) == (3, "Rui")
    assert tab.text_content("#count") == "1 of 3 saved"
    assert tab.complaints == []


def test_marking_by_mouse_and_removing_by_click(tab: Any) -> None:
    box = tab.locator("#text").bounding_box()
    tab.mouse.move(box["x"] + 30, box["y"] + 32)
    tab.mouse.down()
    tab.mouse.move(box["x"] + 330, box["y"] + 32, steps=6)
    tab.mouse.up()
    tab.wait_for_selector("#text mark")
    (marked,) = marks(tab)
    assert marked == marked.strip()
    assert marked in FIRST
    tab.locator("#text mark").click()
    until(tab, "!document.querySelector('#text mark')")
    tab.keyboard.press("Control+z")
    tab.wait_for_selector("#text mark")
    assert tab.complaints == []


def test_marks_that_overlap_become_one_and_undo_brings_them_back(tab: Any) -> None:
    select(tab, "The plan denied them")
    tab.keyboard.press("Enter")
    select(tab, "denied them as not")
    tab.keyboard.press("Enter")
    assert marks(tab) == ["The plan denied them as not"]
    tab.keyboard.press("Control+z")
    assert marks(tab) == ["The plan denied them"]
    tab.keyboard.press("Control+Shift+z")
    assert marks(tab) == ["The plan denied them as not"]
    tab.keyboard.press("Backspace")
    until(tab, "!document.querySelector('#text mark')")


def test_a_mark_never_cuts_a_character(tab: Any) -> None:
    start = units(FIRST[: FIRST.index("cook")])
    tab.evaluate(SELECT, [start, start + units("cook ") + 1])
    tab.keyboard.press("Enter")
    waits(tab, "Draft kept")
    assert marks(tab) == ["cook 👩🏽‍🍳"]


def test_the_text_cannot_be_changed(tab: Any) -> None:
    tab.locator("#text").focus()
    tab.keyboard.type("QZ!")
    tab.keyboard.press("Delete")
    assert tab.text_content("#text") == FIRST


def test_a_draft_survives_a_reload_and_the_token_leaves_the_address(tab: Any, server: AnnotationServer) -> None:
    select(tab, "a 44-year-old cook")
    tab.keyboard.press("Enter")
    tab.fill("#notes", "ask about the tablets")
    until(tab, "document.getElementById('status').textContent === 'draft'")
    waits(tab, "Draft kept")
    tab.wait_for_timeout(600)
    assert server.token not in tab.url
    tab.reload()
    tab.wait_for_selector("#text mark")
    assert marks(tab) == ["a 44-year-old cook"]
    assert tab.input_value("#notes") == "ask about the tablets"


def test_saving_asks_for_a_rating(tab: Any, out: Path) -> None:
    tab.click("#save")
    waits(tab, "Rate it first")
    assert not out.exists()
    tab.check("input[value='1']")
    tab.click("#save")
    until(tab, "document.getElementById('title').textContent === 'inv-2'")
    tab.click("#skip")
    until(tab, "document.getElementById('title').textContent === 'inv-3'")
    assert tab.text_content("#count") == "1 of 3 saved, 1 skipped"
    tab.click("#previous")
    until(tab, "document.getElementById('status').textContent === 'skipped'")


def test_a_stranger_with_the_address_but_no_token_sees_no_case(browser: Any, server: AnnotationServer) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(server.origin)
    until(page, "document.getElementById('state').textContent.startsWith('open the address')")
    assert page.text_content("#text") == ""
    context.close()


def test_it_looks_right_in_light_and_dark(browser: Any, server: AnnotationServer, tmp_path: Path) -> None:
    folder = Path(os.environ.get("CLAIMWRIGHT_SCREENSHOTS", "") or tmp_path)
    for scheme, width in (("light", 1280), ("dark", 1280), ("light", 420)):
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        page = context.new_page()
        page.goto(server.address)
        until(page, "document.getElementById('text').textContent.length > 0")
        for passage in (
            "a 44-year-old cook 👩🏽‍🍳 with se\u0301vere migraine",
            "The plan denied them as not medically necessary",
        ):
            select(page, passage)
            page.keyboard.press("Enter")
        page.keyboard.press("3")
        page.keyboard.press("t")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.screenshot(path=str(folder / f"annotate-{scheme}-{width}.png"), full_page=width < 500)
        context.close()
