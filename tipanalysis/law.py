"""The Trafficking Victims Protection Act (TVPA) as arithmetic, by edition.

Each answer names its section and Public Law. An edition is judged under the law in force when it
came out. State applies the two-year limit of 22 USC 7107(b)(2)(D) to the Tier 2 Watch List, and
so does this module. From a run alone no Tier 3 is ever called automatic: it may also have been an
ordinary finding.

A history maps an edition to a tier word, or to a status word where there is no tier.
"""

from __future__ import annotations

from dataclasses import dataclass

from tipanalysis.runs import History, followed_limit, relisted, run_of, watch_list_run
from tipanalysis.statute import (
    FIRST_WATCH_LIST,
    LIMIT,
    RELISTING,
    SPECIAL_LIST,
    TIER_RULE,
    WAIVER_NEW,
    WAIVER_OLD,
    Law,
    in_force,
)
from tipanalysis.terms import (
    NOT_IN_REPORT,
    SPECIAL_CASE,
    TIER_1,
    TIER_2,
    TIER_3,
    TIERS,
    UNKNOWN,
    WATCH_LIST,
)

__all__ = [
    "Clock",
    "History",
    "Possibility",
    "clock",
    "faults_of_history",
    "followed_limit",
    "in_force",
    "possible_next",
    "relisted",
    "run_of",
    "special_watch_list",
    "watch_list_run",
]


def beyond_relisting(history: History, edition: int) -> bool:
    """Whether this Watch List stands only if the Tier 3 before the return was an ordinary finding.

    From the 2019 edition on, a country that went to Tier 3 by the limit may be back on the list for
    one edition in a row (22 USC 7107(b)(2)(F)). The clause sets no date for the return, so it is
    applied to every edition from 2019 on, also where the return was earlier. What kind of Tier 3 it
    was, a history does not tell.

    Parameters
    ----------
    history, edition : mapping of int to str, int
        Edition to tier word or status word; the edition to look at.

    Returns
    -------
    bool

    Examples
    --------
    >>> fell = {2014: "Tier 2 Watch List", 2015: "Tier 2 Watch List", 2016: "Tier 3"}
    >>> back = {**fell, **{e: "Tier 2 Watch List" for e in (2017, 2018, 2019)}}
    >>> beyond_relisting(back, 2018), beyond_relisting(back, 2019)
    (False, True)
    """
    cap, run = in_force(edition).relisting_cap, run_of(history, edition, WATCH_LIST)
    return cap is not None and run > cap and relisted(history, edition)


@dataclass(frozen=True)
class Clock:
    """Where a country stands against the limit on Watch List years.

    Attributes
    ----------
    edition : int
        The edition asked about.
    run : int
        Counted consecutive Watch List editions up to it.
    needed_waiver : bool
        Whether this placement stands only by a waiver.
    limit_next : bool
        Whether the next edition cannot be Watch List again without a waiver, or at all, whatever
        came before the run.
    waiver_possible : bool
        Whether a waiver could keep it on the list in the next edition.
    words : str
        The same in one sentence.
    cited : tuple of str
        Sections and Public Laws.
    relisted : bool
        Whether the list is a return after a Tier 3 that followed the limit, and the law of the next
        edition caps returns: if the limit asked for that Tier 3, the next edition cannot be Watch
        List, and no waiver helps. Whether it did is not known from a history.
    """

    edition: int
    run: int
    needed_waiver: bool
    limit_next: bool
    waiver_possible: bool
    words: str
    cited: tuple[str, ...]
    relisted: bool = False


def clock(history: History, edition: int) -> Clock:
    """The Watch List clock after one edition, under the law of the next.

    Parameters
    ----------
    history : mapping of int to str
        Edition to tier word, or to status word where there is no tier.
    edition : int
        The last edition that is known.

    Returns
    -------
    Clock
        Counted editions, whether a waiver was needed and is left, the same in words, and the
        sections and Public Laws; all False where no clock runs.

    References
    ----------
    22 USC 7107(b)(2)(D), P.L. 110-457 §107 (2008), amended by P.L. 115-427 §6(2)(C) (2019): limit
    and waiver; 22 USC 7107(b)(2)(F), P.L. 115-425 §203 (2019): one edition back on the list.

    Examples
    --------
    >>> clock({2016: "Tier 2 Watch List", 2017: "Tier 2 Watch List"}, 2017).limit_next
    True
    """
    law, run = in_force(edition + 1), watch_list_run(history, edition)
    needed = run > 2
    if history.get(edition) != WATCH_LIST or law.limit is None:
        why = (
            "is not on the Tier 2 Watch List" if law.limit else "is judged before the limit of 2009"
        )
        return Clock(edition, run, False, False, False, f"The country {why}: no clock runs.", ())
    waiver_cited = WAIVER_NEW if law.relisting_cap else WAIVER_OLD
    back = bool(law.relisting_cap) and relisted(history, edition)
    over, possible = run >= law.limit, law.limit <= run < (law.longest_run or 0)
    if not over:
        words = (
            "This is the first of two editions on the Watch List that the law allows without "
            "a waiver."
        )
    elif possible:
        words = (
            f"After {run} counted editions on the Watch List the next must be an upgrade or "
            "Tier 3, unless a waiver is given."
        )
    else:
        words = (
            f"After {run} counted editions on the Watch List no waiver is left: the next must be "
            "an upgrade or Tier 3."
        )
    cited = (LIMIT, waiver_cited) if over else (LIMIT,)
    if back:
        words = (
            "The country is back on the Watch List after a Tier 3 that followed the limit. If the "
            "limit asked for that Tier 3, the next must be an upgrade or Tier 3 and no waiver "
            f"helps; if it was an ordinary finding: {words[0].lower()}{words[1:]} Which of the two "
            "it was is not in the data."
        )
        cited = (RELISTING, *cited)
    return Clock(edition, run, needed, over, possible, words, cited, back)


@dataclass(frozen=True)
class Possibility:
    """One place and whether the law allows it in the next edition.

    Attributes
    ----------
    tier : str
        The place.
    possible : str
        ``yes``, ``with a waiver``, ``no``, or one of the first two with ``, not if the limit asked
        for the Tier 3``.
    why, cited : str
        The reason, and the section and Public Law.
    """

    tier: str
    possible: str
    why: str
    cited: str


def possible_next(history: History, edition: int) -> tuple[Possibility, ...]:
    """Which tiers the law allows in the edition after this one.

    Parameters
    ----------
    history, edition : mapping of int to str, int
        Edition to tier or status word; the last edition that is known.

    Returns
    -------
    tuple of Possibility
        One for each tier, best first.

    References
    ----------
    22 USC 7107(b)(1): tiers; 22 USC 7107(b)(2)(A), (D) and (F), P.L. 108-193, 110-457, 115-425 and
    115-427: Watch List, limit, waiver and return.

    Examples
    --------
    >>> thailand = {2016: "Tier 2 Watch List", 2017: "Tier 2 Watch List"}
    >>> [p.possible for p in possible_next(thailand, 2017)]
    ['yes', 'yes', 'with a waiver', 'yes']
    """
    law, now = in_force(edition + 1), clock(history, edition)
    answers = [
        Possibility(TIER_1, "yes", "if it fully meets the minimum standards", f"{TIER_RULE}(A)"),
        Possibility(
            TIER_2, "yes", "if it does not, but makes significant efforts", f"{TIER_RULE}(B)"
        ),
    ]
    if law.watch_list:
        answers.append(_watch_list_next(history, edition, law, now))
    why = "if it makes no significant efforts"
    cited = f"{TIER_RULE}(C)"
    if now.limit_next or now.relisted:
        why += "; also if it stays on the list beyond the limit"
        cited = f"{cited}; {now.cited[0]}"
    answers.append(Possibility(TIER_3, "yes", why, cited))
    return tuple(answers)


def _watch_list_next(history: History, edition: int, law: Law, now: Clock) -> Possibility:
    cited = "; ".join(now.cited)
    if now.limit_next and not now.waiver_possible:
        why = "two counted years and the longest waiver are over"
        return Possibility(WATCH_LIST, "no", why, cited)
    if now.limit_next or now.relisted:
        answer = "with a waiver" if now.limit_next else "yes"
        reasons = ["two counted years are over"] if now.limit_next else []
        if now.relisted:
            answer += ", not if the limit asked for the Tier 3"
            reasons.append("after such a Tier 3 one edition back on the list is allowed")
        return Possibility(WATCH_LIST, answer, "; ".join(reasons), cited)
    why = "if a ground of the statute puts it there"
    if followed_limit(history, edition) and law.relisting_cap:
        return Possibility(
            WATCH_LIST,
            "yes",
            f"{why}; then for one edition only, if the limit asked for the Tier 3",
            RELISTING,
        )
    return Possibility(WATCH_LIST, "yes", why, SPECIAL_LIST)


def special_watch_list(history: History, edition: int) -> str | None:
    """Why a country is on the statutory Special Watch List of an edition, or None.

    The statutory list is longer than the Tier 2 Watch List: it also holds the countries that
    moved up from Tier 2 to Tier 1 and from Tier 3 to Tier 2 (22 USC 7107(b)(2)(A)(i)-(iii)).

    Parameters
    ----------
    history : mapping of int to str
        Edition to tier word, or to status word where there is no tier.
    edition : int
        The edition asked about.

    Returns
    -------
    str or None
        The ground in words; None also before the edition of 2004, which had no such list.

    References
    ----------
    22 USC 7107(b)(2)(A), P.L. 108-193 §6(e) (2003).

    Examples
    --------
    >>> special_watch_list({2022: "Tier 2", 2023: "Tier 1"}, 2023)
    'moved up from Tier 2 to Tier 1'
    """
    if edition < FIRST_WATCH_LIST:
        return None
    before, now = history.get(edition - 1), history.get(edition)
    if now == WATCH_LIST:
        return "on the Tier 2 Watch List"
    if now == TIER_1 and before in (TIER_2, WATCH_LIST):
        return f"moved up from {before} to Tier 1"
    if now in (TIER_2, WATCH_LIST) and before == TIER_3:
        return f"moved up from Tier 3 to {now}"
    return None


def faults_of_history(history: History) -> list[tuple[int, str]]:
    """Placements that the law in force does not allow, each with its edition.

    Parameters
    ----------
    history : mapping of int to str
        Edition to tier word, or to status word where there is no tier.

    Returns
    -------
    list of (int, str)
        Edition and fault in words, in the order of editions; empty when there is none.

    References
    ----------
    22 USC 7107(b)(2)(D), P.L. 110-457 §107 (2008), amended by P.L. 115-427 §6(2)(C) (2019): limit
    and waiver; 22 USC 7107(b)(2)(F), P.L. 115-425 §203 (2019): one edition back on the list.

    Examples
    --------
    >>> faults_of_history({2003: "Tier 2 Watch List"})
    [(2003, 'Tier 2 Watch List before the law of 2003 made one (first edition 2004)')]
    """
    faults = []
    for edition, place in sorted(history.items()):
        if place not in (*TIERS, SPECIAL_CASE, NOT_IN_REPORT, UNKNOWN):
            faults.append((edition, f'"{place}" is neither a tier nor a status'))
        if place != WATCH_LIST:
            continue
        law = in_force(edition)
        if not law.watch_list:
            faults.append(
                (edition, "Tier 2 Watch List before the law of 2003 made one (first edition 2004)")
            )
        run = watch_list_run(history, edition)
        if law.longest_run is not None and run > law.longest_run:
            faults.append(
                (
                    edition,
                    f"{run} counted editions in a row on the Tier 2 Watch List; the law allows "
                    f"{law.longest_run}, waivers included ({LIMIT})",
                )
            )
    return faults
