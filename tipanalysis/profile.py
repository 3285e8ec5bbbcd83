"""One country in one edition: what the tables say of it, and a card that shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any

from tipanalysis import terms

if TYPE_CHECKING:
    import pandas as pd

#: What a finding of each kind is called on the card: one, several.
NOUNS = {
    "achievement": ("achievement", "achievements"),
    "shortfall": ("shortfall", "shortfalls"),
    "exploitation": ("form of exploitation", "forms of exploitation"),
    "emerging": ("emerging concern", "emerging concerns"),
    "context": ("other remark", "other remarks"),
}


def _counted(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"


def _no_rows() -> pd.DataFrame:
    import pandas as pd  # here: data are loaded without it

    return pd.DataFrame()


@dataclass(frozen=True, eq=False, repr=False)
class CountryProfile:
    """What the tables say of one country in one edition.

    Attributes
    ----------
    iso3, name : str
        ISO 3166-1 alpha-3 code (XKX for Kosovo) and the Report's name.
    edition : int
        Edition of the Report; it judges 1 April of the year before to 31 March.
    region : str
        State's region code (AF, EAP, EUR, NEA, SCA, WHA).
    status, tier : str, str or None
        ``ranked`` with a tier, or ``special case`` without one.
    placement : mapping
        The row of ``placements``.
    history : mapping of int to str
        Edition to tier word, or to status word where unranked, for every edition in the data.
    findings, recommendations, statistics, unreported, penalties : DataFrame
        The coded rows of this country and edition, columns as in the tables.
    sources : DataFrame
        The rows of ``sources`` cited by anything above.

    Examples
    --------
    >>> from tipanalysis import load
    >>> ghana = load().profile("Ghana", edition=2018)
    >>> ghana.place, ghana.coder, ghana.by_elimination
    ('Tier 2', 'machine', False)
    >>> ghana.period
    '1 April 2017 to 31 March 2018'
    """

    iso3: str
    name: str
    edition: int
    region: str
    status: str
    tier: str | None
    placement: Mapping[str, Any]
    history: Mapping[int, str]
    findings: pd.DataFrame = field(default_factory=_no_rows)
    recommendations: pd.DataFrame = field(default_factory=_no_rows)
    statistics: pd.DataFrame = field(default_factory=_no_rows)
    unreported: pd.DataFrame = field(default_factory=_no_rows)
    penalties: pd.DataFrame = field(default_factory=_no_rows)
    sources: pd.DataFrame = field(default_factory=_no_rows)

    @property
    def is_coded(self) -> bool:
        """Whether the narrative of this edition has been coded into findings."""
        return len(self.findings) + len(self.recommendations) + len(self.statistics) > 0

    @property
    def coder(self) -> str | None:
        """``hand`` or ``machine``, or None when nothing is coded."""
        for table in (self.findings, self.recommendations, self.statistics):
            if len(table):
                return str(table["coder"].iloc[0])
        return None

    @property
    def by_elimination(self) -> bool:
        """Whether the placement was inferred because the country stands on no other list."""
        return self.placement.get("basis") == "derived"

    @property
    def place(self) -> str:
        """The tier, or the status where there is no tier."""
        return self.tier or self.status

    @property
    def period(self) -> str:
        """The period that this edition judges, in words."""
        if self.edition == terms.FIRST_EDITION:
            return "to 15 April 2001"
        return f"1 April {self.edition - 1} to 31 March {self.edition}"

    def facts(self) -> list[tuple[str, str]]:
        """The lines of the card, in plain words.

        Returns
        -------
        list of (str, str)
            Label and value, one pair a line.
        """
        counts = self.findings.groupby("kind")["n"].nunique() if len(self.findings) else {}
        basis = f"{self.placement.get('basis')}, confidence {self.placement.get('confidence')}"
        if self.by_elimination:
            basis = f"by elimination, confidence {self.placement.get('confidence')}"
        lines = [
            ("Placement", self.place),
            ("Period judged", self.period),
            ("Region", terms.REGIONS.get(self.region, self.region)),
            ("Rests on", f"{basis}; {self.placement.get('n_sources')} sources"),
        ]
        if self.is_coded:
            parts = [_counted(counts[kind], *NOUNS[kind]) for kind in terms.KINDS if kind in counts]
            asked, figures = len(self.recommendations), len(self.statistics)
            parts.append(_counted(asked, "recommendation", "recommendations"))
            parts.append(_counted(figures, "statistic", "statistics"))
            lines.append((f"Coded by {self.coder}", ", ".join(parts)))
        else:
            lines.append(("Narrative", "not in the data for this edition"))
        return lines

    def __repr__(self) -> str:
        """The card as plain text."""
        lines = "\n".join(f"  {label:<16} {value}" for label, value in self.facts())
        cited = "; ".join(self.sources["source"].tolist()) if len(self.sources) else ""
        end = f"\n  {'Sources':<16} {cited}" if cited else ""
        return f"{self.name} ({self.iso3}), edition {self.edition}\n{lines}{end}"

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><th scope='row' style='text-align:left;padding-right:1.5em'>{escape(label)}</th>"
            f"<td style='text-align:left'>{escape(value)}</td></tr>"
            for label, value in self.facts()
        )
        cited = ""
        if len(self.sources):
            items = "; ".join(escape(str(title)) for title in self.sources["title"])
            cited = f"<p style='font-size:smaller'>Sources: {items}</p>"
        return (
            "<div class='tip-card' style='border-left:4px solid currentColor;padding-left:1em'>"
            f"<p><strong>{escape(self.name)}</strong> · {escape(self.place)} · "
            f"edition {self.edition}</p><table>{rows}</table>{cited}</div>"
        )
