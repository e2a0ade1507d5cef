"""The five levels of urgency, what each asks of the person, and the danger line shown to everyone.

Levels only ever join upward: there is no operation that lowers one. The wording assumes an adult
reader in a hurry or in worry. Source: the project's clinical page, section 2.1; nothing here is
signed by a clinician.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

__all__ = ["ACTS", "DANGER_SHORT", "DANGER_SIGNS_NOW", "DANGER_SIGNS_TODAY", "Act", "Level", "danger_line"]


class Level(IntEnum):
    """How soon someone should be seen; larger is sooner."""

    SELF_CARE = 0
    ROUTINE = 1
    WITHIN_DAYS = 2
    SAME_DAY = 3
    EMERGENCY = 4

    @property
    def word(self) -> str:
        """The name used in files and JSON."""
        return self.name.lower()

    @classmethod
    def of(cls, word: str) -> Level:
        """The level of that name; KeyError when there is none."""
        return cls[word.upper()]

    @staticmethod
    def join(levels: Iterable[Level]) -> Level:
        """The most urgent of the given levels; self-care when there are none."""
        return max(levels, default=Level.SELF_CARE)


@dataclass(frozen=True)
class Act:
    """What to do: `kind` for programs, `title` and `text` for people, `by` for the calendar."""

    kind: str
    title: str
    text: str
    by: str


# In the order in which they win when several emergency rules are true.
ACTS = {
    "ambulance": Act(
        "ambulance",
        "Call an ambulance now",
        "Call your local emergency number. Do not drive yourself. Stay with someone if you can.",
        "now",
    ),
    "maternity_unit": Act(
        "maternity_unit",
        "Call your maternity unit now",
        "Call your maternity unit. If you cannot reach them, call your local emergency number.",
        "now",
    ),
    "emergency_department": Act(
        "emergency_department",
        "Go to the emergency room now",
        "Go to the emergency room of a hospital. Let someone take you. If you feel worse on the way, call your local emergency number.",
        "now",
    ),
    "crisis": Act(
        "crisis",
        "Get help for yourself now",
        "Call a crisis line or your local emergency number. Stay with someone you trust until help comes.",
        "now",
    ),
    "same_day": Act(
        "same_day",
        "Speak to a doctor or nurse today",
        "Call your doctor, a health line or the out-of-hours service today. If you feel worse while you wait, call your local emergency number.",
        "today",
    ),
    "within_days": Act(
        "within_days",
        "Book a visit for this week",
        "Ask your doctor for a visit within about a week. Go sooner if something gets worse.",
        "within a week",
    ),
    "routine": Act(
        "routine",
        "Book a visit, with no rush",
        "Ask your doctor for a visit in the next 2 to 4 weeks. Go sooner if something gets worse.",
        "within 2 to 4 weeks",
    ),
    "unfinished": Act(
        "unfinished",
        "Please answer the danger questions first",
        "Some of them are still open. Until they are answered, this tool cannot say that it is safe to wait. If you feel bad, call a doctor.",
        "now",
    ),
    "out_of_date": Act(
        "out_of_date",
        "Ask a pharmacist or a doctor",
        "The rules of this tool are past their review date. So it gives no advice to wait at home. Get the newest version, or ask someone.",
        "within 2 to 4 weeks",
    ),
    "self_care": Act(
        "self_care",
        "Look after it at home for now",
        "Nothing you told us points to a need for help today. This tool cannot examine you, and it can be wrong.",
        "look again on the date below",
    ),
}

DANGER_SIGNS_NOW = (
    "a blackout or a fit",
    "being mixed up or hard to wake",
    "still unwell after 30 minutes of cooling down",
    "a headache, sickness or puffy fingers after drinking far more than thirst",
    "a sudden, very bad headache",
    "a tight or heavy chest, or a racing heart with faintness",
    "an uneven heartbeat that goes on",
    "short breath at rest",
    "choking, or trouble swallowing with double sight or lids that droop",
    "a face, arm, leg, speech or sight that changed at once, even if it has passed",
    "an arm or leg you cannot lift, or you cannot stand",
    "power that goes from both sides, or from a child",
    "a hurt neck, head or back with numb skin or lost power",
    "numb skin between the legs, or new trouble with pee or poo",
    "pee like cola or tea",
    "very bad muscle pain with a hard, tight muscle, lost power, little pee or throwing up",
    "a limb that is numb, pale or cold",
    "sickle cell and faintness, lost power or bad muscle pain",
    "fever, stiffness or jerks with a medicine or drug",
    "lithium and wobbly walking, slurred speech, throwing up or runny poo",
    "a poison, bite or sting, a locked jaw or spasms of the whole body",
    "diabetes and low or high sugar that makes you ill",
    "shaking after the end of alcohol or calming pills",
    "warning signs in pregnancy: a bad headache, changed sight, swelling, bleeding, a baby that moves less",
    "a plan to harm yourself",
)

DANGER_SIGNS_TODAY = (
    "very bad muscle pain",
    "more muscle pain than you would expect with dark pee, or after muscle trouble in the past",
    "almost no pee for 12 hours",
    "a heartbeat that stays fast or uneven",
    "power that was lost in the last 4 weeks",
    "numb skin that climbs up",
    "new wobbly walking",
    "hands or feet locked in a cramp",
    "jerks that move the limb",
    "strong cramps all over",
    "one swollen, warm, sore calf",
    "twitching while you take lithium",
    "throwing up again and again",
    "faintness, cramps or a flutter with kidney, gut or eating trouble, water pills or acid pills",
    "a blood test of salts or CK that was off",
    "a flutter, fever or lost power with a thyroid that works too hard",
    "shaking or sweating with a medicine or stimulant",
    "a sudden end to alcohol or calming pills",
    "double sight or lids that droop",
    "a child who limps or will not walk",
    "cramps all over in pregnancy",
    "new, very bad back pain with a fever, cancer or weak defences",
    "thoughts of harming yourself",
)

# The same in a few lines, for someone who has just answered every question and is well.
DANGER_SHORT = (
    "Call an ambulance for a blackout or fit, a mixed-up mind, a tight or heavy chest, short breath at rest, or a sudden change of face, arm, leg, speech or sight.",
    "Go to the emergency room for pee like cola or tea, numb skin between the legs, new trouble with pee or poo, or an arm or leg you cannot lift.",
    "See someone today for very bad muscle pain, almost no pee, lost power, jerks that move the limb, a swollen calf, or dark thoughts.",
)


def danger_line() -> str:
    """The fixed words shown before any answer when no triage answers were given."""
    today = "; ".join(DANGER_SIGNS_TODAY)
    now = "; ".join(DANGER_SIGNS_NOW)
    return f"See someone today if you notice: {today}. Call an ambulance or go to the emergency room now if you notice: {now}."
