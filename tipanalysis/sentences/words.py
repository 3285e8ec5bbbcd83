"""Small parts of sentences: counted nouns, lists, spans of editions."""

from __future__ import annotations

from collections.abc import Sequence

from tipanalysis import terms

_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def number_word(number: int) -> str:
    """A whole number as running text has it: words below ten, figures above.

    Examples
    --------
    >>> number_word(3), number_word(12)
    ('three', '12')
    """
    return _SMALL[number] if 0 <= number < len(_SMALL) else f"{number:,}"


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun in the right form.

    Examples
    --------
    >>> counted(1, "country", "countries"), counted(0, "effort")
    ('one country', 'no efforts')
    """
    return f"{number_word(number)} {noun if number == 1 else plural or noun + 's'}"


def listed(items: Sequence[str], last: str = "and") -> str:
    """Items as a list in words.

    Examples
    --------
    >>> listed(["training", "shelter", "hotline"])
    'training, shelter and hotline'
    """
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def on_place(place: str) -> str:
    """Where a country stands, in the words that follow "it is" or "it was".

    Examples
    --------
    >>> on_place("Tier 2"), on_place("Tier 2 Watch List"), on_place("special case")
    ('on Tier 2', 'on the Tier 2 Watch List', 'a special case')
    """
    if place not in terms.TIERS:
        return f"a {place}"
    return f"on {the_tier(place)}"


def the_tier(tier: str) -> str:
    """A tier as running text has it.

    Examples
    --------
    >>> the_tier("Tier 2"), the_tier("Tier 2 Watch List")
    ('Tier 2', 'the Tier 2 Watch List')
    """
    return f"the {tier}" if tier == terms.WATCH_LIST else tier


def spans(editions: Sequence[int]) -> str:
    """Editions as spans, in order.

    Examples
    --------
    >>> spans([2001, 2002, 2003, 2005])
    '2001–2003 and 2005'
    """
    runs: list[list[int]] = []
    for edition in sorted(editions):
        if runs and edition == runs[-1][1] + 1:
            runs[-1][1] = edition
        else:
            runs.append([edition, edition])
    return listed([str(a) if a == b else f"{a}–{b}" for a, b in runs])


def ordinal(number: int) -> str:
    """First to ninth in words, then figures.

    Examples
    --------
    >>> ordinal(2), ordinal(11), ordinal(22)
    ('second', '11th', '22nd')
    """
    words = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
    if 1 <= number <= len(words):
        return words[number - 1]
    ending = (
        "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    )
    return f"{number}{ending}"
