"""Why an address was not fetched.

FetchError (an InputError)   one address; `reason` is stable, `again` says that a later attempt may do
"""

from __future__ import annotations

from claimwright.core.errors import InputError

_FIX = {
    "status": "open the address in a browser; where the page has moved, mend the source",
    "busy": "run the command again later, or lower the rate of this host in download.toml",
    "network": "check the connection and run the command again",
    "robots": "the site asks that this address is not fetched; ask its owner, or leave the item out",
    "robots-unreachable": "that forbids all of the site; check the connection, and run the command again later",
    "redirect": "open the address in a browser; where the page has moved, mend the source",
    "slow": "run the command again later, or raise `total_s` or lower `least_bytes_per_s` in download.toml",
    "size": "raise `most_bytes` in download.toml if the file is right",
    "content": "open the address in a browser: the site sends something else than the file that was expected",
    "browser": "set CLAIMWRIGHT_CHROMIUM to a Chromium that starts, and look at the page in it",
    "disk": "make room, or mend the rights of the corpus folder, and run the command again",
    "shape": "the site's pages have changed; mend the source's enumeration",
    "archive": "look at the archive by hand; nothing of it was stored",
    "path": "mend the source: each item needs its own relative path",
}


class FetchError(InputError):
    """One address that could not be fetched; `after_s` is the wait that the server asked for."""

    attempts = 1

    def __init__(self, what: str, *, reason: str, url: str, again: bool = False, after_s: float | None = None) -> None:
        super().__init__(what, where=url, fix=_FIX[reason], code=f"FETCH-{reason.upper()}")
        self.reason, self.url, self.again, self.after_s = reason, url, again, after_s
