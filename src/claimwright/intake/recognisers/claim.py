"""Claim references by cue."""

from claimwright.intake.recognisers.identifiers import by_cue

RECOGNISER = by_cue(
    "claim",
    ("CLAIM_ID",),
    "claim|eob|eob number|explanation of benefits|claims|clm|claim number|claim no|claim id"
    "|claim #|claim ref|claim reference|clm no"
    "|clm id|clm#|icn|dcn|tcn|internal control number|"
    "claim control number|payer claim number|claim control|eob claim|original claim|corrected "
    "claim|denied claim|claim num|cliam|clain|claim ending",
)
