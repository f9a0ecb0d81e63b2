"""What `make paper` built: the same bytes wherever it is built, and a page, a Word file and a PDF that all can read.

Not part of `make test`: it needs pandoc and typst.
"""

import re
import shutil
import subprocess
import zipfile
import zlib
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pypandoc
import pytest

from analysis.gallery import shown
from analysis.paper import build, manuscripts

ROOT = Path(__file__).parents[1]
BUILT = ROOT / "build" / "paper"
PAPER = (ROOT / "paper/paper.md").read_text(encoding="utf-8")
FIGURES = re.findall(r"\]\(\.\./figures/(\w+)\.svg\)", PAPER)
TABLES = re.findall(r"\{#tbl-[\w-]+\}", PAPER)
WORDS = [figure["alt_text"] for name, figure in shown(ROOT).items() if name in FIGURES]


def test_the_same_text_gives_the_same_bytes_in_another_folder(tmp_path):
    for name in ("paper", "figures"):
        shutil.copytree(ROOT / name, tmp_path / "elsewhere" / name)
    for text in manuscripts(tmp_path / "elsewhere/paper"):
        for suffix, data in build(text, tmp_path / "elsewhere").items():
            assert data == (BUILT / f"{text.stem}{suffix}").read_bytes(), suffix


class Page(HTMLParser):
    """The tags of a page, each with its attributes, in their order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture(scope="module")
def page() -> Page:
    return Page((BUILT / "paper.html").read_text(encoding="utf-8"))


def test_the_page_is_one_file(page):
    assert not page.all("script") and not page.all("link") and not page.all("iframe")
    assert all(image["src"].startswith("data:") for image in page.all("img"))
    assert "url(http" not in (BUILT / "paper.html").read_text(encoding="utf-8")


def test_the_page_can_be_listened_to(page):
    assert page.all("html")[0]["lang"] == "en-GB" and page.all("title")
    assert [image["alt"] for image in page.all("img")] == WORDS
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1 and levels[0] == 1 and all(b - a <= 1 for a, b in zip(levels, levels[1:]))
    assert len(page.all("caption")) == len(page.all("table")) == len(TABLES)
    assert len(page.all("figcaption")) == len(page.all("figure")) == len(FIGURES)
    assert len(page.all("th")) > len(TABLES) * 4


def test_nothing_is_left_unresolved():
    with zipfile.ZipFile(BUILT / "paper.docx") as file:
        texts = [file.read("word/document.xml").decode()]
    texts.append((BUILT / "paper.html").read_text(encoding="utf-8"))
    for text in texts:
        body = re.sub(r"<style.*?</style>|data:[^\"]*", "", text, flags=re.S)
        assert not re.search(r"\{\{|\}\}|holds:|@kit|\(\?\?\?\)|>given", body)


def test_the_word_file_has_real_headings_captions_and_words_for_its_figures():
    with zipfile.ZipFile(BUILT / "paper.docx") as file:
        text, names = file.read("word/document.xml").decode(), file.namelist()
        assert {entry.date_time[0] for entry in file.infolist()} == {1980}
    assert [unescape(words) for words in re.findall(r'<wp:docPr [^>]*?descr="([^"]*)"', text)] == WORDS
    assert len(re.findall(r'w:pStyle w:val="Heading1"', text)) == len(re.findall(r"^# ", PAPER, re.M))
    assert text.count("SEQ Figure") == len(FIGURES) and text.count("SEQ Table") == len(TABLES)
    assert text.count("<w:tblHeader") == len(TABLES)
    assert sum(name.endswith(".png") for name in names) == len(FIGURES)


def test_a_comment_leaves_no_blanks_behind():
    with zipfile.ZipFile(BUILT / "paper.docx") as file:
        text = file.read("word/document.xml").decode()
    for paragraph in re.findall(r"<w:p>.*?</w:p>", text, re.S):
        words = "".join(re.findall(r"<w:t\b[^>]*>([^<]*)</w:t>", paragraph))
        assert "  " not in words and words == words.strip(), words


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """The PDF with all that is compressed in it unpacked."""
    data = (BUILT / "paper.pdf").read_bytes()
    packed = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.S)
    unpacked = []
    for stream in packed:
        try:
            unpacked.append(zlib.decompress(stream))
        except zlib.error:
            unpacked.append(stream)
    return data + b"\n".join(unpacked)


def test_the_pdf_is_tagged_and_says_so(pdf):
    for part in (rb"/StructTreeRoot", rb"/Marked true", rb"/Lang\s*\(en-GB\)", rb"/DisplayDocTitle true",
                 rb"<pdfuaid:part>1</pdfuaid:part>"):  # fmt: skip
        assert re.search(part, pdf), part
    assert len(re.findall(rb"/S\s*/Figure\b", pdf)) == len(FIGURES)
    assert len(re.findall(rb"/S\s*/Table\b", pdf)) == len(TABLES)
    assert re.search(rb"/S\s*/TH\b", pdf) and re.search(rb"/S\s*/H1\b", pdf)


def test_the_pdf_has_the_figures_words_and_a_handful_of_pages(pdf):
    for words in WORDS:
        plain = words.encode() if words.isascii() else b"\xfe\xff" + words.encode("utf-16-be")
        escaped = plain.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        assert escaped in pdf or plain in pdf, words
    assert 4 <= len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 6


@pytest.mark.parametrize(("text", "told"), [
    ("{{no.such}}", "figures/numbers.json has no such number"),
    ("![x](../figures/nothing.svg)", "nothing.svg"),
    ("[Figure](#fig-none)", "there is no such place"),
])  # fmt: skip
def test_the_filter_refuses_what_is_not_there(text, told):
    command = [pypandoc.get_pandoc_path(), "--from=markdown", "--to=html", "--lua-filter=kit.lua"]
    done = subprocess.run(command, input=text, cwd=ROOT / "paper", capture_output=True, text=True)
    assert done.returncode and told in done.stderr
