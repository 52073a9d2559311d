"""Replay: sealed to the bit; live with what changed by name; with a patch; and what was tampered with."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from harbor_runs import HARBOR, LEVELS, files

from claimwright.claims.batch import RunWriter
from claimwright.claims.book import load_book
from claimwright.claims.replay import ReplayEngine, engine
from claimwright.core.errors import ClaimwrightError, InputError, NotFoundError
from claimwright.trace.archive import Archive, ArchiveWriter
from claimwright.trace.codec import encode
from claimwright.trace.replay import Check, check, what_if


def adjudicated(where: Path, level: Any = "full", *, only: list[Path] | None = None) -> Path:
    """A copy of the example book, and a run of its claims."""
    shutil.copytree(HARBOR, where / "book")
    with RunWriter(load_book(where / "book"), where / "run", level=level) as writer:
        assert sum(1 for _ in writer.run(only or files())) == writer.summary.claims
    return where / "run"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of every claim, left as it is."""
    return adjudicated(tmp_path_factory.mktemp("kept"))


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Runs of a few claims with their books, by level, to be copied."""
    return {level: adjudicated(tmp_path_factory.mktemp(level), level, only=files()[3:]) for level in LEVELS}


def copied(models: dict[str, Path], where: Path, level: str = "full") -> Path:
    """A run and a book of one's own."""
    model = models[level]
    shutil.copytree(model.parent, where, dirs_exist_ok=True)
    edit(where / "run" / "manifest.json", str(model.parent / "book"), str(where / "book"))
    return where / "run"


@pytest.fixture
def own(models: dict[str, Path], tmp_path: Path) -> Path:
    """A run of a few claims, to be bent."""
    return copied(models, tmp_path)


def changes(found: Check) -> set[str]:
    return {change.what for change in found.receipt}


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


class TestSealed:
    def test_every_claim_is_identical(self, kept: Path) -> None:
        archive, machine = Archive(kept), engine(kept)
        checks = [check(machine, archive, claim) for claim in archive.subjects()]
        assert len(checks) >= 90
        assert [each.subject for each in checks if not each.identical] == []

    def test_also_when_the_book_is_gone(self, own: Path) -> None:
        shutil.rmtree(own.parent / "book")
        archive, machine = Archive(own), engine(own)
        assert all(check(machine, archive, claim).identical for claim in archive.subjects())

    def test_also_when_rules_tables_and_members_changed(self, own: Path) -> None:
        book = own.parent / "book"
        edit(book / "packs" / "plans.clause", "copay: $30.00", "copay: $31.00")
        edit(book / "members.csv", "Alder", "Elder")
        (book / "tables" / "fee_schedule.csv").unlink()
        archive, machine = Archive(own), engine(own)
        assert all(check(machine, archive, claim).identical for claim in archive.subjects())

    def test_a_run_of_outcomes_needs_the_book(self, models: dict[str, Path], tmp_path: Path) -> None:
        run = copied(models, tmp_path, "outcome")
        archive, machine = Archive(run), engine(run)
        assert all(check(machine, archive, claim).identical for claim in archive.subjects())
        shutil.rmtree(tmp_path / "book")
        with pytest.raises(NotFoundError):
            check(engine(run), archive, "H-4001")

    def test_a_folder_without_traces_says_so(self, models: dict[str, Path], tmp_path: Path) -> None:
        with pytest.raises(NotFoundError, match="holds no traces"):
            engine(models["off"])
        with pytest.raises(NotFoundError, match="is no run folder"):
            engine(tmp_path)


class TestLive:
    def checked(self, run: Path, claim: str = "H-4001") -> Check:
        return check(engine(run, live=True), Archive(run), claim)

    def test_nothing_changed_is_identical(self, kept: Path) -> None:
        archive, machine = Archive(kept), engine(kept, live=True)
        assert all(check(machine, archive, claim).identical for claim in archive.subjects()[::10])

    def test_a_changed_rule_is_named(self, own: Path) -> None:
        edit(own.parent / "book" / "packs" / "plans.clause", "copay: $30.00", "copay: $31.00")
        found = self.checked(own)
        assert not found.identical and found.first is not None
        assert changes(found) == {"program", "pack harbor_plans"}

    def test_a_comment_changes_the_hash_and_no_row(self, own: Path) -> None:
        path = own.parent / "book" / "packs" / "contracts.clause"
        path.write_text(path.read_text(encoding="utf-8") + "\n-- no rule\n", encoding="utf-8")
        found = self.checked(own)
        assert not found.identical and found.first is None
        assert changes(found) == {"program", "pack harbor_contracts"}

    def test_a_changed_table_is_named(self, own: Path) -> None:
        from hashlib import sha256

        tables = own.parent / "book" / "tables"
        before = sha256((tables / "pfs_gpci.csv").read_bytes()).hexdigest()
        lines = (tables / "pfs_gpci.csv").read_text(encoding="utf-8").splitlines()
        (tables / "pfs_gpci.csv").write_text("\n".join([*lines[:-1], lines[-1].replace("1.", "1.1", 1)]) + "\n", encoding="utf-8")  # fmt: skip
        edit(tables / "manifest.toml", before, sha256((tables / "pfs_gpci.csv").read_bytes()).hexdigest())
        assert changes(self.checked(own)) >= {"table pfs_gpci"}
        assert not any(each.startswith("pack") for each in changes(self.checked(own)))


class TestTampering:
    def bent(self, run: Path, claim: str, change: Callable[[bytes], bytes]) -> Check:
        """Replay with inputs that are not those of the run."""
        archive = Archive(run)
        with ArchiveWriter(run) as writer:
            writer.add(
                claim, archive.trace(claim).header.run, archive.trace_bytes(claim), change(archive.inputs(claim))
            )
        return check(engine(run), Archive(run), claim)

    def test_a_changed_input_is_told(self, own: Path) -> None:
        found = self.bent(own, "H-4001", lambda inputs: inputs.replace(b"99213", b"99214"))
        assert not found.identical and "inputs" in changes(found)

    def test_a_changed_history_is_told(self, own: Path) -> None:
        found = self.bent(own, "H-4001", lambda inputs: inputs.replace(b"HARBOR-1", b"HARBOR-2"))
        assert not found.identical and "inputs" in changes(found)

    def test_inputs_that_are_no_inputs_are_an_error(self, own: Path) -> None:
        with pytest.raises(InputError, match="the inputs of the run cannot be read"):
            self.bent(own, "H-4001", lambda inputs: inputs[:40])

    def test_changed_stored_rules_are_told(self, own: Path) -> None:
        (sources,) = own.glob("programs/*/sources.json")
        edit(sources, "copay: $30.00", "copay: $31.00")
        found = check(engine(own), Archive(own), "H-4001")
        assert not found.identical
        assert changes(found) >= {"program", "pack harbor_plans"}

    def test_a_changed_trace_is_told(self, own: Path) -> None:
        archive = Archive(own)
        trace = archive.trace("H-4001")
        rows = [[*row[:2], True, *row[3:]] if row[2:3] == [False] else row for row in trace.rows]
        with ArchiveWriter(own) as writer:
            writer.add("H-4001", trace.header.run, encode(trace.header, rows), archive.inputs("H-4001"))
        found = check(engine(own), Archive(own), "H-4001")
        assert not found.identical and found.first is not None


class TestPatches:
    def test_a_modifier_that_lifts_the_golden_denial(self, kept: Path) -> None:
        tree, found = what_if(engine(kept), Archive(kept), "H-1001", {"lines.1.modifiers": "25"})
        assert not found.is_empty
        kinds = [(tree.sites[row[0]].kind, row[2:3]) for row in tree.trace.rows]
        assert "error" not in [kind for kind, _ in kinds]
        assert ("deny", ["claim:H-1001/line:1"]) not in kinds

    def test_a_patch_of_nothing_new_is_empty(self, kept: Path) -> None:
        _, found = what_if(engine(kept), Archive(kept), "H-1001", {"lines.1.procedure": "99212"})
        assert found.is_empty

    def test_another_pack(self, kept: Path, tmp_path: Path) -> None:
        changed = tmp_path / "plans.clause"
        changed.write_text((HARBOR / "packs" / "plans.clause").read_text(encoding="utf-8").replace("copay: $30.00", "copay: $25.00"), encoding="utf-8")  # fmt: skip
        for value in (str(changed), f"@{changed}"):
            tree, found = what_if(engine(kept), Archive(kept), "H-4001", {"packs/plans.clause": value})
            assert not found.is_empty and tree.trace.header.program != Archive(kept).trace("H-4001").header.program

    @pytest.mark.parametrize(
        ("patch", "message"),
        [({"packs/none.clause": "x"}, "the run used no pack packs/none.clause"), ({"packs/plans.clause": "/no/such"}, "there is no file /no/such"),
         ({"lines.9.units": "1"}, "names no item: there are 2"), ({"lines.1.unit": "1"}, "there is no 'unit'"), ({"line.1.units": "1"}, "no 'line'")],
    )  # fmt: skip
    def test_what_cannot_be_changed(self, kept: Path, patch: dict[str, str], message: str) -> None:
        with pytest.raises(ClaimwrightError, match=message) as raised:
            what_if(engine(kept), Archive(kept), "H-1001", patch)
        assert raised.value.fix

    def test_a_pack_with_errors_shows_them(self, kept: Path, tmp_path: Path) -> None:
        broken = tmp_path / "plans.clause"
        broken.write_text((HARBOR / "packs" / "plans.clause").read_text(encoding="utf-8").replace("copay: $30.00", "copay: 30"), encoding="utf-8")  # fmt: skip
        with pytest.raises(ClaimwrightError, match="Money is needed here"):
            what_if(engine(kept), Archive(kept), "H-4001", {"packs/plans.clause": str(broken)})


def test_levels_of_a_run_are_replayed_as_they_were(models: dict[str, Path]) -> None:
    run = models["outcome"]
    header = Archive(run).trace("H-4001").header
    assert header.level == "outcome" and header.level in LEVELS
    again, _, _ = ReplayEngine(run).rerun(header, Archive(run).inputs("H-4001"), Archive(run).trace("H-4001"), {})
    assert again == header


def test_a_receipt_says_what_was_read(kept: Path) -> None:
    archive = Archive(kept)
    header = archive.trace("H-4010").header
    assert any(ref.startswith("entry:claim:H-4009/") for ref in header.ledger_read)
