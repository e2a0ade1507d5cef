"""Emergency numbers by country, taken from the locale; neutral words where the country is not known.

The locale of a computer often names a country where its user is not, so a number is always shown with
the country it belongs to. Numbers were remembered, not read again for this file: a release for the
public needs them checked. Assumption: a language tag without a country says nothing about the place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["Place", "place_of"]

_EU_112 = [
    "AT",
    "BE",
    "BG",
    "CY",
    "CZ",
    "DE",
    "DK",
    "EE",
    "ES",
    "FI",
    "FR",
    "GR",
    "HR",
    "HU",
    "IT",
    "LT",
    "LU",
    "LV",
    "MT",
    "NL",
    "PL",
    "PT",
    "RO",
    "SE",
    "SI",
    "SK",
    "IS",
    "NO",
    "CH",
    "LI",
]


@dataclass(frozen=True)
class Place:
    """Whom to call. Empty strings where nothing is known."""

    country: str
    emergency: str
    health_line: str
    crisis_line: str

    @property
    def emergency_line(self) -> str:
        """One sentence with the number, or neutral words."""
        if not self.emergency:
            return "Call your local emergency number."
        return f"In {self.country}: {self.emergency}. In another country, call the emergency number there."

    @property
    def same_day_line(self) -> str:
        """One sentence on a health line, or nothing."""
        return f"In {self.country} the health line is {self.health_line}." if self.health_line else ""

    @property
    def crisis_sentence(self) -> str:
        """One sentence on help with dark thoughts."""
        known = (
            f"In {self.country}, call {self.crisis_line}."
            if self.crisis_line
            else "There is a crisis line in most countries."
        )
        return f"If dark thoughts come, you need not be alone with them. {known} In danger, call the emergency number."


_PLACES = {
    "US": Place("the United States", "911", "", "988"),
    "CA": Place("Canada", "911", "811", "988"),
    "GB": Place("the United Kingdom", "999", "111", "Samaritans on 116 123"),
    "IE": Place("Ireland", "112 or 999", "", "Samaritans on 116 123"),
    "AU": Place("Australia", "000", "", "Lifeline on 13 11 14"),
    "NZ": Place("New Zealand", "111", "", "1737"),
    "IN": Place("India", "112", "", ""),
    "JP": Place("Japan", "119", "", ""),
    "KR": Place("South Korea", "119", "", ""),
    "BR": Place("Brazil", "192", "", ""),
    "ZA": Place("South Africa", "112", "", ""),
    **{code: Place(f"your country ({code})", "112", "", "") for code in _EU_112},
}
NOWHERE = Place("", "", "", "")


def place_of(environment: Mapping[str, str]) -> Place:
    """The place that a locale names (LC_ALL, LC_MESSAGES or LANG such as en_GB.UTF-8), or neutral words."""
    for key in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(key):
            found = re.match(r"[A-Za-z]{2,3}[_-]([A-Z]{2})\b", environment[key])
            return _PLACES.get(found[1], NOWHERE) if found else NOWHERE
    return NOWHERE
