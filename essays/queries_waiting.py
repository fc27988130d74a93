"""Whether the mark of returned work shows: it may wait until its writer opened the comments and wrote down aims."""

from dataclasses import dataclass

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from essays.models import Aim, Return


@dataclass(frozen=True)
class Waiting:
    """What the mark of a return waits for. `over`: nothing any more, it shows."""

    over: bool
    opened: bool
    asked: int
    written: int

    @property
    def left(self) -> int:
        """How many aims are still to be written down."""
        return max(0, self.asked - self.written)


def with_waiting(returns: QuerySet[Return]) -> QuerySet:
    """Returns with `comments_opened`, `aims_written` and, from these and the terms of the work, `mark_shows`.

    A correction shows when the mark before it did: comments are opened once for a submission, and an aim that was
    dropped since was written down.
    """
    opened = Return.objects.filter(submission=OuterRef("submission"), opened_at__isnull=False)
    written = Aim.objects.filter(submission=OuterRef("submission")).order_by().values("submission")
    counted = Subquery(written.annotate(n=Count("pk")).values("n"))
    enough = Q(comments_opened=True, submission__essay__assignment__aims_asked__lte=F("aims_written"))
    at_once = Q(submission__essay__assignment__mark_waits=False)
    return returns.annotate(comments_opened=Exists(opened), aims_written=Coalesce(counted, 0)).annotate(
        mark_shows=ExpressionWrapper(at_once | enough, output_field=BooleanField())
    )


def waiting(returned: Return) -> Waiting:
    """What the mark of this return waits for."""
    asked = "submission__essay__assignment__aims_asked"
    found = with_waiting(Return.objects.filter(pk=returned.pk))
    return Waiting(*found.values_list("mark_shows", "comments_opened", asked, "aims_written").get())
