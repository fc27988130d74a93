"""The receipt by mail: number, time and fingerprint, and nothing of the text or of any mark."""

from zoneinfo import ZoneInfo

from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from essays import handing_in


def send(pk: int) -> None:
    """Send the receipt of a submission (its pk) to its writer, once; nothing without an address or when taken back."""
    submission = handing_in.claim_receipt(pk)
    if submission is None or not submission.essay.writer.email:
        return
    page = {"submission": submission, "work": submission.assignment, "writer": submission.essay.writer}
    with timezone.override(ZoneInfo(submission.school.zone)):
        text = render_to_string("essays/mail/receipt.txt", page)
    subject = _("Handed in: receipt %(receipt)s") % {"receipt": submission.receipt}
    send_mail(subject, text, None, [submission.essay.writer.email])
