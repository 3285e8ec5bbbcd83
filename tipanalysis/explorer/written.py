"""What the explorer says of a file that it has written: a link, where one can open it."""

from __future__ import annotations

import base64
import mimetypes
import os
from html import escape
from pathlib import Path
from urllib.parse import quote


def said(text: str) -> str:
    """A line that screen readers read out when it changes.

    Examples
    --------
    >>> said("a < b")
    "<p role='status'>a &lt; b</p>"
    """
    return f"<p role='status'>{escape(text)}</p>"


def link(path: Path, beside: Path | None = None) -> str:
    """Where a file is, as a link that opens it.

    JupyterLab opens a link that is relative to the notebook. Voila serves no file but pictures:
    there the link holds the file itself, to be saved. A file elsewhere is named only.

    Parameters
    ----------
    path : Path
        The file.
    beside : Path, optional
        The notebook's folder, where its kernel works; the current one by default.

    Returns
    -------
    str
        HTML.

    Examples
    --------
    >>> link(Path("reports/table.csv"))
    "<p role='status'>Written: <a href='reports/table.csv'>reports/table.csv</a></p>"
    """
    where = (beside or Path()).resolve()
    full = where / path
    words = escape(path.as_posix())
    if os.environ.get("SERVER_SOFTWARE", "").startswith("voila"):
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        held = base64.b64encode(full.read_bytes()).decode()
        name = escape(_name(path))
        save = f"<a download='{name}' href='data:{kind};base64,{held}'>Save {name}</a>"
        return f"<p role='status'>Written: <code>{escape(full.as_posix())}</code>. {save}</p>"
    if not full.is_relative_to(where):
        return f"<p role='status'>Written: <code>{words}</code></p>"
    address = quote(full.relative_to(where).as_posix())
    return f"<p role='status'>Written: <a href='{address}'>{words}</a></p>"


def _name(path: Path) -> str:
    """The name to save under: a report's page is called the same for all."""
    if path.name != "report.html":
        return path.name
    return f"{path.parent.name}-{path.parent.parent.name}-{path.name}"
