"""A small hub: the two datasets, in the shape that they are known to have, with invented rows."""

from __future__ import annotations

import hashlib
import io
import json
from typing import Any

import pyarrow as arrow
import pyarrow.parquet as parquet
from tests.corpus.server import Answer, FakeWeb

from claimwright.corpus.pull.hub import HUB

COMMIT = "e9304975feff9ccaaf15cf547f698590d00d78c3"
APPEALS = "4c1d5e0000000000000000000000000000000000"


def document(path: str, *texts: str, tags: tuple[str, ...] = ("legal", "kb"), **more: str) -> list[dict[str, Any]]:
    """The rows of one document."""
    common = {
        "tags": list(tags),
        "date_accessed": "2024-01-22",
        "source_url": f"https://www.example.gov/{path}",
        "source_md5": hashlib.md5(path.encode(), usedforsecurity=False).hexdigest(),
        "relative_path": f"./data/processed/{path}",
    }
    return [{"text": text, **common, **more} for text in texts]


def shard(rows: list[dict[str, Any]], group: int = 2) -> bytes:
    """A Parquet file with small row groups."""
    out = io.BytesIO()
    parquet.write_table(arrow.Table.from_pylist(rows), out, row_group_size=group)
    return out.getvalue()


STATUTE = document("legal/us_code/title42.jsonl", "§ 300gg-19 Appeals process", "≥ 180 days", "de minimis – naïve")
MANUAL = document("cms/clm104c29.jsonl", "Chapter 29", "Redeterminations", tags=("cms", "regulatory-guidance", "kb"))
CASES = [
    *document("ca_dmhc/dmhc.jsonl", "A man asked for a pump.", tags=("case-description",), decision="Overturned Decision of Health Plan", appeal_type="Medical Necessity"),
    *document("ny_dfs/nydfs.jsonl", "A woman asked for a drug.", tags=("case-description",), decision="Upheld", appeal_type="Formulary Exception"),
    *document("ca_dmhc/dmhc.jsonl", "A child asked for therapy.", tags=("case-description",), decision="Upheld Decision of Health Plan", appeal_type="Experimental"),
]  # fmt: skip
HICRIC: dict[str, bytes] = {
    "legal/train-00000-of-00002.parquet": shard([*STATUTE[:2], *document("legal/a.jsonl", "A", "")]),
    "legal/train-00001-of-00002.parquet": shard(STATUTE[2:]),
    "regulatory-guidance/train-00000-of-00001.parquet": shard(MANUAL),
    "case-description/train-00000-of-00001.parquet": shard(CASES),
    "README.md": b"---\nlicense: cc-by-sa-4.0\n---\n",
}
APPEAL = {"text": "An enrollee has requested X.", "decision": "Upheld", "appeal_type": "Medical Necessity", "full_text": "Nature of request: X ≥ 3.", "sufficiency_id": 1}  # fmt: skip
BACKGROUND = {"data": [{"title": "case 1", "paragraphs": [{"context": "C", "qas": [{"id": "1", "question": "Q", "answers": [{"text": "C", "answer_start": 0}]}]}]}]}  # fmt: skip
IMR: dict[str, bytes] = {
    "data/train-00000-of-00001.parquet": shard([{**APPEAL, "sufficiency_id": n} for n in range(5)]),
    "data/test-00000-of-00001.parquet": shard([APPEAL]),
    "annotated/case-backgrounds.jsonl": json.dumps(BACKGROUND).encode() + b"\n",
}


def serve_dataset(web: FakeWeb, repository: str, commit: str, files: dict[str, bytes], revision: str = "") -> None:
    """Put a dataset on the hub; large files are answered by a redirect to another host, as the hub does."""
    listing = {
        "sha": commit,
        "siblings": [
            {"rfilename": name, "size": len(data), "lfs": {"sha256": hashlib.sha256(data).hexdigest()}}
            if name.endswith(".parquet")
            else {"rfilename": name, "size": len(data)}
            for name, data in files.items()
        ],
    }
    web[f"{HUB}/api/datasets/{repository}/revision/{revision or commit}"] = json.dumps(listing)
    for name, data in files.items():
        large = f"https://cdn.example.co/{hashlib.sha256(data).hexdigest()}"
        web[f"{HUB}/datasets/{repository}/resolve/{commit}/{name}"] = Answer(status=302, headers=(("Location", large),))
        web[large] = Answer(data, headers=(("Content-Type", "binary/octet-stream"), ("ETag", '"x"')))


def serve_both(web: FakeWeb) -> None:
    """Both datasets as they are pulled by default."""
    serve_dataset(web, "Persius/hicric", COMMIT, HICRIC)
    serve_dataset(web, "Persius/imr-appeals", APPEALS, IMR, "main")
