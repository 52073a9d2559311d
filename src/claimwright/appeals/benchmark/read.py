"""Reading cases: the one loader of the appeals part.

Files: JSON Lines, CSV and Parquet with HICRIC's columns, our own, or those of the published rows (`row_id`, `text`,
`decision`, `group`); the Department of Managed Health Care's table of determinations; and a corpus. A bad row is told as a
problem with its line, and the rest goes through; without a list to tell it to, the first bad row is an `InputError`. Records
of the corpus that hold no narrative, and no categories to judge the case by, are left out and told in one problem with their
number.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec

from claimwright.appeals.benchmark.problems import Problem, Problems
from claimwright.appeals.benchmark.rows import NoNarrativeError, Origin, case_of_row
from claimwright.appeals.records import AppealCase
from claimwright.core.errors import InputError, Location, MissingExtraError, NotFoundError
from claimwright.corpus.layout import Layout
from claimwright.corpus.records import CaseRecord

IMR = "imr-appeals"
"""The source name of the published benchmark's rows."""
DMHC = "ca-dmhc"

CODE_FILE = "APPEALS-FILE"

_EVALUATION_FILES = ("imr_eval", "evaluation")
_NO_NARRATIVE = "records of cases without a narrative left out"
_FORMATS = "give .jsonl, .csv or .parquet"


def read_cases(path: Path, problems: list[Problem] | None = None) -> list[AppealCase]:
    """The cases of a file, by its ending. Raises `NotFoundError`, and `InputError` for a file that is none."""
    if not path.is_file():
        raise NotFoundError(
            "the file is not there",
            where=str(path),
            fix="check the path; a corpus is given with --corpus",
            code=CODE_FILE,
        )
    reader = {".jsonl": read_jsonl, ".ndjson": read_jsonl, ".csv": read_csv, ".parquet": read_parquet}.get(
        path.suffix.lower()
    )
    if reader is None:
        raise InputError(
            f"{path.suffix or 'a file without an ending'} is not read",
            where=str(path),
            fix=_FORMATS,
            code=CODE_FILE,
        )
    return reader(path, problems)


def read_jsonl(path: Path, problems: list[Problem] | None = None) -> list[AppealCase]:
    """The cases of JSON Lines, one object a line; empty lines are passed over."""
    return list(_cases(_json_rows(path, Problems(problems)), path, Problems(problems)))


def read_csv(path: Path, problems: list[Problem] | None = None) -> list[AppealCase]:
    """The cases of a table with a heading: determinations of California's regulator, or HICRIC's columns."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        head = file.readline()
    if "determination" in head.casefold() and "decision" not in head.casefold():
        return _determinations(path, Problems(problems))
    return list(_cases(_csv_rows(path, head), path, Problems(problems)))


def read_parquet(path: Path, problems: list[Problem] | None = None) -> list[AppealCase]:
    """The cases of a Parquet file with HICRIC's columns, as the published dataset has them. Needs `pyarrow`."""
    try:
        parquet: Any = import_module("pyarrow.parquet")
    except ImportError:
        raise MissingExtraError("pyarrow", "parquet") from None
    try:
        table: Any = parquet.read_table(path)
    except ValueError as error:
        raise InputError("this is no Parquet file", where=str(path), fix=str(error)[:120], code=CODE_FILE) from None
    rows: list[dict[str, Any]] = table.to_pylist()
    return list(_cases(((n, row) for n, row in enumerate(rows, start=1)), path, Problems(problems)))


def read_corpus(source: Layout | Path, problems: list[Problem] | None = None) -> list[AppealCase]:
    """The reviewed appeals of a corpus (`Layout`) or of a processed file; cases without an outcome are problems."""
    from claimwright.corpus.cases import read_cases_by_document

    told = Problems(problems)
    cases: list[AppealCase] = []
    without: Counter[str] = Counter()
    for number, (document, record) in enumerate(read_cases_by_document(source), start=1):
        name = document.name if isinstance(document, Path) else document.local_processed_path
        by = "" if isinstance(document, Path) else (document.preprocessor or "")
        try:
            _append(cases, record, Origin(_source_name(by, name), number), Location(name, number), told)
        except NoNarrativeError:
            without[name] += 1
    for name, count in without.items():
        told.count(Location(name), count, _NO_NARRATIVE)
    return cases


def case_of_record(record: CaseRecord, origin: Origin) -> AppealCase:
    """The case of a corpus record. A record without narrative keeps no text: its outline only repeats the columns."""
    row = {name: getattr(record, name) for name in record.__struct_fields__}
    return case_of_row({**row, "full_text": row["text"]}, origin)


def _append(cases: list[AppealCase], record: CaseRecord, origin: Origin, where: Location, told: Problems) -> None:
    try:
        cases.append(case_of_record(record, origin))
    except NoNarrativeError:
        raise
    except InputError as error:
        told.tell(where, error.what, error.fix)


def _determinations(path: Path, told: Problems) -> list[AppealCase]:
    from claimwright.corpus.cases import read_raw_cases
    from claimwright.corpus.process import collecting

    cases: list[AppealCase] = []
    with collecting() as found:
        for number, record in enumerate(read_raw_cases(path, "ca_dmhc"), start=2):
            _append(cases, record, Origin(DMHC, number, structured=True), Location(path.name, number), told)
    for problem in found:
        told.tell(Location(problem.where), problem.what)
    return cases


def _cases(rows: Iterable[tuple[int, Mapping[str, Any]]], path: Path, told: Problems) -> Iterator[AppealCase]:
    stem = path.stem.casefold()
    evaluation, source = stem.startswith(_EVALUATION_FILES), _source_of(path)
    without = 0
    for number, row in rows:
        named = IMR if "row_id" in row else source
        try:
            yield case_of_row(row, Origin(named, number, evaluation))
        except NoNarrativeError:
            without += 1
        except InputError as error:
            told.tell(Location(path.name, number), error.what, error.fix)
    told.count(Location(path.name), without, _NO_NARRATIVE)


def _json_rows(path: Path, told: Problems) -> Iterator[tuple[int, dict[str, Any]]]:
    decoder = msgspec.json.Decoder(dict[str, Any])
    with path.open("rb") as file:
        for number, raw in enumerate(file, start=1):
            if not raw.strip():
                continue
            try:
                yield number, decoder.decode(raw)
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                told.tell(Location(path.name, number), f"the line is no JSON object: {error}", "give one object a line")


def _csv_rows(path: Path, head: str) -> Iterator[tuple[int, dict[str, Any]]]:
    csv.field_size_limit(1 << 30)
    separator = max(",;\t", key=head.count)
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        reader = csv.DictReader(file, delimiter=separator)
        if not {"text", "decision"} & {(name or "").strip() for name in reader.fieldnames or ()}:
            raise InputError(
                "the table has neither `text` nor `decision` nor `Determination` among its columns",
                where=str(path),
                fix="give HICRIC's columns or the regulator's table",
                code=CODE_FILE,
            )
        for row in reader:
            yield reader.line_num, {(name or "").strip(): value for name, value in row.items() if isinstance(name, str)}


def _source_of(path: Path) -> str:
    """The name of the file, without a split's or shard's number."""
    return path.stem.split("-0")[0]


def _source_name(processor: str, name: str) -> str:
    return processor.replace("_", "-") or Path(name).stem
