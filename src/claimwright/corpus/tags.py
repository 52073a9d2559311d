"""Tags: exactly one of six partition tags on each document, and `kb` where the text is definitive."""

from __future__ import annotations

from collections.abc import Iterable

PARTITION_TAGS = (
    "legal",
    "regulatory-guidance",
    "contract-coverage-rule-medical-policy",
    "opinion-policy-summary",
    "case-description",
    "clinical-guidelines",
)
KB = "kb"


def partitions(tags: Iterable[str | None]) -> list[str]:
    """The partition tags among these; a sound document has exactly one."""
    present = set(tags)
    return [tag for tag in PARTITION_TAGS if tag in present]
