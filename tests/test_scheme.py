"""Schemes: a corpus with frames, stakeholders and words of its own, from its folder to the figures; and bad ones."""

import re
from pathlib import Path
from shutil import copytree

import pytest

from analysis import read_corpus
from analysis.__main__ import main
from analysis.comparison import accuracy
from analysis.agreement import agreement
from analysis.codebook import CodebookError, categories
from analysis.coding import COLUMNS, read_coding
from analysis.corpus import CorpusError, Document, Story
from analysis.figures import FIGURES
from analysis.framing import claims
from analysis.lexicon import LexiconError
from analysis.measures import by_event, counts, words_by_voice
from analysis.scheme import COLUMNS as COLUMNS_OF
from analysis.scheme import MOST_FRAMES, OWN
from analysis.tables import Tables, annotate
from analysis.theme import PALETTES, palette

ROOT = Path(__file__).parents[1]
CLIMATE = ROOT / "examples" / "climate"
DOCS = ROOT / "docs" / "schemes.md"
FRAMES = ["opportunity", "risk", "burden"]
LAYERS = set(Tables.__dataclass_fields__)
STAKEHOLDERS = ["government", "business", "science", "worker", "resident", "unspecified"]


@pytest.fixture(scope="module")
def corpus():
    return read_corpus(CLIMATE)


@pytest.fixture(scope="module")
def tables(corpus):
    return annotate(corpus)


@pytest.fixture
def folder(tmp_path):
    """A copy of the example."""
    return copytree(CLIMATE, tmp_path / "climate")


def test_claims_are_coded_in_the_frames_of_the_corpus(tables):
    columns = ["document", "frame", "stance", "hedged", "voice", "stakeholder", "evidence"]
    assert tables.problems.empty
    assert tables.claims[columns].astype("object").values.tolist() == [
        ["council", "opportunity", "assert", False, "council", "government", "boon for plumbers"],
        ["council", "burden", "oppose", False, "Cy Rowe", "resident", "pay for heat"],
        ["council", "risk", "assert", True, "engineers", "science", "overload the grid"],
        ["council", "burden", "assert", True, "unspecified", "unspecified", "raise rents"],
        ["harbour", "opportunity", "assert", False, "Ida Hall", "government", "create jobs"],
        ["harbour", "opportunity", "assert", False, "Ida Hall", "government", "give young families"],
        ["harbour", "risk", "assert", False, "Bo Lind", "worker", "threatens our livelihoods"],
        ["harbour", "risk", "assert", True, "Bo Lind", "worker", "harm the seabed"],
        ["harbour", "risk", "reject", False, "Northern Power", "business", "harm the crabs"],
        ["valley", "opportunity", "assert", False, "narrator", "narrator", "revived the village"],
        ["valley", "opportunity", "assert", False, "narrator", "narrator", "brings farmers"],
        ["valley", "burden", "assert", False, "Ada Moss", "resident", "pushes up bills"],
        ["valley", "risk", "assert", False, "biologist", "science", "Birds are at risk"],
        ["valley", "burden", "reject", False, "council", "government", "push up bills"],
    ]


def test_tables_and_measures_have_the_categories_of_the_corpus_in_their_order(tables):
    assert list(tables.claims["frame"].cat.categories) == FRAMES
    assert list(tables.claims["stakeholder"].cat.categories) == ["narrator", *STAKEHOLDERS]
    assert list(tables.sentiment["stakeholder"].cat.categories) == ["narrator", *STAKEHOLDERS]
    assert list(tables.attributions["stakeholder"].cat.categories) == STAKEHOLDERS
    assert list(tables.claims["stance"].cat.categories) == list(categories("stance"))
    assert dict(counts(tables.claims, ["frame"]).values) == {"opportunity": 5, "risk": 5, "burden": 4}
    voices = words_by_voice(tables.zones, tables.attributions, tables.spans)["stakeholder"]
    assert list(voices.cat.categories) == ["narrator", *STAKEHOLDERS]
    events = by_event(tables.sentiment, tables.claims, tables.articles).query("layer == 'frames'")["category"]
    assert list(dict.fromkeys(events)) == [
        "opportunity, assert", "risk, assert", "risk, reject", "burden, assert", "burden, reject", "burden, oppose",
    ]  # fmt: skip


@pytest.mark.parametrize("name", [name for name in FIGURES if set(FIGURES[name].tables) <= LAYERS])
def test_a_figure_draws_the_scheme(name, tables):
    spec = FIGURES[name](**{table: getattr(tables, table) for table in FIGURES[name].tables}).to_dict()
    words = " ".join(spec["title"]["text"] + spec["title"]["subtitle"]) + spec["description"]
    assert not any(re.search(rf"\b{frame}", words) for frame in categories("frame"))
    if name.startswith("frames_by"):
        colours = spec["layer"][0]["encoding"]["color"]["scale"]
        assert colours == {"domain": FRAMES, "range": list(PALETTES["frame"][:3])}
    if name == "article_map":
        assert spec["layer"][0]["encoding"]["color"]["scale"]["domain"][-3:] == FRAMES


def test_every_frame_has_a_colour_of_its_own():
    most = palette("frame", [f"f{number}" for number in range(MOST_FRAMES)]).to_dict()
    assert len(set(most["range"])) == len(most["domain"]) == MOST_FRAMES


def test_the_names_of_many_frames_do_not_meet(tables):
    """With few frames name and number stand in two lines, with many in one, every second one lower."""
    most = [f"frame {number}" for number in range(MOST_FRAMES)]
    for frames, label in ((FRAMES, '["opportunity", "n = 5"]'), (most, '["frame 0 (5)"], [" ", "frame 1 (5)"]')):
        named = tables.claims["frame"].cat.rename_categories(dict(zip(FRAMES, frames)))
        claims = tables.claims.assign(frame=named.cat.set_categories(frames))
        spec = FIGURES["frames_by_article"](claims=claims, articles=tables.articles).to_dict()
        assert label in spec["layer"][0]["encoding"]["x"]["axis"]["labelExpr"]


def test_two_corpora_do_not_mix(corpus):
    climate = "The wind farm threatens the birds. The wind farm replaces weavers. AI replaces weavers."
    assert [claim.frame for claim in claims(Document("a", climate, corpus.story))] == ["risk"]
    assert [claim.frame for claim in claims(Document("a", climate))] == ["replacement"]
    assert Story().scheme is OWN is read_corpus(ROOT / "seeds").story.scheme
    assert categories("frame") == ("enhancement", "replacement", "efficiency", "appropriation")


def test_a_role_of_which_the_scheme_says_nothing_has_the_kits_stakeholder_or_none(corpus):
    said = "Ministers said the wind farm threatens the birds. Actors said the wind farm threatens the crabs."
    found = [(claim.voice, claim.group) for claim in claims(Document("a", said, corpus.story))]
    assert found == [("ministers", "government"), ("actors", "unspecified")]


@pytest.mark.parametrize(("source", "group"), [
    ("The Larch Trust", "business"), ("The Larch College", "science"), ("The trust", "business"),
    ("Ida Moss, a biologist,", "science"), ("Biologist Ida Moss", "science"), ("Fishermen", "worker"),
])  # fmt: skip
def test_role_nouns_of_the_scheme_tell_who_speaks(corpus, source, group):
    found = claims(Document("a", f"{source} said that the wind farm threatens the birds.", corpus.story))
    assert [claim.group for claim in found] == [group]


def test_the_commands_take_the_scheme(tmp_path, capsys):
    assert main(["check", str(CLIMATE)]) == 0
    assert "3 articles" in (told := capsys.readouterr()).out and "3 frames" in told.out and not told.err
    assert main(["annotate", str(CLIMATE), "--out", str(tmp_path / "out")]) == 0
    lines = (tmp_path / "out" / "claims.csv").read_text(encoding="utf-8")
    assert ",risk,reject,False,Northern Power,business,harm the crabs," in lines


def test_codings_are_read_and_compared_in_the_scheme(folder, tables):
    coder = folder / "coding" / "A"
    coder.mkdir(parents=True)
    for name, columns in COLUMNS.items():
        getattr(tables, name)[list(columns)].to_csv(coder / f"{name}.csv", index=False)
    coded = read_coding(read_corpus(folder), "A")
    assert coded.problems.empty and len(coded.claims) == len(tables.claims)
    both = agreement(tables, coded, draws=10).set_index("measure")["value"]
    assert both[[f"{frame}, alpha" for frame in FRAMES]].tolist() == [1, 1, 1]
    found = accuracy(tables, coded, draws=10)
    assert found[found["layer"].eq("frames")]["category"].drop_duplicates().tolist()[:3] == FRAMES
    claims = coder / "claims.csv"
    claims.write_text(claims.read_text(encoding="utf-8").replace(",risk,", ",chance,", 1), encoding="utf-8")
    (problem,) = read_coding(read_corpus(folder), "A").problems["message"]
    assert problem == "frame is 'chance'; allowed: opportunity, risk, burden"


def test_check_names_a_row_that_does_not_find_its_own_example(folder, capsys):
    rows = folder / "lexicons" / "frames.tsv"
    rows.write_text(rows.read_text(encoding="utf-8").replace("Heat pumps push up bills.", "Heat pumps raise hopes."))
    assert main(["check", str(folder)]) == 1
    said = capsys.readouterr().err
    assert "frames.tsv: line 11: 'dearer': a row finds its own example; 'Heat pumps raise hopes.' it does not" in said


def test_what_a_corpus_does_not_bring_is_the_kits(folder):
    (folder / "actors.toml").unlink()
    rows = (folder / "codebook.toml").read_text(encoding="utf-8")
    (folder / "codebook.toml").write_text(rows.partition("[stakeholder]")[0], encoding="utf-8")
    (folder / "lexicons" / "stakeholders.tsv").unlink()
    scheme = read_corpus(folder).story.scheme
    assert list(scheme.codebook["frame"]) == FRAMES
    assert tuple(scheme.codebook["stakeholder"]) == categories("stakeholder")
    assert len(scheme.lexicon("frame_words")) > 5 and scheme.lexicon("makers") is not OWN.lexicon("makers")


def shown_shapes() -> list[list[str]]:
    """The rows of the table of shapes in docs/schemes.md: shape, how it stands, about, words, example."""
    lines = DOCS.read_text(encoding="utf-8").splitlines()
    return [[cell.strip(" `") for cell in line.strip("|").split("|")] for line in lines if line.count("|") == 6][2:]


def test_every_shape_that_is_documented_finds_its_example(folder, capsys):
    rows = []
    for number, (shape, _, about, words, example) in enumerate(shown_shapes()):
        column, _, written = words.partition(": ")
        lists = [written if column == name else "" for name in ("verbs", "phrases")]
        rows.append("\t".join([shape, FRAMES[number % 3], shape, about, "assert", *lists, example]))
    assert len(rows) > 15
    words = folder / "lexicons" / "frames.tsv"
    head = words.read_text(encoding="utf-8").partition("class\t")[0]
    words.write_text("\n".join([head + "\t".join([*COLUMNS_OF["frames"], "example"]), *rows]), encoding="utf-8")
    assert main(["check", str(folder)]) == 0, capsys.readouterr().err


def test_the_documentation_shows_the_example_as_it_is():
    blocks = re.findall(r"```(?:toml)?\n((?:\[frame\]|class\t).*?)```", DOCS.read_text(encoding="utf-8"), re.S)
    files = [path.read_text(encoding="utf-8").splitlines() for path in CLIMATE.rglob("*.t*")]
    assert len(blocks) == 3
    for block in blocks:
        assert any(set(block.splitlines()) <= set(lines) for lines in files), block


BAD = [
    # file, what is replaced in it (all of it if None), by what, words of the message
    ("codebook.toml", None, "", "codebook.toml|frame, stakeholder|it is empty|remove the file"),
    ("codebook.toml", "[frame]", "[frames]", "codebook.toml|frames is no variable|allowed: frame, stakeholder"),
    ("codebook.toml", "[frame]", "[stance]", "codebook.toml|stance is no variable|allowed: frame, stakeholder"),
    ("codebook.toml", "burden =", "risk =", "codebook.toml|not a TOML file|line 6|mend"),
    ("codebook.toml", None, "[frame]\n", "codebook.toml: frame is {}|write [frame]"),
    ("codebook.toml", None, 'frame = "risk"\n', "codebook.toml: frame is 'risk'|write [frame]"),
    ("codebook.toml", "risk =", "low-risk =", "codebook.toml: frame has 'low-risk'|letters, digits and _"),
    ("codebook.toml", "risk =", "body =", "codebook.toml: frame has 'body'|name it otherwise"),
    ("codebook.toml", "business =", "narrator =", "codebook.toml: stakeholder has 'narrator'|name it otherwise"),
    ("codebook.toml", '"somebody has to pay for it"', '""', "codebook.toml: frame: burden is ''|say in a line"),
    ("codebook.toml", '"somebody has to pay for it"', "1", "codebook.toml: frame: burden is 1|say in a line"),
    ("codebook.toml", "[frame]", "[frame]\n" + "".join(f'f{n} = "f"\n' for n in range(6)), "9 categories|at most 8"),
    ("codebook.toml", "[frame]", '[frame]\nhope = "h"', "frames.tsv|no row has frame hope|codebook.toml"),
    ("lexicons/frames.tsv", "\trisk\ttakes", "\tdanger\ttakes",
     "frames.tsv: line 8: 'endanger'|frame is 'danger'|allowed: opportunity, risk, burden"),
    ("lexicons/frames.tsv", "risk\ttakes", "risk\ttake", "line 8: 'endanger'|shape is 'take'|allowed: takes, "),
    ("lexicons/frames.tsv", "takes\tmoney\tassert", "takes\tcash\tassert",
     "line 11: 'dearer'|about is 'cash'|allowed: worker, human, living, place, nature, supply, money, "),
    ("lexicons/frames.tsv", "money\treject", "money\tno", "line 12: 'cheaper'|says is 'no'|assert, reject, oppose"),
    ("lexicons/frames.tsv", "cut, lower, reduce, bring down", "", "line 12: 'cheaper'|needs a word|verbs and phrases"),
    ("lexicons/frames.tsv", "cut, lower", "cut,lower", "line 12: 'cheaper'|'cut,lower'|a comma and one space"),
    ("lexicons/frames.tsv", "cut, lower", "cut, –", "line 12: 'cheaper'|'–' is no word"),
    ("lexicons/frames.tsv", "cheaper\t", "dearer\t", "line 12|'dearer' stands already in line 11"),
    ("lexicons/frames.tsv", "about", "whom", "frames.tsv|the columns about are missing|class, frame, shape, about"),
    ("lexicons/frames.tsv", None, "# measures: a\n# source: b\n# licence: c\n", "frames.tsv|need an example"),
    ("lexicons/frames.tsv", None, "# measures: a\n# source: b\n# licence: c\nclass\texample\n", "frames.tsv|no row"),
    ("lexicons/frames.tsv", "# licence: MIT\n", "", "frames.tsv|needs a passport|# licence"),
    ("lexicons/makers.tsv", "money\tmoney\t", "money\t\t", "makers.tsv: line 12: 'money'|kind is empty"),
    ("lexicons/makers.tsv", "bill, price, rent, tax, taxes", "", "line 12: 'money'|needs a word|words"),
    ("lexicons/stakeholders.tsv", "science\tperson\t\tThe b", "experts\tperson\t\tThe b",
     "stakeholders.tsv: line 5: 'biologist'|stakeholder is 'experts'|allowed: government, business, science"),
    ("lexicons/stakeholders.tsv", "person\the", "man\the", "line 7: 'fisherman'|kind is 'man'|organisation"),
    ("lexicons/words.tsv", None, "", "words.tsv|allowed: frames.tsv, makers.tsv, frame_words.tsv, stakeholders.tsv"),
    ("actors.toml", '"resident"', '"public"', 'actors.toml: "Cy Rowe"|\'public\'|allowed: government, business'),
]


@pytest.mark.parametrize(("name", "old", "new", "words"), BAD, ids=[f"{name} {words[:40]}" for name, *_, words in BAD])
def test_a_bad_scheme_is_refused_with_file_entry_and_what_is_allowed(folder, capsys, name, old, new, words):
    path = folder / name
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    assert old is None or old in text
    path.write_text(new if old is None else text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises((CodebookError, LexiconError, CorpusError)) as error:
        read_corpus(folder)
    for word in words.split("|"):
        assert word in str(error.value)
    assert main(["check", str(folder)]) == main(["annotate", str(folder), "--out", str(folder / "out")]) == 2
    assert capsys.readouterr().err == f"{error.value}\n" * 2


def test_frames_without_words_are_refused(folder):
    (folder / "lexicons" / "frames.tsv").unlink()
    with pytest.raises(LexiconError, match="frames.tsv: the frames of codebook.toml .opportunity, risk, burden. need"):
        read_corpus(folder)


def test_words_in_another_encoding_are_said(folder):
    (folder / "lexicons" / "makers.tsv").write_bytes(b"# measures: caf\xe9\n")
    with pytest.raises(LexiconError, match="makers.tsv: not a text in UTF-8"):
        read_corpus(folder)
