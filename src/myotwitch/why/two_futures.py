"""Two futures side by side: what was told, and the same with one thing changed.

Both use the same possible bodies, so that the difference is the edit's. With a rest the question is
whether the same session may come again: both futures are then compared in the day after it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from myotwitch.history.intake import Drink, Meal
from myotwitch.history.intake_words import read_drink, read_meal
from myotwitch.history.timeline import History, Sleep, Weather
from myotwitch.refusal import Door, Refusal
from myotwitch.why.bodies import Bodies
from myotwitch.why.players import PLAYERS, log_ratio
from myotwitch.why.question import Question
from myotwitch.why.shares import Summary, summary
from myotwitch.why.what_if import again, without_caffeine

__all__ = ["Told", "TwoFutures", "edited", "two_futures"]

Told = str | Sequence[str]
"""One text or several."""
LONGEST_REST_H = 336.0


@dataclass(frozen=True)
class Changes:
    """What was changed, in words, and the hours after the last session over which it is judged."""

    words: tuple[str, ...]
    from_h: float = 0.0
    to_h: float = 24.0


@dataclass(frozen=True)
class TwoFutures:
    """Rate ratios to the usual day of both futures, one Summary per time, and the change.

    hours: (times,) after the end of the last told session. change: relative change of the expected
    twitches over `changes.from_h` to `changes.to_h`. less_share: the share of draws with fewer.
    """

    question: Question
    changes: Changes
    hours: np.ndarray
    told: tuple[Summary, ...]
    other: tuple[Summary, ...]
    shown: np.ndarray
    change: Summary
    less_share: float
    draws: int


def _texts(told: Told) -> list[str]:
    return [told] if isinstance(told, str) else list(told)


def edited(
    history: History, *, drinks: Told = (), meals: Told = (), no_caffeine: bool = False,
    sleep_hours: float | None = None, rest_hours: float | None = None, air_C: float | None = None,
) -> tuple[History, Changes]:  # fmt: skip
    """The other history, and what was changed.

    drinks, meals: texts, as on the command line. sleep_hours: of the night before. rest_hours: the
    last session comes again so many hours after it began. air_C: of the whole history, °C, in the shade.

    Raises Refusal when nothing is changed or a value makes no sense.
    """
    other, words, from_h = history, [], 0.0
    extra: list[Drink | Meal] = [*map(read_drink, _texts(drinks)), *map(read_meal, _texts(meals))]
    words += [*_texts(drinks), *_texts(meals)]
    other = dataclasses.replace(other, intake=(*other.intake, *extra))
    if no_caffeine:
        without = without_caffeine(other)
        if without is None:
            raise Refusal(
                "The history tells no caffeine, so there is none to leave out.",
                next_step='add [[caffeine]] to the history, or leave out "--no-caffeine".', door=Door.USAGE,
            )  # fmt: skip
        other, words = without, [*words, "no caffeine"]
    if sleep_hours is not None:
        other = dataclasses.replace(other, sleep=(Sleep(hours=sleep_hours),))
        words.append(f"{sleep_hours:g} h of sleep")
    if air_C is not None:
        air = [dataclasses.replace(w, air_C=air_C, sun="none") for w in other.weather] or [
            Weather(air_C=air_C)
        ]
        other = dataclasses.replace(other, weather=tuple(air))
        words.append(f"{air_C:g} °C in the shade")
    if rest_hours is not None:
        if not 1.0 <= rest_hours <= LONGEST_REST_H:
            raise Refusal(
                f"The rest is {rest_hours:g} h.", allowed=f"1 to {LONGEST_REST_H:g} h.",
                next_step="try --rest 48.", door=Door.USAGE,
            )  # fmt: skip
        repeated = again(rest_hours)(other, 0.0)
        if repeated is None:
            raise Refusal("There is no session to repeat.", next_step="add [[session]].", door=Door.USAGE)
        other, from_h = repeated, rest_hours
        words.append(f"the same session again after {rest_hours:g} h")
    if not words:
        raise Refusal(
            "Nothing was changed.", allowed="a drink, a meal, no caffeine, sleep, rest or air.",
            next_step="try --sleep 8.", door=Door.USAGE,
        )  # fmt: skip
    return other, Changes(tuple(words), from_h, from_h + 24.0)


def two_futures(bodies: Bodies, told: History, other: History, changes: Changes, draws: int) -> TwoFutures:
    """Follow both histories with the first `draws` of the same bodies."""
    hours = (bodies.times_s - bodies.question.end_s) / 3600.0
    first, second = bodies.follow(told, draws), bodies.follow(other, draws)
    logs = [np.concatenate([log_ratio(c, PLAYERS) for c in one.courses]) for one in (first, second)]
    span = (hours >= changes.from_h) & (hours <= changes.to_h)
    if span.sum() < 2:
        raise Refusal(
            f"The change is judged from {changes.from_h:g} to {changes.to_h:g} h after the session, and the course ends before.",
            next_step=f"use --hours {changes.to_h:g}.", door=Door.USAGE,
        )  # fmt: skip
    weights = np.gradient(bodies.times_s[span])
    before, after = (np.exp(log)[:, span] @ weights for log in logs)
    change, prior = after / before - 1.0, bodies.row_weights(draws)
    shown = [np.mean([c.inside for c in one.courses], axis=0) > 0.5 for one in (first, second)]
    curves = [tuple(summary(column, prior) for column in np.exp(log).T) for log in logs]
    return TwoFutures(
        bodies.question, changes, hours, curves[0], curves[1], shown[0] & shown[1], summary(change, prior),
        float(prior @ (change < 0)), draws,
    )  # fmt: skip
