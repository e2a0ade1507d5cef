"""Writes FIT files: the shipped example and the files that our tests read are made here.

A FIT file is a header, messages that each follow a definition of their layout, and a checksum.
The assumption: little-endian, normal (uncompressed) message headers. The caller gives field numbers
and raw values, so that a test can also write what no watch should.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field

from myotwitch.history.fit_repair import checksum

__all__ = ["DeveloperValue", "FitWriter", "Value", "message_number"]

_BASES: dict[
    str, tuple[int, str, int]
] = {  # name: (code in the file, struct letter, value that means "none")
    "enum": (0x00, "B", 0xFF),
    "sint8": (0x01, "b", 0x7F),
    "uint8": (0x02, "B", 0xFF),
    "sint16": (0x83, "h", 0x7FFF),
    "uint16": (0x84, "H", 0xFFFF),
    "sint32": (0x85, "i", 0x7FFFFFFF),
    "uint32": (0x86, "I", 0xFFFFFFFF),
    "string": (0x07, "s", 0),
    "float32": (0x88, "f", 0),
    "uint8z": (0x0A, "B", 0),
    "uint16z": (0x8B, "H", 0),
    "uint32z": (0x8C, "I", 0),
    "byte": (0x0D, "B", 0xFF),
}
_NUMBERS = {
    "file_id": 0, "device_settings": 2, "user_profile": 3, "zones_target": 7, "sport": 12, "session": 18,
    "lap": 19, "record": 20, "event": 21, "device_info": 23, "activity": 34, "file_creator": 49,
    "length": 101, "hr": 132, "field_description": 206, "developer_data_id": 207, "set": 225,
}  # fmt: skip


def message_number(name: str) -> int:
    """The global number of a message. Raises KeyError for a name that is not known here."""
    return _NUMBERS[name]


@dataclass(frozen=True)
class Value:
    """One field of a message: its number, its base type, and the raw value (None writes "none")."""

    number: int
    base: str
    raw: int | float | str | Sequence[int] | None

    def encoded(self) -> bytes:
        """The bytes of the value."""
        _, letter, none = _BASES[self.base]
        if isinstance(self.raw, str):
            return self.raw.encode() + b"\0"
        if self.raw is None:
            return struct.pack("<" + letter, none)
        if isinstance(self.raw, (int, float)):
            return struct.pack("<" + letter, self.raw)
        return struct.pack(f"<{len(self.raw)}{letter}", *self.raw)

    def definition(self, size: int) -> bytes:
        """The three bytes that declare the field."""
        return bytes((self.number, size, _BASES[self.base][0]))


@dataclass(frozen=True)
class DeveloperValue(Value):
    """A developer field: as `Value`, for the developer with this index."""

    developer: int = 0

    def definition(self, size: int) -> bytes:
        """The three bytes that declare the field."""
        return bytes((self.number, size, self.developer))


@dataclass
class FitWriter:
    """Collects messages, then gives the file."""

    _body: bytearray = field(default_factory=bytearray)
    _layouts: list[bytes] = field(default_factory=list)

    def write(self, message: str | int, *values: Value) -> None:
        """Append a message; its definition is written when the layout is new. At most 16 are kept."""
        number = message if isinstance(message, int) else message_number(message)
        parts = [value.encoded() for value in values]
        plain = [(v, p) for v, p in zip(values, parts, strict=True) if not isinstance(v, DeveloperValue)]
        ours = [(v, p) for v, p in zip(values, parts, strict=True) if isinstance(v, DeveloperValue)]
        layout = struct.pack("<BBHB", 0, 0, number, len(plain))
        layout += b"".join(v.definition(len(p)) for v, p in plain)
        if ours:
            layout += bytes((len(ours),)) + b"".join(v.definition(len(p)) for v, p in ours)
        if layout not in self._layouts:
            self._define(layout, developer=bool(ours))
        self._body.append(self._layouts.index(layout))
        self._body += b"".join(p for _, p in plain + ours)

    def _define(self, layout: bytes, *, developer: bool) -> None:
        if len(self._layouts) == 16:
            self._layouts.clear()
        self._layouts.append(layout)
        self._body.append(0x40 | (0x20 if developer else 0) | (len(self._layouts) - 1))
        self._body += layout

    def describe(
        self, developer: int, number: int, name: str, unit: str, base: str, native: int | None = None
    ) -> None:
        """Declare a developer field; `native` is the number of the record field that it stands for."""
        self.write(
            "field_description",
            Value(0, "uint8", developer),
            Value(1, "uint8", number),
            Value(2, "uint8", _BASES[base][0]),
            Value(3, "string", name),
            Value(8, "string", unit),
            Value(14, "uint16", 20),
            Value(15, "uint8", native),
        )

    def file(self, *, header_size: int = 14, data_size: int | None = None, closed: bool = True) -> bytes:
        """The finished file.

        `data_size` overrides what the header claims; an unclosed file has no checksum at its end.
        """
        claimed = len(self._body) if data_size is None else data_size
        header = struct.pack("<BBHI4s", header_size, 0x20, 2147, claimed, b".FIT")
        if header_size == 14:
            header += struct.pack("<H", checksum(header))
        whole = header + bytes(self._body)
        return whole + struct.pack("<H", checksum(whole)) if closed else whole
