"""Saving, branches and history: nothing that was acknowledged is lost, nothing is overwritten unseen."""

import json
import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from classrooms.errors import Conflict
from essays import document, history, settling, writing
from essays.models import Branch, Draft, Revision
from essays.revisions import reconstruct
from lessons.models import Clipping
from tests import make

TAB, OTHER = "tab-one-client", "tab-two-client"


def text(*paragraphs):
    return document.dumps(make.tree(*paragraphs))


def save(essay, *paragraphs, client=TAB, seq=1, base=1):
    return writing.save(essay=essay, client=client, seq=seq, base=base, text=text(*paragraphs))


def clipping_of(person, course):
    return Clipping.objects.create(
        school=person.school,
        user=person,
        passage=course.passages[0],
        version=course.section.version,
        start=0,
        end=9,
        quote="The first",
    )


def citing(*clippings):
    cites = [{"type": "citation", "attrs": {"clipping": pk}} for pk in clippings]
    words = {"type": "text", "text": "As shown"}
    return document.dumps({"type": "doc", "content": [{"type": "paragraph", "content": [words, *cites]}]})


@pytest.fixture
def essay(cast, work):
    return cast.ben.essay


def test_a_save_on_the_head_becomes_the_head(essay):
    saved = save(essay, "Kirov was shot.")
    draft = Draft.objects.get(essay=essay)
    assert (saved.code, saved.revision) == ("saved", 2)
    assert (draft.document, draft.words, draft.digest) == (text("Kirov was shot."), 3, saved.digest)


def test_text_is_stored_byte_for_byte(essay):
    sent = (
        '{"type": "doc", "content":[{"type":"paragraph","content":[{"type":"text","text":"e\\u0301 \\ud83d\\ude00"}]}]}'
    )
    writing.save(essay=essay, client=TAB, seq=1, base=1, text=sent)
    assert Draft.objects.get(essay=essay).document == sent


def test_the_same_save_gets_the_same_answer_and_is_stored_once(essay):
    first = save(essay, "One.")
    save(essay, "Two.", seq=2, base=2)
    assert save(essay, "One.") == first
    assert Revision.objects.filter(essay=essay).count() == 2
    assert Draft.objects.get(essay=essay).document == text("Two.")


def test_a_save_on_an_old_revision_is_kept_beside_the_head(essay):
    save(essay, "Here.")
    there = save(essay, "There.", client=OTHER)
    branch = Branch.objects.get(essay=essay)
    assert (there.code, there.revision, there.branch) == ("branch", 2, branch.pk)
    assert (branch.document, branch.kind) == (text("There."), "clash")
    assert Draft.objects.get(essay=essay).document == text("Here.")


def test_a_branch_grows_with_its_client(essay):
    save(essay, "Here.")
    first = save(essay, "There.", client=OTHER)
    second = save(essay, "There and more.", client=OTHER, seq=2)
    assert first.branch == second.branch
    branch = Branch.objects.get(essay=essay)
    assert [reconstruct(essay, n, branch) for n in (1, 2)] == [text("There."), text("There and more.")]


def test_a_replayed_branch_answer_is_the_same(essay):
    save(essay, "Here.")
    first = save(essay, "There.", client=OTHER)
    save(essay, "Here and more.", seq=2, base=2)
    assert save(essay, "There.", client=OTHER) == first


def test_every_revision_can_be_made_again(essay):
    wanted = {}
    for n in range(2, 2 * history.SNAPSHOT_EVERY + 10):
        paragraphs = [f"Paragraph {i} of {n}." for i in range(n % 7 + 1)]
        saved = save(essay, *paragraphs, seq=n, base=n - 1)
        wanted[saved.revision] = text(*paragraphs)
    assert {n: reconstruct(essay, n) for n in wanted} == wanted


def test_a_state_that_never_was_cannot_be_made(essay):
    save(essay, "One.")
    with pytest.raises(Revision.DoesNotExist):
        reconstruct(essay, 3)


def test_a_document_outside_the_schema_stores_nothing(essay):
    with pytest.raises(document.DocumentError):
        writing.save(essay=essay, client=TAB, seq=1, base=1, text='{"type":"doc","content":[{"type":"image"}]}')
    assert not Revision.objects.filter(essay=essay).exists()


def test_citations_of_other_peoples_clippings_are_dropped(cast, course, essay):
    mine, hers = clipping_of(cast.ben, course).pk, clipping_of(cast.ann, course).pk
    saved = writing.save(essay=essay, client=TAB, seq=1, base=1, text=citing(mine, hers, 999_999))
    stored = Draft.objects.get(essay=essay)
    assert document.citations(json.loads(stored.document)) == [mine]
    assert saved.digest == stored.digest == document.digest(citing(mine))
    assert saved.dropped == (hers, 999_999)


def test_a_clipping_taken_out_of_the_notebook_may_still_be_cited(cast, course, essay):
    mine = clipping_of(cast.ben, course)
    Clipping.objects.filter(pk=mine.pk).update(dropped_at=timezone.now())
    assert writing.save(essay=essay, client=TAB, seq=1, base=1, text=citing(mine.pk)).dropped == ()


def test_text_after_closing_is_kept_as_a_late_branch(cast, work, essay):
    closed = timezone.now() - timedelta(minutes=1)
    type(work).objects.filter(pk=work.pk).update(due=closed, closes=closed)
    essay.assignment.refresh_from_db()
    saved = save(essay, "Too late.")
    assert (saved.code, saved.revision) == ("late", 1)
    assert Branch.objects.get(pk=saved.branch).document == text("Too late.")


def test_text_after_handing_in_is_kept_aside(cast, essay):
    writing.hand_in(essay=essay, revision=1, by=cast.ben)
    saved = save(essay, "One more thing.")
    assert (saved.code, Branch.objects.get(pk=saved.branch).kind) == ("handed-in", "after")


def test_a_client_that_reaches_the_head_leaves_its_branch(essay):
    save(essay, "Here.")
    branch = Branch.objects.get(pk=save(essay, "There.", client=OTHER).branch)
    assert save(essay, "There, on top.", client=OTHER, seq=2, base=2).code == "saved"
    branch.refresh_from_db()
    assert branch.settled_at is not None


@pytest.mark.parametrize(
    ("keep", "kept"), [("mine", ["Same.", "There."]), ("theirs", ["Same."]), ("both", ["Same.", "There."])]
)
def test_a_branch_is_settled_by_a_choice(cast, essay, keep, kept):
    save(essay, "Same.")
    branch = Branch.objects.get(pk=save(essay, "Same.", "There.", client=OTHER).branch)
    draft = settling.settle(branch=branch, keep=keep, revision=2, by=cast.ben)
    assert draft.document == text(*kept)
    assert not Branch.objects.filter(essay=essay, settled_at=None).exists()
    assert reconstruct(essay, 2) == text("Same.")


def test_a_choice_on_an_old_head_is_refused(cast, essay):
    save(essay, "Here.")
    branch = Branch.objects.get(pk=save(essay, "There.", client=OTHER).branch)
    save(essay, "Here again.", seq=2, base=2)
    with pytest.raises(Conflict):
        settling.settle(branch=branch, keep="mine", revision=2, by=cast.ben)
    assert Draft.objects.get(essay=essay).document == text("Here again.")


def test_both_texts_that_are_too_long_together_are_refused(cast, essay):
    save(essay, "a" * 120_000)
    branch = Branch.objects.get(pk=save(essay, "b" * 120_000, client=OTHER).branch)
    with pytest.raises(Conflict) as refusal:
        settling.settle(branch=branch, keep="both", revision=2, by=cast.ben)
    assert refusal.value.code == "too-long"


def test_an_essay_is_begun_once(cast, work):
    ann = writing.start(assignment=work, by=cast.ann)
    assert ann == cast.ann.essay
    dan = make.person("new", school=cast.school)
    begun = writing.start(assignment=work, by=dan)
    assert begun == writing.start(assignment=work, by=dan)
    assert (begun.draft.revision, begun.draft.words, begun.text) == (0, 0, work.text)


def test_closed_work_cannot_be_begun(cast, work):
    work.closes = timezone.now() - timedelta(minutes=1)
    with pytest.raises(Conflict):
        writing.start(assignment=work, by=cast.lee)


def test_practice_is_begun_once_on_a_question(cast, course):
    first = writing.practise(question=course.question, by=cast.ann)
    assert first == writing.practise(question=course.question, by=cast.ann)
    assert first.assignment is None


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor == 'sqlite' and connection.is_in_memory_db()", reason="needs two connections")
def test_of_two_racing_saves_one_becomes_the_head(cast, work):
    outcomes, ready = [], threading.Barrier(2)

    def race(client):
        try:
            ready.wait(5)
            outcomes.append(save(cast.ben.essay, f"From {client}.", client=client).code)
        finally:
            connection.close()

    threads = [threading.Thread(target=race, args=(client,)) for client in (TAB, OTHER)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(outcomes) == ["branch", "saved"]
    assert Draft.objects.get(essay=cast.ben.essay).revision == 2
