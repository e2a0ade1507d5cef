import contextlib
import tomllib
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from myotwitch.handover import MUSCLES
from myotwitch.history.places import Place, find_place
from myotwitch.refusal import Door, Refusal

TABLE = tomllib.loads(resources.files("myotwitch.history").joinpath("places.toml").read_text("utf-8"))
WORDS = [(words, row) for row in TABLE["place"] for words in row["words"]]


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("left calf", Place("gastrocnemius", "left", ("soleus",))),
        ("my right calf", Place("gastrocnemius", "right", ("soleus",))),
        ("Calves", Place("gastrocnemius", None, ("soleus",))),
        ("thigh", Place("quadriceps", None, ("hamstrings", "adductors"))),
        ("the arch of my left foot", Place("abductor_hallucis", "left")),
        ("left eyelid", Place("orbicularis_oculi", "left")),
        ("R. thumb", Place("thenar", "right")),
        ("both bum", Place("gluteals", "both")),
        ("lower back", Place("erector_spinae", None)),
        ("left side of the neck", Place("trapezius", "left")),
        ("biceps brachii", Place("biceps_brachii", None)),
        ("gastrocnemius.left", Place("gastrocnemius", "left")),
        ("left and right shin", None),
    ],
)
def test_everyday_words(words, place):
    if place is None:
        with pytest.raises(Refusal):
            find_place(words)
    else:
        assert find_place(words) == place


def test_every_muscle_has_everyday_words_and_its_own_name():
    assert {row["muscle"] for row in TABLE["place"]} == set(MUSCLES)
    for muscle in MUSCLES:
        for spelled in (muscle, muscle.replace("_", " "), muscle.upper()):
            assert find_place(spelled).muscle == muscle


@pytest.mark.parametrize(("words", "row"), WORDS, ids=[words for words, _ in WORDS])
def test_each_row_of_the_table_is_found_and_means_one_thing(words, row):
    assert find_place(f"left {words}") == Place(row["muscle"], "left", tuple(row.get("also", ())))


def test_also_names_muscles():
    for row in TABLE["place"]:
        assert set(row.get("also", ())) <= set(MUSCLES) - {row["muscle"]}


@pytest.mark.parametrize("words", [words for row in TABLE["absent"] for words in row["words"]])
def test_places_that_the_model_lacks_are_refused_kindly(words):
    with pytest.raises(Refusal) as refused:
        find_place(words)
    assert refused.value.door == Door.USAGE
    assert "model" in refused.value.happened
    assert refused.value.next_step
    assert "you have" not in str(refused.value).lower()


def test_near_misses_keep_the_side():
    with pytest.raises(Refusal, match="Did you mean 'left calf'"):
        find_place("left kalf")


@given(st.text(max_size=80))
def test_any_text_is_a_place_or_refused(text):
    with contextlib.suppress(Refusal):
        assert find_place(text).muscle in MUSCLES
