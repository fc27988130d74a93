"""A database that is locked, away or full: nobody's mistake and soon over, so a script is asked to try again."""

import errno
from functools import wraps

from django.db import InterfaceError, OperationalError
from django.http import JsonResponse

RETRY_AFTER = 5  # seconds


def answering_trouble(view):
    """Answer a database that is locked or away with 503, a full disk with 507: the client tries again."""

    @wraps(view)
    def answering(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except (OperationalError, InterfaceError, OSError) as trouble:
            if (answer := answer_to(trouble)) is None:
                raise
            return answer

    return answering


def answer_to(trouble: BaseException | None) -> JsonResponse | None:
    """The answer to a script, in JSON with its code; None for what is no such trouble but a fault of ours."""
    full = getattr(trouble, "errno", None) in (errno.ENOSPC, errno.EDQUOT) or _says_full(str(trouble).lower())
    if not isinstance(trouble, OperationalError | InterfaceError) and not (isinstance(trouble, OSError) and full):
        return None
    status, code = (507, "disk-full") if full else (503, "busy")
    return JsonResponse({"code": code}, status=status, headers={"Retry-After": RETRY_AFTER})


def _says_full(text: str) -> bool:
    return any(words in text for words in ("disk is full", "no space left", "quota exceeded", "could not extend"))
