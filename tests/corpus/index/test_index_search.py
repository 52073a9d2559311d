"""Searching: citations first, filters, pieces of one record once, snippets, and queries that are not what they seem."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.corpus.index.corpora import APPEALS, LAW, REVIEW, built

from claimwright.core.errors import ClaimwrightError, ConfigError, InputError, NotFoundError
from claimwright.corpus.index.open import Corpus
from claimwright.corpus.index.query import LONGEST
from claimwright.corpus.index.records import Allowed, Filters, Hit, Ranking
from claimwright.corpus.index.search import Searcher
from claimwright.corpus.records import TextRecord


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return built(tmp_path_factory.mktemp("corpus"))


def _citations(hits: list[Hit]) -> list[str]:
    return [hit.provision.citation for hit in hits]


def test_what_the_query_cites_comes_first(corpus: Corpus) -> None:
    hits = corpus.search("does 29 U.S.C. § 1133 ask for emergency services without prior authorization?")
    assert _citations(hits)[:2] == ["29 USC 1133", "42 USC 300gg-111(a)"]
    assert hits[0].legs["citation"].rank == 1
    assert "citation" not in hits[1].legs
    assert hits[1].legs["lexical"].rank == 1


def test_the_rest_of_the_query_orders_what_is_cited(corpus: Corpus) -> None:
    assert _citations(corpus.search("PHS Act 2719"))[:2] == ["42 USC 300gg-19(a)", "42 USC 300gg-19(b)"]
    hits = corpus.search("PHS Act 2719 external review binding")
    assert _citations(hits)[:2] == ["42 USC 300gg-19(b)", "42 USC 300gg-19(a)"]
    assert all("citation" in hit.legs for hit in hits[:2])


def test_a_finer_citation_than_is_kept_finds_what_encloses_it(corpus: Corpus) -> None:
    assert _citations(corpus.search("42 USC 300gg-19(b)(1)(A)"))[0] == "42 USC 300gg-19(b)"
    assert _citations(corpus.search("42 USC 300gg-19(z)"))[:2] == ["42 USC 300gg-19(a)", "42 USC 300gg-19(b)"]


def test_a_citation_of_nothing_here_is_words(corpus: Corpus) -> None:
    hits = corpus.search("45 CFR 147.136 external review")
    assert _citations(hits)[0] == "42 USC 300gg-19(b)"
    assert "citation" not in hits[0].legs


def test_filters_hold_for_citations_too(corpus: Corpus) -> None:
    hits = corpus.search("42 USC 300gg-19 independent medical review", filters=Filters(jurisdiction=("CA",)))
    assert _citations(hits) == ["CA Ins. Code 10169"]


def test_a_part_of_a_section_number_is_found(corpus: Corpus) -> None:
    found = corpus.search("300gg-111 emergency")
    assert _citations(found)[0] == "42 USC 300gg-111(a)"
    assert "citation" in found[0].legs
    assert _citations(corpus.search("what does 2719(b) say of review"))[0] == "42 USC 300gg-19(b)"


def test_pieces_of_one_record_are_one_hit(tmp_path: Path) -> None:
    long = TextRecord(text="Coverage of wheelchairs is limited. " * 300, citation="42 USC 1395m(a)")
    corpus = built(tmp_path, {"a": (LAW, [long, APPEALS])})
    assert len(corpus.store) > 4
    assert _citations(corpus.search("wheelchairs coverage")) == ["42 USC 1395m(a)"]
    assert _citations(corpus.search("42 USC 1395m")).count("42 USC 1395m(a)") == 1


def test_one_section_does_not_crowd_out_the_others(tmp_path: Path) -> None:
    one = [TextRecord(text="Coverage of hospice care.", citation=f"42 USC 1395x({letter})") for letter in "abcdef"]
    other = TextRecord(
        text="Hospice is mentioned here once, among many other and longer words.", citation="29 USC 1185"
    )
    corpus = built(tmp_path, {"a": (LAW, [*one, other])})
    found = _citations(corpus.search("hospice care coverage", 5))
    assert found[:4] == ["42 USC 1395x(a)", "42 USC 1395x(b)", "42 USC 1395x(c)", "29 USC 1185"]
    assert len(_citations(corpus.search("hospice care coverage"))) == 7
    assert len(_citations(corpus.search("42 USC 1395x hospice", 6))) == 6


def test_snippets_mark_the_words_of_the_query(corpus: Corpus) -> None:
    for hit in corpus.search("external reviews of a denied claim"):
        each = hit.snippet
        assert hit.provision.text[each.start : each.start + len(each.text)] == each.text
        assert {each.text[start:end].lower().rstrip("s") for start, end in each.marks} <= {
            "external", "review", "denied", "denial", "claim", "appeal"
        }  # fmt: skip


def test_legs_are_asked_for_by_name(corpus: Corpus) -> None:
    assert corpus.search("review", legs=("lexical",))
    with pytest.raises(ConfigError, match="'dense'"):
        corpus.search("review", legs=("dense",))
    with pytest.raises(ConfigError, match="no leg"):
        corpus.search("review", legs=())


class _Backwards:
    """A leg that ranks every allowed provision, the last one first."""

    key = "dense"

    def __init__(self, corpus: Corpus) -> None:
        self._all = [row[0] for row in corpus.store.rows("SELECT id FROM provisions ORDER BY id DESC")]

    def search(self, query: str, *, limit: int, allowed: Allowed) -> list[tuple[int, float]]:
        ids = allowed.ids()
        return [(key, 1.0 / n) for n, key in enumerate(self._all, 1) if ids is None or key in ids][:limit]


def test_two_legs_are_fused_and_each_score_is_told(corpus: Corpus) -> None:
    def fuse(rankings: dict[str, Ranking]) -> list[tuple[int, float]]:
        assert sorted(rankings) == ["dense", "lexical"]
        return [(key, 9.0) for key, _ in rankings["dense"]]

    both = Searcher(corpus.store, {**corpus.searcher.legs, "dense": _Backwards(corpus)}, fuse)  # type: ignore[arg-type]
    hits = both.search("external review", limit=3)
    assert [hit.provision.id for hit in hits] == sorted((hit.provision.id for hit in hits), reverse=True)
    assert hits[0].legs["dense"].rank == 1
    assert hits[0].score == 9.0
    allowed = both.search("external review", filters=Filters(kb=False))
    assert _citations(allowed) == ["CA Ins. Code 10169"]


@pytest.mark.parametrize("query", ["", " \n\t", "\u0000\u0001 review", "\ud800", "a\ufffdb", "x" * (LONGEST + 1)])
def test_what_is_no_query_is_refused_clearly(corpus: Corpus, query: str) -> None:
    with pytest.raises(InputError) as refused:
        corpus.search(query)
    assert refused.value.code == "CORPUS-QUERY"
    assert refused.value.fix


@pytest.mark.parametrize("limit", [0, -1, 1_001])
def test_limits_have_bounds(corpus: Corpus, limit: int) -> None:
    with pytest.raises(InputError, match="hits cannot be given"):
        corpus.search("review", limit)


def test_no_error_repeats_the_query(corpus: Corpus) -> None:
    for query in ("Jane Roe, born 1961-02-03 \u0000", "Jane Roe " * 2_000):
        with pytest.raises(InputError) as refused:
            corpus.search(query)
        assert "Roe" not in str(refused.value)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=200), st.integers(1, 7))
def test_any_text_is_answered_or_refused(corpus: Corpus, query: str, limit: int) -> None:
    try:
        hits = corpus.search(query, limit)
    except InputError:
        return
    assert len(hits) <= limit
    assert len({hit.provision.id for hit in hits}) == len(hits)


def test_show_puts_a_section_together(corpus: Corpus) -> None:
    found = corpus.show("42 U.S.C. 300gg–19")
    assert found.citation == "42 USC 300gg-19"
    assert found.heading == ("Title 42— Public health", "§ 300gg–19. Appeals process")
    assert found.text == "\n\n".join(("(a) Internal claims appeals", APPEALS.text, "(b) External review", REVIEW.text))
    assert (found.url, found.date_accessed) == ("https://law.example/title_42", "2024-07-01")
    assert corpus.show("42 USC 300gg-19(b)").text == REVIEW.text


def test_show_joins_pieces_as_they_were(tmp_path: Path) -> None:
    text = "\n\n".join(f"Paragraph {n}. " + "It goes on and on. " * 30 for n in range(12)).strip()
    corpus = built(tmp_path, {"a": (LAW, [TextRecord(text=text, citation="29 USC 1132")])})
    assert corpus.show("ERISA 502").text == text


def test_show_says_what_encloses_and_what_is_elsewhere(tmp_path: Path) -> None:
    newer = msgspec.structs.replace(REVIEW, text="Newer words.", effective_from=dt.date(2024, 1, 1))
    corpus = built(tmp_path, {"a": (LAW, [REVIEW]), "b": (LAW, [newer])})
    found = corpus.show("42 USC 300gg-19(b)(1)")
    assert (found.asked, found.citation) == ("42 USC 300gg-19(b)(1)", "42 USC 300gg-19(b)")
    assert len(found.elsewhere) == 1


def test_show_names_the_sections_below_one_of_a_manual(tmp_path: Path) -> None:
    numbers = ("40", "40.2", "40.10", "40.1.1", "41", "400.1")
    records = [TextRecord(text=f"Section {n}.", citation=f"CLM104 ch. 12 s. {n}") for n in numbers]
    corpus = built(tmp_path, {"a": (LAW, records)})
    assert corpus.show("CLM104 ch. 12 s. 40").below == ("CLM104 ch. 12 s. 40.2", "CLM104 ch. 12 s. 40.10")
    assert [each.citation for each in corpus.show("CLM104 ch. 12").provisions] == [each.citation for each in records]


def test_a_part_of_the_rules_is_all_its_sections(tmp_path: Path) -> None:
    records = [
        TextRecord(text=f"Rule {n}.", citation=f"29 CFR {n}") for n in ("2560.503-1", "2590.701-2", "2590.715-2719")
    ]
    corpus = built(tmp_path, {"a": (LAW, records)})
    assert [each.citation for each in corpus.show("29 CFR part 2590").provisions] == [
        each.citation for each in records[1:]
    ]


def test_show_names_what_is_near(corpus: Corpus) -> None:
    with pytest.raises(NotFoundError) as missing:
        corpus.show("42 USC 300gg-18")
    assert "42 USC 300gg-19" in missing.value.fix
    with pytest.raises(NotFoundError) as work:
        corpus.show("43 USC 5")
    assert "42 USC" in work.value.fix
    with pytest.raises(InputError, match="not a citation"):
        corpus.show("the appeals section")


def test_a_rule_packs_citation_opens(corpus: Corpus) -> None:
    opened = corpus.open_citation("CLM104 ch. 12 s. 30.6.6 B")
    assert opened is not None
    assert (opened.citation, opened.page) == ("CLM104 ch. 12 s. 30.6.6", 41)
    assert corpus.open_citation("NCCI Add-on Code Edits") is None
    assert corpus.open_citation("45 CFR 147.136") is None


def test_all_errors_are_ours(corpus: Corpus) -> None:
    for call in (lambda: corpus.search(""), lambda: corpus.show("x"), lambda: corpus.search("x", 0)):
        with pytest.raises(ClaimwrightError):
            call()
