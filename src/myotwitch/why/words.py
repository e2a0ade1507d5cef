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
from myotwitch.why.answer import Why
from myotwitch.why.players import CAUSES, PLAYERS
from myotwitch.why.shares import Summary
from myotwitch.why.two_futures import TwoFutures

__all__ = [
    "BACKGROUND", "CAUSE_WORDS", "GRADE_WORDS", "MUSCLE_WORDS", "NOT_DESCRIBED", "UNEXPLAINED", "CauseWords", "absent",
    "cause_why", "common_sentence", "doubts", "guessed", "headline", "held_back", "hours_words", "named_causes", "outlook_sentences",
    "percent", "place", "report_sentence", "since",
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
FACE = ("orbicularis_oculi",)
WEEK_S = 7 * 86400.0
CALM = 0.9
"""A median ratio to usual below this is called less than on any day."""
MEASURED_CALM_H = 0.4
"""A calm up to this long is what was measured, as closely as we look."""
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


def _weeks(why: Why) -> bool:
    """Whether somebody told of twitching in this muscle that goes on for a week or more."""
    told = [t for t in why.history.twitches if t.muscle == why.question.muscle]
    return any(why.history.seconds(t.ends) - why.history.seconds(t.begins) >= WEEK_S for t in told)


def headline(why: Why) -> str:
    """The one sentence that is read first."""
    here, split = place(why), why.shares
    unknown = split.background_mean + split.unexplained_mean
    top, share, _ = named_causes(why)[0]
    label = CAUSE_WORDS[top].label
    if why.report_is_outside:
        return f"What you noticed in your {here} is not what this model describes, so it cannot say why."
    strange = (
        "A face" if why.question.muscle in FACE else "Twitching that stays for weeks" if _weeks(why) else ""
    )
    if strange:
        return (
            f"{strange} is not what this model describes; as far as it goes, most of the twitching in your {here} "
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


def common_sentence(why: Why) -> str | None:
    """What is known of other people. Kind, never a reassurance; None where the model does not describe what is told."""
    if why.report_is_outside:
        return None
    if why.worked:
        return "Many healthy people twitch now and then. Some tell of more of it after hard work."
    return "Many healthy people twitch now and then."


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
    """Two to four sentences on what a cause does here."""
    signed = dict(zip(PLAYERS, why.shares.signed_players, strict=True))
    shift = why.milieu_shift
    if cause == "effort":
        if not why.worked:
            return "As far as you told us, this muscle did no hard work."
        few = " In a few of our bodies it is the other way round. They make this share."
        against = (
            signed["potassium"] < -LITTLE and why.shares.cause_means[list(CAUSES).index("effort")] >= 0.005
        )
        return (
            "For 10 to 15 minutes after hard work the nerve ends are calmer, not livelier. Later, the "
            f"potassium around them {_push(signed['potassium'])}, and their own salt pump {_push(signed['pump'])}."
            + (few if against else "")
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
    if cause == "effort":
        if not why.worked:
            return None
        return (
            f"In our model, hard work also holds twitching back here, by about {percent(held)}. "
            "No one has measured that past the first 15 minutes."
        )
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
    ahead, told = why.outlook, why.reported_ratio is not None
    said = _calm_first(why)
    if not why.worked or ahead.half_by_hour is None or ahead.back_to_usual_by_hour is None:
        said.append("We expect no clear rise above your usual.")
    else:
        said.append(
            f"In {percent(ahead.rising_share)} of the bodies {'that fit what you told' if told else 'we tried'}, it "
            f"{'still ' if said else ''}rises above your usual at some time. {_without_the_idea(ahead.rising_share_without)}".strip()
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


def _without_the_idea(share: float | None) -> str:
    return "" if share is None else f"Without jumpy nerve ends (only an idea), in {percent(share)}."


def _calm_first(why: Why) -> list[str]:
    """Said first where the median is clearly below usual after work, because people expect the opposite."""
    later = why.shown & (why.hours >= 0.2)
    calm = later & (np.array([one.median for one in why.ratio]) < CALM)
    if not why.worked or not calm.any() or not calm[np.flatnonzero(later)[0]]:
        return []
    over = np.flatnonzero(later & ~calm)
    end_h = float(why.hours[over[0] if over.size else -1])
    long = hours_words(end_h) + ("" if over.size else " or more")
    measured = "For 10 to 15 minutes after hard work, nerves are calmer than on any day. That was measured."
    if end_h <= MEASURED_CALM_H:
        return [measured, f"In our model it is {long} here. It is no cure."]
    return [
        measured,
        f"In our model the calm goes on, here for about {long}. No one has measured that. It is no cure.",
    ]


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


def _potassium_low_h(why: Why) -> float:
    """How long the potassium outside stays at least 0.1 mM below usual in the median draw, h."""
    pairs = zip(why.milieu["potassium_mM"], why.usual_milieu["potassium_mM"], strict=True)
    low = np.array([now.median - usual.median < -0.1 for now, usual in pairs])
    return float(why.hours[low][-1]) if low.any() else 0.0


def doubts(why: Why) -> list[str]:
    """What would change this answer most, in order."""
    said = [
        "No one has measured how noisy a nerve end is. That one number sets the size of each part.",
        f"How far one day swings from the next is a guess (ln-sd {why.day.day_sd:g}). It sets the part that no one can explain.",
        "How often this muscle twitches on any day is known only within a factor of thirty or so.",
        "The small rise near 35 minutes was put in by hand. It was seen in ten people, in a nerve of the hand.",
    ]
    low_h = _potassium_low_h(why)
    if why.worked and low_h > 0.0:
        said.insert(
            1,
            f"After hard work our model holds potassium low around the nerve ends, here for about {hours_words(low_h)}. "
            "That calms them. No one has measured it there for so long.",
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
