"""The loops of the 837P (005010X222 with A1 and A2) as tables: which segments each holds, in which order.

A rank that is a multiple of ten begins a loop and may follow anything; any other segment that comes after one
of higher rank is out of order. A segment that cannot be mistaken for one of a later loop may also come late.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from claimwright.claims.x12 import claim_loop, hierarchy, line_loop, parties
from claimwright.claims.x12.context import Loop, skip

_SUPPORT: Loop = {
    "N3": (22, parties.read_street),
    "N4": (23, parties.read_city),
    "DMG": (24, parties.read_demographics),
    "REF": (25, parties.read_party_reference),
    "PER": (26, skip),
}
_NEXT: Loop = {"HL": (0, hierarchy.begin_level), "CLM": (0, claim_loop.begin_claim)}
_ABOVE: Loop = {"NM1": (20, hierarchy.read_party), **_SUPPORT, **_NEXT}
_CLAIM: Loop = {
    "DTP": (1, claim_loop.read_claim_date),
    "PWK": (2, skip),
    "CN1": (3, skip),
    "AMT": (4, skip),
    "REF": (5, claim_loop.read_claim_reference),
    "K3": (6, skip),
    "NTE": (7, claim_loop.read_claim_note),
    "CR1": (8, skip),
    "CR2": (8, skip),
    "CRC": (9, skip),
    "HI": (11, claim_loop.read_diagnoses),
    "HCP": (12, skip),
}
_LINE_NEXT: Loop = {"LX": (0, line_loop.begin_line), **_NEXT}
_WITHIN_CLAIM: Loop = {
    "NM1": (20, claim_loop.read_claim_party),
    "SBR": (30, claim_loop.begin_other_payer),
    "SV1": (51, line_loop.read_service),
    **_LINE_NEXT,
}
_LATE_DIAGNOSES: Loop = {"HI": (-1, claim_loop.read_diagnoses)}
"""HI after a loop that should follow it: read, and always out of order."""
_PROVIDER: Loop = {"PRV": (21, parties.read_taxonomy), **{k: v for k, v in _SUPPORT.items() if k != "DMG"}}
_LINE: Loop = {
    "SV1": (1, line_loop.read_service),
    "SV5": (2, skip),
    "PWK": (3, skip),
    "CR1": (4, skip),
    "CR3": (5, skip),
    "CRC": (6, skip),
    "DTP": (7, line_loop.read_line_date),
    "QTY": (8, skip),
    "MEA": (9, skip),
    "CN1": (11, skip),
    "REF": (12, line_loop.read_line_reference),
    "AMT": (13, skip),
    "K3": (14, skip),
    "NTE": (15, line_loop.read_line_note),
    "PS1": (16, skip),
    "HCP": (17, skip),
}
_WITHIN_LINE: Loop = {
    "LIN": (30, line_loop.read_drug),
    "NM1": (40, line_loop.read_line_party),
    "SVD": (50, line_loop.begin_line_payer),
    "LQ": (60, line_loop.begin_form),
    "SV1": (70, line_loop.read_service),
    **_LINE_NEXT,
}

LOOPS: Final[MappingProxyType[str, Loop]] = MappingProxyType(
    {
        "header": {"BHT": (1, hierarchy.read_header), "REF": (2, skip), **_ABOVE},
        "lost": dict.fromkeys(("PRV", "CUR", "SBR", "PAT", "NM1", *_SUPPORT), (0, skip)) | _NEXT,
        "billing": {"PRV": (1, parties.read_taxonomy), "CUR": (2, skip), **_ABOVE},
        "subscriber": {
            "SBR": (1, hierarchy.read_subscriber_information),
            "PAT": (2, skip),
            **_ABOVE,
        },
        "patient": {"PAT": (1, hierarchy.read_patient_information), **_ABOVE},
        "claim": {**_CLAIM, **_WITHIN_CLAIM},
        "claim party": {**_PROVIDER, **_LATE_DIAGNOSES, **_WITHIN_CLAIM},
        "other payer": {
            "CAS": (31, skip),
            "AMT": (32, claim_loop.read_other_payer_amount),
            "DMG": (33, skip),
            "OI": (34, skip),
            "MOA": (35, skip),
            "N3": (41, skip),
            "N4": (42, skip),
            "DTP": (43, skip),
            "REF": (44, skip),
            **_LATE_DIAGNOSES,
            **_WITHIN_CLAIM,
            "NM1": (40, claim_loop.read_other_payer_party),
        },
        "line": {**_WITHIN_LINE, **_LATE_DIAGNOSES, **_LINE},
        "line drug": {"CTP": (31, skip), "REF": (32, skip), **_LATE_DIAGNOSES, **_WITHIN_LINE},
        "line party": {**_PROVIDER, **_LATE_DIAGNOSES, **_WITHIN_LINE},
        "line payer": {
            "CAS": (51, skip),
            "DTP": (52, skip),
            "AMT": (53, skip),
            **_LATE_DIAGNOSES,
            **_WITHIN_LINE,
        },
        "form": {"FRM": (61, skip), **_LATE_DIAGNOSES, **_WITHIN_LINE},
    }
)

KNOWN: Final = frozenset(name for loop in LOOPS.values() for name in loop)
