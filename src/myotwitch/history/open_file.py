"""Opens what a person gave us: size limits, gzip, and what kind of file it is.

The assumption: a workout file is at most 64 MB once unpacked (a day of one-second samples is about
10 MB). Whatever is larger is refused before it is read, and a gzip file that swells beyond
reason is refused while it is unpacked.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from pathlib import Path

from myotwitch.refusal import Door, Refusal

__all__ = ["LIMIT_BYTES", "Opened", "held_workout", "kind_of", "open_workout", "unreadable"]

LIMIT_BYTES = 64 * 1024 * 1024
_LARGEST_RATIO = 300  # a recorded workout shrinks 3 to 30 times; only a crafted file shrinks more
_RATIO_MATTERS_ABOVE = 4 * 1024 * 1024
_CHUNK = 256 * 1024
_ALLOWED = "FIT, TCX and GPX files, each also as .gz, and CSV logs of Hevy and Strong."
_KNOWN_SIGNATURES = {
    b"PK\x03\x04": "a zip archive",
    b"%PDF": "a PDF document",
    b"\x89PNG": "a picture (PNG)",
    b"\xff\xd8\xff": "a picture (JPEG)",
    b"\x7fELF": "a program",
    b"MZ": "a program",
    b"SQLite format 3": "an SQLite database",
}


@dataclass(frozen=True)
class Opened:
    """A file's unpacked bytes, the name for messages, and what was broken on the way."""

    name: str
    data: bytes
    damage: tuple[str, ...] = ()


def unreadable(happened: str, *, allowed: str = _ALLOWED, next_step: str = "") -> Refusal:
    """A refusal with exit code 3."""
    return Refusal(happened, allowed=allowed, next_step=next_step, door=Door.UNREADABLE)


def open_workout(path: str | Path) -> Opened:
    """Read a file of at most `LIMIT_BYTES`, unpacking gzip. Raises Refusal (UNREADABLE)."""
    path = Path(path)
    try:
        if path.is_dir():
            raise unreadable(
                f"{path.name or path} is a folder, not a workout file.",
                next_step=f"name one file in it, or bring in all of them: myotwitch import {path}",
            )
        if not path.is_file():
            happened = "is not an ordinary file" if path.exists() else "does not exist"
            raise unreadable(f"{path.name} {happened}.", next_step="check the path and the spelling.")
        size = path.stat().st_size
        if size > LIMIT_BYTES:
            raise _too_large(path.name, size)
        with path.open("rb") as stream:
            data = stream.read(LIMIT_BYTES + 1)
    except OSError as problem:
        raise unreadable(
            f"{path.name} cannot be opened: {problem.strerror or 'the system refused'}.",
            next_step="check that the file exists and that you may read it.",
        ) from None
    except ValueError:  # a null character in the path
        raise unreadable("The path holds a character that no file name has.") from None
    return held_workout(path.name, data)  # it may have grown while we read, or be no ordinary file


def held_workout(name: str, data: bytes) -> Opened:
    """Bytes that are in memory already, as if read from a file of that name. Raises Refusal (UNREADABLE)."""
    if len(data) > LIMIT_BYTES:
        raise _too_large(name, len(data))
    if not data:
        raise unreadable(f"{name} is empty (0 bytes).", next_step="export the workout again.")
    if data[:2] == b"\x1f\x8b":
        return _unpacked(name, data)
    return Opened(name, data)


def _too_large(name: str, size: int) -> Refusal:
    return unreadable(
        f"{name} is too large: {size / 1e6:,.0f} MB.",
        allowed=f"at most {LIMIT_BYTES / 1e6:.0f} MB unpacked; a whole day of one-second samples is about 10 MB.",
        next_step="export the one workout that you ask about, not the whole history.",
    )


def _unpacked(name: str, data: bytes) -> Opened:
    pieces: list[bytes] = []
    size, rest, damage = 0, data, ""
    while rest[:2] == b"\x1f\x8b":
        stream = zlib.decompressobj(wbits=31)
        try:
            while not stream.eof and rest:
                pieces.append(stream.decompress(rest, _CHUNK))
                rest = stream.unconsumed_tail
                size += len(pieces[-1])
                _check_growth(name, size, len(data))
        except zlib.error:
            damage, rest = (
                "The gzip packing is damaged; what could be unpacked before the damage was read.",
                b"",
            )
        if stream.eof:
            rest = stream.unused_data
        elif not damage:
            damage, rest = "The gzip packing ends early; what was there was read.", b""
    if size == 0:
        happened = "holds nothing that can be unpacked" if damage else "is empty once unpacked (0 bytes)"
        raise unreadable(f"{name} {happened}.", next_step="export the workout again.")
    return Opened(name, b"".join(pieces), (damage,) if damage else ())


def _check_growth(name: str, size: int, packed: int) -> None:
    if size > LIMIT_BYTES or (size > _RATIO_MATTERS_ABOVE and size > packed * _LARGEST_RATIO):
        raise unreadable(
            f"{name} swells from {packed / 1e6:.2f} MB to more than {size / 1e6:.0f} MB when it is unpacked.",
            allowed=f"at most {LIMIT_BYTES / 1e6:.0f} MB unpacked and {_LARGEST_RATIO} times the packed size.",
            next_step="unpack the file yourself and look at what is in it.",
        )


def kind_of(opened: Opened) -> str:
    """ "fit", "tcx", "gpx" or "text", by content first and by extension where the content does not tell.

    Raises Refusal (UNREADABLE) for everything else.
    """
    data = opened.data
    if data[8:12] == b".FIT":
        return "fit"
    head = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.decode("utf-16", errors="replace").encode().lstrip(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"<"):
        return _kind_of_xml(opened.name, head)
    for signature, thing in _KNOWN_SIGNATURES.items():
        if data.startswith(signature):
            raise unreadable(
                f"{opened.name} is {thing}, not a workout file.",
                next_step="unpack it and name the workout file in it."
                if "archive" in thing
                else "check the path, or export the workout again.",
            )
    endings = opened.name.lower().removesuffix(".gz").rsplit(".", 1)
    ending = endings[-1] if len(endings) > 1 else ""
    if ending == "fit":
        raise unreadable(
            f"{opened.name} is not a FIT file, although its name says so: the signature .FIT is missing.",
            next_step="export the workout again from the watch or its site.",
        )
    if ending in ("tcx", "gpx"):
        raise unreadable(
            f"{opened.name} is not XML, although a .{ending} file is.", next_step="export the workout again."
        )
    if head and b"\0" not in head:
        return "text"
    raise unreadable(
        f"{opened.name} is none of the files that are understood here.",
        next_step='export it as FIT, TCX or GPX, or say it in words: words = "60 min run".',
    )


def _kind_of_xml(name: str, head: bytes) -> str:
    for kind, root in (("tcx", b"TrainingCenterDatabase"), ("gpx", b"gpx")):
        if b"<" + root in head or b":" + root + b" " in head:
            return kind
    if name.lower().removesuffix(".gz").endswith(".tcx"):
        return "tcx"
    if name.lower().removesuffix(".gz").endswith(".gpx"):
        return "gpx"
    raise unreadable(
        f"{name} is XML, but neither TCX nor GPX.",
        next_step="export the workout as FIT, TCX or GPX.",
    )
