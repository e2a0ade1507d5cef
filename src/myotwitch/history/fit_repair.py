"""Makes a damaged FIT file readable: wrong or zero sizes in the header, no end, files in a chain.

A watch that runs out of power leaves a header that claims zero bytes and no checksum. The
assumption: the messages themselves are whole up to where the file stops. When bytes in the middle
are lost, decoding stops there.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

__all__ = ["FitPiece", "checksum", "split_and_repair"]

_SIGNATURE = b".FIT"
_CRC_NIBBLE = (
    0x0000, 0xCC01, 0xD801, 0x1400, 0xF001, 0x3C00, 0x2800, 0xE401,
    0xA001, 0x6C00, 0x7800, 0xB401, 0x5000, 0x9C01, 0x8801, 0x4400,
)  # fmt: skip


def checksum(data: bytes | bytearray | memoryview, crc: int = 0) -> int:
    """The 16-bit checksum (CRC-16/ARC) that ends a FIT file and its header."""
    for byte in data:
        crc = (crc >> 4) ^ _CRC_NIBBLE[crc & 0xF] ^ _CRC_NIBBLE[byte & 0xF]
        crc = (crc >> 4) ^ _CRC_NIBBLE[crc & 0xF] ^ _CRC_NIBBLE[byte >> 4]
    return crc


@dataclass(frozen=True)
class FitPiece:
    """One FIT file of a chain. When it is not whole, its header was rewritten and its checksum is a dummy."""

    data: bytes
    whole: bool


def split_and_repair(data: bytes) -> tuple[list[FitPiece], list[str]]:
    """Every FIT file in `data`, and sentences about what was wrong with their headers."""
    pieces: list[FitPiece] = []
    damage: list[str] = []
    position = 0
    while position < len(data):
        if data[position + 8 : position + 12] != _SIGNATURE:
            damage.append(
                f"After the first part, {len(data) - position:,} bytes are not FIT (a chained file with a "
                "broken header, or something appended); they were left out."
            )
            break
        piece, position, remark = _one(data, position)
        if piece is not None:
            pieces.append(piece)
        if remark:
            damage.append(remark)
    return pieces, damage


def _one(data: bytes, begin: int) -> tuple[FitPiece | None, int, str]:
    header_size = data[begin] if data[begin] in (12, 14) else 14
    body = begin + header_size
    claimed = int(struct.unpack_from("<I", data, begin + 4)[0])
    following = _next_file(data, body)
    end = body + claimed + 2
    if claimed and end <= len(data) and (end == len(data) or data[end + 8 : end + 12] == _SIGNATURE):
        return FitPiece(data[begin:end], whole=True), end, ""
    if following <= body + 2:
        return None, following, "One FIT file in the chain holds no data; it was left out."
    if claimed and end < len(data) and following == len(data):
        # Bytes follow that are no FIT file. Only the checksum can tell whether the size is right.
        if _checksum_fits(data[begin:end]):
            return FitPiece(data[begin:end], whole=True), end, ""
        return (
            _resized(data, begin, body, following - 2), following,
            f"The header claims {claimed:,} bytes of data; the file holds {following - body:,}. All of it was read.",
        )  # fmt: skip
    if claimed == 0:
        remark = "The file was never closed (its header claims 0 bytes); the header was repaired and the data read."
    else:
        there = following - body
        remark = (
            f"The file ends early: {there:,} of the {claimed + 2:,} bytes that its header claims are there "
            f"({100 * there // (claimed + 2)} %). What is there was read."
        )
    return _resized(data, begin, body, following), following, remark


def _next_file(data: bytes, body: int) -> int:
    """Where the next FIT file of the chain begins, or the end of the data."""
    found = data.find(_SIGNATURE, body)
    while found != -1:
        start = found - 8
        if start >= body and data[start] in (12, 14):
            return start
        found = data.find(_SIGNATURE, found + 1)
    return len(data)


def _resized(data: bytes, begin: int, body: int, end: int) -> FitPiece:
    """The messages in `data[body:end]` behind a header that claims just them; the checksum is a dummy."""
    versions = struct.unpack_from("<BH", data, begin + 1)
    header = struct.pack("<BBHI4s", 12, *versions, end - body, _SIGNATURE)
    return FitPiece(header + data[body:end] + b"\0\0", whole=False)


def _checksum_fits(whole: bytes) -> bool:
    return len(whole) > 2 and checksum(whole[:-2]) == int.from_bytes(whole[-2:], "little")
