"""A program: checked and compiled packs, bound to tables, ready to run.

program = Program.load(paths, pipeline="professional", level="full")
engine = program.bind(tables)
run = engine.run(claim, book)      # run.decisions, run.rows, run.r_allowed, ...
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from claimwright.clause import ir, runtime, syntax, values
from claimwright.clause.check import Checked, check
from claimwright.clause.check_tests import check_tests
from claimwright.clause.compile import RUN_SITE, Compiled
from claimwright.clause.data import build_all
from claimwright.clause.diagnostics import ClauseError, Diagnostic, closest
from claimwright.clause.parser import parse
from claimwright.clause.runtime import Decision, Level, Runtime
from claimwright.clause.symbols import CodeBook, gather
from claimwright.clause.tables import Lookup
from claimwright.core.errors import ConfigError, InputError, NotFoundError
from claimwright.trace.sites import NOT_EVALUATED, SiteTable

LATEST = dt.date.max


def find_sources(paths: Iterable[Path]) -> list[Path]:
    """The `.clause` files that the paths name: files, and folders with everything below them, in order of name."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found.extend(sorted(path.rglob("*.clause")))
        elif path.exists():
            found.append(path)
        else:
            raise NotFoundError(f"there is no file or folder {path}", fix="check the path")
    return list(dict.fromkeys(found))


def read_sources(paths: Iterable[Path]) -> dict[str, str]:
    """Pack texts by file name. Raises `InputError` where a file is no UTF-8 text."""
    texts: dict[str, str] = {}
    for path in find_sources(paths):
        try:
            texts[str(path)] = path.read_text(encoding="utf-8")
        except (UnicodeDecodeError, OSError) as error:
            raise InputError(f"{path} cannot be read as UTF-8 text: {error}", fix="save it as UTF-8") from None
    return texts


def parse_sources(sources: Mapping[str, str]) -> tuple[list[syntax.Pack], list[Diagnostic]]:
    """Parse every text; packs with syntax errors are left out."""
    packs: list[syntax.Pack] = []
    findings: list[Diagnostic] = []
    for path, text in sources.items():
        pack, diagnostics = parse(text, path)
        findings.extend(diagnostics)
        if pack is not None and not any(d.is_error for d in diagnostics):
            packs.append(pack)
    return packs, findings


def check_sources(
    sources: Mapping[str, str], codebook: CodeBook | None = None
) -> tuple[Checked, tuple[Diagnostic, ...]]:
    """Parse and check together; where a text does not parse, only the syntax errors are told."""
    packs, findings = parse_sources(sources)
    if any(d.is_error for d in findings):
        return Checked(tuple(packs), gather(())), tuple(findings)
    checked = check(packs, codebook)
    check_tests(checked)
    return checked, (*findings, *checked.diagnostics)


class Program:
    """Compiled packs. Immutable; one program serves many engines and threads."""

    def __init__(
        self, checked: Checked, *, pipeline: str = "", level: Level = "full", known_on: dt.date = LATEST
    ) -> None:
        if pipeline and pipeline not in checked.pipelines:
            near = closest(pipeline, checked.pipelines)
            raise ConfigError(
                f"there is no pipeline {pipeline!r}",
                fix=f"did you mean {near!r}?" if near else f"declared are: {', '.join(checked.pipelines) or 'none'}",
                code="CL211",
            )
        self.checked, self.known_on = checked, known_on
        self.level: Level = level
        self.compiled = Compiled(checked, pipeline, level, known_on)
        self.data = build_all(checked.symbols, checked.data, known_on)
        self.results = tuple(f"r_{name}" for name in checked.symbols.results)

    @classmethod
    def from_sources(cls, sources: Mapping[str, str], *, pipeline: str, level: Level = "full", known_on: dt.date = LATEST,
                     codebook: CodeBook | None = None) -> Program:  # fmt: skip
        """Check and compile. Raises `ClauseError` with every finding where one is an error."""
        checked, findings = check_sources(sources, codebook)
        errors = [d for d in findings if d.is_error]
        if errors:
            raise ClauseError(errors, dict(sources))
        return cls(checked, pipeline=pipeline, level=level, known_on=known_on)

    @property
    def digest(self) -> str:
        """SHA-256 over the packs, the pipeline, the level and the knowledge date."""
        return self.compiled.digest

    @property
    def sites(self) -> SiteTable:
        """What a reader needs to understand the traces of this program."""
        return self.compiled.table

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables that some rule searches, in order of name."""
        return tuple(sorted(name for name in self.checked.symbols.tables if name in self.checked.symbols.used))

    @property
    def pipeline(self) -> ir.PipelineOf | None:
        return self.compiled.pipeline

    def bind(self, tables: Mapping[str, Lookup]) -> Engine:
        """An engine that searches these tables. Raises `ConfigError` where one is missing."""
        missing = [name for name in self.tables if name not in tables]
        if missing:
            raise ConfigError(
                f"the rules search tables that are not given: {', '.join(missing)}",
                fix="add them to the book's tables",
                code="CL505",
            )
        return Engine(self, tables)


class Engine:
    """A program with its tables: runs the pipeline, or one rule of it."""

    def __init__(self, program: Program, tables: Mapping[str, Lookup]) -> None:
        self.program = program
        self.namespace: dict[str, Any] = {
            "Decision": Decision, "N": NOT_EVALUATED, "pick": runtime.pick, "ref": runtime.ref, "refs": runtime.refs,
            "row_number": runtime.row_number, "row_numbers": runtime.row_numbers, "versions_lost": runtime.versions_lost,
            "ClauseFault": values.ClauseFault, "shift": values.shift, "between": values.between, "divide": values.divide, "write": values.write,
            **{f"round_{mode.replace(' ', '_')}": function for mode, function in values.ROUNDING.items()},
            **{f"w_{kind}": writer for kind, writer in values.WRITERS.items()},
            **program.compiled.constants.values,
            **{f"data_{word}": records for word, records in program.data.items()},
        }  # fmt: skip
        for name, table in tables.items():
            self.namespace[f"f1_{name}"], self.namespace[f"fa_{name}"] = table.find, table.find_all
        for code in program.compiled.codes:
            exec(code, self.namespace)
        self._run = self.namespace.get("run_pipeline")

    def run(self, *inputs: Any) -> Runtime:
        """Run the whole pipeline on its inputs, in the pipeline's order."""
        run = Runtime(self.program.results)
        assert self._run is not None
        self._run(run, *inputs)
        return run

    def start(self, refs: tuple[str, ...] = ()) -> Runtime:
        """A run in which single rules are called, as tests do."""
        run = Runtime(self.program.results)
        run.rows.append((RUN_SITE, -1, *refs))
        return run

    def call(self, run: Runtime, rule: str, inputs: Mapping[str, Any], subject: str, on: dt.date) -> None:
        """Judge one rule: the version in force on the date. A failure is an error row and a pend, as in a pipeline."""
        run.on = on
        versions = self.program.compiled.versions(rule)
        chosen = next(
            (v for v in versions if (v[0].in_force.start or dt.date.min) <= on <= (v[0].in_force.end or dt.date.max)),
            None,
        )
        if chosen is None:
            return
        head = [run] if self.program.level == "off" else [run, run.rows, 0]
        try:
            decision = self.namespace[chosen[1]](*head, *(inputs[p.name] for p in chosen[0].parameters))
            if decision is not None:
                run.commit(decision)
        except Exception as error:  # noqa: BLE001  -- a rule's failure is a finding
            run.fault(error, f"{chosen[0].pack}.{rule}", subject, 0, -1)
