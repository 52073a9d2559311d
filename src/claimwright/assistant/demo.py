"""The demonstration: the example book's claims adjudicated, two questions about the best-known kind of denial, and a
search of the law that comes with the package.

It needs nothing but the package. With `CLAIMWRIGHT_DATA` it also judges the claim with the published NCCI table.
"""

from __future__ import annotations

import hashlib
from importlib.resources import files
from pathlib import Path

import msgspec

from claimwright.assistant.answer import Answer
from claimwright.assistant.local import answer
from claimwright.assistant.open import open_session
from claimwright.claims.adjudicate import Adjudication
from claimwright.claims.batch import RunWriter, Summary, new_folder
from claimwright.claims.book import load_book
from claimwright.claims.outcome import ClaimOutcome, LineOutcome
from claimwright.claims.tables.importers import import_table, importer
from claimwright.core.errors import NotFoundError
from claimwright.core.money import format_cents
from claimwright.core.settings import home, public_data
from claimwright.corpus.index.demo import CorpusDemo, corpus_demo
from claimwright.trace.runs import remember

GOLDEN = "H-1001"
GOLDEN_FILE = "1-coding.837"
QUESTIONS = ("Why was line 1 denied?", "What would have to change for line 1 to pay?")
TELLING = ("H-1001", "H-1003", "H-2021", "H-2026", "H-3001", "H-3025", "H-4003", "H-4009", "H-4016")
"""A handful of claims that show different outcomes."""
_PUBLISHED = Path("ncci") / "ncci_ptp_prac_2024q3_active.csv.gz"


class PublicRun(msgspec.Struct, frozen=True):
    """The golden claim judged with the published table."""

    source: str
    table: str
    rows: int
    runs: str
    answers: tuple[Answer, ...]


class Demo(msgspec.Struct, frozen=True):
    """What the demonstration did."""

    book: str
    runs: str
    outcomes: tuple[ClaimOutcome, ...]
    answers: tuple[Answer, ...]
    public: PublicRun | None
    corpus: CorpusDemo


def run_demo() -> tuple[Demo, Summary]:
    """Adjudicate the example claims into a new run folder under `CLAIMWRIGHT_HOME`, and answer the questions."""
    book = example_book()
    folder, outcomes, summary = _adjudicate(book, sorted((book / "claims").glob("*.837")))
    remember(folder)
    telling = tuple(outcome for outcome in outcomes if outcome.claim_id in TELLING)
    return Demo(str(book), str(folder), telling, ask_golden(folder), public_run(book), corpus_demo()), summary


def example_book() -> Path:
    """The example book: of the clone, else the copy in the installed package. Raises `NotFoundError` DEMO."""
    package = Path(str(files("claimwright")))
    for place in (package.parents[1] / "examples" / "harbor", package / "examples" / "harbor"):
        if (place / "book.toml").is_file():
            return place
    raise NotFoundError("the example book is not installed", fix="install from a wheel, or run in a clone", code="DEMO")


def ask_golden(runs: Path) -> tuple[Answer, ...]:
    """The two questions about the golden claim of a run folder."""
    session = open_session(runs, GOLDEN)
    return tuple(answer(session, question) for question in QUESTIONS)


def line_rows(outcome: ClaimOutcome) -> list[tuple[str, ...]]:
    """Each line as claim, line, service, outcome, charge, allowed, paid, member's share and codes."""
    return [_row(outcome, line) for line in outcome.lines]


def _row(outcome: ClaimOutcome, line: LineOutcome) -> tuple[str, ...]:
    service = "-".join((line.procedure, *line.modifiers))
    money = (line.charge, line.allowed, line.paid, line.share())
    amounts = (format_cents(each) if line.status == "paid" or not at else "" for at, each in enumerate(money))
    codes = [f"{each.group}-{each.carc}" for each in line.adjustments]
    waits = [pend.label.replace("_", " ") for pend in (line.pends or outcome.pends)] if line.status == "pended" else []
    return (outcome.claim_id, str(line.number), service, line.status, *amounts, ", ".join(dict.fromkeys(codes + waits)))


def public_run(book: Path) -> PublicRun | None:
    """The same claim with the published NCCI table; None where the public data are not at hand."""
    data = public_data()
    if data is None or not (data / _PUBLISHED).is_file():
        return None
    tables, rows = imported(data / _PUBLISHED)
    folder, _, _ = _adjudicate(book, [book / "claims" / GOLDEN_FILE], tables=tables)
    return PublicRun(str(data / _PUBLISHED), str(tables), rows, str(folder), ask_golden(folder))


def imported(source: Path) -> tuple[Path, int]:
    """A folder with the published table, imported once and kept under `CLAIMWRIGHT_HOME`, and its number of rows."""
    digest = hashlib.sha256(source.read_bytes()).hexdigest()[:16]
    folder = home() / "cache" / f"ncci_ptp-{digest}"
    counted = folder / "rows"
    if not counted.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        counted.write_text(str(import_table(importer("ncci-ptp"), [source], folder).rows), encoding="utf-8")
    return folder, int(counted.read_text(encoding="utf-8"))


def _adjudicate(book: Path, claims: list[Path], tables: Path | None = None) -> tuple[Path, list[ClaimOutcome], Summary]:
    folder = new_folder(None)
    with RunWriter(load_book(book, tables=tables), folder, level="full", tables=tables) as writer:
        results = [each for each in writer.run(claims) if isinstance(each, Adjudication)]
    return folder, [result.outcome for result in results], writer.summary
