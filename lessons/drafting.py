"""Drafts of a course's files: changed in the studio by one or several editors, published at once or at a moment."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from classrooms import audit, background
from classrooms.errors import Conflict
from classrooms.models import User
from lessons import publishing
from lessons.errors import NewerText, PackProblems
from lessons.models import Course, CourseFile, FileDraft, FileVersion

NAMED = 3  # problems that a text held back is said to have; the studio shows all


def live_of(file: CourseFile) -> FileVersion | None:
    """The version that readers have; none of a file that is new or was taken out."""
    return None if file.gone_at else file.versions.order_by("-number").first()


def draft_of(file: CourseFile) -> FileDraft | None:
    """What is written beside the live version."""
    drafts = FileDraft.objects.select_related("base", "changed_by", "scheduled_by")
    return drafts.filter(file=file).first()


def revision_of(draft: FileDraft | None, live: FileVersion | None) -> str:
    """What an editor names to say which text is replaced: one save of one draft, a version, or "" for a new file.

    It never comes back, unlike a draft's own count, which begins anew with each draft.
    """
    if draft is not None:
        return f"draft-{draft.pk}-{draft.revision}"
    return f"version-{live.number}" if live else ""


def save_draft(course: Course, *, path: str, text: str, revision: str, by: User) -> FileDraft | None:
    """Keep a text of a file beside the live one; None when they say the same and nothing is scheduled.

    `revision` is what revision_of said of the text that this one replaces. Raises NewerText when something else is the
    newest by now (unless it says the same). The text may have problems. A path without a file makes one.
    """
    try:
        with transaction.atomic():
            file, _made = CourseFile.objects.get_or_create(course=course, path=path)
            return _save(file, text, revision, by)
    except IntegrityError:  # another editor's first save of this file won
        raise _newer(CourseFile.objects.get(course=course, path=path)) from None


def _save(file: CourseFile, text: str, revision: str, by: User) -> FileDraft | None:
    draft, live = draft_of(file), live_of(file)
    newest = draft or live
    if newest is not None and newest.text == text:
        return draft
    if revision != revision_of(draft, live):
        raise NewerText(draft, live)
    if live is not None and live.text == text and not (draft and draft.publish_at):
        _remove(draft)
        return None
    if draft is None:
        return FileDraft.objects.create(file=file, text=text, base=live, changed_by=by)
    return _change(draft, text=text, changed_by=by, changed_at=timezone.now())


def discard(draft: FileDraft, *, revision: int, by: User) -> None:
    """Throw a draft away, and with it a file that has no version. Raises NewerText."""
    with transaction.atomic():
        _remove(_named(draft, revision))
        audit.record(verb="discarded a draft", by=by, school=draft.file.course.school, thing=draft.file)
        if not draft.file.versions.exists():
            draft.file.delete()


def rebase(draft: FileDraft, *, revision: int, onto: int) -> FileDraft:
    """Let a draft stand against a newer version, by its number, with which its editor has compared it.

    Raises NewerText when the draft or the live version is another one by now.
    """
    with transaction.atomic():
        draft = _named(draft, revision)
        live = live_of(draft.file)
        if live is None or live.number != onto:
            raise NewerText(draft, live)
        return _change(draft, base=live)


def publish(draft: FileDraft, *, revision: int, note: str = "", by: User) -> FileVersion:
    """Make a draft the live version, if the course with it checks clean; paragraphs are given their ids.

    Raises NewerText when the draft is another one by now, Conflict (code "base") when the live version is not the one
    that it grew from, PackProblems.
    """
    with transaction.atomic():
        Course.objects.select_for_update().get(pk=draft.file.course_id)
        return _publish(_named(draft, revision), note, by)


def _publish(draft: FileDraft, note: str, by: User) -> FileVersion:
    file, live = draft.file, live_of(draft.file)
    if (live.pk if live else None) != draft.base_id:
        raise Conflict(_("A newer version came out after this draft began. Compare, then publish again."), code="base")
    _remove(draft)
    base = live.digest if live else ""
    return publishing.keep(file.course, path=file.path, text=draft.text, by=by, base=base, note=note)


def schedule(draft: FileDraft, *, at: datetime, by: User) -> None:
    """Publish a draft at a moment, as it then stands. Raises Conflict when there is no such draft any more."""
    with transaction.atomic():
        values = {"publish_at": at, "scheduled_by": by, "held": ""}
        if not FileDraft.objects.filter(pk=draft.pk).update(**values):
            raise _newer(draft.file)
        audit.record(verb="scheduled a draft", by=by, school=draft.file.course.school, thing=draft.file)
        background.later("lessons.tasks.publish_scheduled", draft.pk, at=at)
    draft.refresh_from_db()


def unschedule(draft: FileDraft, *, by: User) -> None:
    """Let a draft wait for somebody to publish it; it goes when it says what is live."""
    waiting = FileDraft.objects.filter(pk=draft.pk).exclude(publish_at=None)
    if waiting.update(publish_at=None, scheduled_by=None):
        audit.record(verb="took a draft off the schedule", by=by, school=draft.file.course.school, thing=draft.file)
    live = live_of(draft.file)
    if live is not None:
        FileDraft.objects.filter(pk=draft.pk, publish_at=None, text=live.text).delete()


def publish_scheduled(pk: int) -> FileVersion | None:
    """Publish a draft whose moment has come, as whoever scheduled it.

    None when nothing is due: it was published, discarded or put off since. None too when it cannot go out; the draft
    then says why, and is not scheduled any more.
    """
    due = FileDraft.objects.filter(pk=pk, publish_at__lte=timezone.now())
    found = due.values_list("file__course", flat=True).first()
    if found is None:
        return None
    with transaction.atomic():
        course = Course.objects.select_for_update().get(pk=found)
        draft = due.select_for_update().first()
        if draft is None:
            return None
        by = draft.scheduled_by or draft.changed_by
        assert by is not None
        try:
            with transaction.atomic():
                return _publish(draft, "", by)
        except (PackProblems, Conflict) as reason:
            held = _problems(reason) if isinstance(reason, PackProblems) else str(reason)
        FileDraft.objects.filter(pk=pk).update(publish_at=None, held=held)
        audit.record(verb="held a scheduled draft back", by=by, school=course.school, thing=draft.file)
        return None


def _problems(found: PackProblems) -> str:
    lines = [f"{problem.path}:{problem.line}: {problem.what}" for problem in found.problems]
    return "\n".join([*lines[:NAMED], *([str(found)] if len(lines) > NAMED else [])])


def _named(draft: FileDraft, revision: int) -> FileDraft:
    """The draft as it is now, kept from others until the transaction ends. Raises NewerText."""
    now = FileDraft.objects.select_for_update().filter(pk=draft.pk, revision=revision).first()
    if now is None:
        raise _newer(draft.file)
    return now


def _change(draft: FileDraft, **values: object) -> FileDraft:
    same = FileDraft.objects.filter(pk=draft.pk, revision=draft.revision)
    if not same.update(revision=F("revision") + 1, **values):
        raise _newer(draft.file)
    draft.refresh_from_db()
    return draft


def _remove(draft: FileDraft | None) -> None:
    if draft and not FileDraft.objects.filter(pk=draft.pk, revision=draft.revision).delete()[0]:
        raise _newer(draft.file)


def _newer(file: CourseFile) -> NewerText:
    return NewerText(draft_of(file), live_of(file))
