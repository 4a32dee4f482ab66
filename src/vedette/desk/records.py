"""The desk's record by moment, each with its look-up tables, kept until the desk changes."""

import gc
from collections import OrderedDict
from threading import Lock

from vedette.desk.index import Index
from vedette.store import Desk
from vedette.store.desk import State

_KEPT = 4


class Records:
    """Hands out the record as known at a moment; requests in several threads share one.

    While new reports are being read, the last record that is whole is shown: `reading` says so. A large record is set
    apart from what the garbage collector looks through; it holds no cycles and goes when nobody needs it.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.reading = False
        self._lock = Lock()
        self._kept: OrderedDict[tuple[State, str | None], Index] = OrderedDict()

    def index(self, as_known_at: str | None = None) -> Index:
        """The record as known at a day or date-time, or all that is known; raises `StoreError` for what is no date."""
        key = (self.desk.state(), as_known_at)
        found = self._kept.get(key) or (self._last(as_known_at) if self.reading else None)
        if found is not None:
            return found
        with self._lock:
            if key not in self._kept:
                self._kept[key] = Index(self.desk.record(as_known_at=as_known_at))
                gc.freeze()
                while len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
            return self._kept[key]

    def _last(self, as_known_at: str | None) -> Index | None:
        """The newest record of that moment that is at hand."""
        with self._lock:
            return next((index for key, index in reversed(self._kept.items()) if key[1] == as_known_at), None)
