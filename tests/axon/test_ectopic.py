import dataclasses
import itertools
import math
import time

import numba
import numpy as np
import pytest

from myotwitch.axon import MotorAxon, ectopic_rate, resting_milieu
from myotwitch.axon.ectopic import (
    EctopicParameters,
    HazardAt20ms,
    hazard_per_s,
    log_rate,
    log_ratio,
    log_ratio_by_slope,
    rate_model,
)
from myotwitch.axon.exposure import exposure, resting_site
from myotwitch.axon.surrogate import theta_pA
from myotwitch.provenance import values
from myotwitch.refusal import Door, Refusal

MODEL = rate_model()
REST = resting_site()


def ratio(model=MODEL, **changed):
    return math.exp(log_ratio(REST._replace(**changed), REST, model)[0])


def test_unchanged_milieu_changes_nothing():
    assert log_ratio(REST, REST, MODEL) == (0.0, 1.0)


# multiplier of the rate, from an earlier implementation (site spread 0.2, tamed)
@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"potassium_mM": 4.3}, 1.17),
        ({"potassium_mM": 4.7}, 2.2),
        ({"potassium_mM": 3.7}, 0.43),
        ({"calcium_mM": 1.15}, 1.22),
        ({"calcium_mM": 1.05}, 1.84),
        ({"magnesium_mM": 0.45}, 1.17),
        ({"magnesium_mM": 0.35}, 1.38),
        ({"pump": 1.5}, 0.64),
        ({"current_pA": 10.0}, 1.19),
        ({"current_pA": -30.0}, 0.54),
    ],
)
def test_sizes_of_the_effects(changed, expected):
    found = ratio(rate_model(EctopicParameters(site_spread=0.2)), **changed)
    assert found == pytest.approx(expected, rel=0.08)


def test_cooling_does_almost_nothing_with_thermal_noise_and_much_without():
    assert ratio(temperature_C=29.0) == pytest.approx(1.0, abs=0.08)
    assert ratio(rate_model(EctopicParameters(noise_q10=1.0)), temperature_C=29.0) > 2.0


def test_directions_of_the_rest():
    assert ratio(sodium_inside_mM=10.0) < 1.0
    assert ratio(sodium_mM=0.97 * REST.sodium_mM) < 1.0
    assert ratio(periaxonal_potassium_ratio=1.15) > 1.0
    assert ratio(pH=7.1) < 1.0 < ratio(pco2_mmHg=30.0)


def test_smaller_noise_makes_every_effect_larger():
    quiet, loud = (rate_model(EctopicParameters(noise_pA=sigma)) for sigma in (25.0, 60.0))
    for changed in ({"potassium_mM": 4.6}, {"calcium_mM": 1.05}, {"current_pA": 20.0}):
        assert ratio(quiet, **changed) > ratio(**changed) > ratio(loud, **changed) > 1.0


def test_the_one_scalar_law_agrees():
    rng = np.random.default_rng(1)
    told, theta = [], []
    for _ in range(200):
        site = REST._replace(
            potassium_mM=rng.uniform(3.7, 4.8),
            pump=rng.uniform(0.9, 1.6),
            calcium_mM=rng.uniform(1.1, 1.25),
            temperature_C=rng.uniform(31.0, 38.5),
            current_pA=rng.uniform(0.0, 25.0),
        )
        told.append(log_ratio(site, REST, MODEL)[0])
        theta.append(log_ratio_by_slope(site, REST, MODEL) / MODEL.parameters.slope_per_pA)
    told, theta = np.array(told), np.array(theta)
    slope = (theta @ told) / (theta @ theta)
    assert 0.016 < slope < 0.057  # inside the prior of the slope
    assert np.sqrt(np.mean((told - slope * theta) ** 2)) < 0.06 < 0.2 * told.std()


@pytest.mark.parametrize("tau_ms", [2.0, 100.0])
def test_noise_for_which_nothing_was_mapped_is_refused(tau_ms):
    other = dataclasses.replace(HazardAt20ms(), tau_ms=tau_ms)
    with pytest.raises(Refusal, match="20 ms, for which the thresholds were mapped"):
        rate_model(EctopicParameters(hazard=other))


def test_hazard_has_its_limits():
    h = values(HazardAt20ms())
    assert hazard_per_s(-20.0, h) == pytest.approx(9.0, rel=1e-6)
    assert hazard_per_s(0.0, h) == pytest.approx(1 / (1 / 9 + 1 / 8.17))
    rates = [hazard_per_s(z, h) for z in np.linspace(-6, 40, 300)]
    assert all(a >= b > 0 for a, b in itertools.pairwise(rates))


def test_table_is_the_average_that_it_stands_for():
    # one site at one place against direct integration over both Gaussians
    p = values(EctopicParameters())
    rng = np.random.default_rng(0)
    a, b = rng.standard_normal((2, 200_000))
    for z in (1.0, 2.5, 4.0):
        scaled = (z - b * p.common_drive) * np.exp(-a * p.noise_spread)
        climb = np.minimum(0.5 * (p.hazard.steepness**2) * scaled * np.abs(scaled), 690)
        direct = np.mean(1 / (1 / 9 + np.exp(climb) / p.hazard.attempts_per_s))
        at = round((z + 6.0) * 10)
        assert math.exp(MODEL.log_hazard[at]) == pytest.approx(direct, rel=0.03)


def test_site_integral_is_converged():
    # the twelve-point rule against a fine sum over sites
    factors = np.exp(np.linspace(math.log(1.4), math.log(2.6), 2001))
    e = exposure(REST, MODEL.concentrations, MODEL.screening)
    z = np.array([theta_pA(e, float(f), MODEL.map) for f in factors]) / 40.0
    ln = np.interp(z, np.linspace(-6, 40, 461), MODEL.log_hazard)
    s = MODEL.parameters.site_spread
    density = np.exp(-0.5 * (np.log(factors) / s) ** 2) / (s * math.sqrt(2 * math.pi))
    assert log_rate(REST, MODEL)[0] == pytest.approx(
        math.log(np.trapezoid(density * np.exp(ln), np.log(factors))), abs=2e-3
    )


def test_bounded_and_marked_outside_the_box():
    wild = dataclasses.replace(EctopicParameters(), noise_pA=8.0, noise_spread=0.0, common_drive=0.0)
    value, inside = log_ratio(REST._replace(potassium_mM=9.0, pump=0.5), REST, rate_model(wild))
    assert inside == 0.0
    assert 2.0 < value < math.log(30.0)


def test_fast_enough_for_every_time_draw_and_coalition():
    @numba.njit
    def many(site, rest, model, n):
        total = 0.0
        for _i in range(n):
            total += log_ratio(site, rest, model)[0]
        return total

    many(REST, REST, MODEL, 1)
    started = time.perf_counter()
    many(REST._replace(potassium_mM=4.6), REST, MODEL, 20_000)
    # measured 1.2 µs on a free machine; the bound leaves room for a busy one
    assert (time.perf_counter() - started) / 20_000 < 15e-6


def test_door():
    axon, milieu = MotorAxon.reference(), resting_milieu()
    at_rest = ectopic_rate(axon, milieu)
    assert at_rest == pytest.approx(math.exp(log_rate(REST, MODEL)[0]))
    twitchy = milieu._replace(terminal=milieu.terminal._replace(potassium_mM=5.0))
    assert ectopic_rate(axon, twitchy) > 2 * at_rest
    # the trunk is not where twitches are born
    assert ectopic_rate(axon, milieu._replace(trunk=milieu.trunk._replace(potassium_mM=5.0))) == at_rest


@pytest.mark.parametrize(
    ("changed", "door", "word"),
    [
        ({"potassium_mM": -1.0}, Door.IMPOSSIBLE, "0.5 to 40 mM: a concentration is above zero"),
        ({"sodium_inside_mM": 0.0}, Door.IMPOSSIBLE, "Nernst"),
        ({"magnesium_mM": 0.0}, Door.IMPOSSIBLE, "Hille 1975"),
        (
            {"temperature_C": 42.5},
            Door.IMPOSSIBLE,
            "15 to 42 °C: the gates were measured at 20 °C (Schwarz 1995)",
        ),
        ({"temperature_C": 14.5}, Door.IMPOSSIBLE, "15 to 42"),
        ({"calcium_mM": float("nan")}, Door.IMPOSSIBLE, "calcium"),
        ({"potassium_mM": 9.0}, Door.USAGE, "mapped from 2.2 to 5.6"),
    ],
)
def test_door_refuses_kindly(changed, door, word):
    milieu = resting_milieu()
    with pytest.raises(Refusal) as told:
        ectopic_rate(MotorAxon.reference(), milieu._replace(terminal=milieu.terminal._replace(**changed)))
    assert told.value.door == door
    assert word in str(told.value)
