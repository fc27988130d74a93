"""What the worker does for essays."""

from classrooms.background import task
from essays import handing_in, receipts
from essays.models import Essay


@task()
def time_up(essay: int) -> None:
    """Hand in timed work, by the essay's number, whose time has run out."""
    handing_in.time_up(essay=Essay.objects.select_related("assignment", "writer", "school").get(pk=essay))


@task()
def send_receipt(submission: int) -> None:
    """Send the receipt of a submission, by its number, to its writer."""
    receipts.send(submission)
