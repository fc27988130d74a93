"""What browser tests do and look for on every page."""

from playwright.sync_api import BrowserContext, Page

import dev

PASSWORD = "redraft-demo"
AXE = dev.FRONT / "node_modules" / "axe-core" / "axe.min.js"
FOUND = """() => axe.run(document, {preload: false}).then(({violations}) => violations.flatMap(rule => rule.nodes.map(
    ({target, failureSummary}) => `${rule.id}: ${target.join(" ")}\\n    ${failureSummary.replace(/\\s+/g, " ")}`)))"""


def sign_in(page: Page, name: str, password: str = PASSWORD) -> None:
    """Sign in by the form, as a person does, and arrive at their home."""
    page.goto("/accounts/login/")
    page.fill("#id_login", name)
    page.fill("#id_password", password)
    page.press("#id_password", "Enter")
    page.wait_for_url(lambda url: "/accounts/login" not in url)


def awake(page: Page, tag: str) -> None:
    """Wait, at most as long as for anything else, until the script of this element has come."""
    page.locator(f"{tag}:defined").first.wait_for(state="attached")


def axe(page: Page) -> None:
    """Fail with a readable list if axe finds anything on the page as it is now."""
    page.evaluate("() => Promise.allSettled(document.getAnimations().map(one => one.finished))")
    page.evaluate(AXE.read_text())
    found = page.evaluate(FOUND)
    assert not found, f"axe on {page.url}:\n" + "\n".join(found)


def fits(page: Page) -> None:
    """Fail if the page is wider than its window."""
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wider <= 0, f"{page.url} is {wider} px wider than the window"


def watch(context: BrowserContext, base: str, complaints: list[str]) -> None:
    """Note what no page may do: errors and warnings in the console, failed requests, requests to anywhere else."""

    def said(message):
        if message.type in {"error", "warning"}:
            complaints.append(f"console {message.type}: {message.text[:300]}")

    def failed(request):
        if request.failure != "net::ERR_ABORTED":  # someone went on to another page
            complaints.append(f"failed: {request.method} {request.url} {request.failure}")

    def asked(request):
        if request.url.startswith("http") and not request.url.startswith(base):
            complaints.append(f"another origin: {request.url[:200]}")

    def answered(response):
        if response.status >= 400:
            complaints.append(f"{response.status} {response.request.method} {response.url}")

    context.on("console", said)
    context.on("weberror", lambda error: complaints.append(f"error: {error.error}"))
    context.on("requestfailed", failed)
    context.on("request", asked)
    context.on("response", answered)
