"""Licence and certificate numbers by cue: driver's, medical, nursing, DEA, CLIA, state ID."""

from claimwright.intake.recognisers.identifiers import by_cue

RECOGNISER = by_cue(
    "licence",
    ("LICENSE",),
    "license|licence|licenses|lic|license number|license no|licence number|lic no|lic#|license #"
    "|lic #|driver's license|drivers license|driver license|driving license|"
    "driver's licence|driver's license number|drivers license number|driver's lic|drivers lic"
    "|driver lic|dl|dl#|dl no|dl number|cdl|state id|state id number|state id card|"
    "medical license|medical license number|state license|state medical license|nursing license"
    "|rn license|lpn license|md license|rn lic|md lic|lpn lic|pharmacy license|"
    "provider lic|provider license|provider license number|license shown|dea|dea number|dea no"
    "|dea #|dea registration|prescriber dea|clia|clia number|clia no|"
    "npi|npi number|npi no|npi #|ordering npi|referring npi|rendering npi|billing npi|group npi"
    "|provider npi|individual npi|passport|passport number|"
    "certificate|certificate no|cert|cert no|board certification|pilot certificate|airman "
    "certificate|license ending|compact license|lisence|liscense|liscence|"
    "professional license|therapist license|dental license|dentist license|dentist lic|facility "
    "license|upin|caqh|lmft|lcsw|lic number|certificate id|nrcme",
)
