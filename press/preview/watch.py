"""A project -> word of every file of it that is written, renamed or deleted."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import ObservedWatch

from press.model import HOUSE, OURS, SOURCES


class Watch:
    """Watches what a project is made from, and the generator's own part of that. `tell` is called in another thread.

    The folders around are watched, too, though not deeply: what an editor puts in the place of a file, or git in the
    place of a folder, is another file or folder to the system.
    """

    def __init__(self, project: Path, tell: Callable[[Path], None]) -> None:
        self.tell = tell
        self._observer = Observer()
        self._deep: dict[Path, ObservedWatch] = {}
        self._tops = {project / name for name in SOURCES} | {HOUSE / name for name in OURS}
        for top in {project, HOUSE}:
            self._observer.schedule(_Handler(self._around), str(top))
        for path in self._tops:
            self._look_into(path)
        self._observer.start()

    def _around(self, path: Path) -> None:
        if path in self._tops:
            self._look_into(path)
            self.tell(path)

    def _look_into(self, path: Path) -> None:
        if old := self._deep.pop(path, None):
            self._observer.unschedule(old)
        if path.is_dir():
            self._deep[path] = self._observer.schedule(_Handler(self.tell), str(path), recursive=True)

    def stop(self) -> None:
        # Its threads may complain of an event that comes while they end.
        logging.getLogger("watchdog").setLevel(logging.CRITICAL)
        self._observer.stop()


class _Handler(FileSystemEventHandler):
    def __init__(self, tell: Callable[[Path], None]) -> None:
        self.tell = tell

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in ("opened", "closed_no_write") or (event.is_directory and event.event_type == "modified"):
            return
        for path in {event.src_path, event.dest_path} - {""}:
            self.tell(Path(str(path)))
