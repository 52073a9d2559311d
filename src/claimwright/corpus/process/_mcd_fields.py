"""The narrative columns of the Medicare coverage database and what the site calls them."""

from __future__ import annotations

FIELDS: dict[str, dict[str, str]] = {
    "ncd": {
        "itm_srvc_desc": "Item or service described",
        "indctn_lmtn": "Indications and limitations of coverage",
        "xref_txt": "Cross reference",
        "othr_txt": "Other",
        "rev_hstry": "Revision history",
    },
    "lcd": {
        "cms_cov_policy": "CMS national coverage policy",
        "issue": "Issue",
        "issue_change": "Explanation of the issue",
        "indication": "Coverage indications, limitations and medical necessity",
        "summary_of_evidence": "Summary of evidence",
        "analysis_of_evidence": "Analysis of evidence",
        "diagnoses_support": "Diagnoses that support medical necessity",
        "diagnoses_dont_support": "Diagnoses that do not support medical necessity",
        "add_icd10_info": "Additional ICD-10 information",
        "coding_guidelines": "Coding guidelines",
        "doc_reqs": "Documentation requirements",
        "util_guide": "Utilization guidelines",
        "associated_info": "Associated information",
        "revenue_para": "Revenue codes",
        "appendices": "Appendices",
        "source_info": "Sources of information",
        "bibliography": "Bibliography",
        "synopsis_changes": "Synopsis of changes",
        "adv_meeting": "Advisory committee meeting",
        "history_exp": "Revision history",
    },
    "article": {
        "cms_cov_policy": "CMS national coverage policy",
        "description": "Article text",
        "add_icd10_info": "Additional ICD-10 information",
        "revenue_para": "Revenue codes",
        "other_comments": "Other comments",
        "history_exp": "Revision history",
    },
}
"""By kind of document, column and caption, in the order in which the site shows them."""

NATIONAL = {
    "keywords": "ncd_keyword",
    "transmittal": "trnsmtl_num",
    "change_request": "chg_rqst_num",
    "implementation_date": "ncd_impltn_dt",
    "transmittal_issued": "trnsmtl_issnc_dt",
}
"""What is kept of a national determination among its identifiers, by column."""

IGNORED = frozenset(
    ["title", "keywords", "trnsmtl_url", "sad_url", "last_updated", "ncd_keyword", "ncd_mnl_sect_title", "url"]
)
"""Columns that are long at times and no narrative."""
