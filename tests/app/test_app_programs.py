"""What programs meet: the documents, the line, and an app that never answers with a 5xx."""

import concurrent.futures
import contextlib
import json
import os
import time
from importlib import resources

import jsonschema
import pytest
import schemathesis
from hypothesis import settings
from programs import Browser, program, reader
from running_app import start_app, stop_app
from walks import EXAMPLE

HISTORY = {
    "person": {"sex": "female", "age_yr": 34, "mass_kg": 62},
    "session": [{"words": "60 min run"}],
    "where": "left calf",
}

DRAWN_REQUESTS = int(os.environ.get("MYOTWITCH_DRAWN_REQUESTS", "15"))
"""How many requests are drawn for each door; the long run takes 200."""


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    app = start_app(tmp_path_factory.mktemp("app"))
    yield app
    stop_app(app)


@pytest.fixture
def client(running):
    with program(running) as one:
        yield one


def finished(client, answer):
    assert answer.status_code in (200, 202)
    where = ""
    while answer.status_code == 202:
        time.sleep(0.2)
        answer = client.get(answer.headers.get("location", "") or where)
        where = str(answer.url)
    return answer.json()


def test_a_file_is_read_and_asked_about(client):
    read = client.post("api/v1/read", files={"file": ("long_hot_run.fit", EXAMPLE.read_bytes())}).json()
    jsonschema.validate(
        read,
        json.loads(resources.files("myotwitch.report").joinpath("reading.schema.json").read_text("utf-8")),
    )
    name = read["files"][0]["file"]
    answer = client.post(
        "api/v1/why", params={"draws": 8}, json={"session": [{"file": name}], "where": "left calf"}
    )
    assert answer.status_code == 202
    document = finished(client, answer)
    jsonschema.validate(
        document,
        json.loads(resources.files("myotwitch.why").joinpath("answer.schema.json").read_text("utf-8")),
    )
    assert document["asked"]["muscle"] == "gastrocnemius"


def test_two_futures_and_the_danger_check(client):
    two = finished(
        client,
        client.post("api/v1/whatif", params={"draws": 8}, json={"history": HISTORY, "change": {"sleep": 4}}),
    )
    assert two["changed"] == ["4 h of sleep"]
    check = client.post(
        "api/v1/triage", json={"observations": {"chest_pain": "tight_heavy_spreading"}}
    ).json()
    assert check["level"] == "emergency"
    assert len(client.get("api/v1/triage/questions").json()["questions"]) > 50


def test_what_is_wrong_is_said(client):
    for told, words in (
        ({"person": {"mass_kg": 5}}, "25 to 300"),
        ({"sesion": []}, "session"),
        ({"session": [{"words": "blub"}]}, "could not be understood"),
    ):
        answer = client.post("api/v1/why", json={**told, "where": "calf"})
        assert answer.status_code == 422
        assert words in json.dumps(answer.json(), ensure_ascii=False)


def test_keep_list_delete(client, running):
    kept = client.post("api/v1/kept", json=HISTORY)
    assert kept.status_code == 201
    number = kept.json()["id"]
    assert [e["id"] for e in client.get("api/v1/kept").json()["kept"]] == [number]
    assert client.get(f"api/v1/kept/{number}").json()["history"]["where"] == "left calf"
    assert client.delete(f"api/v1/kept/{number}").status_code == 204
    assert client.get(f"api/v1/kept/{number}").status_code == 404
    client.post("api/v1/kept", json=HISTORY)
    assert client.delete("api/v1/kept").status_code == 204
    assert not running.journal.exists()


def test_a_busy_simulation_queues_while_fifty_read(running):
    """Fifty readers for a few seconds; the long version is benchmarks/app.py."""
    with program(running) as client, contextlib.closing(Browser(running)) as browser:
        browser.danger_check()
        tasks = [client.post("api/v1/why", params={"draws": 16, "seed": i}, json=HISTORY) for i in range(4)]
        assert {t.status_code for t in tasks} == {202}
        assert tasks[-1].json()["ahead"] >= 2
        end = time.monotonic() + 3.0

        def reads(i):
            count = 0
            with reader(browser) as one:
                while time.monotonic() < end:
                    where = ("", "happened", "questions", "static/app.css", "kept")[(i + count) % 5]
                    assert one.get(where).status_code == 200
                    count += 1
            return count

        with concurrent.futures.ThreadPoolExecutor(50) as pool:
            counts = list(pool.map(reads, range(50)))
        assert min(counts) >= 1
        assert all("causes" in finished(client, task) for task in tasks)


def test_no_request_makes_a_5xx(running):
    with program(running) as client:
        document = client.get("api/v1/openapi.json").json()
    assert document["openapi"].startswith("3.")
    # a drawn "keep" would simulate each time; its body is that of `why`, which is tried
    del document["paths"]["/api/v1/kept"]["post"]
    schema = schemathesis.openapi.from_dict(document)
    key = {"Authorization": f"Bearer {running.api_key}"}
    for found in schema.get_all_operations():
        operation = found.ok()

        @settings(
            max_examples=DRAWN_REQUESTS,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(settings().suppress_health_check) or [],
        )
        @schemathesis_given(operation)
        def tried(case):
            answer = case.call(base_url=running.address.rstrip("/"), headers=key, timeout=90)
            assert answer.status_code < 500, (case.as_curl_command(), answer.text)

        tried()


def schemathesis_given(operation):
    from hypothesis import given

    return given(case=operation.as_strategy())
