"""What a table or a column means, printed for whoever asks."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from tipanalysis.schema import Column, Table


@dataclass(frozen=True)
class Description:
    """What the schema says of a table or of one column; prints itself."""

    table: Table
    column: Column | None = None

    @property
    def title(self) -> str:
        """The short name for people."""
        return self.column.title if self.column else self.table.title

    def facts(self) -> list[tuple[str, str]]:
        """Label and text, one line each."""
        if self.column is None:
            columns = ", ".join(column.name for column in self.table.columns)
            return [
                ("Table", f"{self.table.name} ({self.table.path})"),
                ("Meaning", self.table.description),
                ("Columns", columns),
                ("One row per", ", ".join(self.table.primary_key)),
            ]
        lines = [
            ("Column", f"{self.table.name}.{self.column.name} ({self.column.type})"),
            ("Meaning", self.column.description),
        ]
        if self.column.words:
            lines.append(("Words", ", ".join(map(str, self.column.words))))
        lines.append(("Empty", "never" if self.column.required else "allowed"))
        if self.column.example is not None:
            lines.append(("For example", str(self.column.example)))
        return lines

    def __str__(self) -> str:
        """Plain text, one fact a line."""
        return "\n".join(f"{label:<12} {text}" for label, text in self.facts())

    __repr__ = __str__

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><th scope='row' style='text-align:left'>{escape(label)}</th>"
            f"<td style='text-align:left'>{escape(text)}</td></tr>"
            for label, text in self.facts()
        )
        return f"<table>{rows}</table>"
