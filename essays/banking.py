"""Keep comments for later use: one's own and the school's. What was given to students is a copy and never changes."""

import re
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from classrooms.audit import record
from classrooms.errors import Conflict
from classrooms.models import School, User
from essays.errors import Unfit
from essays.marking import LONGEST_COMMENT, words_of
from essays.models import BankComment, Comment

MOST = 500
LONGEST_CODE = 12  # as in a course's comments.toml, so that what goes out can come in there
LONGEST_LABEL = 60
WORDS = ("code", "label", "text", "kind", "criterion")


@transaction.atomic
def add(*, owner: User | None, by: User, **words: str) -> BankComment:
    """Keep a comment (code, label, text, kind, criterion) in the bank of `owner`, or in the school's (None).

    Without a code it gets the next free one, without a label its first words. Raises Unfit: no words, a code that
    another comment of this bank has, a full bank.
    """
    standing = _held(owner, by)
    if standing.count() >= MOST:
        raise Unfit(_("This bank is full. Retire what you no longer use."), code="full")
    wanted = _checked(words)
    wanted["code"] = wanted["code"] or _free_code(owner, by)
    _require_free(standing, wanted["code"])
    kept = BankComment.objects.create(school=_school(by), owner=owner, made_by=by, **wanted)
    _noted("bank comment added", kept, by)
    return kept


@transaction.atomic
def keep(*, by: User, text: str, kind: str, criterion: str = "") -> BankComment:
    """Keep the words of a comment in the marker's own bank; words that stand there already are not kept twice."""
    body = words_of(text, longest=LONGEST_COMMENT, needed=True)
    same = _held(by, by).filter(text=body, kind=kind).first()
    return same or add(owner=by, by=by, text=body, kind=kind, criterion=criterion)


@transaction.atomic
def change(*, comment: BankComment, by: User, **words: str) -> BankComment:
    """Change a kept comment for later use. Raises Conflict when it is retired, Unfit as `add` does."""
    standing = _held(comment.owner, by)
    comment.refresh_from_db(fields=["retired_at", *WORDS])
    if comment.retired_at:
        raise Conflict(_("This comment was retired. Take it up again first."), code="retired")
    wanted = _checked(words)
    wanted["code"] = wanted["code"] or comment.code
    _require_free(standing.exclude(pk=comment.pk), wanted["code"])
    if changed := [name for name, value in wanted.items() if getattr(comment, name) != value]:
        for name in changed:
            setattr(comment, name, wanted[name])
        comment.save(update_fields=changed)
        _noted("bank comment changed", comment, by)
    return comment


@transaction.atomic
def retire(*, comment: BankComment, by: User) -> None:
    """Take a comment out of use; it can be taken up again."""
    if BankComment.objects.standing().filter(pk=comment.pk).update(retired_at=timezone.now()):
        _noted("bank comment retired", comment, by)


@transaction.atomic
def take_up(*, comment: BankComment, by: User) -> None:
    """Use a retired comment again. Raises Conflict when another one has its code now, or the bank is full."""
    standing = _held(comment.owner, by)
    if standing.filter(pk=comment.pk).exists():
        return
    if standing.filter(code=comment.code).exists():
        raise Conflict(_("Another comment has the code %(code)s now.") % {"code": comment.code}, code="taken")
    if standing.count() >= MOST:
        raise Conflict(_("This bank is full. Retire what you no longer use."), code="full")
    BankComment.objects.filter(pk=comment.pk).update(retired_at=None)
    _noted("bank comment taken up", comment, by)


@transaction.atomic
def take_in(*, owner: User | None, by: User, comments: Iterable[dict[str, str]]) -> dict[str, int]:
    """Bring comments into a bank: those with a code that stands there replace its words, the others are added.

    Returns how many were `added`, `changed`, or were there as they are (`same`). Raises Unfit; then nothing changes.
    """
    there = {kept.code: kept for kept in _held(owner, by)}
    counts = {"added": 0, "changed": 0, "same": 0}
    for words in comments:
        kept = there.get(words["code"])
        if kept is None:
            add(owner=owner, by=by, **words)
            counts["added"] += 1
        elif any(getattr(kept, name) != value for name, value in words.items()):
            change(comment=kept, by=by, **words)
            counts["changed"] += 1
        else:
            counts["same"] += 1
    return counts


def _held(owner: User | None, by: User):
    """The standing comments of a bank; those who change the same bank wait for each other."""
    if owner:
        User.objects.select_for_update().get(pk=owner.pk)
    else:
        School.objects.select_for_update().get(pk=_school(by).pk)
    return BankComment.objects.standing().filter(school=by.school_id, owner=owner)


def _school(by: User) -> School:
    assert by.school is not None, "a marker belongs to a school"
    return by.school


def _checked(words: dict[str, Any]) -> dict[str, str]:
    text = words_of(words.get("text", ""), longest=LONGEST_COMMENT, needed=True)
    kind = words.get("kind", "")
    if kind not in Comment.Kind.values:
        raise Unfit(_("A comment is praise, a target, a question or a note."), code="kind")
    label = " ".join(words_of(words.get("label", ""), longest=LONGEST_LABEL).split())
    return {
        "code": words_of(words.get("code", ""), longest=LONGEST_CODE),
        "label": label or Truncator(" ".join(text.split())).chars(40),
        "text": text,
        "kind": kind,
        "criterion": words_of(words.get("criterion", ""), longest=LONGEST_CODE),
    }


def _free_code(owner: User | None, by: User) -> str:
    """M1, M2 ... in a marker's own bank, S1, S2 ... in the school's: the number after the highest."""
    letter = "M" if owner else "S"
    codes = BankComment.objects.filter(school=by.school_id, owner=owner, code__startswith=letter)
    numbers = [
        int(found[1]) for code in codes.values_list("code", flat=True) if (found := re.fullmatch(r".(\d+)", code))
    ]
    return f"{letter}{max(numbers, default=0) + 1}"


def _require_free(standing, code: str) -> None:
    if standing.filter(code=code).exists():
        raise Unfit(_("Another comment of this bank has the code %(code)s.") % {"code": code}, code="taken")


def _noted(verb: str, kept: BankComment, by: User) -> None:
    """What all markers use leaves a trace; one's own bank is nobody else's business."""
    if kept.owner_id is None:
        record(verb=verb, by=by, school=kept.school, thing=kept)
