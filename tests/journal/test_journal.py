"""The journal keeps what it confirmed, writes nothing secret, and is gone when it is deleted."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from myotwitch.journal.journal import Journal
from myotwitch.journal.never_written import without_secrets
from myotwitch.refusal import Refusal

SAVES = """
import sys
from pathlib import Path
from myotwitch.journal.journal import Journal
journal = Journal(Path(sys.argv[1]))
for i in range(200):
    number = journal.keep(f"answer {i}", {"where": "left calf"}, [], {"headline": "x" * 20000}, {"myotwitch": "0"})
    print(number, flush=True)
"""


@pytest.mark.parametrize("after", [3, 60, 150])
def test_killed_while_it_saves_it_holds_every_confirmed_save(tmp_path, after):
    path = tmp_path / "journal.sqlite"
    process = subprocess.Popen([sys.executable, "-c", SAVES, str(path)], stdout=subprocess.PIPE, text=True)
    confirmed = [int(process.stdout.readline()) for _ in range(after)]
    os.kill(process.pid, signal.SIGKILL)
    confirmed += [int(line) for line in process.stdout.read().split("\n")[:-1] if line]
    process.wait()
    process.stdout.close()
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    held = {row[0] for row in connection.execute("SELECT id FROM kept")}
    connection.close()
    assert set(confirmed) <= held
    journal = Journal(path)
    assert {e.id for e in journal.entries()} == held
    assert journal.keep("one more", {}, [], {}, {}) == max(held) + 1
    journal.close()


SECRETS = {
    "person": {
        "pregnant": True,
        "mass_kg": 62,
        "conditions": ["Pregnancy, week 12", "asthma"],
        "medicines": ["iron"],
    },
    "triage": {
        "observations": {"self_harm": "plan_or_intent", "pregnancy": "yes"},
        "text": "I want to end my life",
    },
    "session": [{"words": "60 min run", "title": "pregnancy yoga"}],
}


def test_secrets_never_reach_the_disk(tmp_path):
    journal = Journal(tmp_path / "journal.sqlite")
    answer = {
        "read": {"person.pregnant": {"value": "yes"}, "person.mass_kg": {"value": "62"}},
        "said": ["suicidal", "fine"],
    }
    journal.keep("a calf", SECRETS, [{"self_harm": 1}], answer, {})
    bytes_on_disk = b"".join(p.read_bytes() for p in tmp_path.iterdir()).lower()
    for word in (b"pregnan", b"self_harm", b"suicid", b"plan_or_intent", b"end my life"):
        assert word not in bytes_on_disk
    entry = journal.entries()[0]
    assert entry.history["person"] == {"mass_kg": 62, "conditions": ["asthma"], "medicines": ["iron"]}
    assert "triage" not in entry.history
    assert json.dumps(without_secrets(SECRETS)).lower().count("pregnan") == 0
    journal.close()


def test_nothing_is_made_before_the_first_save(tmp_path):
    journal = Journal(tmp_path / "deep" / "journal.sqlite")
    assert journal.entries() == []
    assert journal.entry(1) is None
    assert not journal.delete(1)
    assert list(tmp_path.iterdir()) == []


def test_it_is_for_its_user_alone_and_deletes_everything(tmp_path):
    path = tmp_path / "journal.sqlite"
    journal = Journal(path)
    number = journal.keep("a secret calf", {}, [], {}, {})
    assert path.stat().st_mode & 0o077 == 0
    assert journal.delete(number)
    assert b"a secret calf" not in path.read_bytes()
    journal.delete_everything()
    assert list(tmp_path.iterdir()) == []
    assert journal.entries() == []
    assert journal.keep("anew", {}, [], {}, {}) == 1
    journal.close()


def test_a_file_that_is_no_journal_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "journal.sqlite"
    path.write_bytes(b"my diary, not a database" * 100)
    with pytest.raises(Refusal, match="cannot be used"):
        Journal(path).keep("x", {}, [], {}, {})
    assert path.read_bytes().startswith(b"my diary")


def test_two_apps_wait_for_one_another(tmp_path):
    one, two = Journal(tmp_path / "journal.sqlite"), Journal(Path(tmp_path / "journal.sqlite"))
    begun = time.monotonic()
    for i in range(10):
        one.keep(f"one {i}", {}, [], {}, {})
        two.keep(f"two {i}", {}, [], {}, {})
    assert len(one.entries()) == 20
    assert time.monotonic() - begun < 20
    one.close()
    two.close()
