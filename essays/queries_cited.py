"""What stands behind a citation of a submission: its passage then and now."""

from lessons.carrying import Standing, standings
from lessons.models import Clipping


def standing_of(copy: dict) -> Standing | None:
    """Where the words of a submission's copy of a citation stand; None when their clipping was erased.

    The words are those that were handed in, whatever became of the clipping since.
    """
    clipping = Clipping.objects.filter(pk=copy["clipping"]).select_related("passage__section__unit__course").first()
    if clipping is None:
        return None
    clipping.quote, clipping.start, clipping.end = copy["quote"], copy["start"], copy["end"]
    clipping.version_id = copy["version"]
    return standings([clipping])[0]
