"""Medical record and chart numbers by cue."""

from claimwright.intake.recognisers.identifiers import by_cue

RECOGNISER = by_cue(
    "mrn",
    ("MRN",),
    "mrn|mr#|mr|mr no|mr number|med rec|med rec no|medical record|medical record number|medical "
    "record no|medical records number|chart|chart number|chart no|chart id|"
    "chart #|record number|record no|record #|record|patient id|patient number|patient no|pt id"
    "|pat id|pat|patient #|pt #|pt no|patient chart|"
    "hospital number|hospital mrn|unit number|emr|emr number|emr id|ehr id|med record|health "
    "record number|health record|medrec|your mrn|chart num|epic id",
)
