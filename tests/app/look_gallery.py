"""Every piece of the pages with sample content, as one page: what the tests read and a person can look at.

`python tests/app/look_gallery.py FILE.html` writes it with the style sheet and the scripts beside it.
"""

import math
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from myotwitch.app.bodymap import chart
from myotwitch.report.pictures import course_picture
from myotwitch.triage.interview import prompt_of
from myotwitch.triage.read_rules import rulebook
from myotwitch.why.shares import Summary

STATIC = Path(__file__).parents[2] / "src/myotwitch/app/static"
SCRIPTS = ("bodymap.js", "drop.js", "tap.js", "page.js")
STEPS = [
    ("Danger check", "/danger"), ("What happened", "/happened"), ("What we read", "/read"), ("Where and how", "/where"),
    ("Food and sleep", None), ("Answer", None),
]  # fmt: skip
SHARES = [
    {"label": "what it does on any day", "percent": "46 %", "mean": 0.46, "low": 0.3, "high": 0.62, "kind": "background", "evidence": "", "points": ""},
    {"label": "a swing that no one can explain", "percent": "28 %", "mean": 0.28, "low": 0.1, "high": 0.44, "kind": "unexplained", "evidence": "", "points": ""},
    {"label": "the hard work itself", "percent": "17 %", "mean": 0.17, "low": 0.05, "high": 0.33, "kind": "cause", "evidence": "some proof", "points": "A run of 75 minutes, and the calf did most of it."},
    {"label": "coffee, stress, short sleep", "percent": "5 %", "mean": 0.05, "low": 0.01, "high": 0.12, "kind": "cause", "evidence": "little proof", "points": "Two cups, the last at 15:00."},
]  # fmt: skip
ACTIONS = [
    {"label": "a good night of sleep", "moment": "now", "change": "about 4 % less", "evidence": "little proof", "grade": "weak", "note": "Short sleep and twitching go together in what people report.", "sources": "Kim 2021"},
    {"label": "half a litre of water", "moment": "now", "change": "next to nothing", "evidence": "proof against it", "grade": "contradicted", "note": "Thirst is a good guide. More than that does not help.", "sources": ""},
    {"label": "the same run tomorrow", "moment": "next time", "change": "about 20 % more", "evidence": "some proof", "grade": "moderate", "note": "", "sources": ""},
]  # fmt: skip


def environment():
    """Jinja as the app must have it: escaping on, no silent gaps."""
    return Environment(
        loader=PackageLoader("myotwitch.app", "templates"), autoescape=True, undefined=StrictUndefined
    )


def sample_course(width):
    """A course that rises after the work and fades, drawn by the report's own hand."""
    hours = np.geomspace(0.1, 72.0, 80)
    middle = 1 + 1.6 * np.exp(-((np.log(hours / 2.5)) ** 2) / 1.1)
    ratio = [Summary(m, max(0.3, 0.62 * m), 1.6 * m) for m in middle]
    history = SimpleNamespace(now=1.0, sessions=(1,), seconds=lambda now: 5 * 3600.0, twitches=())
    question = SimpleNamespace(end_s=0.0, from_s=2 * 3600.0, to_s=8 * 3600.0, reported_per_hour=None)
    why = SimpleNamespace(
        hours=hours, shown=np.full(80, True), ratio=ratio, history=history, question=question
    )
    assert math.isfinite(middle.sum())
    return Markup(course_picture(why, width=width, plain=True))


PAGE = """
{%- import "parts.html" as parts %}{% import "bodymap.html" as map -%}
<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>Why does my muscle twitch?</title><link rel="stylesheet" href="{{ root }}app.css">
{% for script in scripts %}<script src="{{ root }}{{ script }}" defer></script>{% endfor %}</head>
<body class="{{ 'wide-page' if 'map' in only }}"><a class="skip" href="#main">Skip to the page</a>
<header class="top"><a class="name" href="/">myotwitch</a><p class="stays">Everything stays on this computer.</p></header>
<main id="main"><form method="post" action="/">
{% if "steps" in only %}{{ parts.progress_steps(steps, 3) }}{% endif %}
{% if "danger" in only %}<h1>First, a short check</h1><p class="lead">Let us first look for the few things that need help today. Most people tick “none of these”.</p>
{{ parts.problems([("check-poison", "Please tick one line, or none of these."), ("air", "The air: 240 is too hot for people.")]) }}
{% for prompt in prompts %}{{ parts.danger_card(prompt, ticked=(1,) if loop.index == 2 else (), unsure=(0,) if loop.index == 2 else (), nothing=loop.index == 1, error="Please tick one line, or none of these." if loop.last) }}{% endfor %}
{{ parts.go_on(back="/") }}{% endif %}
{% if "action" in only %}{{ parts.action("See a doctor today", ["Dark pee with strong muscle pain needs a look today.", "Call ahead and say that it came after a workout."], lines=["Your pee is like cola or tea."]) }}
{{ parts.action("Call your emergency number now", ["Do not drive there yourself."], urgent=True) }}{% endif %}
{% if "drop" in only %}<h1>What happened?</h1>{{ parts.drop() }}
{{ parts.drop(name="second", error="The file ended early, and nothing in it could be read. Please try the export again.", hint=None, label="Drop it again") }}
<h2>Or tell it in one sentence</h2>
{% call parts.sentence() %}I did {{ parts.gap("what", "What you did", "leg day", width=9, list=["leg day", "a run", "a ride"]) }} for {{ parts.gap("minutes", "Minutes", "900", width=4, unit="min", inputmode="numeric", error="900") }}, it was {{ parts.gap_choice("hard", "How hard", [("easy", "easy"), ("hard", "hard"), ("all", "all I had")], "hard") }}, the air was {{ parts.gap_choice("warm", "How warm", [("cool", "cool"), ("warm", "warm"), ("hot", "hot")], "warm") }}, and I weigh {{ parts.gap("weight", "Weight", "70", width=4, unit="kg", inputmode="decimal") }}.{% endcall %}
{{ parts.sentence_errors([("minutes", "900 minutes is longer than most workouts: write minutes, such as 60.")]) }}
{{ parts.go_on() }}{% endif %}
{% if "read" in only %}<h1>What we read</h1><p class="lead">A run on 14 November, from 17:02 to 18:17. Change what is not right.</p>
{{ parts.field("duration", "Time", "75", unit="min", origin="read from your watch", inputmode="numeric") }}
{{ parts.field("heart", "Heart rate, mean", "143", unit="per min", origin="read from your watch", inputmode="numeric") }}
{{ parts.field("air", "Air", "240", unit="°C", origin="you told us", error="240 °C is too hot for people. Between −30 and 50 °C can be worked with.", hint="Your watch reads the skin, so it does not know.", inputmode="numeric") }}
{{ parts.field("sweat", "Sweat lost", "1.1", unit="L", origin="our guess, from the pace and the air", guess=True, inputmode="decimal") }}
{{ parts.go_on(back="/happened") }}{% endif %}
{% if "map" in only %}<h1>Where does it twitch?</h1>{{ map.body_map(chart) }}{% endif %}
{% if "how" in only %}{{ parts.choice("feel", "What is it like?", [("flicker", "Quick flickers"), ("rippling", "Ripples under the skin"), ("cramp", "A cramp that hurts")], "flicker", why="A cramp is another thing, and this model does not know it.") }}
{{ parts.choice("medicines", "Do you take any of these?", [("water", "Water pills"), ("asthma", "Asthma spray"), ("thyroid", "Thyroid pills")], ["asthma"], many=True, hint="Never stop one on your own.", error="Please pick one, or don't know.") }}
{{ parts.tap_counter() }}{% endif %}
{% if "answer" in only %}{{ parts.answer("Most of the twitching in your left calf is what it does on any day, or a swing that no one can explain; the hard work itself is the largest cause that we can name.", "You noticed about 12 in an hour. That fits what we expect after such a run.") }}
{{ parts.shares(shares) }}
{{ parts.course(wide, narrow, rows=[("1 h after", "about 2 times as many"), ("1 day after", "as on any day")]) }}
{{ parts.curves([("Potassium, mM", narrow), ("Pump, × rest", narrow)]) }}
{{ parts.sentences(["Where it rises, half of the rise is gone 6 hours after the session.", "No study has counted twitches hour by hour after sport. So this is a guess of the model."]) }}
<h2>What you can do</h2>{{ parts.todo(actions) }}
<h2>Try it out</h2>{{ parts.slider("coffee", "Coffee on that day", 0, 6, 1, 2, unit="cups", low_words="none", high_words="6 cups", result="About as many twitches as now.") }}
{{ parts.live_progress("work", "Asking 64 possible bodies: 24 done.", 0.375) }}{{ parts.live_progress("wait", "Waiting for the one before.") }}
<h2>More</h2>{% call parts.fold("How sure we are") %}<p>Not very. The hours after hard work were studied by few.</p>{% endcall %}
{% call parts.fold("What this does not know", open=True, id="limits") %}<p>The face, muscles that did not work, weeks, and cramp.</p>{% endcall %}
{{ parts.help_lines("When to have it seen", ["New weakness, trouble with speech or swallowing: soon.", "Twitching in more than one place for two weeks: at a routine visit."]) }}
<p class="go">{{ parts.print_button() }}</p>{% endif %}
</form></main><footer class="foot">Educational and research software, not a medical device.</footer></body></html>
"""
ALL = ("steps", "danger", "action", "drop", "read", "map", "how", "answer")


def gallery(only=ALL, root="", muscle="gastrocnemius", side="left", **changes):
    """The page as text. `changes` replace sample content, for instance by hostile text."""
    screens = [screen for screen in rulebook().screens if screen.kind == "card"][:8]
    content = {
        "steps": STEPS, "prompts": [prompt_of(screen, screen.ask) for screen in screens], "shares": SHARES, "actions": ACTIONS,
        "chart": chart(muscle, side), "wide": sample_course(640), "narrow": sample_course(360), "scripts": SCRIPTS,
    }  # fmt: skip
    return environment().from_string(PAGE).render(only=only, root=root, **{**content, **changes})


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(gallery(tuple(sys.argv[2:]) or ALL, root=f"file://{STATIC}/"), "utf-8")
