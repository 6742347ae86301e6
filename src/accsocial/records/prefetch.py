"""The next block is prepared while the present one is worked on: one thread ahead, no more."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
_AHEAD = 1


@dataclass(frozen=True)
class _End:
    """Nothing comes any more: all was made, or an error ended it."""

    error: BaseException | None = None


class _Worker(Generic[T]):
    """Iterates over `make()` in a thread of its own, as long as somebody takes what it makes."""

    def __init__(self, make: Callable[[], Iterator[T]]) -> None:
        self._make = make
        self._stop = threading.Event()
        self.ready: queue.Queue[T | _End] = queue.Queue(_AHEAD)
        self._thread = threading.Thread(target=self._work, daemon=True, name="accsocial-read")
        self._thread.start()

    def _work(self) -> None:
        end = _End()
        try:
            for item in self._make():
                if not self._put(item):
                    return
                # A block is large: nobody keeps one while the next is made.
                del item
        except BaseException as error:
            # Raised again where the blocks are used.
            end = _End(error)
        self._put(end)

    def _put(self, item: T | _End) -> bool:
        while not self._stop.is_set():
            try:
                self.ready.put(item, timeout=0.1)
            except queue.Full:
                continue
            return True
        return False

    def stop(self) -> None:
        self._stop.set()
        self._thread.join()


def prefetched(make: Callable[[], Iterator[T]]) -> Iterator[T]:
    """Iterates over `make()` in a thread of its own; its exceptions are raised here."""
    worker = _Worker(make)
    try:
        while not isinstance(item := worker.ready.get(), _End):
            yield item
            del item
        if item.error is not None:
            raise item.error
    finally:
        worker.stop()
