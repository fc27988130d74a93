"""Where the writing desk's script saves. Every answer is JSON with a code (docs/architecture.md, Saving)."""

from django.core.exceptions import RequestDataTooBig
from django.http import JsonResponse, RawPostDataException
from django.middleware.csrf import get_token
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from classrooms.trouble import answering_trouble
from essays import access, protocol, writing
from essays.document import DocumentError
from essays.errors import TooOften
from essays.pasting import PasteError

STATUS = {"saved": 200, "late": 202, "branch": 409, "handed-in": 409}


@require_http_methods(["GET", "POST"])
@answering_trouble
def save(request, pk):
    """POST stores a document by the protocol; GET tells whose session this is, where the head is, and a fresh token."""
    essay = access.essay_to_save(request.user, pk)
    if request.method == "POST":
        return _store(request, essay)
    return JsonResponse(
        {
            "code": "ready",
            "writer": request.user.pk,
            "revision": essay.draft.revision,
            "digest": essay.draft.digest,
            "token": get_token(request),
        }
    )


def _store(request, essay):
    try:
        if int(request.META.get("CONTENT_LENGTH") or 0) > protocol.MAX_BODY or len(request.body) > protocol.MAX_BODY:
            return JsonResponse({"code": "too-large", "limit": protocol.MAX_BODY}, status=413)
        sent = protocol.read(request.body)
    except RequestDataTooBig:
        return JsonResponse({"code": "too-large", "limit": protocol.MAX_BODY}, status=413)
    except (protocol.ProtocolError, RawPostDataException) as problem:
        return JsonResponse({"code": "protocol", "message": str(problem)}, status=400)
    if sent.writer not in (None, request.user.pk):
        return JsonResponse({"code": "other-person"}, status=403)
    try:
        said = {"client": sent.client, "seq": sent.seq, "base": sent.base, "text": sent.text, "pastes": sent.pastes}
        saved = writing.save(essay=essay, most=protocol.MOST_A_MINUTE, **said)
    except PasteError as problem:
        return JsonResponse({"code": "protocol", "message": str(problem)}, status=400)
    except DocumentError as problem:
        return JsonResponse({"code": "document", "path": problem.path, "message": problem.message}, status=422)
    except TooOften as problem:
        return JsonResponse({"code": "too-many"}, status=429, headers={"Retry-After": problem.pause})
    return JsonResponse(_body(saved), status=STATUS[saved.code], headers={"Server-Time": timezone.now().isoformat()})


def _body(saved: writing.Saved) -> dict:
    body = {
        "code": saved.code,
        "revision": saved.revision,
        "digest": saved.digest,
        "saved_at": timezone.localtime(saved.saved_at).isoformat(timespec="seconds"),
    }
    if saved.branch is not None:
        body["branch"] = saved.branch
    if saved.dropped:
        body["dropped"] = list(saved.dropped)
    return body
