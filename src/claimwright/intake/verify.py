"""The hook where a deployment checks identifiers against the carrier before anything is routed on them."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import replace
from typing import cast

from claimwright.core.errors import ConfigError
from claimwright.intake.fields import IDENTIFIERS, Fields, Value, Verdict

Hook = Callable[[str, str], bool | None]
"""Called with label and normalised value; True verified, False refused, None not known."""


def load(name: str) -> Hook:
    """The function that `module:function` names. Raises `ConfigError` where there is none."""
    module_name, _, function_name = name.partition(":")
    try:
        hook = getattr(importlib.import_module(module_name), function_name)
    except (ImportError, AttributeError, ValueError) as error:
        raise ConfigError(
            f"there is no function {name!r} to verify identifiers with", code="INTAKE-VERIFY",
            fix="name it as module:function, with the module on the Python path",
        ) from error  # fmt: skip
    if not callable(hook):
        raise ConfigError(f"{name!r} cannot be called", fix="name a function of (label, value)", code="INTAKE-VERIFY")
    return cast("Hook", hook)


def verify(found: Fields, hook: Hook) -> Fields:
    """The fields with every member, group, policy, claim and authorisation number marked by the hook.

    Where the hook fails the value stays `not checked`: a carrier that cannot be asked has not confirmed anything.
    """
    return {
        label: [_checked(label, value, hook) if label in IDENTIFIERS else value for value in values]
        for label, values in found.items()
    }


def _checked(label: str, value: Value, hook: Hook) -> Value:
    try:
        answer = hook(label, str(value.value))
    except Exception:  # noqa: BLE001  a deployment's hook may fail in any way; the value then stays unchecked
        answer = None
    verdict: Verdict = "not checked" if answer is None else "verified" if answer else "refused"
    return replace(value, verified=verdict)
