"""FIT files of every kind that a reader meets, made from `FitWriter`."""

import math
import struct

from myotwitch.history.fit_writer import DeveloperValue, FitWriter, Value

START = 1_146_639_600  # 2 May 2026, 07:00 UTC
RUNNING, CYCLING, SWIMMING, TRAINING, VOLLEYBALL = 1, 2, 5, 10, 75
STRENGTH_TRAINING, LAP_SWIMMING, OPEN_WATER, YOGA = 20, 17, 18, 43


def begin(kind=4, maker=1, product=4315):
    fit = FitWriter()
    fit.write(
        "file_id",
        Value(0, "enum", kind),
        Value(1, "uint16", maker),
        Value(2, "uint16", product),
        Value(3, "uint32z", 3_987_654_321),  # a serial number
        Value(4, "uint32", START),
    )
    return fit


def timer(fit, at_s, kind):
    fit.write("event", Value(253, "uint32", START + at_s), Value(0, "enum", 0), Value(1, "enum", kind))


def record(fit, at_s, *, start=START, **fields):
    """One record; keyword arguments are the field's name and raw value."""
    numbers = {
        "lat": (0, "sint32"), "lon": (1, "sint32"), "altitude": (2, "uint16"), "heart_rate": (3, "uint8"),
        "cadence": (4, "uint8"), "distance": (5, "uint32"), "speed": (6, "uint16"), "power": (7, "uint16"),
        "temperature": (13, "sint8"), "core": (139, "uint16"),
    }  # fmt: skip
    values = [Value(253, "uint32", start + at_s)]
    for name, raw in fields.items():
        values.append(raw if isinstance(raw, Value) else Value(*numbers[name], raw))
    fit.write("record", *values)


def run_records(fit, seconds, *, start=START, begins=0, speed_m_per_s=3.0, **more):
    """Steady running or riding, a record each second, heart rate rising from 120 to 160."""
    for i in range(seconds + 1):
        fields = {
            "distance": round(100 * speed_m_per_s * i),
            "heart_rate": round(120 + 40 * i / seconds),
            "altitude": round((300 + 500 + 10 * math.sin(i / 200)) * 5),
        }
        fields.update({name: raw(i) if callable(raw) else raw for name, raw in more.items()})
        record(fit, begins + i, start=start, **{k: v for k, v in fields.items() if v is not False})


def session(fit, sport, sub_sport, *, begins=0, elapsed=600.0, timer=None, start=START, more=()):
    fit.write(
        "session",
        Value(253, "uint32", start + begins + round(elapsed)),
        Value(2, "uint32", start + begins),
        Value(3, "sint32", 622_000_000),
        Value(4, "sint32", 97_000_000),
        Value(5, "enum", sport),
        Value(6, "enum", sub_sport),
        Value(7, "uint32", round(1000 * elapsed)),
        Value(8, "uint32", round(1000 * (elapsed if timer is None else timer))),
        *more,
    )


def lap(fit, begins, elapsed, *more):
    fit.write(
        "lap",
        Value(253, "uint32", START + begins + round(elapsed)),
        Value(2, "uint32", START + begins),
        Value(7, "uint32", round(1000 * elapsed)),
        Value(8, "uint32", round(1000 * elapsed)),
        *more,
    )


def activity(fit, *, at_s=600, ahead_s=None, start=START):
    local = () if ahead_s is None else (Value(5, "uint32", start + at_s + ahead_s),)
    fit.write("activity", Value(253, "uint32", start + at_s), Value(1, "uint16", 1), *local)


def run(*, seconds=600, ahead_s=7200, **more):
    """A plain run, not yet turned into bytes."""
    fit = begin()
    timer(fit, 0, 0)
    run_records(fit, seconds, **more)
    timer(fit, seconds, 4)
    session(fit, RUNNING, 0, elapsed=seconds)
    activity(fit, at_s=seconds, ahead_s=ahead_s)
    return fit


def strength(sets, *, sport=TRAINING, sub_sport=STRENGTH_TRAINING, elapsed=1800.0):
    """`sets`: (type, duration in s, repetitions, raw weight, three categories), one after the other."""
    fit = begin()
    for i in range(0, int(elapsed), 2):
        record(fit, i, heart_rate=100 + i % 30)
    at_s = 0.0
    for i, (kind, seconds, repetitions, weight, categories) in enumerate(sets):
        fit.write(
            "set",
            Value(254, "uint32", START + round(elapsed)),
            Value(0, "uint32", round(1000 * seconds)),
            Value(6, "uint32", START + round(at_s)),
            Value(3, "uint16", repetitions),
            Value(4, "uint16", weight),
            Value(7, "uint16", categories),
            Value(10, "uint16", i),
            Value(5, "uint8", kind),
        )
        at_s += seconds
    session(fit, sport, sub_sport, elapsed=elapsed)
    activity(fit, at_s=round(elapsed), ahead_s=0)
    return fit


def stored_beats(fit, seconds, rate, *, first_tick=5_000_000, with_anchor=True):
    """`hr` messages as a strap hands them over: one full time, then eight 12-bit times at a time, each second."""
    if with_anchor:
        fit.write(
            "hr",
            Value(253, "uint32", START),
            Value(0, "uint16", 0),
            Value(9, "uint32", first_tick),
            Value(6, "uint8", rate(0)),
        )
    for block in range(1, seconds, 8):
        moments = [(first_tick + 1024 * (block + i)) & 0xFFF for i in range(8)]
        packed = []
        for a, b in zip(moments[::2], moments[1::2], strict=True):
            packed += [a & 0xFF, a >> 8 | (b & 0xF) << 4, b >> 4]
        fit.write("hr", Value(6, "uint8", [rate(block + i) for i in range(8)]), Value(10, "byte", packed))


def developer(fit, index=0, *, with_application=True):
    application = (Value(1, "byte", list(range(16))),) if with_application else ()
    fit.write("developer_data_id", *application, Value(3, "uint8", index))


def developer_value(number, base, raw, index=0):
    return DeveloperValue(number, base, raw, index)


def with_claimed_size(data, size):
    """The file with another size in its header."""
    return data[:4] + struct.pack("<I", size) + data[8:]
