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


def rubric_text(title: str, data: dict) -> str:
    """The text of a rubric.toml."""
    names = ", ".join(quoted(name) for name in data["level_names"])
    parts = [f"title = {quoted(title)}\nlevel_names = [{names}]\n" + ("halves = true\n" if data.get("halves") else "")]
    for criterion in data["criteria"]:
        weight = f"weight = {criterion['weight']}\n" if criterion.get("weight", 1) != 1 else ""
        parts.append("[[criterion]]\n" + _lines(criterion, "code", "name", "short", "student") + weight)
        for level in criterion["levels"]:
            parts.append(f"[[criterion.level]]\nlevel = {level['level']}\n" + _lines(level, "descriptor"))
    for band in data["bands"]:
        parts.append(f"[[band]]\nlow = {band['low']}\nhigh = {band['high']}\n" + _lines(band, "grade", "word"))
    return "\n".join(parts)


def _lines(said: dict, *names: str) -> str:
    return "".join(f"{name} = {quoted(said[name])}\n" for name in names if said.get(name))
