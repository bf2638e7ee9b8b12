"""Words that were glued where lines were joined without a blank, and where to cut them. For the repair of flattened copies.

    "freshfaces in the presentation" -> fresh faces      "told himOsra" -> him Osra      "the bridge,and" -> bridge, and
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate

from reftel.telegram import lexicon
from reftel.text import Edit

_RUN = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")
# Places where a sign shows that a word ended. Few letters stand before such a place or behind it, so they are asked for first:
# most places of a text are passed in three steps.
_BEHIND_SIGNS = (
    r"(?<=[A-Za-z0-9)\"][,;])(?=[A-Za-z(])",  # the bridge,and
    r"(?:(?<= [0-9],)|(?<= [0-9]{2},))(?=(?:19|20)[0-9]{2}(?![0-9]))",  # February 14,2007
    r"(?<=[a-z'’][a-z][.?!:])(?=[A-Z(])",  # the bridge.The
    r"(?<=[A-Z]{3}[.?!:])(?=[A-Z(])",  # THE BRIDGE.A
    r"(?<=[A-Z]{2}[.?!:])(?=[A-Z]{2})",  # TO IT.THE, but not the U.S. of "THE U.S.A"
    r"(?<= [A-Z]\.)(?=[A-Z][a-z]{2})",  # Jane R.Doe
    r"(?<=\b[MD][rsRS]\.)(?=[A-Z])",  # Mr.Doe
    r"(?<=[0-9]\.)(?=[A-Z][A-Za-z])",  # in 2007.The
    r"(?<=[.:;])(?=-{1,2} ?[A-Z])",  # they want:-- Timber, points of a list
    r"(?<=['’]s)(?=[a-z]{2})",  # Osra'sbridge
    r"(?<=s['’])(?=[a-z]{3})",  # guards'bridge
    r"(?<=[A-Za-z0-9]\))(?=[A-Za-z]{2})",  # (the guards)left
    r"(?<=USD)(?=[0-9])",  # USD40
    r"(?<=-{5})(?=[A-Za-z0-9¶(\"])",  # the ruling under a heading, then the text
)
_SIGNS = re.compile(
    rf"(?<=[,;.?!:'’sD)\-])(?=[A-Za-z0-9(¶\"\-])(?:{'|'.join(_BEHIND_SIGNS)})|"
    r"(?=-{5})(?<=[A-Za-z.\")])|"  # a heading, then its ruling
    r"(?=\([A-Za-z]{2})(?<=[a-z]{2})"  # the guards(all of them)
)
_NUMBERS = re.compile(r"(?P<word>(?<![A-Za-z])[A-Za-z][a-z]+|(?<![A-Za-z])[A-Z]{2,20})(?=\d)|(?<=\d)(?P<after>[a-z]{2,20}|[A-Z]{3,20})(?![A-Za-z])")
_BEHIND_NUMBERS = frozenset(["th", "st", "nd", "rd", "km", "kg", "mm", "cm", "pm", "am", "mt", "mw", "bn", "kv", "ha"])
_PARTS_OF_NAMES = frozenset(["mc", "mac", "de", "le", "la", "van", "von", "di", "du", "al", "el", "o", "d", "abd", "abu"])
_QUOTED = re.compile(r"(?<=[A-Za-z0-9,.:;?!])\"(?=[A-Za-z0-9])")
_SEEN = 3e5  # a word of this telegram that no list knows counts as one so common
_FOLLOWERS = ("would", "were", "will", "have", "said", "told", "that", "with", "from", "which", "had", "has", "was")  # behind a name
_LINKING = frozenset(["in", "of", "on", "at", "to", "for", "by", "is", "are", "after", "before", "during", "under", "over", "into", "between", "through", "because", "while", "about", "against", "and", "with", "from"])
_BEFORE = ("OF", "FOR", "FROM", "WITH", "THE", "AND", "THAT")  # before a name among capitals, where few names begin so
_PREFIXES = ("anti", "counter", "co", "ex", "inter", "mid", "multi", "non", "over", "post", "pre", "pro", "re", "semi", "sub", "trans", "under")
_LIAT = re.compile(r"[.,;:?!)\"]{0,2}(?P<word>[A-Za-z'’]+)")  # the last word and its signs, read from behind: so it is found in one step
_POSSESSIVE = re.compile(r"['’]s?$")
_FRONT = re.compile(r"[(\"]?[A-Za-z][A-Za-z'’]*")
NUMBER = 50.0  # letters beside figures: there two words part, if anywhere
ACRONYM = 14.0
UNKNOWN = 1e3  # a name that no list knows counts as a rare word
_FUNCTION = 1e9  # a word as common as the articles and prepositions
_COMMON = 2e7  # how often a word is counted that may begin or end a cut of what could be a name


def cuts(text: str, start: int, end: int, known: Known) -> list[Edit]:
    """A blank at each place between `start` and `end` where two words stand as one."""
    out: dict[int, Edit] = {}
    for found in _SIGNS.finditer(text, start, end):
        at = found.start()
        if not _is_address(text, at):
            point = text[at] == "-" and text[at - 1] in ".:;"
            out[at] = Edit(at, at, "\n" if point else " ", "a point of a list begins its line" if point else "a sign ends the word")
    for found in _NUMBERS.finditer(text, start, end):
        if found["word"] and ((found["word"].istitle() and len(found["word"]) > 3) or lexicon.count(found["word"]) > _SEEN):
            out[found.end()] = Edit(found.end(), found.end(), " ", "a number begins")
        elif found["after"] and found["after"].lower() not in _BEHIND_NUMBERS and (lexicon.count(found["after"]) > 1e6 or (len(found["after"]) > 3 and lexicon.is_word(found["after"]))):
            out[found.start()] = Edit(found.start(), found.start(), " ", "a word begins behind the number")
    for found in _RUN.finditer(text, start, end):
        size = known.cut(found[0])
        if size:
            place = found.start() + size
            out[place] = Edit(place, place, " ", f"two words: {found[0][:size]} {found[0][size:]}")
    for place in _quotes(text, start, end):
        out[place] = Edit(place, place, " ", "a quotation begins or ends")
    return list(out.values())


def _quotes(text: str, start: int, end: int) -> Iterator[int]:
    """Where a blank is missing at a quotation mark between letters: before one that opens, behind one that closes."""
    done, opened = start, 0
    for found in _QUOTED.finditer(text, start, end):
        paragraph = text.rfind("¶", done, found.start())
        if paragraph >= 0:
            done, opened = paragraph, 0
        opened += text.count('"', done, found.start())
        done = found.start()
        yield found.end() if opened % 2 else found.start()


def _is_address(text: str, at: int) -> bool:
    around = text[max(0, at - 30) : at + 10]
    return "://" in around or "www." in around or "@" in around


class Known:
    """The words of English, of the trade and of this telegram, and how common they are."""

    def __init__(self, text: str) -> None:
        self.capitals = sum(map(str.isupper, text[:20_000])) > 4 * sum(map(str.islower, text[:20_000]))
        runs = _RUN.findall(text)
        self.times = Counter(run.lower() for run in runs)
        self.times.update({_POSSESSIVE.sub("", run.lower()) for run in runs if "'" in run or "’" in run})
        self.found: dict[str, int | None] = {}
        self.weights: dict[str, float] = {}
        self.ladders: dict[str, tuple[list[int], list[int]]] = {}  # of a pair: places, and up to each the likeliest

    def cut(self, run: str) -> int | None:
        """Where to cut a run of letters in two words; None where it is one word."""
        if run not in self.found:
            self.found[run] = None if len(run) < 3 or len(run) > 48 or lexicon.is_word(run) else self._place(run)
        return self.found[run]

    def likeliest(self, pair: str, most: int) -> int | None:
        """Where two words that are known to stand as one are likeliest cut, the first of at most `most` letters.

        One of them at least must be a word: names are in no list.
        """
        if pair not in self.ladders:
            steps = list(self._steps(pair))
            self.ladders[pair] = [at for _, at in steps], [at for _, at in accumulate(steps, max)]
        places, best = self.ladders[pair]
        step = bisect_right(places, most) - 1
        return best[step] if step >= 0 else None

    def _steps(self, pair: str) -> Iterator[tuple[float, int]]:
        """(how likely, where) of all the places where a pair of words may be cut, in rising order."""
        for at in range(1, len(pair)):
            left, right = _last_word(pair[:at]), _FRONT.match(pair, at)
            if pair[at - 1].isdecimal() != pair[at].isdecimal() and pair[at - 1 : at + 1].isalnum():
                yield NUMBER, at
            elif left and right:
                yield from self._scored(pair, at, left, right[0])

    def is_certain(self, left: str, right: str) -> bool:
        """Whether two words are so common that they are no name and no word that the lists lack.

        >>> Known("").is_certain("on", "February"), Known("").is_certain("pipe", "fitters")
        (True, False)
        """
        first, second = _last_word(left), _FRONT.match(right)
        return first is None or second is None or min(self._weight(first), self._weight(second[0])) > _COMMON

    def _scored(self, pair: str, at: int, left: str, right: str) -> Iterator[tuple[float, int]]:
        first, second = self._weight(left), self._weight(right)
        if not self.capitals and len(left) > 1 and left.isupper() and right[0].islower():  # "USUNand": an acronym ends
            yield ACRONYM + math.log(max(second, UNKNOWN)) + (5 if self.times[left.lower()] else 0), at
        sure = any(weight > _FUNCTION or (weight and len(word) > 3) for word, weight in ((left, first), (right, second)))
        if sure and (pair[at].isupper() or not pair[at - 1].isupper() or self.capitals):
            yield math.log(max(first, UNKNOWN)) + math.log(max(second, UNKNOWN)) + 1.5 * min(len(left), len(right), 4), at

    def _place(self, run: str) -> int | None:
        at = self._best(run)
        if at is None or not self._is_name(run):
            return at
        follows = run.endswith(_FOLLOWERS) and run[at:] in _FOLLOWERS
        return at if follows or self._weight(run[:at]) > _FUNCTION else None  # "Thebridge" twice is still no name

    def _is_name(self, run: str) -> bool:
        """Whether the telegram has a run more than once, written as a name."""
        return run[0].isupper() and not (self.capitals and run.isupper()) and self.times[run.lower()] > 1 and (run[1:].islower() or run.isupper())

    def _weight(self, word: str) -> float:
        """How common a word is; 0 for what is none."""
        if word not in self.weights:
            self.weights[word] = self._weighed(word)
        return self.weights[word]

    def _weighed(self, word: str) -> float:
        if len(word) == 1:
            return 1e8 if word in ({"A"} if self.capitals else {"a", "A", "I"}) else 0
        bare = _POSSESSIVE.sub("", word) if word[-2] in "'’" or word[-1] in "'’" else word
        if lexicon.is_word(bare) and (len(bare) > 2 or lexicon.count(bare) > 1e8):
            return max(_SEEN, float(lexicon.count(bare)))
        if self.times[bare.lower()] and len(bare) > 3:
            return _SEEN
        if not bare.lower().startswith(_PREFIXES):
            return 0
        stems = (bare[len(one) :] for one in _PREFIXES if bare.lower().startswith(one))
        return _SEEN / 10 if any(len(stem) > 3 and lexicon.is_word(stem) for stem in stems) else 0  # counterterrorism

    def _best(self, run: str) -> int | None:
        name = run[0].isupper() and not (self.capitals and run.isupper())
        office = next((at for at in range(len(run) - 1, 5, -1) if not run[1:at].islower() and run[:at].upper() in lexicon.trade()), None)
        if office is not None:
            return office  # EconOff and the like: one word with a capital inside
        scored: list[tuple[float, int]] = []
        for at in range(1, len(run)):
            left, right = run[:at], run[at:]
            if not left[-1].isalpha() or not right[0].isalpha():
                continue
            steps_up = right[0].isupper() and (left[-1].islower() or (left.isupper() and right[1:2].islower() and len(left) > 1))
            if left.lower() in _PREFIXES and len(right) > 3 and not steps_up:
                continue  # one word that no list knows: anticorruption
            article = left == "A" and right.islower()
            if not steps_up and not article and (_is_cased_otherwise(left, right) or right[0].isupper() != left[-1].isupper()):
                continue
            first = self._weight(left)
            second = self._weight(right) if first or steps_up else 0
            if not second and not steps_up:
                continue
            names = first or self.times[right.lower()] or min(len(left), len(right)) > 3
            if steps_up and names and left.lower() not in _PARTS_OF_NAMES:
                longer = left.isupper() and self._weight(run[at + 1 :]) > second  # "GOSagency": the acronym has one letter more
                return at + 1 if longer else at
            if name and not steps_up and not self._parts(left, right, first, second):
                continue
            if first and second and all(len(piece) > 3 or weight > (1e8 if self.capitals else _COMMON) for piece, weight in ((left, first), (right, second))):
                scored.append((math.log(first) + math.log(second), at))
        if not scored:
            if self.capitals and run.isupper():
                return next((len(word) for word in _BEFORE if run.startswith(word) and len(run) - len(word) > 3 and self.times[run.lower()] < 2), None)
            return self._behind_name(run) if name else None
        scored.sort(reverse=True)
        return scored[0][1] if len(scored) == 1 or scored[0][0] > scored[1][0] + 1 else None

    def _behind_name(self, run: str) -> int | None:
        """Where a long common word, or one that follows names, begins behind a name that stands nowhere else."""
        follower = next((word for word in _FOLLOWERS if run.endswith(word) and len(run) - len(word) > 3), None)
        if follower:
            return len(run) - len(follower)
        for at in range(4, len(run) - 5):
            if lexicon.is_word(run[at:]) and lexicon.count(run[at:]) > 1e6:
                return at
        return None

    def _parts(self, left: str, right: str, first: float, second: float) -> bool:
        """Whether a run that begins as a name may be cut: the name is known here, or both are common words."""
        bare = _POSSESSIVE.sub("", left)
        if self.times[bare.lower()] and len(bare) > 3 and not lexicon.is_word(bare):
            return second > 0
        if left == "A":
            return lexicon.is_word(right) and len(right) > 3 and (right.endswith("ss") or not right.endswith("s"))
        if right.lower() in _LINKING:
            return lexicon.is_word(left) and len(left) > 3
        if first > _FUNCTION:
            return lexicon.is_word(right) and len(right) > 3
        return first > _COMMON and len(left) > 3 and second > 1e6 and len(right) > 3


def _last_word(text: str) -> str | None:
    """The word that a text ends with, without the signs behind it."""
    found = _LIAT.match(text[::-1])
    return found["word"][::-1] if found else None


def _is_cased_otherwise(left: str, right: str) -> bool:
    """Whether the pieces are of different case, as no two words of one sentence are without a capital between them."""
    return left.isupper() and len(left) > 1 and not right.isupper()


def references(text: str, start: int, end: int) -> Iterator[Edit]:
    """A break before each letter that labels a reference and is glued to the number before it: "OSVARTH 312B. BONN 9"."""
    for found in re.compile(r"(?<=[\d)])(?=\(?[B-K][.)] ?(?:\d\d(?:\d\d)? )?[A-Z]{2})").finditer(text, start, end):
        yield Edit(found.start(), found.start(), "\n", "a letter labels the next reference")
