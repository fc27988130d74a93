"""The class page: students and work."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dashboards import charts, queries_class
from tests import make


def page(client_of, cast, person, **query):
    return client_of(person).get(reverse("dashboards:class", args=[cast.c12.pk]), query).content.decode()


def names(html):
    return re.findall(r'<th scope="row"><bdi>([^<]+)</bdi>', html)


def many(cast, work, count):
    for n in range(count):
        pupil = make.person(f"pupil{n}", school=cast.school, last_name=f"Z{n:02}")
        make.member(pupil, work.classroom)
        make.returned(make.mark(on=make.submission(make.essay(work, writer=pupil)), by=cast.hale), by=cast.hale)


def test_students_stand_by_last_name(cast, work, client_of):
    cast.ann.last_name = "zorn"
    cast.ann.save()
    cast.ben.last_name = "Abel"
    cast.ben.save()
    assert names(page(client_of, cast, cast.hale)) == ["Abel, Ben", "zorn, Ann"]
    assert names(page(client_of, cast, cast.hale, sort="-name")) == ["zorn, Ann", "Abel, Ben"]


def test_who_has_left_is_not_there(cast, work, client_of):
    assert "Lee" not in page(client_of, cast, cast.hale)


def test_a_cell_says_its_state_in_words_and_leads_to_the_essay(cast, work, client_of):
    html = page(client_of, cast, cast.hale)
    assert 'role="img" aria-label="Handed in"' in html
    assert 'role="img" aria-label="Writing"' in html
    assert cast.ann.submission.get_absolute_url() in html


def test_staff_see_the_newest_mark_before_its_return(cast, work, client_of):
    make.mark(on=cast.ann.submission, by=cast.hale, levels={"K": 4, "A": 5})
    html = page(client_of, cast, cast.mori)
    assert 'aria-label="Marked, not returned"' in html
    assert '<span class="num">9</span>' in html


def test_what_a_redraft_gained_stands_beside_the_mark(cast, work, client_of):
    make.returned(make.mark(on=cast.ann.submission, by=cast.hale), by=cast.hale)
    cast.ann.essay.draft.round = 2
    cast.ann.essay.draft.save()
    second = make.submission(cast.ann.essay, round=2)
    make.returned(make.mark(on=second, by=cast.hale, levels={"K": 5, "A": 3}), by=cast.hale)
    html = page(client_of, cast, cast.hale)
    assert '<span class="num">8</span>' in html
    assert "+2" in html


def test_gains_are_drawn_once_a_few_have_redrafted(cast, work, client_of):
    for n in range(3):
        pupil = make.person(f"pupil{n}", school=cast.school)
        make.member(pupil, cast.c12)
        essay = make.essay(work, writer=pupil, round=2)
        for round, levels in ((1, {"K": 3, "A": 3}), (2, {"K": 5, "A": 3})):
            mark = make.mark(on=make.submission(essay, round=round), by=cast.hale, levels=levels)
            make.returned(mark, by=cast.hale)
    html = page(client_of, cast, cast.hale)
    assert "Redrafts gained 2.0" in html


def test_a_column_sorts_by_mark_then_by_state(cast, work, client_of):
    many(cast, work, 1)
    assert names(page(client_of, cast, cast.hale, sort=work.pk)) == ["Z00, Pupil0", "Test, Ann", "Test, Ben"]
    assert names(page(client_of, cast, cast.hale, sort=f"-{work.pk}")) == ["Test, Ben", "Test, Ann", "Z00, Pupil0"]


@pytest.mark.parametrize(
    "query", [{"sort": "password"}, {"sort": "--"}, {"work": "x"}, {"work": "99999", "sort": "99999"}]
)
def test_an_unknown_sort_or_column_shows_the_page_by_name(cast, work, client_of, query):
    assert names(page(client_of, cast, cast.hale, **query)) == ["Test, Ann", "Test, Ben"]


def test_the_side_names_who_has_not_started(cast, work, client_of):
    make.member(make.person("eve", school=cast.school), cast.c12)
    side = page(client_of, cast, cast.hale).split('<aside class="class-side"')[1]
    assert "Test, Eve" in side
    assert "Test, Ben" not in side


def test_the_newest_due_work_stands_beside_unless_another_is_asked_for(cast, work, client_of):
    old = make.assignment(classroom=cast.c12, by=cast.hale, text="The old one?", due=-timedelta(days=2))
    assert "The old one?" in page(client_of, cast, cast.hale).split("<aside")[1]
    assert "The old one?" not in page(client_of, cast, cast.hale, work=work.pk).split("<aside")[1]
    assert old.pk


def test_levels_are_counted_from_the_newest_mark(cast, work):
    make.mark(on=cast.ann.submission, by=cast.hale, levels={"K": 1, "A": 1})
    make.mark(on=cast.ann.submission, by=cast.hale, levels={"K": 4, "A": 2}, kind="corrected", reason="Misread.")
    matrix = queries_class.matrix(cast.c12, [work], sort="name")
    knowledge, analysis = queries_class.Result(work, matrix.rows).criteria
    assert [count for _level, count, _heat in knowledge.levels] == [0, 0, 0, 1, 0]
    assert [count for _level, count, _heat in analysis.levels] == [0, 1, 0, 0, 0]


def test_levels_are_counted_by_the_rubric_that_most_marks_were_given_by(cast, work):
    many(cast, work, 2)
    work.rubric = make.other_rubric(school=cast.school)
    work.save()
    make.mark(on=cast.ann.submission, by=cast.hale, levels={"K": 5}, rubric=work.rubric, out_of=5)
    result = queries_class.Result(work, queries_class.matrix(cast.c12, [work], sort="name").rows)
    assert [(each.name, [count for _level, count, _heat in each.levels]) for each in result.criteria] == [
        ("Knowledge", [0, 0, 2, 0, 0]),
        ("Analysis", [0, 0, 2, 0, 0]),
    ]
    assert result.out_of == 10


def test_a_school_admin_sees_counts_and_nobodys_name_or_mark(cast, work, client_of):
    make.mark(on=cast.ann.submission, by=cast.hale, summary="canary", levels={"K": 4, "A": 5})
    html = page(client_of, cast, cast.adair)
    assert "Counts only" in html
    assert "Ann" not in html
    assert cast.ann.submission.get_absolute_url() not in html


def test_an_admin_cannot_tell_what_is_marked(cast, work, client_of):
    def seen():
        return re.sub(r'content="[^"]+"|value="[A-Za-z0-9]{64}"', "", page(client_of, cast, cast.adair))

    before = seen()
    make.mark(on=cast.ann.submission, by=cast.hale)
    assert seen() == before


@pytest.mark.parametrize(
    ("name", "status"),
    [
        *((name, 200) for name in ("hale", "cole", "mori", "hede", "adair")),
        *((name, 404) for name in ("ann", "lee", "tate", "una", "otto", "odin")),
    ],
)
def test_the_page_is_for_those_who_teach_head_or_administer_the_class(cast, work, client_of, name, status):
    address = reverse("dashboards:class", args=[cast.c12.pk])
    assert client_of(getattr(cast, name)).get(address).status_code == status


def test_only_who_leads_is_offered_to_set_and_change_work(cast, work, client_of):
    for person, offered in ((cast.hale, True), (cast.cole, False), (cast.hede, False)):
        html = page(client_of, cast, person)
        assert (reverse("essays:set-work", args=[cast.c12.pk]) in html) is offered
        assert (reverse("essays:change-work", args=[work.pk]) in html) is offered


def test_an_empty_class_says_what_to_do(cast, client_of):
    empty = make.classroom("12E", school=cast.school)
    make.member(cast.hale, empty, role="teacher", lead=True)
    html = client_of(cast.hale).get(reverse("dashboards:class", args=[empty.pk])).content.decode()
    assert "Nobody is in this class yet." in html


def test_work_set_for_an_empty_class_stands_on_its_page(cast, client_of):
    empty = make.classroom("12E", school=cast.school)
    make.member(cast.hale, empty, role="teacher", lead=True)
    work = make.assignment(classroom=empty, by=cast.hale)
    html = client_of(cast.hale).get(reverse("dashboards:class", args=[empty.pk])).content.decode()
    assert "Nobody is in this class yet." in html
    assert reverse("essays:change-work", args=[work.pk]) in html


def test_a_class_with_no_work_lists_its_students(cast, client_of):
    html = page(client_of, cast, cast.hale)
    assert "Nothing is set yet." in html
    assert "Test, Ann" in html


@pytest.mark.parametrize("students", [3, 30])
def test_the_page_costs_the_same_for_many_students(cast, work, client_of, django_assert_num_queries, students):
    make.mark(on=cast.ann.submission, by=cast.hale)
    client = client_of(cast.hale)
    address = reverse("dashboards:class", args=[cast.c12.pk])
    with CaptureQueriesContext(connection) as before:
        client.get(address)
    many(cast, work, students)
    make.assignment(classroom=cast.c12, by=cast.hale)
    with django_assert_num_queries(len(before)):
        client.get(f"{address}?work={work.pk}")


def test_ranges_of_marks_hold_every_mark():
    for totals in ([7], [0, 25], [12, 13, 14, 24], list(range(26))):
        ranges = charts.bins(totals, 25)
        assert len(ranges) <= 7
        assert all(sum(low <= total <= high for low, high in ranges) == 1 for total in totals)
        assert ranges[-1][1] <= 25
