"""Choose a country, an edition, peers and a theme, and see card, strips, themes and map change.

The controls are ipywidgets over the same functions that reports call; in JupyterLab they need no
rebuild, and with Voila they make a page of their own. Each view is the HTML of a plain function,
so that it can be tested, and read, without a browser.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd

from tipanalysis import compare
from tipanalysis.compare.peers import RULES
from tipanalysis.dataset import Dataset
from tipanalysis.errors import TipError
from tipanalysis.shown import show

ALL_THEMES = "all themes"


@dataclass(frozen=True)
class Choice:
    """What is looked at.

    Attributes
    ----------
    country, edition : str, int
        Code of the country, and edition.
    peers : str
        A rule of `compare.peers`.
    theme : str
        Key of a theme, or "all themes".
    """

    country: str = "THA"
    edition: int = 2023
    peers: str = "region"
    theme: str = ALL_THEMES


def card(data: Dataset, choice: Choice) -> str:
    """The profile's card."""
    return data.profile(choice.country, choice.edition)._repr_html_()


def strip(data: Dataset, choice: Choice) -> str:
    """The country's tiers through the editions, as a figure and as runs."""
    from tipanalysis import figures

    history = compare.tier_history(data, [choice.country])
    runs = show(compare.tier_runs(history), "tier_runs", ["place", "first", "last", "editions"])
    return figures.as_html(figures.tier_history(history)) + runs.html()


def neighbours(data: Dataset, choice: Choice) -> str:
    """The country among its peers."""
    from tipanalysis import figures

    group = compare.peers(data, choice.country, choice.edition, rule=choice.peers)
    history = compare.tier_history(data, group.with_country)
    places = show(compare.peer_places(history, choice.edition), "peer_places")
    strips = figures.as_html(figures.tier_history(history))
    return f"<p>{escape(repr(group))}</p>{strips}{places.html()}"


def theme_table(data: Dataset, choice: Choice) -> pd.DataFrame:
    """What the narratives of the country and its peers say, one theme or all.

    Returns
    -------
    DataFrame
        As `compare.finding_themes`.
    """
    group = compare.peers(data, choice.country, choice.edition, rule=choice.peers)
    kinds = ("achievement", "shortfall", "exploitation", "emerging")
    cells = compare.finding_themes(data, group.with_country, choice.edition, kinds)
    if choice.theme == ALL_THEMES:
        return cells
    kept = cells[cells["theme"] == choice.theme].reset_index(drop=True)
    kept.attrs.update(cells.attrs)
    return kept


def themes(data: Dataset, choice: Choice) -> str:
    """The matrix of themes: who is credited, who is found wanting, who says nothing."""
    from tipanalysis import figures

    cells = theme_table(data, choice)
    counts = show(compare.theme_counts(cells), "finding_themes")
    return figures.as_html(figures.finding_themes(cells)) + counts.html()


def world(data: Dataset, choice: Choice) -> str:
    """The edition on a map of tiles, and its counts."""
    from tipanalysis import figures

    tiles = compare.tier_map(data, choice.edition)
    counts = show(compare.edition_tiers(data, choice.edition), "edition_tiers")
    return figures.as_html(figures.tier_map(tiles)) + counts.html()


VIEWS: Mapping[str, Callable[[Dataset, Choice], str]] = MappingProxyType(
    {"Card": card, "Strip": strip, "Peers": neighbours, "Themes": themes, "Map": world}
)


def view(data: Dataset, choice: Choice, name: str) -> str:
    """One view as HTML; where it cannot be had, the reason in its place.

    Examples
    --------
    >>> from tipanalysis import load
    >>> "Montenegro is not in the edition of 2003" in view(load(), Choice("MNE", 2003), "Card")
    True
    """
    try:
        return VIEWS[name](data, choice)
    except TipError as error:
        return f"<p>{escape(str(error))}</p>"


class Explorer:
    """The controls and the view that they change.

    Parameters
    ----------
    data : Dataset
    choice : Choice
        Where to begin.
    folder : Path
        Where exported tables and reports go.

    Examples
    --------
    >>> from tipanalysis import load
    >>> Explorer(load())
    Explorer: Thailand, edition 2023, peers by region, all themes
    """

    def __init__(
        self, data: Dataset, choice: Choice | None = None, folder: Path = Path("reports")
    ) -> None:
        self.data = data
        self.choice = choice or Choice()
        self.folder = folder
        self._controls: dict[str, Any] = {}

    def __repr__(self) -> str:
        """What is chosen, in words."""
        theme = dict(zip(self.data.themes["theme"], self.data.themes["label"], strict=True))
        about = theme.get(self.choice.theme, self.choice.theme)
        return (
            f"Explorer: {self.data.name(self.choice.country)}, edition {self.choice.edition}, "
            f"peers by {self.choice.peers}, {about}"
        )

    def export(self) -> Path:
        """Write the table of themes that is shown as CSV; returns the file."""
        table = theme_table(self.data, self.choice)
        name = f"{self.choice.country}-{self.choice.edition}-{self.choice.peers}-themes.csv"
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / name
        draft = path.with_suffix(".draft")
        table.to_csv(draft, index=False)
        draft.replace(path)
        return path

    def report(self) -> Path:
        """Write the report of what is chosen; returns its page."""
        from tipanalysis.reports.run import report

        choice = self.choice
        made = report(choice.country, choice.edition, choice.peers, self.folder, self.data.folder)
        return made.html

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        bundle: dict[str, Any] = {"text/plain": repr(self)}
        try:
            widget = self.widget()
        except ImportError:
            hint = "The controls need ipywidgets: pip install 'tipanalysis[lab]'"
            return {"text/plain": f"{self!r}\n{hint}"}
        shown = widget._repr_mimebundle_()
        bundle.update({mime: value for mime, value in shown.items() if "widget-view" in mime})
        return bundle

    def widget(self) -> Any:
        """The controls over the view, as one ipywidget."""
        import ipywidgets

        countries = self.data.countries.sort_values("name")
        names = list(zip(countries["name"], countries["iso3"], strict=True))
        labels = sorted(zip(self.data.themes["label"], self.data.themes["theme"], strict=True))
        editions = sorted(int(edition) for edition in self.data.editions["edition"])
        self._controls = {
            "country": ipywidgets.Dropdown(
                options=names, value=self.choice.country, description="Country"
            ),
            # A slider of ipywidgets has no name for a screen reader.
            "edition": ipywidgets.Dropdown(
                options=editions, value=self.choice.edition, description="Edition"
            ),
            "peers": ipywidgets.Dropdown(
                options=RULES, value=self.choice.peers, description="Peers by"
            ),
            "theme": ipywidgets.Dropdown(
                options=[(ALL_THEMES, ALL_THEMES), *labels],
                value=self.choice.theme,
                description="Theme",
            ),
        }
        tabs = ipywidgets.Tab(children=[ipywidgets.HTML() for _ in VIEWS], titles=list(VIEWS))
        said = ipywidgets.HTML()
        export = ipywidgets.Button(description="Export the table")
        write = ipywidgets.Button(description="Write the report")

        def draw(_: Any = None) -> None:
            values = {name: control.value for name, control in self._controls.items()}
            self.choice = replace(self.choice, **values)
            at = tabs.selected_index or 0
            tabs.children[at].value = view(self.data, self.choice, list(VIEWS)[at])

        def act(do: Callable[[], Path]) -> Callable[[Any], None]:
            def clicked(_: Any) -> None:
                try:
                    said.value = f"Written: <code>{escape(do().as_posix())}</code>"
                except (TipError, OSError) as error:
                    said.value = escape(str(error))

            return clicked

        for control in self._controls.values():
            control.observe(draw, names="value")
        tabs.observe(draw, names="selected_index")
        export.on_click(act(self.export))
        write.on_click(act(self.report))
        draw()
        controls = ipywidgets.HBox(
            list(self._controls.values()), layout=ipywidgets.Layout(flex_flow="row wrap")
        )
        return ipywidgets.VBox([controls, tabs, ipywidgets.HBox([export, write]), said])


def explore(country: str = "THA", edition: int = 2023, data: Dataset | None = None) -> Explorer:
    """Explore the data by choosing.

    Parameters
    ----------
    country : str
        A code or any name, to begin with.
    edition : int
        Edition to begin with.
    data : Dataset, optional
        The package's own by default.

    Raises
    ------
    UnknownCountry, UnknownEdition
        If there is none such.

    Examples
    --------
    >>> explore("Ghana", 2018)
    Explorer: Ghana, edition 2018, peers by region, all themes
    """
    from tipanalysis.dataset import load

    loaded = data or load()
    return Explorer(loaded, Choice(loaded.country(country), loaded.edition(edition)))


__all__ = ["Choice", "Explorer", "VIEWS", "explore", "view"]
