"""The list of Bootstrap's classes that the build keeps holds all that our pages use."""

import json
import re

import pytest

import dev

BOOTSTRAP = dev.FRONT / "node_modules" / "bootstrap" / "dist" / "css" / "bootstrap.css"
CLASSES = re.compile(r'\bclass(?:Name)?\s*=\s*["\'`]([^"\'`]*)["\'`]')
OF_TEMPLATES = re.compile(r"{%.*?%}|{{.*?}}")


def classes_of_our_pages() -> set[str]:
    sources = [*(dev.ROOT / "templates").rglob("*.html"), *(dev.FRONT / "src").rglob("*.ts")]
    texts = [OF_TEMPLATES.sub(" ", source.read_text()) for source in sources]
    return {name for text in texts for value in CLASSES.findall(text) for name in value.split()}


def test_every_class_of_bootstrap_that_a_page_uses_is_kept():
    if not BOOTSTRAP.exists():
        pytest.skip("the front end's packages are not installed")
    selectors = re.sub(r"{[^{}]*}", "{}", BOOTSTRAP.read_text())
    bootstraps = set(re.findall(r"\.([a-zA-Z][\w-]*)", selectors))
    ours = classes_of_our_pages()
    kept = set(json.loads((dev.FRONT / "bootstrap-classes.json").read_text()))
    assert {"btn-primary", "toast-body"} <= ours & bootstraps
    assert sorted(ours & bootstraps - kept) == [], "add these to frontend/bootstrap-classes.json"
    assert kept <= bootstraps, "not of Bootstrap"
