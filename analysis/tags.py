"""Tags: which English words are verbs first of all, from the word list that comes with TextBlob. No tagger is run."""

from functools import cache

from .words import Words, function_words


@cache
def tagged(*tags: str) -> frozenset[str]:
    """The lower-case words whose most frequent part of speech is one of `tags` (Penn Treebank).

    >>> "survived" in tagged("VBD"), "ferry" in tagged("VBD")
    (True, False)
    """
    return frozenset(word for word, tag in most_frequent().items() if tag in tags and word.islower())


@cache
def most_frequent() -> dict[str, str]:
    """The most frequent part of speech of each word.

    >>> most_frequent()["ferry"]
    'NN'
    """
    from textblob.en import parser  # costs a third of a second, once

    return dict(parser.lexicon.items())


def nouns() -> frozenset[str]:
    """Words that are mostly nouns or pronouns: "ferry", "him"."""
    return tagged("NN", "NNS", "PRP")


def finite() -> frozenset[str]:
    """Words that are mostly finite verbs: "survived", "thrives"."""
    return tagged("VBD", "VBZ", "VBP")


def capital(words: Words, index: int) -> bool:
    """True if the word is written with a capital letter."""
    return words.text[words.starts[index]].isupper()


def verbal(words: Words, index: int) -> bool:
    """True if the word is mostly a finite verb, or an auxiliary."""
    form = words.forms[index]
    if form == "'s":
        return function_words().get(words.forms[index - 1]) == "pronoun"
    if capital(words, index):
        return False
    if form in tagged("VB", "VBP") and words.forms[index - 1] != "to":
        return True
    return form in finite() or form in tagged("VBN") or form.endswith("ed") or function_words().get(form) == "auxiliary"


def in_manner(words: Words, index: int) -> bool:
    """True for an adverb in -ly, "quietly", but not "Kelly" and not "reply"; and for "nevertheless" and its like."""
    form = words.forms[index]
    if form in _CONNECTING:
        return True
    if not form.endswith("ly"):
        return False
    return form in tagged("RB") or form[:-2] in tagged("JJ") or form not in tagged("NN") and not capital(words, index)


_CONNECTING = frozenset("nevertheless nonetheless regardless likewise otherwise thus hence somehow somewhat".split())


def adverb(words: Words, index: int) -> bool:
    """True for an adverb of time or place, or in -ly."""
    return function_words().get(words.forms[index]) == "adverb" or in_manner(words, index)
