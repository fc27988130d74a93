"""Hypothesis strategies for documents: valid trees of every shape, and trees with exactly one fault."""

import copy

from hypothesis import strategies as st

LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\x00\ufffc")
AWKWARD = st.sampled_from(
    [
        "<script>alert(1)</script>",
        '"',
        "'",
        "&amp;",
        "\r\n",
        "\r",
        "\n",
        "\u2028",
        "\u00a0",
        "👩‍👩‍👧",
        "𝒳",
        "e\u0301",
        "שלום",
        "<b",
        "]]>",
    ]
)
TEXTS = st.lists(st.one_of(st.text(LETTERS, min_size=1, max_size=12), AWKWARD), min_size=1, max_size=3).map("".join)
MARKS = st.lists(st.sampled_from([{"type": "bold"}, {"type": "italic"}]), min_size=1, max_size=2, unique_by=str)


@st.composite
def inlines(draw):
    """A text, a hard break or a citation, with marks or without."""
    kind = draw(st.sampled_from(["text", "text", "text", "hardBreak", "citation"]))
    node = {"type": kind}
    if kind == "citation":
        node["attrs"] = {"clipping": draw(st.integers(1, 6))}
    if draw(st.integers(0, 2)) == 0:
        node["marks"] = draw(MARKS)
    if kind == "text":
        node["text"] = draw(TEXTS)
    return node


@st.composite
def paragraphs(draw):
    """A paragraph, perhaps empty."""
    node = {"type": "paragraph"}
    content = draw(st.lists(inlines(), max_size=4))
    return {**node, "content": content} if content else node


@st.composite
def headings(draw):
    """A heading, perhaps empty."""
    node = {"type": "heading", "attrs": {"level": draw(st.sampled_from([2, 3]))}}
    content = draw(st.lists(inlines(), max_size=2))
    return {**node, "content": content} if content else node


@st.composite
def _containers(draw, inside):
    kind = draw(st.sampled_from(["blockquote", "bulletList", "orderedList"]))
    if kind == "blockquote":
        return {"type": kind, "content": draw(st.lists(inside, min_size=1, max_size=3))}
    first, rest = draw(st.lists(paragraphs(), min_size=1, max_size=3)), draw(st.lists(inside, max_size=2))
    items = [{"type": "listItem", "content": [paragraph]} for paragraph in first]
    items[-1]["content"] += rest
    if kind == "bulletList":
        return {"type": kind, "content": items}
    attributes = {"start": draw(st.integers(0, 1999)), "type": draw(st.sampled_from([None, "1", "a", "I"]))}
    return {"type": kind, "attrs": attributes, "content": items}


BLOCKS = st.recursive(paragraphs() | headings(), _containers, max_leaves=6)


def trees(max_blocks=4):
    """Valid documents as the editor makes them."""
    return st.lists(BLOCKS, min_size=1, max_size=max_blocks).map(lambda content: {"type": "doc", "content": content})


def nodes(tree):
    """All nodes with their paths, in reading order."""
    found = [("", tree)]
    for path, node in found:
        found += [(under(path, f"content[{at}]"), child) for at, child in enumerate(node.get("content", ()))]
    return found


def under(path, name):
    """The path of what lies below another path."""
    return f"{path}.{name}" if path else name


def _set(key, value):
    """A fault that gives a node, or one of its attributes, another value; it is found at that very place."""

    def spoil(node, path):
        target, _, name = key.rpartition(".")
        (node[target] if target else node)[name] = value
        return path if key == "type" else under(path, key)

    return spoil


def _add_key(node, path):
    node["style"] = "color: red"
    return path


def _add_attribute(node, path):
    node["attrs"]["onclick"] = "alert(1)"
    return under(path, "attrs")


def _drop_attributes(node, path):
    del node["attrs"]
    return under(path, "attrs")


def _empty(node, path):
    node["content"] = []
    return path


def _first_child(child):
    def spoil(node, path):
        node["content"] = [child, *node.get("content", ())]
        return under(path, "content[0]")

    return spoil


def _mark(*marks):
    def spoil(node, path):
        node["marks"] = list(marks)
        return under(path, f"marks[{len(marks) - 1}]")

    return spoil


_PARAGRAPH, _TEXT = {"type": "paragraph"}, {"type": "text", "text": "a"}
_BOLD = {"type": "bold"}
_STRANGE_CHILDREN = [None, "text", 7, [], {}, {"type": None}, {"type": []}, {"type": "script"}, {"type": "doc"}]

FAULTS = {
    "any": [_add_key],
    "doc": [_empty, _first_child(_TEXT), _set("content", {}), *map(_first_child, _STRANGE_CHILDREN)],
    "paragraph": [_set("type", "image"), _set("type", "listItem"), _first_child(_PARAGRAPH), _set("content", "a")],
    "heading": [
        _add_attribute,
        _drop_attributes,
        *(_set("attrs.level", level) for level in (1, 4, "2", 2.0, None, True)),
        _set("attrs", []),
        _first_child({"type": "heading", "attrs": {"level": 2}}),
    ],
    "blockquote": [_empty, _first_child({"type": "hardBreak"})],
    "bulletList": [_empty, _first_child(_PARAGRAPH)],
    "orderedList": [
        _empty,
        _add_attribute,
        _drop_attributes,
        *(_set("attrs.start", start) for start in ("1", None, 1.5, True, 10**9)),
        *(_set("attrs.type", kind) for kind in ("x", "", 1, [])),
    ],
    "listItem": [_empty, _first_child({"type": "blockquote", "content": [_PARAGRAPH]})],
    "text": [
        *(_set("text", text) for text in ("", None, 5, "a\x00", "\ufffc", "a\ud800", "\udc00b")),
        _mark({"type": "underline"}),
        _mark(_BOLD, {"type": "italic"}, _BOLD),
        _mark({"type": "bold", "attrs": {}}),
        _mark("bold"),
        _set("marks", _BOLD),
        _set("type", "html"),
    ],
    "hardBreak": [_mark({"type": "link", "attrs": {"href": "javascript:alert(1)"}}), _set("type", "image")],
    "citation": [
        _add_attribute,
        _drop_attributes,
        *(_set("attrs.clipping", clipping) for clipping in (0, -1, "5", 1.0, True, None, 2**53)),
    ],
}


@st.composite
def faulty_trees(draw):
    """A tree with one fault, and the path at which it has to be found."""
    tree = copy.deepcopy(draw(trees()))
    path, node = draw(st.sampled_from(nodes(tree)))
    fault = draw(st.sampled_from(FAULTS[node["type"]] + FAULTS["any"]))
    return tree, fault(node, path)


@st.composite
def spans(draw, length):
    """Comments on a text of so many code points, overlapping as they like."""
    found = []
    for number in range(1, draw(st.integers(0, 5)) + 1):
        start = draw(st.integers(0, max(0, length - 1)))
        end = draw(st.integers(start + 1, max(start + 1, length)))
        kind = draw(st.sampled_from(["praise", "target", "question", "note", "star", '"><script>']))
        found.append((start, end, number * 10, kind, number))
    return found
