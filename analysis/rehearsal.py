"""Rehearsal: a corpus that is coded in full, sampled again and again, to see what a sample of it would have told."""

import numpy as np
import pandas as pd

from .estimates import UNIT, coded_sentences, corrected
from .sampling import PREDICTION, draw, population, stratified
from .tables import Tables

LAYERS = {"frame": "frames", "value": "sentiment"}  # the layer in which a variable is coded


def rehearsed(machine: Tables, reference: Tables, variable: str, *, n: int, draws: int = 100) -> pd.DataFrame:
    """What `draws` samples of `n` units, from strata of what the kit finds, would have told of shares in the corpus.

    `reference` has coded every sentence, so that its shares are known. Columns: category, reference (its share), raw
    (the kit's), corrected (the mean of the samples), reach (to either side of it, the mean), held (how many of the
    samples' 95 % intervals hold the share of the reference), draws. Shares are of sentences, in [0, 1].
    Raises SamplingError as `draw` does.
    """
    kit, truth = coded_sentences(machine, variable), coded_sentences(reference, variable)
    known = corrected(kit, truth.assign(probability=1.0), variable)
    units = stratified(population(machine, LAYERS[variable]), machine.articles, [PREDICTION])
    places = machine.sentences[[*UNIT, "start"]]
    right, reach, held = [], [], []
    for seed in range(draws):
        drawn = draw(units, n=n, seed=seed)[["document", "start", "stratum", "probability"]]
        found = corrected(kit, drawn.merge(places).merge(truth, on=UNIT), variable)
        right.append(found["corrected"])
        reach.append((found["high"] - found["low"]) / 2)
        held.append(found["low"].le(known["corrected"] + 1e-9) & found["high"].ge(known["corrected"] - 1e-9))
    columns = {"reference": known["corrected"], "raw": known["raw"], "corrected": np.mean(right, axis=0),
               "reach": np.mean(reach, axis=0), "held": np.sum(held, axis=0), "draws": draws}  # fmt: skip
    return pd.DataFrame({"category": known["category"]} | columns)
