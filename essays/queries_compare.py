"""Before and after: two drafts of an essay side by side, with the comments on the earlier one."""

from dataclasses import dataclass, field

from classrooms.models import User
from essays import comparing, document
from essays.models import Comment, Essay, Submission
from essays.queries_feedback import returned_comments
from essays.queries_marking import answered, beside
from lessons.texts import differences


@dataclass(frozen=True)
class Version:
    """A draft that can be compared. `submission` is None for the one being written."""

    round: int
    submission: Submission | None


@dataclass(frozen=True)
class Change:
    """One row, with the comments on its paragraph."""

    row: comparing.Row
    comments: list[Comment] = field(default_factory=list)

    @property
    def paragraph(self) -> differences.Paragraph:
        return self.row.paragraph


@dataclass(frozen=True)
class Comparison:
    """Two of the `versions` side by side. `whole` are the comments that have no row."""

    versions: list[Version]
    earlier: Version
    later: Version
    changes: list[Change]
    whole: list[Comment]
    came: int
    went: int


def comparison(essay: Essay, *, by: User, earlier: int | None = None, later: int | None = None) -> Comparison | None:
    """Two drafts by their rounds, else the newest two that this reader may see; None when there is only one.

    A writer's redraft in the making is for the writer alone, and so are comments only once they are returned.
    """
    mine = essay.writer_id == by.pk
    versions = _versions(essay, mine)
    if len(versions) < 2:
        return None
    first, last = _chosen(versions, earlier, later)
    paragraphs = differences.compare(_shown(essay, first), _shown(essay, last))
    comments = _comments(first, mine)
    placed = [comment for comment in comments if comment.start is not None]
    rows = comparing.rows(paragraphs, [comment.start or 0 for comment in placed])
    changes = [Change(row, [placed[index] for index in row.comments]) for row in rows]
    beside = {comment.pk for change in changes for comment in change.comments}
    came, went = differences.tally(paragraphs)
    return Comparison(versions, first, last, changes, [one for one in comments if one.pk not in beside], came, went)


def _versions(essay: Essay, mine: bool) -> list[Version]:
    handed_in = Submission.objects.standing().filter(essay=essay).order_by("round")
    versions = []
    for submission in handed_in:
        submission.essay = essay
        versions.append(Version(submission.round, submission))
    if mine and versions and essay.draft.round > versions[-1].round:
        versions.append(Version(essay.draft.round, None))
    return versions


def _chosen(versions: list[Version], earlier: int | None, later: int | None) -> tuple[Version, Version]:
    """The two that were asked for, the earlier first; what was not asked for, or is not there, is the newest left."""
    asked = sorted({n for n, one in enumerate(versions) if one.round in (earlier, later)})
    rest = [n for n in range(len(versions)) if n not in asked]
    first, last = sorted([*asked, *reversed(rest)][:2])
    return versions[first], versions[last]


def _shown(essay: Essay, version: Version) -> str:
    """The text of a version, a citation as one visible character, so that offsets stay."""
    found = version.submission
    text = found.text if found else document.plain_text(document.parse(essay.draft.document))
    return text.replace(document.CITATION, "*")


def _comments(version: Version, mine: bool) -> list[Comment]:
    if version.submission is None:
        return []
    if mine:
        return returned_comments(version.submission)
    return beside(version.submission, answered(Comment.objects.standing().filter(submission=version.submission)))
