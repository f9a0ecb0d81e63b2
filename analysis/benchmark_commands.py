"""Commands on codings that others have published: measure the kit against them, and learn from them."""

import argparse
from pathlib import Path

from .command import add_command, add_group, told

BENCHMARKS = """\
Measure the kit against codings that others have published, with intervals and speed.

The data are not part of the kit: docs/benchmarks.md says where they are had, how they look and what is measured.
What cannot be used is named, counted and skipped; the exit status is then 1.
"""

TRAINING = """\
Learn the weights of a scorer from sentences that people coded, to be run again whenever features or lexicons change.
"""


def add_to(commands) -> None:
    """Add the commands benchmark and train."""
    summary = "measure the kit against codings that others have published"
    benchmarks = add_group(commands, "benchmark", summary, BENCHMARKS, "BENCHMARK")
    for run, summary, metavar, data in (
        (polnear, "attributions, against PolNeAR", "DIR", "a folder with text/ and attributions/"),
        (newsmtsc, "sentiment toward a target, against NewsMTSC", "FILE.jsonl", "sentences with coded targets"),
        (frames, "claims, against coded sentences", "FILE.jsonl", "sentences with codes"),
    ):
        command = add_command(benchmarks, run, summary)
        command.add_argument("data", type=Path, metavar=metavar, help=data)
        command.add_argument("--predictions", type=Path, metavar="OUT.jsonl", help="where the kit's own coding goes")
        if run is newsmtsc:
            command.add_argument("--scorer", metavar="NAME", help="only this one (all and the baselines)")

    scorers = add_group(commands, "train", "learn the weights of a scorer from coded sentences", TRAINING, "SCORER")
    command = add_command(scorers, sentiment, "of sentiment toward a target")
    command.add_argument("data", type=Path, metavar="FILE", help="train.jsonl of NewsMTSC, or sentences like these")
    command.add_argument("--out", type=Path, metavar="FILE", help="where the weights go (those of the kit)")

    command = add_command(scorers, claims, "of the frames that words alone make likely")
    command.add_argument("data", type=Path, metavar="FOLDER", nargs="?", default=Path("benchmarks/sentences"),
                         help="a folder of .jsonl files, as benchmark frames reads them (benchmarks/sentences)")
    command.add_argument("--out", type=Path, metavar="FILE", help="where the weights go (those of the kit)")


def polnear(options: argparse.Namespace) -> int:
    """Measure attributions against PolNeAR: which content is found, whole or in part, and with the right source.

    DIR holds text/NAME.txt and attributions/NAME_CODER.ann. Printed are precision, recall and F1 of content by type
    (exact: the same words; soft: credit for the words shared; joint: alike by half, and the source right), the share
    of sources with the right head, recall of cues of saying, what other values of `minimum` give, and articles a
    second. With --predictions: {{"doc", "attributions": [{{"source", "cue", "content"}}]}}, one article a line.
    """
    from .attribution_benchmark import report

    return _reported(report(options.data), options.predictions)


def newsmtsc(options: argparse.Namespace) -> int:
    """Measure sentiment toward a target against NewsMTSC: the kit's scorers beside TextBlob, VADER and always neutral.

    FILE holds {{"sentence_normalized", "targets": [{{"Input.gid", "from", "to", "mention", "polarity"}}]}}, one
    sentence a line. Printed are macro F1, F1 by value, accuracy, macro F1 among targets that differ from one beside
    them, the calibration error (ECE) of scorers that give probabilities, and sentences a second, each counted once for
    each of its targets; then how often values are right by their strength, and the confusion of the scorer named, or of
    the kit's default. With --predictions: its {{"gid", "label"}}, one target a line.
    """
    from .sentiment_benchmark import report

    return _reported(report(options.data, options.scorer), options.predictions)


def frames(options: argparse.Namespace) -> int:
    """Measure claims against coded sentences: which frame is found, with which stance, hedged or not, in whose voice.

    FILE holds {{"id", "text", "codes": [{{"frame", "stance", "hedged", "voice"}}]}}, one sentence a line; hedged and
    voice may be left out. With "codes_b" of a second coder, what both coded is required, and what either coded is no
    false alarm. Printed are precision, recall and F1 by frame, for frame and for frame with stance, macro and micro;
    how often hedged and voice are right in claims whose frame and stance are; and how many sentences without a claim
    are given one. With --predictions: {{"id", "codes"}}, one sentence a line.
    """
    from .frame_benchmark import report

    return _reported(report(options.data), options.predictions)


def sentiment(options: argparse.Namespace) -> int:
    """Learn the weights of the linear scorer from coded sentences: the same file gives the same weights, bit for bit.

    FILE holds sentences as `benchmark newsmtsc` reads them. Told is how well documents held out are judged. Needs
    scikit-learn (`python -m pip install scikit-learn==1.9.1`, or the extra `train`), and some 20 seconds.
    """
    from .training import write_weights

    lines, problems = write_weights(options.data, options.out)
    print("\n".join(lines))
    return told(problems)


def claims(options: argparse.Namespace) -> int:
    """Learn the weights by which frames are found that no rule finds: the same files give the same weights.

    FOLDER holds sentences with codes, as `benchmark frames` reads them, in files that were written apart; told is how
    well each file is read by what was learned from the others. Needs scikit-learn (`python -m pip install
    scikit-learn==1.9.1`, or the extra `train`), and some ten seconds.
    """
    from .likely_training import write_weights

    lines, problems = write_weights(options.data, options.out)
    print("\n".join(lines))
    return told(problems)


def _reported(report, path: Path | None) -> int:
    """Print what a benchmark found, and write the kit's predictions if they are asked for."""
    from .benchmark import write_records

    print("\n".join(report.lines))
    if path:
        write_records(path, report.predictions)
        print(f"{path}: {len(report.predictions):,} lines of predictions")
    return told(report.problems)
