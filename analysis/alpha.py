"""Alpha: how far coders agree beyond chance."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import accumulate

NAN = float("nan")


def alpha(ratings: Iterable[Sequence], *, level: str = "nominal") -> float:
    """Krippendorff's alpha of ratings, one row per unit and one entry per coder, None where a coder gave none.

    1 is perfect agreement, 0 what chance would give. `level` is nominal, or ordinal for numbers. Missing if no unit has
    two ratings, or if all ratings are the same: where nothing varies, nothing shows that coders tell things apart.
    Source: Krippendorff 2011, Computing Krippendorff's Alpha-Reliability; computed by NLTK's AnnotationTask.

    >>> round(alpha([("direct", "direct"), ("direct", "indirect"), ("indirect", "indirect")]), 2)
    0.44
    """
    from nltk.metrics.agreement import AnnotationTask  # here, because NLTK takes long to import
    from nltk.metrics.distance import binary_distance

    if level not in ("nominal", "ordinal"):
        raise ValueError(f"level is {level!r}; allowed: nominal, ordinal")
    rated = [[(coder, rating) for coder, rating in enumerate(row) if rating is not None] for row in ratings]
    triples = [(coder, unit, rating) for unit, row in enumerate(rated) if len(row) > 1 for coder, rating in row]
    frequency = Counter(rating for *_, rating in triples)
    if len(frequency) < 2:
        return NAN
    distance = binary_distance if level == "nominal" else ordinal_distance(frequency)
    return float(AnnotationTask(triples, distance=distance).alpha())


def ordinal_distance(frequency: Mapping[float, int]) -> Callable[[float, float], float]:
    """How far two ratings are apart: how many ratings lie between them, with half of their own, squared.

    >>> ordinal_distance({-1: 2, 0: 4, 1: 2})(-1, 1)
    36.0
    """
    ranks = sorted(frequency)
    below = dict(zip(ranks, accumulate((frequency[rank] for rank in ranks), initial=0)))
    middle = {rank: below[rank] + frequency[rank] / 2 for rank in ranks}
    return lambda one, other: (middle[one] - middle[other]) ** 2
