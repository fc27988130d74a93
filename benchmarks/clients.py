"""One person with a signed-in browser, as far as times need one: keep-alive HTTP and a cookie."""

import hashlib
import http.client
import itertools
import json
import secrets
import time
from urllib.parse import urlsplit

OF_A_TAB = 30  # saves: no tab may save so often in a minute as a benchmark does
TOKEN = "b" * 32  # Django compares the cookie with the header; any 32 letters do


class Client:
    """Sends requests on one connection and measures each to the last byte of its answer."""

    def __init__(self, base: str, session: str):
        self.connection = http.client.HTTPConnection(urlsplit(base).netloc, timeout=30)
        self.headers = {
            "Cookie": f"sid={session}; csrf={TOKEN}",
            "X-CSRFToken": TOKEN,
            "Accept-Encoding": "identity",
        }

    def get(self, path: str) -> float:
        """Return how many seconds a page took, sent compressed as to a browser. RuntimeError unless it is a page."""
        return self._timed("GET", path, more={"Accept-Encoding": "gzip"})[0]

    def post(self, path: str, body: dict) -> tuple[float, dict]:
        """Return the seconds and the answer of a JSON request."""
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        seconds, answer = self._timed("POST", path, json.dumps(body), headers)
        return seconds, json.loads(answer)

    def _timed(self, method: str, path: str, body: str | None = None, more: dict | None = None) -> tuple[float, bytes]:
        began = time.perf_counter()
        self.connection.request(method, path, body, {**self.headers, **(more or {})})
        response = self.connection.getresponse()
        answer = response.read()
        seconds = time.perf_counter() - began
        if response.status != 200:
            raise RuntimeError(f"{method} {path} answered {response.status}: {answer[:200]!r}")
        return seconds, answer


class Writer:
    """A student at the writing desk whose essay grows by some words with each save."""

    def __init__(self, client: Client | None, path: str, revision: int, text: str):
        self.client, self.path, self.revision, self.text = client, path, revision, text
        self.seq = itertools.count(1)
        self.tab = secrets.token_hex(4)

    def save(self) -> float:
        """Save once by the protocol; return the seconds."""
        seconds, answer = self.client.post(self.path, self.body())
        self.revision = answer["revision"]
        return seconds

    def body(self) -> dict:
        """The next save, as the writing desk would send it."""
        self.text += " more"
        paragraph = {"type": "paragraph", "content": [{"type": "text", "text": self.text}]}
        document = json.dumps({"type": "doc", "content": [paragraph]}, separators=(",", ":"), ensure_ascii=False)
        seq = next(self.seq)
        return {
            "client": f"{self.tab}-{seq // OF_A_TAB}",
            "seq": seq,
            "base": self.revision,
            "digest": hashlib.sha256(document.encode()).hexdigest(),
            "document": document,
        }
