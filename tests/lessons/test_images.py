"""Images: drawn anew when they come in, shown with their description, seen only by those who may read their unit."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image as Pillow

from classrooms.models import AuditEntry
from lessons import adding, drafting, illustrating, images, publishing
from lessons.errors import PackProblems
from lessons.models import FileDraft, FileVersion, Image
from lessons.pack.check import check
from lessons.pack.dump import dump, pack_of
from lessons.pack.image_files import ImageFault, examine
from lessons.pack.load import load
from lessons.pack.read import read_files
from tests.lessons import tiny
from tests.lessons.pictures import image, moving, photograph

SECTION = "1-zelle/1-vom-korken.md"
GIVEN = {"name": "Ein Korken", "description": 'Zellen, "Kammern" genannt.', "source": "Hooke, *Micrographia*."}


@pytest.fixture
def course(cast):
    return load(read_files(tiny.files(), "biologie"), school=cast.school).course


@pytest.fixture
def unit(course):
    return course.units.get()


@pytest.fixture
def admin(cast, client_of):
    return client_of(cast.adair)


def add(unit, by, data=None, **more):
    return illustrating.add_image(unit, data=data or image(), by=by, **GIVEN | more)


def place(course, key, by):
    """Show an image in the tiny section."""
    file = course.files.get(path=SECTION)
    text = dump(course)[SECTION].decode() + f"\n:::image {key}\n"
    publishing.save_file(course, path=SECTION, text=text, by=by, base=drafting.live_of(file).digest)


def address(image):
    return reverse("lessons:image", args=["biologie", image.key, image.version.digest[:8], image.ending])


class TestRemaking:
    def test_camera_data_is_gone_and_the_picture_stands_upright(self):
        data = photograph((400, 300), orientation=6)
        assert examine(data).beside
        made = examine(images.remake(data))
        assert (made.kind, made.width, made.height, made.beside) == ("webp", 300, 400, b"")

    def test_the_longest_side_is_kept_to_what_a_page_can_show(self):
        made = examine(images.remake(image("JPEG", (4_000, 2_000))))
        assert (made.width, made.height) == (1_600, 800)

    @pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
    def test_what_is_clear_stays_clear(self, mode):
        picture = Pillow.new("RGBA", (30, 20), (0, 0, 0, 0)).convert(mode)
        out = io.BytesIO()
        picture.save(out, "PNG", **({"transparency": 0} if mode == "P" else {}))
        with Pillow.open(io.BytesIO(images.remake(out.getvalue()))) as made:
            assert made.convert("RGBA").getpixel((5, 5))[3] == 0

    @pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
    def test_the_colours_are_those_that_came(self, kind):
        with Pillow.open(io.BytesIO(images.remake(image(kind)))) as made:
            left, right = made.convert("RGB").getpixel((5, 15)), made.convert("RGB").getpixel((35, 15))
        assert max(abs(a - b) for a, b in zip(left + right, (0xC9, 0xB4, 0x58, 0x35, 0x6B, 0x3A), strict=True)) < 12

    REFUSED = {
        "html": b"<!doctype html><title>x</title>",
        "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        "gif": b"GIF89a\x01\x00\x01\x00\x80\x00\x00",
        "nothing": b"",
        "cut off": image("JPEG", (400, 300))[:400],
        "broken inside": image()[:60] + bytes(40) + image()[100:],
        "moving": moving(),
        "a page as well": image() + b"<script>alert(1)</script>",
        "a zip as well": image("JPEG") + b"PK\x03\x04" + bytes(100),
        "a comment with a page": image("JPEG", comment=b"<html><script>alert(1)</script>"),
        "too many pixels": image(size=(5_001, 5_000)),
        "too large": image("JPEG") + bytes(5_000_000),
    }

    @pytest.mark.parametrize("data", REFUSED.values(), ids=REFUSED)
    def test_what_is_no_picture_alone_is_refused(self, data):
        with pytest.raises(ImageFault):
            images.remake(data)

    def test_a_flood_of_pixels_is_refused_before_it_is_drawn(self, monkeypatch):
        data = bytearray(image())
        data[16:24] = (60_000).to_bytes(4, "big") * 2
        monkeypatch.setattr(images, "_drawn", lambda *_: pytest.fail("it was drawn"))
        with pytest.raises(ImageFault, match="pixels"):
            images.remake(bytes(data))


class TestAdding:
    def test_an_image_and_its_entry_come_in_together(self, course, unit, cast):
        made = add(unit, cast.adair, photograph(), caption="Der Korken")
        assert (made.key, made.file, made.width, made.height) == ("ein-korken", "ein-korken.webp", 400, 300)
        assert made.description == "Zellen, „Kammern“ genannt."
        assert dump(course)["1-zelle/images.toml"].decode() == (
            '[[image]]\nid = "ein-korken"\nfile = "ein-korken.webp"\ncaption = "Der Korken"\n'
            'description = "Zellen, \\"Kammern\\" genannt."\nsource = "Hooke, *Micrographia*."\n'
        )
        assert check(read_files(dump(course))) == []
        assert AuditEntry.objects.filter(verb="added an image", actor=cast.adair).count() == 1

    def test_a_second_image_of_a_name_gets_a_number_and_the_first_stays(self, course, unit, cast):
        add(unit, cast.adair)
        before = dump(course)["1-zelle/images.toml"]
        assert add(unit, cast.adair).key == "ein-korken-2"
        assert dump(course)["1-zelle/images.toml"].startswith(before)

    def test_a_draft_of_the_list_gets_the_entry_too(self, course, unit, cast):
        add(unit, cast.adair)
        path = "1-zelle/images.toml"
        text = "# Meine Notiz\n" + dump(course)[path].decode()
        drafting.save_draft(course, path=path, text=text, revision="version-1", by=cast.adair)
        add(unit, cast.adair)
        draft = FileDraft.objects.get()
        drafting.publish(draft, revision=draft.revision, by=cast.adair)
        assert dump(course)[path].startswith(b"# Meine Notiz\n")
        assert course.images.filter(retired_at=None).count() == 2

    def test_hostile_words_stay_words(self, course, unit, cast):
        words = 'x"\n[[image]]\nid = "y"\n"""\\'
        add(unit, cast.adair, description=words)
        assert Image.objects.get().key == "ein-korken"
        assert pack_of(course).units[0].images[0].description == words

    def test_an_image_and_its_entry_go_together_unless_a_section_shows_it(self, course, unit, cast):
        first, second = add(unit, cast.adair), add(unit, cast.adair)
        place(course, second.key, cast.adair)
        with pytest.raises(PackProblems) as raised:
            illustrating.remove_image(second, by=cast.adair)
        assert "No image “ein-korken-2”." in str(raised.value.problems[0])
        illustrating.remove_image(first, by=cast.adair)
        assert "1-zelle/ein-korken.webp" not in dump(course)
        assert dump(course)["1-zelle/images.toml"].count(b"[[image]]") == 1
        assert check(read_files(dump(course))) == []

    def test_a_text_cannot_be_saved_as_an_image(self, course, unit, cast):
        made = add(unit, cast.adair)
        with pytest.raises(PackProblems):
            publishing.save_file(
                course, path="1-zelle/ein-korken.webp", text="x", by=cast.adair, base=made.version.digest
            )


class TestPack:
    def test_images_come_in_with_a_folder_and_go_out_byte_for_byte(self, cast):
        toml = b'[[image]]\nid = "korken"\nfile = "korken.png"\ndescription = "x"\nsource = "y"\n'
        files = tiny.files() | {"1-zelle/images.toml": toml, "1-zelle/korken.png": image()}
        course = load(read_files(files, "biologie"), school=cast.school).course
        assert dump(course) == files
        row = course.images.get()
        assert (row.width, row.height, row.version.text) == (40, 30, "")
        assert not load(read_files(files, "biologie"), school=cast.school)
        assert not load(pack_of(course), school=cast.school)
        files["1-zelle/korken.png"] = image(size=(50, 60))
        assert load(read_files(files, "biologie"), school=cast.school).changed == ["1-zelle/korken.png"]
        row.refresh_from_db()
        assert (row.width, row.height, row.version.number) == (50, 60, 2)

    def test_checking_a_text_reads_no_bytes_of_images(self, course, unit, cast, django_assert_num_queries):
        add(unit, cast.adair)
        with django_assert_num_queries(1) as asked:
            pack = pack_of(course)
        assert '"data"' not in asked.captured_queries[0]["sql"]
        assert (pack.images, pack.kept) == ({}, frozenset({"1-zelle/ein-korken.webp"}))


class TestPages:
    def test_a_section_shows_it_with_its_description_size_and_source(self, course, unit, cast, page_of):
        made = add(unit, cast.adair, caption="Der Korken")
        place(course, made.key, cast.adair)
        page = page_of(cast.ann, "lessons:section", "biologie", "zelle", "vom-korken")
        assert f'src="{address(made)}" alt="Zellen, „Kammern“ genannt." width="40" height="30" loading="lazy"' in page
        assert "Hooke, <em>Micrographia</em>." in page

    def test_it_is_sent_as_what_it_is_and_may_be_kept(self, course, unit, cast, client_of):
        made = add(unit, cast.adair)
        answer = client_of(cast.ann).get(address(made))
        assert answer["Content-Type"] == "image/webp"
        assert answer["Cache-Control"] == "private, max-age=31536000, immutable"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer.content == dump(course)["1-zelle/ein-korken.webp"]

    @pytest.mark.parametrize("wrong", ["ein-korken.00000000.webp", "ein-korken.{}.png", "anderes.{}.webp"])
    def test_another_address_is_not_there(self, unit, cast, client_of, wrong):
        digest = add(unit, cast.adair).version.digest[:8]
        assert client_of(cast.ann).get(f"/courses/biologie/images/{wrong.format(digest)}").status_code == 404

    def test_an_image_of_an_unpublished_unit_is_hidden(self, course, cast, client_of):
        hidden = add(adding.add_unit(course, title="Neu", by=cast.adair), cast.adair)
        assert client_of(cast.ann).get(address(hidden)).status_code == 404
        assert client_of(cast.olga).get(address(hidden)).status_code == 404
        assert client_of(cast.adair).get(address(hidden)).status_code == 200

    def test_unless_a_section_that_one_may_read_shows_it(self, course, cast, client_of):
        hidden = add(adding.add_unit(course, title="Neu", by=cast.adair), cast.adair)
        place(course, hidden.key, cast.adair)
        assert client_of(cast.ann).get(address(hidden)).status_code == 200
        assert client_of(cast.olga).get(address(hidden)).status_code == 404

    def post(self, client, data, **more):
        file = SimpleUploadedFile("../../x.html", data, "text/html")
        return client.post(reverse("studio:images", args=["biologie", "zelle"]), {"image": file, **GIVEN, **more})

    def test_the_form_takes_it_and_says_how_to_place_it(self, unit, admin):
        assert self.post(admin, photograph()).status_code == 302
        page = admin.get(reverse("studio:images", args=["biologie", "zelle"])).content.decode()
        assert ":::image ein-korken" in page
        assert FileVersion.objects.get(file__path="1-zelle/ein-korken.webp").source == "studio"

    @pytest.mark.parametrize("lacking", ["description", "source", "name"])
    def test_what_has_to_be_said_has_to_be_said(self, unit, admin, lacking):
        assert self.post(admin, image(), **{lacking: " "}).status_code == 422
        assert not Image.objects.exists()

    def test_what_is_no_image_is_refused_with_a_reason(self, unit, admin):
        answer = self.post(admin, b"<!doctype html>")
        assert answer.status_code == 422
        assert "This is not a PNG, JPEG or WebP image." in answer.content.decode()
        assert not Image.objects.exists()

    def test_more_images_cost_no_more_queries(self, unit, cast, admin):
        address = reverse("studio:images", args=["biologie", "zelle"])
        counts = []
        for _ in range(2):
            add(unit, cast.adair)
            with CaptureQueriesContext(connection) as asked:
                admin.get(address)
            counts.append(len(asked))
        assert counts[0] == counts[1]
