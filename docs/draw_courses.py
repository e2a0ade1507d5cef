"""Draw the figures of docs/course.md (needs matplotlib, which is no dependency): python docs/draw_courses.py."""

from datetime import datetime, timedelta, timezone
from pathlib import Path

import numpy as np
from matplotlib import pyplot as plt

from myotwitch.course.simulate import simulate
from myotwitch.history.intake import Dose, Drink, Meal
from myotwitch.history.timeline import History, Weather
from myotwitch.history.words import session_from_words
from myotwitch.person import Person

ZONE = timezone(timedelta(hours=2))
WOMAN = Person(age_yr=34, mass_kg=62, height_cm=170, vo2max_mL_per_min_per_kg=46)
MAN = Person(sex="male", age_yr=34, mass_kg=78, height_cm=181, vo2max_mL_per_min_per_kg=50)


def _session(words, hour):
    return [session_from_words(words, start=datetime(2026, 5, 2, hour, 0, tzinfo=ZONE))]


def histories():
    """The five courses: name, history, hours shown."""
    water = [
        Drink("water", 0.5, "+30 min"),
        Drink("water", 0.5, "+60 min"),
        Drink("water", 1.0, "+100 min", 1800),
    ]
    ultra = [Drink("sports drink", 0.5, f"+{h} h", 1800) for h in range(1, 24)]
    ultra += [Meal(("banana", "white bread"), f"+{h} h") for h in range(3, 24, 4)]
    return [
        ("hot_run", "90 min run at 10.5 km/h, 29 °C in full sun, 2 L of water",
         History(WOMAN, sessions=_session("90 min run at 10.5 km/h", 9), weather=Weather(29, 0.6, 1.0, "full"), intake=water), 12),
        ("leg_day", "leg day, one hour, hard", History(MAN, sessions=_session("leg day 1 hour hard", 17)), 12),
        ("hiit", "4 x 4 min run at 15 km/h with 3 min easy",
         History(MAN, sessions=_session("4x4 min run at 15 km/h with 3 min easy", 17), weather=Weather(15, 0.6)), 12),
        ("desk_day", "desk day, two coffees",
         History(WOMAN, intake=[Dose(100, "+0 h"), Dose(100, "+4 h")], now=datetime(2026, 5, 2, 9, 0, tzinfo=ZONE)), 24),
        ("ultramarathon", "24 h run at 7 km/h, half a litre of sports drink an hour",
         History(MAN, sessions=_session("24 h run at 7 km/h", 9), weather=Weather(15, 0.6), intake=ultra), 48),
    ]  # fmt: skip


BODY = (("core_C", "core, °C"), ("plasma_sodium_mM", "sodium, mM"), ("ionised_calcium_mM", "free calcium, mM"),
        ("blood_pH", "blood pH"))  # fmt: skip
MUSCLE = (("interstitial_potassium_mM", "potassium outside, mM"), ("temperature_C", "muscle, °C"),
          ("axon_threshold_ratio", "axon threshold / usual"), ("twitches_per_hour", "twitches / usual"))  # fmt: skip
LINES = {"gastrocnemius": ("calf", "#b5482a"), "quadriceps": ("front of the thigh", "#2a6fb5")}


def draw(name, title, history, hours, folder):
    """One figure: the body above, the milieu of calf and thigh below."""
    course = simulate(history, hours=hours, every_s=60.0 if hours <= 24 else 120.0)
    hour, body = course.time_s / 3600.0, course.body()
    figure, axes = plt.subplots(2, 4, figsize=(14, 5.6), sharex=True, layout="constrained")
    for panel, (column, label) in zip(axes[0], BODY, strict=True):
        panel.plot(hour, body[column], color="#333333", lw=1.3)
        panel.set_title(label, fontsize=10)
    for muscle, (word, colour) in LINES.items():
        seen = course.muscle(muscle, "right")
        usual = course.spikes(muscle, "right")
        seen["twitches_per_hour"] = np.where(usual.inside_range, usual.ratio_to_usual, np.nan)
        for panel, (column, label) in zip(axes[1], MUSCLE, strict=True):
            panel.plot(hour, seen[column], color=colour, lw=1.3, label=word)
            panel.set_title(label, fontsize=10)
    axes[1, 0].plot(hour, body["plasma_potassium_mM"], color="#333333", lw=0.8, ls=":", label="plasma")
    axes[1, 0].legend(fontsize=8, frameon=False)
    for panel in axes[1]:
        panel.set_xlabel("hours")
    for panel in axes.flat:  # rounding is no signal
        low, high = panel.get_ylim()
        panel.set_ylim(min(low, (low + high) / 2 - 0.01), max(high, (low + high) / 2 + 0.01))
        panel.ticklabel_format(useOffset=False)
    figure.suptitle(title, fontsize=11)
    figure.savefig(folder / f"{name}.svg", metadata={"Date": None})
    plt.close(figure)
    return course


if __name__ == "__main__":
    import sys

    plt.switch_backend("svg")
    plt.rcParams["svg.hashsalt"] = "myotwitch"
    place = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "courses"
    for figure in histories():
        draw(*figure, place)
