"""Plain makers: each makes one row that is allowed, with the least that must be said."""

import json
from datetime import timedelta
from types import SimpleNamespace

from django.utils import timezone

from classrooms.models import Classroom, Department, Membership, School, User
from essays import blinding, document, history
from essays.models import (
    Aim,
    Archive,
    Assignment,
    BankComment,
    Branch,
    ClassSheet,
    Comment,
    Draft,
    Essay,
    Exemplar,
    Extension,
    Flag,
    Mark,
    Plan,
    Response,
    Return,
    Revision,
    Rubric,
    Star,
    Submission,
    WorkingMark,
)
from lessons.models import (
    CheckQuestion,
    Clipping,
    Course,
    CourseFile,
    CourseUpload,
    Dispute,
    Figure,
    FileDraft,
    FileVersion,
    Image,
    Passage,
    Question,
    Section,
    Unit,
)
from lessons.pack import front
from lessons.rendering import Links, render_section

PASSWORD = "correct horse battery"
RUBRIC = {
    "level_names": ["Beginning", "Developing", "Secure", "Strong", "Outstanding"],
    "criteria": [
        {
            "code": code,
            "name": name,
            "short": name,
            "student": f"How well you show {name.lower()}.",
            "levels": [{"level": n, "descriptor": f"{name} at level {n}."} for n in range(1, 6)],
        }
        for code, name in (("K", "Knowledge"), ("A", "Analysis"))
    ],
    "bands": [
        {"low": 8, "high": 10, "grade": "A", "word": "Outstanding"},
        {"low": 4, "high": 7, "grade": "B", "word": "Secure"},
        {"low": 0, "high": 3, "grade": "C", "word": "Beginning"},
    ],
}


def school(name="Hill School", slug="hill", **fields) -> School:
    return School.objects.create(name=name, slug=slug, **fields)


def department(*, school, name="History") -> Department:
    return Department.objects.create(school=school, name=name)


def person(name, *, school, **fields) -> User:
    fields = {"first_name": name.title(), "last_name": "Test", "email": f"{name}@example.org", **fields}
    return User.objects.create_user(name, password=PASSWORD, school=school, **fields)


def operator(name) -> User:
    return User.objects.create_superuser(name, password=PASSWORD)


def classroom(name, *, school, **fields) -> Classroom:
    return Classroom.objects.create(name=name, school=school, **fields)


def member(user, classroom, *, role="student", lead=False, ended=False) -> Membership:
    return Membership.objects.create(
        school=classroom.school,
        user=user,
        classroom=classroom,
        role=role,
        lead=lead,
        ended_at=timezone.now() if ended else None,
    )


def head(user, department) -> Membership:
    return Membership.objects.create(school=department.school, user=user, department=department, role="head")


def course(*, school, slug="tiny") -> SimpleNamespace:
    """A course with one published unit, one section of two passages and one question."""
    course = Course.objects.create(school=school, slug=slug, title="A tiny course", rubric=RUBRIC)
    unit = Unit.objects.create(
        course=course, number=1, slug="first", title="First unit", overview="What it asks.", published_at=timezone.now()
    )
    one = section(unit, 1)
    passages = list(one.passages.all())
    question = Question.objects.create(
        course=course, unit=unit, key="why", position=1, text="Why did it happen?", short="Why", strong=["Says why."]
    )
    return SimpleNamespace(course=course, unit=unit, section=one, passages=passages, question=question)


NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def section(unit, number) -> Section:
    """A section of two passages."""
    slug = NUMBERS[number - 1]
    text = f'---\ntitle: "{slug.title()}"\n---\nThe first passage. {{#p1}}\n\nThe second passage. {{#p2}}\n'
    file = CourseFile.objects.create(course=unit.course, path=f"1-first/{number}-{slug}.md")
    version = FileVersion.objects.create(
        file=file, number=1, text=text, digest=document.digest(text), source=FileVersion.Source.LOADED
    )
    section = Section.objects.create(
        unit=unit, number=number, slug=slug, title=slug.title(), minutes=1, words=6, version=version
    )
    for n, word in ((1, "first"), (2, "second")):
        Passage.objects.create(section=section, key=f"p{n}", position=n, text=f"The {word} passage.")
    return section


def new_version(section, text, *, loaded) -> FileVersion:
    """A newer text of a section, as a load of the course leaves it."""
    old = section.version
    section.version = FileVersion.objects.create(
        file=old.file, number=old.number + 1, text=text, digest=document.digest(text), source=FileVersion.Source.LOADED
    )
    section.save(update_fields=["version"])
    blocks = render_section(front.split(text).body, Links()).blocks
    said = {block.pid: block.plain for block in blocks if block.kind == "passage"}
    for n, (key, plain) in enumerate(said.items(), 1):
        values = {"position": n, "text": plain, "retired_at": None}
        Passage.objects.update_or_create(section=section, key=key, defaults=values)
    section.passages.exclude(key__in=said).update(retired_at=timezone.now())
    loaded.loaded_at = timezone.now()
    loaded.save(update_fields=["loaded_at"])
    return section.version


def check_question(section, key="who-shot", **fields) -> CheckQuestion:
    """A check question of a section with three choices; the second is right."""
    choices = [
        {"text": text, "why": f"Why {text}.", "right": text == "Nikolaev"} for text in ("Yagoda", "Nikolaev", "Stalin")
    ]
    fields = {"text": "Who shot Kirov?", "choices": choices, "position": 1, "passage": "p1", **fields}
    unit = section.unit
    return CheckQuestion.objects.create(course=unit.course, unit=unit, section=section.slug, key=key, **fields)


def draft(file, *, by, text="Changed in the studio.\n") -> FileDraft:
    """What stands beside a file's newest version."""
    return FileDraft.objects.create(file=file, text=text, base=file.versions.latest("number"), changed_by=by)


def figure(unit, key="shot") -> Figure:
    """A bar chart of two years."""
    data = {"unit": "people", "columns": ["Year", "Shot"], "rows": [["1937", 353074], ["1938", 328618]], "source": "x"}
    return Figure.objects.create(
        course=unit.course, unit=unit, key=key, title="Shot", chart="bar", data=data, position=1
    )


def dispute(unit, key="how-many") -> Dispute:
    """Two claims with numbers."""
    claims = [{"claim": f"{low} people", "who": "A book", "low": low, "high": low} for low in (700_000, 1_200_000)]
    data = {"unit": "people", "claims": claims, "why": "", "use": ""}
    return Dispute.objects.create(course=unit.course, unit=unit, key=key, title="How many?", data=data, position=1)


def image(unit, key="leaf") -> Image:
    """An image whose bytes nobody looks at."""
    file = CourseFile.objects.create(course=unit.course, path=f"{unit.number}-{unit.slug}/{key}.webp")
    version = FileVersion.objects.create(
        file=file, number=1, data=b"RIFF", digest=document.digest("RIFF"), source=FileVersion.Source.STUDIO
    )
    said = {"description": "A leaf.", "source": "Drawn for this test.", "width": 40, "height": 30}
    return Image.objects.create(
        course=unit.course, unit=unit, key=key, file=f"{key}.webp", version=version, position=1, **said
    )


def upload(course, *, by, data=b"no zip") -> CourseUpload:
    """A zip to look at."""
    return CourseUpload.objects.create(
        school=course.school, course=course, slug=course.slug, name="course.zip", data=data, digest="x", made_by=by
    )


def rubric(*, school) -> Rubric:
    return Rubric.objects.get_or_create(
        school=school, fingerprint="test", defaults={"title": "Test rubric", "data": RUBRIC}
    )[0]


def other_rubric(*, school) -> Rubric:
    """Another rubric, of one criterion whose code the plain one has for something else."""
    data = {**RUBRIC, "criteria": [{**RUBRIC["criteria"][0], "name": "Style", "short": "Style"}]}
    return Rubric.objects.create(school=school, fingerprint="other", title="Other rubric", data=data)


def assignment(
    *, classroom, by, question=None, opened=timedelta(days=7), due=timedelta(days=7), **fields
) -> Assignment:
    """Work that opened `opened` ago and is due in `due` from now."""
    now = timezone.now()
    return Assignment.objects.create(
        **{
            "school": classroom.school,
            "classroom": classroom,
            "question": question,
            "text": question.text if question else "Why?",
            "short": "Why",
            "length": 800,
            "opens": now - opened,
            "due": now + due,
            "redrafts": 1,
            "mark_waits": False,
            "rubric": rubric(school=classroom.school),
            "made_by": by,
            **fields,
        }
    )


def tree(*paragraphs) -> dict:
    """A document of plain paragraphs."""
    return {
        "type": "doc",
        "content": [
            {"type": "paragraph", "content": [{"type": "text", "text": text}]} if text else {"type": "paragraph"}
            for text in paragraphs or [""]
        ],
    }


def essay(assignment=None, *, writer, text="Some words.", question=None, round=1) -> Essay:
    """An essay with a draft of these paragraphs (one a line), saved once."""
    text_of = document.dumps(tree(*text.split("\n")))
    essay = Essay.objects.create(
        school=writer.school,
        assignment=assignment,
        question=question,
        text=assignment.text if assignment else question.text,
        writer=writer,
        code=blinding.new_code(assignment) if assignment else "",
    )
    Draft.objects.create(
        school=writer.school,
        essay=essay,
        round=round,
        revision=1,
        document=text_of,
        digest=document.digest(text_of),
        words=document.count_words(text),
        saved_at=timezone.now(),
    )
    return essay


def submission(essay, *, round=None, late=False, **fields) -> Submission:
    """The essay's draft, handed in now."""
    draft = essay.draft
    tree = json.loads(draft.document)
    count = Submission.objects.count()
    return Submission.objects.create(
        **{
            "school": essay.school,
            "essay": essay,
            "round": round or draft.round,
            "revision": draft.revision,
            "schema": document.SCHEMA,
            "document": draft.document,
            "text": document.plain_text(tree),
            "digest": draft.digest,
            "words": draft.words,
            "handed_in_at": timezone.now(),
            "late": late,
            "receipt": f"TEST{count:08}",
            **fields,
        }
    )


def star(on, *, by, quote=None) -> Star:
    """A star on the first place where `quote` stands, or on the whole first line."""
    quote = quote or on.text.split("\n")[0]
    start = on.text.index(quote)
    return Star.objects.create(
        school=on.school, submission=on, starred_by=by, start=start, end=start + len(quote), quote=quote
    )


def flag(on, *, by, note="Is this hers?") -> Flag:
    """A flag on a submission."""
    return Flag.objects.create(school=on.school, submission=on, raised_by=by, note=note)


def working(*, on, by, levels=None) -> WorkingMark:
    """What a marker has so far, by default a level and a word about it."""
    levels = levels or {"K": 2}
    same = {"school": on.school, "marker": by, "summary": "So far.", "notes": {"K": "Thin."}}
    return WorkingMark.objects.create(submission=on, levels=levels, version=1, **same)


def comment(*, on, by, body="Say more.", kind="target", quote="", **fields) -> Comment:
    """A comment on the first place where `quote` stands, or on the whole."""
    start = on.text.index(quote) if quote else None
    return Comment.objects.create(
        school=on.school,
        submission=on,
        author=by,
        kind=kind,
        body=body,
        quote=quote,
        start=start,
        end=start + len(quote) if quote else None,
        **fields,
    )


def bank_comment(*, by, **fields) -> BankComment:
    """A comment in this person's own bank."""
    said = {"code": "M1", "label": "Say more", "text": "Say more.", "kind": "target", "owner": by, **fields}
    return BankComment.objects.create(school=by.school, made_by=by, **said)


def mark(*, on, by, levels=None, **fields) -> Mark:
    """A mark, by default 3 of 5 in each criterion."""
    levels = levels or {"K": 3, "A": 3}
    return Mark.objects.create(
        **{
            "school": on.school,
            "submission": on,
            "marker": by,
            "rubric": on.essay.assignment.rubric,
            "levels": levels,
            "total": sum(levels.values()),
            "out_of": 10,
            "grade": "B",
            "summary": "A good start.",
            "next_step": "Name one decree.",
            **fields,
        }
    )


def returned(mark, *, by, ago=timedelta(minutes=5)) -> Return:
    """The return of a mark, visible since `ago` (negative: not yet)."""
    at = timezone.now() - ago
    return Return.objects.create(
        school=mark.school, submission=mark.submission, mark=mark, returned_by=by, made_at=at, visible_at=at
    )


def clipping(passage, *, by) -> Clipping:
    """The first word of a passage."""
    word = passage.text.split()[0]
    return Clipping.objects.create(
        school=by.school,
        user=by,
        passage=passage,
        version=passage.section.version,
        start=0,
        end=len(word),
        quote=word,
    )


def branch(essay, *, text="Written elsewhere.") -> Branch:
    """An open branch of another tab, beside the draft's head."""
    text_of = document.dumps(tree(text))
    return Branch.objects.create(
        school=essay.school,
        essay=essay,
        client="another-tab",
        kind=Branch.Kind.CLASH,
        round=essay.draft.round,
        base=essay.draft.revision,
        document=text_of,
        digest=document.digest(text_of),
        words=document.count_words(text),
        saved_at=timezone.now(),
    )


def state(essay, *, ago=timedelta(), **fields) -> Revision:
    """The draft as a saved state of the head's line, whole."""
    draft = essay.draft
    return Revision.objects.create(
        **{
            "school": essay.school,
            "essay": essay,
            "number": draft.revision,
            "round": draft.round,
            "client": "a-tab-of-a-test",
            "seq": draft.revision,
            "head": draft.revision,
            "digest": draft.digest,
            "words": draft.words,
            "whole": True,
            "step": history.delta("", draft.document),
            "saved_at": timezone.now() - ago,
            **fields,
        }
    )


def response(comment, *, by, answer="question", note="Which one?") -> Response:
    """A student's answer to a comment."""
    return Response.objects.create(school=by.school, comment=comment, student=by, answer=answer, note=note)


def plan(essay, *, thesis="Fear decided it.", **fields) -> Plan:
    """A plan of a thesis and one card."""
    card = {"id": "c1", "point": "The law", "evidence": "1 December", "explanation": "Speed", "link": "So fear"}
    return Plan.objects.create(
        **{"school": essay.school, "essay": essay, "thesis": thesis, "cards": [card], "version": 1, **fields}
    )


def aim(submission, *, text="Name the decree.", **fields) -> Aim:
    """What the writer set out to do after this submission came back."""
    student = submission.essay.writer
    return Aim.objects.create(school=student.school, student=student, submission=submission, text=text, **fields)


def extension(assignment, *, student, by, due) -> Extension:
    """Longer for one student."""
    return Extension.objects.create(
        school=assignment.school, assignment=assignment, student=student, due=due, made_by=by, because="Was ill."
    )


def archive(owner, *, data=b"PK", **fields) -> Archive:
    """A person's essays as a zip, made now."""
    return Archive.objects.create(
        **{
            "school": owner.school,
            "owner": owner,
            "begun_at": timezone.now(),
            "made_at": timezone.now(),
            "size": len(data),
            "data": data,
            **fields,
        }
    )


def class_sheet(assignment, *, by, shared=False, **data) -> ClassSheet:
    """Whole-class feedback as it was kept."""
    return ClassSheet.objects.create(
        school=assignment.school,
        assignment=assignment,
        data=data,
        version=1,
        changed_by=by,
        shared_at=timezone.now() if shared else None,
    )


def exemplar(submission, *, by, consented=True, **fields) -> Exemplar:
    """An essay that its writer was asked to let later classes read, and by default does."""
    return Exemplar.objects.create(
        school=submission.school,
        submission=submission,
        asked_by=by,
        consented_at=timezone.now() if consented else None,
        **fields,
    )
