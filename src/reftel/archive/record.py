"""What an archive answers from its record, and what changes it: the part of `Archive` that needs no index."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from reftel.archive import checking, judging, references, series, settling
from reftel.archive.building import now
from reftel.archive.collating import Borrowed, Collated, collate
from reftel.archive.comparing import Comparison, Release, compare
from reftel.archive.judging import Conflict, Judgement, Removed
from reftel.archive.references import Absent, Link, Neighbours, Thread
from reftel.archive.rereading import Reread, reread
from reftel.archive.series import Gap, Serial, SerialGap, Year
from reftel.archive.store import Copy, Store
from reftel.errors import UnknownTelegram
from reftel.settings import Settings
from reftel.telegram import mrn as mrns


class Record:
    """The record of an archive, asked and changed. `_changed` is called after each change."""

    store: Store
    settings: Settings

    def _changed(self) -> None:
        """What is derived from the record is to follow."""

    # --- copies -------------------------------------------------------------------------------------------------------

    def copies(self, mrn: str) -> list[Copy]:
        """All copies of a telegram with their original bytes, the one whose spans it bears first."""
        return self.store.copies(self.store.find(mrn)[0])

    def borrowed(self, mrn: str) -> list[Borrowed]:
        """What the telegram took from which of its copies, letter by letter; empty where it has but one."""
        return self.store.borrowed(self.store.find(mrn)[0])

    def collation(self, mrn: str) -> Collated:
        """The telegram as its copies tell it together, with what was borrowed and where they disagree."""
        key = self.store.find(mrn)[0]
        (ident,) = self.store.db.execute("SELECT id FROM telegrams WHERE key = ?", (key,)).fetchone()
        return collate(settling.witnesses(self.store.db, ident))

    def compare(self, mrn: str) -> Comparison:
        """The copies of a telegram side by side: lost, cut, restored, changed."""
        key = self.store.find(mrn)[0]
        releases = [Release(copy.id, copy.origin, copy.joined, copy.reading) for copy in self.store.copies(key)]
        return compare(key, releases, self.collation(key))

    def conflicts(self) -> list[Conflict]:
        """Numbers that several telegrams bear, telegrams that may be one, copies that were joined against some evidence."""
        return judging.conflicts(self.store.db)

    def judgements(self) -> list[Judgement]:
        """What people decided about copies, undone decisions too."""
        return judging.judgements(self.store.db)

    def split(self, copy: int, reason: str) -> str:
        """Take a copy (its number) off its telegram; the key it has then. Kept as a judgement.

        Raises:
            UnknownTelegram: when there is no such copy.
            BadValue: when it is the telegram's only one.
            ReadOnly: when the archive was opened for reading.
        """
        key = judging.split(self.store, copy, reason, now())
        self._changed()
        return key

    def join(self, mrn: str, other: str, reason: str) -> str:
        """Make the copies of one telegram copies of another; its key. Kept as a judgement.

        Raises:
            UnknownTelegram: when one of them is not there.
            BadValue: when they are one already.
            ReadOnly: when the archive was opened for reading.
        """
        key = judging.join(self.store, mrn, other, reason, now())
        self._changed()
        return key

    def remove(self, what: str, reason: str) -> Removed:
        """Take out the copies from a path or of a telegram. Logged; they are not taken in again unless that is undone.

        Raises:
            UnknownTelegram: when there are none.
            ReadOnly: when the archive was opened for reading.
        """
        out = judging.remove(self.store, what, reason, now())
        self._changed()
        return out

    def undo(self, judgement: str) -> str:
        """Take a judgement back; what that did, in words.

        Raises:
            UnknownName: when there is none of this name.
            ReadOnly: when the archive was opened for reading.
        """
        done = judging.undo(self.store, judgement, now())
        self._changed()
        return done

    # --- references ---------------------------------------------------------------------------------------------------

    def references(self, mrn: str | None = None) -> Iterator[Link]:
        """Where the references of a telegram lead, or those of all."""
        return references.links(self.store.db, self.store.find(mrn)[0] if mrn else None)

    def cited_by(self, mrn: str) -> list[Link]:
        """The references that lead to a telegram, which may be absent."""
        return references.cited_by(self.store.db, self.key_of(mrn))

    def absent(self) -> Iterator[Absent]:
        """Telegrams that are cited and not here, with who cites them; the most cited first."""
        return references.absent(self.store.db)

    def thread(self, mrn: str, hops: int | None = None) -> Thread:
        """The telegrams that answer each other around one, in the order of time; at most `hops` references away."""
        return references.thread(self.store.db, self.key_of(mrn), hops)

    def neighbours(self, mrn: str) -> Neighbours:
        """The previous and next number of the post, how many are missing between, and what it sent on the same day."""
        return references.neighbours(self.store.db, self.store.find(mrn)[0])

    def key_of(self, mrn: str) -> str:
        """The key of a telegram that is here, or the number of one that is cited and absent.

        Raises:
            UnknownTelegram: when it is neither.
        """
        try:
            return self.store.find(mrn)[0]
        except UnknownTelegram:
            if not references.cited_by(self.store.db, mrn):
                raise
            return mrn

    # --- what is missing ----------------------------------------------------------------------------------------------

    def gaps(self, post: str | None = None, year: int | None = None) -> Iterator[Gap]:
        """Numbers of a post and year that are not here, with the dates between which they were sent."""
        return series.gaps(self.store.db, _station(post), year)

    def years(self, post: str | None = None, year: int | None = None) -> Iterator[Year]:
        """What is here and what is missing of each post and year, in numbers."""
        return series.years(self.store.db, _station(post), year)

    def serial_gaps(self, post: str | None = None) -> Iterator[SerialGap]:
        """Gaps in the serials that posts keep for their addressees."""
        return series.serial_gaps(self.store.db, _station(post))

    def serials(self, post: str | None = None) -> Iterator[Serial]:
        """The serials that posts keep for their addressees, in numbers."""
        return series.serials(self.store.db, _station(post))

    # --- life ---------------------------------------------------------------------------------------------------------

    def reread(self, version: str, everything: bool = False, progress: Callable[[Reread], None] | None = None) -> Reread:
        """Read anew what an older reader read.

        Raises:
            ReadOnly: when the archive was opened for reading.
        """
        done = reread(self.store, self.settings, version, everything, progress)
        self._changed()
        return done

    def backup(self, target: str | Path) -> None:
        """A copy of the record in a new folder, while this archive is in use.

        Raises:
            NoArchive: when there is something at the target.
            CannotWrite: when the disk is full.
        """
        self.store.backup(Path(target))

    def faults(self) -> Iterable[str]:
        """Every fault of the record, in words."""
        return checking.check(self.store)


def _station(post: str | None) -> str | None:
    """The station of a post, by whichever name."""
    return mrns.station(post) if post else None
