"""Files with every kind of fault that may come as a Word file, made when they are needed."""

import io
import struct
import zipfile
import zlib

import docx

MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATION = '<Relationship Id="rId77" Type="%s/%s" Target="%s" TargetMode="%s"/></Relationships>'
TEXT = f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:body></w:document>'


def good(words="Kirov was shot.") -> bytes:
    document = docx.Document()
    document.add_paragraph(words)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def changed(parts=None, *, drop=(), how=zipfile.ZIP_DEFLATED) -> bytes:
    """A good file with other or further parts."""
    with zipfile.ZipFile(io.BytesIO(good())) as packed:
        files = {name: packed.read(name) for name in packed.namelist() if name not in drop}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as packed:
        for name, data in {**files, **(parts or {})}.items():
            packed.writestr(name, data)
    return out.getvalue()


def part(name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(good())) as packed:
        return packed.read(name).decode()


def bomb() -> bytes:
    """A part that unpacks to a thousand times its size."""
    return changed({"word/media/image1.xml": b"<a>" + b" " * 20_000_000 + b"</a>"})


def text_bomb() -> bytes:
    """Forty million letters in the text itself."""
    return changed({"word/document.xml": (TEXT % ("a" * 40_000_000)).encode()})


def large_bomb() -> bytes:
    """More than may come out, in parts that each do not shrink much."""
    noise = bytes(range(256)) * 4
    return changed({f"word/media/{n}.png": noise * 4_000 + bytes([n]) for n in range(14)})


def lying_bomb() -> bytes:
    """An entry that says ten bytes and unpacks to ten million."""
    data = bytearray(changed({"word/media/x.xml": b"#" * 10_000_000}))
    at = data.rfind(b"word/media/x.xml")
    struct.pack_into("<I", data, at - 46 + 24, 10)
    start = data.find(b"word/media/x.xml")
    struct.pack_into("<I", data, start - 30 + 22, 10)
    return bytes(data)


def many(count=100_000) -> bytes:
    return changed({f"word/media/{n}.txt": b"" for n in range(count)}, how=zipfile.ZIP_STORED)


def overlapping(count=200) -> bytes:
    """Entries that all unpack the same bytes."""
    kernel, size = zlib.compress(b"#" * 200_000, 9)[2:-4], 200_000
    crc, name = zlib.crc32(b"#" * size), b"[Content_Types].xml"
    body = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 0, crc, len(kernel), size, len(name), 0) + name + kernel
    listed = bytearray()
    for n in range(count):
        own = f"word/{n}.xml".encode()
        head = (b"PK\x01\x02", 20, 20, 0, 8, 0, 0, crc, len(kernel), size, len(own), 0, 0, 0, 0, 0, 0)
        listed += struct.pack("<4s6H3L5H2L", *head) + own
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(listed), len(body), 0)
    return bytes(body + listed + end)


def laughs() -> bytes:
    """A billion laughs."""
    names = [f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10)]
    xml = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{"".join(names)}]>' + TEXT % "&l9;"
    return changed({"word/document.xml": xml.encode()})


def quadratic() -> bytes:
    xml = f'<!DOCTYPE x [<!ENTITY a "{"a" * 100_000}">]>' + TEXT % ("&a;" * 5_000)
    return changed({"word/document.xml": xml.encode()})


def entity(address: str, encoding="utf-8") -> bytes:
    """An external entity, to a file or an address, in the text."""
    xml = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY e SYSTEM "{address}">]>' + TEXT % "&e;"
    return changed({"word/document.xml": xml.encode(encoding)})


def parameter_entity() -> bytes:
    xml = '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">' + TEXT % "a"
    return changed({"word/styles.xml": xml.encode()})


def related(kind: str, target: str, mode="External", part_of="word/_rels/document.xml.rels") -> bytes:
    """A file with a relation to something outside it, or of a kind that holds other files."""
    relations = part("word/_rels/document.xml.rels")
    return changed({part_of: relations.replace("</Relationships>", RELATION % (OFFICE, kind, target, mode)).encode()})


def macros() -> bytes:
    return changed({"word/vbaProject.bin": b"\xd0\xcf\x11\xe0 macros"})


def docm() -> bytes:
    """A file with macros' kind under the name of one without."""
    return changed({"[Content_Types].xml": part("[Content_Types].xml").replace(MAIN, MACRO).encode()})


def embedded() -> bytes:
    return changed({"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0 an object"})


def nested() -> bytes:
    return changed({"word/embeddings/more.docx": good()})


def out_of_folder() -> bytes:
    return changed({"../../evil.xml": b"<a/>"})


def absolute() -> bytes:
    return changed({"/etc/cron.d/evil.xml": b"<a/>"})


def link() -> bytes:
    entry = zipfile.ZipInfo("word/link.xml")
    entry.create_system, entry.external_attr = 3, 0o120777 << 16
    out = io.BytesIO(good())
    with zipfile.ZipFile(out, "a") as packed:
        packed.writestr(entry, "/etc/passwd")
    return out.getvalue()


def twice() -> bytes:
    out = io.BytesIO(good())
    with zipfile.ZipFile(out, "a") as packed:
        packed.filelist.append(packed.filelist[-1])
        packed._didModify = True
    return out.getvalue()


def locked() -> bytes:
    data = bytearray(good())
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        struct.pack_into("<H", data, data.find(signature) + at, 1)
    return bytes(data)


def truncated() -> bytes:
    data = good()
    return data[: len(data) // 2]


def spoiled() -> bytes:
    """Bytes in the middle are others."""
    data = bytearray(good())
    for at in range(len(data) // 3, len(data) // 3 + 400):
        data[at] ^= 0x5A
    return bytes(data)


def deep(levels=3_000) -> bytes:
    """Tables in tables in tables."""
    noise = [zlib.crc32(str(n).encode()) for n in range(levels)]  # so that it does not shrink too much
    opening = "".join(f'<w:tbl w:rsid="{each}"><w:tr w:rsid="{each * 7}"><w:tc>' for each in noise)
    closing = "<w:p/></w:tc></w:tr></w:tbl>" * levels
    xml = f'<w:document xmlns:w="{WORD}"><w:body>{opening}{closing}</w:body></w:document>'
    return changed({"word/document.xml": xml.encode()})


def plain_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("notes.txt", "no document")
    return out.getvalue()


def without_text() -> bytes:
    return changed(drop=["word/document.xml"])


def spreadsheet() -> bytes:
    kinds = part("[Content_Types].xml").replace(MAIN, MAIN.replace("wordprocessingml.document", "spreadsheetml.sheet"))
    return changed({"[Content_Types].xml": kinds.encode()})


BAD = {
    "bomb": bomb,
    "text bomb": text_bomb,
    "large bomb": large_bomb,
    "lying bomb": lying_bomb,
    "100,000 entries": many,
    "overlapping": overlapping,
    "billion laughs": laughs,
    "quadratic": quadratic,
    "entity of a file": lambda: entity("file:///etc/passwd"),
    "entity of an address": lambda: entity("http://127.0.0.1:9/"),
    "entity in UTF-16": lambda: entity("file:///etc/passwd", "utf-16"),
    "foreign document type": parameter_entity,
    "template elsewhere": lambda: related("attachedTemplate", "http://127.0.0.1:9/x.dotm"),
    "picture elsewhere": lambda: related("image", "http://127.0.0.1:9/x.png"),
    "object elsewhere": lambda: related("oleObject", "file:///x"),
    "another text in it": lambda: related("aFChunk", "chunk.html", "Internal"),
    "macros": macros,
    "docm under another name": docm,
    "object": embedded,
    "nested": nested,
    "../": out_of_folder,
    "absolute path": absolute,
    "symbolic link": link,
    "entry twice": twice,
    "locked": locked,
    "truncated": truncated,
    "spoiled": spoiled,
    "deep": deep,
    "zip": plain_zip,
    "without text": without_text,
    "spreadsheet": spreadsheet,
    "pdf": lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "old doc": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4_000,
    "rtf": lambda: rb"{\rtf1 hello}",
    "html": lambda: b"<html><body>hello</body></html>",
    "nothing but zeros": lambda: b"\0" * 10_000,
    "only the beginning of a zip": lambda: b"PK\x03\x04",
    "too large": lambda: b"PK\x03\x04" + b"x" * 5_000_000,
}

CODES = {
    "template elsewhere": "external",
    "picture elsewhere": "external",
    "object elsewhere": "embedded",
    "another text in it": "embedded",
    "macros": "macros",
    "docm under another name": "macros",
    "object": "embedded",
    "nested": "embedded",
    "deep": "too-much",
    **dict.fromkeys(["zip", "spreadsheet", "pdf", "old doc", "rtf", "html", "nothing but zeros"], "kind"),
}  # all others: damaged
