"""Pages of HTML to plain lines: state.gov of every design, and copies at ecoi.net and refworld.

Nothing in a page is executed, loaded or kept but its words; the parser fetches nothing and
expands no entities that a page declares itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tipanalysis.errors import TipError
from tipanalysis.narratives.headings import parse_heading
from tipanalysis.narratives.letters import plain
from tipanalysis.narratives.sections import is_heading

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: Elements whose words are no part of a narrative.
_DROPPED_NAMES = (
    "script style noscript template head nav footer aside select textarea iframe object embed "
    "applet svg math canvas audio video map figure figcaption dialog title link meta base "
    "input"
)
_DROPPED = frozenset(_DROPPED_NAMES.split())
_BLOCKS_NAMES = (
    "address article blockquote body caption center dd details div dl dt fieldset h1 h2 h3 h4 h5 "
    "h6 hr html legend li main ol p pre section summary table tbody td tfoot th thead tr ul"
)
_BLOCKS = frozenset(_BLOCKS_NAMES.split())
#: Classes of what stands around a text: menus, sharing, notices.
_FURNITURE_NAMES = (
    "breadcrumb breadcrumbs share sharing share-buttons social social-links addtoany "
    "related related-content related-posts sidebar site-header site-footer cookie-banner menu "
    "tags pagination skip-link usa-banner toolbar search-form"
)
_FURNITURE = frozenset(_FURNITURE_NAMES.split())
#: Lines that close a text: what a page prints below it.
_AFTER = re.compile(
    r"^(?:Tags|Related (?:Articles|Content|Documents)|Share this.*|Back to Top|Disclaimer:?|"
    r"Connected (?:countries|documents)|Search Refworld|About this document|"
    r"(?:Published|Archived) on .*|The Office of (?:Website Management|Electronic Information).*|"
    r"This is not a UNHCR publication.*|External links to other Internet sites.*|"
    r"U\.S\. Department of State|White House|USA\.gov)$",
    re.IGNORECASE,
)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_MOST_ELEMENTS = 200_000


@dataclass(frozen=True)
class Page:
    """The words of a page.

    Attributes
    ----------
    title : str
        As the browser shows it; empty where there is none.
    text : str
        The part that holds the narrative or narratives, a line for each paragraph, list item
        and heading; list items begin with "• ".
    around : str
        All words of the page, for what it says of itself: edition, publisher.
    """

    title: str
    text: str
    around: str


def read_html(raw: bytes) -> Page:
    r"""The words of a page, as plain lines.

    Parameters
    ----------
    raw : bytes
        The file; its encoding is UTF-8, the one it declares, or Windows-1252.

    Returns
    -------
    Page

    Raises
    ------
    TipError
        If it is no HTML, or beyond all measure, or lxml is not installed.

    Examples
    --------
    >>> page = read_html(b"<h2>ALANDRIA: Tier 1</h2><p>It <b>did</b>.<script>alert(1)</script></p>")
    >>> page.text
    'ALANDRIA: Tier 1\nIt did.'
    """
    tree = _parse(raw)
    title = " ".join(" ".join(tree.xpath("//title/text()")).split())
    body = _body(tree)
    around = _lines(body)
    text = _until_end(_lines(_narrative_part(body)))
    return Page(plain(title), text, around)


def _parse(raw: bytes) -> Any:
    try:
        from lxml import etree
        from lxml import html as lxml_html
    except ImportError as error:
        raise TipError("Reading HTML needs lxml: pip install 'tipanalysis[narratives]'.") from error
    text = _decode(raw)
    if "\0" in text:
        text = text.replace("\0", "")
    parser = lxml_html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )  # huge lifts the limit of 256 nested elements; the file's size is limited elsewhere
    try:
        tree = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise TipError("this is no page of HTML that can be parsed") from error
    if any("depth" in entry.message.casefold() for entry in parser.error_log):
        raise TipError("its elements are nested too deeply for a page")
    for number, _ in enumerate(tree.iter()):
        if number > _MOST_ELEMENTS:
            raise TipError(f"the page has more than {_MOST_ELEMENTS:,} elements")
    return tree


def _decode(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    declared = _CHARSET.search(raw[:4096])
    name = declared[1].decode("ascii") if declared else "cp1252"
    # Browsers read Latin-1 as Windows-1252: the pages mean its quotation marks.
    if name.casefold().replace("_", "-") in (
        "iso-8859-1",
        "latin1",
        "latin-1",
        "us-ascii",
        "utf-8",
    ):
        name = "cp1252"
    try:
        return raw.decode(name, "replace")
    except LookupError:
        return raw.decode("cp1252", "replace")


def _body(tree: HtmlElement) -> HtmlElement:
    """The body; where the parser took a page's text for part of its head, the whole page."""
    bodies = tree.xpath("//body")
    heads = tree.xpath("//head")
    if bodies and not tree.xpath("//head//p | //head//div | //head//main"):
        return bodies[0]
    for head in heads:
        head.tag = "div"
    return tree


def _is_dropped(element: HtmlElement) -> bool:
    tag = element.tag
    if not isinstance(tag, str) or tag in _DROPPED:
        return True
    if tag == "button":  # folded sections have their heading on a button
        return not _is_marked(element)
    if tag == "header":
        return not any(above.tag in ("article", "main") for above in element.iterancestors())
    return not _FURNITURE.isdisjoint(element.get("class", "").casefold().split())


def _walk(root: HtmlElement) -> Iterator[tuple[str, HtmlElement]]:
    """Enter and leave events of what is kept, without recursion."""
    stack: list[tuple[str, HtmlElement]] = [("enter", root)]
    while stack:
        event, element = stack.pop()
        yield event, element
        if event != "enter":
            continue
        stack.append(("leave", element))
        for child in reversed(element):
            stack.append(("tail" if _is_dropped(child) else "enter", child))


def _lines(root: HtmlElement) -> str:
    """Words of an element: a line for each block, broken at line breaks."""
    pieces: list[str] = []
    for event, element in _walk(root):
        block = element.tag in _BLOCKS
        if event == "enter":
            if element.tag == "br":
                pieces.append("\n")
            elif block:
                pieces.append("\n• " if element.tag == "li" else "\n")
            pieces.append(_folded(element.text))
        if event in ("leave", "tail") and element is not root:
            pieces.append("\n" if block and event == "leave" else "")
            pieces.append(_folded(element.tail))
    return _tidy("".join(pieces))


def _folded(text: str | None) -> str:
    return re.sub(r"[ \t\r\n\f]+", " ", text) if text else ""


def _tidy(text: str) -> str:
    lines = plain(text).split("\n")
    kept: list[str] = []
    open_item = False
    for line in lines:
        if line == "•":
            open_item = True
        elif line:
            # An item whose text stands in a paragraph of its own, or that has its bullet twice.
            bare = re.sub(r"^(?:•\s*)+", "", line)
            is_item = open_item or bare != line
            if bare:
                kept.append(f"• {bare}" if is_item else line)
                open_item = False
    return "\n".join(kept)


def _narrative_part(body: HtmlElement) -> HtmlElement:
    """The element that holds every heading of a narrative, and what belongs to them.

    Sections may stand in containers of their own, so that the largest block or the first
    ``entry-content`` is not enough: it is the smallest element around all of them. Where a site
    does not mark its text, it is the article, cell or body around the headings.
    """
    marked: list[HtmlElement] = []
    contents: list[HtmlElement] = []
    mains: list[HtmlElement] = []
    for event, element in _walk(body):
        if event != "enter":
            continue
        if _is_marked(element) or _has_marked_line(element):
            marked.append(element)
        if "entry-content" in element.get("class", "").split():
            contents.append(element)
        if element.tag in ("main", "article"):
            mains.append(element)
    wanted = [*marked, *contents]
    if not wanted:
        return mains[0] if mains else body
    common = _lineage(wanted[0])
    for element in wanted[1:]:
        common = [a for a, b in zip(common, _lineage(element), strict=False) if a is b]
    part = common[-1] if common else body
    if contents and part not in marked:
        return part
    while part is not body and part.tag not in ("main", "article", "td"):
        above = part.getparent()
        if above is None:
            break
        part = above
    return part


def _lineage(element: HtmlElement) -> list[HtmlElement]:
    return [*reversed(list(element.iterancestors())), element]


def _is_marked(element: HtmlElement) -> bool:
    """Whether an element's words are the heading of a country or of a section."""
    if len(element) > 6 or element.tag in ("body", "html", "br"):
        return False
    pieces, length = [], 0
    for piece in element.itertext():
        pieces.append(piece)
        length += len(piece.strip())
        if length > 110:
            return False
    words = " ".join("".join(pieces).split())
    if not 8 < len(words) < 110:
        return False
    return parse_heading(plain(words)) is not None or is_heading(words)


def _has_marked_line(element: HtmlElement) -> bool:
    """Whether bare words between an element's children are a heading, as between line breaks."""
    pieces = [element.text, *(child.tail for child in element)]
    return any(
        parse_heading(piece.strip()) is not None or is_heading(piece.strip())
        for piece in pieces
        if piece and 8 < len(piece.strip()) < 110
    )


def _until_end(text: str) -> str:
    """The text without the lines that a page prints below it."""
    lines = text.split("\n")
    inside = [i for i, line in enumerate(lines) if is_heading(line) or "minimum standards" in line]
    for number in range(inside[-1] + 1 if inside else len(lines), len(lines)):
        if _AFTER.match(lines[number]):
            return "\n".join(lines[:number])
    return text
