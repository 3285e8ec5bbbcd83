"""The statute by edition: which rules an edition of the Report was given under."""

from __future__ import annotations

from dataclasses import dataclass

#: First edition after which the President decides on Tier 3 (22 USC 7107(c): reports from 2003 on).
FIRST_DECISION = 2003
#: First edition with a Watch List (P.L. 108-193, 19 December 2003).
FIRST_WATCH_LIST = 2004
#: First edition that counts towards the limit (lists after 23 December 2008).
FIRST_COUNTED = 2009
#: First edition under P.L. 115-425 and 115-427 (8 and 9 January 2019).
FIRST_OF_2019_LAW = 2019

LIMIT = "22 USC 7107(b)(2)(D)(i), P.L. 110-457 §107 (2008)"
WAIVER_OLD = "22 USC 7107(b)(2)(D)(ii), P.L. 110-457 §107 (2008)"
WAIVER_NEW = "22 USC 7107(b)(2)(D)(ii) as amended by P.L. 115-427 §6(2)(C) (2019)"
RELISTING = "22 USC 7107(b)(2)(F), P.L. 115-425 §203 (2019)"
TIER_RULE = "22 USC 7107(b)(1)"
SPECIAL_LIST = "22 USC 7107(b)(2)(A), P.L. 108-193 §6(e) (2003)"


@dataclass(frozen=True)
class Law:
    """The rules that one edition was given under.

    Attributes
    ----------
    edition : int
        The edition.
    public_laws : tuple of str
        Acts in force, oldest first.
    watch_list : bool
        Whether there is a Watch List (from 2004).
    limit : int or None
        Consecutive Watch List editions after which Tier 3 is due; None before 2009.
    waiver_years : int
        How many years a waiver may put that off: 2 to the 2018 edition, 1 from 2019.
    relisting_cap : int or None
        From 2019: how many consecutive editions a country may be back on the Watch List after a
        Tier 3 that followed the limit.
    commitments_count : bool
        Whether commitments for the next year could put a country on the Watch List (2004 to 2018).
    """

    edition: int
    public_laws: tuple[str, ...]
    watch_list: bool
    limit: int | None
    waiver_years: int
    relisting_cap: int | None
    commitments_count: bool

    @property
    def longest_run(self) -> int | None:
        """The longest lawful run of counted Watch List editions, waivers included."""
        return None if self.limit is None else self.limit + self.waiver_years


def in_force(edition: int) -> Law:
    """The rules for one edition.

    Parameters
    ----------
    edition : int
        Edition of the Report, 2001 or later.

    Returns
    -------
    Law
        The Trafficking Victims Protection Act as amended by then (22 USC 7107).

    Examples
    --------
    >>> in_force(2018).longest_run, in_force(2019).longest_run
    (4, 3)
    """
    acts = [
        (2001, "P.L. 106-386 (2000)"),
        (2004, "P.L. 108-193 (2003)"),
        (2006, "P.L. 109-164 (2006)"),
        (2009, "P.L. 110-457 (2008)"),
        (2013, "P.L. 113-4 (2013)"),
        (2019, "P.L. 115-425 and 115-427 (2019)"),
        (2021, "P.L. 116-283 (2021)"),
    ]
    counted, late = edition >= FIRST_COUNTED, edition >= FIRST_OF_2019_LAW
    return Law(
        edition=edition,
        public_laws=tuple(act for first, act in acts if edition >= first),
        watch_list=edition >= FIRST_WATCH_LIST,
        limit=2 if counted else None,
        waiver_years=(1 if late else 2) if counted else 0,
        relisting_cap=1 if late else None,
        commitments_count=FIRST_WATCH_LIST <= edition < FIRST_OF_2019_LAW,
    )
