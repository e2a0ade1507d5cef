import math

import pytest

from myotwitch.provenance import values
from myotwitch.twitch.endplate import (
    Junction,
    chance_of_failure,
    ln_chance_of_coincidence,
    release_after_train,
    release_ratio,
    safety_factor,
    spontaneous_rate_for_twitches_per_s,
    spontaneous_twitches_per_hour,
)

J = values(Junction())


def test_release_follows_calcium_steeply_and_magnesium_weakly():
    assert release_ratio(1.2, 0.55, J) == pytest.approx(1.0)
    step = 1.001
    assert math.log(release_ratio(1.2 * step, 0.55, J)) / math.log(step) == pytest.approx(2.07, abs=0.02)
    assert math.log(release_ratio(1.2, 0.55 * step, J)) / math.log(step) == pytest.approx(-0.32, abs=0.01)
    assert release_ratio(0.0, 0.55, J) == 0.0


def test_at_low_calcium_release_goes_with_the_fourth_power():
    slope = math.log(release_ratio(0.02, 0.0, J) / release_ratio(0.01, 0.0, J)) / math.log(2)
    assert slope == pytest.approx(4.0, abs=0.06)


def test_a_healthy_junction_has_room_to_spare():
    assert safety_factor(J) == pytest.approx(2.0)
    assert chance_of_failure(J) < 2e-3
    assert chance_of_failure(J, 0.3) > 0.9
    assert chance_of_failure(J, release_ratio(1.15, 0.55, J)) < 0.02


def test_resting_quanta_never_move_a_muscle():
    # a million junctions for a thousand years
    assert spontaneous_twitches_per_hour(J, 1e6) * 24 * 365 * 1000 < 1e-20
    needed = spontaneous_rate_for_twitches_per_s(J, 1e6, 1.0)
    assert needed > 100 * J.spontaneous_per_s
    assert spontaneous_twitches_per_hour(J, 1e6, needed) == pytest.approx(1.0, rel=1e-3)


def test_tail_of_the_poisson_law_far_out():
    exact = 1 - math.exp(-2.0) * (1 + 2.0 + 2.0)
    assert math.exp(ln_chance_of_coincidence(2.0, 3)) == pytest.approx(exact)
    assert ln_chance_of_coincidence(1e-3, 200) == pytest.approx(
        200 * math.log(1e-3) - math.lgamma(201), rel=1e-3
    )
    assert ln_chance_of_coincidence(0.0, 3) == -math.inf


def test_what_a_train_leaves_is_bounded_and_gone_in_minutes():
    at_once = release_after_train(30.0, 60.0, 0.02, J)
    assert 1.0 < at_once < J.most_released
    assert at_once > release_after_train(30.0, 60.0, 5.0, J) > release_after_train(30.0, 60.0, 60.0, J) > 1.0
    assert release_after_train(30.0, 60.0, 600.0, J) == pytest.approx(1.0, abs=1e-3)
    one = release_after_train(1.0, 1.0, 0.05, J)  # one impulse
    trace = sum(g * math.exp(-0.05 / t) for g, t in ((0.8, 0.05), (0.12, 0.3), (0.025, 3.0), (0.001, 60.0)))
    assert one == pytest.approx(1 + trace / (1 + trace), rel=1e-6)
