"""Adjudication: a claim and the book's slice of it through the rules, to an outcome and a trace."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import msgspec

from claimwright import __version__
from claimwright.claims.book import LoadedBook
from claimwright.claims.book.slices import slice_for
from claimwright.claims.ledger import LiveDirectory, Posting, post
from claimwright.claims.outcome import ClaimOutcome, settle, with_nodes
from claimwright.claims.records import Book, Claim
from claimwright.clause.program import LATEST, Engine, Program
from claimwright.clause.runtime import Level, Runtime
from claimwright.clause.tables import Lookup
from claimwright.core.errors import InputError
from claimwright.trace.codec import compress, encode
from claimwright.trace.sites import Header, Site, SiteTable, Slot

FORMAT = "claimtrace/1"

_MONEY = ("charge", "allowed", "paid", "member share")
_OUTCOME_SLOTS = (
    Slot("subject", "subject", "record"),
    Slot("status", "outcome", "text"),
    *(Slot(name, "figure", "money") for name in _MONEY),
)
OUTCOME = Site("outcome", "outcome", "settlement", text="what became of it", slots=_OUTCOME_SLOTS)
"""What the host adds to every site table: the money of each line and of the claim."""
BALANCE = Site(
    "error", "balance", "settlement", text="what the rules take off a charge",
    slots=(Slot("subject", "subject", "record"), Slot("code", "text", "text"), Slot("message", "text", "text")),
)  # fmt: skip
"""What the host adds where rules take more off a line than was charged; code SETTLE-1."""

_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(tuple[Claim, Book])


@dataclass(frozen=True)
class Adjudication:
    """One run of one claim."""

    claim: Claim
    book: Book
    outcome: ClaimOutcome
    header: Header
    rows: list[tuple[object, ...]]
    inputs: bytes
    posting: Posting

    @cached_property
    def trace(self) -> bytes:
        """The canonical bytes of the trace."""
        return encode(self.header, self.rows)

    def compressed(self) -> bytes:
        """The trace as it is stored."""
        return compress(self.trace)


def encode_inputs(claim: Claim, book: Book) -> bytes:
    """The canonical bytes of what a run is given."""
    return _encoder.encode((claim, book))


def decode_inputs(data: bytes) -> tuple[Claim, Book]:
    """The claim and the slice that a run was given. Raises `InputError` INPUTS for bytes that hold neither."""
    try:
        return _decoder.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise InputError(
            f"the inputs of the run cannot be read: {error}", fix="adjudicate the claim again", code="INPUTS"
        ) from None


def sources_of(book: LoadedBook) -> dict[str, str]:
    """The text of every pack, by a name that does not depend on where the book lies. Raises `InputError` BOOK."""
    texts: dict[str, str] = {}
    for path in book.packs:
        name = path.relative_to(book.path).as_posix() if path.is_relative_to(book.path) else f"packs/{path.name}"
        if name in texts:
            what = f"the book's {name} has the name of a pack that comes with the package"
            raise InputError(what, fix="give the file another name", code="BOOK")
        texts[name] = Path(path).read_text(encoding="utf-8")
    return texts


class RuleEngine:
    """The rules and tables of a book at one level; immutable, and the same for every claim."""

    def __init__(self, program: Program, tables: Mapping[str, Lookup]) -> None:
        self.program = program
        self.engine: Engine = program.bind(tables)
        self.level: Level = program.level
        self.known_on = program.known_on
        self.sites = SiteTable(
            self.program.digest, (*self.program.sites.sites, OUTCOME, BALANCE), self.program.sites.sources
        )
        self._packs = tuple(
            (pack.name, hashlib.sha256(pack.source.encode()).hexdigest()) for pack in self.program.checked.packs
        )
        self._tables = tuple((name, tables[name].digest) for name in self.program.tables)
        receipt = repr((__version__, self.program.digest, self._tables, str(self.known_on)))
        self._identity = hashlib.sha256(receipt.encode()).digest()
        self._outcome, self._balance = len(self.sites.sites) - 2, len(self.sites.sites) - 1

    def judge(self, claim: Claim, book: Book) -> Adjudication:
        """Run the rules, settle the money, and write the receipt. Deterministic to the byte."""
        inputs = encode_inputs(claim, book)
        digest = hashlib.sha256(inputs)
        run_id = hashlib.sha256(self._identity + digest.digest()).hexdigest()[:16]
        run = self.engine.run(claim, book)
        outcome = settle(claim, run, run_id)
        if self.level != "off":
            outcome = self._explain(run, outcome)
            self._record(run, outcome)
        posting = post(claim, book, outcome, run)
        header = self._header(claim, book, run_id, digest.hexdigest(), posting)
        return Adjudication(claim, book, outcome, header, run.rows, inputs, posting)

    def _explain(self, run: Runtime, outcome: ClaimOutcome) -> ClaimOutcome:
        """The outcome, where pends of the settlement point to an error row of their own."""
        if all(pend.node >= 0 for pend in outcome.pends):
            return outcome
        nodes: dict[str, int] = {}
        for pend in outcome.pends:
            if pend.node < 0:
                nodes[pend.subject] = len(run.rows)
                run.rows.append((self._balance, 0, pend.subject, "SETTLE-1", pend.because))
        return with_nodes(outcome, nodes)

    def _record(self, run: Runtime, outcome: ClaimOutcome) -> None:
        for line in outcome.lines:
            run.rows.append(
                (self._outcome, 0, line.ref, line.status, line.charge, line.allowed, line.paid, line.share())
            )
        row = (
            self._outcome,
            0,
            outcome.ref,
            outcome.status,
            outcome.charge,
            outcome.allowed,
            outcome.paid,
            outcome.member_share,
        )
        run.rows.append(row)

    def _header(self, claim: Claim, book: Book, run_id: str, inputs: str, posting: Posting) -> Header:
        read = tuple(entry.ref for entry in book.accumulators)
        written = tuple(entry.ref for entry in posting.entries)
        return Header(
            FORMAT, __version__, run_id, claim.claim_id, self.level, self.program.digest, self._packs, self._tables,
            str(self.known_on), inputs, read, written,
        )  # fmt: skip


class Adjudicator:
    """Adjudicates claims of one book in the order they come; each sees what the ones before it left behind."""

    def __init__(self, book: LoadedBook, *, level: Level = "full") -> None:
        self.book = book
        known_on = book.known_on or LATEST
        program = Program.from_sources(sources_of(book), pipeline=book.pipeline, level=level, known_on=known_on)
        self.rules = RuleEngine(program, book.tables)
        self.directory = LiveDirectory(book.directory)

    def adjudicate(self, claim: Claim) -> Adjudication:
        """One claim, and its part of the ledger is written."""
        result = self.rules.judge(claim, slice_for(claim, self.directory))
        self.directory.write(result.posting)
        return result
