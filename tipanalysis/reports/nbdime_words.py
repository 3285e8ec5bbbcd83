"""The difference between two notebooks as nbdime tells it; nbdime is in the extra ``review``."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from typing import Any

from tipanalysis.errors import UnknownParameter


def nbdime_words(old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    """A notebook difference in nbdime's own form, without colours; not escaped.

    Raises
    ------
    UnknownParameter
        If nbdime is not installed.
    """
    try:
        from nbdime.diffing.notebooks import diff_notebooks
        from nbdime.prettyprint import PrettyPrintConfig, pretty_print_notebook_diff
    except ImportError as error:
        raise UnknownParameter(
            "--nbdime needs nbdime: pip install 'tipanalysis[review]'."
        ) from error
    import nbformat

    before, after = (nbformat.reads(json.dumps(one), as_version=4) for one in (old, new))
    told = io.StringIO()
    changes = diff_notebooks(before, after)
    pretty_print_notebook_diff(
        "given", "rerun", before, changes, PrettyPrintConfig(out=told, use_color=False)
    )
    return told.getvalue()
