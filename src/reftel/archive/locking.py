"""One writer at a time: a lock that the system lets go when its holder dies, and a note of who holds it."""

from __future__ import annotations

import fcntl
import os
import socket
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from reftel.errors import ArchiveLocked

NAME = "writing.lock"


class WriterLock:
    """Held from making to `release`.

    Raises:
        ArchiveLocked: when another process holds it; the message says which, since when and with what command.
    """

    def __init__(self, folder: Path) -> None:
        self._file: TextIO = (folder / NAME).open("a+", encoding="utf-8")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self._file.seek(0)
            holder = self._file.read(400).strip()
            self._file.close()
            raise ArchiveLocked(str(folder), holder) from None
        self._file.truncate(0)
        self._file.write(_me())
        self._file.flush()

    def release(self) -> None:
        """Let another writer in."""
        if not self._file.closed:
            self._file.truncate(0)
            self._file.close()


def _me() -> str:
    """Process, machine, moment and command, for the message that refuses a second writer."""
    command = " ".join([Path(sys.argv[0]).name, *sys.argv[1:3]]) if sys.argv else "python"
    moment = datetime.now(UTC).isoformat(timespec="seconds")
    return f"process {os.getpid()} on {socket.gethostname()}, since {moment} ({command[:200]})"
