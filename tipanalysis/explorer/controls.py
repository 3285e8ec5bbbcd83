"""The explorer's controls: ipywidgets over the same functions that reports call.

In JupyterLab they need no rebuild, and with Voila they make a page of their own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from tipanalysis.compare.peers import RULES
from tipanalysis.compare.themes import widest_edition
from tipanalysis.dataset import Dataset
from tipanalysis.errors import TipError
from tipanalysis.explorer.views import ALL_THEMES, VIEWS, Choice, group, theme_table, view
from tipanalysis.explorer.written import link, said

#: In place of a rule: the countries that are named beside it.
NAMED = "countries that I name"
_SEVERAL = "Hold Ctrl (or Command) to choose several"
_ROWS = 6


class Explorer:
    """The controls and the view that they change.

    Parameters
    ----------
    data : Dataset
    choice : Choice, optional
        Where to begin; by default Thailand, in the edition of which most is coded.
    folder : Path
        Where exported tables and reports go: beside the notebook, so that Lab can open them.

    Examples
    --------
    >>> from tipanalysis import load
    >>> Explorer(load())
    Explorer: Thailand, edition 2018, peers by region, all themes
    """

    def __init__(
        self, data: Dataset, choice: Choice | None = None, folder: Path = Path("reports")
    ) -> None:
        self.data = data
        self.choice = choice or Choice(edition=widest_edition(data))
        self.folder = folder
        self._controls: dict[str, Any] = {}

    def __repr__(self) -> str:
        """What is chosen, in words."""
        choice = self.choice
        labels = dict(zip(self.data.themes["theme"], self.data.themes["label"], strict=True))
        about = ", ".join(labels.get(theme, theme) for theme in choice.themes) or ALL_THEMES
        peers = f"peers {choice.peers or 'not yet named'}"
        if choice.peers in RULES:
            peers = f"peers by {choice.peers}"
        name = self.data.name(choice.country)
        return f"Explorer: {name}, edition {choice.edition}, {peers}, {about}"

    def export(self) -> Path:
        """Write the table of themes that is shown as CSV.

        Returns
        -------
        Path
            The file; it is whole or not there.

        Raises
        ------
        TipError
            If there are no peers to compare with.
        """
        choice = self.choice
        table = theme_table(self.data, choice)
        rule = choice.peers if choice.peers in RULES else "named"
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{choice.country}-{choice.edition}-{rule}-themes.csv"
        draft = path.with_suffix(".draft")
        table.to_csv(draft, index=False)
        draft.replace(path)
        return path

    def report(self) -> Path:
        """Write the report of what is chosen.

        Returns
        -------
        Path
            Its page.

        Raises
        ------
        NotInEdition
            If the edition does not have the country.
        ReportFailed
            If a cell of the report fails.
        """
        from tipanalysis.reports.run import report

        choice = self.choice
        group(self.data, choice)
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
        """The controls over the view, as one ipywidget.

        Returns
        -------
        ipywidgets.VBox
            Controls, tabs of views, buttons, and the line that says what was written.
        """
        import ipywidgets

        self._controls = self._made_controls()
        tabs = ipywidgets.Tab(children=[ipywidgets.HTML() for _ in VIEWS], titles=list(VIEWS))
        # Lab opens a link in an output, relative to the notebook; in other widgets it does not.
        line = ipywidgets.Output()
        export = ipywidgets.Button(description="Export the table")
        write = ipywidgets.Button(description="Write the report")

        def tell(html: str) -> None:
            line.outputs = _output(html) if html else ()

        def draw(_: Any = None) -> None:
            at = tabs.selected_index or 0
            tabs.children[at].value = view(self.data, self.choice, list(VIEWS)[at])

        def chosen(_: Any) -> None:
            self._controls["named"].layout.display = (
                "flex" if self._controls["peers"].value == NAMED else "none"
            )
            self.choice = self._as_chosen()
            tell("")
            draw()

        def act(do: Callable[[], Path], what: str) -> Callable[[Any], None]:
            def clicked(_: Any) -> None:
                export.disabled = write.disabled = True
                tell(said(f"Writing {what} ..."))
                try:
                    tell(link(do()))
                except (TipError, OSError) as error:
                    tell(said(str(error)))
                finally:
                    export.disabled = write.disabled = False

            return clicked

        for control in self._controls.values():
            control.observe(chosen, names="value")
        tabs.observe(draw, names="selected_index")
        export.on_click(act(self.export, "the table"))
        write.on_click(act(self.report, "the report, which takes some seconds"))
        draw()
        controls = ipywidgets.HBox(
            list(self._controls.values()), layout=ipywidgets.Layout(flex_flow="row wrap")
        )
        return ipywidgets.VBox([controls, tabs, ipywidgets.HBox([export, write]), line])

    def _made_controls(self) -> dict[str, Any]:
        """The controls by name, set to what is chosen."""
        import ipywidgets

        data, choice = self.data, self.choice
        countries = data.countries.sort_values("name")
        names = dict(zip(countries["name"], countries["iso3"], strict=True))
        labels = sorted(zip(data.themes["label"], data.themes["theme"], strict=True))
        is_rule = choice.peers in RULES
        given = [] if is_rule else [data.country(name) for name in choice.peers.split(",")]
        return {
            "country": ipywidgets.Dropdown(
                options=list(names.items()), value=choice.country, description="Country"
            ),
            # A slider of ipywidgets has no name for a screen reader.
            "edition": ipywidgets.Dropdown(
                options=sorted(int(edition) for edition in data.editions["edition"]),
                value=choice.edition,
                description="Edition",
            ),
            "peers": ipywidgets.Dropdown(
                options=[*RULES, NAMED],
                value=choice.peers if is_rule else NAMED,
                description="Peers by",
            ),
            # Lists of the browser itself: keys and screen readers know them.
            "named": ipywidgets.SelectMultiple(
                options=list(names.items()),
                value=given,
                rows=_ROWS,
                description="Peers",
                tooltip=_SEVERAL,
                layout=ipywidgets.Layout(display="none" if is_rule else "flex"),
            ),
            "themes": ipywidgets.SelectMultiple(
                options=[(ALL_THEMES, ALL_THEMES), *labels],
                value=choice.themes or (ALL_THEMES,),
                rows=_ROWS,
                description="Themes",
                tooltip=_SEVERAL,
            ),
        }

    def _as_chosen(self) -> Choice:
        """What the controls say."""
        values = {name: control.value for name, control in self._controls.items()}
        themes = () if ALL_THEMES in values["themes"] else values["themes"]
        return replace(
            self.choice,
            country=values["country"],
            edition=values["edition"],
            peers=",".join(values["named"]) if values["peers"] == NAMED else values["peers"],
            themes=tuple(themes),
        )


def _output(html: str) -> tuple[dict[str, Any], ...]:
    data = {"text/html": html, "text/plain": "What was written"}
    return ({"output_type": "display_data", "data": data, "metadata": {}},)


def explore(
    country: str = "THA", edition: int | None = None, data: Dataset | None = None
) -> Explorer:
    """Explore the data by choosing.

    Parameters
    ----------
    country : str
        A code or any name, to begin with.
    edition : int, optional
        Edition to begin with; by default the one in which most narratives are coded, so that
        there are themes to compare.
    data : Dataset, optional
        The package's own by default.

    Returns
    -------
    Explorer
        Shows itself at the end of a cell: controls in a notebook, one sentence in a terminal.

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
    begin = widest_edition(loaded) if edition is None else loaded.edition(edition)
    return Explorer(loaded, Choice(loaded.country(country), begin))
