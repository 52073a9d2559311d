"""Patient accounts, invoices, statements, bank and card accounts by cue."""

from claimwright.intake.recognisers.identifiers import by_cue

RECOGNISER = by_cue(
    "account",
    ("ACCOUNT",),
    "account|accounts|account number|account no|account id|account #|acct|accts|acct number|acct "
    "no|acct id|acct #|acc|acc no|act #|a/c|patient account|"
    "guarantor account|guarantor number|guarantor id|guarantor|hospital account|invoice|invoices"
    "|invoice number|invoice no|invoice id|invoice #|inv|inv no|inv #|"
    "statement|statement number|statement no|statement id|statement #|stmt|stmt no|bill number"
    "|bill no|bill id|bill #|billing id|billing account|billing number|"
    "visa|visa ending|mastercard|amex|discover ending|card ending|card ending in|credit card"
    "|debit card|card on file|bank account|checking account|"
    "routing|routing number|savings account|hsa account|hsa card|fsa card|hsa account number"
    "|account ending|card number|acount|accnt|acnt|har|encounter number",
)
