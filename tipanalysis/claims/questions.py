"""What can be asked of the tables to test a statement, and which details each question takes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import pandas as pd

from tipanalysis import terms
from tipanalysis.compare.history import titled
from tipanalysis.dataset import Dataset
from tipanalysis.errors import suggestion
from tipanalysis.schema import split_list


@dataclass(frozen=True)
class Question:
    """One kind of test.

    Attributes
    ----------
    name, asks : str
        Its word in the table, and what it tests.
    country, edition : bool
        Whether the statement must name them.
    value : str
        What ``value`` must hold; empty where none is needed.
    details, needs : tuple of str
        Names that ``details`` may hold, and those it must.
    words : tuple of str
        All that ``value`` may be, where it is one of a few words.
    """

    name: str
    asks: str
    country: bool = True
    edition: bool = True
    value: str = ""
    details: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


_PENALTIES = ("stringent", "commensurate", "stringent and commensurate")
_PLACES = (*terms.TIERS, terms.SPECIAL_CASE)
_FINDING = ("kind", "theme", "act", "direction", "quantity")
_ALL = (
    Question("tier", "the tier in an edition", value="a tier, or special case", words=_PLACES),
    Question("place in order", "the tier's place among the four, best first", value="1, 2, 3 or 4"),
    Question("move", "the move into an edition", value=", ".join(terms.MOVES), words=terms.MOVES),
    Question("run", "editions in a row on the present tier", value="a number"),
    Question(
        "tier since",
        "the same tier in every edition from one on, up to the statement's edition",
        value="a tier",
        details=("first",),
        needs=("first",),
        words=_PLACES,
    ),
    Question(
        "first edition", "the first edition that assesses a country", edition=False, value="a year"
    ),
    Question("finding", "whether the narrative has such a finding", details=_FINDING),
    Question(
        "recommendation", "whether the narrative asks for this", value="", details=("theme", "act")
    ),
    Question(
        "penalties",
        "how the penalties are judged",
        value="stringent, commensurate, or stringent and commensurate",
        words=_PENALTIES,
    ),
    Question(
        "statistic",
        "a figure of the narrative",
        value="a number",
        details=("measure", "subset", "unit"),
    ),
    Question(
        "countries on tier",
        "how many countries",
        country=False,
        value="a number",
        details=("tier",),
        needs=("tier",),
    ),
    Question(
        "countries in report",
        "how many countries; without an edition, how many the fullest one has",
        country=False,
        edition=False,
        value="a number",
    ),
    Question(
        "special watch list", "countries on the list of the law", country=False, value="a number"
    ),
    Question(
        "watch list run",
        "countries whose counted Watch List run has reached so many editions",
        country=False,
        value="a number",
        details=("run", "then"),
        needs=("run",),
    ),
    Question(
        "longest run",
        "the longest counted Watch List run of any country",
        country=False,
        edition=False,
        value="a number",
    ),
    Question(
        "tier exists",
        "whether the Report has a tier of that name",
        country=False,
        edition=False,
        value="a name",
    ),
    Question(
        "child soldiers list",
        "how many governments the list names",
        country=False,
        value="a number",
    ),
    Question(
        "data years",
        "whether a publication can use data up to a year",
        country=False,
        edition=False,
        details=("source", "last"),
        needs=("source", "last"),
    ),
    Question("outside", "a statement about something no table holds", country=False, edition=False),
)
QUESTIONS: Mapping[str, Question] = MappingProxyType({q.name: q for q in _ALL})


def is_number(text: str) -> bool:
    """Whether a text is a whole number in digits, perhaps with commas between thousands.

    Examples
    --------
    >>> is_number("1,234"), is_number("²"), is_number("-1")
    (True, False, False)
    """
    return re.fullmatch(r"[0-9]{1,12}|[0-9]{1,3}(,[0-9]{3}){1,3}", text) is not None


def is_year(text: str) -> bool:
    """Whether a text is a year of four digits.

    Examples
    --------
    >>> is_year("2023"), is_year("20230")
    (True, False)
    """
    return re.fullmatch(r"(19|20)[0-9]{2}", text) is not None


_NUMBERS = (
    ("first", "a year", is_year),
    ("last", "a year", is_year),
    ("run", "a number", is_number),
)


def faults_of_value(question: Question, value: str) -> str:
    """What is wrong with the value that a statement gives; empty if nothing is."""
    if not value:
        return f'must be given for the question "{question.name}": {question.value}'
    tests = {"a number": is_number, "1, 2, 3 or 4": is_number, "a year": is_year}
    good = tests[question.value](value) if question.value in tests else True
    if question.words:
        good = value in question.words
    if good:
        return ""
    return f'"{value}" is not {question.value}.{suggestion(value, question.words)}'


def parameters_of(
    question: Question, text: str, data: Dataset
) -> tuple[dict[str, str], tuple[str, ...]]:
    """The details of a statement, and what is wrong with them.

    Examples
    --------
    >>> from tipanalysis import load
    >>> parameters_of(QUESTIONS["finding"], "kind=shortfall; theme=shelter", load())[0]
    {'kind': 'shortfall', 'theme': 'shelter'}
    """
    found: dict[str, str] = {}
    wrong: list[str] = []
    for part in split_list(text):
        name, mark, value = (piece.strip() for piece in part.partition("="))
        if not mark or not value:
            wrong.append(f'"{part}" is not name=value')
        elif name not in question.details:
            have = ", ".join(question.details) or "no details"
            wrong.append(f'"{question.name}" has {have}, not "{name}"')
        else:
            found[name] = value
    allowed: dict[str, tuple[str, ...]] = {
        "kind": terms.KINDS,
        "theme": tuple(data.themes["theme"]),
        "direction": terms.DIRECTIONS,
        "source": tuple(data.sources["source"]),
        "measure": terms.MEASURES,
        "subset": terms.SUBSETS,
        "unit": terms.UNITS,
        "tier": (*terms.TIERS, terms.SPECIAL_CASE),
        "then": terms.TIERS,
    }
    for name in question.needs:
        if name not in found:
            wrong.append(f'{name}=... must be given for the question "{question.name}"')
    wrong += [
        f'{name} must be {asked}, not "{found[name]}"'
        for name, asked, test in _NUMBERS
        if name in found and not test(found[name])
    ]
    for name, value in found.items():
        if name in allowed and value not in allowed[name]:
            wrong.append(f'"{value}" is not a {name}.{suggestion(value, allowed[name])}')
    return found, tuple(wrong)


def questions_table() -> pd.DataFrame:
    """All questions, with what a statement must give for each.

    Returns
    -------
    DataFrame
        Columns ``question``, ``tests``, ``country``, ``edition`` (yes where needed), ``details``,
        ``value``; from one country to all, then the rest.

    Examples
    --------
    >>> questions_table().columns.tolist()
    ['question', 'tests', 'country', 'edition', 'details', 'value']
    """
    rows = [
        (
            q.name,
            q.asks,
            "yes" if q.country else "",
            "yes" if q.edition else "",
            ", ".join(q.details),
            q.value,
        )
        for q in QUESTIONS.values()
    ]
    columns = ["question", "tests", "country", "edition", "details", "value"]
    return titled(pd.DataFrame(rows, columns=columns), "Questions that test a statement")
