"""Figures: all of them, by their names, in the order in which they are told."""

from . import coverage, rendering, validity
from .figure import FIGURES, Figure, figure

__all__ = ["FIGURES", "Figure", "coverage", "figure", "rendering", "validity"]
