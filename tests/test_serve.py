"""The live preview, driven as an editor and a browser drive it: a real process, real files, real requests."""

import json
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from tea import heed_interrupts

ROOT = Path(__file__).parent.parent


class Served:
    """A preview that runs: its project, its address, and what it prints."""

    def __init__(self, project: Path) -> None:
        self.project = project
        self.process = subprocess.Popen(
            [sys.executable, ROOT / "build.py", "serve", "--project", project, "--port", "0"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=heed_interrupts,
        )
        line = self.process.stdout.readline()
        self.url = re.fullmatch(r"serving (http://127\.0\.0\.1:\d+/book/) \(Ctrl-C ends it\)\n", line)[1]

    def get(self, path: str) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(self.url + path, timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def until(self, path: str, words: str, seconds: float = 60) -> bool:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if words in self.get(path)[1]:
                return True
            time.sleep(0.2)
        return False

    def stop(self) -> tuple[int, str]:
        self.process.send_signal(signal.SIGINT)
        _, errors = self.process.communicate(timeout=20)
        return self.process.returncode, errors


PAGE, FILE, OLD = "en/teas/sencha/", "data/teas/sencha.yml", "Leaves are steamed, then rolled."


@pytest.fixture
def served(site):
    preview = Served(site.root)
    yield preview
    if preview.process.poll() is None:
        preview.process.kill()
        preview.process.communicate()


def test_an_edit_is_served_a_fault_is_named_and_the_last_good_page_stays(served):
    path = served.project / FILE
    good = path.read_text()
    assert OLD in served.get(PAGE)[1]

    path.write_text(good.replace(OLD, "Words of the second edition"))
    assert served.until(PAGE, "Words of the second edition")

    path.write_text(good.replace("title:", "titel:", 1))
    events = urllib.request.urlopen(served.url + "press-events", timeout=60)
    news = (json.loads(line[6:]) for line in events if line.startswith(b"data: "))
    told = next(one for one in news if one["faults"])
    events.close()
    status, text = served.get(PAGE)
    assert (status, "Words of the second edition" in text) == (200, True)
    assert told["faults"] == sorted(told["faults"])
    assert f'{FILE}:1:1: titel: unknown field; did you mean "title"?' in told["faults"]

    draft = path.with_suffix(".tmp")
    draft.write_text(good)
    draft.replace(path)
    assert served.until(PAGE, OLD)
    code, errors = served.stop()
    assert code == 0
    assert errors.splitlines() == told["faults"]


def test_an_unknown_address_gets_the_404_page_of_its_language(served):
    answers = {path: served.get(path) for path in ("en/nothing/here/", "nothing/")}
    assert {path: status for path, (status, _) in answers.items()} == {"en/nothing/here/": 404, "nothing/": 404}
    assert '<html lang="en"' in answers["en/nothing/here/"][1]
    assert "<base href" in answers["nothing/"][1]


def test_a_taken_port_is_said_in_one_line(served):
    port = served.url.rpartition(":")[2].partition("/")[0]
    second = subprocess.run(
        [sys.executable, ROOT / "build.py", "serve", "--project", served.project, "--port", port],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert second.returncode == 1
    assert re.fullmatch(rf"port {port} cannot be used \(.*\); try --port {int(port) + 1}\n", second.stderr)
