"""A research kit for media analysis: how does the press cover AI, who is made to speak, and how is it framed?

Each layer of an article is a function of a document: `zones`, `sentences`, `quotations`, `mentions`, `attributions`,
`sentiment` and `claims`. `annotate` lays them out as tables for a whole corpus. No function changes a text.

>>> import analysis
>>> [claim.frame for claim in analysis.claims(analysis.Document("a", "AI will replace illustrators."))]
['replacement']
"""

from importlib import import_module

from .codebook import CodebookError
from .lexicon import LexiconError
from .corpus import Actor, Corpus, CorpusError, Document, Story, Targets, read_corpus
from .span import Span

# A layer's function has the name of its module. Imported here, in the order of the ladder, the package's name is the
# function; nothing of this needs pandas.
from .quotations import quotations
from .zones import zones
from .sentences import sentences
from .mentions import mentions
from .attribution import attributions
from .sentiment import sentiment
from .explanation import explain
from .framing import claims

_LAZY = {  # these need pandas, and are loaded when first asked for
    "Tables": "tables", "annotate": "tables", "CodingError": "coding", "read_coding": "coding",
    "independent": "copies", "shared_passages": "copies", "accuracy": "comparison", "differences": "errors",
}

__all__ = [
    "Actor", "CodebookError", "Corpus", "CorpusError", "Document", "LexiconError", "Span", "Story", "Targets",
    "attributions", "claims", "explain", "mentions", "quotations", "read_corpus", "sentences", "sentiment", "zones",
    *_LAZY,
]
__version__ = "0.1.0"


def __getattr__(name: str):
    if name not in _LAZY:
        raise AttributeError(f"{__name__} has no {name!r}; it has {', '.join(sorted(__all__))}")
    return getattr(import_module(f".{_LAZY[name]}", __name__), name)


def __dir__() -> list[str]:
    return sorted(__all__)
