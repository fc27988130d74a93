"""Drafts: kept beside what readers have, published when they check clean, at once or at a moment; nobody overwrites."""

import signal
import threading
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from hypothesis import given, settings
from hypothesis import strategies as st

from classrooms.errors import Conflict
from classrooms.models import AuditEntry
from lessons import drafting, publishing, tasks
from lessons.errors import NewerText, PackProblems
from lessons.models import CourseFile, FileDraft, FileVersion, Passage
from lessons.pack.load import digest_of, load
from lessons.pack.read import read_files
from tests.lessons import tiny

PATH = "1-zelle/1-vom-korken.md"
NEW = tiny.SECTION + "\nEin neuer Absatz.\n"
BROKEN = tiny.SECTION + "\nEin [[unbekannter-begriff]].\n"


@pytest.fixture
def course(cast):
    """The tiny course in the cast's school."""
    return load(read_files(tiny.files(), name="biologie"), school=cast.school).course


@pytest.fixture
def editor(course, cast):
    """Return a function that opens a file as an editor does: their `save` names what they last knew to be newest."""

    class Editor:
        def __init__(self, by, path=PATH):
            self.by, self.path, self.revision = by, path, revision(course, path)

        def save(self, text):
            draft = drafting.save_draft(course, path=self.path, text=text, revision=self.revision, by=self.by)
            self.revision = revision(course, self.path)
            return draft

    return Editor


def file_of(course, path=PATH) -> CourseFile:
    return CourseFile.objects.get(course=course, path=path)


def revision(course, path=PATH) -> str:
    file = CourseFile.objects.filter(course=course, path=path).first()
    return drafting.revision_of(drafting.draft_of(file), drafting.live_of(file)) if file else ""


def live(course, path=PATH) -> FileVersion | None:
    return drafting.live_of(file_of(course, path))


def publish(draft, by, **more) -> FileVersion:
    return drafting.publish(draft, revision=draft.revision, by=by, **more)


class TestSaving:
    def test_a_draft_changes_nothing_that_readers_have(self, course, editor, cast):
        draft = editor(cast.adair).save(NEW)
        assert (draft.text, draft.base, draft.changed_by) == (NEW, live(course), cast.adair)
        assert live(course).text == tiny.SECTION
        assert not Passage.objects.filter(text="Ein neuer Absatz.").exists()

    def test_a_draft_may_be_wrong(self, editor, cast):
        assert editor(cast.adair).save(BROKEN).text == BROKEN

    def test_a_draft_that_says_what_is_live_goes(self, editor, cast):
        adair = editor(cast.adair)
        adair.save(NEW)
        assert adair.save(tiny.SECTION) is None
        assert not FileDraft.objects.exists()

    def test_a_scheduled_one_stays_though_it_says_what_is_live(self, editor, cast):
        adair = editor(cast.adair)
        drafting.schedule(adair.save(NEW), at=timezone.now() + timedelta(days=1), by=cast.adair)
        assert adair.save(tiny.SECTION).text == tiny.SECTION

    def test_the_same_save_once_more_changes_nothing(self, course, editor, cast):
        """As when the first answer was lost on its way."""
        before = revision(course)
        draft = editor(cast.adair).save(NEW)
        again = drafting.save_draft(course, path=PATH, text=NEW, revision=before, by=cast.adair)
        assert (again.pk, again.revision) == (draft.pk, draft.revision)

    def test_a_second_editor_is_told_what_is_newer(self, course, editor, cast):
        adair, una = editor(cast.adair), editor(cast.una)
        draft = adair.save(NEW)
        with pytest.raises(NewerText) as clash:
            una.save(BROKEN)
        assert (clash.value.code, clash.value.newest, clash.value.by) == ("draft", draft, cast.adair)
        assert drafting.draft_of(file_of(course)).text == NEW

    def test_an_editor_of_what_was_live_before_is_told_too(self, course, editor, cast):
        adair, una = editor(cast.adair), editor(cast.una)
        version = publish(adair.save(NEW), cast.adair)
        with pytest.raises(NewerText) as clash:
            una.save(BROKEN)
        assert clash.value.newest == version

    def test_a_revision_never_comes_back(self, editor, cast):
        """A draft discarded and begun anew counts from one again; who knew the old one is told."""
        adair, una = editor(cast.adair), editor(cast.una)
        draft = adair.save(NEW)
        una.revision = adair.revision
        drafting.discard(draft, revision=draft.revision, by=cast.adair)
        adair.revision = revision(draft.file.course)
        assert adair.save("Anderes.\n").revision == draft.revision
        with pytest.raises(NewerText):
            una.save(BROKEN)

    def test_a_path_without_a_file_makes_one_that_readers_do_not_see(self, course, editor, cast):
        path = "1-zelle/2-neu.md"
        draft = editor(cast.adair, path).save(tiny.SECTION)
        assert draft.base is None
        assert live(course, path) is None
        assert not course.units.get().sections.filter(slug="neu").exists()

    def test_a_refused_save_makes_no_file(self, course, cast):
        with pytest.raises(NewerText):
            drafting.save_draft(course, path="1-zelle/2-neu.md", text=NEW, revision="version-1", by=cast.adair)
        assert not course.files.filter(path="1-zelle/2-neu.md").exists()

    @settings(max_examples=40)
    @given(st.lists(st.tuples(st.sampled_from(["adair", "una"]), st.sampled_from("abc")), max_size=12))
    def test_no_text_goes_unless_its_successor_knew_it(self, course, cast, steps):
        """Whatever two editors do by turns, a text is only replaced by one who was told of it."""
        FileDraft.objects.all().delete()
        known = dict.fromkeys(("adair", "una"), (revision(course), tiny.SECTION))
        newest = tiny.SECTION
        for who, letter in steps:
            name, text = known[who]
            by, wanted = getattr(cast, who), f"{letter}\n"
            try:
                drafting.save_draft(course, path=PATH, text=wanted, revision=name, by=by)
            except NewerText as clash:
                known[who] = (revision(course), clash.newest.text)
            else:
                assert newest in (text, wanted)
                newest = wanted
                known[who] = (revision(course), wanted)
            draft = drafting.draft_of(file_of(course))
            assert (draft.text if draft else live(course).text) == newest


class TestPublishing:
    def test_a_published_draft_is_a_version_with_its_note(self, course, editor, cast):
        version = publish(editor(cast.adair).save(NEW), cast.adair, note="Ein Absatz mehr")
        assert (version, version.note, version.made_by) == (live(course), "Ein Absatz mehr", cast.adair)
        assert version.text == NEW.replace("Absatz.", "Absatz. {#p4}")
        assert Passage.objects.get(key="p4").text == "Ein neuer Absatz."
        assert not FileDraft.objects.exists()

    def test_what_stands_in_the_way_keeps_the_draft(self, course, editor, cast):
        draft = editor(cast.adair).save(BROKEN)
        with pytest.raises(PackProblems, match="1 problem"):
            publish(draft, cast.adair)
        assert drafting.draft_of(file_of(course)) == draft
        assert live(course).number == 1

    def test_only_the_draft_that_was_seen_is_published(self, editor, cast):
        adair = editor(cast.adair)
        seen = adair.save(NEW)
        adair.save(NEW + "\nNoch einer.\n")
        with pytest.raises(NewerText):
            publish(seen, cast.adair)

    def test_a_version_that_came_between_is_compared_first(self, course, editor, cast):
        draft = editor(cast.adair).save(NEW)
        publishing.save_file(
            course, path=PATH, text=tiny.SECTION + "\nVon Una.\n", by=cast.una, base=digest_of(tiny.SECTION)
        )
        with pytest.raises(Conflict) as clash:
            publish(draft, cast.adair)
        assert clash.value.code == "base"
        with pytest.raises(NewerText):
            drafting.rebase(draft, revision=draft.revision, onto=1)
        draft = drafting.rebase(draft, revision=draft.revision, onto=2)
        assert publish(draft, cast.adair).number == 3

    def test_a_new_file_is_published_like_any_other(self, course, editor, cast):
        path = "1-zelle/2-neu.md"
        publish(editor(cast.adair, path).save(tiny.SECTION), cast.adair)
        assert course.units.get().sections.filter(slug="neu", retired_at=None).exists()

    def test_a_file_taken_out_meanwhile_stays_out(self, course, editor, cast):
        draft = editor(cast.adair).save(NEW)
        CourseFile.objects.filter(pk=draft.file_id).update(gone_at=timezone.now())
        with pytest.raises(Conflict):
            publish(draft, cast.adair)
        assert live(course) is None

    def test_rolling_back_makes_the_old_text_the_newest_version(self, course, editor, cast):
        second = publish(editor(cast.adair).save(NEW), cast.adair)
        first = file_of(course).versions.get(number=1)
        third = publishing.roll_back(first, base=second.digest, by=cast.una)
        assert (third.number, third.text, third.note) == (3, first.text, "Back to version 1")

    def test_rolling_back_what_does_not_fit_any_more_is_refused(self, course, editor, cast):
        terms = "1-zelle/terms.toml"
        publish(editor(cast.adair).save(tiny.SECTION.replace("[[zellkern|Kern]]", "Kern")), cast.adair)
        unit = tiny.UNIT.replace("[[zellkern]]", "Zellkern")
        publish(editor(cast.adair, "1-zelle/unit.md").save(unit), cast.adair)
        publish(editor(cast.adair, terms).save(tiny.TERMS.split("\n\n")[1]), cast.adair)
        first = file_of(course).versions.get(number=1)
        with pytest.raises(PackProblems):
            publishing.roll_back(first, base=live(course).digest, by=cast.adair)
        assert live(course).number == 2


class TestDiscarding:
    def test_the_live_version_stays(self, course, editor, cast):
        draft = editor(cast.adair).save(NEW)
        drafting.discard(draft, revision=draft.revision, by=cast.adair)
        assert (drafting.draft_of(file_of(course)), live(course).text) == (None, tiny.SECTION)
        assert AuditEntry.objects.filter(verb="discarded a draft", actor=cast.adair).exists()

    def test_a_file_that_was_never_published_goes_with_it(self, course, editor, cast):
        draft = editor(cast.adair, "1-zelle/2-neu.md").save(NEW)
        drafting.discard(draft, revision=draft.revision, by=cast.adair)
        assert not course.files.filter(path="1-zelle/2-neu.md").exists()

    def test_words_that_came_since_are_not_thrown_away(self, course, editor, cast):
        adair = editor(cast.adair)
        seen = adair.save(NEW)
        adair.save(BROKEN)
        with pytest.raises(NewerText):
            drafting.discard(seen, revision=seen.revision, by=cast.una)
        assert drafting.draft_of(file_of(course)).text == BROKEN


class TestScheduling:
    @pytest.fixture
    def scheduled(self, editor, cast):
        """Adair's draft, due tomorrow."""
        draft = editor(cast.adair).save(NEW)
        drafting.schedule(draft, at=timezone.now() + timedelta(days=1), by=cast.adair)
        return draft

    @pytest.fixture
    def kept_signals(self):
        """The worker takes Ctrl-C for itself."""
        before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT)}
        yield
        for number, handler in before.items():
            signal.signal(number, handler)

    def due(self, draft):
        FileDraft.objects.filter(pk=draft.pk).update(publish_at=timezone.now() - timedelta(seconds=1))

    def test_a_task_waits_for_the_moment(self, scheduled):
        task = DBTaskResult.objects.get()
        assert (task.task_path, task.args_kwargs["args"]) == ("lessons.tasks.publish_scheduled", [scheduled.pk])
        assert task.run_after == scheduled.publish_at

    def test_nothing_goes_out_before(self, course, scheduled):
        tasks.publish_scheduled.call(scheduled.pk)
        assert live(course).number == 1

    def test_it_goes_out_as_it_then_stands_for_whoever_scheduled_it(self, course, editor, scheduled, cast):
        editor(cast.una).save(NEW + "\nVon Una.\n")
        self.due(scheduled)
        tasks.publish_scheduled.call(scheduled.pk)
        assert "Von Una." in live(course).text
        assert live(course).made_by == cast.adair
        assert not FileDraft.objects.exists()

    def test_a_second_worker_does_nothing_more(self, course, scheduled):
        self.due(scheduled)
        tasks.publish_scheduled.call(scheduled.pk)
        tasks.publish_scheduled.call(scheduled.pk)
        assert live(course).number == 2

    def test_what_was_taken_off_the_schedule_stays(self, course, scheduled, cast):
        drafting.unschedule(scheduled, by=cast.una)
        tasks.publish_scheduled.call(scheduled.pk)
        assert live(course).number == 1
        assert drafting.draft_of(file_of(course)).publish_at is None

    def test_a_wrong_text_is_held_and_says_why(self, course, editor, scheduled, cast):
        editor(cast.una).save(BROKEN)
        self.due(scheduled)
        tasks.publish_scheduled.call(scheduled.pk)
        draft = drafting.draft_of(file_of(course))
        assert (live(course).number, draft.publish_at, draft.text) == (1, None, BROKEN)
        assert "unbekannter-begriff" in draft.held
        assert AuditEntry.objects.filter(verb="held a scheduled draft back").exists()

    def test_a_text_overtaken_by_a_version_is_held(self, course, scheduled, cast):
        other = tiny.SECTION + "\nVon Una.\n"
        publishing.save_file(course, path=PATH, text=other, by=cast.una, base=digest_of(tiny.SECTION))
        self.due(scheduled)
        tasks.publish_scheduled.call(scheduled.pk)
        assert "newer version" in drafting.draft_of(file_of(course)).held

    def test_a_draft_that_is_gone_is_no_task(self, db):
        tasks.publish_scheduled.call(987_654)

    @pytest.mark.django_db(transaction=True)
    def test_the_worker_does_what_is_due(self, course, editor, cast, kept_signals):
        draft = editor(cast.adair).save(NEW)
        drafting.schedule(draft, at=timezone.now(), by=cast.adair)
        call_command("db_worker", "--batch", "--no-startup-delay", verbosity=0)
        assert live(course).number == 2
        assert DBTaskResult.objects.get().status == "SUCCESSFUL"

    def test_a_unit_is_read_from_its_moment_on(self, course, cast):
        unit = course.units.get()
        publishing.withdraw(unit, by=cast.adair)
        publishing.schedule(unit, at=timezone.now() + timedelta(hours=1), by=cast.adair)
        assert not unit.is_published
        publishing.schedule(unit, at=timezone.now(), by=cast.adair)
        assert unit.is_published
        with pytest.raises(Conflict):
            publishing.schedule(unit, at=timezone.now() + timedelta(hours=1), by=cast.adair)


def in_two_threads(act, *arguments) -> list:
    """What `act` gave in two threads that begin together, one argument each; its Conflict where it raised one."""
    outcomes, ready = [], threading.Barrier(2)

    def run(argument):
        try:
            ready.wait(5)
            outcomes.append(act(argument))
        except Conflict as clash:
            outcomes.append(clash)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[argument]) for argument in arguments]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    return outcomes


@pytest.mark.skipif(connection.vendor == "sqlite", reason="the database in memory knows one connection")
@pytest.mark.django_db(transaction=True)
class TestRaces:
    def test_of_two_first_saves_one_is_told(self, course, cast):
        name = revision(course)
        outcomes = in_two_threads(
            lambda text: drafting.save_draft(course, path=PATH, text=text, revision=name, by=cast.adair), "a\n", "b\n"
        )
        assert sorted(type(outcome).__name__ for outcome in outcomes) == ["FileDraft", "NewerText"]
        assert FileDraft.objects.get().revision == 1

    def test_of_two_later_saves_one_is_told(self, course, editor, cast):
        editor(cast.adair).save(NEW)
        name = revision(course)
        outcomes = in_two_threads(
            lambda text: drafting.save_draft(course, path=PATH, text=text, revision=name, by=cast.adair), "a\n", "b\n"
        )
        assert sorted(type(outcome).__name__ for outcome in outcomes) == ["FileDraft", "NewerText"]
        assert FileDraft.objects.get().revision == 2

    def test_a_text_saved_while_another_is_published_is_not_lost(self, course, editor, cast):
        draft = editor(cast.adair).save(NEW)
        name = revision(course)

        def act(what):
            if what == "publish":
                return publish(draft, cast.adair)
            return drafting.save_draft(course, path=PATH, text="Una.\n", revision=name, by=cast.una)

        outcomes = in_two_threads(act, "publish", "save")
        assert sorted(type(outcome).__name__ == "NewerText" for outcome in outcomes) == [False, True]
        kept = drafting.draft_of(file_of(course))
        assert live(course).number == 2 if kept is None else kept.text == "Una.\n"
