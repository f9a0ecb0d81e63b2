"""Facets: what else is known of units of sentiment, from the other layers: how voiced, and under which names of AI.

Every function gives a value for each row of the table `sentiment`, under its index.
"""

import pandas as pd

from .codebook import NARRATOR, UNSPECIFIED
from .corpus import Targets
from .findings import overlapping
from .measures import speakers
from .tables import Tables

QUOTED, PARTLY, REPORTED = "speaker, all in quotation marks", "speaker, partly in them", "speaker, without them"
MANNERS = (NARRATOR, QUOTED, PARTLY, REPORTED, UNSPECIFIED)
SEVERAL, NAMELESS = "several of these", "not found by the kit"


def manners(tables: Tables) -> pd.Series:
    """How each unit is voiced, by the attributions of its voice that have words in its sentence.

    A speaker's unit is all in quotation marks if these are all direct, without them if all are indirect (or the
    sentence goes on with what another began), and partly in them if some words are and some are not.
    """
    units = tables.sentiment
    said = tables.spans.query("part == 'content'").merge(
        speakers(tables.attributions)[["document", "attribution", "type", "speaker"]], on=["document", "attribution"]
    )
    said = said[["document", "speaker", "start", "end", "type"]].rename(columns={"start": "from", "end": "to"})
    pairs = units.reset_index().merge(said, left_on=["document", "voice"], right_on=["document", "speaker"])
    here = pairs[pairs["start"].lt(pairs["to"]) & pairs["end"].gt(pairs["from"])]
    direct, indirect = (here["type"].eq(name).groupby(here["index"]).all() for name in ("direct", "indirect"))
    manner = units["voice"].where(units["voice"].isin([NARRATOR, UNSPECIFIED]), REPORTED)
    manner = manner.mask(units.index.isin(indirect.index[~indirect]), PARTLY)
    manner = manner.mask(units.index.isin(direct.index[direct]), QUOTED)
    return manner.astype(pd.CategoricalDtype(list(MANNERS), ordered=True))


def target_groups(tables: Tables, targets: Targets) -> pd.Series:
    """Under which group of the target's names each unit's sentence speaks of it; a name in no group is its own.

    "the technology" counts as the name that it refers back to. A sentence with names of more than one group has
    several, so that no unit is counted twice.
    """
    units, group = tables.sentiment, {name: group for group, names in targets.groups for name in names}
    mentioned = tables.mentions.query("kind == 'target'")
    mentioned = mentioned.assign(group=mentioned["name"].map(lambda name: group.get(name, name)))
    found = overlapping(units, mentioned, bring=["group"])["group"]
    alone = found[~found.index.duplicated(keep=False)].reindex(units.index, fill_value=NAMELESS)
    return alone.mask(units.index.isin(found.index[found.index.duplicated()]), SEVERAL).astype("str")
