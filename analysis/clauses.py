"""Clauses: the noun phrase before or after a word, and how far a clause reaches, by word classes alone.

All positions count words. A noun phrase is returned as (first, stop, head): the words [first, stop), and the last word
of its core, before any "of ...", apposition or relative clause.
"""

from typing import NamedTuple

from .roles import binding, roles
from .tags import adverb, capital, finite, tagged, verbal
from .words import Words, function_words

LONGEST = 40  # words that a subject with its appositions may have

_STOPPERS = frozenset(("subordinator", "conjunction", "auxiliary"))
_SPACES = frozenset((" ", "-", "/", "\u00a0", "", "  "))


class Phrase(NamedTuple):
    """A noun phrase: words [first, stop), with the last word of its core."""

    first: int
    stop: int
    head: int


def loose(words: Words, index: int) -> bool:
    """True if only space, or the stop of an initial or an abbreviation, stands between this word and the next."""
    gap = words.gap(index)
    if gap in _SPACES:
        return True
    if words.forms[index + 1 : index + 2] and words.forms[index + 1].isdigit() and gap in (",", ".", ". "):
        return True  # "34,000", "Nov. 8"
    if gap[:1] == "." and gap[1:] in _SPACES:
        return words.ends[index] - words.starts[index] == 1 or words.forms[index] in binding()
    if gap in _NICKNAME_MARKS and _nickname(words, index):
        return True
    return words.forms[index + 1 : index + 2] and gap in ("’", "'", "’ ", "' ") and words.forms[index].endswith("s")


_NICKNAME_MARKS = frozenset(f"{mark} " for mark in "”’\"'") | frozenset(f" {mark}" for mark in "“‘\"'")


def _nickname(words: Words, index: int) -> bool:
    """True if the marks between this word and the next are those of a nickname: Ida “Gull” Hall."""
    first = index if words.gap(index)[0] == " " else index - 1
    inside = first >= 0 and first + 2 < len(words)
    return inside and words.gap(first + 1) in _NICKNAME_MARKS and words.gap(first) in _NICKNAME_MARKS and all(
        capital(words, at) for at in range(first, first + 3))


def before(words: Words, index: int, lowest: int) -> Phrase | None:
    """The noun phrase that ends right before word `index` and does not reach below `lowest`.

    "Ida Hall, a painter," and "the man who waited" are one phrase each; an adverb or auxiliary in between is passed.

    >>> from .words import words_of
    >>> before(words_of("On Monday Ida Hall, a painter, said no."), 6, 0)
    Phrase(first=2, stop=6, head=3)
    """
    if index <= lowest:
        return None
    phrase = _bare(words, index, lowest) if loose(words, index - 1) else _apposed(words, index, lowest)
    return phrase and _listed(words, phrase, lowest)


def _listed(words: Words, phrase: Phrase, lowest: int) -> Phrase:
    """The phrase with the items before it, where it ends a list: "Ida, Bo and Al", "Ida, Bo, and Al"."""
    first = phrase.first
    if first - 1 > lowest and words.forms[first - 1] == "and" and "," in words.gap(first - 2):
        first -= 1
    elif "and" not in words.forms[first : phrase.stop]:
        return phrase
    items, start = 0, first
    while start > lowest and words.gap(start - 1) == ", ":
        item = core(words, start, lowest)
        if item is None or item.stop - item.first > _ITEM or any(_no_item(words, at) for at in range(*item[:2])):
            break
        start, items = item.first, items + 1
    opens = start == lowest or "," in words.gap(start - 1) or words.forms[start - 1] in ("that", "and", "but")
    if items >= 1 + (first < phrase.first) and opens:
        return Phrase(start, phrase.stop, head(words, start, phrase.stop))
    return phrase


def _no_item(words: Words, index: int) -> bool:
    """True for a word that no item of a list of names or nouns has: a verb, a preposition or an adverb."""
    return verbal(words, index) or adverb(words, index) or function_words().get(words.forms[index]) == "preposition"


_ITEM = 6  # words that an item of a list has at most


def _bare(words: Words, stop: int, lowest: int) -> Phrase | None:
    """The phrase right before word `stop`, with what a relative "who" says of it: "the man who waited"."""
    phrase = core(words, stop, lowest)
    who = phrase.first - 1 if phrase else lowest
    if who > lowest and words.forms[who] == "who" and loose(words, who - 1):
        outer = core(words, who, lowest)
        return outer and Phrase(outer.first, stop, outer.head)
    return phrase


def _apposed(words: Words, stop: int, lowest: int) -> Phrase | None:
    """The phrase before an aside that a comma ends: "Ida Hall, a painter," with it, "Ida Hall, meanwhile," without."""
    if words.gap(stop - 1).strip() not in (",", "),", ")", "—", "–", "-", "--"):
        return None
    opener = _opener(words, stop, lowest)
    if opener and ")" in words.gap(opener - 1):  # "Ida Hall (Ind.), a painter,"
        opener = next((at for at in range(opener - 1, lowest, -1) if "(" in words.gap(at - 1)), opener)
    named = opener and core(words, opener, lowest)
    if named and (aside := _aside(words, named.first, lowest)):  # "Ida Hall, during a stop in Port Lind, Northland,"
        opener, named = aside, core(words, aside, lowest)
    if not named:
        return None
    if named.first > lowest and _names_role(words, named.first - 1) and words.gap(named.first - 1) == ", ":
        outer = core(words, named.first, lowest)  # "The port's head, Ida Hall, a painter, said"
        named = outer or named
    elif not capital(words, named.head) and named.first > lowest and "," in words.gap(named.first - 1):
        outer = core(words, named.first, lowest)  # "Ida Hall, the head of the newspaper, The Bell, said"
        named = outer if outer and capital(words, outer.head) else named
    return Phrase(named.first, opener if _beside(words, opener, stop) else stop, named.head)


def _aside(words: Words, first: int, lowest: int) -> int | None:
    """Where the aside begins in which word `first` stands, if a preposition or "run by" opens it behind a comma."""
    while first > lowest and loose(words, first - 1):
        first -= 1
    if first <= lowest or words.gap(first - 1) != ", ":
        return None
    opens = function_words().get(words.forms[first]) == "preposition" or words.forms[first + 1] == "by"
    return first if opens else None


def _beside(words: Words, first: int, stop: int) -> bool:
    """True if an aside tells nothing of who it stands behind: "meanwhile", "for example"."""
    if function_words().get(words.forms[first]) == "preposition" and stop - first < _ASIDE:
        return words.forms[first] != "including"
    return all(adverb(words, index) for index in range(first, stop))


_ASIDE = 5  # words that "for example" and "in a speech on Monday" may have


def _opener(words: Words, stop: int, lowest: int) -> int | None:
    """Where the aside that ends before word `stop` begins: behind the same mark, best before a "who"."""
    dash = any(mark in words.gap(stop - 1) for mark in "—–-")
    nearest = None
    for index in range(stop - 1, max(lowest, stop - LONGEST), -1):
        gap = words.gap(index - 1)
        if index - 1 < lowest or ". " in gap and not loose(words, index - 1) or "”" in gap or '"' in gap:
            break
        marks = any(mark in gap for mark in "—–") or gap in (" - ", " -- ")
        if dash and marks:
            return index
        if marks or "," in gap or "(" in gap:
            nearest = nearest or index
            if function_words().get(words.forms[index]) == "relative":
                return index
    return nearest


def core(words: Words, stop: int, lowest: int) -> Phrase | None:
    """The noun phrase of words [?, stop) without apposition."""
    classes = function_words()
    first = stop
    while first > lowest and stop - first < LONGEST and (first == stop or loose(words, first - 1)):
        form = words.forms[first - 1]
        kind = classes.get(form)
        if first == stop and (kind in ("pronoun", "relative") or form in _ALONE):
            many = first - 3 if words.forms[max(0, first - 2)] == "of" and first - 3 >= lowest else first - 1
            return Phrase(many, stop, many)  # "most of them"
        if kind == "pronoun" and first < stop and words.forms[first] == "and" and form in _SUBJECTS:
            first -= 1  # "she and her sister"
            break
        if kind == "pronoun" or form == "that" or first < stop and form in finite() and not capital(words, first - 1):
            break
        if form != "'s" and not (form == "and" and first < stop and _coordinates(words, first)):
            if kind in _STOPPERS or kind == "relative" or kind == "adverb" and first != stop:
                break
        first -= 1
    while first < stop and (classes.get(words.forms[first]) in _LEADING or words.forms[first] == "'s"):
        first = _past_preposition(words, first, stop)
    if first >= stop:
        return None
    return Phrase(first, stop, head(words, first, stop))


def head(words: Words, first: int, stop: int) -> int:
    """The last word of a noun phrase's core: before any "of ...", apposition or relative clause."""
    classes = function_words()
    for index in range(first + 1, stop):
        if classes.get(words.forms[index]) in ("preposition", "relative") or not loose(words, index - 1):
            return index - 1
    return stop - 1


_SUBJECTS = frozenset("he she they we i you".split())
_ALONE = frozenset("that this these those some many".split())  # determiners that may stand for a noun phrase
_LEADING = frozenset("preposition adverb day month conjunction subordinator".split())


_ROUGHLY = frozenset("about around over under".split())  # "about half of the sailors"


def _past_preposition(words: Words, first: int, stop: int) -> int:
    """Past "On Monday" or "In a city hall" to where the next noun phrase begins."""
    classes = function_words()
    kind = classes.get(words.forms[first])
    if kind != "preposition" or words.forms[first] in _ROUGHLY:
        return first + 1
    if classes.get(words.forms[first + 1]) == "day":
        return first + 2
    for index in range(first + 2, stop):
        if classes.get(words.forms[index]) in ("determiner", "pronoun", "day", "month"):
            return index
        if capital(words, index) and not capital(words, index - 1):
            return index
    return first + 1


def _coordinates(words: Words, index: int) -> bool:
    """True if "and" before word `index` joins two names or two nouns of one phrase rather than two clauses."""
    if index < 2 or not loose(words, index - 2):
        return False
    if index == 2 or not loose(words, index - 3):
        return True  # the first word of a sentence has its capital anyway: "Ida and Bo", "Sailors and painters"
    named = capital(words, index) or index + 1 < len(words) and capital(words, index + 1)  # "and painter Bo Hall"
    return named == capital(words, index - 2) or function_words().get(words.forms[index]) == "determiner"


def after(words: Words, index: int, highest: int) -> Phrase | None:
    """The noun phrase that begins with word `index` and does not reach beyond `highest`, apposition included.

    >>> from .words import words_of
    >>> after(words_of("said Ida Hall, a painter, on Monday."), 1, 7)
    Phrase(first=1, stop=5, head=2)
    """
    classes = function_words()
    if index >= highest:
        return None
    stop = index
    while stop < highest and (stop == index or loose(words, stop - 1)):
        form = words.forms[stop]
        kind = classes.get(form)
        if stop > index and (kind in ("auxiliary", "subordinator", "day", "adverb", "pronoun") and form != "'s"):
            break
        if stop > index and form in finite() and not capital(words, stop):
            break
        if kind == "relative" or form == "and" and not _coordinates(words, stop + 1):
            break
        if stop > index and kind == "preposition" and form not in ("of", "for", "at", "from", "with"):
            break
        stop += 1
        if stop == index + 1 and kind == "pronoun" and form != "one":
            return Phrase(index, stop, index)
    if stop == index:
        return None
    return Phrase(index, _with_apposition(words, stop, highest), head(words, index, stop))


def _with_apposition(words: Words, stop: int, highest: int) -> int:
    """The end of the phrase with what its comma adds: "Ida Hall, the head of a school", "Ida Hall, who left"."""
    if stop >= highest or words.gap(stop - 1) != ", ":
        return stop
    end = next((index + 1 for index in range(stop, min(highest, stop + LONGEST)) if not loose(words, index)), highest)
    if function_words().get(words.forms[stop]) == "relative":
        return end
    if capital(words, stop) and end - stop <= _NAME and _names_role(words, stop - 1):
        return end  # "the founder, Ida Hall"
    borne = any(role.kind == "person" for _, _, role in roles().find(words, stop, min(end, stop + _ROLE)))
    return end if borne else stop


def _names_role(words: Words, index: int) -> bool:
    """True if a role noun ends with word `index`, other than one for a document."""
    found = roles().find(words, max(0, index - 2), index + 1)
    return any(end == index + 1 and role.kind != "document" for _, end, role in found)


_NAME = 4  # words that a name has at most
_ROLE = 6  # words within which an apposition names the role


def clause_end(words: Words, first: int, highest: int) -> int:
    """Where a noun phrase with its complements ends: before the next finite auxiliary or punctuation mark."""
    classes = function_words()
    for index in range(first, highest):
        form = words.forms[index]
        verb = classes.get(form) == "auxiliary" and form not in _NON_FINITE or form in tagged("VBD", "VBZ")
        if index > first and verb:
            if not any(words.forms[at] in ("who", "which", "that", "could", "to") for at in range(first, index)):
                return index
        if index + 1 < highest and not loose(words, index):
            return index + 1
    return highest


_NON_FINITE = frozenset(("'s", "be", "been", "being", "having", "get", "getting", "got"))
