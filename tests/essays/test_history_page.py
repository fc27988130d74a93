"""Every saved text of an essay: listed, looked at, compared, brought back."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from classrooms.errors import Conflict
from essays import document, queries_history, revisions, sittings, writing
from essays.models import Branch, Draft, Revision
from tests import make

NOON = datetime(2025, 11, 10, 12, tzinfo=ZoneInfo("UTC"))
TIMES = st.lists(st.integers(0, 10_000), max_size=40).map(lambda ns: [NOON + timedelta(minutes=n) for n in sorted(ns)])


def write(essay, *texts, start=NOON, apart=timedelta(seconds=10), client="a-client-of-a-tab"):
    """Save these texts one after another, so long apart."""
    first = Draft.objects.get(essay=essay).revision
    for n, text in enumerate(texts):
        saved = writing.save(
            essay=essay, client=client, seq=first + n + 1, base=first + n, text=document.dumps(make.tree(text))
        )
        assert saved.code == "saved"
        Revision.objects.filter(essay=essay, branch=None, number=saved.revision).update(saved_at=start + apart * n)
    essay.draft.refresh_from_db()


@pytest.fixture
def essay(cast, course):
    """Ann's practice: three texts, then one two hours later."""
    essay = writing.practise(question=course.question, by=cast.ann)
    write(essay, "Kirov.", "Kirov was shot.", "Kirov was shot in 1934.")
    write(essay, "All other now.", start=NOON + timedelta(hours=2))
    return essay


def state_of(essay, number):
    return Revision.objects.select_related("essay__draft").get(essay=essay, branch=None, number=number)


class TestSittings:
    @given(TIMES)
    def test_together_they_are_all_the_times_in_order(self, times):
        assert [n for sitting in sittings.split(times) for n in sitting] == list(range(len(times)))

    @given(TIMES)
    def test_a_longer_pause_divides_and_nothing_else_does(self, times):
        starts = {sitting.start for sitting in sittings.split(times)}
        for n in range(1, len(times)):
            assert (n in starts) == (times[n] - times[n - 1] > sittings.GAP)

    @given(TIMES)
    def test_minutes_worked_never_fall_and_leave_pauses_out(self, times):
        worked = sittings.since_start(times)
        assert worked == sorted(worked)
        assert not times or worked[-1] <= (times[-1] - times[0]) / timedelta(minutes=1)

    def test_saves_within_one_minute_are_one_minute_of_work(self):
        assert sittings.minutes_active([NOON, NOON + timedelta(seconds=50), NOON + timedelta(seconds=60)]) == 2


class TestTheList:
    def test_the_newest_stands_first_grouped_by_sitting(self, essay):
        found = queries_history.history(essay)
        assert [[state.number for state in sitting.states] for sitting in found.sittings] == [[4], [3, 2, 1]]
        assert [state.gain for state in found.sittings[1].states] == [2, 2, 1]

    def test_it_says_what_was_handed_in_begun_again_and_kept_aside(self, cast, work):
        essay = cast.ben.essay
        write(essay, "An essay.")
        submission = writing.hand_in(essay=essay, revision=essay.draft.revision, by=cast.ben)
        writing.save(
            essay=essay, client="another-tab", seq=1, base=1, text=document.dumps(make.tree("Written after it."))
        )
        make.returned(make.mark(on=submission, by=cast.hale), by=cast.hale)
        writing.begin_redraft(essay=essay, by=cast.ben)
        writing.bring_back(state=state_of(essay, 2), revision=3, by=cast.ben)
        write(essay, "A redraft.", start=timezone.now())
        writing.bring_back(state=state_of(essay, 2), revision=4, by=cast.ben)
        states = [state for sitting in queries_history.history(essay).sittings for state in sitting.states]
        notes = {(state.branch, state.number): state.notes for state in states}
        assert notes[None, 2] == ["Handed in, draft 1"]
        assert notes[None, 3] == ["Draft 2 begun"]
        assert notes[None, 5] == ["Brought back"]
        branch = Branch.objects.get()
        assert notes[branch.pk, 1] == ["Written after handing in", "Kept beside the essay"]

    def test_thousands_of_states_are_paged_in_a_fixed_number_of_queries(self, cast, essay, client_of):
        page = reverse("essays:history", args=[essay.pk])
        with CaptureQueriesContext(
            connection,
        ) as few:
            client_of(cast.ann).get(page)
        one = state_of(essay, 4)
        Revision.objects.bulk_create(
            Revision(
                **{
                    **{field.attname: getattr(one, field.attname) for field in Revision._meta.concrete_fields},
                    "id": None,
                    "number": n,
                    "seq": n + 10,
                    "saved_at": NOON + timedelta(hours=3, seconds=10 * n),
                }
            )
            for n in range(5, 1005)
        )
        with CaptureQueriesContext(connection) as many:
            answer = client_of(cast.ann).get(page)
        assert len(many) == len(few)
        assert answer.content.decode().count('id="state-') == queries_history.ON_A_PAGE
        assert "Page 1 of 11" in answer.content.decode()

    def test_a_state_is_found_on_its_page(self, essay):
        first = state_of(essay, 1)
        found = queries_history.history(essay, at=first.pk)
        assert first.pk in {state.pk for sitting in found.sittings for state in sitting.states}

    def test_an_essay_without_a_save_says_so(self, cast, course, page_of):
        essay = writing.practise(question=course.question, by=cast.ben)
        assert "Nothing is saved yet" in page_of(cast.ben, "essays:history", essay.pk)


class TestLooking:
    def test_a_state_shows_as_it_was(self, cast, essay, page_of):
        page = page_of(cast.ann, "essays:state", essay.pk, state_of(essay, 2).pk)
        assert "Kirov was shot.</span>" in page
        assert "All other now" not in page

    def test_it_is_compared_with_now(self, cast, essay, client_of):
        write(essay, "Kirov was shot in Leningrad.", start=NOON + timedelta(hours=3))
        address = reverse("essays:state", args=[essay.pk, state_of(essay, 3).pk])
        page = client_of(cast.ann).get(address, {"with": "now"}).content.decode()
        assert "Kirov was shot in <del>1934</del><ins>Leningrad</ins>." in page

    @pytest.mark.parametrize(("one", "other"), [(2, 3), (3, 2)])
    def test_two_states_are_compared_the_earlier_first(self, cast, essay, client_of, one, other):
        address = reverse("essays:state", args=[essay.pk, state_of(essay, one).pk])
        page = client_of(cast.ann).get(address, {"with": state_of(essay, other).pk}).content.decode()
        assert "<ins> in 1934</ins>" in page
        assert "<del>" not in page.split("<article")[1]

    def test_a_state_of_another_essay_is_not_found(self, cast, essay, course, client_of):
        other = writing.practise(question=course.question, by=cast.ben)
        write(other, "Mine.")
        mine, theirs = state_of(essay, 1).pk, state_of(other, 1).pk
        ask = client_of(cast.ann).get
        assert ask(reverse("essays:state", args=[essay.pk, theirs])).status_code == 404
        assert ask(reverse("essays:state", args=[essay.pk, mine]), {"with": theirs}).status_code == 404

    def test_a_text_cannot_become_markup(self, cast, essay, page_of):
        write(essay, "<b>One</b>", start=NOON + timedelta(hours=4))
        page = page_of(cast.ann, "essays:state", essay.pk, state_of(essay, 5).pk)
        assert "&lt;b&gt;" in page
        assert "<b>" not in page


class TestBringingBack:
    def post(self, client_of, cast, essay, number, revision):
        address = reverse("essays:bring-back", args=[essay.pk, state_of(essay, number).pk])
        return client_of(cast.ann).post(address, {"revision": revision})

    def test_it_is_a_new_state_and_the_one_before_stays(self, cast, essay, client_of):
        was = essay.draft.document
        assert self.post(client_of, cast, essay, 2, 4).status_code == 302
        essay.draft.refresh_from_db()
        assert (essay.draft.revision, essay.draft.words) == (5, 3)
        assert document.plain_text(document.parse(essay.draft.document)) == "Kirov was shot.\n"
        assert revisions.reconstruct(essay, 4) == was
        assert revisions.reconstruct(essay, 5) == essay.draft.document

    def test_pressed_twice_it_is_brought_back_once(self, cast, essay, client_of):
        for _ in range(2):
            assert self.post(client_of, cast, essay, 2, 4).status_code == 302
        assert Draft.objects.get(essay=essay).revision == 5

    def test_it_is_refused_when_the_head_has_moved_on(self, cast, essay, client_of):
        assert self.post(client_of, cast, essay, 2, 3).status_code == 409
        assert Draft.objects.get(essay=essay).revision == 4

    @pytest.mark.parametrize("revision", ["", "x", "-1", "9" * 30])
    def test_a_form_without_a_revision_is_shown_again(self, cast, essay, client_of, revision):
        assert self.post(client_of, cast, essay, 2, revision).status_code == 422

    def test_it_is_refused_when_the_essay_is_handed_in(self, cast, work):
        essay = cast.ben.essay
        write(essay, "One.", "Two.")
        writing.hand_in(essay=essay, revision=3, by=cast.ben)
        with pytest.raises(Conflict):
            writing.bring_back(state=state_of(essay, 2), revision=3, by=cast.ben)

    def test_a_branch_can_be_brought_back(self, cast, essay):
        writing.save(essay=essay, client="another-tab", seq=1, base=1, text=document.dumps(make.tree("Elsewhere.")))
        state = Revision.objects.select_related("essay", "branch").exclude(branch=None).get()
        draft = writing.bring_back(state=state, revision=4, by=cast.ann)
        assert "Elsewhere." in draft.document
