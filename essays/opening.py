"""A student has opened the comments on returned work."""

from django.utils import timezone

from essays.models import Return, Submission


def open_comments(*, submission: Submission) -> None:
    """Note that the writer has opened what is returned of this submission; asked twice, the first time counts."""
    Return.objects.visible().filter(submission=submission, opened_at=None).update(opened_at=timezone.now())
