"""The lexicon of themes: patterns of words, what counts and what does not.

The lexicon is a table (``data/theme_lexicon.csv``), so that a keeper can read and mend it without
code. `tipanalysis.narratives.patterns` explains how a pattern is written.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from tipanalysis.narratives.patterns import first_token, pattern_to_regex, plain_words, written_out
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
    other: str
    row: int


@dataclass(frozen=True)
class _Shelf:
    """Rules found by the word that a match begins with, so that most are never tried."""

    rules: list[_Rule] = field(default_factory=list)
    by_word: dict[str, list[int]] = field(default_factory=dict)
    by_beginning: dict[str, list[int]] = field(default_factory=dict)

    def add(self, rule: _Rule, pattern: str) -> None:
        """Put a rule under each word, or beginning of a word, that its matches begin with."""
        number = len(self.rules)
        self.rules.append(rule)
        token = first_token(pattern)
        if token.startswith(("...", "[")):
            self.by_beginning.setdefault("", []).append(number)
            return
        for part in token.strip("()+").split("|"):
            word = part.split()[0]
            shelf = self.by_beginning if "*" in word else self.by_word
            shelf.setdefault(word.split("*")[0], []).append(number)

    def likely(self, words: str) -> list[_Rule]:
        """Rules whose first word stands in a text, in their order."""
        found: set[int] = set()
        for word in set(words.split()):
            found.update(self.by_word.get(word, ()))
        for beginning, numbers in self.by_beginning.items():
            if f" {beginning}" in words:
                found.update(numbers)
        return [self.rules[number] for number in sorted(found)]


def _general(matches: Iterable[tuple[_Rule, int]], resort: str) -> list[tuple[_Rule, int]]:
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
    _editions: dict[int, "Lexicon"] = field(default_factory=dict, repr=False, compare=False)

    def for_edition(self, edition: int) -> "Lexicon":
        """The same lexicon with the wordings of one edition only, compiled once."""
        if edition == self.edition:
            return self
        if edition not in self._editions:
            self._editions[edition] = Lexicon(self.entries, edition)
        return self._editions[edition]

    @cached_property
    def _shelves(self) -> dict[tuple[str, str], _Shelf]:
        """Rules by scope and what they count as; the longer wordings come first."""
        sets = {entry.other: entry.pattern for entry in self.entries if entry.counts == "set"}
        rows = [(row, entry) for row, entry in enumerate(self.entries, start=2)]
        rows.sort(key=lambda pair: (-len(pair[1].pattern), pair[1].pattern, pair[0]))
        shelves: dict[tuple[str, str], _Shelf] = {}
        for row, entry in rows:
            if entry.counts == "set" or not self._in_use(entry):
                continue
            regex = re.compile(pattern_to_regex(entry.pattern, sets))
            rule = _Rule(entry.theme, regex, entry.other, row)
            for scope in SCOPES.get(entry.scope, (entry.scope,)):
                shelf = shelves.setdefault((scope, entry.counts), _Shelf())
                shelf.add(rule, written_out(entry.pattern, sets))
        return shelves

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
        words = plain_words(text)
        for rule in self._likely(scope, "reads", words):
            words = rule.regex.sub(rule.other + " ", words)
        matches = self._matches(words, scope)
        found: dict[str, int] = {}
        for rule, place in matches:
            if not rule.other:
                found[rule.theme] = min(found.get(rule.theme, place), place)
        given = set(found)
        for rule, place in matches:
            if rule.other not in ("", ANY, LAST) and not given & set(rule.other.split(";")):
                found[rule.theme] = min(found.get(rule.theme, place), place)
        for resort in (ANY, LAST):
            found = found or {rule.theme: place for rule, place in _general(matches, resort)}
        return dict(sorted(found.items(), key=lambda pair: (pair[1], pair[0])))

    def _likely(self, scope: str, counts: str, words: str) -> list[_Rule]:
        shelf = self._shelves.get((scope, counts))
        return shelf.likely(words) if shelf else []

    def _matches(self, words: str, scope: str) -> list[tuple[_Rule, int]]:
        """Rules that match a text outside the words that their theme passes over, and where."""
        passed = self._likely(scope, "no", words)
        left: dict[str, str] = {}
        matches = []
        for rule in self._likely(scope, "yes", words):
            if rule.regex.search(words) is None:
                continue
            if rule.theme not in left:
                left[rule.theme] = _without(words, (no for no in passed if no.theme == rule.theme))
            match = rule.regex.search(left[rule.theme])
            if match is not None:
                matches.append((rule, match.start()))
        return matches


def _without(words: str, passed: Iterable[_Rule]) -> str:
    """A text with what any of the rules matches struck out, its length unchanged."""
    left = words
    for rule in passed:
        for match in rule.regex.finditer(words):
            start, end = match.span()
            left = left[:start] + "~" * (end - start - 1) + " " + left[end:]
    return left


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

    def word(row: Mapping[str, object], column: str) -> str:
        return str(row.get(column) or "").strip()

    def year(row: Mapping[str, object], column: str) -> int | None:
        return int(word(row, column)) if word(row, column) else None

    entries = tuple(
        Entry(
            scope=word(row, "scope"),
            theme=word(row, "theme"),
            counts=word(row, "counts"),
            pattern=word(row, "pattern"),
            other=word(row, "other"),
            since=year(row, "since"),
            until=year(row, "until"),
        )
        for row in rows
    )
    lexicon = Lexicon(entries, edition)
    _ = lexicon._shelves
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
    frame = read_table(folder, table).astype(object)
    rows = frame.where(frame.notna(), None).to_dict("records")
    return lexicon_of([{str(key): cell for key, cell in row.items()} for row in rows], edition)
