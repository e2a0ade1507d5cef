"""The history file (`history.toml`), and the same history told on the command line.

The assumption: one file tells one person's last days. Files named in it lie beside it. Nothing is
ever written. What the file's workouts say of the person is used only where the person said nothing.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from myotwitch.history.history_keys import TABLES, read_table
from myotwitch.history.intake import Dose, Drink, Meal
from myotwitch.history.intake_words import read_caffeine, read_drink, read_meal
from myotwitch.history.places import find_place
from myotwitch.history.session import Session, Source
from myotwitch.history.session_files import Held, Told, sessions_of
from myotwitch.history.text_files import read_text
from myotwitch.history.timeline import History, Noticed, Sleep, Stress, Weather
from myotwitch.person import Person
from myotwitch.refusal import Door, Refusal, nearest

__all__ = ["history_from_parts", "history_from_tables", "read_history"]

_LARGEST_BYTES = 1 << 20
_PASSED_ON = ("triage",)
_TOP_KEYS = ("where", "now")
_STRESS_SPAN = ("-8 h", "+10 h")  # a told stress without times: the day of the session, assumed


def read_history(path: str | Path) -> History:
    """The history of a `history.toml`.

    Raises
    ------
    Refusal: the file or one it names cannot be read (UNREADABLE), unknown keys, units or words (USAGE),
        values that no body has, overlaps, effects before causes (IMPOSSIBLE).
    """
    return history_from_parts([path])


def history_from_parts(
    inputs: Sequence[str | Path] = (),
    *,
    person: Mapping[str, object] | None = None,
    weather: Mapping[str, object] | None = None,
    drinks: Sequence[str] = (),
    meals: Sequence[str] = (),
    caffeine: Sequence[str] = (),
    sleep_hours: float | None = None,
    stress: float | None = None,
    where: str | None = None,
    words: Sequence[str] = (),
    now: datetime | None = None,
    left_out: list[Refusal] | None = None,
) -> History:
    """A history from files and from what was told beside them.

    Parameters
    ----------
    inputs: at most one history file (.toml), and any number of workout files.
    person, weather: keys as in the history file; they win over the file's.
    drinks, meals, caffeine: texts such as "0.5 L water at +30 min", "banana at -2 h", "200 mg at -1 h".
    sleep_hours: of the night before. stress: 0 to 1. where: the place that is asked about.
    words: sessions in plain words.
    left_out: given a list, workout files that cannot be read are put there and left out, as long as one can.

    Raises Refusal as `read_history` does.
    """
    files = [Path(told) for told in inputs]
    tomls = [path for path in files if path.suffix.lower() == ".toml"]
    if len(tomls) > 1:
        raise Refusal(
            f"{len(tomls)} history files were given.",
            allowed="one history file, and any number of workout files.",
            next_step="put all sessions into one history file.",
            door=Door.USAGE,
        )
    document = _Document.load(tomls[0]) if tomls else _Document("the command line", "", {}, Path())
    builder = _Builder(document, person or {}, weather or {})
    builder.read_tables()
    for path in files:
        if path not in tomls:
            builder.add_file(path, left_out if len(files) > 1 else None)
    for text in words:
        builder.add_sessions(Told(words=text), Path())
    builder.intake += [read_drink(text) for text in drinks]
    builder.intake += [read_meal(text) for text in meals]
    builder.intake += [read_caffeine(text) for text in caffeine]
    if sleep_hours is not None:
        builder.sleep = [Sleep(sleep_hours)]
    if stress is not None:
        builder.stress = [Stress(stress, *_STRESS_SPAN)]
    if left_out and not builder.sessions:
        raise left_out.pop(0)
    return builder.history(where, now)


def history_from_tables(tables: Mapping[str, Any], held: Held) -> History:
    """A history from tables of the same shape as the history file, as a form or a program tells them.

    held: workouts in memory; `file` of a session names one of them, and no file is ever opened.
    Raises Refusal as `read_history` does.
    """
    builder = _Builder(_Document("the history", "", dict(tables), Path()), {}, {}, held)
    builder.read_tables()
    return builder.history(None, None)


class _Document:
    """A parsed history file that knows on which line a key stands."""

    def __init__(self, name: str, text: str, tables: dict[str, Any], folder: Path) -> None:
        self.name, self.lines, self.tables, self.folder = name, text.splitlines(), tables, folder

    @classmethod
    def load(cls, path: Path) -> _Document:
        text = read_text(path, _LARGEST_BYTES, "a history file")
        try:
            tables = tomllib.loads(text)
        except (ValueError, RecursionError) as error:
            raise Refusal(
                f"{path.name} is not valid TOML: {_first_line(str(error) or 'nested too deeply')}.",
                allowed='lines such as mass_kg = 62 or what = "water" below a [table].',
                next_step=f"correct {path.name} at that place.",
                door=Door.UNREADABLE,
            ) from None
        if not tables:
            raise Refusal(
                f"{path.name} is empty.",
                allowed="a [[session]], or anything else of the day.",
                next_step="see the example in the documentation of the history file.",
                door=Door.UNREADABLE,
            )
        return cls(path.name, text, tables, path.parent)

    def line(self, table: str, index: int, key: str) -> str:
        """ "history.toml, line 12: " for a key of the index-th table of a name."""
        headers = [
            number
            for number, line in enumerate(self.lines)
            if line.strip().replace(" ", "") in (f"[{table}]", f"[[{table}]]")
        ]
        if not headers:
            return f"{self.name}: " if self.lines else ""
        first = headers[min(index, len(headers) - 1)]
        if key:
            for number in range(first + 1, len(self.lines)):
                bare = self.lines[number].strip()
                if bare.startswith("["):
                    break
                if bare.partition("=")[0].strip().strip("\"'") == key:
                    return f"{self.name}, line {number + 1}: "
        return f"{self.name}, line {first + 1}: "

    def several(self, table: str) -> list[dict[str, Any]]:
        """Every table of a name, [table] or [[table]], read and checked."""
        told = self.tables.get(table, [])
        rows = told if isinstance(told, list) else [told]
        return [self._read(row, table, index) for index, row in enumerate(rows)]

    def _read(self, row: object, table: str, index: int) -> dict[str, Any]:
        return read_table(row, table, line_of=lambda key: self.line(table, index, key))


def _first_line(text: str) -> str:
    return text.splitlines()[0][:200].rstrip(".")


class _Builder:
    """Gathers what was told, table by table, and makes the history."""

    def __init__(
        self, document: _Document, person: Mapping[str, object], weather: Mapping[str, object], held: Held | None = None,
    ) -> None:  # fmt: skip
        self.document, self.held = document, held
        self.told_person = read_table(dict(person), "person", line_of=lambda key: "")
        self.told_weather = read_table(dict(weather), "weather", line_of=lambda key: "")
        self.person: dict[str, Any] = {}
        self.sessions: list[Session] = []
        self.weather: list[Weather] = []
        self.intake: list[Drink | Meal | Dose] = []
        self.sleep: list[Sleep] = []
        self.stress: list[Stress] = []
        self.twitches: list[Noticed] = []
        self.remarks: list[str] = []
        self.extra: dict[str, Any] = {}

    def read_tables(self) -> None:
        """Read every table of the document in the order in which they depend on each other."""
        self._refuse_unknown_tables()
        tables = self.document
        for row in tables.several("person"):
            if set(row) & set(self.person):
                raise Refusal("There are several [person] tables.", allowed="one person.", door=Door.USAGE)
            self.person.update(row)
        for key, value in self.told_person.items():
            if key in self.person and self.person[key] != value:
                self.remarks.append(
                    f"person.{key}: the command line ({value}) wins over the file ({self.person[key]})"
                )
            self.person[key] = value
        for index, row in enumerate(tables.several("session")):
            told = Told(**row, where=tables.line("session", index, ""))
            self.add_sessions(told, tables.folder)
        self.weather = [Weather(**row) for row in tables.several("weather")]
        if self.told_weather:
            first = self.weather[0] if self.weather else Weather()
            merged = {
                name: getattr(first, name) for name in ("air_C", "humidity", "wind_m_per_s", "sun", "at")
            }
            self.weather[:1] = [Weather(**{**merged, **self.told_weather})]
        self.intake += [Drink(**row) for row in tables.several("drink")]
        for index, row in enumerate(tables.several("meal")):
            self._need(row, ("what",), "meal", index)
            self.intake.append(Meal(**row))
        for index, row in enumerate(tables.several("caffeine")):
            self._need(row, ("mg",), "caffeine", index)
            self.intake.append(Dose(**row))
        self.sleep = [Sleep(**row) for row in tables.several("sleep")]
        for index, row in enumerate(tables.several("stress")):
            self._need(row, ("level",), "stress", index)
            self.stress.append(
                Stress(row["level"], row.get("from", _STRESS_SPAN[0]), row.get("to", _STRESS_SPAN[1]))
            )
        for index, row in enumerate(tables.several("twitch")):
            self._need(row, ("where", "from", "to"), "twitch", index)
            place = find_place(row["where"])
            self.twitches.append(
                Noticed(row["where"], place.muscle, place.side, row["from"], row["to"], row.get("per_minute"))
            )
        self.extra = {name: tables.tables[name] for name in _PASSED_ON if name in tables.tables}

    def _refuse_unknown_tables(self) -> None:
        known = (*TABLES, *_PASSED_ON, *_TOP_KEYS)
        for name in self.document.tables:
            if name not in known:
                guess = nearest(name, known)
                raise Refusal(
                    f"{self.document.line(name, 0, '')}there is no table or key {name[:60]!r}."
                    + (f" Did you mean {guess!r}?" if guess else ""),
                    allowed=", ".join(known) + ".",
                    next_step=f"write [{guess}]." if guess else f"remove [{name[:60]}].",
                    door=Door.USAGE,
                )

    def _need(self, row: Mapping[str, Any], keys: tuple[str, ...], table: str, index: int) -> None:
        for key in keys:
            if key not in row:
                raise Refusal(
                    f"{self.document.line(table, index, '')}{table} does not tell {key!r}.",
                    allowed=f"{table} needs {', '.join(keys)}.",
                    next_step=f"add {key} = ... below [[{table}]].",
                    door=Door.USAGE,
                )

    def add_sessions(self, told: Told, folder: Path) -> None:
        """Add what one [[session]] or one workout file holds."""
        found, remarks = sessions_of(told, folder, zone=self.person.get("time_zone"), held=self.held)
        self.sessions += found
        self.remarks += remarks

    def add_file(self, path: Path, left_out: list[Refusal] | None) -> None:
        """Add what one workout file holds; given a list, put the refusal of an unreadable one there."""
        try:
            self.add_sessions(Told(file=str(path)), Path())
        except Refusal as refusal:
            if left_out is None or refusal.door is not Door.UNREADABLE:
                raise
            left_out.append(refusal)
            self.remarks.append(f"left out, because it could not be read: {path.name}")

    def _person(self) -> tuple[Person, dict[str, Source]]:
        """The person as told, completed by what the workout files say, with the origin of each value."""
        person = Person(**self.person)
        origin: dict[str, Source] = dict.fromkeys(self.person, "person")
        hinted = ("sex", "age_yr", "mass_kg", "height_cm", "vo2max_mL_per_min_per_kg")
        for session in self.sessions:
            for name in hinted:
                value = getattr(session.hints, name)
                if name in origin or value is None:
                    continue
                try:
                    person = Person(**{**_fields(person), name: value})
                except Refusal:
                    self.remarks.append(f"the file's {name} ({value}) is not believed and was left out")
                    continue
                origin[name] = "file"
        return person, origin

    def _refuse_nothing(self, where: object) -> None:
        """Without a session, a day at the desk must tell something else."""
        told = (self.weather, self.intake, self.sleep, self.stress, self.twitches, self.extra, where)
        if not any(told):
            raise Refusal(
                f"{self.document.name} tells nothing that happened: no session, and nothing else of the day.",
                allowed="a workout file, a session in words, or anything of the day: a drink, caffeine, a night, stress, "
                "a twitch, or where it twitches.",
                next_step='add [[session]] and words = "60 min run at 10.5 km/h", give a workout file, or say --where "left calf".',
                door=Door.USAGE,
            )

    def _first_date(self) -> datetime | None:
        """The first full date and time told of a day without sessions: zero of its clock."""
        begins = [noticed.begins for noticed in self.twitches] + [stress.begins for stress in self.stress]
        told = begins + [item.at for item in self.intake]
        dates = [moment for moment in told if isinstance(moment, datetime)]
        return min(dates, key=lambda moment: moment.replace(tzinfo=None), default=None)

    def history(self, where: str | None, now: datetime | None) -> History:
        """The history of everything gathered. Raises Refusal as `History` does."""
        person, origin = self._person()
        told_where = where or self.document.tables.get("where")
        if told_where is not None:
            find_place(str(told_where))
        told_now = now or _moment_of(self.document.tables.get("now"))
        if told_now is not None and not isinstance(told_now, datetime):
            raise Refusal(f"now is {told_now!r}.", allowed="a date and time, such as 2026-05-02T13:00:00.", door=Door.USAGE)  # fmt: skip
        if not self.sessions and told_now is None:
            self._refuse_nothing(told_where)
            told_now = self._first_date()
        return History(
            person, sessions=self.sessions, weather=self.weather, intake=self.intake, sleep=self.sleep,
            stress=self.stress, twitches=self.twitches, where=None if told_where is None else str(told_where),
            now=told_now, person_from=origin, remarks=tuple(self.remarks), extra=self.extra,
        )  # fmt: skip


def _moment_of(told: object) -> object:
    """A text as the date and time that it tells, where it tells one; anything else as it is."""
    try:
        return datetime.fromisoformat(told) if isinstance(told, str) else told
    except ValueError:
        return told


def _fields(person: Person) -> dict[str, Any]:
    return {name: getattr(person, name) for name in person.__dataclass_fields__}
