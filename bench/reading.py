"""What a page costs its reader, on the settings of a mobile phone: bytes, first sight of the content, shifts, scripts.

The settings are Lighthouse's for mobile: a screen of 412 x 823, a connection of 1.6 Mbit/s with a round trip of 150 ms,
a processor slowed down four times. Every visit is the first one: nothing is in the browser's cache.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from host import Host

ROUND_TRIP_MS, BYTES_PER_SECOND, SLOWDOWN = 150, 1_600_000 / 8, 4
SCREEN = {"viewport": {"width": 412, "height": 823}, "device_scale_factor": 1.75, "is_mobile": True, "has_touch": True}
CHROMIUM = "/usr/bin/chromium"
SETTLE_MS = 1500
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
SCRIPTS = {"EvaluateScript", "FunctionCall", "EventDispatch", "TimerFire", "FireAnimationFrame"}

_PAINTS = """() => new Promise((resolve) => {
  const found = { lcp: 0, shift: 0 };
  new PerformanceObserver((list) => list.getEntries().forEach((one) => { found.lcp = one.startTime; }))
    .observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver((list) => list.getEntries().forEach((one) => { found.shift += one.value; }))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(found), 200);
})"""


@dataclass(frozen=True)
class Visit:
    """What one visit cost: bytes of files, compressed, seconds to the largest paint, shift, longest script in ms."""

    bytes: int
    lcp: float
    shift: float
    script: float
    fault: str = ""


def visit(browser: Any, host: Host, path: str) -> Visit:
    """Opens a page of a host once, in a new profile of a Playwright browser."""
    before = host.sent
    context = browser.new_context(**SCREEN)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    throttle = {"latency": ROUND_TRIP_MS, "downloadThroughput": BYTES_PER_SECOND, "uploadThroughput": BYTES_PER_SECOND}
    session.send("Network.emulateNetworkConditions", {"offline": False, **throttle})
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    lost: list[str] = []
    page.on("requestfailed", lambda request: lost.append(request.url))
    page.on("response", lambda response: lost.append(response.url) if response.status >= 400 else None)
    browser.start_tracing(page=page, categories=["devtools.timeline"])
    page.goto(host.url + path, wait_until="networkidle", timeout=120_000)
    page.wait_for_timeout(SETTLE_MS)
    paints = page.evaluate(_PAINTS)
    script = longest_script(json.loads(browser.stop_tracing()))
    context.close()
    return Visit(host.sent - before, paints["lcp"] / 1000, paints["shift"], script, ", ".join(lost))


def longest_script(trace: Any) -> float:
    """The longest stretch of a trace (Trace Event Format) in which scripts held up a page, in milliseconds."""
    events = trace["traceEvents"]
    pages = {(one["pid"], one["tid"]) for one in events if one.get("args", {}).get("name") == "CrRendererMain"}
    spans = [
        one.get("dur", 0)
        for one in events
        if one.get("ph") == "X" and one.get("name") in SCRIPTS and (one["pid"], one["tid"]) in pages
    ]
    return max(spans, default=0) / 1000


def with_local_mermaid(site: Path, library: Path) -> None:
    """Lets a stock Material site fetch Mermaid from its own host, as the one that it asks is out of reach."""
    (site / "mermaid.min.js").write_bytes(library.read_bytes())
    for script in site.glob("assets/javascripts/bundle.*.min.js"):
        text = script.read_text(encoding="utf-8")
        start = text.find("https://unpkg.com/mermaid@")
        if start >= 0:
            end = text.index(".js", start) + len(".js")
            script.write_text(text[:start] + "/mermaid.min.js" + text[end:], encoding="utf-8")
