"""Member and subscriber identifiers by cue."""

from claimwright.intake.recognisers.identifiers import by_cue

RECOGNISER = by_cue(
    "member",
    ("MEMBER_ID",),
    "card|old card|new card|id|member id|memberid|member|member number|member no|member #|mem id|mem|mbr|mbr id|mbrid"
    "|memb id|memb|subscriber id|sub id|subid|sub no|"
    "subscriber number|subscriber no|subscriber #|insurance id|ins id|insurance number|insurance "
    "card|insurance card number|card number on insurance|"
    "enrollee id|enrollee|enrollee number|beneficiary id|beneficiary number|beneficiary|insured "
    "id|insured's id|insured #|insured number|"
    "medicare number|medicare id|medicare no|medicare #|mbi|hicn|medicaid id|medicaid number"
    "|medicaid no|medicaid #|medi-cal id|medi-cal number|"
    "recipient id|recip id|recip|recipient number|plan id|health plan id|health id|card id|id "
    "card|id number|identification number|"
    "membership number|membership|membership id|cardholder id|cardholder|certificate number|cert "
    "number|cin|dependent id|sponsor id|"
    "member's id|patient's member id|humana id|aetna id|cigna id|uhc id|anthem id|bcbs id"
    "|tricare id|kaiser id|molina id|participant id|participant number|"
    "mem#|memeber|memeber id|mebmer|subscriber's id|subsciber id|suscriber id|mid|member "
    "reference|medicare mbi|identification",
)
