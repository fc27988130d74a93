"""Telling students by mail that something was returned; never what."""

from datetime import timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from essays.models import Return

OLD = timedelta(days=2)  # after so long, with the worker off, a mail would only surprise


def tell_of_return(returned: int) -> None:
    """Write to the writer of what this return shows, unless it was taken back, does not show yet, or is old."""
    rows = Return.objects.visible().filter(pk=returned, visible_at__gt=timezone.now() - OLD)
    found = rows.select_related("submission__essay__writer", "submission__essay__assignment__classroom").first()
    if found is None:
        return
    essay = found.submission.essay
    work, writer = found.submission.assignment, essay.writer
    if not writer.email or not writer.is_active:
        return
    address = settings.SITE_URL.rstrip("/") + reverse("essays:feedback", args=[essay.pk])
    said = _("your teacher has returned your work in %(class)s. Sign in to read what they say:")
    hello = _("Hello %(name)s,")
    words = {"name": writer.name, "class": work.classroom.name, "address": address}
    body = f"{hello}\n\n{said}\n\n%(address)s\n" % words
    send_mail(_("Returned: %(work)s") % {"work": " ".join(work.short.split())}, body, None, [writer.email])
