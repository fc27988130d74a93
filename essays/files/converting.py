"""A Word file to an essay's document, in a process of its own with little memory, time and nothing else. No Django.

`convert` starts this module as a program: it reads the file from its input, and writes one line of JSON.
"""

import io
import json
import resource
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from essays import schema
from essays.files.lines import LEVELS, continued
from essays.files.packages import Refused, count_parts, open_package
from essays.files.reading import ADDED, Found, read_html

MEMORY = 512 * 2**20  # bytes of addresses
CPU = 10  # seconds
WALL = 15  # seconds
HOUSE = Path(__file__).resolve().parents[2]

_ADDED_STYLES = ("Question", "Heading", "Text", "Reference")
_QUOTE_STYLES = ("Quote", "Intense Quote", "Quotations", "Block Text", "Block Quotation")


def convert(data: bytes) -> Found:
    """The document that a Word file holds, with counts of what was left out. Raises Refused, at the latest after WALL.

    The document is in our schema, but may be too long for it.
    """
    command = [sys.executable, "-m", "essays.files.converting"]
    try:
        done = subprocess.run(command, input=data, capture_output=True, cwd=HOUSE, env={}, timeout=WALL)  # noqa: S603
        said = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        raise Refused("too-much") from None
    if "refused" in said:
        raise Refused(said["refused"])
    return Found(said["tree"], Counter(said["counts"]))


def convert_here(data: bytes) -> Found:
    """The same in this process, without its limits."""
    files = open_package(data)
    import mammoth  # only for what is worth its time

    html = mammoth.convert_to_html(
        io.BytesIO(data),
        style_map=_style_map(),
        include_embedded_style_map=False,
        ignore_empty_paragraphs=True,
        convert_image=mammoth.images.img_element(lambda _image: {}),
    ).value
    found = read_html(html)
    counts = found.counts + Counter({name: number for name, number in count_parts(files)._asdict().items() if number})
    return Found(found.tree, counts)


def _style_map() -> str:
    added = (f"p[style-name='Redraft {name}'] => p.{ADDED}:fresh" for name in _ADDED_STYLES)
    quotes = (f"p[style-name='{name}'] => blockquote > p:fresh" for name in _QUOTE_STYLES)
    styles = ("p[style-name='Title'] => h1:fresh", "u => u", "strike => s", "br[type='page'] =>")
    return "\n".join([*added, *quotes, *styles, *_list_map()])


def _list_map() -> list[str]:
    """Every level of lists, and the further paragraphs of an item."""
    lines = []
    for level in range(1, LEVELS + 1):
        outer = "ul|ol > li > " * (level - 1)
        lines += [f"p:{kind}-list({level}) => {outer}{tag} > li:fresh" for kind, tag in _KINDS]
        lines.append(f"p[style-name='{continued(level)}'] => {outer}ul|ol > li > p:fresh")
    return lines


_KINDS = (("unordered", "ul"), ("ordered", "ol"))


def _confine() -> None:
    """Take from this process what reading a file does not need."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU, CPU))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    def refuse(event: str, _arguments: Any) -> None:
        if event.startswith(("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system")):
            raise PermissionError(event)

    sys.addaudithook(refuse)


def _main() -> None:
    _confine()
    try:
        found = convert_here(sys.stdin.buffer.read())
        schema.dumps(found.tree)
        said: dict[str, Any] = {"tree": found.tree, "counts": found.counts}
    except Refused as refusal:
        said = {"refused": refusal.code}
    except (MemoryError, RecursionError):
        said = {"refused": "too-much"}
    except Exception:
        said = {"refused": "damaged"}  # whatever a parser makes of it: nobody can mend another person's file here
    sys.stdout.buffer.write(json.dumps(said).encode())


if __name__ == "__main__":
    _main()
