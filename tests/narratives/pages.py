"""Pages of HTML as the carriers print them, made from imaginary narratives."""

from __future__ import annotations

from html import escape

from narratives.forms import Form

_HEADINGS = ("PROSECUTION", "PROTECTION", "PREVENTION", "TRAFFICKING PROFILE", "GOVERNMENT EFFORTS")


def _is_heading(line: str) -> bool:
    bare = line.rstrip(":").upper()
    return bare in _HEADINGS or "RECOMMENDATIONS" in bare and len(line) < 60


def _lines(form: Form) -> list[str]:
    """Lines below the heading; the heading itself is `form.heading`."""
    body = form.text.replace("\n\n", "\n")
    taken = 0
    lines = body.split("\n")
    while sum(len(line) + 1 for line in lines[:taken]) < len(form.heading):
        taken += 1
    return lines[taken:]


def _paragraphs(lines: list[str]) -> str:
    out, items = [], []
    for line in lines:
        if line.startswith("• "):
            items.append(f"<li>{escape(line[2:])}</li>")
            continue
        if items:
            out.append(f"<ul>{''.join(items)}</ul>")
            items = []
        out.append(f"<p>{escape(line)}</p>")
    return "\n".join([*out, f"<ul>{''.join(items)}</ul>" if items else ""])


def state_gov_new(form: Form, title: str = "Alandria") -> str:
    """Sections in containers of their own, scripts, menus and a footer around them."""
    blocks: list[list[str]] = [[]]
    for line in _lines(form):
        if _is_heading(line):
            blocks.append([])
        blocks[-1].append(line)
    sections = []
    for number, block in enumerate(blocks):
        if number and block:
            head, rest = f"<h3>{escape(block[0])}</h3>", block[1:]
        else:
            head, rest = f"<h2>{escape(form.heading)}</h2>", block
        sections.append(
            f'<div class="report__section-container"><div class="entry-content">{head}\n'
            f"{_paragraphs(rest)}</div></div>"
        )
    year = form.edition
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>{title} - United States Department of State</title>
<script>var t = "ALANDRIA: TIER 3"; document.write("<h2>ALANDRIA: TIER 3</h2>");</script>
<style>.x {{ content: "PROSECUTION"; }}</style></head>
<body><header class="site-header"><nav><ul><li><a href="/a">Alandria (Tier 3)</a></li></ul></nav>
An official website</header>
<main><article><header class="entry-header"><h1>{year} Trafficking in Persons Report: {title}</h1>
</header><p class="article-meta">Office to Monitor and Combat Trafficking in Persons</p>
<div class="sharing"><p>Share this page on Gazette</p></div>
{"".join(sections)}
<figure><img src="x" alt="a boat"><figcaption>A boat. PROTECTION</figcaption></figure>
<div class="tags"><p>Tags</p><a>Bureau</a></div></article></main>
<footer><p>White House</p><p>USA.gov</p></footer>
<script src="//elsewhere/x.js"></script></body></html>"""


def state_gov_old(form: Form) -> str:
    """The site up to 2016: layout tables, one form around all, bold headings, line breaks."""
    body = "<br><br>".join(
        f"<b>{escape(line)}</b>" if _is_heading(line) else escape(line) for line in _lines(form)
    )
    return f"""<html><head><title>{form.heading.title()}</title>
<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"></head><body>
<form id="aspnet"><table><tr><td><p>printable banner</p><p>Diplomacy in Action</p></td></tr>
<tr><td><div id="centerblock"><p>Trafficking in Persons Report</p>
<p>Office to Monitor and Combat Trafficking in Persons</p><p>June 5, {form.edition}</p>
<p>Report</p><p>Share</p><p><b>{escape(form.heading)}</b><br><br>{body}</p>
<p>Back to Top</p></div></td></tr>
<tr><td><p>The Office of Website Management manages this site.</p></td></tr></table></form>
</body></html>"""


def refworld(form: Form) -> str:
    """A copy with its table of particulars and the disclaimer above the text."""
    title = f"Refworld | Trafficking in Persons Report {form.edition}"
    return f"""<html><head><title>{title}</title></head>
<body><div id="content"><table><tr><td>Publisher</td><td>United States Department of State</td></tr>
<tr><td>Publication Date</td><td>28 June {form.edition}</td></tr>
<tr><td>Cite as</td><td>United States Department of State, {form.edition} Trafficking in Persons
Report, available at: elsewhere [accessed 1 January 2020]</td></tr>
<tr><td>Disclaimer</td><td>This is not a UNHCR publication. UNHCR is not responsible.</td></tr>
</table><div class="text"><p><b>{escape(form.heading)}</b></p>{_paragraphs(_lines(form))}</div>
<p>Search Refworld</p></div></body></html>"""


def ecoi(form: Form, name: str) -> str:
    """A copy whose title has edition and country, and whose lists have lost their marks."""
    return f"""<!doctype html><html><head><meta charset="utf-8">
<title>{form.edition} Trafficking in Persons Report: {name} | ecoi.net</title></head><body>
<nav><a>Countries</a></nav><main><h1>{form.edition} Trafficking in Persons Report: {name}</h1>
<div class="doc"><div>{escape(form.heading)}</div>
{"".join(f"<div>{escape(line)}</div>" for line in _lines(form))}</div>
<h2>Connected countries</h2><p>{name}</p></main></body></html>"""
