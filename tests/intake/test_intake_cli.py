"""The commands as a user meets them: files, streams, folders, broken lines, exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

BROKEN = (
    b'{"id":"a","text":"fax \xf0\x9f\x98\x80 614-555-0101","channel":"sms","ward":7}\n'
    b"not json\n"
    b"\xff\xfe\x00\x01\n"
    b'["a list"]\n'
    b'{"id":5}\n'
    b'{"id":"s","text":"x","phi":[[0,9,"NAME"]]}\n'
    b"\n"
    b'{"id":"e","text":""}\n'
)


def run(*args: str, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "claimwright", "intake", *args], input=data, capture_output=True, check=False
    )


def lines(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, object]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_broken_lines_are_named_and_the_rest_goes_through() -> None:
    done = run(
        "extract",
        "-",
        data=BROKEN + b'{"id":"l","text":"' + b"x" * 1_000_000 + b'"}\n' + b'{"id":"z","text":"fax 614-555-0102"}\n',
    )
    assert done.returncode == 1
    assert [line["id"] for line in lines(done)] == ["a", "e", "z"]
    told = done.stderr.decode()
    for number in (2, 3, 4, 5, 6, 9):
        assert f"standard input:{number}" in told
    assert "Traceback" not in told and "1,000,000 characters" in told
    assert "614" not in told and "xxxx" not in told
    first = lines(done)[0]
    assert first["ward"] == 7 and first["channel"] == "sms"
    assert [6, 18, "FAX"] in first["phi"]  # type: ignore[operator]


def test_plain_text_folders_and_binary_files(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("Fax 614-555-0101", "utf-8")
    (tmp_path / "two.jsonl").write_text('{"id":"j","text":"claim 77-A-1"}\n', "utf-8")
    (tmp_path / "three.txt").write_bytes(b"abc\n\x89PNG\xff")
    (tmp_path / "four.txt").write_bytes(b"abc\0def")
    done = run("extract", str(tmp_path))
    assert done.returncode == 1
    assert {line["id"] for line in lines(done)} == {"one.txt", "j"}
    assert "three.txt:2" in done.stderr.decode() and "four.txt:1" in done.stderr.decode()


def test_the_output_carries_fields_scores_and_explanations(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    done = run("extract", "-", "--out", str(out), data=b"Member ID W2217-9, copay $25, fax 614-555-0101")
    assert done.returncode == 0 and done.stdout == b""
    record = json.loads(out.read_text("utf-8"))
    assert record["fields"]["COPAY"][0]["value"] == 2500
    assert record["fields"]["MEMBER_ID"][0]["verified"] == "not checked"
    assert len(record["scores"]["phi"]) == len(record["phi"])
    assert any(because["source"] == "telephone" for e in record["explanations"] for because in e["because"])


def test_jobs_keep_the_order() -> None:
    data = b"".join(json.dumps({"id": n, "text": f"fax 614-555-0{n:03d}"}).encode() + b"\n" for n in range(20))
    done = run("extract", "-", "--jobs", "2", data=data)
    assert [line["id"] for line in lines(done)] == [str(n) for n in range(20)]


def test_json_is_one_document() -> None:
    document = json.loads(run("extract", "-", "--json", data=BROKEN).stdout)
    assert len(document["messages"]) == 2 and len(document["errors"]) == 5


@pytest.mark.parametrize("operator", ["mask", "replace", "encrypt", "pseudonym"])
def test_redact_and_restore_are_inverse(operator: str, tmp_path: Path) -> None:
    text = "Fax 614-555-0101\r\n😀 SSN 078-05-1120, again 078-05-1120"
    key, seals, red = tmp_path / "k", tmp_path / "map", tmp_path / "red.jsonl"
    data = json.dumps({"id": "1", "text": text, "extra": "Ann"}).encode()
    done = run(
        "redact", "-", "--operator", operator, "--key", str(key), "--map", str(seals), "--out", str(red), data=data
    )
    assert done.returncode == 0, done.stderr
    for path in (red, seals):
        assert "078-05-1120" not in path.read_text("utf-8") and "Ann" not in path.read_text("utf-8")
    back = run("restore", str(red), "--key", str(key), "--map", str(seals), "--text")
    assert back.stdout.decode("utf-8") == text


def test_calls_that_are_wrong_exit_with_two_and_say_what_to_do(tmp_path: Path) -> None:
    for args in (
        ("extract", "nowhere.txt"),
        ("redact", "-", "--operator", "burn"),
        ("restore", "x", "--key", str(tmp_path / "k")),
    ):
        done = run(*args)
        assert done.returncode == 2
        assert b"fix:" in done.stderr and b"Traceback" not in done.stderr


def test_evaluate_writes_text_json_and_html(tmp_path: Path) -> None:
    path, page = tmp_path / "set.jsonl", tmp_path / "r.html"
    path.write_text(
        '{"id":"1","text":"fax 614-555-0101","intent":"complaint","phi":[[4,16,"FAX"]],"insurance":[]}\n', "utf-8"
    )
    done = run("evaluate", str(path), "--recognisers-only", "--html", str(page))
    assert done.returncode == 0 and b"FAX" in done.stdout and "<svg" in page.read_text("utf-8")
    figures = json.loads(run("evaluate", str(path), "--recognisers-only", "--json").stdout)
    assert figures[0]["phi"]["labels"]["FAX"]["f1"] == 1


def test_a_language_model_that_cannot_be_named_or_reached_is_told_and_the_reading_stays(tmp_path: Path) -> None:
    assert run("extract", "-", "--llm", "nonsense", data=b"x").returncode == 2
    replies = tmp_path / "replies.jsonl"
    replies.write_text("", "utf-8")
    done = run("extract", "-", "--llm", f"scripted:{replies}", "--llm-calls", "0", data=b"fax 614-555-0101")
    assert done.returncode == 0
    assert [4, 16, "FAX"] in lines(done)[0]["phi"]  # type: ignore[operator]
    assert b"language model:" in done.stderr
