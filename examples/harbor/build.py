"""Writes what follows from `claims.toml`: the 837P files, `expected.json`, `README.md`, and the hashes of the tables.

    python examples/harbor/build.py

The expected outcomes are worked out here, from the tables and the table of claims alone, in decimal arithmetic; the
rules and the engine have no part in it.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import json
import re
import shlex
import tomllib
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from claimwright.claims.records import Claim, Line, OtherPayer, Party
from claimwright.claims.x12 import Submission, write_837p

HERE = Path(__file__).parent
CENT = Decimal("0.01")
LOCALITY = "14112-03"
PAYER = Party(ref="", last_name="HARBOR HEALTH PLAN", identifier="HARBR", address="1 QUAY STREET", city="HARBOR",
              state="ME", postal_code="041000001")  # fmt: skip
RECEIVER = Submission(sender_name="HARBOR CLEARING", sender_id="HARBORCLEAR", receiver_name="HARBOR HEALTH PLAN",
                      receiver_id="HARBR")  # fmt: skip

Row = dict[str, str]
LINE = re.compile(
    r"^(?P<code>\w+)(?P<modifiers>(?:-\w+)*) x(?P<units>[\d.]+) \$(?P<charge>[\d.]+) (?P<diagnoses>\S+)(?P<rest>.*?) = (?P<outcome>.+)$"
)


def rows(name: str) -> list[Row]:
    """The rows of a CSV file of the book."""
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


MEMBERS = {row["member_id"]: row for row in rows("members")}
PROVIDERS = {row["name"]: row for row in rows("providers")}
RVU = {(row["procedure"], row["modifier"]): row for row in rows("tables/pfs_rvu")}
GPCI = {row["locality"]: row for row in rows("tables/pfs_gpci")}
FACILITY = {row["code"]: row["facility"] == "true" for row in rows("tables/place_of_service")}
FEES = {(row["schedule"], row["procedure"]): Decimal(row["fee"]) for row in rows("tables/fee_schedule")}


def cents(amount: Decimal) -> Decimal:
    """Rounded half up to the cent."""
    return amount.quantize(CENT, ROUND_HALF_UP)


@dataclass
class Service:
    """One line of the table, taken apart."""

    code: str
    modifiers: tuple[str, ...]
    units: Decimal
    charge: Decimal
    diagnoses: tuple[str, ...]
    options: Row
    outcome: str
    on: dt.date
    place: str
    locality: str
    to: dt.date = field(default=dt.date.min)


def services(item: dict[str, Any]) -> list[Service]:
    """The lines of a claim of the table."""
    return [service(text, item) for text in item["lines"]]


def service(text: str, item: dict[str, Any]) -> Service:
    """A line of the table."""
    match = LINE.match(text)
    if match is None:
        raise SystemExit(f"{item['id']}: cannot read the line {text!r}")
    words = shlex.split(match["rest"])
    options = dict(word.split("=", 1) if "=" in word else (word, "yes") for word in words)
    on = dt.date.fromisoformat(options.get("on", item["on"].isoformat()))
    diagnoses = () if match["diagnoses"] == "-" else tuple(match["diagnoses"].split(","))
    return Service(
        match["code"], tuple(match["modifiers"].split("-")[1:]), Decimal(match["units"]), Decimal(match["charge"]),
        diagnoses, options, match["outcome"], on, options.get("at", item.get("place", "11")),
        item.get("locality", LOCALITY), dt.date.fromisoformat(options.get("to", on.isoformat())),
    )  # fmt: skip


# --- claims as submitted ---------------------------------------------------------------------------------------


def claim(item: dict[str, Any]) -> Claim:
    """A claim of the table as a record."""
    lines = services(item)
    member = MEMBERS[item["member"]]
    subscriber = MEMBERS[f"{member['subscriber_id']}-00"]
    own = member["relationship"] == "self"
    diagnoses = tuple(dict.fromkeys(code for line in lines for code in line.diagnoses))
    billing = billing_party(item)
    rendering = rendering_party(item.get("rendering", "Wren Castellan"))
    patient = person(item, member, "" if own else member["member_id"])
    holder = person(item if own else {}, subscriber, item.get("subscriber_id", member["subscriber_id"]))
    secondary = item.get("sequence", "P") != "P"
    other = OtherPayer(ref="", payer_name="MAINLAND MUTUAL", payer_id="MAINM", sequence="P", relationship="self")
    return Claim(
        ref="", claim_id=item["id"], frequency=item.get("frequency", "1"), original_reference=item.get("original"),
        charge=sum(int(line.charge * 100) for line in lines), place_of_service=item.get("place", "11"),
        from_date=min(line.on for line in lines), to_date=max(line.to for line in lines), received_date=item["received"],
        billing=billing, rendering=rendering, subscriber=holder, patient=holder if own else patient,
        patient_relationship=member["relationship"], payer=PAYER, payer_sequence=item.get("sequence", "P"),
        diagnoses=diagnoses, accident_kind=item.get("accident", "none"),
        accident_date=item["on"] if "accident" in item else None, other_payers=(other,) if secondary else (),
        lines=tuple(record(item, number, line, billing, rendering) for number, line in enumerate(lines, 1)),
    )  # fmt: skip


def record(item: dict[str, Any], number: int, line: Service, billing: Party, rendering: Party | None) -> Line:
    """A line of the table as a record."""
    by = line.options.get("by", "")
    named = PROVIDERS[by.replace("_", " ")]["npi"] if by.replace("_", " ") in PROVIDERS else by
    return Line(
        ref="", claim_id=item["id"], number=number, procedure=line.code, modifiers=line.modifiers,
        units=int(line.units * 1000), charge=int(line.charge * 100), place_of_service=line.place, from_date=line.on,
        to_date=line.to, diagnoses=line.diagnoses, rendering_npi=named or (rendering or billing).npi,
        billing_npi=billing.npi, emergency="emergency" in line.options, authorization=line.options.get("auth"),
        note=line.options.get("note", ""),
    )  # fmt: skip


def billing_party(item: dict[str, Any]) -> Party:
    """The billing provider, at an invented address."""
    name = item.get("billing", "Harbor Family Medicine")
    provider = PROVIDERS[name]
    return Party(ref="", last_name=name.upper(), npi=item.get("billing_npi", provider["npi"]) or None, tax_id=provider["tax_id"],
                 address="2 QUAY STREET", city="HARBOR", state="ME", postal_code="041000002")  # fmt: skip


def rendering_party(name: str) -> Party | None:
    """The rendering provider; none where the biller is the one."""
    if not name:
        return None
    first, last = name.upper().split()
    return Party(ref="", last_name=last, first_name=first, npi=PROVIDERS[name]["npi"])


def person(item: dict[str, Any], member: Row, identifier: str) -> Party:
    """A member as a claim names them."""
    return Party(ref="", last_name=item.get("last_name", member["last_name"]).upper(), first_name=member["first_name"].upper(),
                 identifier=identifier or None, address="3 HARBOR LANE", city="HARBOR", state="ME", postal_code="041000003",
                 birth_date=dt.date.fromisoformat(member["birth_date"]), sex=member["sex"])  # fmt: skip


# --- what must become of them ------------------------------------------------------------------------------------


def expected(item: dict[str, Any]) -> dict[str, Any]:
    """The outcome of a claim."""
    lines = [outcome(number, line) for number, line in enumerate(services(item), 1)]
    pends = sorted({*item.get("pends", []), *(label for line in lines for label in line["pends"])})
    return {"shows": item["shows"], "pends": pends, "lines": lines}


def outcome(number: int, line: Service) -> dict[str, Any]:
    """The outcome of a line: status, money in dollars, adjustments as `[codes, amount]`, labels of pends."""
    head = {"number": number, "procedure": line.code, "charge": str(cents(line.charge))}
    word, _, rest = line.outcome.partition(" ")
    if word in ("pend", "wait"):
        return {**head, "status": "pended", "allowed": "0.00", "paid": "0.00", "adjustments": [], "pends": rest.split()}
    if word == "deny":
        codes, *remarks = rest.split()
        denial = [codes, str(cents(line.charge)), remarks]
        return {**head, "status": "denied", "allowed": "0.00", "paid": "0.00", "adjustments": [denial], "pends": []}
    return {**head, **paid(line)}


def paid(line: Service) -> dict[str, Any]:
    """The outcome of a line that is paid: price, then what is taken off, then the member's share."""
    method, *steps = [step.strip() for step in line.outcome.split(";")]
    price = priced(line, method)
    agreed = price if "even above the charge" in method else min(price, line.charge)
    adjustments: list[tuple[str, Decimal]] = []
    above = line.charge - agreed
    if above:
        code = "CO-94" if above < 0 else "PR-45" if "balance billed" in steps else "CO-45"
        adjustments.append((code, above))
    component = next((amount(step) for step in steps if step.startswith("less")), Decimal(0))
    if component:
        adjustments.append(("CO-B10", min(component, agreed)))
    allowed = agreed - min(component, agreed)
    adjustments += shares(allowed, steps)
    rest = line.charge - sum((each for _, each in adjustments), Decimal(0))
    listed = [[code, str(cents(each)), []] for code, each in adjustments if each]
    return {
        "status": "paid",
        "allowed": str(cents(allowed)),
        "paid": str(cents(rest)),
        "adjustments": listed,
        "pends": [],
    }


def priced(line: Service, method: str) -> Decimal:
    """The price by the method of the contract."""
    words = method.split()
    if words[0] == "medicare":
        return cents(cents(medicare(line) * rate(words[1])) * line.units)
    if words[0] == "fee":
        return cents(cents(FEES[words[1], line.code] * rate(words[2])) * line.units)
    return cents(line.charge * rate(words[1]))


def medicare(line: Service) -> Decimal:
    """(work x index + practice expense x index + malpractice x index) x conversion factor, half up to the cent."""
    component = next((each for each in line.modifiers if each in ("26", "TC", "53")), "")
    value, index = RVU[line.code, component], GPCI[line.locality]
    expense = value["facility_pe_rvu" if FACILITY[line.place] else "nonfacility_pe_rvu"]
    total = (
        Decimal(value["work_rvu"]) * Decimal(index["work"])
        + Decimal(expense) * Decimal(index["practice_expense"])
        + Decimal(value["malpractice_rvu"]) * Decimal(index["malpractice"])
    )
    return cents(total * Decimal(value["conversion_factor"]))


def shares(allowed: Decimal, steps: list[str]) -> list[tuple[str, Decimal]]:
    """Deductible, copay and coinsurance as the table has them; `ded all` and `coins N%` follow from the allowed amount."""
    found = {step.split()[0]: step for step in steps}
    copay = amount(found["copay"]) if "copay" in found else Decimal(0)
    deductible = Decimal(0)
    if "ded" in found:
        deductible = allowed - copay if found["ded"] == "ded all" else amount(found["ded"])
    coinsurance = Decimal(0)
    if "coins" in found:
        step = found["coins"]
        coinsurance = amount(step) if "$" in step else cents((allowed - copay - deductible) * rate(step.split()[1]))
    return [("PR-1", deductible), ("PR-3", copay), ("PR-2", coinsurance)]


def amount(step: str) -> Decimal:
    """The dollars in a step."""
    return Decimal(re.search(r"\$([\d.]+)", step)[1])  # type: ignore[index]


def rate(text: str) -> Decimal:
    """A percentage as a factor."""
    return Decimal(text.rstrip("%")) / 100


# --- files ---------------------------------------------------------------------------------------------------------


def sections() -> list[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """The files of the table with their claims, in order: a claim belongs to the `[[file]]` above it."""
    text = (HERE / "claims.toml").read_text(encoding="utf-8")
    parts = re.split(r"(?m)^(?=\[\[file\]\])", text)[1:]
    loaded = [tomllib.loads(part) for part in parts]
    return [(part["file"][0], part["claim"]) for part in loaded]


def write_claims() -> None:
    """The 837P files."""
    folder = HERE / "claims"
    folder.mkdir(exist_ok=True)
    for number, (file, items) in enumerate(sections(), 1):
        submission = Submission(
            **{name: getattr(RECEIVER, name) for name in RECEIVER.__slots__} | {"control_number": number}
        )
        write_837p([claim(item) for item in items], folder / f"{file['name']}.837", submission=submission)


def write_expected() -> None:
    """`expected.json`."""
    found = {item["id"]: expected(item) for _, items in sections() for item in items}
    (HERE / "expected.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def write_readme() -> None:
    """The table of claims in `README.md`, between its two marks."""
    path = HERE / "README.md"
    begin, end = "<!-- claims -->\n", "<!-- end of claims -->\n"
    text = path.read_text(encoding="utf-8")
    table = "".join(section(file, items) for file, items in sections())
    path.write_text(text[: text.index(begin) + len(begin)] + table + text[text.index(end) :], encoding="utf-8")


def section(file: dict[str, Any], items: list[dict[str, Any]]) -> str:
    """A part of the table."""
    head = f"\n### `claims/{file['name']}.837`\n\n{file['about']}.\n\n| claim | shows | outcome, line by line |\n|---|---|---|\n"
    return head + "".join(f"| {item['id']} | {item['shows']} | {told(item)} |\n" for item in items) + "\n"


def told(item: dict[str, Any]) -> str:
    """The outcome of a claim in one cell."""
    return "<br>".join(told_line(line) for line in expected(item)["lines"]) + told_pends(item)


def told_line(line: dict[str, Any]) -> str:
    code = f"{line['number']} {line['procedure']}: "
    if line["status"] == "pended":
        return code + (f"pended, {', '.join(line['pends'])}" if line["pends"] else "waits")
    if line["status"] == "denied":
        codes, _, remarks = line["adjustments"][0]
        return code + f"denied {codes}" + (f" with {', '.join(remarks)}" if remarks else "")
    parts = [f"{codes} ${each}".replace("$-", "-$") for codes, each, _ in line["adjustments"]]
    return code + ", ".join([*parts, f"paid ${line['paid']}"])


def told_pends(item: dict[str, Any]) -> str:
    return f"<br>claim pended, {', '.join(item['pends'])}" if "pends" in item else ""


def write_hashes() -> None:
    """The hash of each table's file in the manifest."""
    path = HERE / "tables" / "manifest.toml"

    def renewed(match: re.Match[str]) -> str:
        digest = hashlib.sha256((path.parent / match[2]).read_bytes()).hexdigest()
        return f'{match[1]}{match[2]}"{match[3]}sha256 = "{digest}"'

    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r'(file = ")([^"]+)"([^\[]*?)sha256 = "[^"]*"', renewed, text), encoding="utf-8")


if __name__ == "__main__":
    write_hashes()
    write_claims()
    write_expected()
    write_readme()
