"""The data card of a build: what is in it, what is not, how it was cleaned and tested, and what it is fit for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimwright.appeals.benchmark.leaks.check import LeakTest
from claimwright.appeals.benchmark.manifest import Counts, Manifest

LICENCES = {
    "imr-appeals": "CC BY-SA 4.0 (published dataset), made from regulators' public records",
    "ca-dmhc": "public record of the California Department of Managed Health Care",
    "ca-cdi": "public record of the California Department of Insurance",
    "ny-dfs": "public record of the New York State Department of Financial Services",
    "medicare-qic": "work of the United States Government, in the public domain",
}
_SHOWN = 12


def render(m: Manifest) -> str:
    """The card as Markdown."""
    parts = (
        _head(m),
        _inputs(m),
        _contents(m.counts),
        _lacks(m),
        _cleaning(m),
        _leaks(m.leak_test),
        _splits(m),
        _use(m),
    )
    return "\n".join(line for part in parts for line in (*part, "")).rstrip("\n") + "\n"


def _head(m: Manifest) -> Iterator[str]:
    yield "# Benchmark of external appeals: data card"
    yield ""
    yield f"{m.kept:,} cases in {m.groups:,} groups; {m.counts.with_text:,} have a text, the others only columns."
    if m.counts.invented:
        yield f"**{m.counts.invented:,} of the cases are invented (fixtures). Figures with them say nothing about real appeals.**"
    if not m.leak_test.passed:
        yield "**This build failed its leak test. Its cases were not written.**"


def _inputs(m: Manifest) -> Iterator[str]:
    yield "## Sources"
    yield ""
    yield from _table(
        ("file", "cases read", "bad rows", "SHA-256"), [(i.name, i.cases, i.problems, i.sha256[:16]) for i in m.inputs]
    )
    yield ""
    rows = [(name, count, LICENCES.get(name, "as its source says")) for name, count in m.counts.by["source"].items()]
    yield from _table(("source", "kept", "licence"), rows)


def _contents(c: Counts) -> Iterator[str]:
    yield "## What is in it"
    for field, values in c.by.items():
        known = {value: count for value, count in values.items() if value}
        if not known or field == "source":
            continue
        yield ""
        yield f"### By {field}"
        yield ""
        over = c.overturned[field]
        shown = sorted(known.items()) if field == "year" else list(known.items())[:_SHOWN]
        rows = [(value, n, f"{over.get(value, 0) / n:.1%}") for value, n in shown]
        yield from _table((field, "cases", "overturned"), rows)
        left, unsaid = len(known) - len(shown), values.get("", 0)
        notes = [f"{left} more values"] * (left > 0) + [f"{unsaid:,} cases do not say"] * (unsaid > 0)
        if notes:
            yield ""
            yield "; ".join(notes) + "."


def _lacks(m: Manifest) -> Iterator[str]:
    yield "## What it lacks"
    yield ""
    absent = [field for field, values in m.counts.by.items() if not any(values.keys() - {""})]
    if absent:
        yield f"- No case records: {', '.join(absent)}."
    if marks := {mark: n for mark, n in m.counts.marks.items() if mark.startswith("cut")}:
        yield "- Texts cut at the source: " + ", ".join(f"{n:,} at {_where(mark)}" for mark, n in marks.items()) + "."
    yield "- No claims, bills, records or letters: only what reviewers wrote in their summaries, after the fact."
    yield "- An outcome belongs to a case, a text to one reviewer; reviewers of a panel may have disagreed."
    yield "- Only people who appealed to the end are in it; most who are denied do not appeal."
    if not any(m.counts.by["human sufficiency rating"].keys() - {""}):
        yield "- No person has judged whether the texts suffice; `Insufficient` rests on pseudo-labels, where there are any."


def _cleaning(m: Manifest) -> Iterator[str]:
    yield "## Cleaning"
    yield ""
    yield f"- {m.read:,} cases were read, {m.problems:,} bad rows were not (`problems.jsonl`)."
    yield f"- {m.sentences_removed:,} sentences of {m.cases_with_removed:,} cases state or imply the decision and were taken out (`removed_sentences.jsonl`)."
    yield f"- {m.pairs:,} pairs of texts are equal, nearly equal, or hold one another; each is in one group."
    yield (
        "- Left out (`left_out.jsonl`): " + (", ".join(f"{n:,} {why}" for why, n in m.left_out.items()) or "none") + "."
    )
    if m.options.keep_conflicts:
        yield "- Near-equal texts with different outcomes were kept, by option, in one group."
    else:
        yield "- Near-equal texts with different outcomes are quarantined. This makes the task look easier than it is: `--keep-conflicts` keeps them."
    if not m.options.clean:
        yield "- **Sentences that give the outcome away were left in, by option.**"
    if m.splits.get("evaluation"):
        yield (
            f"- The cleaned text of {m.evaluation_with_removed:,} of the {m.splits['evaluation']:,} evaluation-only rows is shorter than the "
            "published one. Figures to be set beside published ones must use `evaluation-raw.jsonl`."
        )


def _leaks(t: LeakTest) -> Iterator[str]:
    p, w = t.patterns, t.words
    yield "## Leak test"
    yield ""
    yield f"{'Passed.' if t.passed else 'FAILED: ' + '; '.join(t.failures) + '.'}"
    yield ""
    yield f"- Pattern probe, {p.rows:,} texts: {p.strict:,} hold a sentence that the cleaner would take out."
    if p.wide:
        yield f"  {p.wide:,} hold words of deciding, whoever says them; {p.right:,} of these imply the true outcome (95% {p.low:.2f} to {p.high:.2f}; more frequent outcome {p.majority:.2f})."
    if w is None:
        yield "- Word probe: too few texts of both outcomes; nothing is shown by it."
        return
    yield f"- Word probe, {w.rows:,} held-out texts: all words {w.all_words:.3f} right, words of the last sentence {w.last_sentence:.3f}, shuffled outcomes at most {w.shuffled:.3f}, more frequent outcome {w.majority:.3f}."
    if w.deciding_low is not None:
        yield f"  {w.deciding_rows:,} texts hold words of deciding; from these alone {w.deciding_right:,} are judged rightly (shuffled at most {w.deciding_shuffled:.3f})."
    else:
        yield f"  {w.deciding_rows:,} texts hold frequent words of deciding: too few to judge."
    telling = [(f"“{e.words}”", e.leans, e.groups, f"{e.share:.2f}", f"{e.low:.2f}") for e in w.telling[:10]]
    yield ""
    yield "Expressions that tell most, for people to look at (a template or a treatment may rightly be among them):"
    yield ""
    yield from _table(("expression", "leans to", "held-out groups", "right", "at least (95%)"), telling)


def _splits(m: Manifest) -> Iterator[str]:
    yield "## Splits"
    yield ""
    yield "Groups stay whole; parts are balanced by jurisdiction and outcome. Evaluation-only rows, and whatever is one case with them, are in no other part."
    yield ""
    yield from _table(("part", "cases"), list(m.splits.items()))


def _use(m: Manifest) -> Iterator[str]:
    yield "## Use, limits, bias"
    yield ""
    yield "- For research on and estimates of the outcome of external review. Not for deciding a claim, and not medical or legal advice."
    yield "- Figures on other insurers, states, years or kinds of denial than these do not follow from it."
    yield "- Reviewers' and insurers' past decisions may be unfair to groups of people; a model learns that as well. Report figures by sex, age and race where recorded."
    race = {value: n for value, n in m.counts.by["race"].items() if value}
    yield (
        f"- Race is recorded for {sum(race.values()):,} cases."
        if race
        else "- Race is not recorded: whether a model treats people of one race worse cannot be told from these data."
    )
    yield "- Texts are of real people, without names, as regulators published them; do not try to find out who they are."
    if "imr-appeals" in m.counts.by["source"]:
        yield "- The `imr-appeals` rows come from the public test split: exclude them from any figure on it, and ship no weights trained on them."


def _where(mark: str) -> str:
    return {"cut-start": "a passage's start", "cut-end": "a passage's end"}.get(mark, mark)


def _table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[str]:
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" * len(head)
    yield from (
        "| " + " | ".join(f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in row) + " |" for row in rows
    )
