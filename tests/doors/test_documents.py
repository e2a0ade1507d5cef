"""What comes out for programs keeps its promised shape, in the schemas that the package ships."""

import json
from importlib import resources

import jsonschema
import pytest

from myotwitch.history.history_file import read_history
from myotwitch.why.answer import explain

DESK_DAY = """
[person]
habitual_caffeine_mg_per_day = 300
[[caffeine]]
at = "-2 h"
mg = 300
[[stress]]
level = 0.8
[[twitch]]
where = "left eyelid"
from = "-1 h"
to = "+0 min"
per_minute = 4
"""
PROMISED = {
    "schema_version": int, "headline": str, "asked": dict, "muscles": dict, "background": dict, "causes": list,
    "unexplained": dict, "held_back_by": list, "absent": list, "outlook": dict, "actions": list, "doubts": list,
    "read": dict, "model": dict,
}  # fmt: skip


def valid(text, room, name):
    schema = json.loads(
        resources.files(f"myotwitch.{room}").joinpath(f"{name}.schema.json").read_text("utf-8")
    )
    jsonschema.Draft202012Validator.check_schema(schema)
    document = json.loads(text)
    jsonschema.validate(document, schema, cls=jsonschema.Draft202012Validator)
    return document, schema


def refuses(document, schema):
    return not jsonschema.Draft202012Validator(schema).is_valid(document)


def test_why(door, example):
    left = door("why", example, "--draws", "8", "--hours", "6", "--json")
    assert left.code == 0
    assert left.err == ""
    document, schema = valid(left.out, "why", "answer")
    assert {key: type(document[key]) for key in PROMISED} == PROMISED
    assert document["asked"]["muscle"] == "gastrocnemius"
    assert document["asked"]["side"] == "left"
    assert document["asked"]["reported"]["per_minute"] == 3
    assert set(document["muscles"]) == {"gastrocnemius.left"}
    whole = sum(cause["share"] for cause in document["causes"])
    whole += document["background"]["share"] + document["unexplained"]["share"]
    assert whole == pytest.approx(1.0, abs=2e-3)
    assert document["read"]["person.mass_kg"] == {
        "value": "62",
        "unit": "kg",
        "source": "person",
        "remark": "",
    }
    assert document["read"]["weather.air_C"]["value"] == "29"
    for key in PROMISED:
        assert refuses({k: v for k, v in document.items() if k != key}, schema)
    assert refuses({**document, "read": [*document["read"].values()]}, schema)
    assert refuses({**document, "background": {**document["background"], "share": 1.4}}, schema)


def test_names_said_twice_are_kept(example):
    text = example.read_text("utf-8")
    example.write_text(text + '\n[[drink]]\nat = "+40 min"\nwhat = "water"\nvolume_L = 0.25\n', "utf-8")
    read = json.loads(explain(read_history(example), draws=2, hours=2, what_ifs=False).to_json())["read"]
    assert read["drink water"]["value"] == "0.5"
    assert read["drink water (2)"]["value"] == "0.25"


def test_an_emergency_shows_the_check_alone(door, example):
    (example.parent / "answers.yaml").write_text("observations: {confusion: 'yes'}\n")
    left = door("why", example, "--answers", "answers.yaml", "--json", "--fail-on-red-flag")
    assert left.code == 10
    document, _ = valid(left.out, "why", "answer")
    assert set(document) == {"schema_version", "triage"}
    assert document["triage"]["level"] == "emergency"


def test_a_day_at_the_desk(door, here):
    (here / "desk.toml").write_text(DESK_DAY, encoding="utf-8")
    left = door("why", "desk.toml", "--draws", "8", "--hours", "6", "--json")
    assert left.code == 0, left.err
    document, _ = valid(left.out, "why", "answer")
    assert document["asked"]["muscle"] == "orbicularis_oculi"
    assert document["asked"]["side"] == "left"
    assert document["asked"]["reported"]["per_minute"] == 4
    window = document["asked"]["window"]
    assert window["to_hour"] - window["from_hour"] == pytest.approx(1.0, abs=0.02)
    assert "caffeine in the blood" not in document["absent"]
    effort = next(cause for cause in document["causes"] if cause["id"] == "effort")
    assert effort["share"] == pytest.approx(0.0, abs=1e-3)


def test_a_day_told_with_options_alone(door, here):
    told = ["--where", "left calf", "--caffeine", "200 mg at -1 h", "--stress", "0.5", "--sleep", "5"]
    left = door("why", *told, "--draws", "8", "--hours", "2", "--json")
    assert left.code == 0, left.err
    document, _ = valid(left.out, "why", "answer")
    assert document["asked"]["muscle"] == "gastrocnemius"
    assert document["read"]["caffeine"]["value"] == "200"


def test_a_session_in_words_on_the_command_line(door, here):
    left = door("why", "--words", "60 min run at 10.5 km/h", "--draws", "8", "--hours", "2", "--json")
    assert left.code == 0, left.err
    document, _ = valid(left.out, "why", "answer")
    assert any(name.startswith("session 1") for name in document["read"])


def test_clock_times_of_a_day_without_a_session(door, here):
    (here / "desk.toml").write_text(
        '[[twitch]]\nwhere = "thumb"\nfrom = 2026-05-02T14:00:00\nto = 2026-05-02T16:00:00\n'
        '[[caffeine]]\nat = "13:30"\nmg = 150\n',
        encoding="utf-8",
    )
    left = door("why", "desk.toml", "--draws", "8", "--hours", "4", "--json")
    assert left.code == 0, left.err
    read = json.loads(left.out)["read"]
    assert "13:30" in read["caffeine"]["remark"]


def test_read(door, example):
    left = door("read", example, example.with_suffix(".fit"), "--json")
    assert left.code == 0
    document, schema = valid(left.out, "report", "reading")
    assert [file["file"] for file in document["files"]] == ["long_hot_run.toml", "long_hot_run.fit"]
    rows = [row for section in document["files"][1]["sections"] for row in section["values"]]
    assert any("heart rate" in row["name"] for row in rows)
    document["files"][0]["sections"][0]["values"][0]["source"] = "somewhere"
    assert refuses(document, schema)


def test_numbers(door):
    left = door("numbers", "--json")
    assert left.code == 0
    document, schema = valid(left.out, "report", "numbers")
    numbers = document["numbers"]
    assert len({(n["model"], n["name"]) for n in numbers}) == len(numbers)
    models = {n["model"].split()[0] for n in numbers}
    assert models >= {
        "BodySize",
        "activity",
        "exercise",
        "Foods",
        "Limits",
        "Words",
        "UsualRate",
        "UsualDay",
        "DayFactor",
    }
    assert all(n["note"] for n in numbers if n["source"] == "assumed")
    del numbers[0]["unit"]
    assert refuses(document, schema)
