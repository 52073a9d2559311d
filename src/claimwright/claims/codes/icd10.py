"""ICD-10-CM codes as the records keep them (`E119`) and as people read them (`E11.9`)."""

from __future__ import annotations

import re

from claimwright.claims.tables.cells import normal_code

_SHAPE = re.compile(r"[A-Z]\d[0-9A-Z](?:[0-9A-Z]{1,4})?\Z")


def normal_diagnosis(text: str) -> str:
    """A diagnosis in upper case without point or spaces."""
    return normal_code(text)


def looks_like_icd10cm(text: str) -> bool:
    """Whether a diagnosis has the shape of an ICD-10-CM code; that it exists is not said."""
    return _SHAPE.match(normal_code(text)) is not None


def with_point(code: str) -> str:
    """A diagnosis with the point after the third character, as it is printed."""
    plain = normal_code(code)
    return f"{plain[:3]}.{plain[3:]}" if len(plain) > 3 else plain
