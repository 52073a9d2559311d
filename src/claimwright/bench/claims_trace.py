"""Traces of the benchmark's claims: how many nodes, how large, how short their skeletons, and whether they replay."""

from __future__ import annotations

import statistics
from pathlib import Path

from claimwright.bench.bars import Bar
from claimwright.bench.claims_work import Bench
from claimwright.claims.adjudicate import Adjudication, RuleEngine, decode_inputs
from claimwright.clause.program import Program
from claimwright.core.tokens import WordPieces, count_tokens
from claimwright.trace.codec import decode
from claimwright.trace.skeleton import MOST_TOKENS, render_skeleton
from claimwright.trace.tree import Tree

_TOKENIZER = Path(__file__).parents[1] / "intake" / "data" / "tokenizer.json"
_SKELETONS = 60


def trace_bars(bench: Bench) -> list[Bar]:
    """Bars over every trace; skeletons and replays over all claims too, skeletons at most sixty."""
    adjudicator = bench.fresh("full")
    results = [adjudicator.adjudicate(claim) for claim in bench.claims]
    return [_nodes(results), _size(results), _skeleton(bench, results[:_SKELETONS]), _replay(bench, results)]


def _nodes(results: list[Adjudication]) -> Bar:
    counts = [len(result.rows) for result in results]
    mean = statistics.fmean(counts)
    note = f"mean; {min(counts):,} to {max(counts):,}"
    return Bar("trace, nodes", mean, "a claim", ">= 800", mean >= 800, note)


def _size(results: list[Adjudication]) -> Bar:
    sizes = [len(result.compressed()) / 1000 for result in results]
    plain = statistics.fmean(len(result.trace) for result in results) / 1000
    note = f"largest; mean {statistics.fmean(sizes):.1f} KB, {plain:.0f} KB before compression"
    return Bar("trace, compressed", max(sizes), "KB/claim", "<= 50 KB", max(sizes) <= 50, note)


def _skeleton(bench: Bench, results: list[Adjudication]) -> Bar:
    pieces = _word_pieces()
    sites = bench.adjudicators["full"].rules.sites
    trees = (Tree(decode(result.trace), sites) for result in results)
    tokens = [count_tokens(render_skeleton(tree, tokenizer=pieces), pieces) for tree in trees]
    counted = "bytes/4 or MiniLM word pieces" if pieces else "bytes/4; no tokenizer is installed"
    note = f"largest of {len(tokens)}; mean {statistics.fmean(tokens):,.0f}; {counted}"
    return Bar("skeleton", max(tokens), "tokens", f"<= {MOST_TOKENS:,}", max(tokens) <= MOST_TOKENS, note)


def _word_pieces() -> WordPieces | None:
    if not _TOKENIZER.is_file():
        return None
    from tokenizers import Tokenizer

    return Tokenizer.from_file(str(_TOKENIZER))


def _replay(bench: Bench, results: list[Adjudication]) -> Bar:
    """Rules compiled anew judge what was kept of each run's inputs; the canonical bytes must be the same."""
    first = bench.adjudicators["full"].rules
    program = Program.from_sources(
        first.sites.sources, pipeline=bench.book.pipeline, level="full", known_on=first.known_on
    )
    again = RuleEngine(program, bench.book.tables)
    same = sum(again.judge(*decode_inputs(result.inputs)).trace == result.trace for result in results)
    ok = same == len(results)
    return Bar("replay, bit-identical", 100 * same / len(results), "%", "100%", ok, f"{same} of {len(results)} claims")
