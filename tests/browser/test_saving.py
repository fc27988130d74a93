"""The desk when things go wrong: no network, a session that ends, another person, another tab, a full device."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.seeing import PASSWORD, axe, fits, sign_in
from tests.browser.test_writing import SAVED, paper, status, type_at_end

CUT_OFF = "() => { window.fetch = () => Promise.reject(new TypeError('no network')); }"


def shell_is_kept(page: Page) -> None:
    page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")


def open_anew(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(address)
    return page


def answer_with(page: Page, answer: dict) -> None:
    """Let something else answer in place of the save address."""
    page.route("**/save/", lambda route: route.fulfill(**answer))


def again(page: Page):
    return page.get_by_role("dialog", name="You are signed out")


def sign_in_over_the_page(page: Page, password: str, name: str = "") -> None:
    form = again(page)
    if name:
        form.locator("[name=login]").fill(name)
    form.locator("[name=password]").fill(password)
    form.get_by_role("button", name="Sign in").click()


# Without a network


def test_the_desk_opens_without_a_network_and_goes_on_where_a_closed_tab_was(practise, complaints):
    page = practise("student12", question=20)
    context, address = page.context, page.url
    question = page.locator(".sheet h1").inner_text()
    type_at_end(page, "Saved. ")
    expect(status(page)).to_have_text(SAVED)
    shell_is_kept(page)
    context.set_offline(True)
    type_at_end(page, "Typed in a tunnel. ")
    expect(status(page)).to_have_text("Offline: kept on this device")
    page.close()
    page = open_anew(context, address)
    expect(paper(page)).to_have_text("Saved. Typed in a tunnel. ")
    expect(page.get_by_role("heading", name=question)).to_be_visible()
    expect(status(page)).to_have_text("Offline: kept on this device")
    axe(page)
    fits(page)
    type_at_end(page, "Typed in the shell.")
    page.close()
    page = open_anew(context, address)
    expect(paper(page)).to_have_text("Saved. Typed in a tunnel. Typed in the shell.")
    context.set_offline(False)
    expect(status(page)).to_have_text(SAVED)
    page.get_by_role("link", name="Open the whole desk").click()
    expect(paper(page)).to_have_text("Saved. Typed in a tunnel. Typed in the shell.")
    expect(page.get_by_role("link", name="Compare")).to_have_count(0)
    complaints.clear()  # the browser notes each request that found no network


def test_who_signs_out_leaves_nothing_to_read_on_the_device(practise, complaints):
    page = practise("student13", question=20)
    context, address = page.context, page.url
    type_at_end(page, "My own words.")
    expect(status(page)).to_have_text(SAVED)
    shell_is_kept(page)
    page.goto("/")
    page.evaluate("document.querySelector('form[action$=\"/logout/\"]').requestSubmit()")
    page.wait_for_url("**/accounts/login/")
    page.wait_for_function("!document.cookie.includes('desk=')")
    context.set_offline(True)
    page = open_anew(context, address)
    expect(page.get_by_role("heading", name="No network")).to_be_visible()
    expect(page.get_by_text("My own words.")).to_have_count(0)
    axe(page)
    kept = page.evaluate(
        """() => new Promise(done => {
            const opening = indexedDB.open("redraft-heads");
            opening.onsuccess = () => {
                const all = opening.result.transaction("heads").objectStore("heads").getAll();
                all.onsuccess = () => done(all.result.length);
            };
        })"""
    )
    assert kept == 0
    complaints.clear()


def test_the_next_person_on_the_device_sees_nothing_of_the_one_before(practise, complaints):
    page = practise("student15", question=20)
    context, address = page.context, page.url
    type_at_end(page, "Not for you.")
    expect(status(page)).to_have_text(SAVED)
    shell_is_kept(page)
    context.clear_cookies(name="sid")  # the session ended, and nobody pressed Sign out
    sign_in(page, "student16")
    context.set_offline(True)
    page = open_anew(context, address)
    expect(page.get_by_role("heading", name="No network")).to_be_visible()
    expect(page.get_by_text("Not for you.")).to_have_count(0)
    complaints.clear()


# Sessions


def test_one_signs_in_over_the_page_and_goes_on(practise, complaints):
    page = practise("student17", question=20)
    page.context.clear_cookies(name="sid")
    type_at_end(page, "After the session.")
    expect(again(page)).to_be_visible()
    page.keyboard.type(" Still typing.")  # the form has not taken the keys
    expect(paper(page)).to_have_text("After the session. Still typing.")
    axe(page)
    sign_in_over_the_page(page, "wrong")
    expect(again(page)).to_contain_text("That didn’t match.")
    sign_in_over_the_page(page, PASSWORD)
    expect(again(page)).to_be_hidden()
    expect(status(page)).to_have_text(SAVED)
    type_at_end(page, " And on.")
    expect(status(page)).to_have_attribute("data-state", "saving")
    expect(status(page)).to_have_text(SAVED)
    page.reload()
    expect(paper(page)).to_have_text("After the session. Still typing. And on.")
    complaints.clear()  # the browser notes each 401


def test_nothing_is_sent_under_another_name(practise, page_as, complaints):
    page = practise("student18", question=20)
    context, address = page.context, page.url
    context.clear_cookies(name="sid")
    type_at_end(page, "Only mine.")
    expect(again(page)).to_be_visible()
    sign_in_over_the_page(page, PASSWORD, name="student19")
    expect(status(page)).to_contain_text("Someone else is signed in.")
    expect(page.get_by_text("Nothing is sent under another name.")).to_be_visible()
    expect(paper(page)).to_be_hidden()
    axe(page)
    other = context.new_page()
    other.goto("/")
    other.evaluate("document.querySelector('form[action$=\"/logout/\"]').requestSubmit()")
    other.wait_for_url("**/accounts/login/")
    page.on("dialog", lambda dialog: dialog.accept())
    page.close()
    sign_in(other, "student18")
    other.goto(address)
    expect(paper(other)).to_have_text("Only mine.")
    expect(status(other)).to_have_text(SAVED)
    complaints.clear()


# Two tabs


def test_a_second_tab_says_so_before_there_is_a_clash(practise):
    one = practise("student20", question=20)
    expect(paper(one)).to_be_editable()
    expect(status(one)).not_to_contain_text("another tab")
    two = open_anew(one.context, one.url)
    for page in (one, two):
        expect(status(page)).to_contain_text("Also open in another tab")
    two.close()
    expect(status(one)).not_to_contain_text("another tab")


def test_a_tab_that_is_behind_is_brought_up_before_one_types_in_it(practise):
    one = practise("student20", question=21)
    two = open_anew(one.context, one.url)
    expect(paper(two)).to_be_editable()
    type_at_end(one, "Newer.")
    expect(status(one)).to_contain_text(SAVED)
    two.evaluate("dispatchEvent(new Event('focus'))")
    expect(paper(two)).to_have_text("Newer.")


def test_paragraphs_of_two_versions_are_chosen_one_by_one(practise, complaints):
    one = practise("student21", question=20)
    type_at_end(one, "Same beginning.")
    expect(status(one)).to_have_text(SAVED)
    two = open_anew(one.context, one.url)
    expect(paper(two)).to_have_text("Same beginning.")
    type_at_end(one, "\nStalin gained most.")
    expect(status(one)).to_have_attribute("data-state", "saved")
    type_at_end(two, "\nBeria lost nothing yet.")
    expect(status(two)).to_contain_text("Open elsewhere: compare")
    complaints.clear()  # the browser notes each 409
    two.get_by_role("link", name="Open elsewhere: compare").click()
    result = two.locator("[data-result]")
    expect(result).to_contain_text("Beria lost nothing yet.")
    expect(result).to_contain_text("Stalin gained most.")
    choice = two.get_by_role("group", name="Difference 1")
    choice.get_by_label("This version").check()
    expect(result).not_to_contain_text("Stalin gained most.")
    expect(two.locator("[data-count]")).to_have_text("6 words")
    axe(two)
    two.set_viewport_size({"width": 360, "height": 780})
    fits(two)
    two.get_by_role("button", name="Keep what is chosen").click()
    expect(paper(two)).to_contain_text("Beria lost nothing yet.")
    expect(paper(two)).not_to_contain_text("Stalin gained most.")


# What answers instead of the server


OFFLINE, BUSY = "Offline: kept on this device", "Not saved yet: kept on this device"
INSTEAD = [
    ({"status": 200, "content_type": "text/html", "body": "<h1>Welcome to our wifi</h1>"}, OFFLINE),
    ({"status": 302, "headers": {"Location": "/accounts/login/"}}, OFFLINE),
    ({"status": 204}, OFFLINE),
    ({"status": 200, "content_type": "application/json", "body": '{"code": "saved", "revi'}, OFFLINE),
    ({"status": 404, "body": "portal"}, OFFLINE),
    ({"status": 500, "body": "oh"}, BUSY),
    ({"status": 429, "headers": {"Retry-After": "1"}}, BUSY),
    ({"status": 507, "content_type": "application/json", "body": '{"code": "disk-full"}'}, BUSY),
    ({"status": 413, "body": "too much"}, "Not saved: too long. Shorten it"),
]


def test_the_status_line_never_says_saved_when_it_is_not(practise, complaints):
    page = practise("student23", question=20)
    for answer, says in INSTEAD:
        answer_with(page, answer)
        type_at_end(page, "More. ")
        expect(status(page)).to_have_text(says)
        page.unroute("**/save/")
        type_at_end(page, "And more. ")
        expect(status(page)).to_have_text(SAVED)
    page.reload()
    expect(paper(page)).to_have_text("More. And more. " * len(INSTEAD))
    complaints.clear()


def test_a_device_that_keeps_nothing_is_not_said_to_keep_it(practise, complaints):
    page = practise("student24", question=20)
    expect(paper(page)).to_be_editable()
    page.evaluate(
        """() => { IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError"); }; }"""
    )
    page.evaluate(CUT_OFF)
    type_at_end(page, "Nowhere.")
    expect(status(page)).to_have_text("Not saved. Keep this page open")
    with page.expect_event("dialog") as asked:
        page.close(run_before_unload=True)
    asked.value.dismiss()
    complaints.clear()


def test_nobody_is_asked_to_stay_for_words_that_the_device_keeps(practise, complaints):
    page = practise("student24", question=21)
    expect(paper(page)).to_be_editable()
    page.evaluate(CUT_OFF)
    type_at_end(page, "Kept here.")
    expect(status(page)).to_have_text("Offline: kept on this device")
    page.on("dialog", lambda dialog: pytest.fail(f"asked: {dialog.type}"))
    page.reload()
    expect(paper(page)).to_have_text("Kept here.")
    expect(status(page)).to_have_text(SAVED)
    complaints.clear()


def test_a_text_that_is_too_long_is_still_on_the_paper_when_the_page_is_opened_again(practise, complaints):
    page = practise("student24", question=22)
    answer_with(page, {"status": 413, "body": "too much"})
    type_at_end(page, "Too long.")
    expect(status(page)).to_have_text("Not saved: too long. Shorten it")
    page.reload()
    expect(paper(page)).to_have_text("Too long.")
    expect(status(page)).to_have_text("Not saved: too long. Shorten it")
    page.unroute("**/save/")
    type_at_end(page, " Shorter.")
    expect(status(page)).to_have_text(SAVED)
    complaints.clear()
