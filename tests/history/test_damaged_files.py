"""Two thousand damaged files end in sessions or a refusal, never in a traceback."""

import random

import pytest
import write_fit
import write_track

from myotwitch.history.devices import read_workout
from myotwitch.history.fit_writer import Value
from myotwitch.history.session import Session
from myotwitch.refusal import Door, Refusal


def small_fit():
    """Every kind of message in one small file: developer fields, sets, stored beats, two sports."""
    fit = write_fit.begin()
    write_fit.developer(fit)
    fit.describe(0, 0, "core_temperature", "C", "float32")
    fit.write("user_profile", Value(1, "enum", 0), Value(2, "uint8", 34), Value(4, "uint16", 620))
    write_fit.timer(fit, 0, 0)
    write_fit.run_records(fit, 60, power=200, temperature=30, a=write_fit.developer_value(0, "float32", 37.2))
    write_fit.timer(fit, 30, 4)
    write_fit.timer(fit, 55, 0)
    write_fit.lap(fit, 0, 30, Value(15, "uint8", 130))
    for i in range(4):
        fit.write(
            "set",
            Value(0, "uint32", 20_000),
            Value(6, "uint32", write_fit.START + 60 + 20 * i),
            Value(3, "uint16", 10),
            Value(5, "uint8", 1 - i % 2),
            Value(7, "uint16", [28, 0, 65534]),
        )
    write_fit.session(fit, write_fit.RUNNING, 0, elapsed=60, more=(Value(178, "uint16", 100),))
    write_fit.session(fit, 10, 20, begins=60, elapsed=80, more=(Value(178, "uint16", 150),))
    write_fit.activity(fit, at_s=140, ahead_s=3600)
    write_fit.stored_beats(fit, 60, lambda i: 120)
    return fit.file()


SEEDS = {
    "a.fit": small_fit(),
    "chain.fit": small_fit() + write_fit.run(seconds=30).file(),
    "a.tcx": write_track.tcx_run(30).encode(),
    "a.gpx": write_track.gpx_run(30).encode(),
}


def damaged(data, chance):
    """The data cut off, with flipped bits, zeroed or repeated blocks."""
    data = bytearray(data)
    for _ in range(chance.choice([1, 1, 2, 10])):
        kind = chance.randrange(4)
        at = chance.randrange(len(data))
        length = chance.randrange(1, 64)
        if kind == 0:
            del data[max(at, 16) :]
        elif kind == 1:
            for _ in range(chance.choice([1, 4, 10])):
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        elif kind == 2:
            data[at : at + length] = bytes(len(data[at : at + length]))
        else:
            data[at:at] = data[at : at + length]
    return bytes(data)


@pytest.mark.parametrize("part", range(4))
def test_two_thousand_damaged_files(tmp_path, part):
    chance = random.Random(part)
    read, doors = 0, []
    for i in range(500):
        name = list(SEEDS)[i % len(SEEDS)]
        path = tmp_path / name
        path.write_bytes(damaged(SEEDS[name], chance))
        try:
            sessions = read_workout(path)
        except Refusal as refusal:
            doors.append(refusal.door)
            continue
        read += 1
        check(sessions)
    assert set(doors) == {Door.UNREADABLE}
    assert read > len(doors)


def check(sessions):
    """Whatever was read is something that a person can have done."""
    assert sessions
    for session in sessions:
        assert isinstance(session, Session)
        assert session.parts
        for part in session.parts:
            assert part.duration_s is None or 0 <= part.duration_s <= 3 * 48 * 3600
            rate = getattr(part, "heart_rate_bpm", None)
            assert rate is None or 25 <= rate <= 250
            speed = getattr(part, "speed_m_per_s", None)
            assert speed is None or 0 <= speed < 1000
        assert repr(session)
