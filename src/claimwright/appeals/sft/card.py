"""The card of a set of alignment data, made from its statistics."""

from __future__ import annotations

from collections.abc import Mapping

from claimwright.appeals.sft.records import Statistics

_TASKS = {
    "review": "write the reviewer's summary from the facts",
    "background": "write the background of the appeal from the facts",
    "verdict-of-review": "state the outcome that a review reached",
    "verdict-of-background": "state the outcome from the background alone",
}
_USE = """\
For teaching a model to write backgrounds and reviews and to state outcomes. Responses of the writing tasks are people's texts
as the regulators published them, signs mended; nothing in them was rewritten. A prompt gives no more than its lines, so a
model learns to add clinical detail that it was not given: let no such model write facts into a letter that nobody vouches for.
The outcome is that of the case; where several reviewers wrote, one text can argue against it.
Texts and outcomes mirror who appeals, and what plans deny; they are no sample of all denials."""


def render(statistics: Statistics) -> str:
    """The card as Markdown; every figure is one of `statistics.json`."""
    return "\n".join(_lines(statistics)).rstrip("\n")


def _lines(s: Statistics) -> list[str]:
    told = f"{s.examples:,} examples of {s.cases:,} cases ({s.groups:,} groups), from {s.read:,} rows read."
    invented = f"{s.invented:,} of them are invented, for tests." if s.invented else ""
    return [
        "# Alignment data from reviewed appeals",
        "",
        f"{told} {invented}".strip(),
        "",
        _held(s),
        "",
        *_table("Task", {f"`{name}`: {_TASKS[name]}": n for name, n in s.by["task"].items()}),
        *_table("Part", s.by["split"]),
        *_table("Source", s.by["source"]),
        *_table("Outcome, in verdict tasks", s.by["verdict"]),
        *_table("Left out (rows, examples)", s.left_out),
        *_table("Cases without an example of a task", s.without),
        *_table("Facts left out of prompts because they name an outcome", s.fields_left_out),
        "## Lengths in characters",
        "",
        "| | median | 95 in 100 are at most | longest |",
        "|---|---:|---:|---:|",
        *(f"| {name} | {n.median:,} | {n.p95:,} | {n.longest:,} |" for name, n in s.lengths.items()),
        "",
        f"{s.sentences_removed:,} sentences that give the outcome away were taken out of backgrounds. {s.problems:,} bad rows "
        "are told in `problems.jsonl`.",
        "",
        "## Use and limits",
        "",
        _USE,
        "",
        *_table("Read", {f"{one.name} `{one.sha256[:12]}`": one.cases for one in s.inputs}),
    ]


def _held(s: Statistics) -> str:
    if s.benchmark:
        return (
            f"Left out: test and evaluation cases of the benchmark `{s.benchmark[:12]}`, what holds or is near one, and "
            "what is one case with them; the public rows for evaluation only."
        )
    return "Left out: the public rows for evaluation only, and what is near one. No benchmark was given: test on none of its cases."


def _table(head: str, counts: Mapping[str, int]) -> list[str]:
    if not counts:
        return []
    return [f"| {head} | |", "|---|---:|", *(f"| {name} | {count:,} |" for name, count in counts.items()), ""]
