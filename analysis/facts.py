"""Facts: a result stated once, under an id, with the text that every sentence and every write-up has of it."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from math import isnan
from numbers import Integral, Real
from unicodedata import combining, normalize

BALANCE, PER_CENT = "balance", "%"  # the units that are no nouns
DECIMALS = 6  # of what is recorded: what machines compute differently comes later
State = Callable[..., str]  # makes the text of a number from its id and what Fact takes: `text`, or a notebook's `fact`
_ID = re.compile(r"[a-z][a-z0-9]*+(_[a-z0-9]++)*+(\.[a-z0-9]++(_[a-z0-9]++)*+)++")
_NAME = r"[^\W\d_]++(?:[ ’'-][^\W\d_]++)*+"
_NOUN = re.compile(rf"{_NAME}(?:/{_NAME})?")


def number(n: int, noun: str, nouns: str = "") -> str:
    """A count with its noun.

    >>> number(0, "claim"), number(1, "claim"), number(1234, "reply", "replies")
    ('no claims', '1 claim', '1,234 replies')
    """
    return f"{f'{n:,}' if n else 'no'} {noun if n == 1 else nouns or f'{noun}s'}"


def share(part: int, whole: int) -> str:
    """A part of a whole, as a count first and then in per cent.

    >>> share(3, 12)
    '3 of 12 (25 %)'
    """
    return f"{part:,} of {whole:,}" + (f" ({_per_cent(part / whole)})" if whole else "")


@dataclass(frozen=True)
class Fact:
    """A result: its id, its value, between what it might lie, of how many, and in what unit.

    What its text is follows from the unit and from whether the value is a whole number:

        value   n    unit         text
        1592                      1,592
        12      51                12 of 51 (24 %)
        5            "article"    5 articles (1 article; no articles); "reply/replies" gives both forms
        12      51   "claim"      12 of 51 (24 %) claims
        14.25        "word"       14.2 words (a mean)
        0.853                     0.85
        0.243        "%"          24 % (a share in [0, 1])
        -0.89        "balance"    −0.89, and +0.20: the sign is always shown

    `low` and `high` stand behind in brackets: 0.85 (0.79 to 0.89). With a value that is no count `n` is recorded, but
    not shown. An interval whose ends are missing (NaN) is none. Values are recorded to six decimals.
    Raises ValueError for what could not be said so.
    """

    id: str
    value: int | float
    low: int | float | None = None
    high: int | float | None = None
    n: int | None = None
    unit: str = ""

    def __post_init__(self):
        if not _ID.fullmatch(self.id):
            raise ValueError(f"fact {self.id!r}: an id is lower-case words with dots between, like 'frames.claims' or "
                             f"'voices.by_speaker.ada_lee'; slug() makes a word of any name")
        if self.unit not in ("", BALANCE, PER_CENT) and not _NOUN.fullmatch(self.unit):
            raise ValueError(f"fact {self.id}: a unit is '%', 'balance' or a noun; it has {self.unit!r}; give the "
                             "noun for one, or 'reply/replies'")
        ends = [None if end is None or isnan(end) else self._known(end, name)
                for end, name in ((self.low, "low"), (self.high, "high"))]  # fmt: skip
        self._set(value=self._known(self.value, "value"), low=ends[0], high=ends[1],
                  n=None if self.n is None else self._known(self.n, "n"))
        if (self.low is None) != (self.high is None):
            raise ValueError(f"fact {self.id}: an interval has two ends; it has {self.low} and {self.high}; give both")
        if self.low is not None and not self.low <= self.value <= self.high:
            raise ValueError(f"fact {self.id}: a value lies in its interval; {self.value} does not lie between "
                             f"{self.low} and {self.high}; take all three from the same reckoning")
        self._check_n()

    def _check_n(self) -> None:
        if self.n is not None and self.n != int(self.n):
            raise ValueError(f"fact {self.id}: n is a whole number; it is {self.n}; count the units")
        self._set(n=self.n if self.n is None else int(self.n))
        if self._counts and self.unit and self.value < 0:
            raise ValueError(f"fact {self.id}: a count is not below 0; it is {self.value}; leave out the unit")
        if self.n is None or not self._counts:
            return
        if not 0 <= self.value <= self.n:
            raise ValueError(f"fact {self.id}: a part lies between 0 and its whole; {self.value} of {self.n} does not; "
                             "give n as the whole, or leave it out")
        if self.low is not None:
            raise ValueError(f"fact {self.id}: the interval of a part of a whole is one of its share; give value, low "
                             "and high as shares, with unit='%'")

    def _set(self, **values) -> None:
        for name, value in values.items():
            object.__setattr__(self, name, value)

    def _known(self, value, name: str) -> int | float:
        """The value as Python has it; a number that is none cannot be cited."""
        if isinstance(value, Integral) and not isinstance(value, bool):
            return int(value)
        if isinstance(value, Real) and not isinstance(value, bool) and abs(value) < float("inf"):  # NaN neither
            return round(float(value), DECIMALS) + 0.0
        raise ValueError(f"fact {self.id}: {name} is a finite number; it is {value!r}; say in words what is missing")

    @property
    def _counts(self) -> bool:
        """A whole number of something, rather than a measure."""
        return isinstance(self.value, int) and self.unit not in (BALANCE, PER_CENT)

    @property
    def text(self) -> str:
        """What a sentence says of it.

        >>> Fact("frames.claims", 12, n=51, unit="claim").text, Fact("sentiment.balance", -0.891, unit="balance").text
        ('12 of 51 (24 %) claims', '−0.89')
        """
        noun, _, nouns = self.unit.partition("/")
        nouns = nouns or f"{noun}s"
        if self.unit in ("", BALANCE, PER_CENT):
            said = share(self.value, self.n) if self._counts and self.n is not None else self._shown(self.value)
        elif self._counts and self.n is not None:
            said = f"{share(self.value, self.n)} {nouns}"
        else:
            said = number(self.value, noun, nouns) if self._counts else f"{self._shown(self.value)} {nouns}"
        return said if self.low is None else f"{said} ({self._shown(self.low)} to {self._shown(self.high)})"

    def _shown(self, value: int | float) -> str:
        if self.unit == PER_CENT:
            return _per_cent(value)
        if self._counts:
            return _minus(f"{value:,.0f}")
        return _minus(f"{value:{'+.2f' if self.unit == BALANCE else '.1f' if self.unit else '.2f'}}")

    def record(self) -> dict[str, object]:
        """What is written of it: id, text, value, low, high, n, unit."""
        return {"id": self.id, "text": self.text} | asdict(self)


def text(id: str, value: float, *, low: float | None = None, high: float | None = None, **more) -> str:
    """The text of a fact that nobody records: what functions that tell facts use until they are given `fact`.

    >>> text("corpus.articles", 5, unit="article")
    '5 articles'
    """
    return Fact(id, value, low, high, **more).text


def _per_cent(value: float) -> str:
    return _minus(f"{value * 100:.0f} %")


def _minus(said: str) -> str:
    """With the sign for minus; what rounds to nothing has no sign."""
    return said.lstrip("+-") if not re.search("[1-9]", said) else said.replace("-", "−")


def slug(name: str) -> str:
    """A name as a word of an id. What no Latin letter stands for is told apart by a digest of the name.

    >>> slug("Weavers-on-Sea"), slug("Zoë O’Hara"), slug("Q3 2025")
    ('weavers_on_sea', 'zoe_ohara', 'q3_2025')
    """
    bare = "".join(sign for sign in normalize("NFKD", name) if not combining(sign) and sign not in "'’")
    words = re.findall("[a-z0-9]+", bare.lower())
    lost = not words or any(sign.isalnum() and not sign.isascii() for sign in bare)
    return "_".join([*words, _digest(name)] if lost else words)


def slugs(names: Sequence[str]) -> list[str]:
    """Each name as a word of an id, no two the same: names that would be are told apart by their digests.

    >>> slugs(["some", "Ada Lee"]), len(set(slugs(["Some", "some"])))
    (['some', 'ada_lee'], 2)
    """
    found = [slug(name) for name in names]
    often = Counter(found)
    return [word if often[word] == 1 else f"{word}_{_digest(name)}" for word, name in zip(found, names)]


def _digest(name: str) -> str:
    return f"x{sha256(name.encode()).hexdigest()[:6]}"


class Ledger:
    """The facts that have been stated, each with its place, and those that no output carries yet."""

    def __init__(self):
        self.known: dict[str, tuple[Fact, str]] = {}
        self._loose: list[Fact] = []

    def add(self, fact: Fact, place: str) -> None:
        """State a fact. The same fact may be stated again; its place is the first.

        Raises ValueError, naming both places, if the id has another fact, or is the beginning of another id.
        """
        known, first = self.known.get(fact.id, (fact, place))
        if known != fact:
            pairs = zip(asdict(known).items(), asdict(fact).values())
            differs = ", ".join(f"{name} ({one!r} and {other!r})" for (name, one), other in pairs if one != other)
            raise ValueError(f"fact {fact.id}: an id has one fact; {first} and {place} differ in {differs}; give one "
                             "of them another id, or make both from the same table")
        for other, (_, first) in self.known.items():
            if fact.id.startswith(f"{other}.") or other.startswith(f"{fact.id}."):
                raise ValueError(f"fact {fact.id} ({place}): no id is the beginning of another; there is {other} "
                                 f"({first}); add a last word to the shorter, like {min(fact.id, other, key=len)}.all")
        self.known.setdefault(fact.id, (fact, place))
        self._loose.append(fact)

    def forget(self, place: str) -> None:
        """Take back what was stated in a place that is about to state it anew."""
        self.known = {id: stated for id, stated in self.known.items() if stated[1] != place}
        self._loose.clear()

    def taken(self) -> list[dict[str, object]]:
        """The records of facts that no output carries yet, which one is now about to."""
        records = [fact.record() for fact in dict.fromkeys(self._loose)]
        self._loose.clear()
        return records
