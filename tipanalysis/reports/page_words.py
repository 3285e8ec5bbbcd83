"""Two pages compared: words, pictures' texts, markup, style, head, and nothing active.

The page of a report follows from its notebook to the last byte. So whatever a page has that the
page made anew from the same notebook has not is told, also where no word of the report changed: a
style can hide a paragraph, and a line above the report is read like the report.
"""

from __future__ import annotations

import base64
import binascii
from html.parser import HTMLParser

from tipanalysis.reports.rows import Change
from tipanalysis.reports.wording import text_changes

_ACTIVE = frozenset(
    {"script", "iframe", "object", "embed", "form", "base", "svg", "link", "applet"}
)
_FETCHED = frozenset({"src", "srcset", "data", "action", "poster", "background"})
_READ = frozenset({"alt", "href", "aria-label", "title"})
_UNSEEN = frozenset({"style", "script", "template"})
_PNG = "data:image/png;base64,"
HEAD, STYLE, OUTSIDE, MARKUP = "its head", "its style", "outside the report", "its markup"


def page_changes(old: str, new: str) -> list[Change]:
    """What differs between two pages, pictures apart; empty only if nothing else does.

    Ends of lines do not count. The words of ``main`` are told first; its markup only where its
    words are the same.

    Parameters
    ----------
    old, new : str
        The page that was given, and what it should be.

    Examples
    --------
    >>> print(*page_changes("<main><p>Tier 2</p></main>", "<main><p>Tier 3</p></main>"))
    Tier 2 -> Tier 3
    >>> print(*page_changes("<b>Tier 3</b><main></main>", "<main></main>"))
    outside the report: <b> Tier 3 </b> -> (nothing)
    """
    old, new = unix_lines(old), unix_lines(new)
    before, after = _Reader(old), _Reader(new)
    if old == new or before.without_pictures == after.without_pictures:
        return []
    found = text_changes("\n".join(before.words), "\n".join(after.words))
    found += [
        Change("active content that the rerun has not", text, "(nothing)")
        for text in before.active
        if text not in after.active
    ]
    for place in (HEAD, STYLE, OUTSIDE, MARKUP):
        one, other = " ".join(before.parts[place]), " ".join(after.parts[place])
        if one != other and not (place == MARKUP and found):
            found += text_changes(one, other, place)
    return found or text_changes(before.without_pictures, after.without_pictures, "its source")


def page_pictures(html: str) -> list[bytes]:
    """The pictures of a page, in order; empty bytes for one that is not a PNG in the page."""
    return [_png(address) for address in _Reader(unix_lines(html)).pictures]


def unix_lines(text: str) -> str:
    r"""A text with line ends of one kind.

    Examples
    --------
    >>> unix_lines("a\r\nb")
    'a\nb'
    """
    return text.replace("\r\n", "\n")


class _Reader(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.active: list[str] = []
        self.pictures: list[str] = []
        self.parts: dict[str, list[str]] = {place: [] for place in (HEAD, STYLE, OUTSIDE, MARKUP)}
        self.unseen = 0
        self.inside = "<main" not in html
        self.in_head = self.in_style = False
        self.feed(html)
        self.close()
        self.without_pictures = html
        for address in set(self.pictures):
            self.without_pictures = self.without_pictures.replace(address, _PNG)

    def _note(self, text: str) -> None:
        place = STYLE if self.in_style else HEAD if self.in_head else OUTSIDE
        self.parts[MARKUP if self.inside and place == OUTSIDE else place].append(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "main":
            self.inside = True
        self.in_head = (self.in_head or tag == "head") and tag != "body"
        self.unseen += tag in _UNSEEN
        if tag in _ACTIVE:
            self.active.append(f"<{tag}>"[:80])
        told = [tag]
        for name, value in attrs:
            text = (value or "").strip()
            if tag == "img" and name == "src" and text.startswith(_PNG):
                self.pictures.append(text)
                told.append(name)
                continue
            told.append(f'{name}="{text}"')
            if _is_active(name, text):
                self.active.append(f"{tag} {name}={text}"[:80])
            elif self.inside and name in _READ:
                self.words.append(f"{name}: {text}")
        self._note(f"<{' '.join(told)}>")
        self.in_style = self.in_style or tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self.unseen -= tag in _UNSEEN and self.unseen > 0
        self.in_style = self.in_style and tag != "style"
        self._note(f"</{tag}>")
        self.in_head = self.in_head and tag != "head"
        if tag == "main":
            self.inside = False

    def handle_data(self, data: str) -> None:
        text = " ".join(data.split())
        if not text:
            return
        if self.inside and not self.unseen:
            self.words.append(text)
        else:
            self._note(text)

    def handle_comment(self, data: str) -> None:
        self._note(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self._note(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        self._note(f"<?{data}>")


def _is_active(name: str, value: str) -> bool:
    """Whether an attribute runs or fetches something."""
    if name.startswith("on") or value.lower().startswith(("javascript:", "vbscript:")):
        return True
    return name in _FETCHED and not value.startswith(_PNG)


def _png(address: str) -> bytes:
    try:
        return base64.b64decode("".join(address.removeprefix(_PNG).split()), validate=True)
    except (binascii.Error, ValueError):
        return b""
