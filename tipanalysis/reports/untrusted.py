"""JSON and file names from outside, within limits."""

from __future__ import annotations

import json
import math
import re
from typing import Any

LARGEST_FILE = 30_000_000
LARGEST_REPORT = 120_000_000
MOST_FILES = 400
_DEEPEST = 40
_PART = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_. -]{0,99}")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


class NotReadable(ValueError):
    """Something received cannot be read safely; the message says what and why."""


def safe_name(name: object) -> bool:
    """Whether a name from outside stays in its folder, on every system.

    Examples
    --------
    >>> safe_name("tables/tier_runs.csv"), safe_name("../secrets"), safe_name("C:/secrets")
    (True, False, False)
    """
    if not isinstance(name, str) or len(name) > 300:
        return False
    parts = name.split("/")
    return len(parts) <= 4 and all(
        _PART.fullmatch(part) and not _RESERVED.fullmatch(part) and part[-1] not in ". "
        for part in parts
    )


def safe_member(name: str) -> bool:
    """Whether a name in a zip file stays below the folder that it would be unpacked to.

    Examples
    --------
    >>> safe_member("2023/THA/tables/"), safe_member("2023/../../x"), safe_member("/etc/passwd")
    (True, False, False)
    """
    parts = name.removesuffix("/").split("/")
    return (
        len(name) <= 1000
        and all(part not in ("", ".", "..") for part in parts)
        and not re.search(r"[\\:\x00-\x1f\x7f]", name)
    )


def parse_json(data: bytes, name: str) -> Any:
    """Parse strict JSON: UTF-8, no repeated keys, finite numbers, whole characters, not deep.

    Raises
    ------
    NotReadable
        Saying which of these it is not.

    Examples
    --------
    >>> parse_json(b'{"edition": 2023}', "manifest.json")
    {'edition': 2023}
    """
    try:
        content = json.loads(
            data.decode("utf-8"), object_pairs_hook=_unique, parse_constant=_no_constant
        )
    except RecursionError as error:
        raise NotReadable(f"{name} is nested too deep") from error
    except ValueError as error:
        raise NotReadable(f"{name} is not JSON ({str(error)[:120]})") from error
    waiting = [(content, 1)]
    while waiting:
        value, depth = waiting.pop()
        if depth > _DEEPEST:
            raise NotReadable(f"{name} is nested deeper than {_DEEPEST}")
        if isinstance(value, dict):
            waiting += [(key, depth) for key in value]
            waiting += [(item, depth + 1) for item in value.values()]
        elif isinstance(value, list):
            waiting += [(item, depth + 1) for item in value]
        elif isinstance(value, str) and not value.isascii() and _unpaired(value):
            raise NotReadable(f"{name} has half a character (an unpaired surrogate)")
        elif isinstance(value, float) and not math.isfinite(value):
            raise NotReadable(f"{name} has a number that is not finite")
    return content


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError("the same key twice")
    return made


def _no_constant(word: str) -> Any:
    raise ValueError(f"{word} is not JSON")


def _unpaired(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False
