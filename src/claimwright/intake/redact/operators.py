"""What may stand in place of a PHI value.

| operator | what stands there | back with |
|---|---|---|
| mask | one `*` a character | key and map |
| replace | `[NAME_1]`, the number the same for the same value in a conversation | key and map |
| hash | `[NAME:9f86d081884c7d65]`, HMAC-SHA256 under the key | nothing |
| encrypt | `[NAME:` AES-SIV (RFC 5297), base64url `]` | key |
| pseudonym | another value of the same form | key and the length map |
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable
from typing import Literal, get_args

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from claimwright.intake.redact.key import RedactionKey
from claimwright.intake.redact.pseudonym import pseudonymise

Operator = Literal["mask", "replace", "hash", "encrypt", "pseudonym"]
OPERATORS: tuple[Operator, ...] = get_args(Operator)
REVERSIBLE: tuple[Operator, ...] = ("mask", "replace", "encrypt", "pseudonym")
_HASH_DIGITS = 16

Numbers = dict[tuple[str, str], int]


def substitute(operator: Operator, value: str, label: str, key: RedactionKey, numbers: Numbers) -> str:
    """What stands in place of a value. `numbers` is the conversation's memory of numbered placeholders."""
    return _SUBSTITUTES[operator](value, label, key, numbers)


def seal(value: str, label: str, key: RedactionKey) -> str:
    """The value encrypted and authenticated, as base64url text; equal values seal alike."""
    return base64.urlsafe_b64encode(
        _cipher(key).encrypt(value.encode("utf-8", "surrogatepass"), [label.encode()])
    ).decode("ascii")


def unseal(sealed: str, label: str, key: RedactionKey) -> str | None:
    """The value of a seal, or None where it was not made with this key and label."""
    try:
        data = base64.urlsafe_b64decode(sealed)
        return _cipher(key).decrypt(data, [label.encode()]).decode("utf-8", "surrogatepass")
    except (InvalidTag, ValueError):
        return None


def _cipher(key: RedactionKey) -> AESSIV:
    return AESSIV(key.derive("encrypt", 64))


def _mask(value: str, label: str, key: RedactionKey, numbers: Numbers) -> str:
    return "*" * len(value)


def _replace(value: str, label: str, key: RedactionKey, numbers: Numbers) -> str:
    place = (label, value)
    if place not in numbers:
        numbers[place] = 1 + sum(known == label for known, _ in numbers)
    return f"[{label}_{numbers[place]}]"


def _hash(value: str, label: str, key: RedactionKey, numbers: Numbers) -> str:
    digest = hmac.new(
        key.derive("hash"), f"{label}\0{value}".encode("utf-8", "surrogatepass"), hashlib.sha256
    ).hexdigest()
    return f"[{label}:{digest[:_HASH_DIGITS]}]"


def _encrypt(value: str, label: str, key: RedactionKey, numbers: Numbers) -> str:
    return f"[{label}:{seal(value, label, key)}]"


def _pseudonym(value: str, label: str, key: RedactionKey, numbers: Numbers) -> str:
    return pseudonymise(value, key.derive("pseudonym"), label)


_SUBSTITUTES: dict[Operator, Callable[[str, str, RedactionKey, Numbers], str]] = {
    "mask": _mask,
    "replace": _replace,
    "hash": _hash,
    "encrypt": _encrypt,
    "pseudonym": _pseudonym,
}
