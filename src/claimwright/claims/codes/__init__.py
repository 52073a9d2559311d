"""Code systems of claims: adjustment reasons and remarks, provider identifiers, diagnoses."""

from claimwright.claims.codes.icd10 import looks_like_icd10cm, normal_diagnosis, with_point
from claimwright.claims.codes.reasons import Reason, ReasonCodes, bundled, describe, ended_on, status
from claimwright.core.npi import check_digit, complete_npi, valid_npi

__all__ = [
    "Reason",
    "ReasonCodes",
    "bundled",
    "check_digit",
    "complete_npi",
    "describe",
    "ended_on",
    "looks_like_icd10cm",
    "normal_diagnosis",
    "status",
    "valid_npi",
    "with_point",
]
