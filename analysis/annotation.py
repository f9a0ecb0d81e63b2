"""Annotation: all layers of one document as rows, in the columns that every table of the kit has.

What an article shares with others, the utterances that its attributions render, is known once all are read: until then
these cells are empty, and `rendered` fills them.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from .attribution import attributions
from .corpus import Corpus, Document, Problem
from .explanation import noted
from .framing import claims
from .mentions import mentions
from .parallel import Rendering, Wording, utterances, wording
from .sentences import sentences
from .sentiment import Sentiment, sentiment
from .span import Span
from .zones import zones

TEXT, WHOLE, REAL, TRUTH = "str", "int64", "float64", "bool"
MAYBE = "boolean"  # true, false, or not known

# Every table's columns in order, each with its type; a tuple names the codebook's variable that lists the categories,
# and what joins them where a cell may hold several.
SCHEMAS: dict[str, dict[str, str | tuple[str, ...]]] = {
    "zones": {"document": TEXT, "start": WHOLE, "end": WHOLE, "zone": ("zone",), "text": TEXT},
    "sentences": {
        "document": TEXT, "sentence": WHOLE, "start": WHOLE, "end": WHOLE, "zone": ("zone",), "text": TEXT,
    },
    "mentions": {
        "document": TEXT, "start": WHOLE, "end": WHOLE, "text": TEXT, "kind": ("kind",), "name": TEXT, "rule": TEXT,
    },
    "attributions": {
        "document": TEXT, "attribution": WHOLE, "type": ("type",), "speakers": TEXT,
        "stakeholder": ("stakeholder", "; "), "utterance": TEXT, "relation": ("relation",), "rule": TEXT,
        "cue_class": ("cue_class",), "strength": REAL, "resolution": TEXT, "confidence": REAL,
    },
    "spans": {
        "document": TEXT, "attribution": WHOLE, "part": ("part",), "start": WHOLE, "end": WHOLE, "text": TEXT,
    },
    "sentiment": {
        "document": TEXT, "sentence": WHOLE, "start": WHOLE, "end": WHOLE, "value": WHOLE, "voice": TEXT,
        "stakeholder": ("voice_group",), "evidence": TEXT, "strength": REAL, "rule": TEXT, "agreed": MAYBE,
        "text": TEXT,
    },
    "claims": {
        "document": TEXT, "sentence": WHOLE, "start": WHOLE, "end": WHOLE, "frame": ("frame",), "stance": ("stance",),
        "hedged": TRUTH, "voice": TEXT, "stakeholder": ("voice_group",), "evidence": TEXT, "evidence_start": WHOLE,
        "evidence_end": WHOLE, "rule": TEXT, "text": TEXT,
    },
}

Rows = dict[str, list[tuple]]


def annotation(document: Document) -> Rows:
    """The rows of every table for one document, in the order of SCHEMAS' columns; utterance and relation are empty.

    >>> annotation(Document("a", "AI helps painters."))["sentences"]
    [('a', 0, 0, 18, 'body', 'AI helps painters.')]
    """
    key = document.id
    cut = sentences(document)
    rows: Rows = {
        "zones": [(key, *zone.span, zone.zone, document[zone.span]) for zone in zones(document)],
        "sentences": [(key, n, *s.span, s.zone, document[s.span]) for n, s in enumerate(cut)],
        "mentions": [(key, *m.span, document[m.span], m.kind, m.name, m.rule) for m in mentions(document)],
        "attributions": [],
        "spans": [],
        "sentiment": sentiment_rows(document, sentiment(document)),
        "claims": [],
    }
    for number, attribution in enumerate(attributions(document)):
        speakers = "; ".join(speaker.name for speaker in attribution.speakers)
        stakeholders = "; ".join(speaker.stakeholder for speaker in attribution.speakers)
        rows["attributions"].append(
            (key, number, attribution.type, speakers, stakeholders, "", None, attribution.rule, attribution.cue_class,
             attribution.strength, attribution.resolution, attribution.confidence)
        )
        for part in ("source", "cue", "content"):
            spans = getattr(attribution, part)
            for span in (spans,) if isinstance(spans, Span) else spans or ():
                rows["spans"].append((key, number, part, *span, document[span]))
    for claim in claims(document):
        sentence = cut[claim.sentence].span
        rows["claims"].append(
            (key, claim.sentence, *sentence, claim.frame, claim.stance, claim.hedged, claim.voice, claim.group,
             document[claim.evidence], *claim.evidence, claim.rule, document[sentence])
        )
    return rows


def sentiment_rows(document: Document, units: Iterable[Sentiment]) -> list[tuple]:
    """The rows of a document's units of sentiment, whichever scorer gave them."""
    cut = sentences(document)
    rows = []
    for unit in units:
        sentence = cut[unit.sentence].span
        rows.append(
            (document.id, unit.sentence, *sentence, unit.value, unit.voice, unit.group, noted(document, unit.evidence),
             round(unit.strength, 4), unit.rule, unit.agreed, document[sentence])
        )
    return rows


def annotations(corpus: Corpus) -> Iterator[tuple[Document, Rows | Problem]]:
    """Each document with its rows, or with the problem that kept it out: one article never costs another."""
    for document in corpus:
        try:
            yield document, annotation(document)
        except ImportError:  # not the article's fault, and no article will do better
            raise
        except Exception as error:  # whatever an article does to a rule, the other articles have their results
            yield document, Problem(document.id, f"{type(error).__name__}: {error}; skipped, please report it")


def without_target(corpus: Corpus) -> str:
    """What to tell of a corpus in which no article mentions the target."""
    names = ", ".join(corpus.story.targets.names[:3])
    return (f"{corpus.folder}: an article is coded for sentiment and claims where it mentions the target "
            f"({names} ...); none does, so both are empty; targets.toml in the folder says what counts")


def wordings(rows: Rows) -> list[Wording]:
    """The wordings of a document's attributions: the little that is kept of an article while others are read."""
    texts: dict[int, list[str]] = defaultdict(list)
    for _, number, part, _, _, text in rows["spans"]:
        if part == "content":
            texts[number].append(text)
    return [wording(key, number, type, speakers, texts[number])
            for key, number, type, speakers, *_ in rows["attributions"]]


def events(corpus: Corpus) -> dict[str, str]:
    """The event that each article reports, by document, as articles.csv has it; empty where it has none."""
    return {row["document"]: row.get("event", "") for row in corpus.articles}


def rendered(attributions: Iterable[Sequence], renderings: Mapping[tuple[str, int], Rendering]) -> Iterator[tuple]:
    """Rows of the table of attributions with utterance and relation; an attribution that shares its with none has none.

    Numbers may be as they are or as text, as they come from a CSV file.
    """
    place = list(SCHEMAS["attributions"]).index("utterance")
    for row in attributions:
        found = renderings.get((row[0], int(row[1])), ("", None))
        yield (*row[:place], *found, *row[place + 2 :])


def write_annotations(corpus: Corpus, folder: str | Path) -> Iterator[tuple[Document, Problem | None]]:
    """Write each table of a corpus to FOLDER/<table>.csv, document by document; yield each as it is done.

    Of an article only the wordings of its attributions stay in memory; once all are read, attributions.csv gets its
    utterances. The files are UTF-8 with line feeds, offsets count characters.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    kept: list[Wording] = []
    with ExitStack() as stack:
        writers = {}
        for table, columns in SCHEMAS.items():
            file = stack.enter_context((folder / f"{table}.csv").open("w", encoding="utf-8", newline=""))
            writers[table] = csv.writer(file, lineterminator="\n")
            writers[table].writerow(columns)
        for document, rows in annotations(corpus):
            if isinstance(rows, Problem):
                yield document, rows
                continue
            for table, writer in writers.items():
                writer.writerows(rows[table])
            kept += wordings(rows)
            yield document, None
    _render(folder / "attributions.csv", utterances(kept, events(corpus)))


def _render(path: Path, renderings: Mapping[tuple[str, int], Rendering]) -> None:
    """Write a table of attributions anew, row by row, with its utterances."""
    draft = path.with_suffix(".csv.new")
    with path.open(encoding="utf-8", newline="") as old, draft.open("w", encoding="utf-8", newline="") as new:
        rows, writer = csv.reader(old), csv.writer(new, lineterminator="\n")
        writer.writerow(next(rows))
        writer.writerows(rendered(rows, renderings))
    draft.replace(path)
