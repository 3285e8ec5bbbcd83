"""The small language that the lexicon's patterns are written in.

A pattern is a row of words as they stand in the text in lower case, without punctuation, a hyphen
counting as a blank:

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
from collections.abc import Mapping

from tipanalysis.errors import TipError

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


def written_out(pattern: str, sets: Mapping[str, str]) -> str:
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
    filled = written_out(pattern, sets or {})
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


def first_token(pattern: str) -> str:
    """The word, brackets or gap that a pattern begins with.

    Examples
    --------
    >>> first_token("(train|trains) ...3 police")
    '(train|trains)'
    """
    return str(_TOKEN.findall(pattern)[0])
