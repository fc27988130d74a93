"""Reading tools in a real browser: contents, time left, reading aloud, paper, a small phone."""

import re
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from tests.browser.seeing import awake, axe, fits

UNIT = "/courses/stalins-ussr/state-control/"
SECTION = f"{UNIT}red-tsar/"
WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 360, "height": 740}
# A device with one voice of its own and a default one that speaks by a server; what is said stands in `said`.
DEVICE = """() => {
  window.said = [];
  const voices = [{ name: "far", lang: "en-GB", localService: false, default: true }, ...(window.own ?? [])];
  const speech = Object.assign(new EventTarget(), {
    getVoices: () => voices,
    cancel() {},
    speak(one) { window.said.push([one.text, one.voice.name]); window.last = one; },
  });
  Object.defineProperty(window, "speechSynthesis", { value: speech });
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
}"""
OWN_VOICE = 'window.own = [{ name: "near", lang: "en-US", localService: true, default: false }];'
TOO_SMALL = """([within, least]) => {
  const targets = [...document.querySelectorAll(`${within} :is(a[href], button, summary)`)];
  return targets.filter(one => {
    if (!one.checkVisibility({ visibilityProperty: true }) || one.closest(".skip, .visually-hidden, svg")) return false;
    const { width, height } = one.getBoundingClientRect();
    const { parentElement } = one.closest("term-card") ?? one;
    const inText = getComputedStyle(one).display.startsWith("inline")
      && [...parentElement.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
    return width && !inText && Math.min(width, height) < least;
  }).map(one => one.outerHTML.slice(0, 80));
}"""
LEVELS = """() => [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(one => one.checkVisibility())
  .map(one => Number(one.tagName[1]))"""


def top_of(page: Page, selector: str) -> None:
    """Scroll so that this stands at the top, under the bar."""
    page.locator(selector).first.evaluate("one => window.scrollTo(0, one.getBoundingClientRect().top + scrollY - 100)")


def test_the_contents_show_where_one_reads_and_the_time_left_grows_less(page_as):
    page = page_as("student22", viewport=WIDE)
    page.goto(SECTION)
    left = page.locator(".section-meta [data-time-left]")
    expect(left).to_have_text(re.compile(r"about \d+ minutes left"))
    before = int(re.search(r"\d+", left.inner_text())[0])
    headings = page.locator(".outline-headings a")
    second = headings.nth(1).get_attribute("href")
    top_of(page, f".prose {second}")
    expect(headings.nth(1)).to_have_attribute("aria-current", "location")
    expect(page.locator("[aria-current=location]")).to_have_count(1)
    assert int(re.search(r"\d+", left.inner_text())[0]) < before


def test_without_script_the_section_says_its_minutes_and_has_its_contents(new_context, page_as, sessions, complaints):
    page_as("student22")
    page = new_context(java_script_enabled=False, storage_state=sessions["student22"], viewport=WIDE).new_page()
    page.goto(SECTION)
    expect(page.locator(".section-meta")).to_contain_text(re.compile(r"\d+ minutes"))
    expect(page.locator(".outline-headings a").first).to_be_visible()
    expect(page.get_by_role("button", name="Read aloud")).to_have_count(0)
    page.set_viewport_size(PHONE)
    page.get_by_role("button", name="Contents").click()  # a popover needs no script
    expect(page.locator(".outline-headings a").first).to_be_visible()
    complaints[:] = [one for one in complaints if not one.endswith(".js csp")]  # Chromium still tries to preload them


def test_reading_aloud_shows_the_sentence_goes_on_by_keyboard_and_never_uses_a_servers_voice(page_as):
    page = page_as("student22", viewport=WIDE)
    page.add_init_script(OWN_VOICE)
    page.add_init_script(f"({DEVICE})()")
    page.goto(SECTION)
    top_of(page, '[data-passage="p2"]')
    page.get_by_role("button", name="Read aloud").press("Enter")
    player = page.locator("read-aloud")
    expect(player).to_have_attribute("data-state", "reading")
    first = page.locator('[data-passage="p2"]').inner_text()
    (text, voice), *more = page.evaluate("said")
    assert (first.startswith(text), voice, more) == (True, "near", [])
    assert page.evaluate("[...CSS.highlights.get('spoken')].map(String)") == [text]
    page.evaluate("last.onend()")
    page.wait_for_function("said.length === 2")
    page.get_by_role("button", name="Previous sentence").press("Enter")
    assert page.evaluate("said.at(-1)[0]") == text
    page.get_by_role("button", name="Pause").press("Space")
    expect(player).to_have_attribute("data-state", "paused")
    axe(page)
    page.get_by_role("button", name="Stop reading aloud").press("Enter")
    expect(player).to_be_hidden()
    expect(page.locator(".reader-left [popovertarget=listen]")).to_be_focused()


def test_reading_aloud_begins_at_the_selected_words_and_the_rate_is_kept(page_as):
    page = page_as("student22", viewport=WIDE)
    page.add_init_script(OWN_VOICE)
    page.add_init_script(f"({DEVICE})()")
    page.goto(SECTION)
    awake(page, "read-aloud")
    page.evaluate("""() => {
      const one = document.querySelector('[data-passage="p3"]');
      getSelection().selectAllChildren(one); one.scrollIntoView();
    }""")
    page.get_by_role("button", name="Read aloud").click()
    expect(page.locator("read-aloud")).to_have_attribute("data-state", "reading")
    assert page.locator('[data-passage="p3"]').inner_text().startswith(page.evaluate("said[0][0]"))
    page.get_by_role("button", name="1.25×").click()
    assert page.evaluate("last.rate") == 1.25
    page.reload()
    awake(page, "read-aloud")
    page.get_by_role("button", name="Read aloud").click()
    expect(page.locator("read-aloud")).to_have_attribute("data-state", "reading")
    assert page.evaluate("last.rate") == 1.25


def test_without_a_voice_of_the_device_the_button_says_so_and_nothing_is_said(page_as):
    page = page_as("student22", viewport=WIDE)
    page.add_init_script(f"({DEVICE})()")
    page.goto(SECTION)
    button = page.get_by_role("button", name="This device has no voice of its own for English.")
    button.click()
    expect(page.locator("read-aloud")).to_have_attribute("data-state", "none")
    assert page.evaluate("said") == []
    axe(page)


@pytest.mark.parametrize("address", [SECTION, f"{UNIT}print/"])
def test_paper_has_the_text_and_its_tables_and_no_furniture(page_as, address):
    page = page_as("student22")
    page.goto(address)
    page.emulate_media(media="print")
    for furniture in (".topbar", ".tabbar", ".reading-tools", ".reader-left a", ".btn", ".take-away", "read-aloud"):
        assert page.locator(furniture).locator("visible=true").count() == 0, furniture
    tables = page.locator(".fig table")
    assert tables.count() > 0
    for number in range(tables.count()):
        expect(tables.nth(number)).to_be_visible()
    facts = page.locator(".source-facts").first
    expect(facts).to_be_visible()
    expect(page.locator(".dispute").first).to_be_visible()
    expect(page.get_by_text("Redraft · Stalin’s USSR, 1924–53 · Unit 3")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('.fig .source, .source')).color") == "rgb(68, 68, 68)"
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_paper_is_light_whatever_the_theme(page_as):
    page = page_as("student22")
    page.goto(SECTION)
    page.emulate_media(media="print", color_scheme="dark")
    for theme in ("dark", "sepia"):
        page.evaluate("theme => document.documentElement.setAttribute('data-bs-theme', theme)", theme)
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


@pytest.mark.parametrize("address", [SECTION, UNIT])
def test_a_small_phone_holds_every_size_and_face_and_its_targets_are_large_enough(page_as, address):
    page = page_as("student22", viewport=PHONE, has_touch=True, is_mobile=True)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    for face in ("literata", "legible"):
        for size in ("s", "m", "l"):
            page.evaluate(
                """([face, size]) => Object.assign(document.documentElement.dataset,
                  { readFace: face, readSize: size, readLeading: "loose" })""",
                [face, size],
            )
            fits(page)
            assert page.evaluate(TOO_SMALL, ["body", 24]) == []
    levels = page.evaluate(LEVELS)
    assert levels.count(1) == 1
    assert all(level <= before + 1 for before, level in pairwise(levels))
    expect(page.get_by_role("main")).to_have_count(1)


def test_on_a_phone_contents_and_tools_are_sheets_and_a_heading_closes_its_sheet(page_as):
    page = page_as("student22", viewport=PHONE, has_touch=True, is_mobile=True)
    page.goto(SECTION)
    bar = page.get_by_role("navigation", name="Reading", exact=True)
    bar.get_by_role("button", name="Text").tap()
    expect(page.get_by_role("button", name="Sepia")).to_be_visible()
    axe(page)
    bar.get_by_role("button", name="Contents").tap()
    expect(page.get_by_role("button", name="Sepia")).to_be_hidden()
    assert page.evaluate(TOO_SMALL, [":popover-open", 44]) == []
    axe(page)
    page.locator(".outline-headings a").nth(1).tap()
    expect(page.locator(".outline-headings a").nth(1)).to_be_hidden()
    expect(page.locator(".prose > h2").nth(1)).to_be_in_viewport()
