"""What a class has been told about one piece of work, packed: a PDF for each essay that was returned."""

import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from django.db.models import QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext as _

from essays.files.pdf import pdf_file
from essays.models import Assignment, Return, Submission
from essays.queries_files import paper_of_submission


def returned(assignment: Assignment) -> QuerySet[Submission]:
    """What was handed in for this work and returned, of all drafts: what a zip of its feedback holds."""
    shown = Return.objects.visible().values("submission")
    found = Submission.objects.standing().filter(essay__assignment=assignment, pk__in=shown)
    return found.select_related("essay__assignment", "essay__question", "essay__writer").order_by("essay", "round")


def pack(assignment: Assignment, packed: zipfile.ZipFile, count: Callable[[int, int], None]) -> None:
    """Put the PDFs into an open zip, each as its writer sees it now; `count` is told how many are done, of how many."""
    found = list(returned(assignment).values_list("pk", flat=True))
    names: Counter[str] = Counter()
    count(0, len(found))
    for number, pk in enumerate(found, start=1):
        submission = returned(assignment).get(pk=pk)
        packed.writestr(f"{_name(submission, names)}.pdf", _pdf(submission))
        count(number, len(found))


def _pdf(submission: Submission) -> bytes:
    paper = paper_of_submission(submission)
    return pdf_file(replace(paper, facts=f"{submission.essay.called} · {paper.facts}"))


def _name(submission: Submission, taken: Counter[str]) -> str:
    """A name for a file that says whose it is, and is given once. Adds it to those taken."""
    listed = slugify(submission.essay.listed_as, allow_unicode=True)[:60]
    name = f"{listed or _('essay')}-draft-{submission.round}"
    taken[name] += 1
    return name if taken[name] == 1 else f"{name}-{taken[name]}"
