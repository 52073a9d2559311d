"""Confirmation, ticket, case, reference and other unique numbers by cue."""

from claimwright.intake.recognisers.identifiers import by_cue

RECOGNISER = by_cue(
    "confirmation",
    ("OTHER_ID",),
    "student number|student no|study number|trip number|trip no|trip|file number|file no|file #"
    "|case file|claim file|ck|ck #|takeback notice|letter id|confirmation|confirmation number"
    "|confirmation no|confirmation code|confirmation #|conf|conf#"
    "|conf no|conf number|conf code|confirm|confirm #|ticket|ticket number|"
    "ticket no|ticket #|ticket id|tkt|case|case number|case no|case id|case #|reference"
    "|reference number|reference no|ref|ref#|ref no|ref number|ref id|call reference|"
    "call ref|call id|tracking|tracking number|tracking no|tracking #|tracking id|order number"
    "|order no|order #|order id|order|incident|incident number|"
    "incident no|complaint number|complaint no|grievance number|grievance no|grievance|grievance "
    "id|appeal number|appeal no|appeal id|appeal|rx|rx number|"
    "rx no|rx #|rx#|prescription number|prescription no|prescription #|accession|accession number"
    "|accession no|accession #|specimen id|specimen|study id|subject id|request number|request id"
    "|"
    "request no|request #|inquiry number|inquiry id|receipt|receipt no|receipt number|receipt nos"
    "|transaction|transaction id|transaction number|payment confirmation|booking|booking number"
    "|booking id|booking ref|"
    "docket|docket number|batch|batch number|batch id|tax id|ein|tin|fein|tax id number|employee "
    "id|employee number|badge|badge number|student id|veteran id|docket no|"
    "remit number|check number|check no|check #|eft|eft number|trace number|trace no|estimate "
    "number|estimate id|estimate no|estimate #|quote number|quote id|quote #|waitlist number"
    "|session id|sample id|sample number|lab order|req number|requisition|requisition number|rma"
    "|rma number|pin|chat id|user id|login|login id|portal id|username",
)
