"""Everyday names for tests of the readers: the house's own tables where they are, else these."""

from __future__ import annotations

import importlib.util

from myotwitch.history.naming import Naming, house_naming

_EXERCISES = """squat;calf raise;lunge;bench press;incline bench press;deadlift;row;push up;pull up;plank;leg press;
romanian deadlift;leg curl;biceps curl;hammer curl;kettlebell swing;shoulder press;burpee;step up;wall sit;
lateral raise;triceps extension;lat pulldown;shrug;bicep curl""".replace("\n", "").split(";")
_ACTIVITIES = {
    **{
        name: name
        for name in [
            "run",
            "jog",
            "walk",
            "hike",
            "bike",
            "swim",
            "row",
            "soccer",
            "yoga",
            "tennis",
            "unknown",
        ]
    },
    **{
        "running": "run",
        "bike ride": "bike",
        "ride": "bike",
        "cycling": "bike",
        "cycle": "bike",
        "treadmill": "run",
    },
}


def _exercise(name: str) -> str | None:
    asked = " ".join(name.lower().replace("(barbell)", "").replace("-", " ").split())
    return asked.replace(" ", "_") if asked in _EXERCISES else None


def _activity(name: str) -> str | None:
    return _ACTIVITIES.get(name.lower())


FAKE = Naming(_exercise, _activity)


def naming() -> Naming:
    """The house's own names once its tables exist."""
    return house_naming() if importlib.util.find_spec("myotwitch.history.tables") else FAKE
