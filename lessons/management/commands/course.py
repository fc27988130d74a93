"""manage.py course check | load | dump: a course as a folder of text files."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from classrooms.errors import Conflict
from classrooms.models import School
from lessons.models import Course
from lessons.pack.check import check, write_ids
from lessons.pack.dump import dump
from lessons.pack.front import FrontMatterError
from lessons.pack.load import load
from lessons.pack.parts import SECTION, Pack, Problem
from lessons.pack.read import read


def counted(things, name: str) -> str:
    return f"{len(things)} {name}{'' if len(things) == 1 else 's'}"


class Command(BaseCommand):
    help = "Check a course folder, load it into a school, or write a school's course to a folder."
    requires_system_checks: list = []

    def add_arguments(self, parser):
        acts = parser.add_subparsers(dest="act", required=True)
        checking = acts.add_parser("check", help="Read a folder and report every problem as file:line: what.")
        checking.add_argument("folder", type=Path)
        checking.add_argument("--write-ids", action="store_true", help="Write missing passage ids first.")
        loading = acts.add_parser("load", help="Put a folder into a school; run twice it changes nothing.")
        loading.add_argument("folder", type=Path)
        loading.add_argument("--school", required=True, help="The school's short name.")
        loading.add_argument("--replace", action="store_true", help="Also replace files that the school has changed.")
        dumping = acts.add_parser("dump", help="Write a course of a school to a folder.")
        dumping.add_argument("course", help="The course's short name, as in its address.")
        dumping.add_argument("folder", type=Path)
        dumping.add_argument("--school", required=True, help="The school's short name.")
        dumping.add_argument("--replace", action="store_true", help="Write over the files in the folder.")

    def handle(self, *, act, **options):
        getattr(self, f"{act}_course")(**options)

    def check_course(self, folder: Path, write_ids: bool, **_):
        if write_ids:
            self.write_ids(folder)
        pack = self.clean(folder)
        sections = [section for unit in pack.units for section in unit.sections]
        questions = [question for unit in pack.units for question in unit.questions]
        parts = counted(pack.units, "unit"), counted(sections, "section"), counted(questions, "question")
        self.stdout.write(f"{folder}: {', '.join(parts)}. No problems.")

    def load_course(self, folder: Path, school: str, replace: bool, **_):
        try:
            report = load(self.clean(folder), school=self.school(school), replace=replace)
        except Conflict as error:
            raise CommandError(f"{error} Dump the course first, or load it with --replace.") from None
        if not report:
            self.stdout.write("Nothing has changed.")
            return
        files = f"{counted(report.new, 'file')} new, {len(report.changed)} changed, {len(report.gone)} gone"
        rows = f"rows: {report.rows.made} made, {report.rows.changed} changed, {report.rows.retired} retired"
        self.stdout.write(f"{report.course}: {files}; {rows}.")

    def dump_course(self, course: str, folder: Path, school: str, replace: bool, **_):
        row = Course.objects.filter(school=self.school(school), slug=course).first()
        if row is None:
            known = ", ".join(Course.objects.filter(school__slug=school).values_list("slug", flat=True)) or "none"
            raise CommandError(f"There is no course “{course}” in this school. It has: {known}.")
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())) and not replace:
            raise CommandError(f"{folder} is not empty. Name a new folder, or add --replace.")
        files = dump(row)
        for path, data in files.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        self.stdout.write(f"{folder}: {counted(files, 'file')}.")

    def clean(self, folder: Path) -> Pack:
        """The course of a folder; every problem is printed, and any ends the command with code 1."""
        pack = read(folder)
        problems = check(pack)
        for problem in problems:
            self.stderr.write(str(Problem(str(folder / problem.path), problem.line, problem.what)))
        if problems:
            raise CommandError(f"{counted(problems, 'problem')} in {folder}.")
        return pack

    def write_ids(self, folder: Path):
        for path in sorted(folder.glob("*/*.md")):
            if path.is_symlink() or not SECTION.fullmatch(path.name):
                continue
            try:
                text = path.read_bytes().decode()
                written = write_ids(text)
            except (UnicodeDecodeError, FrontMatterError):
                continue
            if written != text:
                path.write_bytes(written.encode())
                self.stdout.write(f"{path}: ids written.")

    def school(self, slug: str) -> School:
        school = School.objects.filter(slug=slug).first()
        if school is None:
            known = ", ".join(School.objects.values_list("slug", flat=True)) or "none yet"
            raise CommandError(f"There is no school “{slug}”. Schools: {known}.")
        return school
