"""Which row an earlier figure stands beside."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tipanalysis.narratives.comparison import LAST_PERIOD
from tipanalysis.narratives.measures import (
    CASES,
    CONVICTIONS,
    LABOR,
    PERSONS,
    SEX,
    SPLIT,
    TOTAL,
    UNSPECIFIED,
)
from tipanalysis.narratives.mentions import Mention
from tipanalysis.narratives.numbers import find_numbers
from tipanalysis.narratives.row import Row
from tipanalysis.narratives.silence import find_silences


def match_earlier(
    mention: Mention, own: list[Row], back: list[Row], earlier: Sequence[Mention]
) -> bool:
    """Put an earlier figure beside the rows that it is compared with.

    Parameters
    ----------
    mention : Mention
        The earlier figure.
    own, back : list of Row
        Rows of its own sentence, and rows of sentences before that it may speak of.
    earlier : sequence of Mention
        All earlier figures of the sentence.

    Returns
    -------
    bool
        Whether there was such a row.
    """
    matched = False
    measures = mention.measures
    if not measures:
        rows = own or back
        measures = (rows[-1].measure,) if rows else ()
    for measure in measures:
        pools = [[r for r in own if r.measure == measure and r.start < mention.start]]
        if not pools[0] or mention.subset not in (None, SPLIT, TOTAL):
            pools.append([r for r in back if r.measure == measure])
        for pool in pools:
            rows = _rows_for(mention, measure, pool, earlier)
            for row in rows:
                compare(row, mention)
            if rows:
                matched = True
                break
    return matched


def _rows_for(
    mention: Mention, measure: str, pool: list[Row], earlier: Sequence[Mention]
) -> list[Row]:
    """Rows that an earlier figure stands beside: one, or the whole and its only part."""
    free = [row for row in pool if row.previous is None]
    if not free:
        return []
    subset = mention.subset
    if subset not in (None, SPLIT, TOTAL):
        same = [
            row
            for row in free
            if row.subset == subset
            and (row.unit == mention.unit or UNSPECIFIED in (row.unit, mention.unit))
        ]
        if subset in (SEX, LABOR) and _split_further(same, mention, earlier):
            same = []
        same = _by_unit(same, mention)[:1]
        alone = [
            m
            for m in earlier
            if not m.part and set(m.measures or (measure,)) == {measure} and m.unit == mention.unit
        ]
        totals = [row for row in free if row.subset == TOTAL]
        if not any(row.subset == subset for row in pool):
            # "Compared with ten for sex trafficking and none for labor": ten in all.
            alone = [m for m in alone if m.value] or alone
        if alone == [mention] and mention.compared and totals:
            return [_by_unit(totals, mention)[-1], *same]
        return same
    if mention.part and mention.compared:
        return []
    if subset == SPLIT and mention.aside and len(pool) > 1:
        return []
    if mention.aside and (not mention.compared or mention.bracketed):
        return _before_bracket(mention, pool, free)
    totals = [row for row in free if row.subset == TOTAL]
    if not totals and not any(row.subset == TOTAL for row in pool):
        whole = [row for row in free if not row.part]
        totals = whole if len({row.subset for row in whole}) == 1 else []
        found = [row for row in whole if row.value]
        if not totals and len({row.subset for row in found}) == 1:
            totals = found
        if not whole and len({row.subset for row in free}) == 1:
            totals = free
    if not totals and not mention.value and not any(row.subset == TOTAL for row in pool):
        # None at all before is none of each form.
        return [row for row in free if not row.part and row.subset in (SEX, LABOR)]
    if not totals:
        return []
    alike = [m for m in earlier if not m.part and m.unit == mention.unit and measure in m.measures]
    last = mention.unit != UNSPECIFIED and len(alike) < 2
    return [_by_unit(totals, mention)[-1 if last else 0]]


def _split_further(same: list[Row], mention: Mention, earlier: Sequence[Mention]) -> bool:
    """Whether a form that is given in two parts is compared as one.

    "Four for adult and six for child sex trafficking, compared to three for sex trafficking": the
    earlier figure is of both together, and stands beside neither.
    """
    parts = [row for row in same if row.part and row.aside]
    before = [m for m in earlier if m.subset == mention.subset and m.measures == mention.measures]
    return len(parts) > 1 and len({r.aside for r in parts}) == 1 and len(before) == 1


def _before_bracket(mention: Mention, pool: list[Row], free: list[Row]) -> list[Row]:
    """The row that a bracket stands behind; the whole, where it closes the list of its parts."""
    last = max(row.start for row in pool)
    near = [row for row in free if row.start == last]
    whole = [row for row in free if row.subset == TOTAL and not row.part]
    acts = [row for row in whole if row.unit == UNSPECIFIED]
    if acts and mention.sure and (mention.unit, mention.subset) == (UNSPECIFIED, None):
        return acts[-1:]
    if near and near[0].subset in (SEX, LABOR) and mention.subset == TOTAL:
        return whole[-1:]
    parts = [row for row in pool if row.part and row.previous is None]
    closing = near and near[0].part and len(parts) > 1 and mention.subset is None
    if closing and whole and sum(row.value for row in parts) == whole[-1].value:
        return whole[-1:]
    other_unit = mention.unit != UNSPECIFIED and any(
        row.unit not in (mention.unit, UNSPECIFIED) for row in near[:1]
    )
    bare = not mention.sure and mention.unit == UNSPECIFIED and mention.subset is None
    if bare and len(whole) > 1 and near == whole[-1:] and whole[-2].sentence is near[0].sentence:
        return whole[-2:-1]
    if not near or other_unit:
        return [row for row in free if row.unit == mention.unit][-1:]
    return near[-1:]


def is_of_another(mention: Mention, earlier: Sequence[Mention]) -> bool:
    """Whether a compared count without a measure of its own stands before one that has it.

    "Compared with 80 cases completed and 21 convictions": the 80 are no convictions.
    """
    return (
        mention.compared
        and not mention.sure
        and mention.unit == CASES
        and any(
            (m.compared, m.sure, m.measures, m.unit) == (True, True, mention.measures, UNSPECIFIED)
            and m.start > mention.start
            for m in earlier
        )
    )


#: "In 2016, it tried five officials for taking bribes", "281 cases, many of which were smuggling".
_OTHER_CRIME = re.compile(
    r"[\w,]+ (?:[\w-]+ ){1,2}?for (?:corruption|bribery|(?:accept|tak|solicit)ing bribes)\b"
    r"(?![^;.]*\btraffick)|"
    r"[\w,]+(?: [\w-]+){1,2}?, (?:many|most|the majority) of which were (?:for )?"
    r"(?:[\w-]+ )?(?:smuggling|pandering|kidnapping|fraud)\b",
    re.IGNORECASE,
)


def is_of_other_crime(mention: Mention, text: str) -> bool:
    """Whether an earlier figure that nothing compares is one of other crimes than trafficking."""
    return not (mention.compared or mention.aside) and bool(_OTHER_CRIME.match(text, mention.start))


def is_instead(mention: Mention, own: Sequence[Row], text: str) -> bool:
    """Whether an earlier figure is given for want of the one to compare.

    "Identified nine victims; the year before, it did not report the number of victims identified,
    but reported 20 suspected victims".
    """
    if mention.compared or mention.aside:
        return False
    clause = text.rfind(";", 0, mention.start)
    return any(
        row.start < clause < silence.start < mention.start and row.measure in silence.measures
        for silence in find_silences(text)
        for row in own
    )


def _by_unit(rows: list[Row], mention: Mention) -> list[Row]:
    """Rows of the unit that is compared, or all; a bare noun of acts is rather of cases."""
    wanted = [row for row in rows if row.unit == mention.unit]
    if wanted:
        return wanted
    if mention.unit == UNSPECIFIED and not (rows and rows[0].measure == CONVICTIONS):
        return [row for row in rows if row.unit != PERSONS] or rows
    return rows


def compare(row: Row, mention: Mention) -> None:
    """Put an earlier figure beside a row."""
    row.previous, row.previous_period = mention.value, mention.period or LAST_PERIOD
    row.same_form = mention.subset in (SEX, LABOR)


def in_order(earlier: Sequence[Mention]) -> list[Mention]:
    """Earlier figures given "respectively": those of the last bracket or comparison."""
    if not earlier:
        return []
    group = [m for m in earlier if m.aside == earlier[-1].aside and m.subset is None]
    return group if len(group) > 1 else []


#: "11 cases involving an unknown number of suspects": counted, but not told.
_UNTOLD = re.compile(r"\ban? (?:unknown|unspecified|undisclosed|undetermined) number of\b")


def in_order_with(ordered: Sequence[Mention], own: Sequence[Row], text: str) -> list[Row | None]:
    """The rows that figures given "respectively" stand beside: those of their unit, or the last.

    None stands for a count that the text says is not known.
    """
    before = [row for row in own if row.start < ordered[0].start]
    alike: list[Row | None] = [row for row in before if row.unit == ordered[-1].unit]
    if len(alike) == len(ordered):
        return alike
    if len(before) >= len(ordered):
        return [*before[-len(ordered) :]]
    untold = [m.start() for m in _UNTOLD.finditer(text, 0, ordered[0].start)]
    places = sorted([(row.start, at) for at, row in enumerate(before)] + [(u, -1) for u in untold])
    if len(places) != len(ordered):
        return []
    return [before[at] if at >= 0 else None for _, at in places]


def counts_more(text: str, mentions: Sequence[Mention]) -> bool:
    """Whether a sentence compares a count of its own that is not one of ours.

    "It sheltered 3,000 workers; this is compared with 5,000": no earlier figure of victims.
    """
    compared = [m.start for m in mentions if m.compared]
    return bool(compared) and any(
        n.value and n.start < compared[0] and n.start not in {m.start for m in mentions}
        for n in find_numbers(text)
    )
