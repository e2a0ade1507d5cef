import tomllib
from importlib import resources

import pint
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from myotwitch.history.foods import AMOUNTS, find_food, foods
from myotwitch.history.intake import Dose, Drink, Meal, compose
from myotwitch.history.intake_words import read_caffeine, read_drink, read_meal
from myotwitch.history.table_origins import record_origins
from myotwitch.provenance import ASSUMED, known_sources
from myotwitch.refusal import Door, Refusal


def test_the_food_table_is_whole():
    table = foods()
    assert len(table) >= 60
    names = [name for food in table.values() for name in (food.name, *food.aliases)]
    assert len(names) == len(set(names))
    for food in table.values():
        assert food.source in known_sources() | {ASSUMED}
        assert set(food.sources.values()) <= known_sources()
        assert food.source != ASSUMED or food.note
        assert not food.assumed or food.note
        assert set(food.contents) == set(AMOUNTS)
        assert all(amount >= 0 for amount in food.contents.values())
        weight_g = (
            food.contents["water_L"] * 1000 + food.contents["carbohydrate_g"] + food.contents["alcohol_g"]
        )
        assert weight_g <= food.serving * (1.01 if food.drink else 1.001)


def test_every_column_of_the_food_table_is_known():
    rows = tomllib.loads(resources.files("myotwitch.history").joinpath("foods.toml").read_text("utf-8"))
    known = {"aliases", "serving_mL", "serving_g", "water_g", "carbohydrate_g", "sodium_mg", "potassium_mg"}
    known |= {"calcium_mg", "magnesium_mg", "chloride_mg", "caffeine_mg", "alcohol_g", "source", "where"}
    known |= {"sources", "assumed", "note"}
    assert {column for row in rows.values() for column in row} <= known


def test_every_number_of_the_tables_has_a_source_or_a_reason():
    units = pint.UnitRegistry()
    assert len(record_origins()) > 500
    for origin in record_origins():
        units.parse_units(origin.unit.replace("°C", "degC").replace("per minute", "1/min"))
        assert origin.source in known_sources() or (origin.source == ASSUMED and origin.note)


@pytest.mark.parametrize(
    ("food", "sodium_mM", "potassium_mM"),
    [("gatorade", 17, 3.8), ("powerade", 18, 4.6), ("ORS", 75, 20), ("pedialyte", 44, 20)],
)
def test_drinks_have_the_strength_of_the_published_rows(food, sodium_mM, potassium_mM):
    content = compose(Drink(food, volume_L=1.0))
    assert content.sodium_mmol == pytest.approx(sodium_mM, rel=0.03)
    assert content.potassium_mmol == pytest.approx(potassium_mM, rel=0.03)


def test_a_banana_holds_its_potassium():
    content = compose(Meal("banana"))
    assert content.potassium_mmol * 39.1 == pytest.approx(422, rel=0.02)  # USDA: 358 mg per 100 g, 118 g
    assert content.solid


def test_portions_scale():
    one, two, weight = compose(Meal("egg")), compose(Meal("2 eggs")), compose(Meal("100 g egg"))
    assert two.sodium_mmol == pytest.approx(2 * one.sodium_mmol)
    assert weight == two


def test_own_numbers_win_over_the_table():
    content = compose(Drink("water", volume_L=0.5, sodium_mM=30, caffeine_mg=80, carbohydrate_g_per_L=60))
    assert content.sodium_mmol == pytest.approx(15)
    assert content.chloride_mmol == pytest.approx(15)
    assert (content.caffeine_mg, content.carbohydrate_g) == (80, 30)


def test_a_dose_is_caffeine_alone():
    content = compose(Dose(200))
    assert content.caffeine_mg == 200
    assert content.water_L == 0


@pytest.mark.parametrize(
    ("text", "drink"),
    [
        ("0.5 L water at +30 min", Drink("water", 0.5, "+30 min")),
        ("500 ml of water", Drink("water", 0.5, "+0 min")),
        ("0,5 l water at +30 min", Drink("water", 0.5, "+30 min")),
        ("2 coffees at -1 h", Drink("coffee", 0.4, "-1 h")),
        ("a cup of tea @ 08:00", Drink("black tea", 0.22, "08:00")),
        ("coffee", Drink("coffee", 0.2, "+0 min")),
        ("1 L ORS at +60 min over 30 min", Drink("oral rehydration solution", 1.0, "+60 min", 1800.0)),
        ("1 L", Drink("water", 1.0, "+0 min")),
    ],
)
def test_drinks_in_words(text, drink):
    assert read_drink(text) == drink


def test_imperial_volumes():
    assert read_drink("12 fl oz cola at -1 h").volume_L == pytest.approx(0.35488, rel=1e-4)


def test_caffeine_and_meals_in_words():
    assert read_caffeine("200 mg at -1 h") == Dose(200.0, "-1 h")
    assert read_caffeine("0.2 g caffeine at 08:00") == Dose(200.0, "08:00")
    assert read_meal("banana, oatmeal at -2 h") == Meal(("banana", "oatmeal"), "-2 h")
    assert read_meal("200 g pasta and 2 eggs at 12:30").what == ("200 g pasta", "2 eggs")


@pytest.mark.parametrize(
    ("read", "text", "door"),
    [
        (read_drink, "0.5 L watr at +30 min", Door.USAGE),
        (read_drink, "-1 L water", Door.IMPOSSIBLE),
        (read_drink, "30 L water", Door.IMPOSSIBLE),
        (read_drink, "0.5 kg water", Door.USAGE),
        (read_drink, "", Door.USAGE),
        (read_drink, "0.5 L water at noonish", Door.USAGE),
        (read_caffeine, "5 g at -1 h", Door.IMPOSSIBLE),
        (read_caffeine, "a lot", Door.USAGE),
        (read_meal, "bananna at -2 h", Door.USAGE),
        (read_meal, "at -2 h", Door.USAGE),
        (read_meal, "900 kg rice", Door.IMPOSSIBLE),
    ],
)
def test_wrong_intake_is_refused_with_what_is_allowed(read, text, door):
    with pytest.raises(Refusal) as refused:
        read(text)
    assert refused.value.door == door
    assert refused.value.allowed


def test_near_misses_are_named():
    with pytest.raises(Refusal, match="Did you mean 'banana'"):
        find_food("bananna")


WORDS = st.sampled_from(
    [
        "0.5",
        "L",
        "500",
        "ml",
        "water",
        "at",
        "over",
        "+30",
        "min",
        "-2",
        "h",
        "banana",
        ",",
        "and",
        "@",
        "1e9",
        "x",
        "²",
        "of",
        "2",
        "a",
        "half",
        "g",
        "kg",
    ]
)


@settings(max_examples=300)
@given(st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=10).map(" ".join)))
def test_any_text_is_intake_or_refused(text):
    for read in (read_drink, read_caffeine, read_meal):
        try:
            content = compose(read(text))
        except Refusal:
            continue
        assert 0 <= content.water_L < 100


@given(st.sampled_from(sorted(foods())), st.floats(0.01, 5))
def test_content_is_linear_in_volume(name, volume_L):
    one, some = compose(Drink(name, 1.0)), compose(Drink(name, volume_L))
    for amount in AMOUNTS:
        assert getattr(some, amount) == pytest.approx(getattr(one, amount) * volume_L)
