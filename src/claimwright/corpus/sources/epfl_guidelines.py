"""Clinical guidelines collected for Meditron: the open part, one JSON Lines file on Hugging Face.

The address follows Hugging Face's scheme for files of a data set; the file's name is verified from public references.
"""

from __future__ import annotations

from collections.abc import AsyncIterator

from claimwright.corpus.sources.base import Item, Site, Source

DATASET = "https://huggingface.co/datasets/epfl-llm/guidelines"


async def enumerate_guidelines(site: Site) -> AsyncIterator[Item]:
    """The file."""
    yield Item(f"{DATASET}/resolve/main/open_guidelines.jsonl", "guidelines.jsonl", title="Open clinical guidelines")


SOURCE = Source(
    key="epfl_guidelines",
    title="Open clinical guidelines (EPFL, collected for Meditron)",
    homepage=DATASET,
    licence="Each guideline under its publisher's terms; the collection as stated on the data set's page",
    tags=("epfl-guidelines", "kb", "clinical-guidelines"),
    processor="epfl-guidelines",
    folder="meditron_guidelines",
    enumerate=enumerate_guidelines,
)
