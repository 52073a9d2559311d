"""The two published datasets of HICRIC, from the Hugging Face hub into this corpus's shape."""

from __future__ import annotations

from claimwright.corpus.pull.datasets import DATASETS, Dataset, find_dataset
from claimwright.corpus.pull.run import Pulled, pull

__all__ = ["DATASETS", "Dataset", "Pulled", "find_dataset", "pull"]
