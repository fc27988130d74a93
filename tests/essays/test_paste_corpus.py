"""The documents that pasted clipboards become are ones that the server stores; the editor's own tests make them."""

import json

import pytest

from essays import document
from tests.essays.test_document import VECTORS

CASES = sorted((VECTORS / "paste").glob("*.json"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_server_stores_it(path):
    document.check(json.loads(path.read_text()))
    assert path.with_suffix(".html").exists()
