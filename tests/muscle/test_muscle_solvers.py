"""Two published solvers agree on a set, its rest and a day: the equations are smooth enough for both."""

import numpy as np
from alone import REST, Course

from myotwitch.muscle.whole import muscle_for
from myotwitch.person import Person


def test_loose_lsoda_agrees_with_tight_radau():
    pieces = [(40, (0.8, 1, 0, 0.4)), (120, REST), (40, (0.8, 1, 1, 0.4)), (86400, REST)]
    muscle = muscle_for("quadriceps", Person(), accustomed=0.0)
    loose = Course(muscle, None, pieces, rtol=1e-5, atol=1e-7, points=50)
    tight = Course(muscle, None, pieces, method="Radau", rtol=1e-9, atol=1e-11, points=50)
    span = np.ptp(tight.states[:25], axis=1) + 1e-9
    assert (np.abs(loose.states[:25] - tight.states[:25]).max(axis=1) / span).max() < 1e-3
