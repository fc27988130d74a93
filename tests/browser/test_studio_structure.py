"""What a course is made of, in a real browser: reordered by keyboard and by drag, added to, out and in as a zip."""

import io
import re
import zipfile

import pytest
from playwright.sync_api import Page, expect

from tests import serving
from tests.browser.seeing import axe, fits
from tests.lessons.pictures import photograph

STUDIO = "/studio/stalins-ussr/"
PHONE = {"width": 360, "height": 740}


@pytest.fixture(scope="session")
def base_url(chromium, tmp_path_factory):
    """A server of its own: what is moved here would be missed by other tests."""
    with serving.demo_server(tmp_path_factory.mktemp("structure")) as base:
        yield base


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args, base_url):
    return {**browser_context_args, "base_url": base_url}


@pytest.fixture(scope="session")
def sessions() -> dict:
    return {}


def units(page: Page) -> list[str]:
    return page.locator(".outline-units > li").evaluate_all("rows => rows.map(row => row.dataset.key)")


def sections(page: Page, unit: str) -> list[str]:
    found = page.locator(f"#row-{unit} .outline-rows > li")
    return found.evaluate_all("rows => rows.map(row => row.dataset.key.replace(/^\\d+-|\\.md$/g, ''))")


def grip(page: Page, row: str):
    return page.locator(f"#grip-{row}")


def test_units_are_reordered_with_the_keyboard_and_each_step_is_said(page_as):
    page = page_as("admin")
    page.goto(STUDIO)
    axe(page)
    before = units(page)
    assert before[:3] == ["after-lenin", "economy", "state-control"]
    said = page.locator("main > reorder-list > [role=status]")
    grip(page, "economy").focus()
    page.keyboard.press("Space")
    expect(said).to_contain_text("place 2 of 5, picked up")
    axe(page)
    page.keyboard.press("ArrowDown")
    expect(said).to_contain_text("place 3 of 5")
    page.keyboard.press("Escape")
    assert units(page) == before
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowUp")
    with page.expect_navigation():
        page.keyboard.press("Space")
    assert units(page) == ["economy", "after-lenin", *before[2:]]
    expect(grip(page, "economy")).to_be_focused()
    page.goto("/courses/stalins-ussr/")
    expect(page.locator("main")).to_contain_text(re.compile(r"1\s*Economic policies"))


def test_sections_are_reordered_by_drag_and_without_script_by_steps(page_as, new_context, complaints):
    page = page_as("admin")
    page.goto(STUDIO)
    before = sections(page, "daily-life")
    page.locator("#row-daily-life .outline-rows").scroll_into_view_if_needed()
    first, third = (grip(page, f"daily-life-{slug}").bounding_box() for slug in (before[0], before[2]))
    page.mouse.move(first["x"] + 8, first["y"] + 8)
    page.mouse.down()
    page.mouse.move(third["x"] + 8, third["y"] + 20, steps=8)
    with page.expect_navigation():
        page.mouse.up()
    assert sections(page, "daily-life") == [before[1], before[2], before[0], before[3]]
    plain = new_context(java_script_enabled=False, storage_state=page.context.storage_state()).new_page()
    plain.goto(STUDIO)
    expect(plain.locator(".grip").first).to_be_hidden()
    plain.locator(f"#row-daily-life-{before[0]}").get_by_role("button", name="Up").click()
    plain.locator(f"#row-daily-life-{before[0]}").get_by_role("button", name="Up").click()
    page.reload()
    assert sections(page, "daily-life") == before
    complaints[:] = [one for one in complaints if not one.endswith(" csp")]  # scripts that may not run are not fetched


def test_who_reorders_beside_the_text_stays_with_that_text(page_as):
    page = page_as("admin")
    page.goto(STUDIO)
    page.locator("#row-war-and-after .outline-rows h3 a").nth(1).click()
    page.wait_for_url(re.compile("/2-"))
    page.locator(".studio-tree [aria-current]").locator("..").locator(".grip").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowUp")
    with page.expect_navigation(url=re.compile("/1-")):
        page.keyboard.press("Space")
    expect(page.locator(".studio-tree [aria-current]")).to_contain_text("5.1")


def test_a_section_is_added_as_a_draft_copied_removed_and_brought_back(page_as):
    page = page_as("admin")
    page.goto(STUDIO)
    unit = page.locator("#row-economy")
    unit.get_by_text("Add, copy, remove").click()
    axe(page)
    unit.get_by_label("Title of a new section").fill("Money and prices")
    unit.get_by_role("button", name="Add a section").click()
    page.wait_for_url(re.compile("-money-and-prices.md"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Money and prices")
    page.goto(STUDIO)
    row = page.locator("#row-economy-money-and-prices")
    expect(row).to_contain_text("Draft")
    row.get_by_label("More for “Money and prices”").click()
    row.get_by_role("link", name="Remove").click()
    axe(page)
    page.get_by_role("button", name="Remove it").click()
    removed = page.locator("section", has=page.locator("#removed"))
    expect(removed).to_contain_text("Money and prices")
    axe(page)
    removed.get_by_role("button", name="Bring back").click()
    page.wait_for_url(re.compile("-money-and-prices.md"))


def test_an_export_comes_in_again_and_only_what_differs_is_shown_first(page_as, tmp_path):
    page = page_as("admin")
    page.goto(STUDIO)
    with page.expect_download() as download:
        page.get_by_role("link", name="Export").click()
    zipped = download.value.path().read_bytes()
    upload(page, zipped, tmp_path / "same.zip")
    expect(page.locator("main")).to_contain_text("every file says what it says here already")
    changed = rewritten(zipped, lambda path, text: text.replace(b"Who should come after", b"Who could come after"))
    upload(page, changed, tmp_path / "new.zip")
    expect(page.locator(".upload-changes li")).to_have_count(1)
    page.locator(".upload-changes summary").first.click()
    expect(page.locator(".upload-changes ins").first).to_be_visible()
    axe(page)
    page.set_viewport_size(PHONE)
    fits(page)
    if page.get_by_label("Replace what was changed here").count():
        page.get_by_label("Replace what was changed here").check()
    page.get_by_role("button", name=re.compile("Make .* change")).click()
    page.wait_for_url(re.compile(STUDIO))
    upload(page, changed, tmp_path / "new.zip")
    expect(page.locator("main")).to_contain_text("every file says what it says here already")


def test_a_zip_with_faults_is_told_by_file_and_line_and_cannot_be_applied(page_as, tmp_path):
    page = page_as("admin")
    page.goto(STUDIO)
    with page.expect_download() as download:
        page.get_by_role("link", name="Export").click()
    zipped = download.value.path().read_bytes()
    broken = rewritten(zipped, lambda path, text: text if path.endswith(".md") else text + b"\n[[")
    upload(page, broken, tmp_path / "broken.zip")
    expect(page.get_by_role("alert")).to_contain_text(re.compile(r"course\.toml:\d+: This is not TOML"))
    expect(page.get_by_role("button", name=re.compile("Make"))).to_have_count(0)
    axe(page)


def test_an_image_is_uploaded_with_its_description_and_shown(page_as, tmp_path):
    page = page_as("admin")
    page.goto(STUDIO + "units/daily-life/images/")
    photo = tmp_path / "queue.jpg"
    photo.write_bytes(photograph((800, 600), orientation=6))
    page.locator("#id_image").set_input_files(photo)
    page.get_by_label("Name").fill("Queue for bread")
    page.get_by_label("Description").fill("Thirty people stand in a line before a shop.")
    page.get_by_label("Source").fill("Drawn for this test.")
    page.get_by_role("button", name="Add the image").click()
    expect(page.locator("code")).to_have_text(":::image queue-for-bread")
    shown = page.get_by_role("img", name="Thirty people stand in a line before a shop.")
    expect(shown).to_be_visible()
    assert shown.evaluate("image => [image.naturalWidth, image.naturalHeight]") == [600, 800]
    axe(page)
    page.set_viewport_size(PHONE)
    fits(page)


def test_a_course_is_begun_from_nothing(page_as):
    page = page_as("admin")
    page.goto("/studio/?all=yes")
    axe(page)
    page.get_by_role("link", name="New course").click()
    axe(page)
    page.get_by_label("Title").fill("Leaves")
    page.get_by_role("button", name="Make the course").click()
    page.wait_for_url("**/studio/leaves/")
    expect(page.locator(".outline-units > li")).to_have_count(1)
    for size in (PHONE, {"width": 1440, "height": 900}):
        page.set_viewport_size(size)
        fits(page)
    axe(page)


def upload(page: Page, data: bytes, path) -> None:
    """Send a zip to the import page, and arrive at what it would change."""
    path.write_bytes(data)
    page.goto(STUDIO + "import/")
    page.get_by_label("Zip of the course").set_input_files(path)
    page.get_by_role("button", name="Look at it").click()
    page.wait_for_url(re.compile("/courses/import/"))


def rewritten(zipped: bytes, change) -> bytes:
    """The same zip with every file changed by `change(path, bytes)`."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(zipped)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return out.getvalue()
