"""The labels of intake, fixed by the annotation guide (docs/annotation.md)."""

from __future__ import annotations

from typing import Literal

Layer = Literal["insurance", "phi"]

INTENTS: tuple[str, ...] = (
    "new_patient_inquiry",
    "existing_patient_question",
    "appointment_request",
    "billing_inquiry",
    "clinical_concern",
    "complaint",
    "price_shopper",
)

INSURANCE: tuple[str, ...] = (
    "CARRIER", "PLAN_TYPE", "MEMBER_ID", "GROUP_NUMBER", "POLICY_NUMBER", "SUBSCRIBER_NAME",
    "RELATIONSHIP", "CLAIM_ID", "AUTH_NUMBER", "COPAY", "DEDUCTIBLE", "BILLED_AMOUNT",
)  # fmt: skip

PHI: tuple[str, ...] = (
    "NAME", "LOC", "DATE", "AGE_OVER_89", "PHONE", "FAX", "EMAIL", "SSN", "MRN", "HEALTH_PLAN_ID",
    "ACCOUNT", "LICENSE", "VEHICLE", "DEVICE", "URL", "IP", "BIOMETRIC", "OTHER_ID",
)  # fmt: skip

CHANNELS: tuple[str, ...] = ("email", "portal", "web_form", "chat", "sms", "voicemail", "fax_note")

LABELS: dict[Layer, tuple[str, ...]] = {"insurance": INSURANCE, "phi": PHI}
