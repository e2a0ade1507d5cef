"""The muscle beside the papers it was calibrated on: tests of order, never support for the model.

Each band is wide on purpose: the parameters were fitted to these very rows (and named misses are
written where they are). Predictions are judged in `validation/`, not here.
"""

import numpy as np
import pytest
from alone import REST, RESTING, Circulation, Course

from myotwitch.muscle.whole import muscle_for
from myotwitch.person import Person

MAN = Person(sex="male", mass_kg=75.0)
QUADRICEPS = muscle_for("quadriceps", MAN, 0.0)
KNEE_KG, CYCLING_KG = 2.6, 14.0
AT_65_W = 0.42


@pytest.fixture(scope="module")
def sprint():
    return Course(QUADRICEPS, CYCLING_KG, [(30, (1, 1, 0, 0)), (2400, REST)])


@pytest.fixture(scope="module")
def knee():
    return {
        watts: Course(QUADRICEPS, KNEE_KG, [(300, (watts / 65 * AT_65_W, 1, 0, 0)), (1800, REST)])
        for watts in (10, 30, 50)
    }


def test_sprint_phosphocreatine(sprint):
    """Bogdanis 1995: 19.7, 65.0 and 85.5 %; ATP does not fall here, so the last is missed low."""
    end, after_90_s, after_6_min = (100 * sprint.at("phosphocreatine_fraction", t) for t in (30, 120, 390))
    assert 15 < end < 30
    assert 60 < after_90_s < 72
    assert 76 < after_6_min < 88


def test_sprint_acid_and_lactate(sprint):
    """Bogdanis 1995 (37 mM, a known miss: 30; pH 6.7), Allsop 1990 (7.03 at 30 min; blood 15.8 at 5, 10.3 at 30 min)."""
    assert 28 < sprint.at("lactate_mM", 30) < 41
    assert 6.57 < sprint.at("pH", 30) < 6.78
    assert 6.65 < sprint.at("pH", 390) < 6.85
    assert 6.97 < sprint.at("pH", 1830) < 7.06
    blood = sprint.series("blood_lactate")
    assert 13 < blood.max() < 17
    assert 4 < sprint.time_s[blood.argmax()] / 60 < 11
    half = (sprint.at("lactate_mM", 610) - 1) / (sprint.at("lactate_mM", 40) - 1)
    assert 0.4 < half < 0.62  # Sahlin 1976: half in 9.5 min


def test_phosphocreatine_recovers_with_its_acid(sprint):
    """The slow phase is the acid's: half an hour later both are back."""
    assert sprint.at("phosphocreatine_fraction", 1830) > 0.93


def test_interstitial_potassium_rises_with_power(knee):
    """Juel 2000: 6.2, 7.5, 9.0 mM at 10, 30, 50 W. The last two are known misses (6.1, 7.1)."""
    at_end = [knee[w].at("interstitial_potassium_mM", 300) for w in (10, 30, 50)]
    assert at_end == sorted(at_end)
    assert 4.8 < at_end[0] < 6.6
    assert 5.7 < at_end[1] < 8.2
    assert 6.7 < at_end[2] < 10.0


def test_potassium_and_acid_at_exhaustion():
    """Pedersen 2001, Nordsborg 2003, Juel 1990: 8.7 mM at 75 s, 10 to 12 at the end (missed: 8.5), pH 6.71."""
    c = Course(QUADRICEPS, KNEE_KG, [(210, (AT_65_W, 1, 0, 0)), (1800, REST)])
    assert 7.8 < c.at("interstitial_potassium_mM", 75) < 10.5
    assert 8.0 < c.at("interstitial_potassium_mM", 210) < 12.5
    assert 6.5 < c.at("pH", 210) < 6.87
    assert -20 < c.at("intracellular_potassium_mM", 210) - 155 < -4
    assert 0.4 < c.at("force_fraction", 210) < 0.75  # Froyd 2013: 52 % after a time trial
    assert c.at("force_fraction", 330) > c.at("force_fraction", 210) + 0.1  # most back in 1 to 2 min


def test_potassium_undershoots_after_work(knee):
    """Below rest from about one minute, within 0.6 mM of it after twenty; the sign is the point."""
    hard = knee[50]
    rest = hard.at("interstitial_potassium_mM", 0)
    assert hard.at("interstitial_potassium_mM", 420) < rest - 0.4
    assert hard.at("plasma", 600) < 4.1  # below rest only with adrenaline, which this small work lacks
    assert hard.at("interstitial_potassium_mM", 1500) == pytest.approx(rest, abs=0.6)
    assert hard.at("pump_ratio", 360) > 1.5
    assert hard.at("pump_ratio", 2000) == pytest.approx(1.0, abs=0.25)  # near its rest within the hour


def test_an_hour_of_work_leaves_no_deep_trough():
    """Costill 1981: two hours of cycling leave no loss of potassium that a biopsy can show."""
    c = Course(QUADRICEPS, None, [(7200, (0.2, 1, 0, 0)), (7200, REST)], RESTING._replace(adrenaline=0.2))
    rest = c.at("interstitial_potassium_mM", 0)
    for minutes in (30, 60, 120):
        assert rest - 1.1 < c.at("interstitial_potassium_mM", 7200 + 60 * minutes) < rest
    lost = c.at("intracellular_potassium_mM", 7200) - c.at("intracellular_potassium_mM", 0)
    assert -12.0 < lost < 0.0  # through the whole body 4 mM: a known miss, smaller there


def test_plasma_potassium_after_an_exhausting_run():
    """Medbø & Sejersted 1994: up by about 4 mM, then 0.5 mM below rest at 3 min.

    The fall takes the adrenaline of maximal effort, held here; in the body it wanes, and three minutes
    after the run plasma is still above what was measured: a known miss.
    """
    c = Course(QUADRICEPS, 12.0, [(60, (0.8, 1, 0, 0)), (1800, REST)], RESTING._replace(adrenaline=1.0))
    assert 2.2 < c.series("plasma").max() - 4.0 < 4.9
    assert c.at("plasma", 600) - 4.0 < -0.02


@pytest.mark.parametrize(
    ("force", "seconds", "measured"), [(0.2, 300, 5.7), (0.3, 300, 6.0), (0.45, 150, 8.0)]
)
def test_plasma_potassium_in_cycling(force, seconds, measured):
    """Vøllestad 1994, at 60, 85 and 110 % of maximal oxygen uptake."""
    c = Course(QUADRICEPS, 12.0, [(seconds, (force, 1, 0, 0))])
    assert c.series("plasma").max() == pytest.approx(measured, abs=1.2)


def test_muscle_warms_and_cools():
    """Kenny 2003: +2.0 to +3.2 °C in 15 min; Raccuglia 2016: -1.3 °C in 30 min of rest."""
    c = Course(QUADRICEPS, KNEE_KG, [(900, (0.2, 1, 0, 0)), (3600, REST)])
    assert 1.7 < c.at("temperature_C", 900) - c.at("temperature_C", 0) < 3.4
    assert -2.0 < c.at("temperature_C", 2700) - c.at("temperature_C", 900) < -0.7


def test_glycogen_in_hard_cycling():
    """Spencer 1992: 725 to 353 mmol/kg dry in 37 min at 75 % (10 a minute); ours is slower, near 6 to 8."""
    c = Course(QUADRICEPS, CYCLING_KG, [(37 * 60, (0.26, 1, 0, 0)), (48 * 3600, REST)])
    used = (c.at("glycogen_mmol_per_kg", 0) - c.at("glycogen_mmol_per_kg", 2220)) / 37
    assert 5 < used < 11
    assert c.at("glycogen_fraction", 2220 + 48 * 3600) > 0.9


def test_an_hour_of_running_is_possible():
    """What a runner does every week must not empty the model: no acid, force left, glycogen left."""
    c = Course(muscle_for("soleus", MAN), None, [(3600, (0.5, 0.4, 0, 0.1))])
    assert c.at("phosphocreatine_fraction", 3600) > 0.4
    assert c.at("pH", 3600) > 6.95
    assert c.at("force_fraction", 3600) > 0.6
    assert c.at("glycogen_fraction", 3600) > 0.35


def test_slow_muscle_stays_fresher():
    """Same task: soleus keeps more phosphocreatine and a higher pH than gastrocnemius."""
    soleus, gastrocnemius = (
        Course(muscle_for(g, MAN), 0.5, [(180, (0.45, 1, 0, 0))]) for g in ("soleus", "gastrocnemius")
    )
    assert soleus.at("phosphocreatine_fraction", 180) > gastrocnemius.at("phosphocreatine_fraction", 180)
    assert soleus.at("pH", 180) > gastrocnemius.at("pH", 180) + 0.05


def test_a_strong_hold_shuts_its_own_blood_off():
    held, pumped = (
        Course(QUADRICEPS, KNEE_KG, [(40, (0.7, 1, isometric, 0))], circulation=Circulation(open_=0.0))
        for isometric in (1, 0)
    )
    assert held.at("perfusion", 40) < 0.5 * pumped.at("perfusion", 40)
    weak = Course(QUADRICEPS, KNEE_KG, [(40, (0.1, 1, 1, 0))])
    assert weak.at("perfusion", 40) > 0.12


def test_long_loss_shows_at_low_rates_and_lasts_for_hours():
    """Effects of level running are gone in about two hours (Davies & White 1982)."""
    c = Course(QUADRICEPS, None, [(3600, (0.45, 0.4, 0, 0)), (8 * 3600, REST)])
    ratio = c.series("low_frequency_force_fraction") / c.series("force_fraction")
    after = [float(np.interp(3600 + t, c.time_s, ratio)) for t in (0, 3600, 7200, 4 * 3600)]
    assert 0.7 < after[0] < 0.97
    assert after == sorted(after)
    assert after[-1] > 0.97
