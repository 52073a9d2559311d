"""A model from one short text, as commands and settings give it.

    openai:NAME@URL       any OpenAI-compatible server (llama.cpp, Ollama, vLLM, a gateway)
    PROVIDER:NAME         a named provider that `pydantic-ai-slim` knows (openai, anthropic, ...)
    scripted:FILE         replies in order from JSON Lines
    replay:FILE           replies from a cassette
    record:FILE+SPEC      the model SPEC, recorded to a cassette

The key comes from the environment variable that `CLAIMWRIGHT_LLM_KEY_VARIABLE` names (by default
`CLAIMWRIGHT_LLM_KEY`), never from the text: a command line is visible to every process.
"""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from claimwright.core.errors import ConfigError
from claimwright.llm.cassette import Recorder, Replayer
from claimwright.llm.protocol import ChatModel
from claimwright.llm.retry import Retrying, RetryPolicy
from claimwright.llm.scripted import ScriptedModel

_FIX = "write openai:NAME@http://host:port/v1, PROVIDER:NAME, scripted:FILE, replay:FILE or record:FILE+SPEC"


def open_model(spec: str, *, policy: RetryPolicy | None = None) -> ChatModel:
    """The model that `spec` names; models reached over a network are wrapped in `Retrying`.

    Raises `ConfigError` for a text that is no such name, `NotFoundError` for a missing file, and
    `MissingExtraError` where the extra `llm` is not installed.
    """
    scheme, _, rest = spec.partition(":")
    if not rest:
        raise ConfigError(f"{spec!r} names no model", fix=_FIX, code="LLM-SPEC")
    if scheme in _LOCAL:
        return _LOCAL[scheme](rest)
    return Retrying(_open_remote(scheme, rest), policy)


def model_key() -> str | None:
    """The secret key, or None where the variable is unset or empty."""
    return os.environ.get(os.environ.get("CLAIMWRIGHT_LLM_KEY_VARIABLE", "CLAIMWRIGHT_LLM_KEY")) or None


def _open_remote(scheme: str, rest: str) -> ChatModel:
    name, separator, tail = rest.rpartition("@http")
    if not separator:
        return _adapter_named(scheme, rest)
    if scheme != "openai" or not name:
        raise ConfigError(f"{scheme}:{rest!r} gives a URL without openai:NAME", fix=_FIX, code="LLM-SPEC")
    url = check_url("http" + tail)
    from claimwright.llm.adapter import open_server

    return open_server(name, url, model_key())


def _adapter_named(provider: str, name: str) -> ChatModel:
    from claimwright.llm.adapter import open_provider

    return open_provider(provider, name, model_key())


def _open_record(rest: str) -> ChatModel:
    path, separator, spec = rest.partition("+")
    if not separator:
        raise ConfigError("record: needs a file and a model", fix=_FIX, code="LLM-SPEC")
    return Recorder(open_model(spec), Path(path))


_LOCAL: dict[str, Callable[[str], ChatModel]] = {
    "scripted": lambda rest: ScriptedModel.load(Path(rest)),
    "replay": lambda rest: Replayer(Path(rest)),
    "record": _open_record,
}


def check_url(url: str) -> str:
    """`url`, if it may carry a prompt: no key in it, plain HTTP only within a private network."""
    parts = urlsplit(url)
    if parts.username or parts.password or parts.query:
        raise ConfigError(
            "the model's URL holds a secret or a query", fix="put the key in the environment", code="LLM-URL"
        )
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ConfigError(f"{url!r} is no http or https URL", fix=_FIX, code="LLM-URL")
    if parts.scheme == "http" and not _is_near(parts.hostname):
        raise ConfigError(f"plain HTTP to {parts.hostname!r} would expose the prompts", fix="use https", code="LLM-URL")
    return url


def _is_near(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return "." not in host or host.endswith((".local", ".internal", ".localhost"))
