"""Front matter: the YAML between two lines of --- at the top of a Markdown file, with line numbers."""

from dataclasses import dataclass
from functools import lru_cache

import yaml

MARK = "---"
LONGEST = 20_000


class FrontMatterError(ValueError):
    """The front matter cannot be read; `line` says where."""

    def __init__(self, line: int, what: str):
        super().__init__(what)
        self.line = line


@dataclass(frozen=True)
class Fronted:
    """The keys of the front matter with their lines, the text after it, and the line on which that text starts."""

    values: dict
    lines: dict[str, int]
    body: str
    body_line: int


def split(text: str) -> Fronted:
    """Front matter and body of a file. Raises FrontMatterError."""
    lines = text.replace("\r\n", "\n").split("\n")
    if lines[0].rstrip() != MARK:
        raise FrontMatterError(1, "The file must start with front matter: a line of ---, the keys, a line of ---.")
    end = next((at for at, line in enumerate(lines[1:], 1) if line.rstrip() == MARK), None)
    if end is None:
        raise FrontMatterError(1, "The front matter is not closed by a line of ---.")
    values, where = _mapping("\n".join(lines[1:end]))
    return Fronted(values, where, "\n".join(lines[end + 1 :]), end + 2)


@lru_cache(maxsize=256)  # the studio checks a whole course as one types, and all but one file is as it was
def _mapping(text: str) -> tuple[dict, dict[str, int]]:
    if len(text) > LONGEST:
        raise FrontMatterError(2, f"The front matter is longer than {LONGEST:,} characters.")
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        values = yaml.safe_load(text)
    except RecursionError:
        raise FrontMatterError(2, "The front matter is nested too deeply.") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or "it cannot be read"
        raise FrontMatterError(mark.line + 2 if mark else 2, f"The front matter is not YAML: {what}.") from None
    except ValueError as error:
        raise FrontMatterError(2, f"The front matter holds a value that cannot be read: {error}.") from None
    if node is None:
        return {}, {}
    if not isinstance(node, yaml.MappingNode):
        raise FrontMatterError(2, "The front matter must be lines of “key: value”.")
    where: dict[str, int] = {}
    for key, _ in node.value:
        line = key.start_mark.line + 2
        if key.value in where:
            raise FrontMatterError(line, f"“{key.value}” is given twice.")
        where[key.value] = line
    return values, where
