"""A course as people and programs read it: every promised column, units, files, weeks."""

import csv
from datetime import datetime, timedelta, timezone

import numpy as np
import pytest

from myotwitch.course.simulate import simulate
from myotwitch.handover import MUSCLES
from myotwitch.history.session import Rest, Session, Set
from myotwitch.history.timeline import History, Weather
from myotwitch.history.words import session_from_words
from myotwitch.person import Person
from myotwitch.refusal import Refusal
from myotwitch.report.course_file import check_place, columns, write_course

BODY = [
    "core_C",
    "skin_C",
    "sweat_L",
    "urine_L",
    "body_water_L",
    "plasma_volume_fraction",
    "plasma_sodium_mM",
    "plasma_potassium_mM",
    "plasma_chloride_mM",
    "ionised_calcium_mM",
    "ionised_magnesium_mM",
    "serum_magnesium_mM",
    "osmolality_mOsm_per_kg",
    "blood_pH",
    "PCO2_mmHg",
    "blood_lactate_mM",
    "vasopressin_pM",
    "caffeine_mg_per_L",
    "drive",
]
MUSCLE = [
    "phosphocreatine_fraction",
    "pH",
    "lactate_mM",
    "glycogen_fraction",
    "interstitial_potassium_mM",
    "intracellular_sodium_mM",
    "force_fraction",
    "low_frequency_force_fraction",
    "damage",
    "soreness",
    "creatine_kinase_IU_per_L",
    "temperature_C",
    "axon_threshold_ratio",
    "twitches_per_hour",
    "noticed_per_hour",
]
START = datetime(2026, 5, 2, 17, 0, tzinfo=timezone(timedelta(hours=2)))


def words(text, days=0):
    return session_from_words(text, start=START + timedelta(days=days))


@pytest.fixture(scope="module")
def one_leg():
    """Leg curls with the left leg alone, then a night."""
    sets = [Set("leg_curl", repetitions=12, load_fraction=0.7, side="left"), Rest(120.0)] * 4
    history = History(Person(), sessions=[Session(tuple(sets), start=START)], weather=[Weather(22, 0.5)])
    return simulate(history, hours=20, every_s=300.0)


@pytest.fixture(scope="module")
def leg_day():
    return simulate(History(Person(), sessions=[words("leg day 1 hour hard")]), hours=8, every_s=60.0)


def test_every_promised_column_is_there_with_a_number_at_every_time(leg_day):
    table = columns(leg_day)
    assert list(table)[:20] == ["time_s", *BODY]
    for muscle in MUSCLES:
        for name in MUSCLE:
            column = table[f"{muscle}.{name}"]
            assert column.shape == table["time_s"].shape
            if name not in ("axon_threshold_ratio", "twitches_per_hour", "noticed_per_hour"):
                assert np.isfinite(column).all(), name
    assert table["sweat_L"][0] == table["urine_L"][0] == 0.0
    assert (np.diff(table["sweat_L"]) >= 0).all()


def test_nobody_counts_twitches_asleep_and_few_on_the_move(one_leg):
    seen = one_leg.muscle("gastrocnemius", "left")
    asleep = seen["noticed_per_hour"] == 0.0
    assert 0.3 < asleep.mean() < 0.5  # eight of twenty hours
    assert (seen["twitches_per_hour"][asleep] > 0).all()
    chance = seen["noticed_per_hour"] / seen["twitches_per_hour"]
    assert 0 < chance[0] < 0.1 * chance[12]  # in the first set, and an hour later


def test_sides_that_differ_have_columns_of_their_own(one_leg):
    names = {name for _, _, name in one_leg.places()}
    assert {"hamstrings.left", "hamstrings.right"} <= names
    assert "hamstrings" not in names
    left, right = (one_leg.muscle("hamstrings", side) for side in ("left", "right"))
    assert left["glycogen_fraction"].min() < 0.95 < right["glycogen_fraction"].min()
    # one plasma: both sides show the enzyme that the left one lost
    assert left["creatine_kinase_IU_per_L"][-1] > 120.5
    assert (left["creatine_kinase_IU_per_L"] == right["creatine_kinase_IU_per_L"]).all()


def test_plasma_kinase_is_rest_and_what_each_muscle_adds(leg_day):
    index = 20  # kinase_IU_per_L, the twentieth state of a muscle
    added = sum(c.copies * leg_day.now.cells[0, :, i, index - 1] for i, c in enumerate(leg_day.plan.cells))
    assert leg_day.muscle("thenar", "left")["creatine_kinase_IU_per_L"] == pytest.approx(120.0 + added)
    assert added[-1] > 0


def test_resting_muscles_keep_their_own_temperature(leg_day):
    foot, eye = (leg_day.muscle(name, "left")["temperature_C"] for name in ("thenar", "orbicularis_oculi"))
    assert leg_day.plan.cell_of("thenar", "left") == leg_day.plan.cell_of("orbicularis_oculi", "left")
    assert eye - foot == pytest.approx(np.full(len(eye), 2.5))  # groups.toml: 4.7 and 2.2 below the core


def test_the_shared_cell_warms_as_a_muscle_of_its_own_would(leg_day):
    """The constant distance is exact: followed alone, the same muscle has the same temperature."""
    from myotwitch.course.plan import plan
    from myotwitch.course.result import Course
    from myotwitch.course.solve import solve
    from myotwitch.history.demand import demand
    from myotwitch.history.timeline import History

    human = leg_day.human
    asks = demand(
        History(human.person, sessions=[words("leg day 1 hour hard")]),
        before_s=36 * 3600.0,
        after_s=8 * 3600.0,
    )
    alone = solve([human], plan(asks, human.masses_kg(), asked="thenar"), leg_day.time_s)
    shown = Course(human, leg_day.time_s, alone, alone).muscle("thenar", "left")["temperature_C"]
    assert leg_day.muscle("thenar", "left")["temperature_C"] == pytest.approx(shown, abs=0.03)


def test_a_moment_prints_itself_with_units(leg_day):
    moment = leg_day.at("2 h")
    assert moment.time_s == 7200.0
    shown = str(moment.milieu["gastrocnemius"]).splitlines()
    assert len(shown) == 12
    assert shown[0].split() == ["trunk", "terminal"]
    assert shown[1].startswith("potassium ")
    assert shown[1].endswith(" mM")
    assert any(line.startswith("temperature") and line.endswith("°C") for line in shown)
    with pytest.raises(Refusal):
        leg_day.at("2 apples")


def test_the_dataset_holds_the_same_as_the_columns(one_leg):
    data, table = one_leg.dataset, columns(one_leg)
    assert data.sizes == {"time_s": len(one_leg.time_s), "muscle": len(one_leg.places())}
    assert set(BODY) | set(MUSCLE) <= set(data.data_vars)
    picked = data["temperature_C"].sel(muscle="hamstrings.left").values
    assert np.array_equal(picked, table["hamstrings.left.temperature_C"])


def test_csv_parquet_and_netcdf_say_the_same(one_leg, tmp_path):
    names = list(columns(one_leg))
    csv_file = tmp_path / "course.csv"
    assert write_course(one_leg, csv_file) == len(one_leg.time_s)
    with csv_file.open(encoding="utf-8") as file:
        rows = list(csv.reader(file))
    assert rows[0] == names
    written = np.array(rows[1:], float)
    expected = np.column_stack(list(columns(one_leg).values()))
    assert written == pytest.approx(expected, rel=1e-6, abs=1e-12, nan_ok=True)

    import xarray

    check_place(tmp_path / "course.nc")
    write_course(one_leg, tmp_path / "course.nc")
    with xarray.open_dataset(tmp_path / "course.nc", engine="scipy") as found:
        assert found.equals(one_leg.dataset)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["course.csv", "course.nc"]

    pytest.importorskip("pyarrow")
    pandas = pytest.importorskip("pandas")
    check_place(tmp_path / "course.parquet")
    write_course(one_leg, tmp_path / "course.parquet")
    assert np.array_equal(
        pandas.read_parquet(tmp_path / "course.parquet").to_numpy(), expected, equal_nan=True
    )


@pytest.mark.parametrize("out", ["course.xlsx", "course", "no_such_folder/course.csv", "."])
def test_a_place_that_cannot_be_written_is_refused_before_any_work(out, tmp_path):
    with pytest.raises(Refusal):
        check_place(tmp_path / out)


def test_a_thousand_hours_and_a_second_bout_that_hurts_less():
    """Two weeks after the first, the same session damages less; after five weeks all is healed."""
    bouts = History(Person(), sessions=[words("leg day 1 hour hard"), words("leg day 1 hour hard", days=14)])
    course = simulate(bouts, hours=1000, every_s=3600.0)
    assert course.time_s[-1] == 1000 * 3600.0
    seen = course.muscle("quadriceps", "left")
    hour = course.time_s / 3600.0
    for name, rest in (("damage", 0.0), ("soreness", 0.0), ("creatine_kinase_IU_per_L", 120.0)):
        first, second = (seen[name][(hour >= a) & (hour < a + 168)].max() - rest for a in (0, 336))
        before_second = seen[name][hour == 335][0] - rest
        assert second - before_second < 0.98 * first, name
        assert seen[name][-1] - rest < 0.2 * first, name
    assert all(np.isfinite(column).all() for column in course.body().values())
    with pytest.raises(Refusal):
        simulate(bouts, hours=1001)
