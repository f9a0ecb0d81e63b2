"""Tags: which English words are verbs first of all, from the word list that comes with TextBlob. No tagger is run."""

from functools import cache


@cache
def tagged(*tags: str) -> frozenset[str]:
    """The lower-case words whose most frequent part of speech is one of `tags` (Penn Treebank).

    >>> "survived" in tagged("VBD"), "ferry" in tagged("VBD")
    (True, False)
    """
    from textblob.en import parser  # costs a third of a second, once

    return frozenset(word for word, tag in parser.lexicon.items() if tag in tags and word.islower())


def finite() -> frozenset[str]:
    """Words that are mostly finite verbs: "survived", "thrives"."""
    return tagged("VBD", "VBZ", "VBP")


def base() -> frozenset[str]:
    """Words that are mostly verbs in their base form: "make", "believe"."""
    return tagged("VB", "VBP")
