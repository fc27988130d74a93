"""The school's rubrics: made, edited into new versions, taken in and out, and chosen for work."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from essays import marking, rubrics
from essays.models import Rubric
from essays.pack_texts import rubric_text
from essays.queries_rubrics import versions
from tests import make

pytestmark = pytest.mark.django_db


def rows(prefix, *said):
    """A formset's fields with these rows."""
    fields = {f"{prefix}-{n}-{name}": value for n, row in enumerate(said) for name, value in row.items()}
    return {**fields, f"{prefix}-TOTAL_FORMS": len(said), f"{prefix}-INITIAL_FORMS": 0}


def criterion(code="K", short="Knowledge", weight=1, descriptors="Few.\nSome.", **more):
    return {"code": code, "short": short, "weight": weight, "descriptors": descriptors, **more}


def band(low, high, grade):
    return {"low": low, "high": high, "grade": grade}


def said(*, criteria=None, bands=(), **more):
    criteria = [criterion()] if criteria is None else criteria
    return {
        "title": "Short essays",
        "level_names": "Begun\n\nDone",
        **rows("criteria", *criteria),
        **rows("bands", *bands),
        **more,
    }


@pytest.fixture
def send(cast, client_of):
    def send(data, name="new-rubric", *args):
        return client_of(cast.hale).post(reverse(f"essays:{name}", args=args), data)

    return send


def faults(answer):
    """Where a refused form says what is wrong: "criteria-0-code" and such."""
    assert answer.status_code == 422
    editor = answer.context["editor"]
    forms = [editor.form, *editor.criteria.forms, *editor.bands.forms]
    found = {form.add_prefix(name) for form in forms for name in form.errors}
    return found | ({"criteria"} if editor.criteria.non_form_errors() else set())


def test_a_rubric_is_made_with_weights_halves_and_grades(send):
    criteria = [criterion(), criterion("A", "Analysis", weight=2, descriptors="Tells.\nExplains."), {"weight": 1}]
    answer = send(said(criteria=criteria, bands=[band(0, 3, "B"), band(4, 6, "A")], halves="on"))
    assert answer.status_code == 302
    rubric = Rubric.objects.get()
    assert (rubric.title, rubric.data["level_names"], rubric.data["halves"]) == (
        "Short essays",
        ["Begun", "Done"],
        True,
    )
    assert rubrics.out_of(rubric) == 6
    assert rubrics.grade(rubric, rubrics.total(rubric, {"K": 1.5, "A": 1})) == "B"
    assert rubric.data["criteria"][0]["levels"][1] == {"level": 2, "descriptor": "Some."}


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"title": " "}, "title"),
        ({"level_names": "One"}, "level_names"),
        ({"level_names": "\n".join("abcdefghij")}, "level_names"),
        ({"criteria": []}, "criteria"),
        ({"criteria": [criterion(f"C{n}", f"Criterion {n}") for n in range(50)]}, "criteria"),
        ({"criteria": [criterion(), criterion("k", "Other")]}, "criteria-1-code"),
        ({"criteria": [criterion(), criterion("A", "knowledge")]}, "criteria-1-short"),
        ({"criteria": [criterion(weight=0)]}, "criteria-0-weight"),
        ({"criteria": [criterion(weight=11)]}, "criteria-0-weight"),
        ({"criteria": [criterion(descriptors="One line.")]}, "criteria-0-descriptors"),
        ({"criteria": [criterion(code="")]}, "criteria-0-code"),
        ({"bands": [band(1, 2, "A")]}, "bands-0-low"),
        ({"bands": [band(0, 0, "B"), band(2, 2, "A")]}, "bands-1-low"),
        ({"bands": [band(0, 1, "B"), band(1, 2, "A")]}, "bands-1-low"),
        ({"bands": [band(0, 1, "A")]}, "bands-0-high"),
        ({"bands": [band(2, 1, "A")]}, "bands-0-high"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(send, wrong, where):
    assert faults(send(said(**wrong))) == {where}
    assert not Rubric.objects.exists()


def test_editing_makes_another_version_and_leaves_what_was_marked(cast, work, send, client_of):
    mark = make.mark(on=cast.ann.submission, by=cast.hale)
    address = reverse("essays:rubric", args=[work.rubric_id])
    editor = client_of(cast.hale).get(address).context["editor"]
    shown = editor.criteria.forms[0].initial
    assert shown["descriptors"].splitlines()[3] == "Knowledge at level 4."
    changed = said(title="Test rubric")
    assert client_of(cast.hale).post(address, changed).status_code == 302
    mark.refresh_from_db()
    assert mark.rubric_id == work.rubric_id
    assert [each["code"] for each in mark.rubric.data["criteria"]] == ["K", "A"]
    page = client_of(cast.hale).get(reverse("essays:rubrics")).content.decode()
    assert "2 versions" in page
    assert "1 mark" in page


def test_words_that_were_kept_before_become_the_newest_version_again(cast, send):
    send(said())
    send(said(level_names="Bad\nGood"))
    send(said())
    newest = Rubric.objects.order_by("-made_at").first()
    assert Rubric.objects.count() == 2
    assert newest.data["level_names"] == ["Begun", "Done"]


def test_the_list_costs_the_same_for_thirty_as_for_three(cast, django_assert_num_queries):
    for n in range(30):
        rubrics.rubric_of({**make.RUBRIC, "title": f"Rubric {n}"}, school=cast.school)
    with django_assert_num_queries(3):
        assert len(versions(cast.hale)) == 30


class TestFiles:
    @pytest.fixture
    def rubric(self, cast):
        criteria = [make.RUBRIC["criteria"][0], {**make.RUBRIC["criteria"][1], "weight": 2}]
        bands = [{"low": 0, "high": 15, "grade": "A", "word": "All of “it”"}]
        data = {**make.RUBRIC, "title": "Out\\in", "criteria": criteria, "bands": bands, "halves": True}
        return rubrics.rubric_of(data, school=cast.school)

    def test_what_is_exported_comes_in_again_as_it_was(self, cast, rubric, client_of):
        file = client_of(cast.cole).get(reverse("essays:rubric-export", args=[rubric.pk]))
        assert file["Content-Disposition"] == 'attachment; filename="rubric.toml"'
        for person in (cast.hale, cast.otto):
            sent = {"file": SimpleUploadedFile("rubric.toml", file.content)}
            assert client_of(person).post(reverse("essays:rubric-import"), sent).status_code == 302
        assert Rubric.objects.filter(school=cast.school).count() == 1
        there = Rubric.objects.get(school=cast.other)
        assert (there.title, there.data, there.fingerprint) == (rubric.title, rubric.data, rubric.fingerprint)

    @pytest.mark.parametrize(
        ("change", "says"),
        [
            (("low = 0", "low = 1"), "No band covers"),
            (("weight = 2", "weight = 0"), "“weight” is a whole number"),
            (("weight = 2", 'weight = "2"'), "must be a whole number"),
            (('code = "A"', 'code = "K"'), "is used twice"),
            (("[[criterion]]", "[[criteria]]"), "Unknown key “criteria”"),
            (("title", "= title"), "This is not TOML"),
        ],
    )
    def test_a_wrong_file_is_refused_with_its_line(self, cast, rubric, client_of, change, says):
        text = rubric_text(rubric.title, rubric.data).replace(*change)
        sent = {"file": SimpleUploadedFile("rubric.toml", text.encode())}
        answer = client_of(cast.hale).post(reverse("essays:rubric-import"), sent)
        assert answer.status_code == 422
        assert says in " ".join(answer.context["form"].errors["file"])
        assert Rubric.objects.count() == 1


class TestChoosing:
    @pytest.fixture
    def other(self, cast):
        data = {**make.RUBRIC, "title": "Another", "criteria": make.RUBRIC["criteria"][:1], "bands": []}
        return rubrics.rubric_of(data, school=cast.school)

    def change(self, client, work, rubric):
        address = reverse("essays:change-work", args=[work.pk])
        shown = client.get(address).context["form"]
        data = {name: shown[name].value() for name in shown.fields}
        sent = {name: value for name, value in data.items() if value not in (None, False)}
        return client.post(address, {**sent, "due": f"{work.due:%Y-%m-%dT%H:%M}", "rubric": f"rubric-{rubric.pk}"})

    def test_work_is_offered_the_schools_newest_versions_and_no_other_schools(self, cast, course, other, client_of):
        rubrics.rubric_of({**make.RUBRIC, "title": "Foreign"}, school=cast.other)
        newer, _made = rubrics.keep_rubric({**other.data, "title": "Another", "halves": True}, by=cast.hale)
        form = client_of(cast.hale).get(reverse("essays:set-work", args=[cast.c12.pk])).context["form"]
        offered = dict(form.fields["rubric"].choices)
        assert offered[f"rubric-{newer.pk}"].startswith("Another · ")
        assert f"rubric-{other.pk}" not in offered
        assert not any("Foreign" in label for label in offered.values())

    def test_another_rubric_is_for_what_is_not_marked_yet_and_the_queue_says_who_has_which(
        self, cast, work, other, client_of, page_of
    ):
        make.submission(cast.ben.essay)
        make.mark(on=cast.ann.submission, by=cast.hale)
        first = work.rubric_id
        answer = self.change(client_of(cast.hale), work, other)
        assert answer.status_code == 302
        work.refresh_from_db()
        assert work.rubric == other
        ben = cast.ben.essay.submissions.get()
        kept = marking.record(submission=ben, version=0, by=cast.hale, levels={"K": 4}, summary="", next_step="Go on.")
        assert marking.mark(submission=ben, version=kept.version, by=cast.hale).rubric == other
        assert cast.ann.submission.marks.get().rubric_id == first
        assert page_of(cast.hale, "essays:queue", work.pk).count("another rubric") == 1
        desk = page_of(cast.hale, "essays:marking-desk", cast.ann.submission.pk)
        assert "Marked with another version of the rubric" in desk

    def test_levels_set_before_the_change_stay_as_far_as_they_fit(self, cast, work, other):
        said = {"summary": "", "next_step": "Go on."}
        marking.record(submission=cast.ann.submission, version=0, by=cast.hale, levels={"K": 4, "A": 5}, **said)
        work.rubric = other
        work.save(update_fields=["rubric"])
        given = marking.mark(submission=type(cast.ann.submission).objects.get(), version=1, by=cast.hale)
        assert (given.levels, given.total, given.out_of) == ({"K": 4}, 4, 5)
