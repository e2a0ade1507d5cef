"""What would change it, in plain words: the steps, training tomorrow, and two futures side by side.

Short sentences; a step is never sold as a remedy. The numbers come from `answer` and `two_futures`.
"""

from __future__ import annotations

from myotwitch.why.answer import Action
from myotwitch.why.shares import Summary
from myotwitch.why.two_futures import TwoFutures
from myotwitch.why.words import GRADE_WORDS, LITTLE, percent, place, since

__all__ = [
    "REPEATS", "actions_lead", "actions_sentences", "change_words", "training_sentences", "two_futures_sentences",
]  # fmt: skip

REPEATS = ("again_tomorrow", "rest_day")
"""What-ifs that ask whether one may train, not what helps."""
CALM_AGAIN = (
    " That is the calm after hard work, which no one has measured for so long. So it is no reason to train."
)


def change_words(change: Summary | None) -> str:
    """A relative change as people say it."""
    if change is None:
        return "not in the model"
    if abs(change.median) < LITTLE:
        return "next to nothing"
    return f"about {abs(100 * change.median):.0f} % {'more' if change.median > 0 else 'less'}"


def _as_much(change: Summary) -> str:
    """The same before the word "twitching"."""
    return "about as much" if abs(change.median) < LITTLE else change_words(change)


def actions_sentences(actions: tuple[Action, ...]) -> list[str]:
    """What helps and what does not: one line for each change worth a number, one line for the rest."""
    tried = [a for a in actions if a.change is not None and a.what_if.id not in REPEATS]
    said, little = [], []
    for action in tried:
        label, change = action.what_if.label, action.change
        if change is not None and abs(change.median) >= LITTLE:
            proof = GRADE_WORDS[action.what_if.evidence]
            if action.what_if.id == "sodium_drink" and change.median > 0:
                proof = "two small tests of cramp point the other way"
            said.append(f"{label[0].upper()}{label[1:]}: {change_words(change)} ({proof}).")
        else:
            little.append(label)
    if little:
        said.append(f"Next to nothing: {'; '.join(little)}.")
    unproven = [a.what_if.label for a in actions if a.change is None]
    if unproven:
        said.append(f"Not in the model and not shown to help: {'; '.join(unproven)}.")
    return said


def actions_lead(actions: tuple[Action, ...]) -> str:
    """What all the what-ifs come to, in one sentence."""
    tried = [a for a in actions if a.change is not None and a.what_if.id not in REPEATS]
    if not tried:
        return "Nothing could be tried here."
    largest = max(abs(a.change.median) for a in tried if a.change)
    if largest < LITTLE:
        return "Of all we tried, nothing moves it by more than 2 %."
    if largest < 0.1:
        return f"Of all we tried, nothing moves it by more than about {100 * largest:.0f} %. That is too little to feel."
    return "These are the model's guesses, counted over a day."


def training_sentences(actions: tuple[Action, ...]) -> list[str]:
    """Whether one may train tomorrow, as far as twitching goes."""
    again = next((a for a in actions if a.what_if.id == "again_tomorrow"), None)
    if again is None:
        return []
    note = f"Train tomorrow? {again.what_if.note}"
    if again.change is None or abs(again.change.median) < LITTLE:
        return [note, "In the model it makes next to no difference to the twitching."]
    more = f"In the day after, the model has {change_words(again.change)} twitching than with rest."
    if again.change.median < 0:
        more += CALM_AGAIN
    return [note, more]


def two_futures_sentences(two: TwoFutures) -> list[str]:
    """What the comparison says."""
    span = f"from {two.changes.from_h:.0f} to {two.changes.to_h:.0f} hours {since(two)}"
    if two.changes.from_h == 0:
        span = f"over the {two.changes.to_h:.0f} hours {since(two)}"
    first = (
        f"With {', '.join(two.changes.words)}: {_as_much(two.change)} twitching in your {place(two)}, {span}."
    )
    if two.changes.from_h > 0 and two.change.median <= -LITTLE:
        first += CALM_AGAIN
    said = [first, f"In {percent(two.less_share)} of the bodies we tried, there is less of it."]
    if two.change.low < 0 < two.change.high:
        said.append("The range goes both ways, so it may as well do nothing.")
    if two.question.reported_per_hour is not None:
        said.append("What you noticed is not weighed in here.")
    return said
