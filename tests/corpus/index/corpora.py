"""Small corpora for the tests of the index: processed files and their ledger, written as the runner writes them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from claimwright.corpus.index.build import LEXICAL, STORE, build_index
from claimwright.corpus.index.lexical import LexicalIndex
from claimwright.corpus.index.open import Corpus, open_corpus
from claimwright.corpus.index.store import Store
from claimwright.corpus.layout import Layout
from claimwright.corpus.ledger.files import rewrite
from claimwright.corpus.records import ProcessedLine, TextRecord

APPEALS = TextRecord(
    text="A plan shall keep an internal claims appeal process, and shall tell enrollees of external review.",
    section=("Title 42— Public health", "§ 300gg–19. Appeals process", "(a) Internal claims appeals"),
    citation="42 USC 300gg-19(a)",
)
REVIEW = TextRecord(
    text="A plan shall comply with the State external review process, which is binding on the plan.",
    section=("Title 42— Public health", "§ 300gg–19. Appeals process", "(b) External review"),
    citation="42 USC 300gg-19(b)",
)
EMERGENCY = TextRecord(
    text="Emergency services are covered without prior authorization and at in-network cost-sharing.",
    section=(
        "Title 42— Public health",
        "§ 300gg–111. Preventing surprise medical bills",
        "(a) Coverage of emergency services",
    ),
    citation="42 USC 300gg-111(a)",
)
PROCEDURE = TextRecord(
    text="Every plan shall give written notice of a denial with its specific reasons, and a full and fair review.",
    section=("Title 29— Labor", "§ 1133. Claims procedure"),
    citation="29 USC 1133",
)
MODIFIER = TextRecord(
    text="Modifier 25 marks a separately identifiable evaluation on the day of a procedure.",
    section=("Chapter 12", "30.6.6 - Payment for evaluation on the day of a procedure"),
    citation="CLM104 ch. 12 s. 30.6.6",
    page=41,
)
CALIFORNIA = TextRecord(
    text="An insured may apply for an independent medical review when a disputed health care service was denied.",
    section=("Insurance Code", "Article 3.5 Independent medical review"),
    citation="CA Ins. Code 10169",
    jurisdiction="CA",
)
LAW = ("legal", "us-code", "kb")
DOCUMENTS: dict[str, tuple[tuple[str, ...], list[TextRecord]]] = {
    "title_42": (LAW, [APPEALS, REVIEW, EMERGENCY]),
    "title_29": (LAW, [PROCEDURE]),
    "clm104c12": (("regulatory-guidance", "cms", "kb"), [MODIFIER]),
    "california": (("legal", "state-code"), [CALIFORNIA]),
}


def write_corpus(
    layout: Layout, documents: Mapping[str, tuple[Sequence[str], Sequence[TextRecord]]] = DOCUMENTS
) -> None:
    """Processed files and the ledger of them; what the ledger had before is gone."""
    layout.processed.mkdir(parents=True, exist_ok=True)
    rewrite(layout.processed_sources, [_document(layout, name, *each) for name, each in documents.items()])


def _document(layout: Layout, name: str, tags: Sequence[str], records: Sequence[TextRecord]) -> ProcessedLine:
    path = layout.processed / f"{name}.jsonl"
    content = b"".join(msgspec.json.encode(record) + b"\n" for record in records)
    path.write_bytes(content)
    return ProcessedLine(
        url=f"https://law.example/{name}",
        date_accessed="2024-07-01",
        local_path=f"./data/raw/{name}",
        tags=tuple(tags),
        preprocessor="null",
        local_processed_path=layout.relative(path),
        processed_md5=hashlib.md5(content).hexdigest(),
        title=name.replace("_", " "),
    )


def built(root: Path, documents: Mapping[str, tuple[Sequence[str], Sequence[TextRecord]]] = DOCUMENTS) -> Corpus:
    """A corpus in a folder, written, indexed and opened."""
    layout = Layout(root)
    write_corpus(layout, documents)
    build_index(layout)
    return open_corpus(layout)


def texts(layout: Layout) -> list[tuple[str, str, str]]:
    """What the store holds: document, citation and text, in order; ids are left out, for they depend on history."""
    store = Store(layout.index / STORE)
    ids = [row[0] for row in store.rows("SELECT id FROM provisions")]
    return sorted((each.path, each.citation, each.text) for each in store.provisions(ids))


def lexical_ids(layout: Layout) -> list[int]:
    """The ids in the lexical index, each as often as it is there."""
    return LexicalIndex(layout.index / LEXICAL, Store(layout.index / STORE)).ids()


def store_ids(layout: Layout) -> list[int]:
    """The ids in the store."""
    return [row[0] for row in Store(layout.index / STORE).rows("SELECT id FROM provisions ORDER BY id")]
