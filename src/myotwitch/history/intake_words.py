"""Drinks, meals and caffeine as people type them: "0.5 L water at +30 min".

The assumption: what, then "at" and a time, optionally "over" a duration. What is not understood
is refused with its nearest spelling, never guessed.
"""

from __future__ import annotations

from myotwitch.history.foods import find_food, read_portion
from myotwitch.history.intake import Dose, Drink, Meal, Moment
from myotwitch.history.limits import check
from myotwitch.history.moments import as_moment
from myotwitch.history.quantities import count_word, leading_quantity
from myotwitch.refusal import Door, Refusal
from myotwitch.units import read_quantity

__all__ = ["read_caffeine", "read_drink", "read_meal"]

_LONGEST = 500


def _split(text: str, what: str, example: str) -> tuple[str, Moment, float | None]:
    """What was taken, when (default the start of the first session), and over how many seconds."""
    if len(text) > _LONGEST:
        raise Refusal(
            f"{what}: the text has {len(text):,} characters.",
            allowed=f"up to {_LONGEST} characters, such as {example!r}.",
            door=Door.USAGE,
        )
    words = text.replace("@", " at ").split()
    places = {
        w: max((i for i, word in enumerate(words) if word.lower() == w), default=-1) for w in ("at", "over")
    }
    ends = sorted(i for i in places.values() if i >= 0)
    thing = " ".join(words[: ends[0]] if ends else words)
    if not thing:
        raise Refusal(
            f"{what}: {text!r} does not say what was taken.", allowed=f"such as {example!r}.", door=Door.USAGE
        )

    def after(word: str) -> str | None:
        if places[word] < 0:
            return None
        stop = next((i for i in ends if i > places[word]), len(words))
        return " ".join(words[places[word] + 1 : stop])

    at, over = after("at"), after("over")
    over_s = None if over is None else read_quantity(over, "duration", what=f"{what}: over")
    check("over_h", None if over_s is None else over_s / 3600, where=what)
    return thing, "+0 min" if at is None else as_moment(at, what=f"{what}: at"), over_s


def read_drink(text: str) -> Drink:
    """A drink such as "0.5 L water at +30 min", "12 fl oz cola at -1 h", "2 coffees at 08:00".

    Raises Refusal: unknown drink or time (USAGE), impossible volume (IMPOSSIBLE).
    """
    thing, at, over_s = _split(text, "drink", "0.5 L water at +30 min")
    volume_L, name = leading_quantity(thing, "volume")
    if volume_L is not None and not name:
        name = "water"
    if volume_L is None:
        count, name = count_word(thing)
        food = find_food(name)
        volume_L = count * food.serving_L
    check("drink_L", volume_L, where=text)
    drink = Drink(what=find_food(name).name, volume_L=volume_L, at=at)
    return drink if over_s is None else Drink(drink.what, volume_L, at, over_s)


def read_caffeine(text: str) -> Dose:
    """Caffeine such as "200 mg at -1 h" or "0.2 g at 08:00".

    Raises Refusal: no amount or time (USAGE), impossible amount (IMPOSSIBLE).
    """
    thing, at, _ = _split(text, "caffeine", "200 mg at -1 h")
    mg = read_quantity(
        thing.lower().removesuffix("caffeine").removesuffix("of ").strip(), "small mass", what="caffeine"
    )
    check("caffeine_mg", mg, where=text)
    return Dose(mg, at)


def read_meal(text: str) -> Meal:
    """A meal such as "banana, oatmeal at -2 h" or "200 g pasta and 2 eggs at 12:30".

    Raises Refusal: unknown food or time (USAGE), impossible weight (IMPOSSIBLE).
    """
    thing, at, over_s = _split(text, "meal", "banana, oatmeal at -2 h")
    pieces = thing.replace(" and ", ",").replace("+", ",").replace(";", ",").split(",")
    what = tuple(piece.strip() for piece in pieces if piece.strip())
    if not what:
        raise Refusal(
            f"meal: {text!r} names no food.", allowed='such as "banana, oatmeal at -2 h".', door=Door.USAGE
        )
    for piece in what:
        read_portion(piece)
    return Meal(what, at) if over_s is None else Meal(what, at, over_s)
