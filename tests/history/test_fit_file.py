"""FIT files that our own code wrote, each with one trait of the files that watches write."""

import math
from datetime import UTC, datetime

import pytest
import write_fit as w

from myotwitch.history.devices import read_workout
from myotwitch.history.fit_writer import Value
from myotwitch.history.session import Rest, Set, Work
from myotwitch.refusal import Door, Refusal


@pytest.fixture
def read(tmp_path):
    def _read(data, name="a.fit"):
        path = tmp_path / name
        path.write_bytes(data)
        return read_workout(path)

    return _read


def said(session):
    return {line.name: line for line in session.said}


def distance_m(session):
    return sum(p.duration_s * (p.speed_m_per_s or 0) for p in session.parts if isinstance(p, Work))


def test_plain_run(read):
    (session,) = read(w.run().file())
    assert session.start == datetime(2026, 5, 2, 7, tzinfo=UTC)
    assert session.utc_offset_s == 7200
    assert said(session)["start"].value == "2026-05-02 09:00"
    assert session.duration_s == pytest.approx(600)
    assert distance_m(session) == pytest.approx(1800)
    assert {p.activity for p in session.parts} == {"running"}
    assert session.average_heart_rate_bpm == pytest.approx(140, abs=0.5)
    assert session.damage == ()
    assert len(session.parts) <= 25 * 600 / 3600 + 1


def test_twelve_byte_header(read):
    assert read(w.run().file(header_size=12))[0].duration_s == pytest.approx(600)


@pytest.mark.parametrize("closed", [True, False])
def test_never_closed(read, closed):
    (session,) = read(w.run().file(data_size=0, closed=closed))
    assert distance_m(session) == pytest.approx(1800)
    assert "never closed" in session.damage[0]


def test_watch_died_without_summary(read):
    fit = w.begin()
    fit.write("sport", Value(0, "enum", w.CYCLING), Value(1, "enum", 0))
    w.run_records(fit, 600, speed_m_per_s=8.0)
    (session,) = read(fit.file(data_size=0, closed=False))
    assert session.parts[0].activity == "cycling"
    assert distance_m(session) == pytest.approx(4800)
    assert any("no summary" in text for text in session.damage)


def test_truncated(read):
    data = w.run().file()
    (session,) = read(data[: len(data) * 6 // 10])
    assert 0.55 * 600 < session.duration_s < 0.65 * 600
    assert any("ends early" in text and "(59 %)" in text for text in session.damage)


@pytest.mark.parametrize("change", [-200, 150])
def test_wrong_size_in_header(read, change):
    data = w.run().file()
    (session,) = read(w.with_claimed_size(data, len(data) - 16 + change))
    assert distance_m(session) == pytest.approx(1800, rel=0.02)
    assert session.damage


def test_wrong_checksum(read):
    data = bytearray(w.run().file())
    data[-1] ^= 0x55
    (session,) = read(bytes(data))
    assert "checksum" in session.damage[0]
    assert distance_m(session) == pytest.approx(1800)


def test_chained(read):
    later = w.begin()
    w.run_records(later, 300, begins=4000, speed_m_per_s=2.0)
    w.session(later, w.RUNNING, 0, begins=4000, elapsed=300)
    first, second = read(w.run().file() + later.file())
    assert (first.duration_s, second.duration_s) == pytest.approx((600, 300))
    assert second.start > first.start
    assert not first.damage


def test_chained_with_corrupt_header(read):
    broken = bytearray(w.run().file())
    broken[8:12] = b"XXXX"
    (session,) = read(w.run().file() + bytes(broken))
    assert "not FIT" in session.damage[0]


def test_chained_without_data(read):
    empty = w.FitWriter().file()
    (session,) = read(w.run().file() + empty)
    assert session.duration_s == pytest.approx(600)
    assert "no data" in session.damage[0]


def test_not_an_activity(read):
    fit = w.begin(kind=2)
    fit.write("user_profile", Value(0, "string", "Somebody"), Value(4, "uint16", 780))
    with pytest.raises(Refusal) as refusal:
        read(fit.file())
    assert refusal.value.door is Door.UNREADABLE
    assert "settings" in refusal.value.happened
    assert "Somebody" not in str(refusal.value)


def test_planned_course_is_refused(read):
    fit = w.begin(kind=6)
    w.run_records(fit, 60)
    with pytest.raises(Refusal, match="course"):
        read(fit.file())


def test_clock_never_set(read):
    fit = w.begin()
    w.run_records(fit, 600, start=16_441_241)
    w.session(fit, w.RUNNING, 0, elapsed=600, start=16_441_241)
    fit.write("activity", Value(253, "uint32", 16_441_841), Value(5, "uint32", w.START))
    (session,) = read(fit.file())
    assert session.start is None
    assert session.duration_s == pytest.approx(600)
    assert "clock was not set" in session.damage[0]
    assert said(session)["start"].value == "2026-05-02 06:50"


def test_no_offset_told(read):
    (session,) = read(w.run(ahead_s=None).file())
    assert session.utc_offset_s is None
    assert said(session)["start"].unit == "UTC"


def test_pauses_become_rest_and_keep_the_total(read):
    fit = w.begin()
    w.timer(fit, 0, 0)
    w.run_records(fit, 300)
    w.timer(fit, 300, 1)
    w.timer(fit, 420, 0)
    for i in range(301):
        w.record(fit, 420 + i, distance=90_000 + 300 * i, heart_rate=150)
    w.session(fit, w.RUNNING, 0, elapsed=720, timer=600)
    (session,) = read(fit.file())
    assert [p.duration_s for p in session.parts if isinstance(p, Rest)] == pytest.approx([120])
    assert session.duration_s == pytest.approx(720)
    assert distance_m(session) == pytest.approx(1800)


def test_forgotten_clock_is_cut(read):
    fit = w.begin()
    w.run_records(fit, 600)
    w.session(fit, w.RUNNING, 0, elapsed=9000, timer=600)
    (session,) = read(fit.file())
    assert session.duration_s == pytest.approx(600)
    assert "ran on" in session.damage[0]


def test_power_is_kept_exactly(read):
    fit = w.begin()
    w.run_records(fit, 1800, speed_m_per_s=8.0, power=lambda i: 150 + 100 * (i // 60 % 2))
    w.session(fit, w.CYCLING, 0, elapsed=1800)
    (session,) = read(fit.file())
    work_J = sum(p.duration_s * p.power_W for p in session.parts)
    assert work_J == pytest.approx(sum(150 + 100 * (i // 60 % 2) for i in range(1800)))


def test_stored_heart_rate_of_a_swim(read):
    fit = w.begin()
    for i in range(601):
        w.record(fit, i, distance=100 * i if i % 25 == 0 else None)
    w.session(fit, w.SWIMMING, w.LAP_SWIMMING, elapsed=600)
    w.stored_beats(fit, 600, lambda i: 110 + i // 20)
    (session,) = read(fit.file())
    assert session.parts[0].activity == "swimming_pool"
    assert session.average_heart_rate_bpm == pytest.approx(124.5, abs=1)
    assert all(p.heart_rate_bpm is not None for p in session.parts if isinstance(p, Work))
    assert said(session)["heart rate from"].value == "chest strap"


def test_strap_beats_wrist_and_says_so(read):
    fit = w.begin()
    for i in range(601):
        w.record(fit, i, distance=100 * i, heart_rate=100)
    w.session(fit, w.SWIMMING, w.OPEN_WATER, elapsed=600)
    w.stored_beats(fit, 600, lambda i: 115)
    (session,) = read(fit.file())
    assert session.average_heart_rate_bpm == pytest.approx(115, abs=0.2)
    assert "differed by 15 bpm" in said(session)["heart rate from"].remark


def test_stored_heart_rate_without_its_first_time_is_not_believed(read):
    fit = w.run()
    w.stored_beats(fit, 100, lambda i: 200, with_anchor=False)
    (session,) = read(fit.file())
    assert session.maximum_heart_rate_bpm == pytest.approx(160)


def test_heart_rate_of_laps_where_samples_have_none(read):
    fit = w.begin()
    w.run_records(fit, 600, heart_rate=False)
    w.lap(fit, 0, 300, Value(15, "uint8", 130))
    w.lap(fit, 300, 300, Value(15, "uint8", 150))
    w.session(fit, w.RUNNING, 0, elapsed=600)
    (session,) = read(fit.file())
    assert {p.heart_rate_bpm for p in session.parts} == {130.0, 150.0}
    assert said(session)["heart rate from"].value == "laps"


def test_wrist_temperature_is_not_air(read):
    (session,) = read(w.run(temperature=33).file())
    assert session.air_C is None
    assert "not used" in said(session)["temperature at the watch"].remark


def test_bar_mounted_temperature_is_air(read):
    fit = w.begin(product=3843)  # an Edge
    w.run_records(fit, 600, speed_m_per_s=8.0, temperature=27)
    w.session(fit, w.CYCLING, 0, elapsed=600)
    (session,) = read(fit.file())
    assert session.air_C == 27
    assert said(session)["air temperature"].source == "file"


def test_hanging_sensor_is_air(read):
    fit = w.run(temperature=12)
    fit.write("device_info", Value(253, "uint32", w.START), Value(1, "uint8", 25), Value(25, "enum", 1))
    assert read(fit.file())[0].air_C == 12


def test_sets_and_rests(read):
    fit = w.strength(
        [
            (1, 40.0, 12, 16 * 60, [28, 17, 65534]),
            (0, 90.0, None, None, [65535, 65535, 65535]),
            (1, 62.0, 1, 0, [21, 26, 10]),
            (0, 30.0, None, None, [65535, 65535, 65535]),
            (1, 30.0, 8, 0, [65534, 65534, 65534]),
        ]
    )
    (session,) = read(fit.file())
    first, rest, second, _, third = session.parts
    assert first == Set("fit:squat", 12, 40.0, 60.0, guesses=("fit:lunge",))
    assert rest == Rest(90.0)
    assert second == Set("fit:pull_up", None, 62.0, None, guesses=("fit:shrug", "fit:hip_raise"))
    assert third == Set("fit:unknown", 8, 30.0, None)
    line = said(session)["sets"]
    assert line.source == "device guess"
    assert "did not know the exercise in 1 of 3" in line.remark
    assert "in 2 no weight" in line.remark
    assert session.average_heart_rate_bpm is not None


def test_one_empty_set_is_not_an_exercise(read):
    fit = w.strength([(1, 1800.0, None, None, None)], sub_sport=w.YOGA)
    (session,) = read(fit.file())
    assert all(isinstance(p, Work) and p.activity == "yoga" for p in session.parts)


def test_strength_without_sets(read):
    (session,) = read(w.strength([]).file())
    assert all(isinstance(p, Work) and p.activity == "strength" for p in session.parts)
    assert session.duration_s == pytest.approx(1800)


@pytest.mark.parametrize("cumulative_calories", [True, False])
def test_running_sums_of_several_sports_are_differenced(read, cumulative_calories):
    fit = w.begin()
    sweat, energy = [187, 567, 1122], [100, 350, 700]
    if not cumulative_calories:
        energy = [100, 250, 350]
    for i, sport in enumerate((w.SWIMMING, w.CYCLING, w.RUNNING)):
        w.run_records(fit, 599, begins=600 * i)
        w.lap(fit, 600 * i, 600, Value(11, "uint16", [100, 250, 350][i]))
        w.session(
            fit, sport, 0, begins=600 * i,
            more=(Value(178, "uint16", sweat[i]), Value(11, "uint16", energy[i]), Value(25, "uint16", i), Value(26, "uint16", 1)),
        )  # fmt: skip
    sessions = read(fit.file())
    assert [s.sweat_estimate_L for s in sessions] == pytest.approx([0.187, 0.380, 0.555])
    assert [said(s)["energy"].value for s in sessions] == ["100", "250", "350"]
    assert "difference" in said(sessions[1])["sweat estimate"].remark
    assert ("difference" in said(sessions[1])["energy"].remark) == cumulative_calories
    assert [s.title for s in sessions] == ["Swimming pool", "Cycling", "Running"]


def test_sweat_estimate_of_one_sport(read):
    fit = w.begin()
    w.run_records(fit, 600)
    w.session(
        fit, w.RUNNING, 0, more=(Value(178, "uint16", 1218), Value(193, "uint8", 40), Value(192, "uint8", 75))
    )
    (session,) = read(fit.file())
    assert session.sweat_estimate_L == pytest.approx(1.218)
    assert session.rpe == pytest.approx(4)
    assert said(session)["sweat estimate"].source == "device guess"
    assert said(session)["how it felt"].value == "75"


@pytest.mark.parametrize("with_application", [True, False])
def test_developer_fields_are_shown_with_their_unit(read, with_application):
    fit = w.begin()
    w.developer(fit, with_application=with_application)
    fit.describe(0, 0, "core_temperature", "°C", "float32")
    fit.describe(0, 1, "skin_temperature", "°C", "float32")
    fit.describe(0, 2, "SmO2", "%", "uint8")
    for i in range(301):
        w.record(
            fit, i, distance=300 * i,
            a=w.developer_value(0, "float32", 37.05), b=w.developer_value(1, "float32", 34.4), c=w.developer_value(2, "uint8", 61),
        )  # fmt: skip
    w.session(fit, w.RUNNING, 0, elapsed=300)
    (session,) = read(fit.file())
    lines = said(session)
    assert (lines["core temperature"].value, lines["core temperature"].unit) == ("37.05", "°C")
    assert lines["skin temperature"].value == "34.4"
    assert lines["SmO2"].unit == "%"
    assert session.air_C is None


def test_core_temperature_of_the_profile(read):
    (session,) = read(w.run(core=3812).file())
    assert said(session)["core temperature"].value == "38.12"


def test_developer_field_stands_in_for_a_missing_one(read):
    fit = w.begin()
    w.developer(fit)
    fit.describe(0, 0, "Power", "Watts", "uint16", native=7)
    fit.describe(0, 1, "Heart Rate", "bpm", "uint16", native=3)
    for i in range(301):
        w.record(
            fit,
            i,
            heart_rate=140,
            a=w.developer_value(0, "uint16", 222),
            b=w.developer_value(1, "uint16", 60),
        )
    w.session(fit, w.RUNNING, 0, elapsed=300)
    (session,) = read(fit.file())
    assert session.parts[0].power_W == pytest.approx(222)
    assert session.parts[0].heart_rate_bpm == pytest.approx(140)
    assert "used" in said(session)["Power"].remark


def test_user_profile_becomes_hints(read):
    fit = w.run()
    fit.write(
        "user_profile",
        Value(0, "string", "Jane Doe"),
        Value(1, "enum", 1),
        Value(2, "uint8", 41),
        Value(3, "uint8", 192),
        Value(4, "uint16", 820),
        Value(8, "uint8", 0),
        Value(11, "uint8", 185),
    )
    (session,) = read(fit.file())
    hints = session.hints
    assert (hints.sex, hints.age_yr, hints.mass_kg, hints.height_cm) == ("male", 41, 82.0, pytest.approx(192))
    assert hints.resting_heart_rate_bpm is None  # 0 is unset
    assert hints.maximum_heart_rate_bpm == 185


def test_positions_names_and_serial_numbers_are_not_kept(read):
    fit = w.begin()
    w.run_records(fit, 300, lat=622_123_457, lon=97_765_433)
    fit.write("user_profile", Value(0, "string", "Jane Doe"), Value(4, "uint16", 620))
    fit.write(
        "device_info",
        Value(253, "uint32", w.START),
        Value(3, "uint32z", 3_987_654_321),
        Value(19, "string", "Jane's watch"),
        Value(27, "string", "Jane's watch"),
    )
    fit.write("sport", Value(0, "enum", 1), Value(3, "string", "Jane's run"))
    w.session(fit, w.RUNNING, 0, elapsed=300, more=(Value(110, "string", "Jane's run"),))
    (session,) = read(fit.file())
    text = repr(session)
    for secret in ("Jane", "3987654321", "622123457", "97765433", "52.1", "8.19"):
        assert secret not in text


def test_volleyball_has_no_speed(read):
    fit = w.begin()
    w.run_records(fit, 600, speed_m_per_s=0.05)
    w.session(fit, w.VOLLEYBALL, 0)
    (session,) = read(fit.file())
    assert all(p.activity == "volleyball" and p.speed_m_per_s is None for p in session.parts)


def test_summary_alone(read):
    fit = w.begin()
    w.session(
        fit,
        w.RUNNING,
        0,
        elapsed=1900,
        timer=1800,
        more=(Value(9, "uint32", 540_000), Value(16, "uint8", 150)),
    )
    (session,) = read(fit.file())
    assert session.parts == (Work(1800.0, "running", speed_m_per_s=3.0, heart_rate_bpm=150.0), Rest(100.0))


def test_laps_alone(read):
    fit = w.begin()
    w.lap(fit, 0, 300, Value(9, "uint32", 90_000))
    w.lap(fit, 300, 300, Value(23, "enum", 1))
    w.session(fit, w.RUNNING, 0, elapsed=600)
    (session,) = read(fit.file())
    assert session.parts == (Work(300.0, "running", speed_m_per_s=3.0), Rest(300.0))


def test_sport_not_named(read):
    fit = w.begin()
    w.run_records(fit, 300)
    w.session(fit, 200, 200, elapsed=300)
    (session,) = read(fit.file())
    assert session.parts[0].activity == "unknown"
    assert said(session)["activity"].source == "default"


def test_wild_values_are_left_out(read):
    fit = w.begin()
    for i in range(600):
        w.record(fit, i, distance=300 * i if i != 300 else 4_000_000_000, heart_rate=140 if i % 100 else 5)
    w.record(fit, 900_000_000, distance=180_000, heart_rate=140)
    w.session(fit, w.RUNNING, 0, elapsed=600)
    (session,) = read(fit.file())
    assert session.duration_s == pytest.approx(600)
    assert distance_m(session) == pytest.approx(1797, abs=7)
    assert any("days away" in text for text in session.damage)
    assert any("distance" in text for text in session.damage)


def test_damage_in_the_middle(read):
    data = bytearray(w.run().file())
    data[len(data) // 2 : len(data) // 2 + 40] = b"\xff" * 40
    (session,) = read(bytes(data))
    assert session.damage
    assert math.isfinite(session.duration_s)


def test_distance_from_positions_where_nothing_else_tells_it(read):
    fit = w.begin()
    semicircles_per_m = 2**31 / 180 / 111_195.08
    for i in range(301):
        w.record(fit, i, lat=round(500_000_000 + 3 * i * semicircles_per_m), lon=80_000_000, heart_rate=140)
    w.session(fit, w.RUNNING, 0, elapsed=300)
    (session,) = read(fit.file())
    assert distance_m(session) == pytest.approx(900, rel=1e-3)


def test_the_same_file_twice_is_one_session(read):
    (session,) = read(w.run().file() * 2)
    assert "twice" in session.damage[0]


def test_sessions_of_one_file_do_not_overlap(read):
    fit = w.begin()
    for i, sport in enumerate((w.CYCLING, w.RUNNING)):
        w.run_records(fit, 599, begins=600 * i)
        w.session(fit, sport, 0, begins=600 * i, elapsed=900)
    first, second = read(fit.file())
    assert (second.start - first.start).total_seconds() >= first.duration_s


def test_text_without_its_end_mark(read):
    class Unterminated(Value):
        def encoded(self):
            return self.raw.encode()

    fit = w.run()
    fit.write("device_info", Value(253, "uint32", w.START), Unterminated(27, "string", "ELEMNT ROAM"))
    (session,) = read(fit.file())
    assert session.duration_s == pytest.approx(600)


def test_breathing_and_stress_are_shown(read):
    fit = w.begin()
    for i in range(301):
        w.record(fit, i, distance=300 * i, a=Value(108, "uint16", 2850), b=Value(116, "uint16", 4000))
    w.session(fit, w.RUNNING, 0, elapsed=300)
    (session,) = read(fit.file())
    assert said(session)["enhanced respiration rate"].value == "28.5"
    assert said(session)["current stress"].value == "40"


def test_unknown_messages_do_no_harm(read):
    fit = w.run()
    fit.write(65281, Value(0, "uint32", 7))
    fit.write(233, Value(2, "byte", [1, 2, 3]))
    assert read(fit.file())[0].damage == ()


def test_an_endless_file_is_cut(read, monkeypatch):
    monkeypatch.setattr("myotwitch.history.fit_file._MOST_RECORDS", 100)
    (session,) = read(w.run().file())
    assert any("first 100 records" in text for text in session.damage)
