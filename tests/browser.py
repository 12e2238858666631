"""Chromium without a window, driven over a pipe by its DevTools protocol: what a page does where people read it."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, BinaryIO

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-extensions",
    "--disable-background-networking",
    "--hide-scrollbars",
    "--lang=en-US",
    "--remote-debugging-pipe",
)
DEADLINE_S = 30.0
_PIPES = """
import fcntl, os, sys
ends = [fcntl.fcntl(int(end), fcntl.F_DUPFD, 10) for end in sys.argv[1:3]]
for place, end in enumerate(ends, 3):
    os.dup2(end, place)
os.execv(sys.argv[3], sys.argv[3:])
"""
"""Becomes the browser, which reads its orders from descriptor 3 and answers on 4."""


def chromium() -> str:
    """Return the browser; a machine without one cannot prove what these tests are there to prove."""
    for name in NAMES:
        path = shutil.which(name)
        if path is not None:
            return path
    raise AssertionError(f"no Chromium on the path (looked for {', '.join(NAMES)}): `apt-get install -y chromium`")


@dataclass(slots=True)
class Browser:
    """One page of a running browser."""

    asked: BinaryIO
    answered: BinaryIO
    session: str = ""
    number: int = 0
    complaints: list[str] = field(default_factory=list)
    """What the console was told, exceptions, and what the content-security policy refused."""

    def call(self, method: str, **words: Any) -> Any:
        """Call a method of the protocol and return its result."""
        self.number += 1
        message = {"id": self.number, "method": method, "params": words}
        if self.session:
            message["sessionId"] = self.session
        self.asked.write(json.dumps(message).encode() + b"\0")
        self.asked.flush()
        while (answer := self._next()).get("id") != self.number:
            self._note(answer)
        assert "error" not in answer, answer["error"]
        return answer["result"]

    def _next(self) -> dict[str, Any]:
        raw = bytearray()
        while (byte := self.answered.read(1)) != b"\0":
            assert byte, "the browser went away"
            raw += byte
        told: dict[str, Any] = json.loads(raw)
        return told

    def _note(self, event: dict[str, Any]) -> None:
        method, told = event.get("method"), event.get("params", {})
        if method in {"Runtime.exceptionThrown", "Runtime.consoleAPICalled"} or (
            method == "Log.entryAdded" and told["entry"]["level"] in {"error", "warning"}
        ):
            self.complaints.append(json.dumps(told)[:400])

    def open(self, address: str, width: int = 1280, height: int = 800) -> None:
        """Open a page in a window of a size, and wait until its script has run."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        self.call("Page.navigate", url="about:blank")
        self.call("Page.navigate", url=address)
        end = time.monotonic() + DEADLINE_S
        while self.run("document.readyState + location.protocol") != "completefile:":
            assert time.monotonic() < end, "the page did not load"
            time.sleep(0.02)

    def run(self, expression: str) -> Any:
        """Return what a JavaScript expression comes to."""
        told = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in told, told["exceptionDetails"]
        return told["result"].get("value")


@contextmanager
def browse() -> Iterator[Browser]:
    """Start a browser and yield its one page; its profile is gone afterwards."""
    to_child, ask = os.pipe()
    answer, from_child = os.pipe()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        words = [chromium(), *FLAGS, f"--user-data-dir={profile}", "about:blank"]
        process = subprocess.Popen(
            [sys.executable, "-c", _PIPES, str(to_child), str(from_child), *words],
            pass_fds=(to_child, from_child),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_child)
        os.close(from_child)
        try:
            with os.fdopen(ask, "wb") as asked, os.fdopen(answer, "rb") as answered:
                browser = Browser(asked, answered)
                (page,) = [each for each in browser.call("Target.getTargets")["targetInfos"] if each["type"] == "page"]
                session = browser.call("Target.attachToTarget", targetId=page["targetId"], flatten=True)
                browser.session = session["sessionId"]
                for domain in ("Page", "Runtime", "Log"):
                    browser.call(f"{domain}.enable")
                yield browser
        finally:
            process.kill()
            process.wait()
