"""Comments and rubrics as the texts of comments.toml and rubric.toml, which a course, a bank and a school take in."""

from collections.abc import Iterable

from lessons.pack.examples import quoted

COMMENT = ("code", "label", "text", "criterion", "kind")


def comments_text(comments: Iterable[dict[str, str]]) -> str:
    """The text of a comments.toml."""
    return "\n".join(
        "[[comment]]\n" + "".join(f"{name} = {quoted(each[name])}\n" for name in COMMENT if each[name])
        for each in comments
    )
