"""What the worker does for essays."""

from classrooms.background import task
from essays import archiving, blinding, handing_in, receipts, telling
from essays.models import Archive, Assignment, Essay


@task()
def time_up(essay: int) -> None:
    """Hand in timed work, by the essay's number, whose time has run out."""
    handing_in.time_up(essay=Essay.objects.select_related("assignment", "writer", "school").get(pk=essay))


@task()
def send_receipt(submission: int) -> None:
    """Send the receipt of a submission, by its number, to its writer."""
    receipts.send(submission)


@task()
def make_archive(archive: int) -> None:
    """Make a zip of essays, by the archive's number, if it is still wanted."""
    wanted = Archive.objects.filter(pk=archive).select_related("owner", "school", "assignment").first()
    if wanted is not None:
        archiving.make(archive=wanted)


@task()
def forget_archives() -> None:
    """Throw away the zips that were kept for a day."""
    archiving.forget_old()


@task()
def tell_of_return(returned: int) -> None:
    """Write to a student that something was returned, if it still is."""
    telling.tell_of_return(returned)


@task()
def show_names(assignment: int) -> None:
    """End blind marking of work, by its number, if all that was handed in is returned by now."""
    blinding.show_names_if_over(assignment=Assignment.objects.select_related("school").get(pk=assignment))
