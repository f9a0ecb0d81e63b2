"""Facts: each number has one text, one id and one place, and the files for write-ups hold what the notebooks say."""

import json
import os
import re
import shutil
from subprocess import run
from sys import executable

import nbformat
import numpy as np
import pandas as pd
import pytest
import yaml
from nbformat.v4 import new_code_cell, new_notebook

from analysis.execution import execute_notebook
from analysis.facts import Fact, Ledger, slug, slugs
from analysis.findings import counted, described, enumerated, leaning
from analysis.gallery import write_gallery
from analysis.number_files import as_tex, as_yaml, macro, stated

TEXTS = [
    (dict(value=1592), "1,592"),
    (dict(value=0), "0"),
    (dict(value=np.int64(-7)), "−7"),
    (dict(value=12, n=51), "12 of 51 (24 %)"),
    (dict(value=0, n=0), "0 of 0"),
    (dict(value=12, n=np.float64(51), unit="claim"), "12 of 51 (24 %) claims"),
    (dict(value=5, unit="article"), "5 articles"),
    (dict(value=1, unit="article"), "1 article"),
    (dict(value=0, unit="reply/replies"), "no replies"),
    (dict(value=1234, unit="reply/replies"), "1,234 replies"),
    (dict(value=31, low=24.6, high=38.2, unit="claim"), "31 claims (25 to 38)"),
    (dict(value=14.25, unit="word"), "14.2 words"),
    (dict(value=0.853, n=49), "0.85"),
    (dict(value=0.853, low=0.79, high=0.891), "0.85 (0.79 to 0.89)"),
    (dict(value=-0.021, low=-0.134, high=0.012), "−0.02 (−0.13 to 0.01)"),
    (dict(value=0.853, low=float("nan"), high=None), "0.85"),
    (dict(value=0.243, unit="%"), "24 %"),
    (dict(value=1, low=0.5, high=1, unit="%"), "100 % (50 % to 100 %)"),
    (dict(value=0.2, unit="balance"), "+0.20"),
    (dict(value=-0.891, low=-1, high=-0.7, unit="balance"), "−0.89 (−1.00 to −0.70)"),
    (dict(value=-0.001, unit="balance"), "0.00"),
    (dict(value=1, unit="balance"), "+1.00"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "expected"), TEXTS)
def test_a_fact_has_one_text(given, expected):
    assert Fact("a.b", **given).text == expected


REFUSED = [
    (dict(id="claims", value=1), "lower-case words with dots"),
    (dict(id="Frames.claims", value=1), "lower-case words with dots"),
    (dict(id="frames..claims", value=1), "lower-case words with dots"),
    (dict(id="1.claims", value=1), "lower-case words with dots"),
    (dict(value=float("nan")), "value is a finite number; it is nan"),
    (dict(value=float("-inf")), "value is a finite number"),
    (dict(value="3"), "value is a finite number; it is '3'"),
    (dict(value=True), "value is a finite number"),
    (dict(value=None), "value is a finite number"),
    (dict(value=0.5, low=0.1), "an interval has two ends"),
    (dict(value=0.5, low=0.6, high=0.7), "0.5 does not lie between 0.6 and 0.7"),
    (dict(value=0.5, low=0.1, high=float("inf")), "high is a finite number"),
    (dict(value=5, n=3), "5 of 3 does not"),
    (dict(value=-1, n=3), "-1 of 3 does not"),
    (dict(value=1, n=2.5), "n is a whole number"),
    (dict(value=1, n=3, low=0, high=2), "with unit='%'"),
    (dict(value=-3, unit="claim"), "a count is not below 0"),
    (dict(value=3, unit="*claims*"), "'%', 'balance' or a noun; it has '*claims*'"),
    (dict(value=3, unit="a\nb"), "a noun"),
    (dict(value=3, unit="95 per cent"), "a noun"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "message"), REFUSED)
def test_what_cannot_be_cited_is_refused_with_its_id(given, message):
    with pytest.raises(ValueError, match=re.escape(message)) as refusal:
        Fact(**{"id": "a.b"} | given)
    assert str(refusal.value).startswith("fact ") and given.get("id", "a.b") in str(refusal.value)


def test_what_computers_add_differently_is_not_recorded():
    assert Fact("a.b", 0.1 + 0.2) == Fact("a.b", np.float32(0.3)) == Fact("a.b", 0.3)
    assert json.dumps(Fact("a.b", np.float64(0.5), n=np.int64(3)).record())


def test_an_id_has_one_fact_in_one_place():
    ledger = Ledger()
    ledger.add(Fact("frames.claims", 4), "cell one")
    ledger.add(Fact("frames.claims", 4), "cell two")
    assert ledger.known["frames.claims"][1] == "cell one"
    assert [record["id"] for record in ledger.taken()] == ["frames.claims"] and ledger.taken() == []
    with pytest.raises(ValueError, match=r"cell one and cell three differ in value \(4 and 5\); give one of them"):
        ledger.add(Fact("frames.claims", 5), "cell three")
    with pytest.raises(ValueError, match=r"differ in unit \('' and 'claim'\)"):
        ledger.add(Fact("frames.claims", 4, unit="claim"), "cell three")
    ledger.forget("cell one")
    ledger.add(Fact("frames.claims", 5), "cell one")


@pytest.mark.parametrize(("first", "then"), [("a.b", "a.b.c"), ("a.b.c", "a.b")])
def test_no_id_is_the_beginning_of_another(first, then):
    ledger = Ledger()
    ledger.add(Fact(first, 1), "cell one")
    with pytest.raises(ValueError, match=r"\(cell two\): .* there is .* \(cell one\); .* like a\.b\.all"):
        ledger.add(Fact(then, 1), "cell two")
    ledger.add(Fact("a.bc", 1), "cell two")


def test_names_become_words_of_ids_and_never_collide():
    assert slug("The Ferry’s  way (2)") == "the_ferrys_way_2"
    odd = ["Some", "some", "Ида Холл", "Ия", "—", "Łódź", "odz", "a.b", "a b"]
    words = slugs(odd)
    assert len(set(words)) == len(odd)
    assert all(Fact(f"voices.{word}", 1).id for word in words)
    assert slugs(odd[::-1]) == words[::-1], "a name's word does not hang on the order"


COUNTS = pd.Series({"ai_developer": 2, "press": 1})


@pytest.mark.parametrize(
    ("counts", "more", "said", "ids"),
    [
        (COUNTS, {}, "AI developer (2) and press (1)", ["x.ai_developer", "x.press"]),
        (COUNTS, {"most": 1}, "AI developer (2) and 1 more", ["x.ai_developer"]),
        (COUNTS[:0], {}, "none", []),
        (pd.Series({"a": 0.5, "b": float("nan")}), {}, "a (0.50)", ["x.a"]),
        (pd.DataFrame({"value": [0.5], "low": [0.25], "high": [0.75], "n": [4.0], "odd": ["?"]}, index=["a b"]), {},
         "a b 0.50 (0.25 to 0.75)", ["x.a_b"]),
        (counted(pd.DataFrame({"s": list("ppqp"), "f": ["A", "B", "B", "B"]})), {},
         "*p* B (2) and A (1); *q* B (1)", ["x.p.b", "x.p.a", "x.q.b"]),
        (counted(pd.DataFrame({"s": ["p"], "t": ["Q"], "f": ["A"]})), {"between": "\n"}, "*p, Q* A (1)", ["x.p.q.a"]),
        (counted(pd.DataFrame({"s": [], "f": []})), {}, "none", []),
    ],
)  # fmt: skip
def test_a_list_of_facts(counts, more, said, ids):
    found = []

    def state(id, value, **more):
        found.append(id)
        return Fact(id, value, **more).text

    assert enumerated("x", counts, state=state, **more) == said
    assert found == ids


def test_findings_state_what_they_say():
    found = {}

    def state(id, value, **more):
        found[id] = Fact(id, value, **more)
        return found[id].text

    articles = pd.DataFrame({"document": list("ab"), "outlet": ["", "The Day"], "event": ["strike", "strike"]})
    assert described(articles, state) == described(articles)
    beside = pd.DataFrame({"kit": [1, 2, 1], "reference": [0, 1, 1]}, index=[-1, 0, 1])
    assert leaning(beside, state) == leaning(beside)
    assert {id: fact.value for id, fact in found.items()} == {
        "corpus.articles": 2, "corpus.by_event.strike": 2, "corpus.unknown.outlet": 1, "corpus.unknown.date": 2,
        "sentiment.kit.critical": 1, "sentiment.reference.critical": 0, "sentiment.kit.favourable": 1,
        "sentiment.reference.favourable": 1, "sentiment.kit.balance": 0, "sentiment.reference.balance": 0.5,
    }  # fmt: skip


CELLS = [
    ("names", "from analysis.notebook import fact, facts, say, show"),
    ("said", "looms = fact('weaving.looms', 12, n=51, unit='loom')\n"
             "say(f'{looms}, {fact(\"weaving.mood\", -0.5, unit=\"balance\")}')"),
    ("again", "say(fact('weaving.looms', 12, n=51, unit='loom'))"),
    ("plain", "say('No number.')"),
    ("left", "text = fact('weaving.left_over', 3)"),
    ("list", "import pandas as pd; say(facts('weaving.by_year', pd.Series({'1999': 2, '2001 & on': 1})))"),
]  # fmt: skip


def write(root, name, *cells):
    path = root / "notebooks" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(new_notebook(cells=[new_code_cell(source, id=id) for id, source in cells]), path)
    return path


@pytest.fixture(scope="module")
def told(root, tmp_path_factory):
    """A project of one text and one notebook that states facts, run and published."""
    kit, root = root, tmp_path_factory.mktemp("told")
    shutil.copy(kit / "CITATION.cff", root)
    (root / "pyproject.toml").touch()
    (root / "seeds").mkdir()
    (root / "seeds" / "a.txt").write_text("AI helps painters.", encoding="utf-8")
    execute_notebook(write(root, "01-weaving.ipynb", *CELLS))
    write_gallery(root)
    return root


def test_the_output_of_a_sentence_carries_its_facts(told):
    cells = {cell.id: cell for cell in nbformat.read(told / "notebooks/01-weaving.ipynb", as_version=4).cells}
    carried = {id: [fact["id"] for output in cell.outputs for fact in output.metadata.get("facts", ())]
               for id, cell in cells.items()}  # fmt: skip
    assert carried == {
        "names": [], "said": ["weaving.looms", "weaving.mood"], "again": ["weaving.looms"], "plain": [],
        "left": ["weaving.left_over"], "list": ["weaving.by_year.1999", "weaving.by_year.2001_on"],
    }  # fmt: skip
    assert cells["said"].outputs[0].data["text/markdown"] == "12 of 51 (24 %) looms, −0.50"
    assert cells["plain"].outputs[0].metadata == {}
    assert cells["left"].outputs[0].data["text/plain"] == "weaving.left_over: 3", "what is stated and not said is shown"


def test_numbers_json_says_where_each_number_comes_from(told):
    numbers = json.loads((told / "figures/numbers.json").read_text(encoding="utf-8"))
    assert list(numbers) == ["corpus", "code", "numbers"]
    assert all(re.fullmatch("[0-9a-f]{64}", numbers[part]) for part in ("corpus", "code"))
    assert numbers["numbers"]["weaving.looms"] == {
        "text": "12 of 51 (24 %) looms", "value": 12, "low": None, "high": None, "n": 51, "unit": "loom",
        "notebook": "notebooks/01-weaving.ipynb", "cell": "said",
    }  # fmt: skip
    assert list(numbers["numbers"]) == ["weaving.looms", "weaving.mood", "weaving.left_over", "weaving.by_year.1999",
                                        "weaving.by_year.2001_on"]  # fmt: skip
    manifest = json.loads((told / "figures/manifest.json").read_text(encoding="utf-8"))
    assert manifest["numbers"]["weaving.left_over"] == {"notebook": "notebooks/01-weaving.ipynb", "cell": "left"}


def test_the_corpus_and_the_code_are_told_apart(told, tmp_path):
    before = json.loads((told / "figures/numbers.json").read_text(encoding="utf-8"))
    (told / "seeds" / "b.txt").write_text("AI harms painters.", encoding="utf-8")
    write_gallery(told)
    (told / "seeds" / "b.txt").unlink()
    after = json.loads((told / "figures/numbers.json").read_text(encoding="utf-8"))
    assert before["corpus"] != after["corpus"] and before["code"] == after["code"]


def test_numbers_yml_is_nested_by_the_dots(told):
    numbers = yaml.safe_load((told / "figures/numbers.yml").read_text(encoding="utf-8"))["numbers"]
    assert numbers == {"weaving": {"looms": "12 of 51 (24 %) looms", "mood": "−0.50", "left_over": "3",
                                   "by_year": {"1999": "2", "2001_on": "1"}}}  # fmt: skip


TRICKY = {"a.no": "no", "a.on.b": "1e3", "a.null": "24 %: # \\ \"x\" 'y'", "b.a": "", "a.on.a": "−1"}


def test_yaml_reads_every_text_as_text():
    read = yaml.safe_load(as_yaml({id: {"text": said} for id, said in TRICKY.items()}))["numbers"]
    assert read == {"a": {"no": "no", "null": TRICKY["a.null"], "on": {"a": "−1", "b": "1e3"}}, "b": {"a": ""}}
    assert yaml.safe_load(as_yaml({})) == {"numbers": {}}


SAFE = re.compile(r"(?:[^\\&%$#_{}~^−]|\\[&%$#_{}]|\\ensuremath\{-\}|\\text(?:backslash|asciitilde|asciicircum)\{\})*")


def test_latex_compiles_by_its_pattern(told):
    lines = (told / "figures/numbers.tex").read_text(encoding="utf-8").splitlines()
    lines += as_tex({id: {"text": said + "&$_{}~^"} for id, said in TRICKY.items()}).splitlines()
    macros = [re.fullmatch(r"\\newcommand\{\\([A-Za-z]+)\}\{(.*)\}", line) for line in lines if line[:1] != "%"]
    assert len(macros) == 5 + len(TRICKY)
    for found in macros:
        assert found and SAFE.fullmatch(found[2]), found
    assert r"\newcommand{\WeavingLooms}{12 of 51 (24 \%) looms}" in lines
    assert r"\newcommand{\WeavingByYearOnenineninenine}{2}" in lines


def test_two_ids_have_two_macros():
    assert macro("a.q3") != macro("a.q_3")
    with pytest.raises(ValueError, match=r"fact a_b.c: .* a.b_c has \\ABC too; rename"):
        as_tex({"a.b_c": {"text": ""}, "a_b.c": {"text": ""}})


@pytest.mark.parametrize(
    ("value", "message"), [(3, ""), (4, "notebooks/01-weaving.ipynb, cell left and notebooks/02-more.ipynb, cell more")]
)
def test_notebooks_do_not_contradict_each_other(told, value, message):
    path = write(told, "02-more.ipynb", ("more", ""))
    data = json.loads(path.read_text(encoding="utf-8"))
    data["cells"][0]["outputs"] = [{"metadata": {"facts": [Fact("weaving.left_over", value).record()]}}]
    path.write_text(json.dumps(data), encoding="utf-8")
    try:
        if message:
            with pytest.raises(ValueError, match=message):
                stated(told)
        else:
            assert stated(told)["weaving.left_over"]["cell"] == "left"
    finally:
        path.unlink()


@pytest.mark.parametrize("again", ["fact('weaving.looms', 13)", "fact('weaving.looms.new', 13)"])
def test_a_cell_that_contradicts_another_stops_the_notebook(told, again):
    path = write(told, "03-wrong.ipynb", ("names", "from analysis.notebook import fact, say"),
                 ("one", "say(fact('weaving.looms', 12))"), ("two", again))  # fmt: skip
    try:
        with pytest.raises(ValueError, match='id "two": .*weaving.looms.*code cell [23].*code cell [23]'):
            execute_notebook(path)
    finally:
        path.unlink()


OWN = {
    "a": "The loom and the machine\n“AI will not replace weavers,” said Ida Hall, a designer. Some fear that AI may "
         "take jobs.\nИда Холл said that AI helps weavers. “AI may help,” said Ida-Hall.\n",
    "b": "Weavers strike\nThe union opposes AI. “AI will not replace us,” said Ida Hall. some say that AI helps.\n",
    "c": "A day at sea\nThe ferry was late. Nobody complained.\n",
}  # fmt: skip
RUN = """
import json
import os
from pathlib import Path
from analysis import notebook
from analysis.number_files import as_tex, as_yaml
from analysis.project import notebooks, project
for path in notebooks(project()):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    names = {}
    for cell in cells:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), names)
facts = {id: fact.record() for id, (fact, _) in notebook._LEDGER.known.items()}
print(as_tex(facts), as_yaml(facts), json.dumps(facts), sep="@@")
"""


@pytest.mark.parametrize("names", ["abc", "c"])
def test_the_notebooks_state_facts_of_any_corpus(root, tmp_path, names):
    shutil.copytree(root / "notebooks", tmp_path / "notebooks")
    (tmp_path / "results.json").write_text('{"corpus": "own"}', encoding="utf-8")
    (tmp_path / "own").mkdir()
    for name in names:
        (tmp_path / "own" / f"{name}.txt").write_text(OWN[name], encoding="utf-8")
    env = {**os.environ, "PYTHONPATH": str(root), "PYTHONIOENCODING": "utf-8"}
    done = run([executable, "-c", RUN], cwd=tmp_path, env=env, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr[-2_000:]
    *_, tex, told, facts = done.stdout.split("@@")
    facts = json.loads(facts)
    assert facts["corpus.articles"]["value"] == len(names)
    assert (facts["frames.claims"]["value"] > 0) == ("a" in names)
    assert tex.count(r"\newcommand") == len(facts) and yaml.safe_load(told)["numbers"]["corpus"]
