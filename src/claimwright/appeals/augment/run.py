"""Writing more training cases: each request asked once and kept by its hash, within a budget, resumable at any point."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from claimwright.appeals.augment.check import refusal
from claimwright.appeals.augment.kinds import KINDS, TOPICS, Kind, Name
from claimwright.appeals.augment.marks import MARK, is_augmented
from claimwright.appeals.benchmark.evaluation_rows import is_near_evaluation_row, refuse_evaluation_rows
from claimwright.appeals.letters.pseudonyms import Pseudonyms
from claimwright.appeals.records import OUTCOMES, AppealCase, Denial
from claimwright.core.errors import InputError
from claimwright.llm import ChatModel, Request, system, user
from claimwright.llm.errors import BudgetError, ModelError

Say = Callable[[str], None]
_TEMPERATURE = 0.8
_TOKENS = 600


class Kept(msgspec.Struct, frozen=True):
    """A line of the cache: a request's hash and what was answered."""

    key: str
    content: str


@dataclass(frozen=True, slots=True)
class Augmented:
    """The new cases; how many requests were asked now, taken from the cache, refused (by reason) and failed; `stopped`
    says why not all were asked."""

    cases: tuple[AppealCase, ...]
    asked: int
    cached: int
    refused: dict[str, int]
    failed: int
    stopped: str = ""


@dataclass(frozen=True, slots=True)
class _Wish:
    case: AppealCase
    kind: Kind
    number: int
    request: Request
    names: Pseudonyms


def augment(
    cases: Sequence[AppealCase], model: ChatModel, cache: Path, *, kinds: Sequence[Name] = tuple(KINDS), each: int = 1,
    seed: int = 7, say: Say = lambda line: None,
) -> Augmented:  # fmt: skip
    """Ask for `each` text of every kind for every case. What identifies is replaced before it is sent.

    Rows for evaluation only are an `InputError`, and so are cases of a test part and augmented ones. Where a budget ends, what was
    made so far is given; the next run goes on from the cache.
    """
    _check(cases)
    known = _read(cache)
    made: list[AppealCase] = []
    refused: Counter[str] = Counter()
    asked = cached = failed = 0
    stopped = ""
    for wish in _wishes(cases, kinds, each, seed):
        content = known.get(wish.request.key)
        if content is not None:
            cached += 1
        else:
            try:
                content = model.complete(wish.request).content
            except BudgetError as error:
                stopped = error.what
                break
            except ModelError as error:
                failed += 1
                say(f"{wish.case.id}: {error.what}")
                continue
            asked += 1
            _keep(cache, Kept(wish.request.key, content))
        text = wish.names.show(content).strip()
        reason = refusal(wish.kind, wish.case.text, text) or (
            "near an evaluation row" if is_near_evaluation_row(text) else ""
        )
        if reason:
            refused[reason.partition(":")[0]] += 1
            say(f"{wish.case.id}, {wish.kind.name}: refused, {reason}")
        else:
            made.append(_case(wish, text, model.name))
    return Augmented(tuple(made), asked, cached, dict(refused), failed, stopped)


def _check(cases: Sequence[AppealCase]) -> None:
    refuse_evaluation_rows(cases, use="augment")
    wrong = [case.id for case in cases if is_augmented(case) or "test" in case.marks]
    if wrong:
        raise InputError(
            f"{len(wrong)} of these cases are augmented already or of a test part", where=", ".join(wrong[:5]),
            fix="give the training part alone", code="APPEALS-AUGMENT",
        )  # fmt: skip


def _wishes(cases: Sequence[AppealCase], kinds: Sequence[Name], each: int, seed: int) -> Iterator[_Wish]:
    for case in cases:
        for name in kinds:
            for number in range(each):
                kind, names = KINDS[name], Pseudonyms(Denial())
                topic = random.Random(f"{seed}/{case.id}/{number}").choice(TOPICS)
                turns = [system(kind.ask.format(topic=topic))]
                turns.append(user(names.hide(case.text) if kind.from_case else f"Write it. ({case.id}, {number + 1})"))
                request = Request(tuple(turns), max_tokens=_TOKENS, temperature=_TEMPERATURE, seed=seed + number)
                yield _Wish(case, kind, number, request, names)


def _case(wish: _Wish, text: str, model: str) -> AppealCase:
    """The new case: of the same group, so that it never straddles a split. An insufficient one has that as its outcome."""
    case, kind = wish.case, wish.kind
    bare = msgspec.structs.replace(
        case, id=f"{case.id}#{kind.name}-{wish.number + 1}", text=text, full_text="", group=case.group or case.id,
        sufficiency=None, sufficiency_id=int(kind.sufficient), decision=case.decision if kind.sufficient else OUTCOMES[0],
        marks=(*case.marks, MARK, f"augmented-{kind.name}", f"from:{case.id}", f"model:{model}"),
    )  # fmt: skip
    return bare if kind.sufficient else msgspec.structs.replace(bare, diagnosis="", diagnosis_category="", treatment="", treatment_category="")  # fmt: skip


def _read(cache: Path) -> dict[str, str]:
    """The cache; a line that a kill cut off is passed over."""
    known: dict[str, str] = {}
    for raw in cache.read_bytes().splitlines() if cache.is_file() else ():
        try:
            line = msgspec.json.decode(raw, type=Kept)
        except (msgspec.DecodeError, UnicodeDecodeError):
            continue
        known[line.key] = line.content
    return known


def _keep(cache: Path, line: Kept) -> None:
    cache.parent.mkdir(parents=True, exist_ok=True)
    with cache.open("ab") as file:
        if file.tell() and not _ends_whole(cache):
            file.write(b"\n")
        file.write(msgspec.json.encode(line) + b"\n")


def _ends_whole(cache: Path) -> bool:
    with cache.open("rb") as file:
        file.seek(-1, 2)
        return file.read(1) == b"\n"
