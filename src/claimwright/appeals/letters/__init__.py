"""Letters: an appeal, a request for external review, a corrected claim, a payment dispute; every statement supported."""
