"""Published: what the kit measured on data that it may not pass on, as committed with date and command."""

from pathlib import Path

import pandas as pd

RESULTS = Path(__file__).parents[1] / "benchmarks" / "results.csv"


def published() -> pd.DataFrame:
    """The committed figures of benchmarks, one a row, written down by hand from what the commands printed.

    Columns: benchmark, split, by (the scorer or the baseline), figure, value, low and high (times 100; 95 %, missing
    where none is known), n (units it rests on), date, command.
    """
    return pd.read_csv(RESULTS, dtype={"n": "Int64"}).fillna({"by": ""})
