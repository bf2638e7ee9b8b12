"""The table of rules: every name a check may report, what it says, where it comes from. The documentation prints it."""

from __future__ import annotations

from functools import cache

from reftel.guard.faults import Rule

_ISM = "IC-ISM roll-up rules; 32 CFR 2001.20-24"
_CAPTIONS = "5 FAH-2 H-440"
_ACP = "ACP 127(G)"
_HEADING = "5 FAH-2 H-320"
_COPY = "this copy"

RULES: tuple[Rule, ...] = (
    # marks
    Rule("portion_above_overall", "marks", "error", "no portion is marked above the telegram", _ISM),
    Rule("overall_above_portions", "marks", "warning", "the telegram is marked as high as its highest portion", _ISM),
    Rule("portion_unmarked", "marks", "warning", "where portions are marked, each is (since 1 December 1978)", "E.O. 12065; E.O. 13526, section 1.6(c); 32 CFR 2001.21(c)"),
    Rule("no_portion_marks", "marks", "warning", "the portions of a classified telegram are marked (since 1 August 1982)", "E.O. 12356, section 1.5(b); E.O. 13526, section 1.6(c)"),
    Rule("mark_unknown", "marks", "warning", "a portion mark is a level and its controls", "5 FAH-3 H-700; 32 CFR 2001.21(c)"),
    Rule("control_unknown", "marks", "warning", "the controls of a portion mark are of the lists", _ISM),
    Rule("noforn_not_overall", "marks", "error", "where a portion is NOFORN, the telegram is", _ISM),
    Rule("sbu_without_caption", "marks", "warning", "an unclassified telegram with SBU portions bears SENSITIVE", "5 FAM 540; 5 FAH-2 H-440"),
    Rule("protected_in_low_marking", "marks", "error", "a source to be protected is not named in an unclassified portion", "E.O. 13526, section 1.4(d): confidential sources"),
    # banners
    Rule("classification_unspaced", "banners", "note", "the letters of a classification are spaced", "5 FAH-2 H-300"),
    Rule("banner_grammar", "banners", "warning", "one level, then controls of the lists behind two slashes", _ISM),
    Rule("page_marking_disagrees", "banners", "error", "every page repeats the telegram's classification", "5 FAH-2 H-300; 32 CFR 2001.21(b)"),
    # captions
    Rule("captions_together", "captions", "error", "one distribution caption (STADIS may go with EXDIS or NODIS), one channel caption", _CAPTIONS),
    Rule("caption_order", "captions", "warning", "the more restrictive caption comes first", "5 FAH-2 H-250"),
    Rule("sipdis_on_limited", "captions", "error", "SIPDIS does not stand with NODIS, CHEROKEE or a channel caption", _CAPTIONS),
    Rule("captions_on_one_line", "captions", "note", "each caption has a line of its own", "5 FAH-2 H-250"),
    Rule("sensitive_on_classified", "captions", "warning", "SENSITIVE marks unclassified text", "5 FAM 540"),
    Rule("efto_on_classified", "captions", "error", "E F T O goes with UNCLAS", "5 FAH-2 H-300"),
    Rule("agrement_unclassified", "captions", "error", "AGREMENT CHANNEL is classified or administratively controlled", _CAPTIONS),
    Rule("informal_not_in_subject", "captions", "warning", "OFFICIAL INFORMAL stands in the subject too", "5 FAH-2 H-250"),
    Rule("lou_after_1995", "captions", "error", "LIMITED OFFICIAL USE ended on 1 October 1995", "State's telegrams on marking of 1995-2006"),
    # authority
    Rule("no_order", "authority", "error", "a classified telegram names the order (since 1 June 1972)", "E.O. 11652; 5 FAH-2 H-320"),
    Rule("order_unknown", "authority", "error", "the order is one on classification", "the orders"),
    Rule("order_not_in_force", "authority", "error", "the order was in force at the telegram's date", "the orders"),
    Rule("no_classifier", "authority", "error", "a classified telegram says who classified it, or from what (since 14 October 1995)", "E.O. 12958, section 1.7; E.O. 13526, section 1.6(a)"),
    Rule("no_reason", "authority", "error", "a classified telegram says why (since 14 October 1995)", "E.O. 12958, section 1.7; E.O. 13526, section 1.6(a)"),
    Rule("no_declassification", "authority", "error", "a classified telegram says when or how it is declassified", "ISM-ID-00141; E.O. 13526, section 1.6(a)"),
    Rule("authority_on_unclassified", "authority", "warning", "an unclassified telegram has no classifier, reason or declassification", "ISM-ID-00016"),
    Rule("reason_unknown", "authority", "error", "a reason is one the order lists", "E.O. 12958, section 1.5; E.O. 13526, section 1.4"),
    Rule("reason_of_other_order", "authority", "warning", "reasons stand in section 1.5 to 21 September 2003, then in 1.4", "E.O. 13292"),
    Rule("declassification_beyond_order", "authority", "error", "the date is within what the order allows: 25 years, or 30 under E.O. 11652 and 12065", "the orders"),
    Rule("declassification_not_later", "authority", "error", "the date is after the telegram's", "the orders"),
    Rule("exemption_closed", "authority", "warning", "X1 to X8 are not set after 21 September 2003", "E.O. 13292; 32 CFR 2001"),
    Rule("instruction_of_other_order", "authority", "warning", "GDS, XGDS, RDS, OADR and MR stand with their own order", "the orders"),
    # forms
    Rule("no_mrn", "forms", "warning", "a telegram has a station, a number and a year", "5 FAH-2"),
    Rule("no_addressee", "forms", "warning", "an originator has addressees", _ACP),
    Rule("no_tags", "forms", "warning", "a telegram has TAGS (since 1 March 1973)", "5 FAH-3 H-011"),
    Rule("no_subject_tag", "forms", "warning", "at least one of the TAGS is a subject", "5 FAH-3 H-011"),
    Rule("tag_unknown", "forms", "warning", "a TAG is one of the list", "5 FAH-3 H-011"),
    Rule("tag_misspelt", "forms", "warning", "a TAG is spelt as in the list", "5 FAH-3 H-011"),
    Rule("tag_of_other_era", "forms", "warning", "a country's code is the one of its time", "handbook of 1974; FIPS 10-4; 5 FAH-3 H-414"),
    Rule("line_too_long", "forms", "note", "a line of the envelope has at most 69 characters", _ACP),
    Rule("heading_order", "forms", "note", "classification, captions, E.O., TAGS, SUBJECT, REF, in this order", _HEADING),
    Rule("reference_labels", "forms", "note", "references are labelled A, B, C", _HEADING),
    Rule("reference_unread", "forms", "note", "a reference names a telegram or another document", _HEADING),
    Rule("reference_later", "forms", "warning", "a reference is not of a later year", _HEADING),
    Rule("reference_to_itself", "forms", "warning", "a telegram does not refer to itself", _HEADING),
    Rule("single_numbered", "forms", "note", "a single paragraph is not numbered", "5 FAH-1 H-240"),
    Rule("summary_open", "forms", "note", "SUMMARY is closed by END SUMMARY", "5 FAH-1 H-240"),
    Rule("subject_full_stop", "forms", "note", "a subject has no full stop", "5 FAH-1 H-240"),
    # what the reader found in the copy
    Rule("bad_dtg", "copy", "error", "the date-time group is a day and hour that exist", _ACP),
    Rule("bad_filing_time", "copy", "error", "the filing time is a day and hour that exist", _ACP),
    Rule("filing_disagrees", "copy", "warning", "the filing time is that of the date-time group, or soon after", _ACP),
    Rule("serial_disagrees", "copy", "error", "the station serial is the number modulo 10,000", _ACP),
    Rule("precedence_disagrees", "copy", "warning", "lines 2 and 5 give one precedence", _ACP),
    Rule("classification_disagrees", "copy", "error", "line 4 and the text give one classification", _ACP),
    Rule("security_signal_disagrees", "copy", "error", "ZNR goes with unclassified text, ZNY with all other", _ACP),
    Rule("station_disagrees", "copy", "warning", "the originator, line 3 and the classification line are of one post", _ACP),
    Rule("section_disagrees", "copy", "warning", "line 3 and the classification line give one section", _ACP),
    Rule("section_missing", "copy", "error", "the copy has all the sections it names", _ACP),
    Rule("addressee_serial", "copy", "note", "the serial of an addressee has four digits and rises", "ACP 117"),
    Rule("garbled", "copy", "warning", "a line of the envelope has the letters of its shape", _ACP),
    Rule("date_in_future", "copy", "error", "a telegram is not sent after it was read", _COPY),
    Rule("number_disagrees", "copy", "warning", "the form's head and the line before the text give one number", _COPY),
    Rule("declassification_improbable", "copy", "note", "the years to the declassification are of those that classifiers set", "5,748 telegrams of 2006-10"),
    Rule("copies_disagree", "copy", "note", "the offices' copies add up to the number given", "NARA, electronic telegrams 1973-79"),
    Rule("published_disagrees", "copy", "warning", "the publication names the telegram by its own number", _COPY),
    Rule("number_skipped", "copy", "error", "paragraphs are numbered one after the other", "5 FAH-1 H-240"),
    Rule("number_repeated", "copy", "warning", "a paragraph's number comes once", "5 FAH-1 H-240"),
    Rule("impossible_date", "copy", "warning", "a date in the text exists", _COPY),
    Rule("no_classification", "copy", "error", "a telegram has a classification line", _HEADING),
    Rule("no_subject", "copy", "warning", "a telegram has a subject", _HEADING),
    Rule("no_dtg", "copy", "warning", "a telegram has a date-time group", _ACP),
    Rule("no_envelope", "copy", "warning", "a telegram has an envelope", _ACP),
    Rule("no_signer", "copy", "note", "a telegram is signed", "5 FAH-1 H-240"),
    Rule("no_body", "copy", "error", "a telegram has a text", _COPY),
    Rule("partial_extract", "copy", "warning", "the copy is whole", _COPY),
    Rule("truncated", "copy", "error", "the copy does not end in the middle of a sentence", _COPY),
    Rule("masked", "copy", "note", "nothing is put out of sight", _COPY),
    Rule("copy_defect", "copy", "warning", "any other damage that the reader names", _COPY),
)  # fmt: skip

GROUPS = ("marks", "banners", "captions", "authority", "forms", "copy")
# Kinds of defect that say what a rule of another name says.
SAME = {
    "captions_exclude": "captions_together", "classified_without_classifier": "no_classifier", "declassified_before_sent": "declassification_not_later",
    "reasons_of_another_order": "reason_of_other_order", "tags_unknown": "tag_unknown", "unclassified_with_classifier": "authority_on_unclassified",
    "unclassified_with_declassification": "authority_on_unclassified", "unmarked_paragraph": "portion_unmarked",
}  # fmt: skip
DAMAGE = "copy_defect"  # the rule of every defect that has no row of its own


@cache
def by_name() -> dict[str, Rule]:
    """Each rule by its name.

    >>> by_name()["no_classifier"].severity
    'error'
    """
    return {rule.name: rule for rule in RULES}
