"""The licence notice that goes beside pulled data."""

from __future__ import annotations

from pathlib import Path

from claimwright.corpus.ledger.atomic import atomic
from claimwright.corpus.pull.datasets import Dataset

_TEXT = """{about}

Dataset:  {homepage}
Revision: {commit}
Author:   {author}
Licence:  {licence} ({licence_url})

Whoever passes these data on has to name the author, say what was changed, and pass them on under the same licence.
Changed here: {changes}
"""


def notice(dataset: Dataset, commit: str, changes: str) -> str:
    """Whose data these are, under which licence, and what was changed."""
    return _TEXT.format(
        about=dataset.about,
        homepage=dataset.homepage,
        commit=commit,
        author=dataset.author,
        licence=dataset.licence,
        licence_url=dataset.licence_url,
        changes=changes,
    )


def write_notice(folder: Path, dataset: Dataset, text: str) -> Path:
    """Write the notice beside the data."""
    path = folder / f"NOTICE-{dataset.key}.txt"
    with atomic(path) as file:
        file.write(text.encode())
    return path
