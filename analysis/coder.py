"""Coder: a widget in JupyterLab in which a coder codes the units of a study by keyboard, one at a time.

    from analysis.coder import code
    code("my-study", coder="A")

It writes the very sheet that `sample` wrote, after every step; run the cell again and work goes on at the first unit
that is not coded. What is coded, and how, is the affair of `session`; here and in coder.js it is only shown. Nothing
is fetched from anywhere.
"""

from importlib.resources import files
from pathlib import Path

import anywidget
import traitlets

from .session import Session

_OWN = files(__package__)


class Coder(anywidget.AnyWidget):
    """A session as it is shown: `state` goes to the page, what the coder does comes back as messages."""

    _esm = _OWN.joinpath("coder.js").read_text(encoding="utf-8")
    _css = _OWN.joinpath("coder.css").read_text(encoding="utf-8")
    state = traitlets.Dict().tag(sync=True)
    book = traitlets.Dict().tag(sync=True)

    def __init__(self, session: Session) -> None:
        study = session.study
        super().__init__(state=session.state, book={
            **session.form.codebook(study.corpus), "layer": study.layer, "coder": session.coder,
            "study": study.folder.as_posix(), "sheet": session.ledger.sheet.path.name})
        self.session = session
        self.on_msg(self._receive)

    def _receive(self, _widget: object, message: dict, _buffers: object) -> None:
        self.session.receive(message)
        self.state = self.session.state

    def __repr__(self) -> str:
        state = self.session.state
        return (f"{self.session.study.folder}: coder {self.session.coder}, {state['coded']} of {state['n']} units of "
                f"{self.session.study.layer} coded")


def code(study: str | Path, *, coder: str) -> Coder:
    """Code a study that `sample` has drawn, as one of its coders, in JupyterLab.

    Raises CodingError if there is no such study or coder, SheetError if the coder's sheet is missing or is none.
    """
    return Coder(Session(study, coder))
