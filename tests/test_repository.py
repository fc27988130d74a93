"""What the repository itself promises: locked dependencies without addresses, no built or binary files."""

import json
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("name", ["run.txt", "dev.txt"])
def test_every_python_package_is_pinned_by_hash_and_names_no_address(name):
    text = (ROOT / "requirements" / name).read_text()
    pins = re.findall(r"^[\w.\[\]-]+==.*(?:\n    --hash=sha256:[0-9a-f]{64}.*)+", text, re.MULTILINE)
    assert len(pins) == len(re.findall(r"^\w", text, re.MULTILINE))
    assert "://" not in text


def test_what_is_run_is_also_what_is_tested():
    def pins(name):
        return set(re.findall(r"^(\w[^\s;]*==[^\s;]+)", (ROOT / "requirements" / name).read_text(), re.MULTILINE))

    assert pins("run.txt") <= pins("dev.txt")


def test_every_front_end_package_is_pinned_by_hash_and_names_no_address():
    packages = json.loads((ROOT / "frontend" / "package-lock.json").read_text())["packages"]
    assert [name for name, package in packages.items() if "resolved" in package] == []
    assert [name for name, package in packages.items() if name and "integrity" not in package] == []


def test_no_built_or_binary_file_is_kept():
    if not (ROOT / ".git").exists():
        pytest.skip("not a checkout")
    kept = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    built = ("frontend/dist/", "frontend/.vitest/", "var/")
    assert [name for name in kept if name.startswith(built) or "node_modules" in name] == []
    heavy = [
        name
        for name in kept
        if (ROOT / name).is_file() and b"\0" in (data := (ROOT / name).read_bytes()) and len(data) > 300_000
    ]
    assert heavy == []
