"""Walks through an XML file without believing it: no entities, nothing from elsewhere, little memory.

The assumption: elements are told by their local names; files use many prefixes for the same thing.
When the file breaks off, what came before is kept and `damage` says so.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from myotwitch.history.open_file import Opened, unreadable

__all__ = ["XmlStream", "moment_of", "name_of"]

_MOST_ELEMENTS = 4_000_000
_FORGOTTEN = frozenset(
    {"Trackpoint", "Lap", "trkpt", "wpt", "rtept", "trkseg", "Track"}
)  # once they have been seen


def name_of(element: Any) -> str:
    """An element's name without its namespace."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def moment_of(text: str | None) -> datetime | None:
    """A time as GPX and TCX write it; UTC where no zone is given; None when it is not a time."""
    try:
        moment = datetime.fromisoformat((text or "").strip())
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment if 1970 < moment.year < 2100 else None


class XmlStream:
    """Iterates over ("start" or "end", local name, element). Raises Refusal (UNREADABLE) for entities."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self.damage: list[str] = list(opened.damage)

    def __iter__(self) -> Iterator[tuple[str, str, Any]]:
        from xml.etree.ElementTree import ParseError

        from defusedxml.common import DefusedXmlException
        from defusedxml.ElementTree import iterparse

        data = self._opened.data
        clean = data.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n").removeprefix(b"\xef\xbb\xbf")
        if len(clean) < len(data) and data[:1].isspace():
            self.damage.append("The file begins with blanks before its XML; they were skipped.")
        seen = 0
        open_elements: list[Any] = []
        try:
            for event, element in iterparse(io.BytesIO(clean), events=("start", "end")):
                seen += 1
                if seen > 2 * _MOST_ELEMENTS:
                    raise self._too_many()
                name = name_of(element)
                yield event, name, element
                if event == "start":
                    open_elements.append(element)
                    continue
                open_elements.pop()
                if name in _FORGOTTEN and open_elements:
                    open_elements[-1].remove(element)
        except DefusedXmlException:
            raise unreadable(
                f"{self._opened.name} defines XML entities, which no workout file needs; it was not read further.",
                allowed="TCX and GPX without a DOCTYPE that defines entities (entities can swell or fetch other files).",
                next_step="export the workout again from the watch or its site.",
            ) from None
        except (
            ParseError,
            ValueError,
            LookupError,
        ) as problem:  # LookupError: an encoding that does not exist
            if not seen:
                raise unreadable(
                    f"{self._opened.name} is not readable XML ({_where(problem)}).",
                    next_step="export it again.",
                ) from None
            self.damage.append(
                f"The XML breaks off or is damaged ({_where(problem)}); what came before was read."
            )

    def _too_many(self) -> Exception:
        return unreadable(
            f"{self._opened.name} holds more than {_MOST_ELEMENTS:,} XML elements.",
            allowed="a day of one-second points has less than a million.",
            next_step="export the one workout that you ask about.",
        )


def _where(problem: Exception) -> str:
    position = getattr(problem, "position", None)
    return f"line {position[0]:,}" if position else "unknown encoding"
