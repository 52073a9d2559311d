"""Prior authorisation, precertification and referral authorisation numbers by cue."""

from claimwright.intake.recognisers.identifiers import by_cue

RECOGNISER = by_cue(
    "authorisation",
    ("AUTH_NUMBER",),
    "auth|auths|auth number|auth no|auth id|auth #|auth code|auth ref|authorization"
    "|authorizations|authorisation|authorization number|authorization no|authorization id|"
    "authorization code|prior auth|prior authorization|prior authorisation|prior-auth|priorauth"
    "|pre-auth|preauth|pre auth|preauthorization|pre-authorization|pa|pa number|"
    "pa no|pa #|p a|precert|pre-cert|pre cert|precerts|precertification|pre-certification"
    "|precert number|referral|referral number|referral no|referral auth|"
    "referral authorization|referral id|referral #|ref auth|referral approval|approval|approval "
    "number|approval code|approval #|approved under|certification number|"
    "cert auth|auth request|authorization request|auth case|referral tracking|reauth|re-auth"
    "|predetermination|pre-determination|ref auth number|ur number|"
    "autorization|athorization|authoriztion|referal|refferal|referal number|trip auth|auth for"
    "|precert ref|auth tracking|pcp referral|authnum|approved|authorized|precertified"
    "|preauthorized|authorised|granted|ok'd|okayed|approves|preapproved",
)
