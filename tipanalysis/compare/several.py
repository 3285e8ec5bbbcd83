"""Several countries at once, or all: their tiers, their standing in law, how usual their moves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from tipanalysis import law, terms
from tipanalysis.compare.asked import named
from tipanalysis.compare.caveats import Facts, fired
from tipanalysis.compare.eras import era_of, says_of, tier_moves
from tipanalysis.compare.history import histories, placed, titled
from tipanalysis.compare.moves import era_start, move_caveats, share_of
from tipanalysis.compare.similar import (
    histories_at,
)
from tipanalysis.dataset import Dataset
from tipanalysis.errors import NotInEdition, UnknownParameter
from tipanalysis.names import in_text
from tipanalysis.statute import FIRST_WATCH_LIST

ALL = "all"
_IN_REPORT = (*terms.TIERS, terms.SPECIAL_CASE)
#: What can be said of a move, as by `says_of`.
SAYS = ("rare", "neither", "usual", "too few cases")


def chosen(data: Dataset, countries: str | Iterable[str], edition: int) -> tuple[str, ...]:
    """Codes of the countries asked for, in the order asked; ``all`` is every one in the edition.

    Parameters
    ----------
    data : Dataset
    countries : str or iterable of str
        ``all``, names or codes joined by commas, or a list of them.
    edition : int
        The edition; each country must be in it.

    Returns
    -------
    tuple of str
        In the order asked; ``all`` by name.

    Raises
    ------
    TipError
        If no country is named.
    UnknownCountry, NotInEdition
        If a name is not known, or a country is not in the edition; all of them at once.

    Examples
    --------
    >>> from tipanalysis import load
    >>> chosen(load(), "Thailand, Laos", 2023)
    ('THA', 'LAO')
    """
    places = histories_at(data, data.edition(edition))
    if isinstance(countries, str) and countries.strip().lower() == ALL:
        codes = [code for code, place in places.items() if place in _IN_REPORT]
        return tuple(sorted(codes, key=data.name))
    codes = named(data, countries)
    faults = []
    for code in codes:
        if places.get(code) not in _IN_REPORT:
            try:
                data.profile(code, edition)
            except NotInEdition as error:
                faults.append(str(error))
    if faults:
        raise NotInEdition(" ".join(faults))
    return tuple(codes)


def tier_lists(data: Dataset, edition: int) -> pd.DataFrame:
    """The countries of an edition by name, place by place.

    Parameters
    ----------
    data : Dataset
    edition : int
        The edition.

    Returns
    -------
    DataFrame
        Columns ``place`` (tiers best first, then special case), ``countries`` (how many),
        ``names``; a star marks a tier by elimination, as the note says.

    Raises
    ------
    UnknownEdition
        If the edition is not in the data.

    Examples
    --------
    >>> from tipanalysis import load
    >>> tier_lists(load(), 2023)["countries"].tolist()
    [30, 105, 26, 24, 3]
    """
    number = data.edition(edition)
    rows = data.placements[data.placements["edition"] == number]
    derived = set(rows.loc[(rows["basis"] == "derived") & rows["tier"].notna(), "iso3"])
    places = histories_at(data, number)
    found = []
    for place in _IN_REPORT:
        codes = sorted((code for code in places if places[code] == place), key=data.name)
        names = [f"{data.name(code)}{'*' if code in derived else ''}" for code in codes]
        found.append((place, len(names), ", ".join(names)))
    frame = pd.DataFrame(found, columns=["place", "countries", "names"])
    title = f"Countries by tier, {number} edition (n = {int(frame['countries'].sum())})"
    note = f"* by elimination ({len(derived)})." if derived else ""
    return titled(frame, title, fired(Facts(placements=rows)), note)


def in_law(data: Dataset, countries: str | Iterable[str], edition: int) -> pd.DataFrame:
    """Where countries stand in law after an edition.

    Parameters
    ----------
    data : Dataset
    countries : str or iterable of str
        As `chosen` takes them.
    edition : int
        The edition; the law is that of the next.

    Returns
    -------
    DataFrame
        Columns ``iso3``, ``country``, ``place``, ``counted`` (Watch List editions in a row that
        count), ``watch_list_next`` (whether the law allows it in the next edition), ``why``,
        ``special_list`` (why it is on the statute's Special Watch List, or "no"), ``cited``.

    Raises
    ------
    UnknownCountry, UnknownEdition, NotInEdition, TipError
        As `chosen`.

    References
    ----------
    22 USC 7107(b)(2)(A), (D) and (F); each row cites its own.

    Examples
    --------
    >>> from tipanalysis import load
    >>> in_law(load(), "THA", 2017)["watch_list_next"].item()
    'with a waiver'
    """
    codes, every = chosen(data, countries, edition), histories(data)
    rows = []
    for code in codes:
        history = every[code]
        now = law.clock(history, edition)
        following = [
            one for one in law.possible_next(history, edition) if one.tier == terms.WATCH_LIST
        ]
        rows.append(
            (
                code,
                data.name(code),
                history[edition],
                now.run,
                following[0].possible if following else "no Watch List yet",
                f"{now.words}{'' if now.cited else _back_on_the_list(following)}",
                law.special_watch_list(history, edition) or "no",
                "; ".join(now.cited or tuple(one.cited for one in following)),
            )
        )
    columns = ["iso3", "country", "place", "counted", "watch_list_next", "why"]
    frame = pd.DataFrame(rows, columns=[*columns, "special_list", "cited"])
    title = f"Where {_whose(data, codes)} in law after the {edition} edition"
    shown = placed(data, edition - 1, edition, codes)
    return titled(frame, title, fired(Facts(placements=shown, moves=True)))


def _back_on_the_list(following: Sequence[law.Possibility]) -> str:
    """What would bring a country without a clock onto the list of the next edition."""
    if not following:
        return ""
    return f" The next edition may list it {following[0].why}."


def _whose(data: Dataset, codes: tuple[str, ...]) -> str:
    return (
        f"{in_text(data.name(codes[0]))} stands"
        if len(codes) == 1
        else f"these {len(codes)} countries stand"
    )


def usual_moves(
    data: Dataset, countries: str | Iterable[str], edition: int, says: str | None = None
) -> pd.DataFrame:
    """How usual the moves into an edition were, under the law of its time.

    Each is held against all other moves up to this edition that began on the same tier under the
    same law, its own left out.

    Parameters
    ----------
    data : Dataset
    countries : str or iterable of str
        ``all``: every country that went up or down into this edition. Else those named, whether
        they moved or not.
    edition : int
        The edition moved into.
    says : str, optional
        Only moves of which the table says this: "rare", for example.

    Returns
    -------
    DataFrame
        Columns ``iso3``, ``country``, ``before``, ``after``, ``move``, ``count`` (others that went
        the same way), ``n``, ``share``, ``low``, ``high`` (Wilson, 95 percent), ``says``
        ("rare", "usual", "neither", "too few cases"; see `unusual`); rarest first.

    Raises
    ------
    UnknownCountry, UnknownEdition, NotInEdition, TipError
        As `chosen`.
    UnknownParameter
        If ``says`` is none of these words.

    Examples
    --------
    >>> from tipanalysis import load
    >>> usual_moves(load(), "all", 2013).query("says == 'rare'")["country"].tolist()
    ['Armenia']
    """
    if says is not None and says not in SAYS:
        raise UnknownParameter(f'"{says}" is none of {", ".join(SAYS)}.')
    number = data.edition(edition)
    codes = chosen(data, countries, number)
    moves = tier_moves(data, number)
    era = moves[moves["era"] == era_of(number)]
    here = moves[(moves["edition"] == number) & moves["iso3"].isin(codes)]
    if isinstance(countries, str) and countries.strip().lower() == ALL:
        here = here[here["move"] != terms.UNCHANGED]
    rows = []
    for _, row in here.iterrows():
        others = era[(era["before"] == row["before"]) & (era["iso3"] != row["iso3"])]
        figures = share_of(int((others["after"] == row["after"]).sum()), len(others))
        name = data.name(row["iso3"])
        way = (row["before"], row["after"], row["move"])
        rows.append((row["iso3"], name, *way, *figures, says_of(figures[1], *figures[3:])))
    columns = ["iso3", "country", "before", "after", "move", "count", "n", "share", "low", "high"]
    frame = pd.DataFrame(rows, columns=[*columns, "says"])
    kept = frame if says is None else frame[frame["says"] == says]
    note = "" if len(frame) else f"No move between two tiers leads into the {number} edition here."
    if len(frame) and kept.empty:
        note = f"None of the {len(frame)} moves into the {number} edition here is {says}."
    frame = kept.sort_values(["share", "country"], ignore_index=True)
    title = f"How usual the moves into the {number} edition were, law {era_of(number)}"
    since = max(era_start(number) - 1, FIRST_WATCH_LIST)
    caveats = move_caveats(data, since, number, frame["n"], by_era=True)
    return titled(frame, title, caveats if len(frame) else (), note)
