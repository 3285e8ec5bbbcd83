"""The closed coding list of acts: which verb does what to which object, and in which words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources

_IRREGULAR = {
    "become": ("became", "becoming"),
    "begin": ("began", "beginning"),
    "build": ("built", "building"),
    "give": ("gave", "giving"),
    "hold": ("held", "holding"),
    "run": ("ran", "running"),
    "seek": ("sought", "seeking"),
    "set": ("set", "setting"),
    "have": ("had", "having"),
    "commit": ("committed", "committing"),
    "refer": ("referred", "referring"),
    "do": ("did", "doing"),
    "hand": ("handed", "handing"),
    "ban": ("banned", "banning"),
    "vet": ("vetted", "vetting"),
    "bring": ("brought", "bringing"),
    "stop": ("stopped", "stopping"),
    "withhold": ("withheld", "withholding"),
}
#: Words that end a noun phrase before its head, or that only its head can be.
_NO_MODIFIER = (
    r"(?!(?:of|to|for|in|on|with|by|from|at|into|among|between|against|under|about|that|who|which|"
    r"whom|how|as|than|if|when|where|while|after|before|through|within|without|via|not|did|was|"
    r"were|is|are|has|have|had|be|including|such|so|because|due|despite|also|more|fewer|no|any|"
    r"only|"
    r"and|or|but|nor|particularly|especially|like|whether|during|throughout|traffickers|offenders|"
    r"officials|ngos)\b)"
)
#: A verb after "and" begins another act: these are the common ones.
_VERB = (
    r"(?:(?:train|use|hold|more|fully|refer|screen|fund)\b|(?:provid|ensur|increas|implement|"
    r"enact|adopt|"
    r"amend|prosecut|convict|investigat|rais|conduct|establish|develop|punish|protect|enforc|"
    r"allocat|improv|strengthen|expand|penaliz|assist|draft|identify)(?:e|ing)?\b)"
)
#: In the patterns of the coding list: the words of a noun phrase before its head, and its end.
_SHORT = {
    "<np>": rf"(?:{_NO_MODIFIER}[\w'/-]+(?:,? (?:and|or) (?!{_VERB})|"
    r", (?!(?:and|an?|the|its|their) )| )){0,7}?",
    "<end>": r"(?= |$|,|;|\.|')",
}


def inflected(verb: str) -> tuple[str, str, str]:
    """A verb's past, its -ing form and its third person.

    Examples
    --------
    >>> inflected("identify"), inflected("give")
    (('identified', 'identifying', 'identifies'), ('gave', 'giving', 'gives'))
    """
    if verb.endswith("y") and verb[-2] not in "aeiou":
        past, third = f"{verb[:-1]}ied", f"{verb[:-1]}ies"
    else:
        past = f"{verb}d" if verb.endswith("e") else f"{verb}ed"
        third = f"{verb}es" if verb.endswith(("sh", "ss", "ch")) else f"{verb}s"
    ing = f"{verb[:-1]}ing" if verb.endswith("e") and not verb.endswith("ee") else f"{verb}ing"
    if verb in _IRREGULAR:
        past, ing = _IRREGULAR[verb]
    return past, ing, "has" if verb == "have" else third


@dataclass(frozen=True)
class Thing:
    """What acts are done to.

    Attributes
    ----------
    name : str
        Key in the coding list, for example ``victims``.
    says : str
        Our words for it.
    counted : bool
        Whether "more", "fewer" and "any" count it.
    verbs : mapping of str to str
        Verb of the Report to the act's own verb.
    heads, needed : str
        Texts of the patterns `pattern` and `needs`; the second may be empty.
    told : mapping of str to str
        Texts of the patterns `nouns`.
    """

    name: str
    says: str
    counted: bool
    verbs: Mapping[str, str]
    heads: str
    needed: str
    told: Mapping[str, str]

    # Compiled when first asked for: whoever only words an act needs none of them.
    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Its head, where the object must stand."""
        return _compiled(self.heads)

    @cached_property
    def needs(self) -> re.Pattern[str] | None:
        """What the words after it must also speak of."""
        return re.compile(self.needed) if self.needed else None

    @cached_property
    def nouns(self) -> Mapping[str, re.Pattern[str]]:
        """Own verb to the noun that tells it."""
        return {own: _compiled(noun) for own, noun in self.told.items()}

    def act(self, verb: str) -> str:
        """The key of the act: its own verb, with the thing unless the verb says it."""
        return verb if self.name in _BARE else f"{verb} {self.name}"


#: Things that go without saying in the key: the verb names the act.
_BARE = frozenset({"traffickers", "officials", "officers", "training"})


@cache
def things() -> tuple[Thing, ...]:
    """The coding list, read once.

    Examples
    --------
    >>> [thing.says for thing in things() if "accede" in thing.verbs][0]
    'the UN protocol on trafficking'
    """
    text = resources.files("tipanalysis.narratives").joinpath("acts.toml").read_text("utf-8")
    listed = tomllib.loads(text)["object"]
    return tuple(
        Thing(
            name=name,
            says=entry["says"],
            counted=not entry.get("one", False),
            verbs={said: own for own, words in entry["verbs"].items() for said in words},
            heads=entry["is"],
            needed=entry.get("needs", ""),
            told=entry.get("nouns", {}),
        )
        for name, entry in listed.items()
    )


def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern with its short forms written out."""
    for short, long in _SHORT.items():
        pattern = pattern.replace(short, long)
    return re.compile(pattern)


@cache
def forms() -> Mapping[str, str]:
    """Every form of every verb of the coding list, with its plain form."""
    words = {word for thing in things() for word in thing.verbs}
    known = {word: word for word in words}
    for word in words:
        known.update(dict.fromkeys(inflected(word), word))
    return known


@cache
def acts() -> Mapping[str, tuple[str, Thing]]:
    """Key of an act to its own verb and its thing; where two things share a key, the first."""
    listed: dict[str, tuple[str, Thing]] = {}
    for key, verb, thing in _all():
        listed.setdefault(key, (verb, thing))
    return listed


def _all() -> Iterator[tuple[str, str, Thing]]:
    for thing in things():
        for verb in dict.fromkeys(thing.verbs.values()):
            yield thing.act(verb), verb, thing
