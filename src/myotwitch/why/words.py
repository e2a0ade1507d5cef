"""The answer in plain words: what a runner reads on the phone.

Short sentences, no disease, no "you have". Where the usual background and the unexplained dominate,
the first sentence says so, kindly. The numbers come from `answer`; the words add none. Grades are
the literature's: where two readings of it differ, the lower one stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from myotwitch.history.doubts import demand_doubts
from myotwitch.why.answer import Action, Why
from myotwitch.why.players import CAUSES, PLAYERS
from myotwitch.why.shares import Summary
from myotwitch.why.two_futures import TwoFutures

__all__ = [
    "BACKGROUND", "CAUSE_WORDS", "GRADE_WORDS", "MUSCLE_WORDS", "NOT_DESCRIBED", "REPEATS", "UNEXPLAINED", "CauseWords", "absent", "actions_lead", "actions_sentences",
    "cause_why", "change_words", "doubts", "guessed", "headline", "held_back", "hours_words", "named_causes", "outlook_sentences",
    "percent", "place", "report_sentence", "since", "training_sentences", "two_futures_sentences",
]  # fmt: skip

MUSCLE_WORDS: Mapping[str, str] = {
    "abductor_hallucis": "foot arch", "gastrocnemius": "calf", "soleus": "deep calf", "tibialis_anterior": "shin",
    "quadriceps": "thigh", "hamstrings": "thigh (back)", "gluteals": "buttock", "adductors": "inner thigh",
    "hip_flexors": "hip (front)", "erector_spinae": "lower back", "abdominals": "belly", "pectorals": "chest",
    "latissimus": "back (side)", "trapezius": "shoulder (top)", "deltoid": "shoulder", "biceps_brachii": "upper arm",
    "triceps_brachii": "upper arm (back)", "forearm": "forearm", "thenar": "thumb pad", "orbicularis_oculi": "eyelid",
}  # fmt: skip

BACKGROUND = "what it does on any day"
UNEXPLAINED = "a swing that no one can explain"
GRADE_WORDS: Mapping[str, str] = {
    "strong": "well shown", "moderate": "some proof", "weak": "little proof", "contradicted": "proof against it",
    "assumed": "no proof",
}  # fmt: skip
REPEATS = ("again_tomorrow", "rest_day")
"""What-ifs that ask whether one may train, not what helps."""
FACE = ("orbicularis_oculi",)
CALM = 0.9
"""A median ratio to usual below this is called less than on any day."""
LITTLE = 0.02
"""A change smaller than this is called next to nothing."""


@dataclass(frozen=True)
class CauseWords:
    """What is said of one cause. `grade` is the literature's, never the simulation's."""

    label: str
    grade: str
    sources: tuple[str, ...]


CAUSE_WORDS: Mapping[str, CauseWords] = {
    "effort": CauseWords("the hard work itself", "moderate", ("vagg1998", "milder2014", "kuwabara2001", "simon2013")),
    "salts": CauseWords("salt and water", "weak", ("baker2008", "miller2010", "schwellnus2009", "lau2019")),
    "heat": CauseWords("a warm muscle", "weak", ("vanderheijden1994", "kenny2003")),
    "breath": CauseWords("fast breathing", "moderate", ("macefield1991",)),
    "soreness": CauseWords("soreness", "assumed", ("mizumura2016",)),
    "drive": CauseWords("coffee, stress, short sleep", "weak", ("walton2002", "udina2010", "kim2021")),
    "irritable_terminal": CauseWords("jumpy nerve ends (only an idea)", "assumed", ("layzer1994",)),
}  # fmt: skip

NOT_DESCRIBED = (
    "Twitching that stays for weeks, twitching in the face or in a muscle that did not work, and cramp "
    "are not what this model describes."
)


def percent(share: float) -> str:
    """A share as whole per cent, in steps that do not pretend."""
    return "under 1 %" if share < 0.01 else f"{round(100 * share):d} %"


def place(why: Why | TwoFutures) -> str:
    """The asked muscle in everyday words."""
    asked = why.question
    return f"{asked.side} {MUSCLE_WORDS[asked.muscle]}"


def since(what: Why | TwoFutures) -> str:
    """What the hours are counted from."""
    return "after the session" if what.question.end_s > 0 else "from then"


def named_causes(why: Why) -> list[tuple[str, float, Summary]]:
    """Causes with mean share and range, the largest first."""
    rows = zip(CAUSES, why.shares.cause_means, why.shares.causes, strict=True)
    return sorted(rows, key=lambda row: -row[1])


def headline(why: Why) -> str:
    """The one sentence that is read first."""
    here, split = place(why), why.shares
    unknown = split.background_mean + split.unexplained_mean
    top, share, _ = named_causes(why)[0]
    label = CAUSE_WORDS[top].label
    if why.report_is_outside:
        return f"What you noticed in your {here} is not what this model describes, so it cannot say why."
    if why.question.muscle in FACE:
        return (
            f"A face is not what this model describes; as far as it goes, most of the twitching in your {here} "
            f"is {BACKGROUND}, or a thing that no one can name."
        )
    if not why.worked:
        return (
            f"As far as you told us, your {here} did no hard work; most of its twitching is {BACKGROUND}, "
            "or a thing that no one can name."
        )
    start = f"You noticed no twitching in your {here}. If it comes, most" if _none(why) else "Most"
    if unknown >= 0.5:
        where = "of it" if _none(why) else f"of the twitching in your {here}"
        if share < 0.05:
            tail = "what we can name adds little"
        elif top == "irritable_terminal":
            tail = f"{label} may add about {percent(share)}, and what has been studied adds little"
        else:
            tail = f"of what we can name, {label} may add most (about {percent(share)})"
        return f"{start} {where} is {BACKGROUND} or {UNEXPLAINED} yet; {tail}."
    if top == "irritable_terminal":
        return (
            f"Much of the twitching in your {here} has no proven cause: the largest part is {label}, at "
            f"about {percent(share)}, and {percent(unknown)} is {BACKGROUND} or {UNEXPLAINED}."
        )
    return f"In your {here}, {label} is the largest part that we can name (about {percent(share)})."


def report_sentence(why: Why) -> str | None:
    """What was noticed, against the usual; None without a counted report."""
    ratio, rate = why.reported_ratio, why.question.reported_per_hour
    if ratio is None or rate is None or why.report_is_outside:
        return None
    return (
        f"You noticed about {_counted(rate / 60)} a minute. We guess that this is {ratio.median:.1f} times your usual "
        f"(from {ratio.low:.1f} to {ratio.high:.1f} times)."
    )


def _counted(per_minute: float) -> str:
    return f"{per_minute:.0f}" if per_minute >= 10 else f"{per_minute:.2g}"


def _none(why: Why) -> bool:
    return why.question.reported_per_hour == 0


def _push(signed: float) -> str:
    """What a signed part of ln(rate) does, in words."""
    if abs(signed) < LITTLE:
        return "changes next to nothing"
    size = "a little" if abs(signed) < 0.1 else "clearly"
    return f"pushes {size} towards {'more' if signed > 0 else 'less'}"


def cause_why(why: Why, cause: str) -> str:
    """Two or three sentences on what a cause does here."""
    signed = dict(zip(PLAYERS, why.shares.signed_players, strict=True))
    shift = why.milieu_shift
    if cause == "effort":
        return (
            "For 10 to 15 minutes after hard work the nerve ends are calmer, not livelier. Later, the "
            f"potassium around them {_push(signed['potassium'])}, and their own salt pump {_push(signed['pump'])}."
        )
    if cause == "salts":
        return (
            f"Salt in the blood is {_shift(shift['sodium_mM'], 'mmol/L')}. Free calcium is "
            f"{_shift(shift['calcium_mM'], 'mmol/L', 2)}. Sweat takes salt and little else. Shifts of this size matter little."
        )
    if cause == "heat":
        return f"The muscle is {_shift(shift['temperature_C'], '°C')}. A cooled foot twitched as much as a warm one."
    if cause == "breath":
        return f"The carbon dioxide in your blood is {_shift(shift['pco2_mmHg'], 'mmHg')}. Fast breathing lowers it, and then nerves get livelier."
    if cause == "soreness":
        return "No study shows that a sore muscle makes its nerve fire. In nine of ten of our bodies it does nothing."
    if cause == "drive":
        return "These act in the spine, where few twitches start. The studies do not agree."
    return (
        "Many people say that a worked muscle flickers for hours. No study explains it. This part "
        "stands for whatever does. It counts as likely as not to be there at all."
    )


def _shift(value: Summary, unit: str, digits: int = 1) -> str:
    """How far a value lies from usual, in words."""
    if round(value.median, digits) == 0:
        return "as on any day"
    way = "above" if value.median > 0 else "below"
    return f"{abs(value.median):.{digits}f} {unit} {way} your usual"


def held_back(why: Why) -> str | None:
    """What kept the twitching lower than it would have been; None when little did."""
    cause, held = max(zip(CAUSES, why.shares.held_back, strict=True), key=lambda row: row[1])
    if held < 0.05:
        return None
    return f"{CAUSE_WORDS[cause].label[0].upper()}{CAUSE_WORDS[cause].label[1:]} also holds twitching back here, by about {percent(held)}."


def hours_words(hours: float) -> str:
    """A time as people say it."""
    if hours < 0.75:
        return f"{max(1, round(hours * 60)):d} minutes"
    if hours < 1.5:
        return "1 hour"
    return f"{hours:.0f} hours"


def outlook_sentences(why: Why) -> list[str]:
    """What to expect, and what is not known."""
    ahead = why.outlook
    said = _calm_first(why)
    if not why.worked or ahead.half_by_hour is None or ahead.back_to_usual_by_hour is None:
        said.append("We expect no clear rise above your usual.")
    else:
        said.append(
            f"In {percent(ahead.rising_share)} of the bodies we tried, it rises above your usual at some time."
        )
        back = ahead.back_to_usual_by_hour
        longest = hours_words(back.high) + (" or more" if back.high >= why.hours[-1] - 1e-6 else "")
        said.append(
            f"Where it does, half of the rise is gone {hours_words(ahead.half_by_hour.median)} {since(why)}. It is back to "
            f"usual after {hours_words(back.median)} (from {hours_words(back.low)} to {longest})."
        )
    said.append("No study has counted twitches hour by hour after sport. So this is a guess of the model.")
    said.append("Harmless twitching can come and go for a long time.")
    return said


def _calm_first(why: Why) -> list[str]:
    """Said first where the median is clearly below usual after work, because people expect the opposite."""
    later = why.shown & (why.hours >= 0.2)
    calm = later & (np.array([one.median for one in why.ratio]) < CALM)
    if not why.worked or not calm.any() or not calm[np.flatnonzero(later)[0]]:
        return []
    ends = int(np.flatnonzero(later & ~calm)[0]) if (later & ~calm).any() else len(why.hours) - 1
    return [
        f"For about {hours_words(float(why.hours[ends]))} {since(why)} we expect less of it than on any day, not more."
    ]


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
    if again.change is None or abs(again.change.median) < LITTLE:
        first = "Train tomorrow? For twitching it makes next to no difference in the model."
    else:
        first = f"Train tomorrow? In the day after, the model has {change_words(again.change)} twitching than with rest."
    if again.change is not None and again.change.median <= -LITTLE:
        first += (
            " That is the calm after hard work. No one has measured how long it lasts, so do not count on it."
        )
    return [first, again.what_if.note]


def absent(why: Why) -> list[str]:
    """What was looked for in this history and not found. Never a reassurance."""
    history, flags, said = why.history, why.went_through, []
    if "caffeine" not in flags:
        said.append("caffeine in the blood")
    if not history.stress:
        said.append("stress (not told)")
    if not any(night.hours is not None and night.hours < 6.5 for night in history.sleep):
        said.append("a short night")
    if "hot" not in flags:
        said.append("a body core above 38.5 °C")
    if "low_sodium" not in flags:
        said.append("blood sodium below 135 mmol/L")
    if "low_magnesium" not in flags:
        said.append("serum magnesium below 0.6 mmol/L")
    if "low_calcium" not in flags:
        said.append("free calcium below 1.0 mmol/L")
    return said


def guessed(why: Why) -> list[str]:
    """What the history left out and had to be guessed; telling it would sharpen the answer."""
    return [told for told in demand_doubts(why.history) if told not in why.outside]


def doubts(why: Why) -> list[str]:
    """What would change this answer most, in order."""
    said = [
        "No one has measured how noisy a nerve end is. That one number sets the size of each part.",
        f"How far one day swings from the next is a guess (ln-sd {why.day.day_sd:g}). It sets the part that no one can explain.",
        "How often this muscle twitches on any day is known only within a factor of thirty or so.",
        "The small rise near 35 minutes was put in by hand. It was seen in ten people, in a nerve of the hand.",
    ]
    if why.worked:
        said.insert(
            1,
            "After hard work our model holds potassium low around the nerve ends for an hour or two, and that calms them. "
            "No one has measured it there for so long.",
        )
    hidden = why.hours[~why.shown]
    if hidden.size:
        said.append(
            f"In parts of the first {hours_words(float(hidden.max()))} the muscle is outside the range that we mapped. Those are not shown."
        )
    said[:0] = why.outside
    if why.report_is_outside:
        said.insert(0, "Hardly any body that we tried does what you noticed. It lies outside what this model describes. "
                    "Check the number and the hours that you told. If they are right, we do not know why. "
                    "The danger check (myotwitch triage) can still help.")  # fmt: skip
    if why.contradicted:
        said.insert(
            0, "You told more than one rate for the same hours. The last one counts. Please check them."
        )
    said += guessed(why)
    said.append(NOT_DESCRIBED)
    return said


def two_futures_sentences(two: TwoFutures) -> list[str]:
    """What the comparison says."""
    span = f"from {two.changes.from_h:.0f} to {two.changes.to_h:.0f} hours {since(two)}"
    if two.changes.from_h == 0:
        span = f"over the {two.changes.to_h:.0f} hours {since(two)}"
    said = [
        f"With {', '.join(two.changes.words)}: {_as_much(two.change)} twitching in your {place(two)}, {span}."
    ]
    said.append(f"In {percent(two.less_share)} of the bodies we tried, there is less of it.")
    if two.change.low < 0 < two.change.high:
        said.append("The range goes both ways, so it may as well do nothing.")
    return said
