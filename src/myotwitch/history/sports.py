"""What files call a sport, and what we call it.

The keys are those of `activities.toml`. The assumption: the person chose the right sport on the
watch; a sport that has no row of its own falls to the nearest general one.
"""

from __future__ import annotations

from collections.abc import Mapping

__all__ = [
    "ACTIVITY_OF_SPORT",
    "EXERCISE_BY_EXERCISE",
    "MOVING_ON",
    "ON_SLOPES",
    "UNKNOWN",
    "activity_of_sport",
    "activity_of_words",
    "title_of",
]

ACTIVITY_OF_SPORT: Mapping[tuple[str, str], str] = {  # (FIT sport, FIT sub-sport or "") -> activity
    ("running", ""): "running",
    ("running", "treadmill"): "treadmill_running",
    ("running", "indoor_running"): "treadmill_running",
    ("running", "track"): "track_running",
    ("running", "trail"): "trail_running",
    ("running", "ultra"): "trail_running",
    ("running", "obstacle"): "trail_running",
    ("running", "virtual_activity"): "treadmill_running",
    ("cycling", ""): "cycling",
    ("cycling", "spin"): "indoor_cycling",
    ("cycling", "indoor_cycling"): "indoor_cycling",
    ("cycling", "virtual_activity"): "indoor_cycling",
    ("cycling", "mountain"): "mountain_biking",
    ("cycling", "downhill"): "mountain_biking",
    ("cycling", "bmx"): "mountain_biking",
    ("cycling", "hand_cycling"): "hand_cycling",
    ("cycling", "indoor_hand_cycling"): "hand_cycling",
    ("cycling", "e_bike_fitness"): "e_biking",
    ("cycling", "e_bike_mountain"): "e_biking",
    ("e_biking", ""): "e_biking",
    ("transition", ""): "triathlon_transition",
    ("fitness_equipment", ""): "cardio",
    ("fitness_equipment", "treadmill"): "treadmill_running",
    ("fitness_equipment", "indoor_running"): "treadmill_running",
    ("fitness_equipment", "indoor_walking"): "walking",
    ("fitness_equipment", "indoor_cycling"): "indoor_cycling",
    ("fitness_equipment", "spin"): "indoor_cycling",
    ("fitness_equipment", "indoor_rowing"): "rowing_indoor",
    ("fitness_equipment", "elliptical"): "elliptical",
    ("fitness_equipment", "stair_climbing"): "stair_climbing",
    ("fitness_equipment", "strength_training"): "strength",
    ("fitness_equipment", "indoor_skiing"): "skiing_cross_country",
    ("fitness_equipment", "flexibility_training"): "yoga",
    ("fitness_equipment", "yoga"): "yoga",
    ("fitness_equipment", "pilates"): "pilates",
    ("swimming", ""): "swimming_pool",
    ("swimming", "lap_swimming"): "swimming_pool",
    ("swimming", "open_water"): "swimming_open_water",
    ("basketball", ""): "basketball",
    ("soccer", ""): "soccer",
    ("tennis", ""): "tennis",
    ("american_football", ""): "american_football",
    ("training", ""): "unknown",
    ("training", "strength_training"): "strength",
    ("training", "cardio_training"): "cardio",
    ("training", "flexibility_training"): "yoga",
    ("training", "yoga"): "yoga",
    ("training", "pilates"): "pilates",
    ("training", "breathing"): "resting",
    ("training", "hiit"): "hiit",
    ("training", "amrap"): "hiit",
    ("training", "emom"): "hiit",
    ("training", "tabata"): "hiit",
    ("hiit", ""): "hiit",
    ("walking", ""): "walking",
    ("walking", "speed_walking"): "speed_walking",
    ("cross_country_skiing", ""): "skiing_cross_country",
    ("cross_country_skiing", "skate_skiing"): "skiing_cross_country",
    ("cross_country_skiing", "backcountry"): "skiing_cross_country",
    ("alpine_skiing", ""): "skiing_alpine",
    ("alpine_skiing", "backcountry"): "skiing_cross_country",
    ("snowboarding", ""): "snowboarding",
    ("rowing", ""): "rowing",
    ("rowing", "indoor_rowing"): "rowing_indoor",
    ("mountaineering", ""): "hiking",
    ("hiking", ""): "hiking",
    ("snowshoeing", ""): "snowshoeing",
    ("paddling", ""): "paddling",
    ("kayaking", ""): "paddling",
    ("rafting", ""): "paddling",
    ("stand_up_paddleboarding", ""): "stand_up_paddling",
    ("surfing", ""): "surfing",
    ("windsurfing", ""): "sailing",
    ("kitesurfing", ""): "sailing",
    ("sailing", ""): "sailing",
    ("boating", ""): "rowing",
    ("diving", ""): "diving",
    ("snorkeling", ""): "diving",
    ("generic", ""): "unknown",
    ("multisport", ""): "unknown",
    ("tactical", ""): "strength",
    ("golf", ""): "golf",
    ("disc_golf", ""): "golf",
    ("horseback_riding", ""): "horseback_riding",
    ("inline_skating", ""): "skating",
    ("ice_skating", ""): "skating",
    ("rock_climbing", ""): "climbing",
    ("rock_climbing", "indoor_climbing"): "climbing",
    ("rock_climbing", "bouldering"): "climbing",
    ("floor_climbing", ""): "stair_climbing",
    ("boxing", ""): "boxing",
    ("mixed_martial_arts", ""): "martial_arts",
    ("baseball", ""): "baseball",
    ("cricket", ""): "baseball",
    ("rugby", ""): "rugby",
    ("hockey", ""): "field_hockey",
    ("lacrosse", ""): "field_hockey",
    ("volleyball", ""): "volleyball",
    ("racket", ""): "tennis",
    ("racket", "squash"): "squash",
    ("racket", "racquetball"): "squash",
    ("racket", "badminton"): "badminton",
    ("racket", "table_tennis"): "table_tennis",
    ("racket", "pickleball"): "tennis",
    ("racket", "padel"): "tennis",
    ("wheelchair_push_walk", ""): "wheelchair",
    ("wheelchair_push_run", ""): "wheelchair",
    ("meditation", ""): "resting",
    ("dance", ""): "dancing",
    ("jump_rope", ""): "rope_skipping",
}
"""FIT sport and sub-sport to our activity keys; the empty sub-sport is the sport in general."""

UNKNOWN = "unknown"
"""What stands in when a file names no sport: whole-body effort, told by heart rate where there is one."""

MOVING_ON = frozenset(
    {
        "running", "treadmill_running", "track_running", "trail_running", "walking", "speed_walking", "hiking",
        "snowshoeing", "cycling", "indoor_cycling", "mountain_biking", "hand_cycling", "e_biking", "rowing",
        "rowing_indoor", "paddling", "stand_up_paddling", "swimming_pool", "swimming_open_water",
        "skiing_cross_country", "skating", "elliptical", "wheelchair", "triathlon_transition",
    }
)  # fmt: skip
"""Activities whose speed tells the effort. In a ball game the watch's speed does not."""

ON_SLOPES = frozenset(
    {
        "running", "trail_running", "walking", "speed_walking", "hiking", "snowshoeing", "cycling", "mountain_biking",
        "hand_cycling", "e_biking", "skiing_cross_country", "skating", "wheelchair",
    }
)  # fmt: skip
"""Activities outdoors on ground whose slope the altitude tells."""

EXERCISE_BY_EXERCISE = frozenset({"strength", "hiit", "cardio", "pilates", "unknown"})
"""Activities that are done in sets: a watch's sets are believed here."""

_WORDS = {  # TCX and GPX: what sites write, in lower case without spaces; digits are Strava's
    "biking": "cycling", "bike": "cycling", "ride": "cycling", "cyclingtransportation": "cycling",
    "cyclingsport": "cycling", "roadbiking": "cycling", "virtualride": "indoor_cycling", "1": "cycling",
    "ebikeride": "e_biking", "mountainbiking": "mountain_biking", "mountainbikeride": "mountain_biking",
    "gravelride": "cycling", "run": "running", "9": "running", "virtualrun": "treadmill_running",
    "trailrun": "trail_running", "treadmill": "treadmill_running", "walk": "walking", "10": "walking",
    "hike": "hiking", "4": "hiking", "swim": "swimming_pool", "swimming": "swimming_pool",
    "lapswimming": "swimming_pool", "openwaterswimming": "swimming_open_water", "indoorrowing": "rowing_indoor",
    "nordicski": "skiing_cross_country", "crosscountryskiing": "skiing_cross_country",
    "backcountryski": "skiing_cross_country", "alpineski": "skiing_alpine", "weighttraining": "strength",
    "strengthtraining": "strength", "workout": "cardio", "stairstepper": "stair_climbing",
    "rockclimbing": "climbing", "football": "soccer", "inlineskate": "skating", "iceskate": "skating",
    "crossfit": "hiit", "cardiotraining": "cardio", "standuppaddling": "stand_up_paddling",
}  # fmt: skip
_EVERY_ACTIVITY = frozenset(ACTIVITY_OF_SPORT.values())


def activity_of_sport(sport: str | None, sub_sport: str | None) -> str | None:
    """Our activity for a FIT sport and sub-sport, or None when the file's words are not known."""
    if sport is None and sub_sport is None:
        return None
    found = ACTIVITY_OF_SPORT.get((sport or "", sub_sport or "")) or ACTIVITY_OF_SPORT.get((sport or "", ""))
    if found in (None, "cardio", "unknown") and sub_sport:
        found = next((a for (_, sub), a in ACTIVITY_OF_SPORT.items() if sub == sub_sport), found)
    return found


def activity_of_words(words: str | None) -> str | None:
    """Our activity for what a TCX or GPX file calls its sport, or None when it is not known."""
    if not words:
        return None
    squeezed = "".join(letter for letter in words.lower() if letter.isalnum())
    if squeezed in _WORDS:
        return _WORDS[squeezed]
    return next((key for key in _EVERY_ACTIVITY if key.replace("_", "") == squeezed), None)


def title_of(activity: str) -> str:
    """An activity for people: "treadmill_running" is "Treadmill running"."""
    return activity.replace("_", " ").capitalize()
