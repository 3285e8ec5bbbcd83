"""From mentions to rows: a current figure makes a row, an earlier one stands beside its row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tipanalysis.narratives.comparison import CURRENT, PREVIOUS, THIS_PERIOD
from tipanalysis.narratives.coordination import of_officials
from tipanalysis.narratives.cues import (
    APPEAL,
    BEGINNING_ALL,
    CRIMINALIZED,
    HEDGED,
    INCLUDING_SEX,
    LOCAL,
    OVERALL,
    PROSTITUTION,
    STATUTE,
)
from tipanalysis.narratives.matching import (
    compare,
    counts_more,
    in_order,
    in_order_with,
    is_instead,
    is_of_another,
    is_of_other_crime,
    match_earlier,
)
from tipanalysis.narratives.measures import (
    LABOR,
    OFFICIALS,
    OTHER,
    PERSONS,
    SEX,
    SPLIT,
    TOTAL,
    UNSPECIFIED,
    VICTIMS,
    subset_of,
)
from tipanalysis.narratives.mention_clauses import find_mentions
from tipanalysis.narratives.mentions import Mention, dated
from tipanalysis.narratives.numbers import find_numbers
from tipanalysis.narratives.recurrence import recurring
from tipanalysis.narratives.references import (
    ANAPHORIC,
    BACKWARD,
    LOOKING_BACK,
    OF_THE_COUNTED,
    OF_THE_N,
    OF_THE_SAME,
    SEPARATELY,
    SUMMING,
    TOPIC,
    TWO_AND_TWO,
    UNDER_ARTICLE,
)
from tipanalysis.narratives.row import (
    HIGH,
    LOW,
    MEDIUM,
    Row,
    form_of_chain,
    is_aside,
    is_local_part,
    is_of_children,
    is_of_second,
    is_part_of,
)
from tipanalysis.narratives.slips import plain
from tipanalysis.narratives.text import Sentence

#: How many sentences back a comparison may reach.
REACH = 2


def statutes_in(text: str) -> set[str]:
    """Statutes that a sentence names: "Article 12", "under the AHTA"."""
    return {statute.rstrip(".") for statute in STATUTE.findall(text)}


class Coder:
    """Rows of a narrative, sentence by sentence."""

    def __init__(self, edition: int) -> None:
        self.edition = edition
        self.rows: list[Row] = []
        self.recent: list[list[Row]] = []
        self.before = ""
        self.part_before = False
        self.statutes: set[str] = set()
        self.forms: dict[str, str] = {}
        self.topic: str | None = None
        self.topic_left = 0

    def begin_section(self) -> None:
        """What a sentence may look back to does not reach into another section."""
        self.recent, self.before, self.topic_left = [], "", 0

    def take(self, sentence: Sentence) -> None:
        text = plain(sentence.text)
        mentions = dated(
            tuple(recurring(find_mentions(sentence.text, self.edition, self.before), text)),
            sentence.text + " " + self.before,
            self.edition,
        )
        own: list[Row] = []
        summing = bool(SUMMING.match(sentence.text))
        back = [row for rows in self.recent[0 if summing else -REACH :] for row in rows]
        looking = LOOKING_BACK.match(sentence.text)
        far = [row for rows in self.recent[-2 * REACH :] for row in rows] if looking else []
        last = self.recent[-1] if self.recent else []
        if OF_THE_COUNTED.match(sentence.text):
            last = next((rows for rows in self.recent[:-4:-1] if rows), last)
        elif not last and self.part_before and len(self.recent) > 1:
            last = self.recent[-2]
        mentions = [
            replace(m, subset=self._form_of_article(sentence.text, m)) if m.part else m
            for m in mentions
            if not m.orphan
        ]
        mentions = of_officials(mentions, self.before)
        self.part_before = any(m.measures and m.part and m.time == CURRENT for m in mentions)
        earlier = [m for m in mentions if m.time == PREVIOUS]
        if not (summing or BACKWARD.match(sentence.text)):
            back = [r for r in back if any(r.measure in m.measures and m.sure for m in earlier)]
        if not any(m.measures for m in mentions) and counts_more(sentence.text, mentions):
            back = far = []
        listed = "respectively" in sentence.text or TWO_AND_TWO.search(sentence.text)
        ordered = in_order(earlier) if listed else []
        waiting: list[Mention] = []
        for mention in mentions:
            if is_of_another(mention, earlier):
                continue
            if mention.time == CURRENT:
                own.extend(self._rows_of(mention, mentions, own, last, sentence))
            elif mention in ordered:
                rows = in_order_with(ordered, own, text)
                if rows and (row := rows[ordered.index(mention)]):
                    compare(row, mention)
            elif mention.time == PREVIOUS and not (
                is_of_other_crime(mention, text)
                or is_instead(mention, own, text)
                or match_earlier(mention, own, back, earlier)
                or match_earlier(mention, [], far, earlier)
            ):
                waiting.append(mention)
        for mention in waiting:
            match_earlier(replace(mention, start=len(sentence.text)), own, [], earlier)
        self._place(own, sentence)
        self.rows.extend(own)
        self.recent.append(own)
        self.before = sentence.text

    def _form_of_article(self, text: str, mention: Mention) -> str | None:
        """Subset of a part: that of its words, else of the article that it is counted under."""
        under = UNDER_ARTICLE.match(text, mention.start) if mention.subset is None else None
        return self.forms.get(under["statute"].lower()) if under else mention.subset

    def _learn(self, own: Sequence[Row], statutes: set[str], sentence: Sentence) -> None:
        """Which form a statute is against: as the law is told, or as its first figures are."""
        criminal = "criminaliz" in sentence.text or "prohibit" in sentence.text
        criminal = criminal or ", which penaliz" in sentence.text
        for told in CRIMINALIZED.finditer(sentence.text) if criminal else ():
            form = subset_of(told["what"])
            if form in (SEX, LABOR):
                self.forms.setdefault(told["statute"].lower(), form)
        forms = {row.subset for row in own}
        if len(statutes) == 1 and len(forms) == 1 and forms <= {SEX, LABOR}:
            self.forms.setdefault(next(iter(statutes)).lower(), forms.pop())

    def _place(self, own: list[Row], sentence: Sentence) -> None:
        """Subsets that the text around a sentence settles: further totals, topics, statutes."""
        statutes = statutes_in(sentence.text)
        other_law = bool(statutes and self.statutes and not self.statutes & statutes)
        topic = TOPIC.match(sentence.text)
        if topic:
            self.topic, self.topic_left = subset_of(topic["what"]), 3
        known = {self.forms.get(statute.lower()) for statute in statutes}
        form = known.pop() if len(known) == 1 else None
        named = {row.subset for row in (self.recent[-1] if self.recent else [])}
        for row in (row for row in own if row.subset == TOTAL):
            if topic and self.topic:
                row.subset = self.topic
                continue
            apart = "separately" in sentence.text and SEPARATELY.match(sentence.text[: row.start])
            if apart:
                form = subset_of(apart["what"])
                row.subset = form if form in (SEX, LABOR) else OTHER
                continue
            if is_aside(row, own):
                row.subset = OTHER
                continue
            given = [r for r in self.rows if r.subset == TOTAL and r.measure == row.measure]
            if row.measure == VICTIMS:
                given = [r for r in given if r.sentence.section == sentence.section]
            second = (
                row.measure == VICTIMS
                or row.previous is None
                or other_law
                or LOCAL.search(sentence.text[: row.start])
                or APPEAL.search(sentence.text)
                or any(is_part_of(row, whole) for whole in given)
            )
            larger = any(
                r.subset in (SEX, LABOR)
                and r.measure == row.measure
                and r.value > row.value > 0
                and r.sentence.section == sentence.section
                and r.unit == row.unit
                for r in self.rows
            )
            if form and row.value and any(r.value for r in given):
                row.subset = form
            elif (any(r.value for r in given) or larger) and not row.linked and second:
                row.subset = form_of_chain(row, own) or OTHER
            elif self.topic_left and self.topic:
                row.subset = self.topic
            elif given and row.value and len(named) == 1 and named <= {SEX, LABOR}:
                row.subset = next(iter(named))
            elif HEDGED.search(sentence.text[row.start :]):
                row.subset = OTHER
        for row in own:
            again = any(
                r.subset == row.subset and r.measure == row.measure and r.value >= row.value
                for r in self.rows
                if row.part or not r.of_second
            )
            aside = False
            last = [] if OF_THE_COUNTED.match(sentence.text) else self.recent[-1:]
            whole = row.part and is_of_second(row, [*own, *(r for rows in last for r in rows)])
            row.of_second = row.part and any(
                r.subset == OTHER and r.value >= row.value and not r.part
                for rows in [own, *last]
                for r in rows
                if r.measure == row.measure
            )
            alone = row.unit == UNSPECIFIED and not any(
                r is not row and r.measure == row.measure for r in own
            )
            crime = PROSTITUTION.match(sentence.text[row.start :]) if row.subset == SEX else None
            beside = crime and not INCLUDING_SEX.match(sentence.text, row.start + crime.end())
            if beside and any((r.measure, r.subset) == (row.measure, TOTAL) for r in self.rows):
                aside = True
            if row.value == 1 and alone and row.previous is None and not row.part:
                aside = aside or any(
                    r.measure == row.measure and r.subset == TOTAL and r.value > 1
                    for r in self.rows
                )
            if is_local_part(row, own) or is_of_children(row, self.rows):
                row.subset = OTHER
            if row.subset in (SEX, LABOR) and (
                (
                    again
                    and not whole
                    and (row.previous is None or LOCAL.search(sentence.text[: row.start]))
                )
                or aside
                or HEDGED.search(sentence.text[row.start :])
            ):
                row.subset = OTHER
        self.topic_left = max(0, self.topic_left - 1)
        self._learn(own, statutes, sentence)
        if own:
            self.statutes |= statutes

    def _rows_of(
        self,
        mention: Mention,
        mentions: Sequence[Mention],
        own: list[Row],
        last: list[Row],
        sentence: Sentence,
    ) -> Iterator[Row]:
        subset, measures = mention.subset, mention.measures
        older = mention.period == str(self.edition - 2)
        if not measures:
            above = own or (last if ANAPHORIC.match(sentence.text) else [])
            if not above:
                return
            whole = OF_THE_N.match(sentence.text)
            counted = [n.value for n in find_numbers(whole.group())] if whole else []
            named = [row for row in above if row.value in counted] or [r for r in above if r.value]
            measures = ((named or above)[-1].measure,)
            older = older or (not mention.period and (named or above)[-1].older)
        if mention.part:
            involved = (
                not mention.measures and subset is None and mention.unit == PERSONS and mention.sure
            )
            if subset in (None, SPLIT, TOTAL) and not involved:
                return
            if subset == OFFICIALS and any(
                r.subset == OFFICIALS and r.measure in measures for r in own
            ):
                return
            if (
                subset in (SEX, LABOR)
                and not mention.beside
                and any(
                    r.subset == subset
                    and r.measure in measures
                    and r.start != mention.start
                    and (subset == LABOR or (mention.aside > r.aside and r.value >= mention.value))
                    for r in own
                )
            ):
                subset = OTHER
        elif subset == SPLIT:
            others = [
                m
                for m in mentions
                if m is not mention
                and m.value
                and m.time == CURRENT
                and not m.part
                and set(m.measures) & set(measures)
            ]
            if others:
                return
            subset = TOTAL
        for measure in measures:
            row = Row(
                measure,
                subset or TOTAL,
                mention.unit,
                mention.value,
                mention.bound,
                mention.period or THIS_PERIOD,
                sentence,
                mention.start,
                mention.aside,
                HIGH if mention.sure else MEDIUM,
                older=older,
            )
            row.part, row.split = mention.part, mention.subset == SPLIT
            row.linked = (
                not mention.measures
                or bool(OVERALL.search(sentence.text))
                or bool(OF_THE_SAME.match(sentence.text))
                or bool(BEGINNING_ALL.search(sentence.text[: mention.start]))
            )
            if row.older:
                row.confidence = LOW
            if mention.same_before:
                row.previous = mention.value
                row.previous_period = mention.prior or str(self.edition - 2)
            yield row
