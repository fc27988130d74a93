"""The gradebook: numbers as numbers, words never as formulas, names and marks only where they belong."""

import csv
import io
import zipfile
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from classrooms.models import AuditEntry
from essays.files.tables import Table, csv_file, xlsx_file
from essays.queries_gradebook import gradebook, gradebook_of_class
from tests import make

SIGNS = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－"]
BODIES = ["1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://x","y")', "SUM(A1:A9)"]
SEEDS = [f"{sign}{body}" for sign in SIGNS for body in BODIES]


def read_csv(data):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def read_xlsx(data):
    """The cells of a workbook's sheet, row by row: words and numbers, and nothing that is a formula."""
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        shared = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    words = ["".join(part.text or "" for part in each.iter(f"{space}t")) for each in shared.iter(f"{space}si")]
    assert list(sheet.iter(f"{space}f")) == []
    values = [[(cell.get("t"), cell.find(f"{space}v").text) for cell in row] for row in sheet.iter(f"{space}row")]
    return [[words[int(value)] if kind == "s" else float(value) for kind, value in row] for row in values]


def by_head(table, row=0):
    return dict(zip(table.head, table.rows[row], strict=True))


class TestFiles:
    @pytest.mark.parametrize("seed", SEEDS)
    def test_no_text_becomes_a_formula(self, seed):
        for text in (seed, f"  {seed}"):
            table = Table(text, [text, "Total"], [[text, 7.5]], [text])
            kept = text.replace("\r", "\n")  # a sheet writes it in letters
            found = read_xlsx(xlsx_file(table))
            assert [[str(cell).replace("_x000D_", "\n") for cell in row] for row in found] == [
                [kept, "Total"],
                [kept, "7.5"],
                [kept],
            ]
            assert found[1][1] == 7.5
            rows = read_csv(csv_file(table))
            assert rows == [[f"'{text}", "Total"], [f"'{text}", "7.5"], [], [f"'{text}"]]

    def test_other_text_stays_as_it_is(self):
        assert read_csv(csv_file(Table("t", ["Name"], [["O’Neill, a-b"], [None]]))) == [
            ["Name"],
            ["O’Neill, a-b"],
            [""],
        ]


@pytest.mark.django_db
class TestGradebook:
    def test_a_row_has_levels_words_and_marks_and_says_what_is_not_returned(self, cast, work):
        mark = make.mark(on=cast.ann.submission, by=cast.hale, levels={"K": 3.5, "A": 3})
        said = by_head(gradebook(work))
        assert said["User name"] == cast.ann.username
        assert [value for head, value in said.items() if "Draft 1" in head][:2] == [3.5, 3]
        assert (said["Draft 1 · Total"], said["Draft 1 · Out of"], said["Draft 1 · Grade"]) == (6.5, 10, "B")
        assert (said["Draft 1 · Returned"], said["Draft 1 · Returned at"]) == ("Not yet", None)
        assert said["Draft 1 · Words"] == cast.ann.submission.words
        make.returned(mark, by=cast.hale)
        assert by_head(gradebook(work))["Draft 1 · Returned"] == "Yes"

    def test_a_return_on_its_way_is_not_returned(self, cast, work):
        make.returned(make.mark(on=cast.ann.submission, by=cast.hale), by=cast.hale, ago=timedelta(seconds=-60))
        assert by_head(gradebook(work))["Draft 1 · Returned"] == "Not yet"

    def test_each_rubric_has_columns_of_its_own(self, cast, work):
        make.mark(on=cast.ann.submission, by=cast.hale)
        other = make.rubric(school=cast.school)
        other.pk, other.fingerprint = None, "other"
        other.save()
        make.mark(on=make.submission(cast.ben.essay), by=cast.hale, rubric=other, levels={"K": 1, "A": 2})
        table = gradebook(work)
        assert table.head[3].endswith("(Test rubric, 1)")
        assert table.head[5].endswith("(Test rubric, 2)")
        assert [list(row[3:7]) for row in table.rows] == [[3, 3, None, None], [None, None, 1, 2]]

    def test_a_redraft_stands_beside_its_first_draft(self, cast, work):
        make.mark(on=make.submission(cast.ann.essay, round=2), by=cast.hale, levels={"K": 5, "A": 5})
        assert by_head(gradebook(work))["Redraft · Total"] == 10

    def test_hidden_names_are_codes(self, cast, work):
        work.blind = True
        work.save()
        cast.ann.essay.code = "QX7K"
        cast.ann.essay.save()
        table = gradebook(work)
        assert [row[0] for row in table.rows] == ["QX7K"]
        assert cast.ann.username not in str(table)
        other = make.assignment(classroom=cast.c12, by=cast.hale, short="Open")
        of_class = gradebook_of_class(cast.c12)
        assert other.short in of_class.head[2]
        assert not any(head.startswith(f"{work.short} ·") for head in of_class.head)
        assert work.short in of_class.notes[0]

    def test_thirty_rows_cost_no_more_queries_than_two(self, cast, work, django_assert_num_queries):
        make.mark(on=cast.ann.submission, by=cast.hale)
        with CaptureQueriesContext(connection) as few:
            gradebook_of_class(cast.c12)
        for number in range(28):
            student = make.person(f"s{number}", school=cast.school)
            make.member(student, cast.c12)
            make.mark(on=make.submission(make.essay(work, writer=student)), by=cast.hale)
        with django_assert_num_queries(len(few)):
            gradebook_of_class(cast.c12)

    def test_it_is_sent_as_a_file_and_written_down(self, cast, work, client_of):
        answer = client_of(cast.hale).post(f"/assignments/{work.pk}/gradebook/xlsx/")
        assert read_xlsx(answer.content)[0][0] == "Student"
        assert ".xlsx" in answer["Content-Disposition"]
        assert AuditEntry.objects.get(verb="exported marks").actor == cast.hale
        assert client_of(cast.hale).post(f"/assignments/{work.pk}/gradebook/exe/").status_code == 404
