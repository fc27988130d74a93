"""A code that signs one person in once, when the password is forgotten or there is none yet."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from classrooms import audit, codes, signing_in
from classrooms.models import School, SignInCode, User

LASTS = timedelta(minutes=60)


@transaction.atomic
def give(*, student: User, by: User) -> str:
    """Return a new code for this person, to be shown once: only its hash is kept, and earlier codes stop working."""
    assert student.school is not None, "operators have passwords"
    now = timezone.now()
    code = codes.new(codes.LETTERS_AND_DIGITS)
    SignInCode.objects.filter(user=student, used_at=None, expires_at__gt=now).update(expires_at=now)
    SignInCode.objects.create(
        school=student.school,
        user=student,
        code_hash=_hash(student, code),
        made_by=by,
        made_at=now,
        expires_at=now + LASTS,
    )
    signing_in.forget_failures(student)
    audit.record(verb="gave a sign-in code", by=by, school=student.school, about=student)
    return code


@transaction.atomic
def use(*, login: str, code: str, school: School | None = None) -> User | None:
    """Return the active person whose code this is, and use it up; None for a wrong, old or used one, without a reason.

    Of two uses at once one succeeds.
    """
    user = signing_in.find(login, school)
    now = timezone.now()
    mine = SignInCode.objects.filter(user=user, code_hash=_hash(user, codes.tidy(code)))
    # no condition on another table here: PostgreSQL would ask it of the row as it was before the other use
    used = mine.filter(used_at=None, expires_at__gt=now).update(used_at=now)
    if not (used and user and user.is_active):
        return None
    audit.record(verb="used a sign-in code", by=user, school=user.school, about=user)
    return user


def _hash(user: User | None, code: str) -> str:
    return salted_hmac("classrooms.sign_in_codes", f"{user.pk if user else 0}:{code}", algorithm="sha256").hexdigest()
