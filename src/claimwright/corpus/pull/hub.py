"""The files of a dataset on the hub, as a source like any other: one listing, then plain downloads at one commit."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import quote

import msgspec

from claimwright.corpus.download.errors import FetchError
from claimwright.corpus.pull.datasets import Dataset
from claimwright.corpus.sources.base import Item, Site, Source

HUB = "https://huggingface.co"
_KINDS = (".parquet", ".jsonl")


class _Large(msgspec.Struct):
    sha256: str = ""


class _File(msgspec.Struct):
    rfilename: str
    lfs: _Large | None = None


class _Listing(msgspec.Struct):
    sha: str
    siblings: list[_File]


@dataclass
class Hub:
    """Enumerates a dataset. After it, `commit` is the revision's commit, `files` maps each chosen path to its part,
    and `hashes` to the SHA-256 that the hub gives for it."""

    dataset: Dataset
    revision: str
    parts: tuple[str, ...]
    commit: str = ""
    files: dict[str, str] = field(default_factory=dict[str, str])
    hashes: dict[str, str] = field(default_factory=dict[str, str])

    def source(self) -> Source:
        """The dataset as a source of raw files."""
        dataset = self.dataset
        return Source(
            key=dataset.key,
            title=dataset.about,
            homepage=dataset.homepage,
            licence=dataset.licence,
            tags=("case-description",),
            processor="null",
            folder=dataset.key,
            enumerate=self._enumerate,
        )

    async def _enumerate(self, site: Site) -> AsyncIterator[Item]:
        url = f"{HUB}/api/datasets/{self.dataset.repository}/revision/{quote(self.revision, safe='')}"
        page = await site.get(url, params=(("blobs", "true"),))
        listing = _listing(page.body, url)
        self.commit = listing.sha
        self._choose(listing.siblings)
        for path in self.files:
            address = f"{self.dataset.homepage}/resolve/{listing.sha}/{quote(path)}"
            yield Item(address, path, title=f"{self.dataset.repository} {path}")
        for part in self.parts:
            if part not in self.files.values():
                site.skip(url, f"no {' or '.join(_KINDS)} file for {part}")

    def _choose(self, files: list[_File]) -> None:
        """Files by part, Parquet before JSON Lines where a part has both."""
        for part in self.parts:
            for kind in _KINDS:
                fitting = sorted(
                    (
                        each
                        for each in files
                        if each.rfilename.endswith(kind) and part_of(each.rfilename, self.parts) == part
                    ),
                    key=lambda each: each.rfilename,
                )
                self.files |= {each.rfilename: part for each in fitting}
                self.hashes |= {each.rfilename: each.lfs.sha256 for each in fitting if each.lfs}
                if fitting:
                    break


def part_of(path: str, parts: tuple[str, ...]) -> str:
    """The part that a file belongs to: a folder of its name, or a name that begins with it; nothing for others."""
    *folders, name = PurePosixPath(path).parts
    for part in parts:
        if part in folders or name.partition(".")[0] == part or name.startswith(f"{part}-0"):
            return part
    return ""


def _listing(body: bytes, url: str) -> _Listing:
    try:
        return msgspec.json.decode(body, type=_Listing)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise FetchError(f"the hub's listing cannot be read: {error}", reason="shape", url=url) from None
