"""Real web servers for the tests."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def nginx(folder: Path, site: Path, path: str) -> Iterator[Callable[[str], tuple[int, str, str]]]:
    """A real nginx that serves a site below a path: address -> status, Location, body."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    temporary = "".join(f"{one}_temp_path {folder};\n" for one in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    folder.mkdir(exist_ok=True)
    (folder / "nginx.conf").write_text(
        f"{'user root; ' if os.geteuid() == 0 else ''}daemon off; master_process off; pid {folder}/pid; events {{}}\n"
        f"http {{ access_log off; {temporary} types {{ text/html html; }}\n"
        f"server {{ listen 127.0.0.1:{port}; absolute_redirect off; include {site}/redirects.nginx.conf;\n"
        f"location {path} {{ alias {site}/; index index.html; }} }} }}\n"
    )
    server = subprocess.Popen(["nginx", "-p", folder, "-c", folder / "nginx.conf", "-e", folder / "error.log"])

    line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)

    def get(address: str) -> tuple[int, str, str]:
        line.request("GET", address)
        answer = line.getresponse()
        return answer.status, answer.getheader("Location", ""), answer.read().decode()

    try:
        for _ in range(500):
            with suppress(OSError):
                line.connect()
                break
            time.sleep(0.01)
        yield get
    finally:
        line.close()
        server.terminate()
        server.wait(10)
