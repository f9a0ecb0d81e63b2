"""A place in a sentence where a cue stands, with what the rules of attribution ask about it.

Each answer is worked out when first asked for and then kept, so that rules read as conditions. Ranges count words.
"""

from functools import cache, cached_property

from .clauses import Phrase, after, before, loose
from .cues import Cue
from .lexicon import inflections, lexicon
from .span import Span
from .subjects import clause_subject
from .tags import capital, finite, in_manner
from .words import Words, function_words

_PAPERS = frozenset("study survey report poll analysis research review paper audit figures data".split())
_SURE = 0.8  # the strength from which a cue may follow a clause that no quotation marks set off
PLAIN = 0.7  # the strength from which a cue counts without a subject of its own
_JOINED = 6  # words within which the content of a noun is joined to it: "concerns have mounted over"
DELAY = 14  # words between a cue and a "that" that still belongs to it: "said in a speech on Monday that"
BE = frozenset("is are was were be been being 's 're 'm am isn't aren't wasn't weren't".split())
_LINKING = frozenset("remain feel seem become grow sound stay appear".split())
SUBORDINATE = frozenset("that whether if how why what when where who".split())
_JOINTS = frozenset("and but while whereas although though as yet which".split())
_JOINED_BY = frozenset("and but or then".split())
_TIMES = frozenset("week weekend month year night spring summer fall autumn winter".split())
_WHEN = frozenset("last this next".split())
_OBJECTS = frozenset("him them me us".split())
_WHICH = frozenset("which that who whom what".split())
_QUOTES = "“”\"‘’«»„"
_PARTS = ",—–;" + _QUOTES


@cache
def support_verbs() -> frozenset[str]:
    """Every form of the verbs that lend a noun their subject: "voiced fears"."""
    return frozenset(form for row in lexicon("support_verbs") for form in inflections(row["verb"]).values())


@cache
def _linking_verbs() -> frozenset[str]:
    return BE | {form for verb in _LINKING for form in inflections(verb).values()}


def opens(gap: str) -> bool:
    """True if a quotation may begin in what stands between two words."""
    return any(mark in gap for mark in "“\"‘«„") or "``" in gap or "''" in gap


class Place:
    """One reading of a cue: words [first, stop) of a sentence whose words are `inside`.

    `lowest` is the first word that no earlier attribution of the sentence has taken; `actor` is the source of the
    attribution before it in the sentence.
    """

    def __init__(
        self, found: Words, inside: range, end: int, hit: tuple[int, int, Cue], lowest: int,
        actor: tuple[int, int] | None = None,
    ):
        self.words, self.inside, self.end = found, inside, end
        self.first, self.stop, self.cue = hit
        self.lowest, self.earlier = lowest, actor

    def takes(self, letters: str) -> bool:
        return not self.cue.takes.isdisjoint(letters)

    def form(self, index: int) -> str:
        """The word at `index`, empty outside the sentence."""
        return self.words.forms[index] if index in self.inside else ""

    def kind(self, index: int) -> str:
        """The class of the word at `index`, empty if it is no function word."""
        return function_words().get(self.form(index), "")

    def gap(self, index: int) -> str:
        """What stands between word `index` and the next, or the sentence's end."""
        if index + 1 < self.inside.stop:
            return self.words.gap(index)
        return self.words.text[self.words.ends[index] : self.end]

    # -- before the cue

    @cached_property
    def auxiliaries(self) -> range:
        """The auxiliaries and adverbs right before the cue: "has also", "did not", "will"."""
        return range(self._past_auxiliaries(self.first, frozenset()), self.first)

    def _past_auxiliaries(self, index: int, linking: frozenset[str]) -> int:
        """The first of the auxiliaries, adverbs and linking verbs that stand right before word `index`."""
        while index > self.lowest and loose(self.words, index - 1):
            form, kind = self.form(index - 1), self.kind(index - 1)
            if form == "'s" and self.kind(index - 2) != "pronoun":  # a possessive
                break
            if kind not in ("auxiliary", "adverb") and form not in linking and not self.floats(index - 1):
                break
            index -= 1
        return index

    def floats(self, index: int) -> bool:
        """True for an adverb in -ly, and for "both" or "all" behind what they count: "the ports both said"."""
        if self.form(index) in ("both", "all", "each"):
            counted = self.kind(index - 1) in ("", "auxiliary", "relative")
            return counted and index > self.lowest and loose(self.words, index - 1)
        return in_manner(self.words, index)

    @cached_property
    def passive(self) -> bool:
        return self.cue.form in ("past", "participle") and any(
            self.form(index) in BE and self.form(index) != "'s" for index in self.auxiliaries)

    @cached_property
    def copula(self) -> bool:
        """True if an adjective is said of a subject: "is", "remains"."""
        index = self.first - 1
        while index > self.inside.start and (self.kind(index) == "adverb" or in_manner(self.words, index)):
            index -= 1
        return self.form(index) in _linking_verbs()

    @cached_property
    def subject(self) -> Phrase | None:
        """The noun phrase before the cue and its auxiliaries."""
        return self.subject_of(self.first)

    @property
    def which(self) -> bool:
        """True if a relative pronoun stands before the subject: "which sailors say"."""
        return self.subject is not None and self.form(self.subject.first - 1) in _WHICH

    @property
    def apposed(self) -> bool:
        """True if all that stands before the cue is one name with its aside: "Ida Hall, a painter, said"."""
        return self.subject is not None and self.subject.first == self.lowest

    @property
    def relative(self) -> bool:
        """True if the subject is a relative pronoun: "who praised"."""
        return self.subject is not None and self.kind(self.subject.head) == "relative"

    @property
    def subordinate(self) -> bool:
        """True if the cue stands in a subordinate clause that opens the sentence: "While some fear"."""
        opener = self.inside.start
        return self.subject is not None and self.subject.first == opener + 1 and self.kind(opener) == "subordinator"

    @cached_property
    def boundary(self) -> tuple[int, int] | None:
        """Where this cue ends the content of the one before it: (first word cut off, first word of the new clause).

        ", saying ..." / "... and said ..." / "..., but Y said ..." / "...; Y said ...". None if it lies within.
        """
        first = self.auxiliaries.start
        if first <= self.lowest:
            return None
        if self.cue.kind == "verb" and self.cue.form != "base":
            if self.cue.form == "ing" and self.parted(first):
                return first, first
            if self.form(first - 1) in ("and", "but", "while") and (self.cue.form != "ing" or self.parted(first - 1)):
                return first - 1, first
            if self.parted(first) and not self.passive and self.cue.form in ("past", "s"):
                return first, first
        subject = self.subject
        if subject and subject.first - 1 > self.lowest:
            joint = subject.first - 1
            if self.relative and self.parted(subject.first):
                return subject.first, subject.first
            if self.form(joint) in _JOINTS and self.parted(joint):
                return joint, subject.first
            if ";" in self.words.gap(joint) or "—" in self.words.gap(joint):
                return subject.first, subject.first
        return None

    @property
    def main(self) -> tuple[int, int] | None:
        """Where a main clause with this cue begins behind a comma: "In a year of fog, Ida Hall said no"."""
        start = self.subject.first if self.subject else self.lowest
        if start <= self.lowest or not self.parted(start) or self.cue.cue_class != "statement":
            return None
        return (start, start) if self.rest in ("that", "clause", "quotation", "colon") else None

    def subject_of(self, index: int) -> Phrase | None:
        """The noun phrase before the verb at word `index` and its auxiliaries."""
        index = self._past_auxiliaries(index, _linking_verbs())
        if self.form(index - 1) in _TIMES and self.form(index - 2) in _WHEN and index > self.lowest + 2:
            index -= 2  # "a judge last month ordered"
        if index == self.lowest and self.earlier:
            return Phrase(*self.earlier, self.earlier[1] - 1)
        if self.form(index - 1) in _JOINED_BY and self.earlier:
            return Phrase(*self.earlier, self.earlier[1] - 1)
        if self.form(index - 1) in _JOINED_BY or self.form(index - 1) in _OBJECTS and self.form(index - 2) != "of":
            return clause_subject(self.words, index, self.lowest)
        return before(self.words, index, self.lowest)

    @cached_property
    def cue_span(self) -> Span:
        """The cue: a verb with its auxiliaries, a noun or an adjective with the preposition that joins its content."""
        joined = self.cue.kind in ("noun", "adjective") and self.form(self.joiner) not in ("", "that", "to")
        stop = self.joiner + 1 if joined else self.stop
        return self.words.span(self.auxiliaries.start if self.cue.kind == "verb" else self.first, stop)

    @cached_property
    def joiner(self) -> int:
        """The word that joins the content of a noun or an adjective to it: fears ABOUT; -1 if none does."""
        for index in range(self.stop, min(self.inside.stop - 1, self.stop + _JOINED)):
            if not loose(self.words, index - 1):
                return -1
            if self.form(index) in self.cue.takes and not (
                self.form(index) == "that" and self.kind(index - 1) == "preposition"  # "appeals in that case"
            ):
                return index
        return -1

    @cached_property
    def actor(self) -> Phrase | None:
        """Who acts in the sentence before a participle: the last source, or the subject of the clause."""
        if self.earlier is not None:
            return Phrase(*self.earlier, self.earlier[1] - 1)
        return clause_subject(self.words, self.auxiliaries.start, self.lowest)

    def parted(self, index: int) -> bool:
        """True if a comma, a dash or a quotation mark stands before word `index`."""
        gap = self.words.gap(index - 1) if index > self.inside.start else " "
        return gap != " " and any(mark in gap for mark in _PARTS)

    def capital(self, index: int) -> bool:
        return capital(self.words, index)

    def verbal(self, index: int) -> bool:
        """True if word `index` begins a predicate: an auxiliary, or mostly a finite verb."""
        return self.kind(index) == "auxiliary" or self.form(index) in finite()

    def next_comma(self, index: int) -> int:
        """The word behind the next comma after word `index`, or the sentence's end."""
        return next((at for at in range(index + 1, self.inside.stop) if "," in self.gap(at - 1)), self.inside.stop)

    def led_in(self, index: int) -> bool:
        """True if a clause or a quotation ends right before word `index`, or a phrase that is gone on with later."""
        if index <= self.lowest:
            return False
        if self.quoted_before(index) or any(mark in self.words.gap(index - 1) for mark in "’!?"):
            return True
        return self.parted(index) and (index > self.lowest + 1 or self.rest == "comma") and (
            self.kind(self.lowest) != "preposition" or self.rest in ("comma", "end")
        )

    def quoted_before(self, index: int) -> bool:
        """True if a quotation ends right before word `index`."""
        gap = self.words.gap(index - 1)
        return gap != " " and (any(mark in gap for mark in "”\"»") or "''" in gap)

    def trails(self, index: int) -> bool:
        """True if the cue of a source at word `index` trails what was said: nothing that it could take follows."""
        if self.quoted_before(index):
            return self.rest != "colon" and self.form(self.stop) != "that"
        return self.rest in ("end", "adverbial", "comma")

    def sure(self, index: int) -> bool:
        """True if a quotation ends before word `index`, or else the cue is one that is hardly ever anything else."""
        if self.subject and self.subject.first == index and self.form(self.subject.head) in _PAPERS:
            return True  # "..., a survey found"
        return self.quoted_before(index) or self.cue.strength >= _SURE

    def closes(self, index: int) -> bool:
        """True if the clause is over at word `index`: nothing, a comma or only when and where follow."""
        if index >= self.inside.stop or not loose(self.words, index - 1):
            return True
        return self.kind(index) in ("preposition", "day") and self.form(index) not in ("of", "for")

    # -- behind the cue

    @cached_property
    def rest(self) -> str:
        """What follows the cue: end, comma, quotation, colon, adverbial, that, clause."""
        gap = self.gap(self.stop - 1)
        if self.stop >= self.inside.stop:
            return "end"
        if gap != " ":
            if opens(gap):
                return "quotation"
            if ":" in gap:
                return "colon"
            if any(mark in gap for mark in ",—–;("):
                return "comma"
        if self.form(self.stop) in SUBORDINATE:
            return "that"
        if self._adverbial_to_end:
            return "adverbial"
        return "clause"

    @cached_property
    def _adverbial_to_end(self) -> bool:
        """True if only when, where or to whom follows: "on Monday", "last week in an interview", "reporters"."""
        words = range(self.stop, self.inside.stop)
        if any(self.form(index) == "that" for index in words[:DELAY]):
            return False
        if self.kind(self.stop) in ("preposition", "day", "adverb") or self.form(self.stop) in ("last", "this", "as"):
            return True
        return "h" in self.cue.takes and len(words) <= 8

    @cached_property
    def inverted(self) -> Phrase | None:
        """The noun phrase behind the cue, where the cue may stand before its source: said X."""
        if self.cue.form not in ("past", "s") or self.auxiliaries or self.stop >= self.inside.stop:
            return None
        if not loose(self.words, self.stop - 1) or self.form(self.stop) in SUBORDINATE:
            return None
        return None if self.kind(self.stop) in ("preposition", "day", "adverb") else self.following(self.stop)

    def following(self, index: int) -> Phrase | None:
        """The noun phrase that begins with word `index`."""
        return after(self.words, index, self.inside.stop)

    @cached_property
    def source_behind(self) -> Phrase | None:
        """The source behind "according to": up to the next comma, and past it where an apposition follows."""
        source = self.following(self.stop)
        if source is None:
            return None
        stop = source.stop
        while stop < self.inside.stop and loose(self.words, stop - 1):
            stop += 1
        return Phrase(source.first, stop, source.head)

    def resumed(self, index: int, start: int) -> list[tuple[int, int]]:
        """What the speaker goes on to say after ", X said," - the clause that a comma before word `index` resumes.

        `start` is where source and cue begin: what was quoted before them is resumed by a quotation only.
        """
        if index >= self.inside.stop:
            return []
        gap = self.gap(index - 1)
        quoted = opens(gap)
        if not quoted and ("," not in gap or self.quoted_before(start)):
            return []
        form = self.form(index)
        if not quoted and (form.endswith("ing") or self.kind(index) in ("relative", "preposition", "conjunction")
                          or form in ("who", "while", "as", "after", "when")):
            return []
        return [(index, self.inside.stop)]
