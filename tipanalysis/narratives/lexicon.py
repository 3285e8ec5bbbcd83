"""The lexicon of themes: patterns of words, what counts and what does not.

The lexicon is a table (``data/theme_lexicon.csv``), so that a keeper can read and mend it without
code. A pattern is a row of words as they stand in the text in lower case, without punctuation, a
hyphen counting as a blank:

=============  =================================================================
``word``       that word
``train*``     a word that begins so
``(a|b c)``    one of these; ``(a|b)+`` one or more of these in a row
``[the]``      that word or nothing
``...``        up to six words; ``...3`` up to three
``<pursue>``   one of the words of a named set
=============  =================================================================
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from tipanalysis.errors import TipError
from tipanalysis.schema import find_folder, read_package, read_table

RECOMMENDATION = "recommendation"
ASSESSMENT = "assessment"
PROFILE = "profile"
#: A scope that stands for two: advice to do a thing and praise for doing it use the same words.
ACT = "act"
SCOPES = {ACT: (RECOMMENDATION, ASSESSMENT)}
#: In ``other``: the row counts only where no row without it does.
ANY = "*"
#: In ``other``: the last resort, where not even a row with `ANY` counts.
LAST = "**"

_TOKEN = re.compile(r"\.\.\.\d*|\([^()]*\)\+?|\[[^\[\]]*\]|[^\s()\[\]]+")
_NOT_WORD = re.compile(r"[^\w$]+")


def plain_words(text: str) -> str:
    """Words of a text in the form that patterns are written in, a blank before and after each.

    Examples
    --------
    >>> plain_words("Victims' rights: anti-trafficking (2018)")
    ' victims rights anti trafficking 2018 '
    """
    straight = text.lower().replace("’", "'").replace("'s", " ").replace("'", "")
    return f" {_NOT_WORD.sub(' ', straight).strip()} "


def _words(pattern: str) -> str:
    """Regular expression of one alternative: literal words, a star for any ending."""
    return re.escape(pattern.strip()).replace(r"\*", r"\S*").replace(r"\ ", " ")


def _filled(pattern: str, sets: Mapping[str, str]) -> str:
    """The pattern with its named sets written out, in brackets where they stand alone."""

    def words(match: re.Match[str]) -> str:
        if match[1] not in sets:
            raise TipError(f'the lexicon has no set of words "{match[1]}" (in "{pattern}")')
        before = pattern[: match.start()]
        return sets[match[1]] if before.count("(") > before.count(")") else f"({sets[match[1]]})"

    return re.sub(r"<(\w+)>", words, pattern)


def pattern_to_regex(pattern: str, sets: Mapping[str, str] | None = None) -> str:
    r"""Regular expression of a pattern, to be searched in `plain_words`.

    Parameters
    ----------
    pattern : str
        Pattern in the language of the lexicon.
    sets : mapping of str to str, optional
        Named sets of words, alternatives joined by ``|``.

    Raises
    ------
    TipError
        If a set is not known or a bracket is left open.

    Examples
    --------
    >>> regex = pattern_to_regex("train* ...3 (police|judges)")
    >>> re.search(regex, plain_words("Training the border police."))[0]
    'training the border police '
    """
    filled = _filled(pattern, sets or {})
    if filled.count("(") != filled.count(")") or filled.count("[") != filled.count("]"):
        raise TipError(f'a bracket is left open in the pattern "{pattern}"')
    parts = ["(?<= )"]
    for token in _TOKEN.findall(filled):
        if token.startswith("..."):
            parts.append(rf"(?:\S+ ){{0,{token[3:] or 6}}}?")
        elif token.startswith("["):
            parts.append(f"(?:{_words(token[1:-1])} )?")
        elif token.startswith("("):
            body = "|".join(_words(part) for part in token.rstrip("+")[1:-1].split("|"))
            parts.append(f"(?:(?:{body}) )+" if token.endswith("+") else f"(?:{body}) ")
        else:
            parts.append(_words(token) + " ")
    return "".join(parts)


@dataclass(frozen=True)
class Entry:
    """One row of the lexicon.

    Attributes
    ----------
    scope : str
        Where it is looked for: `RECOMMENDATION`, `ASSESSMENT`, `PROFILE`, `ACT` (the first two);
        ``words`` for a named set.
    theme : str
        Theme of ``themes.csv``; empty in sets and in words that read as others.
    counts : str
        ``yes``; ``no`` (these words are passed over for the theme); ``reads`` (these words are read
        as others); ``set`` (a named set of words).
    pattern : str
        What is looked for.
    other : str
        ``yes``: themes beside which it does not count, joined by ``;`` (or `ANY`, `LAST`);
        ``reads``: the words to read instead; ``set``: the name.
    since, until : int or None
        First and last edition that has the wording.
    """

    scope: str
    theme: str
    counts: str
    pattern: str
    other: str = ""
    since: int | None = None
    until: int | None = None


@dataclass(frozen=True)
class _Rule:
    theme: str
    regex: re.Pattern[str]
    heads: tuple[str, ...]
    other: str
    row: int

    def may_match(self, words: str) -> bool:
        """A quick look for the words that every match begins with."""
        return not self.heads or any(map(words.__contains__, self.heads))


def _heads(pattern: str) -> tuple[str, ...]:
    """Beginnings that a match must have, each with the blank before it."""
    first = _TOKEN.findall(pattern)[0]
    if first.startswith(("...", "[")):
        return ()
    return tuple(" " + part.strip().split("*")[0] for part in first.strip("()+").split("|"))


def general_of(matches: Iterable[tuple[_Rule, int]], resort: str) -> list[tuple[_Rule, int]]:
    """The first match among the general rows of one resort, in a list; empty if there is none."""
    general = [(place, rule.row, rule) for rule, place in matches if rule.other == resort]
    return [(rule, place) for place, _, rule in sorted(general, key=lambda match: match[:2])[:1]]


@dataclass(frozen=True)
class Lexicon:
    """A compiled lexicon for one edition.

    Attributes
    ----------
    entries : tuple of Entry
        Its rows.
    edition : int, optional
        Edition whose wordings count; all of them if not given.
    """

    entries: tuple[Entry, ...]
    edition: int | None = None
    _memo: dict[tuple[str, str], dict[str, int]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def for_edition(self, edition: int) -> "Lexicon":
        """The same lexicon with the wordings of one edition only."""
        return self if edition == self.edition else Lexicon(self.entries, edition)

    @cached_property
    def _rules(self) -> dict[tuple[str, str], list[_Rule]]:
        sets = {entry.other: entry.pattern for entry in self.entries if entry.counts == "set"}
        rules: dict[tuple[str, str], list[_Rule]] = {}
        for row, entry in enumerate(self.entries, start=2):
            if entry.counts == "set" or not self._in_use(entry):
                continue
            regex = re.compile(pattern_to_regex(entry.pattern, sets))
            heads = _heads(_filled(entry.pattern, sets))
            rule = _Rule(entry.theme, regex, heads, entry.other, row)
            for scope in SCOPES.get(entry.scope, (entry.scope,)):
                rules.setdefault((scope, entry.counts), []).append(rule)
        for (_, counts), found in rules.items():
            if counts != "yes":  # longer wordings first, so that they are not cut short
                found.sort(key=lambda rule: (-len(rule.regex.pattern), rule.regex.pattern))
        return rules

    def _in_use(self, entry: Entry) -> bool:
        if self.edition is None:
            return True
        return (entry.since or 0) <= self.edition <= (entry.until or 9999)

    def themes(self, text: str, scope: str) -> dict[str, int]:
        """Themes that some words speak of, with the place of the first word that says so.

        Parameters
        ----------
        text : str
            An item, a clause or a sentence.
        scope : str
            `RECOMMENDATION`, `ASSESSMENT` or `PROFILE`.

        Returns
        -------
        dict of str to int
            Theme to place, in order of place.
        """
        if (scope, text) not in self._memo:
            self._memo[scope, text] = self._find(plain_words(text), scope)
        return dict(self._memo[scope, text])

    def _find(self, words: str, scope: str) -> dict[str, int]:
        for rule in self._rules.get((scope, "reads"), ()):
            if rule.may_match(words):
                words = rule.regex.sub(rule.other + " ", words)
        masked: dict[str, str] = {}
        for rule in self._rules.get((scope, "no"), ()):
            if rule.may_match(words):
                before = masked.get(rule.theme, words)
                masked[rule.theme] = rule.regex.sub(lambda m: "~" * (len(m[0]) - 1) + " ", before)
        found: dict[str, int] = {}
        later: list[tuple[_Rule, int]] = []
        for rule in self._rules.get((scope, "yes"), ()):
            if not rule.may_match(words):
                continue
            match = rule.regex.search(masked.get(rule.theme, words))
            if match is None:
                continue
            if rule.other:
                later.append((rule, match.start()))
            else:
                found[rule.theme] = min(found.get(rule.theme, match.start()), match.start())
        given = set(found)
        for rule, place in later:
            if rule.other not in (ANY, LAST) and not given & set(rule.other.split(";")):
                found[rule.theme] = min(found.get(rule.theme, place), place)
        for resort in (ANY, LAST):
            if not found:
                found = {rule.theme: place for rule, place in general_of(later, resort)}
        return dict(sorted(found.items(), key=lambda pair: (pair[1], pair[0])))


def lexicon_of(rows: Iterable[Mapping[str, object]], edition: int | None = None) -> Lexicon:
    """Lexicon of rows with the columns of ``theme_lexicon.csv``.

    Raises
    ------
    TipError
        If a pattern cannot be read.

    Examples
    --------
    >>> row = {"scope": "act", "theme": "hotline", "counts": "yes", "pattern": "hotline*"}
    >>> lexicon_of([row]).themes("Open a hotline.", "recommendation")
    {'hotline': 8}
    """

    def year(value: object) -> int | None:
        text = str(value).strip() if value is not None else ""
        return int(float(text)) if text and text.lower() not in ("nan", "<na>", "none") else None

    def word(value: object) -> str:
        text = str(value).strip() if value is not None else ""
        return "" if text.lower() in ("nan", "<na>", "none") else text

    entries = tuple(
        Entry(
            word(row["scope"]),
            word(row.get("theme")),
            word(row["counts"]),
            word(row["pattern"]),
            word(row.get("other")),
            year(row.get("since")),
            year(row.get("until")),
        )
        for row in rows
    )
    lexicon = Lexicon(entries, edition)
    _ = lexicon._rules
    return lexicon


def read_lexicon(path: Path | None = None, edition: int | None = None) -> Lexicon:
    """Read and compile the lexicon of the package's data.

    Parameters
    ----------
    path : Path, optional
        Folder of the data; found as `schema.find_folder` does if not given.
    edition : int, optional
        Edition whose wordings count; all of them if not given.

    Raises
    ------
    TipError
        If a pattern cannot be read.
    """
    folder = find_folder("data", path)
    table = read_package(folder).table("theme_lexicon")
    rows = read_table(folder, table).to_dict("records")
    return lexicon_of([{str(key): cell for key, cell in row.items()} for row in rows], edition)
