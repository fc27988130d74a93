"""A rubric is made, and essays are marked by its half levels."""

import re

from playwright.sync_api import expect

from tests.browser.seeing import axe, fits


def test_a_rubric_is_made_edited_and_offered_for_new_work(page_as, complaints):
    page = page_as("teacher")
    page.goto("/rubrics/")
    page.get_by_role("link", name="Make a rubric").click()
    page.locator("#id_title").fill("Short answers")
    page.locator("#id_level_names").fill("Begun\nSecure\nStrong")
    page.get_by_label("Half levels").check()
    page.locator("#id_criteria-0-code").fill("K")
    page.locator("#id_criteria-0-short").fill("Knowledge")
    page.locator("#id_criteria-0-descriptors").fill("Few facts.\nThe right facts.")
    page.locator("#id_bands-0-grade").fill("A")
    page.locator("#id_bands-0-low").fill("0")
    page.locator("#id_bands-0-high").fill("3")
    page.get_by_role("button", name="Keep the rubric").click()
    expect(page.locator("main")).to_contain_text("Write 3 lines, one for each level.")
    axe(page)
    page.set_viewport_size({"width": 360, "height": 780})
    fits(page)
    page.locator("#id_criteria-0-descriptors").fill("Few facts.\nThe right facts.\nEach does a job.")
    page.get_by_role("button", name="Keep the rubric").click()
    band = page.get_by_role("region", name="Short answers")
    expect(band).to_contain_text("out of 3 · half levels")
    axe(page)
    fits(page)
    band.get_by_role("link", name="Edit").click()
    page.locator("#id_criteria-0-weight").fill("2")
    page.locator("#id_bands-0-high").fill("6")
    page.get_by_role("button", name="Keep as a new version").click()
    expect(band).to_contain_text("2 versions")

    page.goto("/classes/")
    page.locator("main").get_by_role("link", name=re.compile(r"^1\d")).first.click()
    page.get_by_role("link", name="Set work").first.click()
    expect(page.locator("#id_rubric")).to_contain_text("Short answers · ")
    assert any(said.startswith("422") for said in complaints)
    complaints[:] = [said for said in complaints if "422" not in said]
