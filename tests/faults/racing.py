"""Many at once: threads that set off together, each with a database connection or a browser of its own."""

import http.client
import json
import re
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode, urlsplit

import pytest
from django.db import connection

from essays import document
from tests import make
from tests.browser.seeing import PASSWORD

TOKEN = "b" * 32  # Django compares the cookie with the header; any 32 letters do
PATIENCE = 60  # seconds

two_connections = pytest.mark.skipif(
    "connection.vendor == 'sqlite' and connection.is_in_memory_db()", reason="needs two connections"
)


def race(acts: Sequence[Callable]) -> list:
    """Let all set off at the same moment; return what each returned, or raise what the first one raised."""
    ready = threading.Barrier(len(acts))

    def run(act):
        try:
            ready.wait(PATIENCE)
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [each.result(PATIENCE) for each in [pool.submit(run, act) for act in acts]]


class Browser:
    """One person's cookie on one connection to the server, without a window."""

    def __init__(self, base: str, session: str = ""):
        self.base, self.session = base, session
        self.connection = http.client.HTTPConnection(urlsplit(base).netloc, timeout=PATIENCE)

    @classmethod
    def of(cls, base: str, name: str) -> "Browser":
        """Sign in a person of the demo."""
        browser = cls(base)
        browser.post("/accounts/login/", {"login": name, "password": PASSWORD})
        return browser

    def twin(self) -> "Browser":
        """The same person in another window."""
        return Browser(self.base, self.session)

    def get(self, path: str) -> str:
        """Return the text of a page."""
        return self.ask("GET", path)[2]

    def post(self, path: str, form: dict) -> tuple[int, str]:
        """Return the status and where it leads."""
        return self.ask("POST", path, urlencode(form), {"Content-Type": "application/x-www-form-urlencoded"})[:2]

    def save(self, essay: int, words: str, *, client: str, base: int, seq: int = 1) -> tuple[int, dict]:
        """Save by the protocol; return the status and the answer."""
        text = document.dumps(make.tree(words))
        body = {"client": client, "seq": seq, "base": base, "digest": document.digest(text), "document": text}
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        status, _place, answer = self.ask("POST", f"/essays/{essay}/save/", json.dumps(body), headers)
        return status, json.loads(answer)

    def ask(self, method: str, path: str, body: str | None = None, more: dict | None = None) -> tuple[int, str, str]:
        """Return status, place and text of an answer."""
        headers = {"Cookie": f"sid={self.session}; csrf={TOKEN}", "X-CSRFToken": TOKEN, **(more or {})}
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        if found := re.search(r"\bsid=(\w+)", answer.getheader("Set-Cookie") or ""):
            self.session = found[1]
        return answer.status, answer.getheader("Location") or "", text
