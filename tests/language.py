"""The real yaml-language-server, driven as an editor drives it: JSON-RPC over its standard input and output."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Any

from playwright._impl._driver import compute_driver_executable

ROOM = Path(__file__).parent / "editor"
PATIENCE = 60
"""Seconds to wait for an answer: far more than any takes."""
Said = dict[str, Any]


class Editor:
    """An editor with a project open."""

    def __init__(self, project: Path, settings: Mapping[str, Any], server: subprocess.Popen[bytes]) -> None:
        self.project, self.settings, self.server = project, settings, server
        self.heard: Queue[Said] = Queue()
        self.sent = 0
        self.versions: dict[str, int] = {}
        Thread(target=self._listen, daemon=True).start()
        folder = {"uri": project.as_uri(), "name": "project"}
        documents = {"completion": {"completionItem": {"documentationFormat": ["markdown", "plaintext"]}}}
        self.ask(
            "initialize",
            processId=None,
            rootUri=project.as_uri(),
            workspaceFolders=[folder],
            capabilities={"workspace": {"configuration": True, "workspaceFolders": True}, "textDocument": documents},
        )
        self._send({"method": "initialized", "params": {}})
        self._send({"method": "workspace/didChangeConfiguration", "params": {"settings": {}}})

    def _listen(self) -> None:
        assert self.server.stdout
        while head := self.server.stdout.readline():
            size = int(head.removeprefix(b"Content-Length: "))
            while self.server.stdout.readline().strip():
                pass
            self.heard.put(json.loads(self.server.stdout.read(size)))

    def _send(self, message: Said) -> None:
        assert self.server.stdin
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.server.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.server.stdin.flush()

    def _hear(self) -> Said:
        """The next thing that the server says; what it asks of an editor is answered on the way."""
        said = self.heard.get(timeout=PATIENCE)
        if said.get("method") == "workspace/configuration":
            answer = [self.settings.get(one["section"]) for one in said["params"]["items"]]
            self._send({"id": said["id"], "result": answer})
        elif "method" in said and "id" in said:
            self._send({"id": said["id"], "result": None})
        return said

    def ask(self, method: str, **params: Any) -> Any:
        """The answer to a request."""
        self.sent += 1
        self._send({"id": self.sent, "method": method, "params": params})
        while "method" in (said := self._hear()) or said["id"] != self.sent:
            pass
        assert "error" not in said, said["error"]
        return said["result"]

    def open(self, texts: Mapping[str, str]) -> dict[str, list[Said]]:
        """Types texts into files, which need not be on disk; returns what the server finds wrong with each."""
        paths = {self.uri(path): path for path in texts}
        for uri, path in paths.items():
            document = {"uri": uri, "version": self.versions.get(uri, 0) + 1}
            self.versions[uri] = document["version"]
            if document["version"] == 1:
                self._tell("didOpen", textDocument=document | {"languageId": "yaml", "text": texts[path]})
            else:
                self._tell("didChange", textDocument=document, contentChanges=[{"text": texts[path]}])
        found: dict[str, list[Said]] = {}
        while found.keys() != set(texts):
            said = self._hear()
            if said.get("method") == "textDocument/publishDiagnostics" and said["params"]["uri"] in paths:
                found[paths[said["params"]["uri"]]] = said["params"]["diagnostics"]
        return found

    def uri(self, path: str) -> str:
        """The address of a file of the project, or of one anywhere."""
        return (self.project / path).as_uri()

    def _tell(self, what: str, **params: Any) -> None:
        self._send({"method": f"textDocument/{what}", "params": params})

    def _at(self, path: str, text: str) -> Said:
        """Types a text with a | in it; the place of that."""
        before, bar, after = text.partition("|")
        assert bar
        self.open({path: before + after})
        lines = before.split("\n")
        return {
            "textDocument": {"uri": self.uri(path)},
            "position": {"line": len(lines) - 1, "character": len(lines[-1])},
        }

    def complete(self, path: str, text: str) -> dict[str, Said]:
        """What may stand at the | in a text, by its label."""
        return {one["label"]: one for one in self.ask("textDocument/completion", **self._at(path, text))["items"]}

    def hover(self, path: str, text: str) -> str:
        """What is shown when the pointer rests at the | in a text."""
        return self.ask("textDocument/hover", **self._at(path, text))["contents"]["value"]


@contextmanager
def editing(project: Path, settings: Mapping[str, Any]) -> Iterator[Editor]:
    """An editor with a project open. `settings` are those of its sections, such as `yaml`."""
    node, _ = compute_driver_executable()
    command = [node, ROOM / "node_modules/yaml-language-server/bin/yaml-language-server", "--stdio"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        try:
            yield Editor(project, settings, server)
        finally:
            server.kill()
