"""Who may open what: every URL name of the program x every kind of person.

One line an address. A line is

    "name": ("things", "who gets what"),

`things` are the words, in the order of the URL's arguments, that `things()` below knows: "c12", "ann", "course unit".
`who gets what` is "STATUS" for everyone, then "; PERSON PERSON STATUS" for those who differ. A stranger (`anon`) gets
302, to the sign-in page, unless the line says otherwise. Example: everyone of the school 404, but Hale and Adair 200:

    "classrooms:class-people": ("c12", "404; hale adair 200"),

The request is a GET. A name that begins with "POST " is posted to, without data: an address that only takes POST has
that line alone (it must answer GET with 405), another may have both. Where a person may act, the answer is 302 (done)
or 422 (the form lacks something). Nothing that a line does is kept.

The people are those of the cast (tests/conftest.py):
    anon  nobody signed in                   tate  teacher of another class of the school
    ann   student of 12C, whose work it is   hede  head of the department of both classes
    ben   another student of 12C             adair the school's admin
    dan   student of another class           una   of the school, in no class
    lee   has left 12C                       olga otto odin  student, teacher, admin of another school
    hale  leads 12C                          opal  the operator
    cole  second teacher of 12C
    mori  marker of 12C
"""

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests import make

PEOPLE = [
    "anon",
    "ann",
    "ben",
    "dan",
    "lee",
    "hale",
    "cole",
    "mori",
    "tate",
    "hede",
    "adair",
    "una",
    "olga",
    "otto",
    "odin",
    "opal",
]

TABLE = {
    # Doors
    "account_login": ("", "302; anon 200"),
    "account_logout": ("", "200; anon 302"),
    "POST account_logout": ("", "302"),
    "account_inactive": ("", "200; anon 200"),
    "account_reauthenticate": ("", "200"),
    "account_change_password": ("", "200"),
    "account_set_password": ("", "302"),
    "account_reset_password": ("", "200; anon 200"),
    "account_reset_password_done": ("", "200; anon 200"),
    "account_reset_password_from_key": ("uid key", "200; anon 200"),
    "account_reset_password_from_key_done": ("", "200; anon 200"),
    "classrooms:code": ("", "302; anon 200"),
    "POST classrooms:code": ("", "302; anon 422"),
    "classrooms:join": ("", "200; anon 200"),
    "POST classrooms:join": ("", "422; anon 422"),
    "classrooms:new-password": ("", "302"),
    "POST classrooms:new-password": ("", "302"),
    "classrooms:look": ("", "200"),
    "POST classrooms:look": ("", "204"),
    # Classes
    "classrooms:classes": ("", "200"),
    "classrooms:class-people": ("c12", "404; hale cole mori hede adair 200"),
    "POST classrooms:add-student": ("c12", "404; hale adair 422; cole mori hede 403"),
    "POST classrooms:remove-from-class": ("c12 place", "404; hale adair 302; cole mori hede 403"),
    "POST classrooms:extra-time": ("c12 place", "404; hale adair 422; cole mori hede 403"),
    "POST classrooms:make-class-code": ("c12", "404; hale adair 302; cole mori hede 403"),
    "POST classrooms:revoke-class-code": ("c12", "404; hale adair 302; cole mori hede 403"),
    "classrooms:new-class": ("", "403; adair odin 200"),
    "POST classrooms:new-class": ("", "403; adair odin 422"),
    "classrooms:class": ("c12", "404; hale cole mori hede 403; adair 200"),
    "POST classrooms:class": ("c12", "404; hale cole mori hede 403; adair 422"),
    "POST classrooms:archive-class": ("c12", "404; hale cole mori hede 403; adair 302"),
    "POST classrooms:restore-class": ("c12", "404; hale cole mori hede 403; adair 302"),
    # People
    "POST classrooms:unlock": ("ann", "404; hale cole adair 302"),
    "POST classrooms:give-code": ("ann", "404; hale cole adair 200"),
    "classrooms:people": ("", "403; adair odin 200"),
    "classrooms:new-person": ("", "403; adair odin 200"),
    "POST classrooms:new-person": ("", "403; adair odin 422"),
    "classrooms:person": ("ann", "403; adair 200; odin 404"),
    "POST classrooms:person": ("ann", "403; adair 422; odin 404"),
    "POST classrooms:give-role": ("ann", "403; adair 422; odin 404"),
    # Homes
    "dashboards:home": ("", "200; adair odin opal 302"),
    "dashboards:class": ("c12", "404; hale cole mori hede adair 200"),
    # Reading
    "lessons:courses": ("", "302; olga otto odin opal 200"),
    "lessons:course": ("course", "200; olga otto odin opal 404"),
    "lessons:unit": ("course unit", "200; olga otto odin opal 404"),
    "lessons:unit-print": ("course unit", "200; olga otto odin opal 404"),
    "lessons:figure-csv": ("course figure", "200; olga otto odin opal 404"),
    "lessons:dispute-csv": ("course dispute", "200; olga otto odin opal 404"),
    "lessons:section": ("course unit section", "200; olga otto odin opal 404"),
    "POST lessons:place": ("course unit section", "422; olga otto odin opal 404"),
    "POST lessons:clip": ("course unit section", "422; olga otto odin opal 404"),
    "lessons:look-up": ("course unit section", "204; olga otto odin opal 404"),
    "POST lessons:check-answer": ("course unit section check", "422; olga otto odin opal 404"),
    "lessons:image": ("course image digest webp", "200; olga otto odin opal 404"),
    "lessons:review": ("", "200"),
    "lessons:notebook": ("", "200"),
    "lessons:search": ("", "200"),
    "POST lessons:note": ("clipping", "404; ann 302"),
    "POST lessons:drop": ("clipping", "404; ann 302"),
    # The studio
    "studio:home": ("", "403; adair 302; odin 200"),
    "studio:course": ("course", "403; adair 200; olga otto odin opal 404"),
    "POST studio:publish": ("course unit", "403; adair 302; olga otto odin opal 404"),
    "studio:file": ("course file", "403; adair 200; olga otto odin opal 404"),
    "POST studio:file": ("course file", "403; adair 422; olga otto odin opal 404"),
    "POST studio:draft": ("course file", "403; adair 422; olga otto odin opal 404"),
    "POST studio:file-publish": ("course file", "403; adair 422; olga otto odin opal 404"),
    "POST studio:file-schedule": ("course file", "403; adair 422; olga otto odin opal 404"),
    "POST studio:file-unschedule": ("course file", "403; adair 302; olga otto odin opal 404"),
    "studio:file-discard": ("course file", "403; adair 200; olga otto odin opal 404"),
    "POST studio:file-discard": ("course file", "403; adair 409; olga otto odin opal 404"),
    "POST studio:file-rebase": ("course file", "403; adair 409; olga otto odin opal 404"),
    "studio:compare": ("course file", "403; adair 200; olga otto odin opal 404"),
    "studio:roll-back": ("course file one", "403; adair 404; olga otto odin opal 404"),
    "POST studio:roll-back": ("course file one", "403; adair 404; olga otto odin opal 404"),
    "studio:new-course": ("", "403; adair odin 200"),
    "POST studio:new-course": ("", "403; adair odin 422"),
    "studio:import-new": ("", "403; adair odin 200"),
    "POST studio:import-new": ("", "403; adair odin 422"),
    "studio:upload": ("upload", "403; adair 200; odin 404"),
    "POST studio:upload": ("upload", "403; adair 422; odin 404"),
    "studio:export": ("course", "403; adair 200; olga otto odin opal 404"),
    "studio:import": ("course", "403; adair 200; olga otto odin opal 404"),
    "POST studio:import": ("course", "403; adair 422; olga otto odin opal 404"),
    "studio:duplicate-course": ("course", "403; adair 200; olga otto odin opal 404"),
    "POST studio:duplicate-course": ("course", "403; adair 422; olga otto odin opal 404"),
    "POST studio:reorder-units": ("course", "403; adair 422; olga otto odin opal 404"),
    "POST studio:reorder-sections": ("course unit", "403; adair 422; olga otto odin opal 404"),
    "POST studio:add-unit": ("course", "403; adair 422; olga otto odin opal 404"),
    "POST studio:add-section": ("course unit", "403; adair 422; olga otto odin opal 404"),
    "POST studio:add-part": ("course file", "403; adair 409; olga otto odin opal 404"),
    "POST studio:duplicate-unit": ("course unit", "403; adair 422; olga otto odin opal 404"),
    "POST studio:duplicate-section": ("course file", "403; adair 302; olga otto odin opal 404"),
    "studio:remove": ("course file", "403; adair 200; olga otto odin opal 404"),
    "POST studio:remove": ("course file", "403; adair 422; olga otto odin opal 404"),
    "POST studio:bring-back": ("course file", "403; adair 409; olga otto odin opal 404"),
    "studio:images": ("course unit", "403; adair 200; olga otto odin opal 404"),
    "POST studio:images": ("course unit", "403; adair 422; olga otto odin opal 404"),
    "POST studio:remove-image": ("course image", "403; adair 422; olga otto odin opal 404"),
    # Writing: Ann has handed in, and nothing is returned
    "essays:question": ("question", "200; olga otto odin opal 404"),
    "POST essays:practise": ("question", "302; olga otto odin opal 404"),
    "essays:assignment": ("assignment", "404; ann ben 200; hale cole mori hede 302"),
    "POST essays:start": ("assignment", "404; ann ben 302; hale cole mori hede 403"),
    "essays:desk": ("essay", "404; ann 200"),
    "POST essays:desk": ("essay", "404; ann 422"),
    "essays:notebook": ("essay", "404; ann 200"),
    "essays:save": ("essay", "404; ann 200"),
    "POST essays:save": ("essay", "404; ann 400"),
    "essays:plan": ("essay", "404; ann 200"),
    "POST essays:plan": ("essay", "404; ann 422"),
    "POST essays:save-plan": ("essay", "404; ann 422"),
    "essays:hand-in": ("essay", "404; ann 302"),
    "POST essays:hand-in": ("essay", "404; ann 400"),
    "essays:receipt": ("essay", "404; ann 200"),
    "POST essays:take-back": ("essay", "404; ann 409"),
    "POST essays:time-up": ("essay", "404; ann 302"),
    "POST essays:go-on": ("essay", "404; ann 409"),
    "POST essays:redraft": ("essay", "404; ann 409"),
    "essays:branch": ("essay branch", "404; ann 200"),
    "POST essays:branch": ("essay branch", "404; ann 422"),
    # Looking back
    "essays:history": ("essay", "404; ann 200"),
    "essays:state": ("essay state", "404; ann 200"),
    "POST essays:bring-back": ("essay state", "404; ann 422"),
    # In and out: what was handed in is its writer's and of those who mark it; it is not the writer's turn
    "essays:archive": ("", "200; opal 404"),
    "POST essays:archive": ("", "302; opal 404"),
    "essays:archive-file": ("archive", "404; ann 200"),
    "essays:class-feedback": ("assignment", "404; hale hede 200; ann ben cole mori 403"),
    "POST essays:class-feedback": ("assignment", "404; hale hede 302; ann ben cole mori 403"),
    "essays:feedback-file": ("assignment zip", "404; hale 200; ann ben cole mori 403"),
    "essays:essay-file": ("essay docx", "404; ann 200"),
    "essays:submission-file": ("submission docx", "404; ann hale cole mori hede 200"),
    "essays:bring-in": ("essay", "404; ann 409"),
    "POST essays:bring-in": ("essay", "404; ann 409"),
    "POST essays:take-in": ("essay", "404; ann 422"),
    "essays:writing": ("essay", "404; ann 200"),
    "essays:writing-states": ("essay", "404; ann 200"),
    "essays:submission-writing": ("submission", "404; ann hale cole mori hede 403"),
    "essays:submission-writing-states": ("submission", "404; ann hale cole mori hede 403"),
    # Setting
    "essays:set-work": ("c12", "404; hale 200; cole mori hede adair 403"),
    "POST essays:set-work": ("c12", "404; hale 422; cole mori hede adair 403"),
    "essays:change-work": ("assignment", "404; hale 200; ann ben cole mori hede 403"),
    "POST essays:change-work": ("assignment", "404; hale 422; ann ben cole mori hede 403"),
    "essays:withdraw": ("assignment", "404; hale 302; ann ben cole mori hede 403"),
    # Marking
    "essays:queue": ("assignment", "404; hale cole mori hede 200; ann ben 403"),
    "essays:marking-desk": ("submission", "404; hale cole mori hede 200; ann 403"),
    "essays:preview": ("submission", "404; hale cole mori hede 200; ann 403"),
    "POST essays:comments": ("submission", "404; hale cole mori hede 422; ann 403"),
    "POST essays:comment": ("comment", "404; hale 422; cole mori hede 403"),
    "POST essays:comment-remove": ("comment", "404; hale 302; cole mori hede 403"),
    "POST essays:comment-bring-back": ("comment", "404; hale 302; cole mori hede 403"),
    "essays:cited-passage": ("submission one", "404; hale cole mori hede 404; ann 403"),
    "POST essays:flag": ("submission", "404; hale cole mori hede 302; ann 403"),
    "POST essays:lower-flag": ("flag", "404; hale cole mori hede 302"),
    "POST essays:star": ("submission", "404; hale cole mori hede 422; ann 403"),
    "POST essays:unstar": ("star", "404; hale cole mori hede 302"),
    "POST essays:working": ("submission", "404; hale cole mori hede 422; ann 403"),
    "POST essays:mark": ("submission", "404; hale cole mori hede 422; ann 403"),
    "POST essays:reopen": ("submission", "404; hale cole mori hede 409; ann 403"),
    "POST essays:send-back": ("submission", "404; hale 422; ann cole mori hede 403"),
    "POST essays:correct": ("submission", "404; hale 409; ann cole mori hede 403"),
    "POST essays:show-names": ("assignment", "404; hale 302; ann ben cole mori hede 403"),
    "POST essays:excuse": ("assignment", "404; hale 422; ann ben cole mori hede 403"),
    "essays:extensions": ("assignment", "404; hale 200; ann ben cole mori hede 403"),
    "POST essays:extensions": ("assignment", "404; hale 422; ann ben cole mori hede 403"),
    "POST essays:lift-extension": ("assignment", "404; hale 422; ann ben cole mori hede 403"),
    "essays:return": ("assignment", "404; hale 200; ann ben cole mori hede 403"),
    "POST essays:return": ("assignment", "404; hale 302; ann ben cole mori hede 403"),
    "POST essays:return-undo": ("assignment", "404; hale 302; ann ben cole mori hede 403"),
    # The gradebook
    "essays:exports": ("assignment", "404; hale hede 200; ann ben cole mori 403"),
    "POST essays:gradebook": ("assignment csv", "404; hale hede 200; ann ben cole mori 403"),
    "POST essays:class-gradebook": ("c12 csv", "404; hale hede 200; cole mori adair 403"),
    # The comment bank: "kept" is Hale's own
    "essays:bank": ("", "403; hale cole mori tate hede adair otto odin 200"),
    "essays:bank-comment": ("kept", "403; hale 200; cole mori tate hede adair otto odin 404"),
    "POST essays:bank-comment": ("kept", "403; hale 422; cole mori tate hede adair otto odin 404"),
    "POST essays:bank-retire": ("kept", "403; hale 302; cole mori tate hede adair otto odin 404"),
    "POST essays:bank-take-up": ("kept", "403; hale 302; cole mori tate hede adair otto odin 404"),
    "essays:bank-add": ("school-bank", "403; hale tate adair otto odin 200"),
    "POST essays:bank-add": ("school-bank", "403; hale tate adair otto odin 422"),
    "essays:bank-export": ("school-bank", "403; hale cole mori tate hede adair otto odin 200"),
    "essays:bank-import": ("school-bank", "403; hale tate adair otto odin 200"),
    "POST essays:bank-import": ("school-bank", "403; hale tate adair otto odin 422"),
    "POST essays:bank-keep": ("submission", "404; hale cole mori hede 422; ann 403"),
    # Whole-class feedback: one is kept, and nothing is returned
    "essays:sheet": ("assignment", "404; hale cole mori hede 200; ann ben 403"),
    "POST essays:sheet": ("assignment", "404; hale cole mori hede 409; ann ben 403"),
    "essays:sheet-show": ("assignment", "404; hale cole mori hede 200; ann ben 403"),
    "POST essays:sheet-share": ("assignment", "404; hale 302; ann ben cole mori hede 403"),
    # Exemplars: Ann agreed to one; Dan neither has nor practises its question
    "essays:exemplar": ("exemplar", "404; ann hale cole mori tate hede 200"),
    "POST essays:exemplar-answer": ("exemplar", "404; ann 302"),
    "POST essays:exemplar-withdraw": ("exemplar", "404; hale 302; ann cole mori hede 403"),
    "essays:exemplar-ask": ("returned", "404; hale 200; ann cole mori hede 403"),
    "POST essays:exemplar-ask": ("returned", "404; hale 302; ann cole mori hede 403"),
    # Rubrics: staff see them, lead teachers and the admin keep them
    "essays:rubrics": ("", "403; hale cole mori tate hede adair otto odin 200"),
    "essays:new-rubric": ("", "403; hale tate adair otto odin 200"),
    "POST essays:new-rubric": ("", "403; hale tate adair otto odin 422"),
    "essays:rubric-import": ("", "403; hale tate adair otto odin 200"),
    "POST essays:rubric-import": ("", "403; hale tate adair otto odin 422"),
    "essays:rubric": ("rubric", "403; hale tate adair 200; otto odin 404"),
    "POST essays:rubric": ("rubric", "403; hale tate adair 422; otto odin 404"),
    "essays:rubric-export": ("rubric", "403; hale cole mori tate hede adair 200; otto odin 404"),
    # Feedback: a comment is there, and is not returned
    "essays:feedback": ("essay", "404"),
    "POST essays:open-comments": ("essay", "404"),
    "essays:compare": ("essay", "404; ann hale cole mori hede 200"),
    "POST essays:respond": ("comment", "404"),
    "POST essays:add-aim": ("essay", "404"),
    "POST essays:change-aim": ("aim", "404; ann 422"),
    "POST essays:meet-aim": ("aim", "404; ann 302"),
    "POST essays:drop-aim": ("aim", "404; ann 302"),
    "POST essays:reply": ("response", "404; hale cole mori hede 302"),
    # The machine
    "admin:index": ("", "302; opal 200"),
    "offline": ("", "200; anon 200"),
    "essays:shell": ("", "200; anon 200"),
    "service-worker": ("", "200; anon 200"),
    "healthz": ("", "200; anon 200"),
    "readyz": ("", "200; anon 200"),
}


@pytest.fixture
def things(cast, course, work, settings, tmp_path):
    """What the words of the table stand for."""
    settings.FRONTEND_DIST = tmp_path
    (tmp_path / "sw.js").touch()
    comment = make.comment(on=cast.ann.submission, by=cast.hale)
    make.draft(course.section.version.file, by=cast.adair)
    image = make.image(course.unit)
    make.class_sheet(work, by=cast.hale, strengths=[{"key": "", "text": "You took a side."}])
    before = make.submission(make.essay(make.assignment(classroom=cast.c12, by=cast.hale), writer=cast.ann))
    make.returned(make.mark(on=before, by=cast.hale), by=cast.hale)
    return {
        "c12": cast.c12.pk,
        "ann": cast.ann.pk,
        "place": cast.ann.memberships.get().pk,
        "assignment": work.pk,
        "essay": cast.ann.essay.pk,
        "submission": cast.ann.submission.pk,
        "course": course.course.slug,
        "unit": course.unit.slug,
        "one": course.unit.number,
        "section": course.section.slug,
        "figure": make.figure(course.unit).key,
        "dispute": make.dispute(course.unit).key,
        "question": course.question.pk,
        "check": make.check_question(course.section).key,
        "file": course.section.version.file.path,
        "clipping": make.clipping(course.passages[0], by=cast.ann).pk,
        "branch": make.branch(cast.ann.essay).pk,
        "state": make.state(cast.ann.essay).pk,
        "comment": comment.pk,
        "flag": make.flag(before, by=cast.hale).pk,
        "star": make.star(cast.ann.submission, by=cast.hale).pk,
        "aim": make.aim(before).pk,
        "returned": before.pk,
        "exemplar": make.exemplar(before, by=cast.hale).pk,
        "response": make.response(comment, by=cast.ann).pk,
        "image": image.key,
        "digest": image.version.digest[:8],
        "webp": "webp",
        "upload": make.upload(course.course, by=cast.adair).pk,
        "archive": make.archive(cast.ann).pk,
        "zip": make.archive(cast.hale, assignment=work).pk,
        "rubric": work.rubric_id,
        "kept": make.bank_comment(by=cast.hale).pk,
        "school-bank": "school",
        "docx": "docx",
        "csv": "csv",
        "uid": "x",
        "key": "y-z",
    }


def expected(who_gets_what):
    """Read "404; hale cole 200" into the status of every person."""
    default, *others = [part.split() for part in who_gets_what.split(";")]
    statuses = {**dict.fromkeys(PEOPLE, int(default[0])), "anon": 302}
    for *people, status in others:
        assert set(people) <= set(PEOPLE), f"the cast has nobody called {set(people) - set(PEOPLE)}"
        statuses.update(dict.fromkeys(people, int(status)))
    return statuses


def url_names(patterns=None, namespace=""):
    """Yield every URL name of the program; of Django's back office only its index."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from ["admin:index"] if inner == "admin:" else url_names(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}"


def named(line):
    return line.removeprefix("POST ")


@pytest.fixture
def clients(cast, client_of):
    """One client for each person; `anon` is signed in as nobody."""
    return {person: client_of(getattr(cast, person, None)) for person in PEOPLE}


@pytest.fixture
def ask(things, clients):
    """Return a function that gives the status one person gets for a line of TABLE; what the request did is undone."""

    def status(line, person, *, method=None, missing=False):
        words = TABLE[line][0].split()
        numbers = {word for word in words if isinstance(things[word], int)} if missing else set()
        address = reverse(named(line), args=[987_654 if word in numbers else things[word] for word in words])
        cookies = clients[person].cookies.copy()
        with transaction.atomic():
            method = method or ("post" if line.startswith("POST ") else "get")
            got = getattr(clients[person], method)(address).status_code
            transaction.set_rollback(True)
        clients[person].cookies = cookies
        return got

    return status


def test_every_address_has_a_line_and_every_line_an_address():
    names = set(url_names())
    lines = {named(line) for line in TABLE}
    assert names - lines == set(), "say in TABLE who may open these"
    assert lines - names == set(), "these addresses are gone"


def test_every_address_has_a_name():
    assert not [name for name in url_names() if name.endswith("None")]


def test_everyone_gets_what_the_table_says(ask):
    wrong = []
    for line, (_things, who_gets_what) in TABLE.items():
        for person, status in expected(who_gets_what).items():
            got = ask(line, person)
            if got != status:
                wrong.append(f"{line}: {person} got {got}, not {status}")
    assert wrong == []


def test_what_is_only_posted_to_refuses_to_be_opened(ask):
    only_posted = [line for line in TABLE if named(line) not in TABLE]
    found = {
        (line, person): ask(line, person, method="get") for line in only_posted for person in ("ann", "hale", "adair")
    }
    assert {asked: status for asked, status in found.items() if status != 405} == {}


def test_what_is_not_there_looks_like_what_is_hidden(ask):
    found = {
        (line, person): ask(line, person, missing=True)
        for line, (_things, who_gets_what) in TABLE.items()
        for person, status in expected(who_gets_what).items()
        if status == 404
    }
    assert len(found) > 100
    assert set(found.values()) == {404}


def test_an_unknown_address_is_404_for_everyone(clients):
    assert {client.get("/no/such/page/").status_code for client in clients.values()} == {404}


def test_a_script_without_a_session_gets_401_and_no_page(things, client_of):
    elsewhere = ("admin:index", "account_logout")  # these never answer scripts
    for line, (words, who_gets_what) in TABLE.items():
        if expected(who_gets_what)["anon"] == 302 and named(line) not in elsewhere:
            address = reverse(named(line), args=[things[word] for word in words.split()])
            answer = client_of(None).get(address, headers={"Accept": "application/json"})
            assert (line, answer.status_code) == (line, 401)
            assert answer.json() == {"code": "signed-out"}


def test_the_notation_means_what_it_says():
    statuses = expected("404; hale cole 200; anon 403")
    assert [statuses[person] for person in ("hale", "cole", "ben", "anon")] == [200, 200, 404, 403]
    assert expected("200")["anon"] == 302
    with pytest.raises(AssertionError, match="nobody called"):
        expected("404; haale 200")
    assert {"classrooms:class-people", "account_login", "admin:index"} <= set(url_names())
