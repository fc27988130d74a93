"""A key question: what it asks, what to read for it, and the way to an essay on it."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from classrooms.models import Classroom, Membership
from essays.models import Assignment, Essay
from essays.next_steps import next_step, state_word
from essays.queries import standings
from essays.queries_exemplars import exemplars
from essays.views.handing_in import CLOCKS
from lessons import access
from lessons.queries import places_of, sections_for


@require_safe
def question(request, pk):
    row = access.question_to_answer(request.user, pk)
    sections = sections_for(row)
    places = places_of(request.user, sections)
    led = Membership.objects.current().filter(user=request.user, lead=True).values("classroom")
    context = {
        "question": row,
        "sections": [(section, places.get(section.pk)) for section in sections],
        "exemplars": exemplars(row, reader=request.user),
        "works": _set_for(request.user, row),
        "practice": Essay.objects.filter(assignment=None, question=row, writer=request.user).exists(),
        "clocks": CLOCKS,
        "leads": Classroom.objects.filter(pk__in=led).order_by("name"),
        "teaches": request.user.teaches or request.user.is_school_admin,
    }
    return render(request, "essays/question.html", context)


def _set_for(user, question):
    """Work that asks this question of a class one studies in, each with where it stands and what to do."""
    studied = Membership.objects.current().students().filter(user=user).values("classroom")
    works = Assignment.objects.visible_to(user).filter(question=question, classroom__in=studied)
    works = list(works.select_related("classroom").order_by("due"))
    found = standings(works, [user], for_staff=False)
    each = ((work, found[work.pk, user.pk]) for work in works)
    return [(work, standing, state_word(standing), next_step(work, standing)) for work, standing in each]
