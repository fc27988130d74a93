"""Many writers at once, who note what the server acknowledges and send again what it did not answer."""

import asyncio
import hashlib
import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import urlsplit

OF_A_TAB = 30  # saves: no tab may save so often in a minute as these writers do
TOKEN = "b" * 32  # Django compares the cookie with the header; any 32 letters do
AGAIN = 0.05  # seconds before what got no answer, or 503, is sent again
MOMENT = 0.005  # seconds between two looks at what is acknowledged
PATIENCE = 60  # seconds
AWAY = (OSError, EOFError, asyncio.IncompleteReadError)  # what a server that is killed does to its connections


@dataclass
class Writer:
    """One student at one essay. A save is noted as acknowledged only once the whole 200 was read."""

    essay: int
    session: str
    acknowledged: list[tuple[int, str]] = field(default_factory=list)
    unanswered: dict | None = None
    statuses: Counter = field(default_factory=Counter)
    seq: int = 0
    text: str = "Kirov was shot on 1 December 1934."

    async def write(self, base: str, stop: asyncio.Event) -> None:
        """Save again and again until told to stop or until the server has gone away."""
        where = urlsplit(base)
        try:
            reader, writer = await asyncio.open_connection(where.hostname, where.port)
            while not stop.is_set():
                self.unanswered = self.unanswered or self._next()
                writer.write(self._request())
                status, answer = await _answer(reader)
                self.statuses[status] += 1
                if status == 200:
                    self._note(json.loads(answer))
                else:
                    await asyncio.sleep(AGAIN)
            writer.close()
        except AWAY:
            pass

    def told(self) -> dict:
        """What this writer was told, for `class_of_many.look`."""
        waiting = self.unanswered and self.unanswered["digest"]
        return {"essay": self.essay, "acknowledged": self.acknowledged, "unanswered": waiting}

    def _next(self) -> dict:
        self.seq += 1
        self.text += f" And word {self.seq} was written."
        paragraph = {"type": "paragraph", "content": [{"type": "text", "text": self.text}]}
        document = json.dumps({"type": "doc", "content": [paragraph]})
        return {
            "client": f"of-{self.essay}-{self.seq // OF_A_TAB}".ljust(8, "-"),
            "seq": self.seq,
            "base": self.acknowledged[-1][0] if self.acknowledged else 0,
            "digest": hashlib.sha256(document.encode()).hexdigest(),
            "document": document,
        }

    def _note(self, answer: dict) -> None:
        sent = self.unanswered
        assert (answer["code"], answer["revision"], answer["digest"]) == ("saved", sent["base"] + 1, sent["digest"])
        self.acknowledged.append((answer["revision"], answer["digest"]))
        self.unanswered = None

    def _request(self) -> bytes:
        body = json.dumps(self.unanswered)
        return (
            f"POST /essays/{self.essay}/save/ HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\n"
            f"Cookie: sid={self.session}; csrf={TOKEN}\r\nX-CSRFToken: {TOKEN}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n{body}"
        ).encode()


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode().lower().split("\r\n")
    headers = dict(line.split(": ", 1) for line in head[1:] if line)
    return int(head[0].split()[1]), await reader.readexactly(int(headers["content-length"]))


def write_until(writers: list[Writer], base: str, fault, *, saves: int, more: int = 0) -> None:
    """Let all write; do `fault()` once so many saves are acknowledged, wait for `more` after it, and for all to end."""

    async def reach(goal: int) -> None:
        while sum(len(one.acknowledged) for one in writers) < goal:
            await asyncio.sleep(MOMENT)

    async def run() -> None:
        stop, before = asyncio.Event(), sum(len(one.acknowledged) for one in writers)
        writing = [asyncio.create_task(one.write(base, stop)) for one in writers]
        await asyncio.wait_for(reach(before + saves), PATIENCE)
        fault()
        await asyncio.wait_for(reach(before + saves + more), PATIENCE)
        stop.set()
        await asyncio.wait_for(asyncio.gather(*writing), PATIENCE)

    with ThreadPoolExecutor(1) as thread:  # Playwright's loop may run in this one
        thread.submit(asyncio.run, run()).result()
