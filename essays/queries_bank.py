"""What the page of the comment bank lists."""

from dataclasses import dataclass

from django.db.models import Q

from classrooms.models import User
from essays.models import BankComment


@dataclass(frozen=True)
class Shelf:
    """The comments of one's own bank, of the school's, and those that are retired, as far as they were asked for."""

    own: list[BankComment]
    school: list[BankComment]
    retired: list[BankComment]


def shelf(user: User, *, q: str = "", whose: str = "", kind: str = "", criterion: str = "") -> Shelf:
    """Return what this marker may use and fits what is asked, by name; `q` is looked for in name, words and code."""
    found = BankComment.objects.of(user)
    for word in q.split():
        found = found.filter(Q(label__icontains=word) | Q(text__icontains=word) | Q(code__istartswith=word))
    if whose:
        found = found.filter(owner__isnull=whose == "school")
    if kind:
        found = found.filter(kind=kind)
    if criterion:
        found = found.filter(criterion=criterion)
    rows = list(found)
    standing = [each for each in rows if not each.retired_at]
    return Shelf(
        own=[each for each in standing if each.owner_id],
        school=[each for each in standing if not each.owner_id],
        retired=[each for each in rows if each.retired_at],
    )


def words_of_bank(user: User, owner: User | None) -> list[dict[str, str]]:
    """The words of all standing comments of a bank, by code."""
    names = ("code", "label", "text", "criterion", "kind")
    rows = BankComment.objects.standing().filter(school=user.school_id, owner=owner)
    return list(rows.order_by("code").values(*names))
