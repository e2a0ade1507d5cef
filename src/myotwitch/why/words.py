"""The answer in plain words: what a runner reads on the phone.

Short sentences, no disease, no "you have". Where background and the unexplained dominate, the first
sentence says so, kindly. The numbers come from `answer`; the words add none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from myotwitch.why.answer import Why
from myotwitch.why.players import CAUSES
from myotwitch.why.shares import Summary

__all__ = [
    "CAUSE_WORDS",
    "MUSCLE_WORDS",
    "NOT_DESCRIBED",
    "CauseWords",
    "absent",
    "cause_why",
    "doubts",
    "headline",
    "outlook_sentences",
]

MUSCLE_WORDS: Mapping[str, str] = {
    "abductor_hallucis": "arch of the foot", "gastrocnemius": "calf", "soleus": "deep calf",
    "tibialis_anterior": "shin", "quadriceps": "front of the thigh", "hamstrings": "back of the thigh",
    "gluteals": "buttock", "adductors": "inner thigh", "hip_flexors": "front of the hip",
    "erector_spinae": "lower back", "abdominals": "belly", "pectorals": "chest", "latissimus": "side of the back",
    "trapezius": "top of the shoulder", "deltoid": "shoulder", "biceps_brachii": "front of the upper arm",
    "triceps_brachii": "back of the upper arm", "forearm": "forearm", "thenar": "thumb pad",
    "orbicularis_oculi": "eyelid",
}  # fmt: skip


@dataclass(frozen=True)
class CauseWords:
    """What is said of one cause. `grade` is the literature's, never the simulation's."""

    label: str
    grade: str
    sources: tuple[str, ...]


CAUSE_WORDS: Mapping[str, CauseWords] = {
    "effort": CauseWords("the work itself", "moderate", ("vagg1998", "milder2014", "kuwabara2001")),
    "salts": CauseWords("salt and water", "weak", ("baker2008", "miller2010", "schwellnus2009")),
    "heat": CauseWords("a warm muscle", "weak", ("vanderheijden1994", "kenny2003")),
    "breath": CauseWords("fast breathing", "moderate", ("macefield1991",)),
    "soreness": CauseWords("soreness", "assumed", ("mizumura2016",)),
    "drive": CauseWords("coffee, stress and sleep", "weak", ("walton2002", "udina2010")),
    "irritable_terminal": CauseWords(
        "irritable nerve ends (an idea, not a finding)", "assumed", ("layzer1994",)
    ),
}


def percent(share: float) -> str:
    """A share as whole per cent, in steps that do not pretend."""
    return "under 1 %" if share < 0.01 else f"{round(100 * share):d} %"


def _place(why: Why) -> str:
    return f"{why.question.side} {MUSCLE_WORDS[why.question.muscle]}"


def headline(why: Why) -> str:
    """The one sentence that is read first."""
    split = why.shares
    place = _place(why)
    unknown = split.background_mean + split.unexplained_mean
    order = sorted(zip(CAUSES, split.cause_means, strict=True), key=lambda pair: -pair[1])
    top, share = order[0]
    if not why.worked:
        start = f"Your {place} did not work hard in what you told us"
        return (
            f"{start}, so most of its twitching would be its usual self, or something that nobody can name."
        )
    if unknown >= 0.5:
        tail = (
            "what we can name adds little."
            if share < 0.05
            else f"of what we can name, {CAUSE_WORDS[top].label} may add most (about {percent(share)})."
        )
        return f"Most of the twitching in your {place} is its usual self or a swing that nobody can explain; {tail}"
    return (
        f"In your {place}, {CAUSE_WORDS[top].label} is the largest part we can name (about {percent(share)})."
    )


def _more_or_less(signed: float) -> str:
    if abs(signed) < 0.01:
        return "changes next to nothing"
    size = "a little" if abs(signed) < 0.1 else "clearly"
    return f"pushes {size} towards {'more' if signed > 0 else 'less'} twitching"


def cause_why(why: Why, cause: str) -> str:
    """One or two sentences on what a cause does here."""
    signed = dict(zip(_player_order(), why.shares.signed_players, strict=True))
    shift = why.milieu_shift
    if cause == "effort":
        return (
            "Right after hard work the nerve ends are calmer, not livelier, for 10 to 15 minutes. "
            f"In this time window, potassium around them {_more_or_less(signed['potassium'])} and "
            f"the nerve's own pump {_more_or_less(signed['pump'])}."
        )
    if cause == "salts":
        return (
            f"Blood sodium is about {_signed(shift['sodium_mM'], 'mmol/L')} from your usual day, and free calcium "
            f"{_signed(shift['calcium_mM'], 'mmol/L', 3)}. Sweat takes sodium and little else; shifts of this size matter little."
        )
    if cause == "heat":
        return f"The muscle is {_signed(shift['temperature_C'], '°C')} from its usual warmth; cooling a foot did not change its twitching."
    if cause == "breath":
        return f"Carbon dioxide in the blood is {_signed(shift['pco2_mmHg'], 'mmHg')} from usual; fast breathing makes nerves livelier."
    if cause == "soreness":
        return "No study shows that a sore muscle makes its motor nerve twitch, so most of our draws give it nothing."
    if cause == "drive":
        return "Coffee, stress and short sleep act in the spinal cord, where few twitches start; the proof is mixed."
    return (
        "Many people say that a worked muscle flickers for hours. Nothing published explains it. "
        "This stands for whatever does; half of our draws leave it out."
    )


def _player_order() -> tuple[str, ...]:
    return tuple(player for players in CAUSES.values() for player in players)


def _signed(value: Summary, unit: str, digits: int = 1) -> str:
    return f"{value.median:+.{digits}f} {unit} ({value.low:+.{digits}f} to {value.high:+.{digits}f})"


def _hours(value: Summary) -> str:
    def clock(hours: float) -> str:
        return f"{max(1, round(hours * 60)):d} min" if hours < 1.5 else f"{hours:.0f} h"

    return f"about {clock(value.median)} (range {clock(value.low)} to {clock(value.high)})"


def outlook_sentences(why: Why) -> list[str]:
    """What to expect, and what this model does not describe."""
    ahead = why.outlook
    said = []
    if ahead.half_by_hour is None or ahead.back_to_usual_by_hour is None:
        said.append("We expect no clear rise above your usual rate.")
    else:
        said.append(
            f"In {percent(ahead.rising_share)} of our draws it rises above your usual rate. Where it does, it is half gone "
            f"{_hours(ahead.half_by_hour)} after the session, and back to usual after {_hours(ahead.back_to_usual_by_hour)}."
        )
    said.append(
        "No study has followed twitching hour by hour after sport, so this is the model's guess, not a finding."
    )
    said.append("Harmless twitching may also come and go for years.")
    return said


def absent(why: Why) -> list[str]:
    """What was looked for in this history and not found. Never a reassurance."""
    history, flags, said = why.history, why.body_flags, []
    if "caffeine" not in flags:
        said.append("caffeine in the blood")
    if not tuple(history.stress):
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


NOT_DESCRIBED = "This model does not describe twitching that stays for weeks, in the face, in muscles that did not work, or cramp."


def doubts(why: Why) -> list[str]:
    """What would change this answer most, in order."""
    said = [
        "How noisy a nerve end is decides the size of every effect, and nobody has measured it in people.",
        f"How far one day differs from the next (assumed: ln-sd {0.8:g}) sets the unexplained share.",
        "How often this muscle twitches on a usual day is known only within a factor of thirty or so.",
        "The small rise near 35 minutes was put in by hand from one study of ten people, in a hand nerve.",
        "The first minute after effort lies outside the range in which the nerve was mapped and is not shown.",
    ]
    if why.report_is_outside:
        said.insert(0, "Hardly any draw meets what you reported: it lies outside what this model describes.")
    history = why.history
    if not any(w.air_C is not None for w in history.weather):
        said.append("You did not tell the air temperature, so each draw has its own.")
    if history.person.vo2max_mL_per_min_per_kg is None:
        said.append("Your fitness (VO2max) is not known, so each draw has its own.")
    said.append(NOT_DESCRIBED)
    return said
