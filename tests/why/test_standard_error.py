"""How much a mean share still moves with the seed at the usual 64 draws, and whether the answer says so.

The truth here is replication: whole answers with other seeds, other bodies and settings.
"""

import dataclasses

import numpy as np
import pytest

from myotwitch.history.timeline import Noticed
from myotwitch.why.answer import explain
from myotwitch.why.hypothesis import KINDS, IrritableTerminal, kind_weights

SEEDS = range(1, 7)
MOST = 0.0125
"""What six seeds show, 0.006 to 0.012: a few bodies in which hard work does much more than in most make it so."""


def means(split):
    return [split.background_mean, split.unexplained_mean, *split.cause_means]


@pytest.fixture(scope="module", params=["asked beforehand", "reported"])
def answers(request, hot_run):
    told = Noticed("left calf", "gastrocnemius", "left", "+2 h", "+5 h", per_minute=3.0)
    history = dataclasses.replace(hot_run, twitches=(told,) if request.param == "reported" else ())
    return [explain(history, seed=seed, hours=7.0, what_ifs=False).shares for seed in SEEDS]


def test_a_mean_share_is_known_within_an_eightieth(answers):
    between = np.std([means(split) for split in answers], axis=0, ddof=1)
    assert between.max() <= MOST, between


def test_the_error_that_is_told_is_the_one_that_seeds_show(answers):
    between = np.std([means(split) for split in answers], axis=0, ddof=1)
    told = np.mean([split.errors for split in answers], axis=0)
    assert told.max() <= MOST, told
    large = between > 2e-3  # below, six seeds tell too little
    assert (told[large] > between[large] / 2.5).all(), (told, between)


def test_every_body_is_answered_with_and_without_the_hypothesis():
    usual = kind_weights(IrritableTerminal())
    assert usual.sum() == pytest.approx(1.0)
    assert usual[:KINDS].sum() == pytest.approx(0.5)
    assert kind_weights(IrritableTerminal(null_share=1.0))[KINDS:].sum() == 0.0
