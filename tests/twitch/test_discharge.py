import numpy as np
import pytest

from myotwitch.handover import MUSCLES, Spikes
from myotwitch.provenance import ASSUMED, known_sources
from myotwitch.refusal import Refusal
from myotwitch.twitch.discharge import drawn_per_hour, twitches, usual_rate, usual_rate_origins
from myotwitch.twitch.noticed import Noticing, chance_noticed


def spikes(ratio, inside=None):
    ratio = np.asarray(ratio, float)
    inside = np.ones(len(ratio), bool) if inside is None else np.asarray(inside)
    return Spikes(np.arange(len(ratio)) * 60.0, ratio, inside)


def test_every_muscle_has_a_sourced_or_explained_rate():
    rows = usual_rate_origins()
    assert [r.name.removesuffix("_per_min") for r in rows] == list(MUSCLES)
    for row in rows:
        low, high = row.spread
        assert 0 < low < row.value < high
        assert row.source in known_sources() if row.source != ASSUMED else row.note


def test_counted_muscles_keep_their_order_and_the_rest_is_wide():
    foot, calf, shin = (usual_rate(m) for m in ("abductor_hallucis", "gastrocnemius", "tibialis_anterior"))
    assert foot.per_min > calf.per_min > shin.per_min
    assert shin.high_per_min <= 3.0  # never above 3 a minute
    assert foot.high_per_min >= 100.0
    for muscle in set(MUSCLES) - {foot.muscle, calf.muscle, shin.muscle}:
        assert usual_rate(muscle).high_per_min >= 30 * usual_rate(muscle).low_per_min


def test_draws_follow_the_percentiles():
    row = usual_rate("gastrocnemius")
    assert drawn_per_hour("gastrocnemius", 0.0) == pytest.approx(60 * row.per_min)
    assert drawn_per_hour("gastrocnemius", 1.2815515655446) == pytest.approx(60 * row.high_per_min)
    assert drawn_per_hour("gastrocnemius", -1.2815515655446) == pytest.approx(60 * row.low_per_min)


def test_twitches_are_ratio_times_usual_and_hidden_outside_the_range():
    told = twitches(spikes([1.0, 2.0, 0.5], [True, True, False]), "gastrocnemius")
    assert told.twitches_per_hour[:2] == pytest.approx([240.0, 480.0])
    assert np.isnan(told.twitches_per_hour[2])
    assert np.isnan(told.noticed_per_hour[2])
    assert told.noticed_per_hour[0] == pytest.approx(240.0 * 0.04)


def test_nobody_notices_asleep_and_few_do_on_the_run():
    still = twitches(spikes([1.0]), "gastrocnemius").noticed_per_hour[0]
    running = twitches(spikes([1.0]), "gastrocnemius", moving=1.0).noticed_per_hour[0]
    assert running == pytest.approx(0.02 * still)
    assert twitches(spikes([1.0]), "gastrocnemius", asleep=1.0).noticed_per_hour[0] == 0.0
    mixed = twitches(spikes([1.0, 1.0]), "gastrocnemius", moving=np.array([0.0, 1.0])).noticed_per_hour
    assert mixed == pytest.approx([still, running])
    watching = twitches(spikes([1.0]), "gastrocnemius", watching=1.0)
    assert watching.noticed_per_hour[0] == pytest.approx(4.0 * still)
    assert watching.twitches_per_hour[0] == pytest.approx(60 * usual_rate("gastrocnemius").per_min)


def test_it_starts_on_the_sofa_though_the_muscle_has_grown_quieter():
    run_and_sofa = twitches(spikes([1.2, 0.6]), "gastrocnemius", moving=np.array([1.0, 0.0]))
    assert run_and_sofa.twitches_per_hour[0] > run_and_sofa.twitches_per_hour[1]
    assert run_and_sofa.noticed_per_hour[1] > 10 * run_and_sofa.noticed_per_hour[0]


def test_noticing_goes_by_muscle():
    hourly = {
        m: twitches(spikes([1.0]), m).noticed_per_hour[0] for m in ("orbicularis_oculi", "thenar", "soleus")
    }
    assert hourly["orbicularis_oculi"] > hourly["thenar"] > 10 * hourly["soleus"]


def test_chance_stays_a_chance():
    p = Noticing(when_still=0.5)
    assert chance_noticed(np.array(0.0), np.array(0.0), 5.0, p) == pytest.approx(0.9)


def test_unknown_muscle_is_refused_with_the_nearest():
    with pytest.raises(Refusal, match="gastrocnemius"):
        usual_rate("gastrocnemious")


def test_a_keener_eye_sees_more_of_every_muscle_but_never_more_than_all():
    keen = Noticing(when_still=0.5)
    for muscle in ("orbicularis_oculi", "gastrocnemius", "soleus"):
        usual, more = (twitches(spikes([1.0]), muscle, noticing=p) for p in (Noticing(), keen))
        assert (
            usual.noticed_per_hour[0] < more.noticed_per_hour[0] <= keen.largest * more.twitches_per_hour[0]
        )
    eyelid = twitches(spikes([1.0]), "orbicularis_oculi", noticing=keen)
    assert (
        eyelid.noticed_per_hour[0]
        < 0.5 / 0.04 * twitches(spikes([1.0]), "orbicularis_oculi").noticed_per_hour[0]
    )
