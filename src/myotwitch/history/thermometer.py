"""Whether a recorded temperature is the air's.

A watch sits on warm skin and reads 20 to 35 °C whatever the weather. A unit on a handlebar, or a
sensor that hangs on a shoe or bag, follows the air. The assumption: the maker and model tell which it
is; when they do not, the value is shown and not used.
"""

from __future__ import annotations

import numpy as np

from myotwitch.history.fit_file import FitContent, Message
from myotwitch.history.session import Said
from myotwitch.history.track import Track

__all__ = ["air_temperature"]

_BAR_MAKERS = frozenset({
    "wahoo_fitness", "hammerhead", "bryton", "bryton_sensors", "sigmasport", "lezyne", "stages_cycling", "igpsport",
    "magene", "cycplus", "coospo", "cateye", "xplova", "meilan_byte", "magicshine", "geoid", "omata",
})  # fmt: skip
_BAR_MODELS = ("edge", "elemnt", "karoo", "rox")
_RIDING = frozenset({"cycling", "indoor_cycling", "mountain_biking", "e_biking", "hand_cycling"})
_AIR_SENSORS = frozenset({"env_sensor", "environment_sensor_legacy", 25, 12})
_AIR_NAMES = ("ambient", "air_temp", "air temp")
_SETTLING_S = 300.0


def air_temperature(
    content: FitContent, track: Track, session: Message, activity: str
) -> tuple[float | None, list[Said]]:
    """Air temperature in °C where the file has one, and what is said of the thermometer."""
    for name, field in content.extra.items():
        if any(word in name.lower() for word in _AIR_NAMES) and field.unit.strip("°") in (
            "C",
            "c",
            "celsius",
        ):
            value = float(np.median([v for _, v in field.values]))
            if -50 <= value <= 60:
                return value, [
                    Said(
                        "air temperature",
                        f"{value:.0f}",
                        "C",
                        "file",
                        "from a sensor named for the air; used",
                    )
                ]
    settled = (
        track["temperature_C"][track.time_s >= track.time_s[0] + _SETTLING_S] if len(track) else np.empty(0)
    )
    values = settled[np.isfinite(settled)]
    if not len(values) and track.has("temperature_C"):
        values = track["temperature_C"][np.isfinite(track["temperature_C"])]
    if not len(values):
        average = session.get("avg_temperature")
        if not isinstance(average, (int, float)):
            return None, []
        values = np.array([float(average)])
    value = float(np.median(values))
    where = _where(content, activity)
    if where and -50 <= value <= 60:
        return value, [Said("air temperature", f"{value:.0f}", "C", "file", f"{where}; used")]
    remark = "worn on the body: warmed by skin, not the air's temperature, so not used; give air_C"
    return None, [Said("temperature at the watch", f"{value:.0f}", "C", "file", remark)]


def _where(content: FitContent, activity: str) -> str:
    """Why the thermometer follows the air, or an empty text."""
    infos = content.all("device_info")
    kinds = {info.get("antplus_device_type") for info in infos} | {info.get("device_type") for info in infos}
    if kinds & _AIR_SENSORS:
        return "a separate sensor that hangs in the air"
    if activity not in _RIDING:
        return ""
    identity = content.first("file_id")
    models = [identity.get("garmin_product"), *(info.get("product_name") for info in infos)]
    if identity.get("manufacturer") in _BAR_MAKERS or any(
        isinstance(model, str) and any(word in model.lower() for word in _BAR_MODELS) for model in models
    ):
        return "a unit on the handlebar follows the air"
    return ""
