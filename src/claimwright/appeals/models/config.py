"""Configurations of training runs as TOML: by path, or by the name of one that comes with the package."""

from __future__ import annotations

import tomllib
from importlib import resources
from pathlib import Path
from typing import Any, Literal

import msgspec

from claimwright.appeals.models.calibrate import Method
from claimwright.appeals.models.columns import READERS
from claimwright.appeals.models.options import Training
from claimwright.appeals.records import BINARY, Outcome
from claimwright.core.errors import ConfigError, NotFoundError

CODE = "APPEALS-CONFIG"
ModelName = Literal[
    "majority", "tfidf", "frozen", "blend", "columns", "boosting", "lookup", "tfidf+columns", "tuned", "tuned+columns",
    "blend+tuned", "language", "language-few",
]  # fmt: skip
"""`lookup` is the base rate of like cases, `frozen` is a linear head on the encoder as it comes, `tuned` trains it too, `blend` is the mean of tfidf and frozen."""


class Words(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """TF-IDF: runs of up to `longest` words that `least` training texts have."""

    longest: int = 1
    least: int = 2


class Split(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A split in time: learn up to a year, calibrate on the years after it up to another, test on what is later."""

    train_to: int
    calibrate_to: int


class Config(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A training run of outcome models.

    `models` are scored side by side; `chosen` is the one whose predictor is written. `final` names the models that are
    scored once on evaluation rows; they are named before anybody looks. `few` is how many worked examples the language
    model sees. `run_time` says in words what a run takes.
    """

    name: str
    classes: tuple[Outcome, ...] = BINARY
    models: tuple[ModelName, ...] = ("majority", "tfidf", "frozen", "blend")
    chosen: ModelName = "blend"
    final: tuple[ModelName, ...] = ()
    folds: int = 5
    seed: int = 7
    least_value: int = 5
    columns: tuple[str, ...] = tuple(READERS)
    class_weights: bool = False
    calibration: Method = "platt"
    words: Words = Words()
    slide: bool = True
    few: int = 4
    training: Training = Training()
    split: Split | None = None
    data: str = ""
    run_time: str = ""


def load_config(name: str) -> Config:
    """The configuration of a path or a name. Raises `NotFoundError`, `ConfigError`."""
    return read_config(_text(name), name)


def adjusted(config: Config, *, folds: int | None = None, checkpoint: str = "") -> Config:
    """The configuration with what a command line says otherwise."""
    if folds is not None and folds < 2:
        raise ConfigError(f"{folds} folds are too few", fix="give 2 or more", code=CODE)
    training = msgspec.structs.replace(config.training, checkpoint=checkpoint or config.training.checkpoint)
    return msgspec.structs.replace(config, folds=folds or config.folds, training=training)


def names() -> list[str]:
    """The configurations that come with the package."""
    folder = resources.files("claimwright.appeals.models") / "configs"
    return sorted(file.name.removesuffix(".toml") for file in folder.iterdir() if file.name.endswith(".toml"))


def read_config(text: str, where: str) -> Config:
    """Check a configuration. Raises `ConfigError`."""
    try:
        told: dict[str, Any] = tomllib.loads(text)
        config = msgspec.convert(told, Config)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ConfigError(f"the configuration is wrong: {error}", where=where, code=CODE) from None
    for name in set(config.columns) - set(READERS):
        raise ConfigError(f"the column {name!r} is not known", where=where, fix=", ".join(READERS), code=CODE)
    if config.chosen not in config.models:
        raise ConfigError(f"the chosen model {config.chosen!r} is not among the models", where=where, code=CODE)
    return config


def _text(name: str) -> str:
    path = Path(name)
    if path.suffix == ".toml" and path.is_file():
        return path.read_text("utf-8")
    inner = resources.files("claimwright.appeals.models") / "configs" / f"{name}.toml"
    if path.suffix == ".toml" or not inner.is_file():
        fix = "give a .toml file or one of " + ", ".join(names())
        raise NotFoundError("there is no such configuration", where=name, fix=fix, code=CODE)
    return inner.read_text("utf-8")
