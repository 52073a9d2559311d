"""Pages that only exist after their scripts ran: Chromium through Playwright, as the extra `browser`."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from claimwright.core.errors import MissingExtraError
from claimwright.corpus.download.errors import FetchError
from claimwright.corpus.download.settings import Settings
from claimwright.corpus.sources.base import Page

if TYPE_CHECKING:
    from playwright.async_api import Page as Tab

_USUAL = Path("/usr/bin/chromium")


def executable() -> str | None:
    """The Chromium to start: `CLAIMWRIGHT_CHROMIUM`, else Debian's, else the one that Playwright has installed."""
    return os.environ.get("CLAIMWRIGHT_CHROMIUM") or (str(_USUAL) if _USUAL.exists() else None)


class Chromium:
    """Renders one page at a time in a fresh headless browser.

    What the page itself loads is not gated; the page is asked for in its host's turn.
    """

    def __init__(self, settings: Settings, resolve: Callable[[str], str]) -> None:
        self._settings, self._resolve = settings, resolve

    async def render(self, url: str, *, wait_for: str, click: tuple[str, ...]) -> Page:
        """The page after its scripts ran, `wait_for` (a CSS selector) appeared, and these were clicked in order.

        Raises `FetchError`; `MissingExtraError` where Playwright is absent.
        """
        try:
            from playwright.async_api import Error, async_playwright
        except ImportError:
            raise MissingExtraError("playwright", "browser") from None
        try:
            async with async_playwright() as playwright:
                browser = await playwright.chromium.launch(executable_path=executable())
                try:
                    tab = await browser.new_page(user_agent=self._settings.user_agent)
                    return await self._read(tab, url, wait_for, click)
                finally:
                    await browser.close()
        except Error as error:
            why = str(error).partition("\n")[0]
            raise FetchError(f"the browser cannot show the page ({why})", reason="browser", url=url) from None

    async def _read(self, tab: Tab, url: str, wait_for: str, click: tuple[str, ...]) -> Page:
        tab.set_default_timeout(self._settings.read_s * 1000)
        there = self._resolve(url)
        await tab.goto(there)
        for selector in click:
            await tab.click(selector)
        if wait_for:
            await tab.wait_for_selector(wait_for)
        ended = url if tab.url == there else tab.url
        return Page(ended, (await tab.content()).encode(), "text/html; charset=utf-8")
