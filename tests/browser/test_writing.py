"""The writing desk in a real browser: what is typed is saved, whatever becomes of network, tab or session."""

import re

from playwright.sync_api import Page, expect

from tests.browser.seeing import axe, fits

SAVED = re.compile(r"Saved \d\d:\d\d:\d\d")


def type_at_end(page: Page, words: str) -> None:
    expect(paper(page)).to_be_editable()
    paper(page).click()
    page.keyboard.press("Control+End")
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))")  # the editor has heard it
    page.keyboard.type(words)


def paper(page: Page):
    return page.get_by_role("textbox", name="Your essay")


def status(page: Page):
    return page.locator("save-status")


def test_typing_is_saved_and_counted(practise):
    page = practise("student1")
    type_at_end(page, "Kirov was shot in 1934.")
    expect(status(page)).to_have_attribute("data-state", "saved")
    expect(status(page)).to_have_text(SAVED)
    expect(page.locator(".tools-count")).to_contain_text("5")
    page.reload()
    expect(paper(page)).to_have_text("Kirov was shot in 1934.")
    axe(page)


def test_two_tabs_do_not_overwrite_each_other(practise, complaints):
    one = practise("student2")
    two = one.context.new_page()
    two.goto(one.url)
    expect(paper(two)).to_be_editable()
    type_at_end(one, "Stalin gained most.")
    expect(status(one)).to_have_attribute("data-state", "saved")
    type_at_end(two, "Beria gained most.")
    expect(status(two)).to_contain_text("Open elsewhere: compare")
    complaints.clear()  # the browser notes each 409
    one.reload()
    expect(paper(one)).to_have_text("Stalin gained most.")
    two.get_by_role("link", name="Open elsewhere: compare").click()
    axe(two)
    two.get_by_role("button", name="Keep both").click()
    expect(paper(two)).to_contain_text("Stalin gained most.")
    expect(paper(two)).to_contain_text("Beria gained most.")


def test_words_typed_just_before_a_reload_are_there_after_it(practise):
    page = practise("student10")
    page.on("dialog", lambda dialog: dialog.accept())  # the browser asks whether to leave
    for word in ("One.", "Two.", "Three."):
        type_at_end(page, word)
        page.reload()
        expect(paper(page)).to_contain_text(word)
        expect(status(page)).to_have_text(SAVED)


def test_words_are_there_after_a_reload_though_the_page_before_seems_alive(practise):
    page = practise("student14")
    page.on("dialog", lambda dialog: dialog.accept())
    expect(paper(page)).to_be_editable()
    page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('no network')); }")
    lock = page.evaluate("() => `redraft ${sessionStorage.getItem('redraft client')}`")
    other = page.context.new_page()
    other.goto(page.url)
    expect(paper(other)).to_be_editable()
    other.evaluate("lock => { navigator.locks.request(lock, () => new Promise(() => {})); }", lock)  # next in the queue
    page.bring_to_front()
    type_at_end(page, "Still here.")
    page.reload()
    expect(paper(page)).to_have_text("Still here.")


def test_bold_and_plain_of_a_google_document_stay_as_they_are(practise, complaints):
    page = practise("student11")
    paper(page).click()
    html = '<b style="font-weight:normal"><p><span style="font-weight:700">Bold</span> plain</p></b>'
    page.evaluate(
        """html => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/html", html);
            const paste = new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true});
            document.querySelector(".ProseMirror").dispatchEvent(paste);
        }""",
        html,
    )
    expect(paper(page).locator("strong")).to_have_text("Bold")
    expect(paper(page)).to_have_text("Bold plain")
    complaints.clear()  # the browser notes each style that it does not apply


def test_what_is_typed_offline_is_kept_and_sent_after(practise, complaints):
    page = practise("student3")
    page.context.set_offline(True)
    type_at_end(page, "Typed in a tunnel.")
    expect(status(page)).to_have_text("Offline: kept on this device")
    page.context.set_offline(False)
    expect(status(page)).to_have_attribute("data-state", "saved")
    page.reload()
    expect(paper(page)).to_have_text("Typed in a tunnel.")
    complaints.clear()  # the browser notes each request that found no network


def test_what_a_dead_tab_left_on_the_device_is_sent_when_the_essay_is_opened(practise, complaints):
    page = practise("student4")
    context, address = page.context, page.url
    context.set_offline(True)
    type_at_end(page, "The battery died here.")
    expect(status(page)).to_have_text("Offline: kept on this device")
    page.close()
    context.set_offline(False)
    complaints.clear()
    again = context.new_page()
    again.goto(address)
    expect(paper(again)).to_have_text("The battery died here.")
    expect(status(again)).to_have_text(SAVED)


def test_an_expired_session_loses_nothing(practise, complaints):
    page = practise("student5")
    cookies = page.context.cookies()
    page.context.clear_cookies()
    type_at_end(page, "After the session.")
    expect(status(page)).to_contain_text("Signed out: kept on this device.")
    expect(status(page).get_by_role("link", name="Sign in")).to_be_visible()
    page.context.add_cookies(cookies)
    expect(status(page)).to_have_attribute("data-state", "saved")
    complaints.clear()  # the browser notes each 401


def test_handing_in_sends_the_last_words_first_and_gives_a_receipt(page_as):
    page = page_as("student22")
    page.goto("/")
    page.get_by_role("link", name="Start").first.click()
    page.get_by_role("button", name="Start").click()
    type_at_end(page, "An answer of five words.")
    page.get_by_role("link", name="Hand in").click()
    page.wait_for_url("**/hand-in/")
    axe(page)
    page.get_by_role("button", name="Hand in 5 words").click()
    expect(page.locator("[data-receipt]")).to_have_text(re.compile(r"^[A-Z2-9]{12}$"))
    axe(page)


def test_without_script_a_textarea_saves(practise, complaints):
    page = practise("student6", java_script_enabled=False)
    page.get_by_label("Your essay").fill("First paragraph.\n\nSecond paragraph.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_label("Your essay")).to_have_value("First paragraph.\n\nSecond paragraph.")
    expect(page.locator("save-status")).to_contain_text(SAVED)
    complaints.clear()  # the browser notes each script that it does not fetch


def test_the_toolbar_is_one_tab_stop_and_says_what_is_on(practise):
    page = practise("student7")
    type_at_end(page, "plain ")
    page.get_by_role("button", name="Bold").click()
    page.keyboard.type("bold")
    expect(page.get_by_role("button", name="Bold")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Undo").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Heading", exact=True)).to_be_focused()
    expect(paper(page).locator("strong")).to_have_text("bold")


def test_on_a_phone_the_panels_are_sheets(practise):
    page = practise("student8", viewport={"width": 390, "height": 844})
    fits(page)
    page.get_by_role("button", name="Guide").click()
    page.get_by_role("button", name="Question").click()
    expect(page.get_by_role("heading", name="What the question asks")).to_be_visible()
    axe(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name="What the question asks")).to_be_hidden()
