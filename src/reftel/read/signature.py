"""The signer: a surname after the last paragraph, in one of four places.

    ...END COMMENT.                    in capitals on a line of its own      4,011 of 6,712
    KHALILZAD
    ... the game has begun. KHALILZAD  glued to the last paragraph           1,087
    van Voorst                         mixed case on a line of its own         569
    (nothing, or another text)                                               1,045

Behind it stands residue of the copy: end marks, the address of a classified web site, stamps, a quotation mark.
"""

from __future__ import annotations

import re
from difflib import get_close_matches

from reftel.read.lines import is_rule
from reftel.text import Span

TAIL = 700  # characters from the end in which the signer is looked for
_RESIDUE = re.compile(
    r"(?:\s|\\|\"|“|”|[#*=_~]+|-{3,}|BT|N{3,4}|N{1,5}MAFVVZCZ|#\d{4}|\d \d\d/\d\d/\d{4}[\w ,]*|\d{1,2}/\d{1,2}/\d{2,4}|"
    r"={3,} ?(?:CABLE ENDS|END OF CABLE) ?={3,}|(?:END (?:OF )?)?CABLE (?:ENDS|TEXT)\.?|End Cable Text\.?|>|MINIMIZE CONSIDERED\.?|Minimize considered\.?|"
    r"<< ?END OF DOCUMENT ?>>|(?<=\n)(?:SECRET|CONFIDENTIAL|UNCLASSIFIED|LIMITED OFFICIAL USE)|[A-Z]{4}(?:,[A-Z]{2,4}){1,12})$"
)
_FOOTER = re.compile(r"(?:Visit|To view|For more reporting from)\b[^\n]{0,120}\b(?:[Ww]eb ?[Ss]ite|SIPRNET)[^\n]{0,160}?[:;][ \n]{0,3}\S{0,90}(?:\n?[ *]+)?", re.IGNORECASE)
# A surname: LAST, van Voorst, McMullen, O'Brien, DE LA CRUZ, PASCUAL-SMITH; (ACTING) may follow.
_PARTICLE = r"(?:(?:van|von|de|del|della|der|la|le|di|da|VAN|VON|DE|DEL|DELLA|DER|LA|LE|DI|DA|ST\.?|MC|MAC) ){0,3}"
_SURNAME = r"(?:[A-Z][A-Za-z'’]{1,20}(?:-[A-Z][A-Za-z]{1,20})?)"
_ALONE = re.compile(rf"(?P<name>(?:[A-Z] (?=[A-Z]{{3}}))?{_PARTICLE}{_SURNAME}(?: {_SURNAME})?)(?: ?\(?(?P<acting>ACTING|Acting)\)?)?\.?$")
_GLUED = re.compile(rf"(?:[.!?\")”*:\-]|XXXX|CONSIDERED) {{1,4}}(?:#)?(?!XXXX)(?P<name>{_PARTICLE}[A-Z][A-Z'’]{{2,20}}(?:-[A-Z]{{2,20}})?(?: [A-Z][A-Z'’]{{2,20}})?)\.?$")
_GLUED_MIXED = re.compile(rf"[.!?\")”] {{1,4}}(?P<name>{_SURNAME})$")
NO_SURNAME = frozenset(
    ["COMMENT", "SUMMARY", "END", "NOTE", "TEXT", "UNCLASSIFIED", "UNCLAS", "CONFIDENTIAL", "SECRET", "SIPDIS", "SENSITIVE", "NOFORN", "ENCLOSURE", "ATTACHMENT", "ANNEX", "NONE", "NNNN", "EXEMPT", "PARTICIPANTS", "BIOGRAPHY", "BACKGROUND", "REDACTED", "XXXXXXXXXXXX", "XXXX", "THE", "AND", "OF", "FOR", "TO", "IN", "ON", "AT", "BY", "WITH", "POINTS", "QUOTE", "UNQUOTE", "MINIMIZE", "CONSIDERED", "CABLE", "ENDS", "TOTAL", "MESSAGE", "PASS", "WASHDC", "INFO", "FROM"]
)  # fmt: skip


def find(text: str, body_start: int = 0) -> tuple[str, Span, int] | None:
    """(name, where, end of the last paragraph) of the signer in a telegram's text; None where there is none.

    >>> find("¶8. (SBU) ... SRSG Rucker.\\nKhalilzad\\n\\n")[0]
    'Khalilzad'
    >>> find("... bottom lines. End comment. STEVENS 0 12/23/2007")[0]
    'STEVENS'
    >>> find("... is under investigation. END COMMENT.") is None
    True
    """
    floor = max(body_start, len(text) - TAIL)
    end = strip_residue(text, floor)
    tail = text[floor:end]
    if not tail.strip():
        return None
    line_start = tail.rfind("\n") + 1
    line = tail[line_start:].strip()
    begin = floor + line_start + tail[line_start:].find(line[0]) if line else floor
    if line.startswith("#"):
        line, begin = line[1:], begin + 1
    if len(line) <= 50 and line_start and (m := _ALONE.match(line)) and _is_name(m["name"]):
        if not _wraps(tail[:line_start]):
            return m["name"], Span(begin + m.start("name"), begin + m.end("name")), floor + len(tail[:line_start].rstrip())
        return None
    m = _GLUED.search(tail[-60:]) or _GLUED_MIXED.search(tail[-40:])
    if m and _is_name(m["name"]):
        size = 60 if m.re is _GLUED else 40
        base = floor + max(0, len(tail) - size)
        return m["name"], Span(base + m.start("name"), base + m.end("name")), base + len(tail[len(tail) - size if len(tail) > size else 0 :][: m.start("name")].rstrip(" #"))
    return None


def strip_residue(text: str, floor: int) -> int:
    """Where the telegram's own words end: what the copy left behind the signer is passed over, a bounded number of times."""
    end = len(text)
    for _ in range(40):
        tail = text[max(floor, end - 260) : end].rstrip()
        end = max(floor, end - 260) + len(tail)
        found = _RESIDUE.search(tail[-120:]) if tail else None
        if found and found[0]:
            end -= len(found[0])
            continue
        footers = list(_FOOTER.finditer(tail))
        if footers and footers[-1].end() == len(tail):
            end -= len(tail) - footers[-1].start()
            continue
        break
    return end


def _is_name(name: str) -> bool:
    words = name.upper().replace("’", "'").split()
    return not any(word in NO_SURNAME for word in words) and not is_rule(name) and len(words) <= 4 and not _is_marking("".join(words))


def _is_marking(letters: str) -> bool:
    """Whether a name is the page's classification, misread: CONF DENTIAL. SECREST is a name, so only the long words count.

    >>> _is_marking("CONFDENTIAL"), _is_marking("SECREST")
    (True, False)
    """
    return 10 <= len(letters) <= 14 and bool(get_close_matches(letters, ("CONFIDENTIAL", "UNCLASSIFIED"), 1, 0.85))


def _wraps(before: str) -> bool:
    """Whether the line before runs on into the last one: then that is the end of a sentence, not a name."""
    lines = before.rstrip().rsplit("\n", 1)
    last = lines[-1].rstrip()
    if before.endswith(("\n\n", "\n \n", "\n  \n")):
        return False
    return bool(last) and (last.endswith((",", " and", " of", " the", " to", " in", " by", " for", " with", "-")) and len(last) > 45)
