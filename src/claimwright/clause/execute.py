"""`clause run`: packs, inputs and tables from files through a pipeline, for authors who try a rule out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import msgspec

from claimwright.clause.check import Checked
from claimwright.clause.diagnostics import ClauseError
from claimwright.clause.inputs import read_inputs, read_tables
from claimwright.clause.program import Program, check_sources, read_sources
from claimwright.clause.runtime import Decision, Runtime
from claimwright.clause.testing import say
from claimwright.clause.types import tag
from claimwright.clause.values import write
from claimwright.core.errors import InputError
from claimwright.trace.codec import FORMAT, decode, encode
from claimwright.trace.render import render_text
from claimwright.trace.sites import Header
from claimwright.trace.tree import Tree


@dataclass(frozen=True, slots=True)
class Execution:
    """A finished run of a program."""

    program: Program
    run: Runtime

    def results(self) -> list[tuple[str, str, str]]:
        """Each result that was set: name, subject, value as written."""
        kinds = self.program.checked.symbols.results
        found = [(name, subject, value) for name in kinds for subject, value in getattr(self.run, f"r_{name}").items()]
        return [(name, subject, _written(value, tag(kinds[name].type))) for name, subject, value in found]

    def as_text(self, *, trace: bool) -> str:
        """Decisions, then results, then the trace if it is asked for."""
        lines = [f"{d.subject}: {say(d)} because {d.because} ({d.rule})" for d in self.run.decisions]
        lines += [f"{name} of {subject} is {value}" for name, subject, value in self.results()]
        if trace:
            lines += ["", render_text(self._tree())]
        return "\n".join(lines) if lines else "no decision and no result"

    def as_json(self) -> dict[str, Any]:
        """The same as plain data."""
        decisions = [Decision._asdict(each) for each in self.run.decisions]
        results = [{"result": name, "subject": subject, "value": value} for name, subject, value in self.results()]
        return {"decisions": decisions, "results": results}

    def _tree(self) -> Tree:
        header = Header(FORMAT, "", "", "", "full", self.program.digest, (), (), str(self.program.known_on), "")
        return Tree(decode(encode(header, self.run.rows)), self.program.sites)


def execute(paths: Iterable[Path], file: Path, pipeline: str = "") -> Execution:
    """Run a pipeline on the inputs of a JSON file. Raises `ClauseError` and `InputError` for what is wrong."""
    sources = read_sources(paths)
    given = _read(file)
    checked, findings = check_sources(sources)
    errors = [each for each in findings if each.is_error]
    if errors:
        raise ClauseError(errors, sources)
    program = Program(checked, pipeline=pipeline or _only_pipeline(checked))
    inputs = read_inputs(program, given.get("inputs", {}))
    engine = program.bind(read_tables(program, given.get("tables", {})))
    return Execution(program, engine.run(*inputs.values()))


def _read(file: Path) -> dict[str, Any]:
    try:
        data = msgspec.json.decode(file.read_bytes())
    except (OSError, msgspec.DecodeError) as error:
        raise InputError(
            f"{file} cannot be read as JSON: {error}", fix="see docs/language.md, clause run", code="INPUT-1"
        ) from None
    if not isinstance(data, dict):
        raise InputError(f"{file} is no JSON object", fix='write {"inputs": {...}, "tables": {...}}', code="INPUT-1")
    return cast("dict[str, Any]", data)


def _only_pipeline(checked: Checked) -> str:
    names = list(checked.pipelines)
    if len(names) != 1:
        raise InputError(f"the packs have {len(names)} pipelines", fix="name one with --pipeline", code="INPUT-2")
    return names[0]


def _written(value: Any, kind: str) -> str:
    return str(value.ref) if kind == "record" else write(value, kind)
