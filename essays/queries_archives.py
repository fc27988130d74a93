"""Where one's own zip stands."""

from django.utils import timezone

from classrooms.models import User
from essays.models import Archive
from essays.models.keeping import KEPT_FOR


def standing_archive(user: User) -> Archive | None:
    """The newest zip that this person asked for, unless its day is over. Its data is fetched only when asked for."""
    kept = Archive.objects.filter(owner=user, asked_at__gt=timezone.now() - KEPT_FOR)
    return kept.order_by("-asked_at", "-pk").defer("data").first()
