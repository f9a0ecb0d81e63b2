"""Wordings: what several articles print as one utterance, word by word, and where the words differ."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

import pandas as pd

from .findings import plain
from .measures import labelled
from .tables import Tables
from .typeset import placed
from .words import words_of

MARKED = ("direct", "mixed")  # the types that a reader takes for the speaker's own words


def wordings(tables: Tables) -> pd.DataFrame:
    """Every attribution that shares its utterance with another article's, utterance by utterance.

    Columns: utterance, document, label, attribution, speakers, type, relation, source, cue, content (their words).
    """
    found = tables.attributions[tables.attributions["utterance"].ne("")]
    said = tables.spans.sort_values(["document", "attribution", "start"])
    said = said.groupby(["document", "attribution", "part"], observed=True)["text"].agg(" … ".join)
    for part in ("source", "cue", "content"):
        texts = said[said.index.get_level_values("part") == part].droplevel("part").rename(part)
        found = found.join(texts, on=["document", "attribution"]).fillna({part: ""})
    order = found["utterance"].drop_duplicates().tolist()
    found = found.sort_values("utterance", key=lambda column: column.map(order.index), kind="stable")
    columns = ["utterance", "document", "label", "attribution", "speakers", "type", "relation", "source", "cue"]
    return labelled(found, tables.articles)[[*columns, "content"]].reset_index(drop=True)


def altered(wordings: pd.DataFrame) -> pd.DataFrame:
    """The wordings inside quotation marks, of utterances that are printed so with different words.

    Columns: those of `wordings`.
    """
    marked = wordings[wordings["type"].isin(MARKED)]
    several = marked.groupby("utterance")["document"].transform("nunique").gt(1)
    changed = marked["relation"].eq("altered").groupby(marked["utterance"]).transform("any")
    return marked[several & changed].reset_index(drop=True)


def words_kept(wordings: pd.DataFrame) -> pd.DataFrame:
    """How many words of each wording another wording of its utterance has too, in the same order.

    Columns: those of `wordings`, words, kept.
    """
    found = [[same for _, same in kept(*texts)] for texts in _beside(wordings)]
    return wordings.assign(words=[len(same) for same in found], kept=[sum(same) for same in found])


def side_by_side(wordings: pd.DataFrame) -> str:
    """Wordings as a list in Markdown, utterance by utterance: in bold the words that no other wording has there."""
    lines, utterance = [], None
    for row, texts in zip(wordings.itertuples(), _beside(wordings)):
        if row.utterance != utterance:
            lines.append(f"- {plain(row.speakers)}")
            utterance = row.utterance
        shown = [plain(word) if same else f"<b>{plain(word)}</b>" for word, same in kept(*texts)]
        lines.append(f"  - *{plain(str(row.label))}* ({row.type}): {' '.join(shown).replace('</b> <b>', ' ')}")
    return "\n".join(lines) or "- none"


def _beside(wordings: pd.DataFrame) -> Iterator[tuple[str, list[str]]]:
    """Each wording, and the others of its utterance."""
    contents = wordings.groupby("utterance")["content"].agg(list)
    for utterance, content in zip(wordings["utterance"], wordings["content"]):
        yield content, [other for other in contents[utterance] if other != content]


def kept(text: str, others: Sequence[str]) -> list[tuple[str, bool]]:
    """The words of a wording as printed, each with whether another wording has it, in the same order.

    Of two wordings each has as many words of the other.

    >>> kept("The loom is new.", ["the old loom is here"])
    [('The', True), ('loom', True), ('is', True), ('new.', False)]
    """
    words = text.split()
    forms = [_form(word) for word in words]
    same: set[int] = set()
    for other in others:
        same.update(_shared(forms, [_form(word) for word in other.split()]))
    return [(word, at in same and bool(forms[at])) for at, word in enumerate(words)]


def _shared(forms: Sequence[str], others: Sequence[str]) -> set[int]:
    """Where words stand that others have too: difflib finds more in one order or in the other, and the more counts."""
    blocks = {0: SequenceMatcher(None, forms, others, autojunk=False).get_matching_blocks(),
              1: SequenceMatcher(None, others, forms, autojunk=False).get_matching_blocks()}  # by the side of `forms`
    found = ({one[side] + at for one in blocks[side] for at in range(one.size)} for side in blocks)
    return max(found, key=len)


def _form(word: str) -> str:
    return "".join(words_of(word).forms)


# ---- the marks of the figure ----------------------------------------------------------------------------------------

SIZE, LINE, LEFT, RIGHT = 13, 19, 128, 496  # of the text: font size, height of a line, ends of a line, in pixels
MOST = 6  # utterances in one figure


def wording_marks(tables: Tables) -> pd.DataFrame:
    """The altered quotations of a corpus, set in lines: one mark per word, and one for each speaker and article.

    At most six utterances, those first that are changed most. Columns: utterance, kind (speaker | article | word),
    text, differs (only this wording has the word), left, right, line_to (right, or where the next word begins if that
    differs too), y (pixels from the top), label, speakers, type, relation, content.
    """
    columns = ["utterance", "kind", "text", "differs", "left", "right", "line_to", "y", "label", "speakers", "type",
               "relation", "content"]  # fmt: skip
    rows, top = [], 0.0
    for _, group in _most_changed(altered(wordings(tables))):
        top += LINE
        first = group.iloc[0]
        rows.append((first["utterance"], "speaker", first["speakers"], False, 0.0, 0.0, 0.0, top, "", *first[4:7], ""))
        for row in group.itertuples():
            others = [text for text in group["content"] if text != row.content]
            told = (row.label, row.speakers, row.type, row.relation, row.content)
            depth = 0
            for kind, left, right, words in (
                ("article", 0, LEFT - 8, [(word, True) for word in row.label.split()]),
                ("word", LEFT, RIGHT, kept(row.content, others)),
            ):
                for text, differs, at, end, to, line in _set(words, left, right):
                    y = top + 1.25 * LINE + line * LINE
                    rows.append((row.utterance, kind, text, differs and kind == "word", at, end, to, y, *told))
                    depth = max(depth, line + 1)
            top += (depth + 0.45) * LINE
        top += 0.6 * LINE
    marks = pd.DataFrame(rows, columns=columns)
    texts = {name: "str" for name in columns if name not in ("differs", "left", "right", "line_to", "y")}
    return marks.astype(texts | {"differs": "bool"} | dict.fromkeys(("left", "right", "line_to", "y"), "float64"))


def _set(words: list[tuple[str, bool]], left: float, right: float) -> Iterator[tuple]:
    """Words in lines: text, differs, left, right, where a line under it ends, line."""
    places = list(placed([word for word, _ in words], size=SIZE, left=left, right=right))
    for at, (place, (_, same)) in enumerate(zip(places, words)):
        after = places[at + 1] if at + 1 < len(places) else None
        runs_on = after and after.line == place.line and not words[at + 1][1]
        yield place.word, not same, place.left, place.right, after.left if runs_on else place.right, place.line


def _most_changed(found: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    """The utterances with most words that only one wording has, in the order of the tables; at most MOST."""
    groups = dict(iter(found.groupby("utterance", sort=False)))
    counted = words_kept(found)
    changed = (counted["words"] - counted["kept"]).groupby(found["utterance"]).sum()
    chosen = sorted(groups, key=lambda name: -changed[name])[:MOST]
    yield from ((name, group) for name, group in groups.items() if name in chosen)
