"""Which datasets can be pulled, and under which licence."""

from __future__ import annotations

from dataclasses import dataclass

from claimwright.core.errors import NotFoundError
from claimwright.corpus.tags import PARTITION_TAGS


@dataclass(frozen=True, slots=True)
class Dataset:
    """A dataset of the hub. `revision` is pinned where a good one is known; `parts` are its configurations or splits,
    by the names that its files carry."""

    key: str
    repository: str
    revision: str
    parts: tuple[str, ...]
    about: str
    licence: str = "CC-BY-SA-4.0"
    licence_url: str = "https://creativecommons.org/licenses/by-sa/4.0/"
    author: str = "Persius (Mike Gartner and contributors)"

    @property
    def homepage(self) -> str:
        return f"https://huggingface.co/datasets/{self.repository}"


_ALL = (
    Dataset(
        "hicric",
        "Persius/hicric",
        "e9304975feff9ccaaf15cf547f698590d00d78c3",
        PARTITION_TAGS,
        "Health Insurance Coverage Rules Interpretation Corpus: the processed text of 8,310 documents",
    ),
    Dataset(
        "imr-appeals",
        "Persius/imr-appeals",
        "main",
        ("train", "test", "annotated"),
        "External appeals with their outcomes, split into train and test, and annotated case backgrounds",
    ),
)
DATASETS = {dataset.key: dataset for dataset in _ALL}


def find_dataset(key: str) -> Dataset:
    """The dataset of that key. Raises `NotFoundError`."""
    if key not in DATASETS:
        fix = f"known datasets: {', '.join(DATASETS)}"
        raise NotFoundError(f"there is no dataset {key!r} to pull", fix=fix, code="PULL-DATASET")
    return DATASETS[key]
