"""The html page of a Cablegate mirror: a table of published metadata, and two `<pre>` blocks with header and body.

The text in the blocks is that of the CableXpress form with the publication's pilcrows; TAGS are links. Spans are those of the
text that the page holds, as the reader of such pages reports them. The table repeats the hour for the minute, as they do.
"""

from __future__ import annotations

from html import escape

from reftel.telegram.model import Telegram
from reftel.write import cablexpress
from reftel.write.written import Written

_PAGE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>{mrn}: {subject}</title></head>
<body>
<table class="cable">
<tr><th>Reference ID</th><th>Created</th><th>Classification</th><th>Origin</th></tr>
<tr><td><a href="#{mrn}">{mrn}</a></td><td>{created}</td><td>{classification}</td><td>{origin}</td></tr>
</table>
<code><pre>{header}</pre></code>
<code><pre>{body}</pre></code>
</body>
</html>
"""


def write(telegram: Telegram, pilcrows: bool = True, paged: bool = False) -> Written:
    """The page of a telegram; it is the sayable one, and its spans are set."""
    inside = cablexpress.write(telegram, pilcrows, paged)
    begins = telegram.at.get("classification")
    cut = begins.start if begins else 0
    header, body = inside.text[:cut].removesuffix("\n\n"), inside.text[cut:]
    sent = telegram.sent or ""
    page = _PAGE.format(
        mrn=escape(telegram.mrn or ""), subject=escape(telegram.subject or ""), created=f"{sent[:10]} {sent[11:13]}:{sent[11:13]}" if sent else "",
        classification=escape(telegram.classification or ""), origin=escape((telegram.sender and telegram.sender.plad) or ""),
        header=_marked(header), body=_linked(_marked(body), telegram.tags),
    )  # fmt: skip
    return Written(page, telegram, inside.joints)


def _marked(text: str) -> str:
    return escape(text, quote=False).replace("\n", "&#x000A;")


def _linked(body: str, tags: list[str]) -> str:
    """TAGS as the links that mirrors make of them."""
    start = body.find("TAGS: ")
    end = body.find("SUBJECT: ", start)
    if start < 0 or end < 0:
        return body
    line = body[start:end]
    for tag in tags:
        if tag.isalnum():
            line = line.replace(f" {tag},", f" <a href='/tag/{tag}_0.html'>{tag}</a>,", 1)
    return body[:start] + line + body[end:]
