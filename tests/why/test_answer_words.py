"""What people read: plain, kind, sourced, and never more than the numbers carry."""

import dataclasses
import itertools
import re

import numpy as np
import pytest

from myotwitch.provenance import known_sources
from myotwitch.why.action_words import (
    actions_lead,
    actions_sentences,
    change_words,
    training_sentences,
    two_futures_sentences,
)
from myotwitch.why.answer import explain
from myotwitch.why.players import CAUSES
from myotwitch.why.shares import Summary
from myotwitch.why.what_if import WHAT_IFS
from myotwitch.why.words import (
    CAUSE_WORDS,
    GRADE_WORDS,
    MUSCLE_WORDS,
    cause_why,
    common_sentence,
    doubts,
    headline,
    held_back,
    hours_words,
    outlook_sentences,
    report_sentence,
)
from reading_grade import grade

WITHIN = ("strong", "moderate", "weak", "contradicted", "assumed")
UNSAID = re.compile(
    r"you (do not )?have\b|disease|syndrome|\bals\b|neuron|fasciculation|spasm|deadly|fatal|stop taking|nothing to worry|you are fine",
    re.IGNORECASE,
)


def with_shares(why, background, unexplained, **causes):
    means = tuple(causes.get(name, 0.0) for name in CAUSES)
    split = dataclasses.replace(
        why.shares, background_mean=background, unexplained_mean=unexplained, cause_means=means
    )
    return dataclasses.replace(why, shares=split)


def with_report(why, per_hour):
    return dataclasses.replace(why, question=dataclasses.replace(why.question, reported_per_hour=per_hour))


def variants(why, quiet_day):
    known = with_shares(why, 0.2, 0.2, effort=0.6)
    return {
        "as it is": why, "face": quiet_day, "no sport": dataclasses.replace(why, worked=False), "effort": known, "none": with_report(why, 0.0),
        "reported": dataclasses.replace(with_report(why, 180.0), reported_ratio=Summary(2.5, 1.0, 5.7)),
        "little": with_shares(why, 0.6, 0.38, effort=0.02), "idea": with_shares(why, 0.2, 0.2, irritable_terminal=0.6),
        "outside": dataclasses.replace(why, report_is_outside=True),
    }  # fmt: skip


def spoken(why):
    whys = [cause_why(why, cause) for cause in CAUSES]
    held = held_back(why)
    notes = [f"{a.what_if.label}: {change_words(a.change)}. {a.what_if.note}" for a in why.actions]
    return {
        "headline": headline(why), "report": report_sentence(why) or "", "common": common_sentence(why) or "", "why": " ".join(whys), "held": held or "", "outlook": " ".join(outlook_sentences(why)),
        "actions": " ".join([actions_lead(why.actions), *notes]), "gathered": " ".join(actions_sentences(why.actions)), "training": " ".join(training_sentences(why.actions)),
        "doubts": " ".join(doubts(why)),
    }  # fmt: skip


def plain(text):
    """Without brackets; a range and its unit are read as numbers."""
    return re.sub(r"\([^)]*\)", "", text)


def test_all_that_is_said_reads_at_grade_six(why, quiet_day):
    for name, answer in variants(why, quiet_day).items():
        texts = spoken(answer)
        for part, text in texts.items():
            if text:
                assert grade(plain(text)) <= 6, (name, part, grade(plain(text)), text)


def test_nothing_frightens_or_judges(why, quiet_day):
    for answer in variants(why, quiet_day).values():
        for text in spoken(answer).values():
            assert not UNSAID.search(text), text


@pytest.mark.parametrize(("background", "unexplained"), list(itertools.product((0.3, 0.6), (0.3, 0.38))))
def test_where_no_one_knows_the_headline_says_so_first(why, background, unexplained):
    rest = 1 - background - unexplained
    said = headline(with_shares(why, background, unexplained, effort=rest))
    assert said.startswith("Most of the twitching in your left calf is what it does on any day or a swing")


def test_a_headline_of_an_idea_says_that_it_is_one(why):
    said = headline(with_shares(why, 0.2, 0.2, irritable_terminal=0.6))
    assert "no proven cause" in said
    assert "(only an idea)" in said


def test_no_hard_work_and_a_face_are_said_first(why, quiet_day):
    assert headline(quiet_day).startswith("A face is not what this model describes")
    assert "did no hard work" in headline(dataclasses.replace(why, worked=False))


def test_a_report_of_none_is_said(why):
    assert headline(with_report(why, 0.0)).startswith("You noticed no twitching in your left calf.")


def test_grades_are_known_and_every_source_exists():
    told = [*CAUSE_WORDS.values(), *WHAT_IFS]
    keys = {key for words in told for key in words.sources}
    assert keys <= known_sources()
    grades = {w.grade for w in CAUSE_WORDS.values()} | {w.evidence for w in WHAT_IFS}
    assert grades <= set(WITHIN)
    assert set(GRADE_WORDS) == set(WITHIN)
    assert set(CAUSE_WORDS) == set(CAUSES)


def test_evidence_only_has_no_number(why):
    for action in why.actions:
        assert (action.change is None) == (action.what_if.edit is None)
    kinds = [a.change is None for a in why.actions]
    assert kinds == sorted(kinds)
    medians = [a.change.median for a in why.actions if a.change]
    assert medians == sorted(medians)
    assert {a.what_if.id for a in why.actions} == {item.id for item in WHAT_IFS}


def test_changes_and_hours_in_words():
    assert change_words(Summary(0.004, -0.1, 0.1)) == "next to nothing"
    assert change_words(Summary(-0.12, -0.2, 0.1)) == "about 12 % less"
    assert change_words(None) == "not in the model"
    assert [hours_words(h) for h in (0.25, 1.2, 12)] == ["15 minutes", "1 hour", "12 hours"]


def test_every_muscle_has_an_everyday_name():
    from myotwitch.handover import MUSCLES

    assert set(MUSCLE_WORDS) == set(MUSCLES)


def test_two_futures_are_said_plainly(why):
    two = why.whatif(sleep=8.0, drink="0.5 L water at +90 min", draws=8)
    said = " ".join(two_futures_sentences(two))
    assert "8 h of sleep" in said
    assert grade(plain(said)) <= 6
    assert two.draws == 8
    assert np.isfinite(two.change.median)


def test_a_report_of_none_lowers_the_belief_in_a_rise(hot_run, why):
    from myotwitch.history.timeline import Noticed

    def told(rate):
        seen = Noticed("left calf", "gastrocnemius", "left", "+3 h", "+6 h", per_minute=rate)
        return explain(dataclasses.replace(hot_run, twitches=(seen,)), draws=12, hours=12.0, what_ifs=False)

    none, many = told(0.0), told(20.0)
    assert none.reported_ratio is None
    assert none.shares.cause_means[-1] <= many.shares.cause_means[-1]
    assert none.shares.unexplained_mean < many.shares.unexplained_mean
    assert none.shares.background_mean > many.shares.background_mean
    assert not none.report_is_outside


def test_what_was_guessed_is_said(why):
    from myotwitch.history.doubts import demand_doubts

    told = doubts(why)
    assert set(demand_doubts(why.history)) <= set(told)
    assert len(told) == len(set(told))


def test_two_reports_that_do_not_fit_are_said(hot_run, why):
    from myotwitch.history.timeline import Noticed
    from myotwitch.why.question import contradicted

    def told(*rates):
        seen = [Noticed("left calf", "gastrocnemius", "left", "+3 h", "+6 h", per_minute=r) for r in rates]
        return contradicted(dataclasses.replace(hot_run, twitches=tuple(seen)), "gastrocnemius")

    assert told(0.0, 20.0)
    assert told(2.0, 20.0)
    assert not told(10.0, 20.0)
    assert not told(20.0)
    assert "more than one rate" in doubts(dataclasses.replace(why, contradicted=True))[0]


def test_a_report_that_no_body_meets_is_said_to_lie_outside(hot_run):
    from myotwitch.history.timeline import Noticed

    seen = Noticed("left calf", "gastrocnemius", "left", "+1 min", "+4 min", per_minute=600.0)
    answer = explain(dataclasses.replace(hot_run, twitches=(seen,)), draws=8, hours=3.0, what_ifs=False)
    assert answer.report_is_outside
    assert "not what this model describes" in headline(answer)
    assert "myotwitch triage" in doubts(answer)[0]


def test_after_hard_work_less_is_said_before_more(why):
    below = tuple(Summary(0.5 if hour < 3 else 1.0, 0.2, 1.5) for hour in why.hours)
    said = outlook_sentences(dataclasses.replace(why, ratio=below))
    assert said[0].startswith("For 10 to 15 minutes after hard work, nerves are calmer")
    assert "here for about 3 hours. No one has measured that" in said[1]
    usual = tuple(Summary(1.0, 0.9, 1.1) for _ in why.hours)
    assert "calm" not in outlook_sentences(dataclasses.replace(why, ratio=usual))[0]


def test_a_calm_is_never_sold_as_a_remedy(why):
    again = next(a for a in why.actions if a.what_if.id == "again_tomorrow")
    less = dataclasses.replace(again, change=Summary(-0.2, -0.4, 0.1))
    said = training_sentences((less,))
    assert said[0].startswith("Train tomorrow? Twitching alone is no reason not to train.")
    assert said[1].endswith("So it is no reason to train.")


def test_the_rise_without_the_idea_is_told(why):
    ahead = why.outlook
    assert 0.0 <= ahead.rising_share_without <= ahead.rising_share
    assert "Without jumpy nerve ends (only an idea), in" in " ".join(outlook_sentences(why))


def test_weeks_of_twitching_are_said_to_lie_outside(why):
    from myotwitch.history.timeline import Noticed

    seen = Noticed("left calf", "gastrocnemius", "left", "-10 d", "+3 h", per_minute=2.0)
    weeks = dataclasses.replace(why, history=dataclasses.replace(why.history, twitches=(seen,)))
    said = headline(weeks)
    assert said.startswith("Twitching that stays for weeks is not what this model describes")
    assert grade(plain(said)) <= 6.5
