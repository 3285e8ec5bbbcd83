"""Several countries at once, or all: where they stand in law, how they moved, whose paths."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from tipanalysis import law, terms
from tipanalysis.compare.caveats import Facts, fired
from tipanalysis.compare.eras import era_of, says_of, tier_moves
from tipanalysis.compare.history import histories, placed, tier_runs, titled
from tipanalysis.compare.moves import era_start, move_caveats, share_of
from tipanalysis.compare.similar import (
    TRAJECTORY_RULE,
    histories_at,
    path_distance,
    path_of,
    trajectory_distance,
)
from tipanalysis.dataset import Dataset
from tipanalysis.errors import NotInEdition, TipError
from tipanalysis.names import in_text
from tipanalysis.statute import FIRST_WATCH_LIST

ALL = "all"
_IN_REPORT = (*terms.TIERS, terms.SPECIAL_CASE)


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
    names = countries.split(",") if isinstance(countries, str) else list(countries)
    codes = list(dict.fromkeys(data.country(name.strip()) for name in names if name.strip()))
    if not codes:
        raise TipError("No country is named: give codes or names joined by commas, or all.")
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

    Returns
    -------
    DataFrame
        Columns ``place`` (tiers best first, then special case), ``countries`` (how many),
        ``names``; a star marks a tier by elimination, as the note says.

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

    Returns
    -------
    DataFrame
        Columns ``iso3``, ``country``, ``place``, ``counted`` (Watch List editions in a row that
        count), ``watch_list_next`` (whether the law allows it in the next edition), ``why``,
        ``special_list`` (why it is on the statute's Special Watch List, or "no"), ``cited``.

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
                now.words,
                law.special_watch_list(history, edition) or "no",
                "; ".join(now.cited or tuple(one.cited for one in following)),
            )
        )
    columns = ["iso3", "country", "place", "counted", "watch_list_next", "why"]
    frame = pd.DataFrame(rows, columns=[*columns, "special_list", "cited"])
    title = f"Where {_whose(data, codes)} in law after the {edition} edition"
    shown = placed(data, edition - 1, edition, codes)
    return titled(frame, title, fired(Facts(placements=shown, moves=True)))


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

    Examples
    --------
    >>> from tipanalysis import load
    >>> usual_moves(load(), "all", 2013).query("says == 'rare'")["country"].tolist()
    ['Armenia']
    """
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


def paths_shown(
    data: Dataset, countries: str | Iterable[str], edition: int, most: int = 16
) -> pd.DataFrame:
    """Whose paths to show: a country's nearest, or of all countries those that moved most.

    Returns
    -------
    DataFrame
        Columns ``iso3``, ``country``, ``up``, ``down`` (moves from edition to edition up to this
        one) and, for one country, ``distance`` (of its path to that of the country, which comes
        first with 0). The rule is in the note.

    Examples
    --------
    >>> from tipanalysis import load
    >>> paths_shown(load(), "THA", 2023, most=3)["country"].tolist()
    ['Thailand', 'Tanzania', 'Rwanda', 'Suriname']
    """
    number = data.edition(edition)
    codes = chosen(data, countries, number)
    counts = tier_moves(data, number).groupby(["iso3", "move"]).size().unstack(fill_value=0)
    counts = counts.reindex(columns=[terms.UPGRADED, terms.DOWNGRADED], fill_value=0)
    counts = counts.set_axis(["up", "down"], axis=1)
    if len(codes) == 1:
        near = trajectory_distance(data, codes[0], number).head(most)
        first = pd.DataFrame([{"iso3": codes[0], "country": data.name(codes[0]), "distance": 0.0}])
        frame = pd.concat([first, near[["iso3", "country", "distance"]]], ignore_index=True)
        frame = frame.join(counts, on="iso3").fillna({"up": 0, "down": 0})
        whose = in_text(data.name(codes[0]), first=True)
        title = f"{whose} and the {len(near)} paths nearest to its own, to {number}"
        note = f"Rule: {TRAJECTORY_RULE}."
    else:
        own = counts[counts.index.isin(codes)].reset_index()
        own["country"] = own["iso3"].map(data.name)
        own["moves"] = own["up"] + own["down"]
        own = own.sort_values(["moves", "country"], ascending=[False, True])
        frame = own.head(most).reset_index(drop=True)
        title = f"The {len(frame)} countries that moved most often, 2005 to {number}"
        note = "Rule: most moves up or down from one edition to the next since the Watch List."
    frame = frame.astype({"up": "int64", "down": "int64"})
    columns = ["iso3", "country", "up", "down"]
    columns += ["distance"] if "distance" in frame.columns else []
    return titled(frame[columns], title, _path_caveats(data, frame["iso3"], number), note)


def paths_in_words(history: pd.DataFrame) -> pd.DataFrame:
    """The path of each country in one line: its places with their editions.

    Parameters
    ----------
    history : DataFrame
        From `tier_history`.

    Returns
    -------
    DataFrame
        Columns ``country``, ``path`` (places in order of time, each with its span of editions, and
        which of them rest on elimination; the editions before the first in the Report are left
        out); in the order of the history.

    Examples
    --------
    >>> from tipanalysis import load
    >>> from tipanalysis.compare import tier_history
    >>> paths_in_words(tier_history(load(), ["Norway"]))["path"].item()
    'Tier 1 2003–2020, Tier 2 2021–2025 (2025 by elimination)'
    """
    runs = tier_runs(history)
    rows = []
    derived = history[(history["basis"] == "derived") & (history["status"] == terms.RANKED)]
    guessed = derived.groupby("country")["edition"].agg(list).to_dict()
    for country, own in runs.groupby("country", sort=False):
        spans = [
            (place, _span(first, last, guessed.get(country, ())))
            for place, first, last in zip(own["place"], own["first"], own["last"], strict=True)
        ]
        if spans and spans[0][0] == terms.NOT_IN_REPORT:
            spans.pop(0)
        rows.append((country, ", ".join(f"{place} {span}" for place, span in spans)))
    frame = pd.DataFrame(rows, columns=["country", "path"])
    title = str(runs.attrs["title"]).replace("in runs", "in words")
    return titled(frame, title, history.attrs.get("caveats", ()))


def _span(first: int, last: int, guessed: Iterable[int]) -> str:
    """Editions of a run, and which of them are by elimination."""
    span = str(first) if first == last else f"{first}–{last}"
    those = [str(edition) for edition in guessed if first <= edition <= last]
    if not those:
        return span
    return (
        f"{span} (by elimination)"
        if first == last
        else f"{span} ({', '.join(those)} by elimination)"
    )


def _path_caveats(data: Dataset, codes: Iterable[str], edition: int) -> tuple[str, ...]:
    shown = placed(data, terms.FIRST_EDITION, edition, codes)
    return fired(Facts(placements=shown, moves=True, ordered=True))


def path_distances(data: Dataset, countries: str | Iterable[str], edition: int) -> pd.DataFrame:
    """How far the paths of some countries are from each other, pair by pair.

    Returns
    -------
    DataFrame
        Columns ``one``, ``other``, ``distance``; nearest first. Rule in the note.

    Examples
    --------
    >>> from tipanalysis import load
    >>> path_distances(load(), "THA,KHM,LAO", 2023).head(1).values.tolist()
    [['Thailand', 'Laos', 11.0]]
    """
    number = data.edition(edition)
    codes, every = chosen(data, countries, number), histories(data)
    paths = {code: path_of(every[code], number) for code in codes}
    rows = [
        (data.name(a), data.name(b), path_distance(paths[a], paths[b]))
        for place, a in enumerate(codes)
        for b in codes[place + 1 :]
    ]
    frame = pd.DataFrame(rows, columns=["one", "other", "distance"])
    frame = frame.sort_values(["distance", "one", "other"], ignore_index=True)
    title = f"Distance between paths of tiers up to {number} (n = {len(frame)} pairs)"
    if frame.empty:
        return titled(frame, title, (), "A distance needs two countries or more.")
    return titled(frame, title, _path_caveats(data, codes, number), f"Rule: {TRAJECTORY_RULE}.")
