"""What a SUBJECT line says, without the handling sentence that copies glue to it."""

from __future__ import annotations

import re

_HANDLING = re.compile(r"(?i)[\s.,:;-]+(?:\(SBU\) )?(?:(?:THIS (?:CABLE|MESSAGE) IS )?SENSITIVE BUT UNCLASSIFIED\b|NOT FOR INTERNET\b|PLEASE (?:HANDLE|TREAT|PROTECT) ACCORDINGLY).{0,90}$")


def bare_subject(words: str) -> str:
    """A subject without the handling sentence that some copies glue to it.

    >>> bare_subject("EGYPT: READY? Sensitive but unclassified. Please handle accordingly.")
    'EGYPT: READY?'
    """
    cut = _HANDLING.search(words[-200:])
    return words[: len(words) - min(len(words), 200) + cut.start()] if cut and cut.start() else words
