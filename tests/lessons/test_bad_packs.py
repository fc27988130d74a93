"""Course folders and zips with every kind of fault: all told at once as file:line: what, nothing loaded, in time."""

import time

import pytest

from lessons import importing, zips
from lessons.errors import PackProblems
from lessons.models import Course, CourseUpload
from lessons.pack.check import check
from lessons.pack.load import load
from lessons.pack.parts import Problem
from lessons.pack.read import read, read_files
from tests import make
from tests.lessons import bad_zips, tiny
from tests.lessons.pictures import image, moving, photograph
from tests.lessons.test_pack_read import replaced

SECTION = "1-zelle/1-vom-korken.md"
SECONDS = 20  # of the processor, far more than any of this takes; what runs away takes minutes
OUT = "This path leads out of the folder or cannot be kept."


def told(pack):
    return [str(problem) for problem in check(pack)]


@pytest.fixture(autouse=True)
def in_time():
    begun = time.process_time()
    yield
    assert time.process_time() - begun < SECONDS


IMAGES = '[[image]]\nid = "korken"\nfile = "korken.png"\ndescription = "Ein Korken."\nsource = "Hooke."\n'


def with_image(data=None, listed=IMAGES, name="korken.png"):
    files = tiny.files() | {"1-zelle/images.toml": listed.encode()}
    return files | ({f"1-zelle/{name}": data} if data is not None else {})


class TestFolders:
    def test_faults_of_every_kind_are_told_at_once_and_nothing_is_loaded(self, db):
        school = make.school()
        changed = {
            "course": tiny.COURSE.replace('"de"', "7"),
            "terms": "[[term",
            "people": replaced(tiny.PEOPLE, "born = 1810", 'born = "früh"'),
            "section": replaced(tiny.SECTION, ":::figure groessen", ":::figure grossen"),
            "questions": replaced(tiny.QUESTIONS, '"vom-korken"', '"vom-korkn"'),
        }
        files = tiny.files(**changed) | {
            "2-zelle/unit.md": tiny.UNIT.encode(),
            "1-zelle/sources.toml": b'[[source]]\nid = "gr\xfcn"\n',
            "3-groß/x.txt": b"x",
            "../raus.toml": b"x",
            "1-zelle/Bild.GIF": b"GIF89a",
        }
        found = told(read_files(files))
        for beginning in (
            f"../raus.toml:1: {OUT}",
            "1-zelle/1-vom-korken.md:13: No figure “grossen”. Did you mean “groessen”?",
            "1-zelle/Bild.GIF:1: An image stands in a unit's folder and is a .png, .jpg or .webp file",
            "1-zelle/people.toml:4: “born” must be a whole number",
            "1-zelle/questions.toml:1: No section “vom-korkn” in this unit.",
            "1-zelle/sources.toml:2: The file is not UTF-8 text.",
            "1-zelle/terms.toml:1: This is not TOML",
            "2-zelle/unit.md:1: The unit name “zelle” is used twice",
            "3-groß/x.txt:1: A unit's folder is a number",
            "course.toml:3: “language” must be text, but is the number 7.",
        ):
            assert [one for one in found if one.startswith(beginning)], beginning
        with pytest.raises(PackProblems) as raised:
            load(read_files(files), school=school)
        assert [str(problem) for problem in raised.value.problems] == found
        assert not Course.objects.exists()

    def test_terms_that_name_each_other_are_no_fault(self):
        """No part holds another: [[links]] stand in texts and are not followed, so nothing goes in circles."""
        terms = replaced(tiny.TERMS, "Trägt das Erbgut.", "Steht in der [[zelle]].")
        assert told(read_files(tiny.files(terms=terms))) == []

    def test_links_that_lead_back_into_the_folder_are_not_followed(self, tmp_path):
        folder = tiny.write(tmp_path / "biologie")
        (folder / "2-kreis").symlink_to(folder)
        (folder / "1-zelle" / "2-kreis.md").symlink_to("2-kreis.md")
        assert told(read(folder)) == [
            "1-zelle/2-kreis.md:1: Symbolic links are not read. Put the file itself here.",
            "2-kreis:1: Symbolic links are not read. Put the file itself here.",
        ]

    def test_ten_megabytes_are_refused_without_reading_them(self, tmp_path):
        folder = tiny.write(tmp_path / "biologie")
        (folder / SECTION).write_bytes(b"x" * 10_000_000)
        assert f"{SECTION}:1: The file is larger than 100 KB." in told(read(folder))
        assert f"{SECTION}:1: The file is larger than 100 KB." in told(read_files(tiny.files(section="x" * 200_000)))

    def test_a_hundred_thousand_files_are_refused(self):
        files = {f"1-zelle/{n}-x.md": b"" for n in range(100_000)}
        assert told(read_files(tiny.files() | files)) == ["course.toml:1: A course has at most 1,000 files."]

    def test_texts_that_are_too_much_together_are_refused(self):
        files = {f"1-zelle/{n}-x.md": b"x" * 100_000 for n in range(2, 60)}
        assert told(read_files(tiny.files() | files)) == [
            "course.toml:1: The texts of a course are at most 5 MB together."
        ]

    @pytest.mark.parametrize(
        "text",
        [
            "[",
            "[[",
            "**",
            "> ",
            "- ",
            "*a ",
            "[a](",
            '"',
            "'",
            "{#p1} ",
            "a\n\n",
            ":::figure x\n\n",
        ],
        ids=repr,
    )
    def test_texts_that_tire_a_parser_are_told_in_time(self, text):
        text = text * (99_000 // len(text))
        assert told(read_files(tiny.files(section=f'---\ntitle: "x"\nsummary: "y"\n---\n{text}\n')))

    @pytest.mark.parametrize(
        "text",
        [
            "x = " + "[" * 900_000,
            "x = " + "{a = " * 100_000,
            'x = """' + "\\\n" * 400_000,
            "x = '" + '"""' * 300_000,
            "[a]\n" * 200_000,
            "[[term]]\n" * 20_000,
            "a." * 400_000 + "b = 1",
            "#" * 999_000,
        ],
        ids=lambda text: text[:8].strip(),
    )
    def test_tables_that_tire_a_parser_are_told_in_time(self, text):
        assert told(read_files(tiny.files(terms=text)))

    def test_front_matter_that_grows_when_it_is_read_is_told(self):
        lines = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9) if n else 'x'}]" for n in range(12)]
        text = "---\n" + "\n".join(lines) + '\ntitle: "x"\nsummary: "y"\n---\nText. {#p1}\n'
        assert any("Unknown key “a0”" in problem for problem in told(read_files(tiny.files(section=text))))


class TestImages:
    FAULTS = {
        "page": (b"<!doctype html><script>alert(1)</script>", "This is not a PNG, JPEG or WebP image."),
        "drawing": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "This is not a PNG, JPEG or WebP image."),
        "gif": (b"GIF89a\x01\x00\x01\x00", "This is not a PNG, JPEG or WebP image."),
        "nothing": (b"", "This is not a PNG, JPEG or WebP image."),
        "other kind": (image("JPEG"), "The image is JPEG; name it with .jpg at its end."),
        "cut off": (image()[:-20], "The image is damaged or cut off."),
        "moving": (moving("PNG"), "The image moves. Save one frame of it as a picture."),
        "page behind it": (image() + b"<script>alert(1)</script>", "The image holds camera data or comments."),
        "pixels": (image(size=(6_000, 5_000)), "The image has 6000 x 5000 pixels; 25 million is the most."),
        "megabytes": (image() + b"x" * 5_000_000, "The file is larger than 5 MB."),
    }

    @pytest.mark.parametrize(("data", "what"), FAULTS.values(), ids=FAULTS)
    def test_a_file_that_is_no_plain_image_is_a_problem(self, data, what):
        assert [one for one in told(read_files(with_image(data))) if one.startswith(f"1-zelle/korken.png:1: {what}")]

    @pytest.mark.parametrize(
        ("name", "data"), [("korken.jpg", photograph()), ("korken.webp", image("WEBP", exif=b"Exif\0\0II*\0"))]
    )
    def test_camera_data_is_a_problem(self, name, data):
        listed = IMAGES.replace("korken.png", name)
        assert told(read_files(with_image(data, listed, name))) == [
            f"1-zelle/{name}:1: The image holds camera data or comments. Upload it in the studio, which takes them out."
        ]

    def test_a_plain_image_is_none(self):
        assert told(read_files(with_image(image()))) == []

    def test_a_missing_file_and_one_that_nobody_names_are_problems(self):
        assert told(read_files(with_image())) == ["1-zelle/images.toml:1: There is no file “korken.png” in this unit."]
        assert told(read_files(with_image(image(), "# nothing\n"))) == [
            "1-zelle/korken.png:1: No entry in images.toml names this image."
        ]

    @pytest.mark.parametrize("file", ["../../etc/passwd.png", "KORKEN.PNG", "korken.svg", "a b.png"])
    def test_an_entry_that_names_no_image_is_a_problem(self, file):
        found = told(read_files(with_image(None, IMAGES.replace("korken.png", file))))
        assert found == [
            f"1-zelle/images.toml:1: “{file}” is no name for an image: small letters, digits, hyphens, then .png, .jpg"
            " or .webp."
        ]

    def test_a_section_that_shows_no_image_of_the_course_is_a_problem(self):
        section = replaced(tiny.SECTION, ":::source micrographia", ":::image weg")
        assert told(read_files(tiny.files(section=section))) == [f"{SECTION}:20: No image “weg”."]

    def test_images_without_a_unit_are_a_problem(self):
        files = tiny.files() | {"9-bilder/korken.png": image(), "korken.png": image()}
        assert told(read_files(files)) == [
            "9-bilder/unit.md:1: This file is missing: each unit has one.",
            "korken.png:1: An image stands in a unit's folder and is a .png, .jpg or .webp file named in small letters,"
            " digits and hyphens.",
        ]


class TestZips:
    FAULTS = {
        "no zip": (lambda: b"course.toml", "kurs.zip:1: This is not a zip, or it is damaged."),
        "only the end of one": (lambda: b"x" * 100 + bad_zips.course(), "kurs.zip:1: This is not a zip"),
        "cut off": (lambda: bad_zips.course()[:-30], "kurs.zip:1: This is not a zip, or it is damaged."),
        "too large": (lambda: bad_zips.course() + b"x" * 20_000_001, "kurs.zip:1: The zip is larger than 20 MB."),
        "bomb": (bad_zips.bomb, "1-zelle/terms.toml:1: This file unpacks to more than a hundred times its size."),
        "large bomb": (bad_zips.large_bomb, "kurs.zip:1: Unpacked it is larger than 50 MB."),
        "lying bomb": (bad_zips.lying_bomb, "course.toml:1: This file is damaged in the zip."),
        "overlapping bomb": (bad_zips.overlapping, "1-zelle/2-x.md:1: This file lies over another one in the zip."),
        "nested": (bad_zips.nested, "1-zelle/more.zip:1: A zip inside the zip is not read."),
        "disguised": (bad_zips.disguised, "1-zelle/2-mehr.md:1: A zip inside the zip is not read."),
        "many files": (bad_zips.many, "kurs.zip:1: The zip holds more than 1,000 files."),
        "a few too many": (lambda: bad_zips.many(1_001), "kurs.zip:1: The zip holds more than 1,000 files."),
        "climbing out": (lambda: bad_zips.with_path("../../etc/x.toml"), f"../../etc/x.toml:1: {OUT}"),
        "absolute": (lambda: bad_zips.with_path("/etc/x.toml"), f"/etc/x.toml:1: {OUT}"),
        "backslash": (lambda: bad_zips.with_path("1-zelle\\x.toml"), f"1-zelle\\x.toml:1: {OUT}"),
        "drive": (lambda: bad_zips.with_path("c:/x.toml"), f"c:/x.toml:1: {OUT}"),
        "nothing between": (lambda: bad_zips.with_path("1-zelle//x.toml"), f"1-zelle//x.toml:1: {OUT}"),
        "hidden sign": (lambda: bad_zips.with_path("1-zelle/\u202ex.toml"), f"1-zelle/?x.toml:1: {OUT}"),
        "link": (bad_zips.link, "1-zelle/terms.toml:1: Links are not read. Put the file itself into the zip."),
        "locked": (bad_zips.locked, "course.toml:1: This file is locked by a password."),
        "damaged": (bad_zips.damaged, "course.toml:1: This file is damaged in the zip."),
        "twice": (bad_zips.twice, "course.toml:1: This file stands in the zip twice."),
        "other method": (bad_zips.other_method, "course.toml:1: This file is packed in a way that is not read here."),
    }

    @pytest.mark.parametrize(("make_zip", "what"), FAULTS.values(), ids=FAULTS)
    def test_a_zip_that_could_do_harm_is_refused(self, make_zip, what):
        data = make_zip()
        begun = time.process_time()
        _files, _folder, problems = zips.read(data, "kurs.zip")
        assert time.process_time() - begun < 2
        assert [problem for problem in map(str, problems) if problem.startswith(what)], problems

    @pytest.mark.parametrize("name", ["bomb", "large bomb", "overlapping bomb", "many files", "climbing out", "link"])
    def test_nothing_of_it_is_unpacked(self, name, monkeypatch):
        data = self.FAULTS[name][0]()
        monkeypatch.setattr(zips, "_inflate", lambda *_: pytest.fail("it was unpacked"))
        assert zips.read(data)[0] == {}

    def test_all_faults_of_a_zip_are_told_at_once(self):
        data = bad_zips.packed([("../x", b""), ("a.zip", b""), ("/y", b"")])
        assert zips.read(data)[2] == [
            Problem("../x", 1, OUT),
            Problem("/y", 1, OUT),
            Problem("a.zip", 1, "A zip inside the zip is not read."),
        ]

    def test_an_upload_of_it_shows_why_and_loads_nothing(self, cast):
        upload = importing.keep_upload(course=None, slug="x", name="kurs.zip", data=bad_zips.bomb(), by=cast.adair)
        with pytest.raises(PackProblems):
            importing.apply(upload, loaded_at=None, replace=False, by=cast.adair)
        assert not Course.objects.exists()
        assert CourseUpload.objects.exists()
