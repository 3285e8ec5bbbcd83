"""The list items of a recommendations section, in every form the editions print it."""

import re

_HEADING = re.compile(
    r"^\s*(?:PRIORITI[SZ]ED\s+)?RECOMMENDATIONS(?:\s+FOR\s+[^:\n]{2,60})?\s*(?::|\n|$)\s*",
    re.IGNORECASE,
)
_MARK = re.compile(r"^\s*[•*‣▪·–-]\s+")
_INLINE = re.compile(r"\s+[•‣▪·*]\s+|\s*•\s*")
#: A full stop between two sentences, also where the blank behind it is lost.
_STOP = re.compile(r"(?<=[a-z)’”\"])\.(?=\s*[A-Z])")
_AND = re.compile(r"^and\b,?\s+", re.IGNORECASE)


def _outside_brackets(text: str) -> list[int]:
    """Places of the semicolons that stand in no pair of brackets; an unmatched bracket is none."""
    opened: list[int] = []
    pairs = []
    for place, sign in enumerate(text):
        if sign == "(":
            opened.append(place)
        elif sign == ")" and opened:
            pairs.append((opened.pop(), place))
    return [
        place
        for place, sign in enumerate(text)
        if sign == ";" and not any(start < place < end for start, end in pairs)
    ]


def _cut(text: str, places: list[int]) -> list[str]:
    """Pieces of a text between its separators of one sign each."""
    edges = [-1, *places, len(text)]
    return [text[start + 1 : end] for start, end in zip(edges, edges[1:], strict=False)]


def _by_marked_lines(lines: list[str]) -> list[str]:
    """Items that open with a mark; a line without one goes on with the item above it."""
    items: list[str] = []
    for line in lines:
        if _MARK.match(line) or not items:
            items.append(_MARK.sub("", line))
        else:
            items[-1] += " " + line
    return items


def split_items(text: str) -> tuple[str, ...]:
    """Cut the text of a recommendations section into its list items.

    Tried in this order: lines that open with a mark (2022); marks inside the line (2019, 2021,
    2024); one paragraph for each item (2023); semicolons outside brackets (2011 to 2018); bare
    sentences, also glued ones (2020).

    Parameters
    ----------
    text : str
        The section, with or without its heading.

    Returns
    -------
    tuple of str
        The items in order, white space folded, without mark, separator or a leading "and".

    Examples
    --------
    >>> split_items("Train police; shelter victims (men; boys); and raise awareness.")
    ('Train police', 'shelter victims (men; boys)', 'raise awareness.')
    >>> split_items("Train police.Shelter victims.")
    ('Train police.', 'Shelter victims.')
    """
    body = _HEADING.sub("", text.replace("\r\n", "\n"), count=1).strip()
    lines = [line.strip() for line in body.split("\n") if line.strip()]
    folded = " ".join(body.split())
    semicolons = _outside_brackets(folded)
    if sum(bool(_MARK.match(line)) for line in lines) > 1:
        pieces = _by_marked_lines(lines)
    elif _INLINE.search(folded):
        pieces = _INLINE.split(_MARK.sub("", folded))
    elif len(lines) > 1 and all(re.search(r"[.;]$|; and$", line) for line in lines):
        pieces = [re.sub(r";(?: and)?$", "", line) for line in lines]
    elif len(semicolons) >= max(1, len(_STOP.findall(folded))):
        pieces = _cut(folded, semicolons)
    else:
        pieces = _STOP.sub(".\n", folded).split("\n")
    clean = [" ".join(piece.split()) for piece in pieces]
    found = [piece for piece in clean if piece]
    return tuple(
        _AND.sub("", piece) if number and not piece[0].isupper() else piece
        for number, piece in enumerate(found)
    )
