"""Directions that the literature grades strong or contradicted, held against the model.

Each row is a popular claim about a mechanism or a cause that the model contains. `True` in the last
column: the model agrees with the literature. `False`: a known disagreement, told with its reason.
A row that changes sides fails here, so that it is noticed; it is never tuned until it agrees.
Rows are directions and sizes of the model as it stands, no support for it: those that the model
was built from (calcium, potassium, current) are marked "built in".
"""

import math

import numpy as np
import pytest

from myotwitch.axon.ectopic import log_ratio, rate_model
from myotwitch.axon.exposure import resting_site
from myotwitch.why.outlook import NOTICEABLE
from myotwitch.why.players import PLAYERS

USUAL = resting_site()
MODEL = rate_model()
SMALL = math.log(NOTICEABLE)


def change(**fields):
    """ln(rate / usual) of the nerve end when some of its milieu differ from rest."""
    now = USUAL._replace(**{name: getattr(USUAL, name) + by for name, by in fields.items()})
    return log_ratio(now, USUAL, MODEL)[0]


def largest_shift(why, name):
    return max(abs(why.milieu_shift[name].low), abs(why.milieu_shift[name].high))


def signed(why, *players):
    parts = dict(zip(PLAYERS, why.shares.signed_players, strict=True))
    return sum(float(parts[p]) for p in players)


ROWS = [
    ("C08", "raised excitability of the axon makes units fire on their own (strong; built in)", lambda _: change(current_pA=10.0) > SMALL, True),
    ("C106", "a nervous signal that nobody willed makes a twitch (strong; built in)", lambda w: w.discharges_per_hour[-1].median > 0, True),
    ("C17", "such firing is seen at times (strong; built in)", lambda w: 0 < w.noticed_per_hour[-1].median < w.discharges_per_hour[-1].median, True),
    ("C22", "low ionised calcium makes nerves livelier (strong; built in)", lambda _: change(calcium_mM=-0.2) > SMALL, True),
    ("C21", "low potassium makes nerves misfire (contradicted)", lambda _: change(potassium_mM=-0.8) < 0, True),
    ("C28", "lack of potassium prolongs excitability (contradicted)", lambda _: change(potassium_mM=-0.4) < 0, True),
    ("C10", "acid in the blood makes muscles twitch (contradicted)", lambda _: change(pH=-0.2) <= 0, True),
    ("C19", "loss of 3 % of body water makes nerves livelier (contradicted)", lambda _: change(sodium_mM=4.0) < SMALL, True),
    ("C33", "slight changes of potassium (0.3 mM) set off firing (contradicted)", lambda _: abs(change(potassium_mM=0.3)) < SMALL, False),
    ("C33", "slight changes of calcium (0.05 mM) set off firing (contradicted)", lambda _: abs(change(calcium_mM=-0.05)) < SMALL, False),
    ("C63", "a sweaty hour changes the blood's salts a lot (contradicted)", lambda w: largest_shift(w, "sodium_mM") < 5.0, True),
    ("C109", "sweat takes the potassium and calcium and nerves misfire (contradicted)",
     lambda w: largest_shift(w, "calcium_mM") < 0.1 and signed(w, "calcium_magnesium") < SMALL, True),
    ("C43", "work moves potassium out of the muscle cells (strong; built in)",
     lambda w: abs(w.milieu["potassium_mM"][0].median - w.usual_milieu["potassium_mM"][0].median) > 0.05, True),
]  # fmt: skip


@pytest.mark.parametrize(("claim", "says", "agrees", "recorded"), ROWS, ids=[f"{r[0]}-{i}" for i, r in enumerate(ROWS)])  # fmt: skip
def test_direction(why, claim, says, agrees, recorded):
    assert bool(agrees(why)) is recorded, f"{claim}: {says}"


def test_early_after_work_nerves_are_calmer(why):
    """C07: right after hard work human motor axons are less excitable, not more."""
    early = (why.hours > 0.05) & (why.hours < 0.25) & why.shown
    assert max(why.ratio[i].median for i in np.flatnonzero(early)) < 1.0
