import dataclasses
import math

import pytest

from myotwitch.provenance import values
from myotwitch.twitch.spinal import SpinalSource, log_total_ratio

SPINAL = values(SpinalSource())


def test_usual_axon_and_usual_drive_are_usual():
    assert log_total_ratio(0.0, 1.0, 1.0, SPINAL) == pytest.approx(0.0, abs=1e-12)


def test_strong_coffee_alone_moves_the_total_by_a_few_per_cent():
    assert 1.0 < math.exp(log_total_ratio(0.0, 1.25, 1.0, SPINAL)) < 1.05
    without = values(dataclasses.replace(SpinalSource(), gain=0.0))
    assert log_total_ratio(0.0, 1.25, 1.0, without) == pytest.approx(0.0, abs=1e-12)


def test_the_axon_carries_the_rest():
    total = math.exp(log_total_ratio(math.log(3.0), 1.0, 1.0, SPINAL))
    assert total == pytest.approx(0.97 * 3.0 + 0.03)
    # a silenced axon leaves the spinal share
    assert math.exp(log_total_ratio(-20.0, 1.0, 1.0, SPINAL)) == pytest.approx(0.03, rel=1e-3)
