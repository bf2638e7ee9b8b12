"""Pages that are images only: what stands on them, as tesseract reads it, each word with its place.

The program is called where it is installed and stays outside: a picture of the page goes in (300 dots an inch, grey, PGM), a
table of words, boxes and confidences comes out. A page that lies on its side is turned until it can be read. Nothing here
is certain, and the reader is told so.
"""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from statistics import mean

import msgspec

from reftel.read.pages import Word
from reftel.read.stacked import measure

PROGRAM = "tesseract"
DOTS = 300  # an inch
LONGEST = 120  # seconds for a page
READABLE = 0.4  # share of words below which a page is turned
ENOUGH = 20  # words that show which way up a page is
MISSING = "tesseract is not installed (Debian, Ubuntu: apt install tesseract-ocr)"

Picture = Callable[[int], bytes]  # the page, turned by so many degrees, as PGM


class Recognised(msgspec.Struct):
    """What a page holds: its words, the mean confidence in them (0 to 100), or what went wrong."""

    words: list[Word] = []
    confidence: float = 0.0
    trouble: str = ""


def installed() -> str | None:
    """Where the program is; None where it is not installed."""
    return shutil.which(PROGRAM)


def page(picture: Picture, size: tuple[float, float], seconds: float = LONGEST) -> Recognised:
    """Recognise one page of `size` points (across, down).

    Args:
        picture: gives the page as PGM, turned by 0, 90, 180 or 270 degrees.
        size: the page's width and height in points.
        seconds: time for each attempt.
    """
    best = Recognised()
    for turn in (0, 90, 270, 180):
        found = _once(picture(turn), size, turn, seconds)
        if found.trouble:
            return found if not best.words else best
        if not best.words or measure(found.words).worth > measure(best.words).worth:
            best = found
        if len(found.words) < ENOUGH or measure(best.words).share >= READABLE:
            break
    return best


def _once(picture: bytes, size: tuple[float, float], turn: int, seconds: float) -> Recognised:
    program = installed()
    if program is None:
        return Recognised(trouble=MISSING)
    command = [program, "stdin", "stdout", "-l", "eng", "--psm", "6", "--dpi", str(DOTS), "tsv"]
    try:
        done = subprocess.run(  # noqa: S603 -- the words are ours, and no shell reads them
            command, input=picture, capture_output=True, timeout=max(seconds, 1), check=False, env={**os.environ, "OMP_THREAD_LIMIT": "1"}
        )
    except subprocess.TimeoutExpired:
        return Recognised(trouble=f"tesseract took more than {seconds:.0f} s for a page")
    except OSError as error:
        return Recognised(trouble=f"tesseract could not be started ({error.strerror or error})")
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        return Recognised(trouble=f"tesseract ended with {done.returncode}" + (f": {said[-1][:120]}" if said else ""))
    found = list(_rows(done.stdout.decode("utf-8", "replace")))
    words = [_placed(words, box, base, size, turn) for words, box, base, _ in found]
    return Recognised(words, mean(sure for *_, sure in found) if found else 0.0)


Row = tuple[str, tuple[float, float, float, float], float, float]


def _rows(table: str) -> Iterator[Row]:
    """(word, box, where its line stands, confidence) of the program's table, in points of the turned page."""
    scale = 72 / DOTS
    base = 0.0
    for row in csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        try:
            left, top, wide, high = (float(row[name]) * scale for name in ("left", "top", "width", "height"))
            level, sure, words = row["level"], float(row["conf"]), (row["text"] or "").strip()
        except (KeyError, TypeError, ValueError):
            continue  # not a row of words
        if level == "4":  # a line: its words stand where it does
            base = top + high
        elif level == "5" and words:
            yield words, (left, top, left + wide, top + high), base, sure


def _placed(text: str, box: tuple[float, float, float, float], base: float, size: tuple[float, float], turn: int) -> Word:
    """A word of a page that was turned clockwise, on the page as it is seen."""
    left, top, right, bottom = box
    wide, high = size
    if turn == 90:  # what runs to the right there runs up here
        return Word(text, top, high - right, bottom, high - left, base, 3)
    if turn == 180:
        return Word(text, wide - right, high - bottom, wide - left, high - top, high - base, 2)
    if turn == 270:
        return Word(text, wide - bottom, left, wide - top, right, wide - base, 1)
    return Word(text, left, top, right, bottom, base)
