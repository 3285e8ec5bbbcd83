"""Two pages compared by what a reader sees: words, pictures' texts, links, and nothing active."""

from __future__ import annotations

from html.parser import HTMLParser

from tipanalysis.reports.rows import Change
from tipanalysis.reports.wording import text_changes

_ACTIVE = frozenset(
    {"script", "iframe", "object", "embed", "form", "base", "svg", "link", "applet"}
)
_FETCHED = frozenset({"src", "srcset", "data", "action", "poster", "background"})
_READ = frozenset({"alt", "href", "aria-label", "title"})
_UNSEEN = frozenset({"style", "script", "template"})


def page_changes(old: str, new: str) -> list[Change]:
    """What differs between two pages for who reads them; pixels and styling do not count.

    Only what stands in ``main`` counts as the page's words: links to neighbours around it depend
    on which reports lie beside it. Scripts, frames and handlers count wherever they are.

    Examples
    --------
    >>> print(*page_changes("<main><p>Tier 2</p></main>", "<main><p>Tier 3</p></main>"))
    Tier 2 -> Tier 3
    """
    before, after = _Reader(old), _Reader(new)
    found = [
        Change("active content that the rerun has not", text, "(nothing)")
        for text in before.active
        if text not in after.active
    ]
    return [*text_changes("\n".join(before.words), "\n".join(after.words)), *found]


class _Reader(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.active: list[str] = []
        self.unseen = 0
        self.inside = "<main" not in html
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "main":
            self.inside = True
        self.unseen += tag in _UNSEEN
        if tag in _ACTIVE:
            self.active.append(f"<{tag}>"[:80])
        for name, value in attrs:
            text = (value or "").strip()
            if _is_active(name, text):
                self.active.append(f"{tag} {name}={text}"[:80])
            elif self.inside and name in _READ:
                self.words.append(f"{name}: {text}")

    def handle_endtag(self, tag: str) -> None:
        self.unseen -= tag in _UNSEEN and self.unseen > 0
        if tag == "main":
            self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside and not self.unseen and data.strip():
            self.words.append(" ".join(data.split()))


def _is_active(name: str, value: str) -> bool:
    """Whether an attribute runs or fetches something."""
    if name.startswith("on") or value.lower().startswith(("javascript:", "vbscript:")):
        return True
    return name in _FETCHED and not value.startswith("data:image/png;base64,")
