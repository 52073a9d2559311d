"""Every recogniser against its cases: `cases/NAME.txt`, one text a line, spans written as `{LABEL|value}`.

A span whose label ends in `:skip` is context only; every other span of the line, and no more, must be found.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from claimwright.intake.recognisers.registry import load
from claimwright.intake.view import View

CASES = Path(__file__).with_name("cases")
RECOGNISERS = {recogniser.name: recogniser for recogniser in load()}
_SPAN = re.compile(r"\{([A-Z_]+)(:\w+)?\|([^}|]*?)(:strip)?\}")


def parse(line: str) -> tuple[str, list[tuple[str, str]]]:
    spans: list[tuple[str, str]] = []
    for label, skip, value, strip in _SPAN.findall(line):
        if not skip:
            spans.append((label, value.removeprefix("the ") if strip else value))
    return _SPAN.sub(lambda m: m[3], line), spans


@pytest.mark.parametrize("name", sorted(RECOGNISERS))
def test_finds_exactly_what_its_cases_say(name: str) -> None:
    lines = (CASES / f"{name}.txt").read_text("utf-8").splitlines()
    recogniser = RECOGNISERS[name]
    for line in lines:
        text, expected = parse(line)
        hits = sorted(recogniser.find(View(text)))
        found = [(hit.label or recogniser.labels[0], text[hit.start : hit.end]) for hit in hits]
        assert found == expected, line


def test_every_case_file_belongs_to_a_recogniser() -> None:
    assert {path.stem for path in CASES.glob("*.txt")} == set(RECOGNISERS)
