"""docs/safety.md keeps step with the rules and the tests."""

import re
from pathlib import Path

from triage_answers import BOOK

from myotwitch.triage.words import PURPOSE

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "safety.md").read_text("utf-8")


def test_purpose_is_the_same_everywhere():
    assert PURPOSE in PAGE
    assert "educational and research software" in PAGE
    assert "not a medical device" in PAGE


def test_every_test_that_the_hazard_log_names_exists():
    named = set(re.findall(r"`(test_\w+)`", PAGE))
    assert len(named) >= 6
    assert all((ROOT / "tests" / "triage" / f"{name}.py").exists() for name in named)


def test_every_hazard_has_a_control():
    table = PAGE.split("## Hazard log")[1].split("\n## ")[0]
    rows = [row.split("|") for row in table.splitlines() if row.startswith("| ")][1:]
    assert len(rows) >= 13
    assert all(len(row) == 6 and row[1].strip() and row[2].strip() and row[3].strip() for row in rows)


def test_page_names_real_rules_and_the_review_date():
    assert set(re.findall(r"\b[ESDR][0-9]{2}\b", PAGE)) <= {rule.id for rule in BOOK.rules}
    assert f"{BOOK.review_by.day} {BOOK.review_by:%B %Y}" in PAGE
    assert f"({len(BOOK.rules)} rules)" in PAGE
    assert f"({len(BOOK.observations)} questions)" in PAGE


def test_page_lists_every_rule_that_counts_an_unknown_time():
    listed = re.search(r"opens a time window \(`or_unknown`: ([^)]*)\)", PAGE)[1].split(", ")
    counted = [
        rule.id
        for rule in BOOK.rules
        if any(
            leaf.says_or_unknown and leaf.or_unknown and BOOK.observations[leaf.name].time
            for leaf in rule.when.leaves()
        )
    ]
    assert sorted(listed) == sorted(counted)
