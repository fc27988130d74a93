"""What an essay may be made of: the check of every document that arrives, and its canonical JSON."""

import json
import re
from collections.abc import Callable
from typing import Any

SCHEMA = 1
MAX_BYTES = 200 * 1024
MAX_NODES = 20_000
MAX_DEPTH = 32  # the document is level 1, its blocks level 2, the text of a plain paragraph level 3

Tree = dict[str, Any]

TEXT_BLOCKS = frozenset({"paragraph", "heading"})
MARKS = {"bold": "strong", "italic": "em"}
FORBIDDEN = re.compile("[\x00\ud800-\udfff\ufffc]")

_BLOCKS = frozenset({"paragraph", "heading", "blockquote", "bulletList", "orderedList"})
_INLINE = frozenset({"text", "hardBreak", "citation"})
_HOLDS = {
    "doc": _BLOCKS,
    "blockquote": _BLOCKS,
    "listItem": _BLOCKS,
    "bulletList": frozenset({"listItem"}),
    "orderedList": frozenset({"listItem"}),
    "paragraph": _INLINE,
    "heading": _INLINE,
}
_LIST_TYPES = (None, "1", "a", "A", "i", "I")
_ATTRIBUTES: dict[str, dict[str, Callable[[Any], bool]]] = {
    "heading": {"level": lambda value: _is_whole(value) and value in (2, 3)},
    "orderedList": {
        "start": lambda value: _is_whole(value) and abs(value) < 10**9,
        "type": lambda value: value in _LIST_TYPES,
    },
    "citation": {"clipping": lambda value: _is_whole(value) and 0 < value < 2**53},
}
_KEY_ORDER = ("type", "attrs", "content", "marks", "text")

_STRING_OR_BRACKET = re.compile(r'"(?:[^"\\]|\\.?)*+(?:"|\Z)|[\[\]{}]', re.DOTALL)


class DocumentError(ValueError):
    """A document outside the schema; `path` says where ("content[3].content[0]", "" for the whole)."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(f"{path}: {message}" if path else message)
        self.path = path
        self.message = message


def parse(text: str) -> Tree:
    """The checked tree of the JSON string that the editor sent. Raises DocumentError, for bad or too large JSON too."""
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        raise DocumentError("", "half of a surrogate pair") from None
    if size > MAX_BYTES:
        raise DocumentError("", f"larger than {MAX_BYTES} bytes")
    _refuse_deep_json(text)
    try:
        tree = json.loads(text, object_pairs_hook=_without_repeats)
    except DocumentError:
        raise
    except ValueError:
        raise DocumentError("", "not JSON") from None
    check(tree)
    return tree


def check(tree: Any) -> None:
    """Raises DocumentError at the first thing, in reading order, that the schema does not allow."""
    if not isinstance(tree, dict) or tree.get("type") != "doc":
        raise DocumentError("", "not a document")
    count = 1
    todo: list[tuple[Any, str, int, frozenset[str]]] = [(tree, "", 1, frozenset({"doc"}))]
    while todo:
        node, path, depth, allowed = todo.pop()
        if depth > MAX_DEPTH:
            raise DocumentError(path, f"deeper than {MAX_DEPTH} levels")
        _check_node(node, path, allowed)
        children = node.get("content", ())
        count += len(children)
        if count > MAX_NODES:
            raise DocumentError(path, f"more than {MAX_NODES} nodes")
        for index in reversed(range(len(children))):
            here = f"{path}.content[{index}]" if path else f"content[{index}]"
            first_of_item = node["type"] == "listItem" and index == 0
            holds = frozenset({"paragraph"}) if first_of_item else _HOLDS[node["type"]]
            todo.append((children[index], here, depth + 1, holds))
    if len(dumps(tree).encode()) > MAX_BYTES:
        raise DocumentError("", f"larger than {MAX_BYTES} bytes")


def dumps(tree: Tree) -> str:
    """The canonical JSON: compact, keys in the editor's order, empty lists left out."""
    return json.dumps(_ordered(tree), ensure_ascii=False, separators=(",", ":"))


def _ordered(node: Tree) -> Tree:
    copy = {key: node[key] for key in _KEY_ORDER if key in node and node[key] != []}
    if "attrs" in copy:
        copy["attrs"] = {name: copy["attrs"][name] for name in _ATTRIBUTES[node["type"]]}
    if "content" in copy:
        copy["content"] = [_ordered(child) for child in copy["content"]]
    return copy


def _check_node(node: Any, path: str, allowed: frozenset[str]) -> None:
    if not isinstance(node, dict):
        raise DocumentError(path, "not an object")
    kind = node.get("type")
    if not isinstance(kind, str) or kind not in allowed:
        raise DocumentError(path, f"its type is none of {', '.join(sorted(allowed))}")
    keys = {"type"}
    if kind in _ATTRIBUTES:
        keys.add("attrs")
        _check_attributes(node, path)
    if kind in _HOLDS:
        keys.add("content")
        _check_content(node, path)
    else:
        keys.add("marks")
        _check_marks(node, path)
    if kind == "text":
        keys.add("text")
        _check_text(node, path)
    if not keys.issuperset(node):
        raise DocumentError(path, "an unknown key")


def _check_attributes(node: Tree, path: str) -> None:
    rules, attributes = _ATTRIBUTES[node["type"]], node.get("attrs")
    if not isinstance(attributes, dict) or attributes.keys() != rules.keys():
        raise DocumentError(_under(path, "attrs"), f"its attributes are not exactly {', '.join(rules)}")
    for name, is_right in rules.items():
        if not is_right(attributes[name]):
            raise DocumentError(_under(path, f"attrs.{name}"), "a value that is not allowed")


def _check_content(node: Tree, path: str) -> None:
    content = node.get("content", [])
    if not isinstance(content, list):
        raise DocumentError(_under(path, "content"), "not a list")
    if not content and node["type"] not in TEXT_BLOCKS:
        raise DocumentError(path, "nothing in it")


def _check_marks(node: Tree, path: str) -> None:
    marks = node.get("marks", [])
    if not isinstance(marks, list):
        raise DocumentError(_under(path, "marks"), "not a list")
    for index, mark in enumerate(marks):
        if not any(mark == {"type": name} for name in MARKS) or mark in marks[:index]:
            raise DocumentError(_under(path, f"marks[{index}]"), "an unknown or repeated mark")


def _check_text(node: Tree, path: str) -> None:
    text = node.get("text")
    if not isinstance(text, str) or not text:
        raise DocumentError(_under(path, "text"), "no text")
    if FORBIDDEN.search(text):
        raise DocumentError(_under(path, "text"), "a character that no text may hold")


def _under(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _is_whole(value: Any) -> bool:
    return type(value) is int


def _refuse_deep_json(text: str) -> None:
    depth = 0
    for match in _STRING_OR_BRACKET.finditer(text):
        if match[0] in ("[", "{"):
            depth += 1
        elif match[0] in ("]", "}"):
            depth -= 1
        if depth > 2 * MAX_DEPTH + 2:  # each node is an object in a list; marks and attributes lie two deeper
            raise DocumentError("", f"deeper than {MAX_DEPTH} levels")


def _without_repeats(pairs: list[tuple[str, Any]]) -> Tree:
    tree = dict(pairs)
    if len(tree) < len(pairs):
        raise DocumentError("", "a key that is given twice")
    return tree
