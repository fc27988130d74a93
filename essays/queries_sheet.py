"""Whole-class feedback: what it can be drawn from, and the sheet as it is shown."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from classrooms.models import User
from essays import bank
from essays.class_feedback import PROPOSED, STRENGTHS, TARGETS, Group, Remark, groups, key, uses, weakest
from essays.models import Assignment, ClassSheet, Comment, Essay, Mark, Return, Star, Submission
from lessons.models import Section, Term
from lessons.queries import sections_of

MOST_LINES = 8


@dataclass(frozen=True)
class Line:
    """What may stand on the sheet: its name among the choices, how many essays it is about, its proposed words."""

    key: str
    label: str
    essays: int
    text: str


@dataclass(frozen=True)
class Found:
    """All that a sheet can be drawn from. `people` come with how often each was praised, `words` with their uses."""

    essays: int
    comments: int
    lines: dict[str, list[Line]]
    stars: list[Star]
    people: list[tuple[User, int]]
    words: list[tuple[Term, int]]
    sections: list[Section]
    weakest: tuple[str, float, int] | None

    @property
    def proposed(self) -> dict:
        """A sheet to begin with: the commonest of both sides."""
        return {side: [_as_kept(line) for line in self._first(side)] for side in (STRENGTHS, TARGETS)}

    def _first(self, side: str) -> list[Line]:
        return [line for line in self.lines[side] if line.text][:PROPOSED]


@dataclass(frozen=True)
class Said:
    """A line of the sheet as it is shown. `essays` is 0 where it is not counted; `mine` when it is about the reader."""

    text: str
    essays: int = 0
    examples: list[str] = field(default_factory=list)
    mine: bool = False


@dataclass(frozen=True)
class Sheet:
    """The sheet as it is shown. `praised` is empty where no names may stand."""

    assignment: Assignment
    kept: ClassSheet
    strengths: list[Said]
    targets: list[Said]
    examples: list[str]
    praised: list[User]
    words: list[Term]
    sections: list[Section]

    @property
    def mine(self) -> int:
        """How many lines are about the reader."""
        return sum(line.mine for line in [*self.strengths, *self.targets])


def found(assignment: Assignment, *, by: User) -> Found:
    """Return what the sheet of an assignment can be drawn from, in a constant number of queries."""
    submissions = Submission.objects.standing().filter(essay__assignment=assignment)
    texts = dict(submissions.order_by("round").values_list("essay", "text"))
    remarks = _remarks(assignment)
    names = {entry["code"]: entry for entry in reversed(bank.entries(assignment, by=by))}
    grouped = groups(remarks)
    lines = {
        side: [_line(group, names, assignment) for group in grouped if group.side == side][:MOST_LINES]
        for side in (STRENGTHS, TARGETS)
    }
    return Found(
        essays=len(texts),
        comments=sum(bool(key(remark)) for remark in remarks),
        lines=lines,
        stars=list(_stars(assignment)),
        people=_people(assignment, remarks),
        words=[(term, uses(term.term, texts.values())) for term in _terms(assignment)],
        sections=_sections(assignment),
        weakest=_weakest(assignment),
    )


def kept_or_proposed(assignment: Assignment, drawn: Found, *, by: User) -> ClassSheet:
    """The sheet as it is kept, else one that is not kept yet and holds the commonest lines."""
    kept = ClassSheet.objects.select_related("changed_by").filter(assignment=assignment).first()
    return kept or ClassSheet(assignment=assignment, school=assignment.school, data=drawn.proposed, changed_by=by)


def staff_sheet(kept: ClassSheet, *, counts: dict[str, int], names: bool) -> Sheet:
    """The sheet for staff and the wall: how many essays each line is about; names of those praised, or none."""
    data, assignment = kept.data, kept.assignment
    people = User.objects.filter(essays__assignment=assignment, pk__in=data.get("praised", []) if names else [])
    return _laid(kept, stars=_stars(assignment), people=people, counts=counts, mine=set())


def counts(assignment: Assignment) -> dict[str, int]:
    """How many essays each group of comments is about, by its key."""
    return {group.key: group.essays for group in groups(_remarks(assignment))}


def shared_sheet(essay: Essay) -> Sheet | None:
    """The sheet as a writer sees it, once it is shared and something of theirs is returned; else None.

    Nothing on it hangs on work that is not returned: no counts, passages and praise of returned essays only.
    """
    returned = Return.objects.visible().filter(submission__essay__assignment=essay.assignment_id)
    kept = ClassSheet.objects.filter(assignment=essay.assignment_id).exclude(shared_at=None)
    sheet = kept.filter(assignment__essays__in=returned.filter(submission__essay=essay).values("submission__essay"))
    if (shown := sheet.select_related("assignment__question").first()) is None:
        return None
    stars = _stars(shown.assignment).filter(submission__in=returned.values("submission"))
    people = User.objects.filter(pk__in=shown.data.get("praised", []))
    people = people.filter(pk__in=returned.values("submission__essay__writer"))
    mine = {key(remark) for remark in _as_remarks(Comment.objects.returned().filter(submission__essay=essay))}
    return _laid(shown, stars=stars, people=people, counts={}, mine=mine)


def _laid(kept: ClassSheet, *, stars: Iterable[Star], people, counts: dict[str, int], mine: set[str]) -> Sheet:
    data = kept.data
    quotes = {star.pk: shown_words(star.quote) for star in stars}
    under: dict[str, list[str]] = {}
    keys = {line["key"] for side in (STRENGTHS, TARGETS) for line in data.get(side, []) if line["key"]}
    for example in data.get("examples", []):
        if example["star"] in quotes:
            place = example["under"] if example["under"] in keys else ""
            under.setdefault(place, []).append(quotes[example["star"]])
    strengths, targets = (
        [
            Said(
                text=line["text"],
                essays=counts.get(line["key"], 0),
                examples=under.get(line["key"], []) if line["key"] else [],
                mine=line["key"] in mine,
            )
            for line in data.get(side, [])
        ]
        for side in (STRENGTHS, TARGETS)
    )
    return Sheet(
        assignment=kept.assignment,
        kept=kept,
        strengths=strengths,
        targets=targets,
        examples=under.get("", []),
        praised=sorted(set(people), key=lambda person: person.sort_key),
        words=[term for term in _terms(kept.assignment) if term.pk in data.get("words", [])],
        sections=[section for section in _sections(kept.assignment) if section.pk in data.get("sections", [])],
    )


def shown_words(quote: str) -> str:
    """Starred words without the places of citations, on one line."""
    return " ".join(quote.replace("\ufffc", "").split())


def _as_kept(line: Line) -> dict:
    return {"key": line.key, "text": line.text}


def _remarks(assignment: Assignment) -> list[Remark]:
    comments = Comment.objects.standing().filter(
        submission__essay__assignment=assignment, submission__sent_back_at=None, staff_only=False
    )
    return _as_remarks(comments)


def _as_remarks(comments) -> list[Remark]:
    fields = ("submission__essay", "kind", "bank_code", "criterion", "body")
    return [Remark(*row) for row in comments.order_by("pk").values_list(*fields)]


def _line(group: Group, names: dict[str, dict], assignment: Assignment) -> Line:
    """A group under the name that the teacher knows it by; words with a gap to fill are not proposed."""
    entry = names.get(group.code)
    if entry:
        text = entry["text"] if "<" not in entry["text"] else entry["label"]
        return Line(group.key, entry["label"], group.essays, text)
    criteria = {each["code"]: each["short"] for each in assignment.rubric.data["criteria"]}
    label = group.code or criteria.get(group.criterion, group.criterion) or _("In your own words")
    return Line(group.key, label, group.essays, group.body)


def _stars(assignment: Assignment):
    return Star.objects.filter(
        submission__essay__assignment=assignment, submission__sent_back_at=None, removed_at=None
    ).order_by("submission", "start", "pk")


def _people(assignment: Assignment, remarks: list[Remark]) -> list[tuple[User, int]]:
    """Those who handed in, with how often each was praised; the most praised first. Nobody while names are hidden."""
    if assignment.hides_names:
        return []
    praised = Counter(remark.essay for remark in remarks if remark.kind == Comment.Kind.PRAISE)
    handed_in = Submission.objects.standing().filter(essay__assignment=assignment)
    essays = Essay.objects.filter(pk__in=handed_in.values("essay")).select_related("writer")
    people = [(essay.writer, praised[essay.pk]) for essay in essays]
    return sorted(people, key=lambda each: (-each[1], each[0].sort_key))


def _terms(assignment: Assignment) -> list[Term]:
    if assignment.question is None:
        return []
    return list(Term.objects.filter(unit=assignment.question.unit_id, retired_at=None).order_by("term", "pk"))


def _sections(assignment: Assignment) -> list[Section]:
    return sections_of([assignment.question.unit_id]) if assignment.question else []


def _weakest(assignment: Assignment) -> tuple[str, float, int] | None:
    """The criterion that came out lowest in the newest mark of each essay: its name, its average, its highest level."""
    marks = Mark.objects.filter(submission__essay__assignment=assignment, submission__sent_back_at=None)
    marks = marks.exclude(kind=Mark.Kind.REOPENED)
    newest = dict(marks.order_by("submission__round", "pk").values_list("submission__essay", "levels"))
    criteria = {each["code"]: each for each in assignment.rubric.data["criteria"]}
    lowest = weakest(newest.values(), {code: len(each["levels"]) for code, each in criteria.items()})
    if lowest is None:
        return None
    code, average = lowest
    return criteria[code]["short"], round(average, 1), len(criteria[code]["levels"])
