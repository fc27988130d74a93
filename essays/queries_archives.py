"""Where a zip that one asked for stands."""

from django.utils import timezone

from classrooms.models import User
from essays.models import Archive, Assignment
from essays.models.keeping import KEPT_FOR


def standing_archive(user: User, assignment: Assignment | None = None) -> Archive | None:
    """The newest zip that this person asked for, unless its day is over: of own essays, or of feedback on this work.

    Its data is fetched only when asked for.
    """
    kept = Archive.objects.filter(owner=user, assignment=assignment, asked_at__gt=timezone.now() - KEPT_FOR)
    return kept.order_by("-asked_at", "-pk").defer("data").first()
