"""Fit the two small logistic regressions of `tipanalysis/linking/match.py`, and cross-validate.

usage: python benchmarks/fit_links.py TEXTS.csv GOLD.csv [GOLD.csv ...] [--print]

TEXTS.csv has the columns country, edition, n, text; GOLD.csv country, before_edition, before_n,
after_edition, after_n, and holds all links of each country and pair of editions that it names.

Step one: a pair's log-odds from its measures of likeness. Step two: from the outcome of step one
and the chances of the pair's best rivals. Both by maximum likelihood over all pairs of items that
are not in the same words, with a ridge penalty (1 on standardised measures). Step three: from both
outcomes and what the pair has in common beyond the links one to one, over the pairs of which one
item at least has such a link.
Printed: F1 over pairs whose texts differ, each country by a model that has not seen it (eight
folds of whole countries), and with the constants as they stand in the package.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy.optimize import minimize

from tipanalysis.linking import match as matching
from tipanalysis.linking import pairs as linking
from tipanalysis.linking.texts import read_texts
from tipanalysis.linking.weigh import MEASURES, another_act, likeness, weights
from tipanalysis.linking.words import asks, is_placeholder, same_wording

FOLDS = 8
RIDGE = 1.0
KEY = ["country", "before_edition", "before_n", "after_edition", "after_n"]


def gold_links(paths: list[Path]) -> dict[tuple[str, int, int], set[tuple[int, int]]]:
    """Links by country and pair of editions."""
    found: dict[tuple[str, int, int], set[tuple[int, int]]] = defaultdict(set)
    for path in paths:
        for country, b, p, a, q in pd.read_csv(path)[KEY].itertuples(index=False):
            found[country, b, a].add((p, q))
    return dict(found)


def prepare(texts: pd.DataFrame, gold: dict[Any, Any]) -> dict[Any, tuple[Any, ...]]:
    """Numbers, same-worded pairs, measures, bars and truth of each pair of editions."""
    editions = linking._editions(texts, "texts")
    asked = {text: asks(text) for items in editions.values() for text in items.values()}
    once = {(key[0], text) for key, items in editions.items() for text in items.values()}
    weight = weights(asked[text] for _, text in sorted(once))
    found = {}
    for country, b, a in gold:
        sides = [
            [(n, t) for n, t in editions[country, e].items() if not is_placeholder(t)]
            for e in (b, a)
        ]
        same = matching.same_words(*[[same_wording(t) for _, t in side] for side in sides])
        rows = [i for i in range(len(sides[0])) if i not in {i for i, _ in same}]
        columns = [j for j in range(len(sides[1])) if j not in {j for _, j in same}]
        told = [[asked[t] for _, t in side] for side in sides]
        free = np.ix_(rows, columns)
        numbers = [[n for n, _ in side] for side in sides]
        true = np.array(
            [[(numbers[0][i], numbers[1][j]) in gold[country, b, a] for j in columns] for i in rows]
        ).reshape(len(rows), len(columns))
        found[country, b, a] = (
            [numbers[0][i] for i in rows],
            [numbers[1][j] for j in columns],
            {(numbers[0][i], numbers[1][j]) for i, j in same},
            likeness(*told, weight)[free],
            another_act(*told)[free],
            true,
            {(p, q) for p, x in sides[0] for q, y in sides[1] if x == y},
            matching.of_pairs([told[0][i] for i in rows], [told[1][j] for j in columns], weight),
        )
    return found


def fit(x: np.ndarray, y: np.ndarray, ridge: float) -> tuple[np.ndarray, float]:
    """Coefficients per unit and the intercept."""
    centre, spread = x.mean(0), x.std(0) + 1e-9
    z = (x - centre) / spread

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        odds = z @ w[:-1] + w[-1]
        miss = matching.logistic(odds) - y
        value = np.logaddexp(0, np.where(y, -odds, odds)).sum() + ridge / 2 * (w[:-1] ** 2).sum()
        return value, np.append(z.T @ miss + ridge * w[:-1], miss.sum())

    w = minimize(loss, np.zeros(x.shape[1] + 1), jac=True, method="L-BFGS-B").x
    slope = w[:-1] / spread
    return slope, float(w[-1] - slope @ centre)


def train(cases: list[tuple[Any, ...]]) -> None:
    """Set the constants of `match` by these cases."""
    cases = [case for case in cases if case[3].size]
    y = np.concatenate([case[5].ravel() for case in cases])
    slope, start = fit(np.concatenate([c[3].reshape(-1, len(MEASURES)) for c in cases]), y, RIDGE)
    matching.LIKENESS = dict(zip(MEASURES, slope.tolist(), strict=True))
    matching.LIKENESS_START = start
    second = []
    for case in cases:
        alone = case[3] @ slope + start
        both = [alone[..., None], matching.rivals(matching.logistic(alone))]
        second.append(np.concatenate(both, axis=-1).reshape(-1, 3))
    slope, start = fit(np.concatenate(second), y, RIDGE)
    matching.AGAINST_RIVALS = tuple(slope.tolist())
    matching.AGAINST_RIVALS_START = start
    third, linked = [], []
    for case in cases:
        alone, against = matching.log_odds(case[3])
        first = matching.one_to_one(against, case[4])
        pairs, judged = matching.left_over(alone, against, first, *case[7])
        third.append(judged[pairs & ~case[4]])
        linked.append(case[5][pairs & ~case[4]])
    slope, start = fit(np.concatenate(third), np.concatenate(linked), RIDGE)
    matching.JOINING = tuple(slope.tolist())
    matching.JOINING_START = start


def said(case: tuple[Any, ...]) -> set[tuple[int, int]]:
    """Links by the constants as they are."""
    before, after, same, measures, barred, _, _, pairs = case
    chosen = matching.choose(measures, barred, *pairs) if measures.size else []
    return same | {(before[m.before], after[m.after]) for m in chosen}


def report(what: str, cases: dict[Any, Any], gold: dict[Any, Any], links: dict[Any, Any]) -> None:
    """Print F1, recall and precision over pairs whose texts differ."""
    truth = {(k, p) for k in cases for p in gold[k] - cases[k][6]}
    found = {(k, p) for k in cases for p in links[k] - cases[k][6]}
    right = len(truth & found)
    f1 = 2 * right / max(1, len(truth) + len(found))
    print(  # noqa: T201
        f"{what:<34} F1 {f1:.3f}  recall {right / len(truth):.3f}  "
        f"precision {right / max(1, len(found)):.3f}  pairs {len(truth)}"
    )


def main() -> None:
    """Cross-validate, fit on all, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("texts", type=Path)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--print", action="store_true", help="print the constants fitted on all")
    asked = parser.parse_args()
    gold = gold_links(asked.gold)
    cases = prepare(read_texts(asked.texts), gold)
    report("as they stand in the package", cases, gold, {k: said(c) for k, c in cases.items()})
    countries = sorted({key[0] for key in cases})
    links = {}
    for fold in range(FOLDS):
        held_out = set(countries[fold::FOLDS])
        train([case for key, case in cases.items() if key[0] not in held_out])
        links.update({key: said(case) for key, case in cases.items() if key[0] in held_out})
    report("countries not fitted on", cases, gold, links)
    for path in asked.gold if len(asked.gold) > 1 else []:
        named = set(gold_links([path]))
        report(f"  of {path.name}", {k: c for k, c in cases.items() if k in named}, gold, links)
    train(list(cases.values()))
    report("fitted on all", cases, gold, {k: said(c) for k, c in cases.items()})
    if asked.print:
        rounded = {name: round(value, 3) for name, value in matching.LIKENESS.items()}
        print("LIKENESS =", rounded)  # noqa: T201
        print("LIKENESS_START =", round(matching.LIKENESS_START, 3))  # noqa: T201
        print("AGAINST_RIVALS =", tuple(round(v, 3) for v in matching.AGAINST_RIVALS))  # noqa: T201
        print("AGAINST_RIVALS_START =", round(matching.AGAINST_RIVALS_START, 3))  # noqa: T201
        print("JOINING =", tuple(round(v, 3) for v in matching.JOINING))  # noqa: T201
        print("JOINING_START =", round(matching.JOINING_START, 3))  # noqa: T201


if __name__ == "__main__":
    main()
