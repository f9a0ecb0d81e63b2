"""Execution: a notebook run from top to bottom, and written down in the same way every time."""

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

LONGEST = 300  # seconds that a cell may take
KERNEL = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"},
}
# What a kernel's results could depend on: the clock's zone, the order of sets, and which copy of the kit it imports.
SETTINGS = {"TZ": "UTC", "PYTHONHASHSEED": "0", "PYTHONPATH": str(Path(__file__).parents[1])}
_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,16}\b")


def execute_notebook(path: str | Path, tell: Callable[[str], object] = lambda line: None) -> bool:
    """Run every cell of a notebook in its own folder and write the outputs into it; True if the file changed.

    `tell` gets a line per cell that is done. What cells write to stderr goes to stderr, not into the notebook.
    Raises ValueError if a cell fails or takes too long; the notebook then stays as it was.
    """
    import nbformat  # these two take half a second to load
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    path = Path(path)
    notebook = nbformat.read(path, as_version=4)
    place = f"{path.parent.name}/{path.name}"
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    running = ""

    def starts(cell, cell_index):
        nonlocal running
        running = f'{place}: code cell {cells.index(cell) + 1} of {len(cells)}, id "{cell.id}"'

    def done(cell, cell_index, execute_reply):
        tell(running)

    client = NotebookClient(
        notebook,
        timeout=LONGEST,
        startup_timeout=120,
        kernel_name=KERNEL["kernelspec"]["name"],
        record_timing=False,
        resources={"metadata": {"path": str(path.parent)}},
        extra_arguments=["--log-level=ERROR"],  # or the kernel warns that it talks over TCP, to this machine alone
        on_cell_execute=starts,
        on_cell_executed=done,
    )
    try:
        client.execute(env=os.environ | SETTINGS)
    except CellExecutionError as error:
        raise ValueError(f"{running}: {error.ename}: {error.evalue}; mend it, `make lab` opens it") from None
    except CellTimeoutError:
        raise ValueError(f"{running}: a cell has {LONGEST} seconds; it took longer; give it less to do") from None
    except DeadKernelError:
        raise ValueError(f"{running}: the kernel died, often for want of memory; give the cell less to do") from None
    return write_if_changed(path, nbformat.writes(normalised(notebook)).encode() + b"\n")


def normalised(notebook):
    """The notebook without what differs from run to run: versions, timings, addresses in memory, warnings' paths."""
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type == "code":
            cell.outputs = [_plain(output) for output in cell.outputs if not _to_stderr(output)]
    notebook.metadata.update(KERNEL)
    return notebook


def _to_stderr(output) -> bool:
    if output.get("name") != "stderr":
        return False
    print(output["text"], end="", file=sys.stderr)
    return True


def _plain(output):
    """The output with an address in memory shown as 0x…"""
    holder, key = (output, "text") if "text" in output else (output.get("data", {}), "text/plain")
    if key in holder:
        holder[key] = _ADDRESS.sub("0x…", holder[key])
    return output


def write_if_changed(path: Path, data: bytes) -> bool:
    """Write a file unless it holds these bytes already; True if it was written."""
    if path.exists() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return True
