"""Makers: where a sentence has AI, and the people, jobs, crafts, works and likenesses that a claim can be about.

`View` answers what rules of framing ask about the neighbourhood of a word: what a verb has as its object, who stands
before it, whether AI does it. No parser: word classes, marks and distances. Not covered: objects before their verb.
"""

from functools import cached_property, lru_cache

from .corpus import Document
from .lexicon import inflections
from .scheme import Scheme
from .scope import Scope
from .tags import nouns, tagged
from .words import Phrases, function_words, words


@lru_cache(maxsize=8)
def _kinds(scheme: Scheme) -> Phrases:
    """The kinds of makers and of the rules' own words, in singular and plural, in every form."""
    found: dict[str, set[str]] = {}
    for row in scheme.lexicon("makers"):
        for word in row["words"].split(", "):
            head, space, last = word.rpartition(" ")
            for written in (word, head + space + inflections(last)["s"]):
                found.setdefault(written, set()).update(row["kind"].split())
    for row in scheme.lexicon("frame_words"):
        for verb in filter(None, row["verbs"].split(", ")):
            for written in inflections(verb).values():
                found.setdefault(written, set()).add(row["kind"])
        for phrase in filter(None, row["phrases"].split(", ")):
            found.setdefault(phrase, set()).add(row["kind"])
    return Phrases({written: frozenset(kinds) for written, kinds in found.items()})


Place = tuple[int, int]  # words [first, stop)

BE = frozenset("is are was were be been being get gets got getting 's 're isn't aren't wasn't weren't".split())
_THEM = frozenset(("them", "they", "themselves"))
_US = frozenset(("us", "me", "we", "i", "you"))
MACHINES = frozenset("machine machines algorithm algorithms computer computers robot robots bot bots".split())
_CHAIN = frozenset("both either to going able set likely unlikely supposed meant bound poised expected intended trying "
                   "starting beginning begins began started threatens threatening here".split())
_NO_OBJECTS = frozenset(("we", "they", "i"))
_THEIRS = frozenset("their our my his her your whose".split())
_ANAPHORS = frozenset("it they them this that which these those".split())
_WHO = frozenset("he she we i you who".split())
_WE = frozenset("they we you i he she".split())
_CLOSING = frozenset(("preposition", "subordinator", "relative", "auxiliary"))
_THROUGH = frozenset("'s of what about like and or as between among not just only even also nor".split())
PEOPLE = frozenset(("maker", "worker", "human"))
_GOING_ON = frozenset("not but rather or even never if".split())  # "help, not replace, makers"
_ENDS = frozenset("”\"")
_CRAFT = frozenset(("craft",))
_DONE = frozenset("done performed handled held filled".split())
_MADE = frozenset(("craft", "work"))
_TASKS = frozenset(("task",))
_THINGS = frozenset(("craft", "quality", "job", "role"))
_MAKERS = frozenset(("maker",))
_MONEY, _CURRENCIES = frozenset(("money",)), frozenset("$£€")
_LINKS = frozenset("after once since when because while now following amid as until thanks".split())
_NEAR = 7  # words between "after" and AI at most
_SPEAKING = frozenset("said says asked wrote writes joked complained told spoke warned quipped argued".split())
_REFERRING = frozenset("it they them this these".split())
_MANY = frozenset("many most some half all several few third quarter majority percent cent none".split())
_BESIDE = frozenset("for of by to among from with".split())
_NOUNS = frozenset("maker worker human job role craft work likeness right money time quality".split())


class View:
    """One sentence, words [first, stop): where AI, makers and their things stand in it.

    `target` is the set of words that name AI; `quoted` says that it is part of a quotation, where "us" may be makers.
    """

    def __init__(self, document: Document, first: int, stop: int, target: frozenset[int], quoted: bool):
        self.words, self.scheme = words(document), document.story.scheme
        self.first, self.stop, self.quoted = first, stop, quoted
        self.scope = Scope(self.words, first, stop)
        self.kinds: dict[int, tuple[int, frozenset[str]]] = {
            index: (end, kinds) for index, end, kinds in _kinds(self.scheme).find(self.words, first, stop)
        }
        self._join_doers()
        if not MACHINES.isdisjoint(self.words.forms[first:stop]):
            target |= {at for at in range(first, stop) if self.words.forms[at] in MACHINES}
        self.target = target | {at for index in target for at in self._wares(index)}

    def form(self, index: int) -> str:
        return self.words.forms[index] if self.first <= index < self.stop else ""

    def off_topic(self, index: int) -> bool:
        """True if a semicolon parts the word from AI, and nothing in its part refers to it."""
        part = next((part for part in self._parts if index in part), None)
        return part is not None and not self.target.intersection(part) and not any(
            self.form(at) in _REFERRING or self._is(at, "ware") for at in part)

    @cached_property
    def _parts(self) -> list[range]:
        """What semicolons part, where there are any and AI is named."""
        written, starts = self.words.text, self.words.starts
        if not self.target or ";" not in written[starts[self.first] : starts[self.stop - 1]]:
            return []
        cuts = [at + 1 for at in range(self.first, self.stop - 1) if ";" in self.words.gap(at)]
        return [range(*pair) for pair in zip([self.first, *cuts], [*cuts, self.stop])]

    def _join_doers(self) -> None:
        """Make one phrase of what is made and who makes it: "cover" and "designers"."""
        for index, (end, kinds) in list(self.kinds.items()):
            if kinds & _MADE and self._is(end, "doer") and self.leads(end):
                self.kinds[index] = self.kinds[end][0], _MAKERS

    def _wares(self, index: int) -> range:
        """What a name of AI is the attribute of: the words of "news assistant" behind "AI"."""
        for at in range(index + 1, min(index + 4, self.stop)):
            if not self.leads(at) or self.form(at) == "'s" or self._is(at, "firm"):
                break
            if self._is(at, "ware"):
                return range(index + 1, self.kinds[at][0])
            if self.form(at) in tagged("VB", "VBP", "VBZ", "VBD") and self.words.gap(at - 1) != "-":
                break  # "AI helps build tools"
        return range(0)

    def kind(self, index: int) -> frozenset[str]:
        """The kinds of the phrase that begins at `index`; pronouns are makers where makers were named or speak."""
        if index in self.kinds:
            end, kinds = self.kinds[index]
            joined = index - 1 in self.target and self.words.gap(index - 1) in (" ", "-")
            if joined and kinds & PEOPLE or self.target.intersection(range(index, end)):
                return frozenset()  # "AI developers" are no makers
            return kinds
        form = self.form(index)
        if form[:1].isdigit() and self.words.gap(index - 1)[-1:] in _CURRENCIES:
            return _MONEY
        if form == "it":
            named = [kinds & _THINGS for at, (_, kinds) in self.kinds.items() if index - 8 < at < index]
            return named[-1] if named else frozenset()
        if form in _THEM:
            named = [kinds & PEOPLE for at, (_, kinds) in self.kinds.items() if at < index and kinds & PEOPLE]
            return named[-1] if named else frozenset()
        return PEOPLE if form in _US and (self.quoted or self.speaks_of(_MAKERS)) else frozenset()

    def end(self, index: int) -> int:
        """The word after the phrase at `index`, with the nouns that follow it."""
        end = self.kinds[index][0] if index in self.kinds else index + 1
        while end in self.kinds and self.words.gap(end - 1) in (" ", "-") and self.kind(end) & _NOUNS:
            end = self.kinds[end][0]
        return end

    def has(self, kind: str, first: int, stop: int) -> int | None:
        """The first word of a phrase of this kind among words [first, stop); None if there is none."""
        for index in range(max(first, self.first), min(stop, self.stop)):
            if index in self.kinds and kind in self.kinds[index][1]:
                return index
        return None

    def speaks_of(self, kinds: frozenset[str]) -> bool:
        """True if the sentence has a phrase of these kinds anywhere."""
        return any(found & kinds for _, found in self.kinds.values())

    def leads(self, index: int) -> bool:
        """True if a noun or adjective stands at `index`, joined to the word before it, which is then its attribute."""
        joined = self.first < index < self.stop and self.words.gap(index - 1) in (" ", "-")
        return joined and self.form(index) not in function_words()

    def object(self, index: int, kinds: frozenset[str], limit: int = 8) -> Place | None:
        """What a verb that ends before `index` has as object, if it is of these kinds."""
        classes = function_words()
        at, opening = index - 1, False
        if self.first < index < self.stop and "," in self.words.gap(index - 1) and not (
                self.form(index) in _GOING_ON or any(self.form(at) in _GOING_ON for at in range(index - 5, index - 1))):
            return None
        while (at := at + 1) < min(index + limit, self.stop):
            gap = self.words.gap(at - 1) if at > index else " "
            if at in self.target and at + 1 not in self.kinds or gap != " " and any(mark in gap for mark in ".;:—–?!("):
                return None
            form = self.form(at)
            if (form, self.form(at + 1)) in (("rather", "than"), ("instead", "of")):
                at, limit, opening = at + 2, limit + 4, True  # "a supplement to, rather than a replacement for, makers"
                continue
            if opening and form in ("for", "to", "of"):
                opening = False
                continue
            if classes.get(form) in _CLOSING and form not in _THROUGH and self.words.gap(at) != "-":
                return None
            if gap[:1] in _ENDS or "," in gap and self.form(at - 1) in nouns() and form not in _GOING_ON:
                if not self.kind(at) & kinds and kinds & PEOPLE:
                    return None  # "spare the production, the producer said"
            if "," in gap and form.endswith("ing"):
                return None  # "takes over the chores, leaving makers free"
            if form in ("but", "than") or "," in gap and form in _WHO | _ANAPHORS:
                return None
            if form == "what" and kinds & _CRAFT and (whose := self._people_at(at + 1)):
                return at, whose  # "what our makers do"
            found = self.kind(at) if form not in _NO_OBJECTS else frozenset()
            if found & kinds:
                return at, self.end(at)
            if found == _TASKS and self.form(self.kinds[at][0]) not in ("of", "'s"):
                return None
            if "user" in found and kinds & PEOPLE and self.form(self.kinds[at][0]) != "'s":
                return None
        return None

    def _people_at(self, index: int) -> int | None:
        """The word after the people named from `index` on, perhaps behind a determiner."""
        index += function_words().get(self.form(index)) == "determiner"
        return self.end(index) + 1 if self.kind(index) & PEOPLE else None

    def before(self, index: int, kinds: frozenset[str], limit: int = 10) -> Place | None:
        """The nearest phrase of these kinds before `index`, in the same clause and with no name of AI in between."""
        for at in range(index - 1, max(self.first, index - limit) - 1, -1):
            if at in self.target and self.form(at - 1) not in ("by", "with", "to", "than"):
                return None
            if self.kind(at) & kinds:
                return at, self.end(at)
            if self.scope.breaks(at, deep=True):
                return None
        return None

    @cached_property
    def instrument(self) -> bool:
        """True if the sentence has AI as the means or cause: "with AI", "by an AI", "using the new AI"."""
        return any(
            self._is(at - back, "means") and self.kinds[at - back][0] > at - 3 and not self._blamed(at - back)
            for at in self.target for back in range(1, 6) if at - back not in self.target
        )

    def _blamed(self, index: int) -> bool:
        """True for "sacked for using AI": what people did with it, and not what it did."""
        return self.form(index - 1) in ("for", "over") and self.form(index).endswith("ing")

    def linked(self, verb: int) -> bool:
        """True if AI came when or before something was done: "once it had an AI", "after they bought one"."""
        after = min((at for at in self.target if at > verb), default=verb)
        near = range(max(verb + 1, after - _NEAR), after)
        return any(self.form(at) in _LINKS and not self._blamed(at + 1) and not any(
            self.form(behind) in ("and", "but") for behind in range(at, after)) for at in near)

    def heading(self, index: int, kinds: frozenset[str], limit: int = 9) -> int | None:
        """Where the phrase of these kinds begins that heads the noun phrase ending with word `index`."""
        for at in range(index, max(index - limit, self.first - 1), -1):
            if at < index and self.words.gap(at) not in (" ", "-"):
                return None
            if not self.kind(at) & kinds:
                continue
            stop, before = self.end(at), self.form(at - 1)
            if before in _THEIRS or before in ("the", "some", "many", "its"):
                before = self.form(at - 2)
                before = "" if before == "of" and self.form(at - 3) in _MANY else before  # "many of the weavers"
            goes_on = function_words().get(self.form(stop)) in ("preposition", "relative")
            if before not in _BESIDE and (stop == index + 1 or stop <= index and goes_on):
                return at
        return None

    def agent(self, verb: int, *, firms: bool = False) -> bool:
        """True if AI is who or what does it: as subject, as means, or as what "it" and "they" refer to.

        `firms`: does it count as AI's deed where "AI companies" do it?
        """
        index = self.subject(verb)
        if not self.target:
            return not self.kind(index) & PEOPLE or self.form(index) in _ANAPHORS
        if not firms and any(self._is(index - back, "firm") and self.kinds[index - back][0] == index + 1
                             for back in (0, 1)):
            return self.instrument
        if self.form(index) in MACHINES:
            return True
        if index in self.target:
            topic = self.form(self.first_of(index) - 1) in ("about", "on", "against")  # "the author of a book on AI"
            return not topic or self.form(verb).endswith("ing")
        if self.form(index) in _WE and index - 1 in self.target and self.words.gap(index - 1) == " ":
            return False  # "the AI that they helped", "the AI they helped"
        if self._is(index, "ware"):
            return True
        if self.kind(index) & PEOPLE and self.form(index) not in _ANAPHORS or self.form(index) in _WHO:
            return self.instrument or self._serves(index)
        if self.form(index) in _ANAPHORS or any(at < verb for at in self.target):
            return True
        return self.instrument or self.linked(verb) or self._topic(verb)

    def _topic(self, verb: int) -> bool:
        """True if AI is what somebody speaks of: "..., she said of AI", "he said when asked about AI"."""
        starts = {self.first_of(at) for at in self.target if at > verb}
        return any(self.form(at - 1) in ("of", "about") and self.form(at - 2) in _SPEAKING for at in starts)

    def _serves(self, index: int) -> bool:
        """True if who stands at `index` only says for whom AI is: "AI tools for writers help"."""
        first = index - (self.form(index - 1) in _THEIRS or self.form(index - 1) in ("the", "some", "many"))
        return self.form(first - 1) in ("for", "among", "by") and first - 2 in self.target

    def _is(self, index: int, kind: str) -> bool:
        """True if a phrase of this kind begins at `index`."""
        return index in self.kinds and kind in self.kinds[index][1]

    def first_of(self, index: int) -> int:
        """The first word of the name of AI that has the word at `index`, with its article."""
        while index - 1 in self.target:
            index -= 1
        return index - (self.form(index - 1) in ("the", "an", "a", "this"))

    def past(self, index: int) -> int:
        """The word after the name of AI that has the word at `index`."""
        while index in self.target:
            index += 1
        return index

    def owns(self, index: int) -> bool:
        """True if what ends before `index` owns what follows: "the weavers' old hall"."""
        return self.form(index) == "'s" or self.leads(index) and self.words.gap(index - 1)[:1] in ("'", "’")

    def owner(self, index: int) -> int | None:
        """Whose the thing at `index` is, if makers': "the weavers' jobs", "their jobs", "the jobs of weavers"."""
        gap = self.words.gap(index - 1) if index > self.first else ""
        if self.form(index - 1) in _THEIRS or self.form(index - 2) in _THEIRS and gap == " ":
            return index - 1
        for at in (index - 1, index - 2):
            cut = at - (self.form(at) == "'s")
            if self.form(at) == "'s" or at > self.first and self.words.gap(at)[:1] in ("'", "’"):
                for start in range(cut, cut - 3, -1):
                    if self.kind(start) & PEOPLE and self.kinds.get(start, (start + 1,))[0] == cut + 1:
                        return start
        done = self.form(index + 1) in _DONE and self.form(index + 2) == "by"
        if self.form(index + 1) == "of" or done:
            index += done
            found = self.object(index + 2, PEOPLE, 5)
            return found and found[1] - 1
        return None

    def subject(self, index: int) -> int:
        """The word right before a verb, its auxiliaries and its adverbs."""
        classes = function_words()
        index -= 1
        while index >= self.first and (
            classes.get(self.form(index)) in ("auxiliary", "adverb") or self.form(index).endswith(("ly", "n't"))
            or self.form(index) in _CHAIN
        ):
            index -= 1
        return index if index < self.first or "," not in self.words.gap(index) else self.first - 1
