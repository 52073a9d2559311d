"""The example book: complete, invented, and every claim comes out as worked out by hand."""

from __future__ import annotations

import csv
import importlib.util
import json
import sys
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from claimwright.claims.adjudicate import Adjudication, Adjudicator
from claimwright.claims.book import LoadedBook, check_book, load_book
from claimwright.claims.codes import valid_npi
from claimwright.claims.outcome import LineOutcome
from claimwright.claims.records import Claim
from claimwright.claims.x12 import read_837p
from claimwright.core.settings import public_data

HARBOR = Path(__file__).parents[3] / "examples" / "harbor"
EXPECTED: dict[str, Any] = json.loads((HARBOR / "expected.json").read_text(encoding="utf-8"))
UNREACHED = [
    ("pricing.allowed_amount", "pend price_missing"),  # the net below the others: some rule always gives a price
    ("validity.dates_in_order", "deny CO-16 with M59"),  # the 837P reader refuses such a range before
    ("validity.procedure_is_valid", "deny CO-181 with M51"),  # no code begins after the days that its table covers
]


@cache
def book() -> LoadedBook:
    return load_book(HARBOR)


@cache
def adjudicator() -> Adjudicator:
    return Adjudicator(book())


@cache
def results() -> dict[str, Adjudication]:
    items = [item for file in book().claims for item in read_837p(file)]
    claims = [item for item in items if isinstance(item, Claim)]
    assert len(claims) == len(items), "every claim is read without a problem"
    return {claim.claim_id: adjudicator().adjudicate(claim) for claim in claims}


def rows(name: str) -> list[dict[str, str]]:
    with (HARBOR / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def dollars(cents: int) -> str:
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def plain(line: LineOutcome) -> dict[str, Any]:
    """A line's outcome in the form of `expected.json`."""
    listed = [[f"{each.group}-{each.carc}", dollars(each.amount), list(each.remarks)] for each in line.adjustments]
    return {
        "number": line.number, "procedure": line.procedure, "charge": dollars(line.charge), "status": line.status,
        "allowed": dollars(line.allowed), "paid": dollars(line.paid), "adjustments": listed,
        "pends": sorted({pend.label.replace(" ", "_") for pend in line.pends}),
    }  # fmt: skip


def test_the_book_has_no_problem() -> None:
    assert check_book(HARBOR)[1] == ()


def test_the_book_is_as_large_as_it_should_be() -> None:
    families = {row["subscriber_id"] for row in rows("members")}
    assert len(rows("members")) >= 30 and 10 <= len(families) < len(rows("members"))
    assert len(rows("providers")) >= 12
    assert all(valid_npi(row["npi"]) for row in rows("providers"))
    assert len(EXPECTED) >= 40


@pytest.mark.parametrize("claim_id", EXPECTED)
def test_a_claim_comes_out_as_worked_out(claim_id: str) -> None:
    outcome, expected = results()[claim_id].outcome, EXPECTED[claim_id]
    assert [plain(line) for line in outcome.lines] == expected["lines"]
    assert sorted({pend.label.replace(" ", "_") for pend in outcome.pends}) == expected["pends"]


def test_the_golden_claim_names_the_other_claim() -> None:
    (denial,) = results()["H-1001"].outcome.lines[0].adjustments
    assert (denial.group, denial.carc) == ("CO", "236")
    for part in ("99212", "99202", "claim ABCD1234, line 1", "modifier indicator 1"):
        assert part in denial.because


def test_every_decision_of_the_packs_is_reached() -> None:
    reached = {row[0] for result in results().values() for row in result.rows}
    decided = [
        (i, site) for i, site in enumerate(adjudicator().rules.sites.sites) if site.kind in ("deny", "reduce", "pend")
    ]
    assert sorted((site.rule, site.text) for i, site in decided if i not in reached) == UNREACHED


def test_five_lines_leave_a_full_trace() -> None:
    assert len(results()["H-4003"].claim.lines) == 5
    assert len(results()["H-4003"].rows) >= 800


@cache
def build() -> ModuleType:
    spec = importlib.util.spec_from_file_location("harbor_build", HARBOR / "build.py")
    assert spec is not None and spec.loader is not None
    module = sys.modules["harbor_build"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_expectations_follow_from_the_table_of_claims() -> None:
    found = {item["id"]: build().expected(item) for _, items in build().sections() for item in items}
    assert json.loads(json.dumps(found)) == EXPECTED


def test_the_files_hold_the_claims_of_the_table(tmp_path: Path) -> None:
    for number, (file, items) in enumerate(build().sections(), 1):
        submission = build().Submission(sender_name="HARBOR CLEARING", sender_id="HARBORCLEAR",
                                        receiver_name="HARBOR HEALTH PLAN", receiver_id="HARBR", control_number=number)  # fmt: skip
        path = tmp_path / f"{file['name']}.837"
        build().write_837p([build().claim(item) for item in items], path, submission=submission)
        assert path.read_bytes() == (HARBOR / "claims" / path.name).read_bytes()


def test_the_readme_tells_every_claim() -> None:
    text = (HARBOR / "README.md").read_text(encoding="utf-8")
    for _, items in build().sections():
        for item in items:
            assert f"| {item['id']} | {item['shows']} | {build().told(item)} |" in text


def test_no_descriptor_stands_in_the_tables() -> None:
    assert rows("tables/procedures")[0].keys() == {"code"}
    assert rows("tables/hcpcs")[0].keys() == {"code", "coverage", "added", "terminated"}
    assert rows("tables/icd10cm")[0].keys() == {"code", "billable"}
    assert rows("tables/modifiers")[0].keys() == {"code", "category"}


def test_the_code_rows_are_the_public_ones() -> None:
    data = public_data()
    if data is None:
        pytest.skip("CLAIMWRIGHT_DATA is not set")
    own = {(row["column_one"], row["column_two"]): row["modifier_indicator"] for row in rows("tables/ncci_ptp")}
    codes = {row["code"] for row in (*rows("tables/procedures"), *rows("tables/hcpcs"))}
    assert own == public_pairs(data / "ncci" / "ncci_ptp_prac_2024q3_active.csv.gz", codes)


def public_pairs(path: Path, codes: set[str]) -> dict[tuple[str, str], str]:
    import gzip

    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as file:
        return {(row[0], row[1]): row[2] for row in csv.reader(file) if row[0] in codes and row[1] in codes}
