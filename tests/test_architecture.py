"""The rules of docs/architecture.md that a machine can keep."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

ROOT = Path(__file__).resolve().parent.parent
LAYERS = ["classrooms", "lessons", "essays", "reviews", ("dashboards", "exchange", "operations"), "config"]
FLOOR = {name: n for n, names in enumerate(LAYERS) for name in ([names] if isinstance(names, str) else names)}
APPS = [name for name in FLOOR if (ROOT / name).is_dir()]
PURE = [
    "essays/checking.py",
    "essays/class_feedback.py",
    "essays/comparing.py",
    "essays/document.py",
    "essays/files",
    "essays/history.py",
    "essays/merging.py",
    "essays/ordering.py",
    "essays/pack_texts.py",
    "essays/plans.py",
    "essays/states.py",
    "essays/pasting.py",
    "essays/schema.py",
    "essays/sittings.py",
    "essays/unnamed.py",
    "lessons/charts",
    "lessons/images.py",
    "lessons/rendering.py",
    "lessons/search/asking.py",
    "lessons/search/languages.py",
    "lessons/search/limiting.py",
    "lessons/search/marking.py",
    "lessons/search/spelling.py",
    "lessons/texts",
    "lessons/pack/prose.py",
    "lessons/pack/parts.py",
    "lessons/pack/read.py",
    "lessons/pack/check.py",
    "lessons/pack/check_images.py",
    "lessons/pack/examples.py",
    "lessons/pack/image_files.py",
    "lessons/zips.py",
]


def python_files(*folders):
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def imports(path):
    """Every module that a file imports, inline imports too."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("app", APPS)
def test_imports_point_down(app):
    wrong = [
        f"{path.relative_to(ROOT)} imports {module}"
        for path in python_files(app)
        for module in imports(path)
        if (target := module.split(".")[0]) in FLOOR
        and target != app
        and FLOOR[target] >= FLOOR[app]
        and not (app == "config" or module.startswith("config.sqlite"))
    ]
    assert wrong == []


def test_one_module_knows_the_task_queue():
    knowing = [
        str(path.relative_to(ROOT))
        for path in python_files(*APPS)
        if any(module.split(".")[0] in {"django_tasks", "django_tasks_db"} for module in imports(path))
    ]
    assert knowing == ["classrooms/background.py"]


def test_foreign_keys_point_down():
    wrong = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label in FLOOR
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey)
        and FLOOR.get(field.related_model._meta.app_label, -1) > FLOOR[model._meta.app_label]
    ]
    assert wrong == []


@pytest.mark.parametrize("name", PURE)
def test_pure_thinking_imports_no_django(name):
    path = ROOT / name
    files = sorted(path.glob("*.py")) if path.is_dir() else [path]
    assert files
    assert [module for file in files for module in imports(file) if module.split(".")[0] == "django"] == []


@pytest.mark.parametrize("app", APPS)
def test_models_and_verbs_know_no_views_or_forms(app):
    wrong = []
    for path in python_files(app):
        parts = path.relative_to(ROOT / app).with_suffix("").parts
        if parts[0] in {"views", "admin", "management"} or parts[0].endswith("urls") or app == "config":
            continue
        for module in imports(path):
            if re.match(rf"{app}\.(views|urls)\b", module) or (
                re.match(rf"{app}\.(forms|access)\b", module) and parts[0] in {"models", "queries"}
            ):
                wrong.append(f"{path.relative_to(ROOT)} imports {module}")
    assert wrong == []


def test_there_are_no_signals_and_no_save_methods_with_logic():
    wrong = []
    for path in python_files(*APPS):
        tree = ast.parse(path.read_text())
        wrong += [
            f"{path.relative_to(ROOT)}: {node.name}.{method.name}"
            for node in ast.walk(tree)
            if isinstance(node, ast.ClassDef) and "forms" not in path.parts
            for method in node.body
            if isinstance(method, ast.FunctionDef) and method.name in {"save", "delete"}
        ]
        wrong += [f"{path.relative_to(ROOT)}: signals" for module in imports(path) if "signals" in module]
        if path.name in {"services.py", "utils.py", "helpers.py", "signals.py"}:
            wrong.append(str(path.relative_to(ROOT)))
    assert wrong == []


def test_every_growing_table_carries_its_school():
    """Rows of people and of work lead to their school directly; parts of a course lead there through the course."""
    through_the_course = {"CourseFile", "FileVersion", "FileDraft", "Unit", "Section", "Passage"} | {
        model.__name__ for model in apps.get_app_config("lessons").get_models() if hasattr(model, "course")
    }
    wrong = [
        model.__name__
        for app in ("classrooms", "lessons", "essays")
        for model in apps.get_app_config(app).get_models()
        if model.__name__ not in through_the_course | {"School"}
        and "school" not in {field.name for field in model._meta.get_fields()}
    ]
    assert wrong == []


def test_templates_have_no_inline_script_style_or_handler():
    inline = re.compile(r"<script(?![^>]*(src=|type=\"application/json\"))|\son\w+=\"|\sstyle=\"|<style", re.IGNORECASE)
    wrong = [
        str(path.relative_to(ROOT)) for path in (ROOT / "templates").rglob("*.html") if inline.search(path.read_text())
    ]
    assert wrong == []


def test_no_file_is_longer_than_the_house_allows():
    limits = {".py": 400, ".html": 120, ".ts": 500, ".css": 500}
    folders = [*APPS, "templates", "frontend/src", "benchmarks"]
    wrong = [
        f"{path.relative_to(ROOT)}: {lines} lines"
        for folder in folders
        for path in (ROOT / folder).rglob("*")
        if path.suffix in limits
        and "migrations" not in path.parts
        and (lines := len(path.read_text().splitlines())) > limits[path.suffix]
    ]
    assert wrong == []


def test_views_are_short():
    wrong = []
    for path in python_files(*APPS):
        in_views = "views" in path.parts or path.name == "views.py"
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef):
                size = node.end_lineno - node.lineno + 1
                if size > (25 if in_views else 40):
                    wrong.append(f"{path.relative_to(ROOT)}: {node.name} has {size} lines")
    assert wrong == []
