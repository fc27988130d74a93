"""A course goes into a school and comes out again, byte for byte; what is there twice changes nothing."""

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from classrooms.errors import Conflict
from classrooms.models import AuditEntry
from lessons.errors import ChangedInSchool, PackProblems
from lessons.models import Course, FileVersion, Passage, Person, Section, Term, Unit
from lessons.pack.dump import dump, pack_of
from lessons.pack.load import digest_of, load
from lessons.pack.read import read_files
from lessons.publishing import publish, save_file, withdraw
from tests import make
from tests.lessons import tiny

TERMS, SECTION = "1-zelle/terms.toml", "1-zelle/1-vom-korken.md"


@pytest.fixture
def school(db):
    return make.school()


@pytest.fixture
def admin(school):
    return make.person("adair", school=school, is_school_admin=True)


def pack(**changed):
    return read_files(tiny.files(**changed), "biologie")


@pytest.fixture
def loaded(school):
    return load(pack(), school=school).course


def everything():
    """Every row of every table of courses, as the database has it."""
    return {
        model.__name__: list(model.objects.order_by("pk").values())
        for model in apps.get_app_config("lessons").get_models()
    }


def save(course, path, old, new, by):
    text = dump(course)[path].decode()
    assert old in text
    return save_file(course, path=path, text=text.replace(old, new, 1), by=by, base=digest_of(text))


def test_a_load_makes_the_rows_that_the_files_say(loaded):
    assert (loaded.slug, Course.objects.get().title, Course.objects.get().language) == (
        "biologie",
        "Biologie: die Zelle",
        "de",
    )
    unit = Unit.objects.get()
    assert (unit.number, unit.slug, unit.years, unit.is_published) == (1, "zelle", "Klasse 10", True)
    assert unit.reading == [{"reference": "Ein Lehrbuch.", "note": "Zum Nachlesen."}]
    section = Section.objects.get()
    assert (section.slug, section.minutes, section.version.text) == ("vom-korken", 1, tiny.SECTION)
    assert list(Passage.objects.values_list("key", "position", "text")) == [
        ("p1", 1, "Robert Hooke sah 1665 „Kammern“ im Korken."),
        ("p2", 2, "Schwann fand den Kern in tierischen Zellen."),
        ("p3", 3, "Tiere\nPflanzen"),
    ]
    assert unit.questions.get().strong == ["Nennt die Teile."]
    assert unit.events.get().turn
    assert unit.figures.get().data["rows"] == [["Bakterium", 2], ["Eizelle", 120]]
    assert [claim["high"] for claim in unit.disputes.get().data["claims"]] == [3.5, 4.1]
    rubric = Course.objects.get().rubric
    assert [level["level"] for level in rubric["criteria"][0]["levels"]] == [1, 2]
    assert Course.objects.get().comments[0]["code"] == "W1"


def test_a_second_load_changes_nothing(school, loaded):
    before = everything()
    assert not load(pack(), school=school)
    assert everything() == before


def test_a_dump_is_the_files_byte_for_byte(school):
    files = tiny.files(terms=tiny.TERMS.replace("\n", "\r\n"), people=tiny.PEOPLE + "\n\n# Ende ohne Zeilenende")
    course = load(read_files(files, "biologie"), school=school).course
    assert dump(course) == files


def test_a_load_of_the_dump_changes_nothing(school, loaded):
    before = everything()
    assert not load(pack_of(loaded), school=school)
    assert everything() == before


def test_a_course_with_problems_leaves_nothing_behind(school):
    with pytest.raises(PackProblems) as raised:
        load(pack(terms=None), school=school)
    assert "No term “zellkern”." in [problem.what for problem in raised.value.problems]
    assert not Course.objects.exists()


def test_a_changed_file_gets_a_version_and_changes_its_own_rows_only(school, loaded):
    before = everything()
    report = load(pack(terms=tiny.TERMS.replace("Kleinste lebende", "Kleinste")), school=school)
    assert (report.new, report.changed, report.gone) == ([], [TERMS], [])
    assert (report.rows.made, report.rows.changed, report.rows.retired) == (0, 1, 0)
    assert Term.objects.get(key="zelle").meaning == "Kleinste Einheit."
    assert [version.number for version in FileVersion.objects.filter(file__path=TERMS)] == [1, 2]
    after, own = everything(), ("Term", "FileVersion", "Course", "SearchEntry")
    assert [name for name in before if name not in own and before[name] != after[name]] == []


def test_what_leaves_the_course_is_retired_and_comes_back_as_the_same_row(school, loaded):
    one = Term.objects.get(key="zelle")
    without = tiny.TERMS[: tiny.TERMS.index("\n[[term]]")]
    assert load(pack(terms=without), school=school).rows.retired == 1
    one.refresh_from_db()
    assert one.retired_at is not None
    load(pack(), school=school)
    one.refresh_from_db()
    assert one.retired_at is None


def test_a_section_that_leaves_takes_its_passages_with_it(school, loaded):
    report = load(pack(section=None, questions=None, timeline=None, checks=None, further=None), school=school)
    assert SECTION in report.gone
    assert not Section.objects.filter(retired_at=None).exists()
    assert not Passage.objects.filter(retired_at=None).exists()
    assert SECTION not in dump(loaded)


def test_a_renumbered_unit_is_the_same_unit_and_stays_hidden(school, loaded, admin):
    withdraw(Unit.objects.get(), by=admin)
    renamed = {path.replace("1-zelle/", "2-zelle/"): data for path, data in tiny.files().items()}
    load(read_files(renamed, "biologie"), school=school)
    unit = Unit.objects.get()
    assert (unit.number, unit.retired_at, unit.is_published) == (2, None, False)
    assert set(dump(loaded)) == set(renamed)


def test_persons_and_terms_of_another_unit_are_listed_there(school):
    second = {
        "2-organ/unit.md": tiny.UNIT.encode(),
        "2-organ/people.toml": b'[[also]]\nid = "schwann"\nrole = "Lehrer"\n',
        "2-organ/terms.toml": b'[[also]]\nid = "zelle"\n',
    }
    load(read_files(tiny.files() | second, "biologie"), school=school)
    assert Person.objects.get(key="schwann").also == {"2": "Lehrer"}
    assert Term.objects.get(key="zelle").also == [2]


def test_a_load_refuses_what_the_school_has_changed_and_names_it(school, loaded, admin):
    save(loaded, TERMS, "Kleinste", "Die kleinste", admin)
    with pytest.raises(ChangedInSchool) as raised:
        load(pack(), school=school)
    assert raised.value.paths == [TERMS]
    assert Term.objects.get(key="zelle").meaning.startswith("Die kleinste")
    assert load(pack(), school=school, replace=True).changed == [TERMS]
    assert Term.objects.get(key="zelle").meaning.startswith("Kleinste")
    assert not load(pack(), school=school)


def test_a_school_s_own_change_that_the_folder_has_too_is_no_conflict(school, loaded, admin):
    save(loaded, TERMS, "Kleinste", "Die kleinste", admin)
    assert not load(pack_of(loaded), school=school)


def test_two_schools_keep_a_course_each(school, loaded):
    other = load(pack(), school=make.school(name="Other", slug="other")).course
    assert other != loaded
    assert dump(other) == dump(loaded)


# --- the studio's verbs ---------------------------------------------------------------------------------------------


def test_a_saved_file_is_a_new_version_and_its_rows_follow(loaded, admin):
    version = save(loaded, SECTION, "1665", "im Jahr 1665", admin)
    assert (version.number, version.source, version.made_by) == (2, "studio", admin)
    assert Section.objects.get().version == version
    assert Passage.objects.get(key="p1").text == "Robert Hooke sah im Jahr 1665 „Kammern“ im Korken."
    assert AuditEntry.objects.filter(verb="edited a course file", actor=admin).count() == 1


def test_saving_the_same_text_keeps_nothing(loaded, admin):
    before = everything()
    save(loaded, SECTION, "1665", "1665", admin)
    assert everything() == before


def test_a_new_paragraph_is_given_an_id_that_was_never_used(loaded, admin):
    save(loaded, SECTION, "\n- Tiere\n- Pflanzen {#p3}\n", "", admin)
    save(loaded, SECTION, ":::dispute alter", "Ein neuer Absatz.\n\n:::dispute alter", admin)
    assert "Ein neuer Absatz. {#p4}\n" in dump(loaded)[SECTION].decode()
    assert list(Passage.objects.filter(retired_at=None).values_list("key", flat=True)) == ["p1", "p2", "p4"]


def test_a_save_on_an_old_version_is_refused(loaded, admin):
    old = digest_of(tiny.SECTION)
    save(loaded, SECTION, "1665", "1666", admin)
    with pytest.raises(Conflict):
        save_file(loaded, path=SECTION, text="anything", by=admin, base=old)
    assert FileVersion.objects.filter(file__path=SECTION).count() == 2


def test_a_save_that_would_break_the_course_keeps_nothing_and_says_where(loaded, admin):
    before = everything()
    with pytest.raises(PackProblems) as raised:
        save(loaded, TERMS, 'id = "zellkern"', 'id = "kern"', admin)
    assert [str(problem) for problem in raised.value.problems] == [
        f"{SECTION}:10: No term “zellkern”. Did you mean “zelle”?",
        "1-zelle/unit.md:6: No term “zellkern”. Did you mean “zelle”?",
    ]
    assert everything() == before


@pytest.mark.parametrize("path", ["../x.toml", "notes.txt", "1-zelle/x/y.md"])
def test_a_file_cannot_be_saved_out_of_place(loaded, admin, path):
    with pytest.raises(PackProblems):
        save_file(loaded, path=path, text="x", by=admin, base="")


def test_text_that_is_not_unicode_is_a_problem(loaded, admin):
    with pytest.raises(PackProblems):
        save_file(loaded, path=TERMS, text="# \ud800", by=admin, base=digest_of(tiny.TERMS))


def test_a_new_unit_of_the_studio_is_hidden_until_it_is_published(loaded, admin):
    save_file(loaded, path="2-organ/unit.md", text=tiny.UNIT, by=admin, base="")
    unit = Unit.objects.get(slug="organ")
    assert not unit.is_published
    publish(unit, by=admin)
    publish(unit, by=admin)
    assert Unit.objects.published().filter(pk=unit.pk).exists()
    assert AuditEntry.objects.filter(verb="published a unit").count() == 1
    withdraw(unit, by=admin)
    assert not Unit.objects.published().filter(pk=unit.pk).exists()


# --- manage.py course -----------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path):
    return tiny.write(tmp_path / "biologie")


def read_bytes(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_command_checks_loads_and_dumps(school, folder, tmp_path, capsys):
    call_command("course", "check", folder)
    assert "1 unit, 1 section, 1 question. No problems." in capsys.readouterr().out
    call_command("course", "load", folder, school="hill")
    assert f"Biologie: die Zelle: {len(tiny.files())} files new" in capsys.readouterr().out
    call_command("course", "load", folder, school="hill")
    assert capsys.readouterr().out == "Nothing has changed.\n"
    call_command("course", "dump", "biologie", tmp_path / "out", school="hill")
    assert read_bytes(tmp_path / "out") == tiny.files()
    with pytest.raises(CommandError, match="is not empty"):
        call_command("course", "dump", "biologie", tmp_path / "out", school="hill")


def test_the_command_prints_every_problem_and_fails(school, folder, capsys):
    (folder / TERMS).write_text("[[term")
    (folder / "notes.txt").write_text("")
    for act in (["check", folder], ["load", folder, "--school", "hill"]):
        with pytest.raises(CommandError, match="2 problems in") as raised:
            call_command("course", *act)
        assert raised.value.returncode == 1
        told = capsys.readouterr().err
        assert f"{folder / TERMS}:1: This is not TOML" in told
        assert f"{folder / 'notes.txt'}:1: This file is not expected here." in told
    assert not Course.objects.exists()


def test_the_command_writes_missing_ids(folder, capsys):
    bare = tiny.SECTION.replace(" {#p1}", "")
    (folder / SECTION).write_text(bare)
    call_command("course", "check", folder, "--write-ids")
    assert "Korken. {#p4}" in (folder / SECTION).read_text()
    assert "ids written" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("act", "told"),
    [
        (["load", "{folder}", "--school", "nowhere"], "There is no school “nowhere”. Schools: hill."),
        (
            ["dump", "physik", "{folder}/out", "--school", "hill"],
            "There is no course “physik” in this school. It has: none.",
        ),
    ],
)
def test_the_command_names_what_it_does_not_find(school, folder, act, told):
    with pytest.raises(CommandError, match=told):
        call_command("course", *(word.format(folder=folder) for word in act))


def test_the_command_says_which_files_the_school_has_changed(school, folder, admin):
    call_command("course", "load", folder, school="hill")
    save(Course.objects.get(), TERMS, "Kleinste", "Die kleinste", admin)
    with pytest.raises(CommandError, match=f"Changed in the school since the last load: {TERMS}.*--replace"):
        call_command("course", "load", folder, school="hill")
    call_command("course", "load", folder, "--replace", school="hill")
    assert Term.objects.get(key="zelle").meaning.startswith("Kleinste")
