"""Sessions told in plain words: "60 min run at 10.5 km/h", "squat 5x5 at 80 %, calf raise 3x15, 40 min".

The assumption: English, one exercise or activity after the other. Words that are neither a fact nor
a known name are shown back and never guessed; what was assumed is said. Phrases with the parse
expected of each are in `words_examples.toml`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from myotwitch.history.limits import check
from myotwitch.history.naming import Naming, house_naming
from myotwitch.history.rests import with_rests
from myotwitch.history.session import Part, Rest, Said, Session
from myotwitch.history.word_facts import FILLERS, Fact, Scheme, read_fact, word_table
from myotwitch.history.word_items import Item, parts_of
from myotwitch.history.word_joins import joined
from myotwitch.history.word_meaning import describe, span
from myotwitch.history.word_tokens import Token, tokenize
from myotwitch.refusal import Door, Refusal

__all__ = ["WordsRead", "read_words", "session_from_words"]

_LONGEST = 2000
_LONGEST_NAME = 5


@dataclass(frozen=True)
class WordsRead:
    """What was understood of a told session.

    parts: in order. understood: (fragment of the text, what it was taken to mean). not_understood:
    fragments and questions to show back to the person. new: it was called new, or the first after a break.
    """

    parts: tuple[Part, ...]
    understood: list[tuple[str, str]]
    not_understood: tuple[str, ...]
    new: bool = False


def read_words(text: str, *, names: Naming | None = None) -> WordsRead:
    """Read a session told in plain words.

    Parameters
    ----------
    text: such as "10 min easy jog, 5x1 km at 4:00/km with 2 min rest".
    names: where exercise and activity names are looked up; the house's own tables by default.

    Raises
    ------
    Refusal: a value that no body has (IMPOSSIBLE), or more than 2,000 characters (USAGE).
    """
    if len(text) > _LONGEST:
        raise Refusal(
            f"The session in words has {len(text):,} characters.",
            allowed=f"up to {_LONGEST:,} characters for one session.",
            next_step="tell one session at a time.",
            door=Door.USAGE,
        )
    reader = _Reader(text, names or house_naming())
    reader.read()
    return reader.result()


def session_from_words(text: str, *, start: datetime | None = None, names: Naming | None = None) -> Session:
    """A session told in words. Raises Refusal (USAGE) when no effort at all was understood."""
    read = read_words(text, names=names)
    if not read.parts:
        raise Refusal(
            f"The session {text[:80]!r} could not be understood"
            + (f": {'; '.join(read.not_understood)[:200]}." if read.not_understood else "."),
            allowed='such as "60 min run at 10.5 km/h" or "squat 5x5 at 80 %, calf raise 3x15, 40 min".',
            next_step="write what was done and for how long, or how many sets.",
            door=Door.USAGE,
        )
    said = [Said(fragment, meaning, "", "person") for fragment, meaning in read.understood]
    said += [
        Said(words, "not understood", "", "person", "left out, not guessed") for words in read.not_understood
    ]
    return Session(read.parts, start=start, title=text[:80], source="words", said=tuple(said), new=read.new)


def _variants(words: Sequence[str]) -> list[str]:
    """Spellings under which a name may be known: as told, last word singular, joined, with hyphens."""
    last = words[-1]
    singular = last[:-2] if last.endswith(("shes", "ches", "sses")) else last.removesuffix("s")
    told, one = [*words], [*words[:-1], singular]
    verb = [*words[:-1], word_table()["activity"]["words"].get(last, last)] if len(words) == 1 else one
    found = [" ".join(told), " ".join(one), " ".join(verb), "".join(one), "-".join(one)]
    return [name for name in dict.fromkeys(found) if name]


_NEVER_AT_THE_EDGE = frozenset(["left", "right", "both", "each", "per", "with", "at", "for", "in"])


def _states_a_fact(words: Sequence[str]) -> bool:
    """Whether the outer words say how hard or which side: those are facts, not parts of a name."""
    efforts = word_table()["effort"]["words"]
    return any(word in _NEVER_AT_THE_EDGE or word in efforts for word in (words[0], words[-1]))


def _within(parts: list[Part], total_s: float) -> tuple[list[Part], str]:
    """The parts with the pauses that a told total leaves, and what that means in words."""
    check("session_h", total_s / 3600, where="the session in words")
    in_all = f"{span(total_s)} in all"
    if any(isinstance(part, Rest) for part in parts):
        return parts, f"{in_all}; the pauses are those that were told"
    spaced = list(with_rests(parts, total_s))
    rests = [part.duration_s for part in spaced if isinstance(part, Rest)]
    return spaced, f"{in_all}; " + (
        f"pauses of about {rests[0]:.0f} s estimated" if rests else "no pauses estimated"
    )


class _Reader:
    """One pass over the tokens; facts and names gather in items."""

    def __init__(self, text: str, names: Naming) -> None:
        self.text, self.names = text, names
        self.tokens: list[Token] = tokenize(text)
        self.items: list[Item] = []
        self.open: Item | None = None
        self.unknown: list[tuple[int, int]] = []
        self.puzzled = False
        self.rounds, self.circuit_from = 1, len(text)
        self.new: tuple[int, int] | None = None

    def read(self) -> None:
        i = 0
        while i < len(self.tokens):
            i = self._step(i)
        self.open = None

    def _step(self, i: int) -> int:
        token = self.tokens[i]
        if token.kind == "stop" or token.text in ("then", "+", "plus", "&", "followed"):
            self.open, self.puzzled = None, False
            return i + 1
        if token.text == "and":
            self.puzzled = False
            if self.open is not None and self.open.named:
                self.open.joined_by_and = True
                self.open = None
            return i + 1
        end = self._called_new(i) or self._name(i, shortest=2)
        if end:
            return end
        fact = read_fact(self.tokens, i)
        if fact is not None:
            self._take_fact(fact, i)
            return fact.end
        end = self._counted_name(i) or self._name(i, shortest=1)
        if end:
            return end
        if not (token.kind == "word" and token.text in FILLERS) and token.text not in ("x", "@", ":"):
            self.unknown.append((token.start, token.end))
            self.puzzled = True
            if self.open is not None:
                self.open.puzzled = True
        return i + 1

    def _words(self, i: int, length: int) -> list[str] | None:
        piece = self.tokens[i : i + length]
        if len(piece) < length or any(token.kind != "word" for token in piece):
            return None
        return [token.text for token in piece]

    def _called_new(self, i: int) -> int:
        """Take words that call the session new; the token after them, or 0."""
        for length in range(_LONGEST_NAME, 0, -1):
            words = self._words(i, length)
            if words is not None and " ".join(words) in word_table()["new"]["words"]:
                self.new = self.new or (self.tokens[i].start, self.tokens[i + length - 1].end)
                return i + length
        return 0

    def _name(self, i: int, *, shortest: int) -> int:
        """Take a name that begins at token i; the token after it, or 0 when there is none."""
        for length in range(_LONGEST_NAME, shortest - 1, -1):
            words = self._words(i, length)
            if words is None or (length == 1 and words[0] in FILLERS) or _states_a_fact(words):
                continue
            day = self._day(" ".join(words))
            found = [(self.names.exercise(name), self.names.activity(name)) for name in _variants(words)]
            exercise = next((e for e, _ in found if e), None)
            activity = next((a for _, a in found if a), None)
            if day or exercise or activity:
                self._take_name(i, i + length, day, exercise, activity)
                return i + length
        return 0

    def _counted_name(self, i: int) -> int:
        """Take "30 push-ups": a bare number before an exercise is its repetitions."""
        if self.tokens[i].kind not in ("number", "range"):
            return 0
        token, item_before = self.tokens[i], self.open
        count = (token.value + max(token.high, token.value)) / 2
        end = self._name(i + 1, shortest=1)
        if not end:
            return 0
        item = self.open
        if item is not None and item.exercise and "scheme" not in item.facts:
            item.facts["scheme"] = Scheme(1, (count,))
            item.start = item.start if item is item_before else token.start
        else:
            self.unknown.append((token.start, token.end))
        return end

    @staticmethod
    def _day(words: str) -> str | None:
        for name, row in word_table()["day"].items():
            if words == name or words in row.get("also", ()):
                return str(name)
        return None

    def _item(self, i: int, end: int) -> Item:
        if self.open is None:
            self.open = Item(self.tokens[i].start, self.tokens[i].end, puzzled=self.puzzled)
            self.items.append(self.open)
        self.open.end = max(self.open.end, self.tokens[end - 1].end)
        return self.open

    def _take_name(
        self, i: int, end: int, day: str | None, exercise: str | None, activity: str | None
    ) -> None:
        if self.open is not None and self.open.named:
            self.open = None
        item = self._item(i, end)
        item.called = self.text[self.tokens[i].start : self.tokens[end - 1].end].lower()
        item.day = day
        if day:
            rows = word_table()["day"][day]["sets"]
            item.facts["day_sets"] = [(self._exercise_key(name), sets, count) for name, sets, count in rows]
        else:
            item.exercise, item.activity = exercise, activity
            item.typical_m_per_s = self._typical_speed(item.called, activity)
        if item.called in word_table()["distance"]["words"]:
            item.facts.setdefault("distance_m", word_table()["distance"]["words"][item.called])

    def _typical_speed(self, called: str, activity: str | None) -> float | None:
        """The assumed speed of an activity whose time is not told, m/s."""
        speeds: dict[str, float] = word_table()["typical_speed"]["words"]
        verb = word_table()["activity"]["words"].get(called, called)
        if verb in speeds:
            return speeds[verb]
        same = (speed for word, speed in speeds.items() if activity and self.names.activity(word) == activity)
        return next(same, None)

    def _exercise_key(self, name: str) -> str:
        return self.names.exercise(name) or f"unknown:{name}"

    def _take_fact(self, fact: Fact, i: int) -> None:
        if fact.kind == "rounds":
            check("sets", fact.value, where="rounds")
            self.open, self.rounds = None, fact.value
            self.circuit_from = self.tokens[i].start
            return
        if fact.kind == "scheme" and self._completes(fact.value):
            return
        if self.open is not None and self.open.named and fact.kind in self.open.facts:
            if fact.kind in ("rpe", "side", "each"):  # told twice: the first counts
                self.unknown.append((self.tokens[i].start, self.tokens[fact.end - 1].end))
                return
            self.open = None
        item = self._item(i, fact.end)
        if fact.kind == "duration_s" or fact.kind == "clock_s":
            item.per_interval = i > 0 and self.tokens[i - 1].text in ("in", "each")
        item.facts[fact.kind] = fact.value
        if fact.kind == "distance_m" and not item.named:
            name = self.text[self.tokens[i].start : self.tokens[fact.end - 1].end].lower()
            verb = word_table()["activity"]["words"].get(name)
            if verb and self.names.activity(verb):
                item.activity, item.called = self.names.activity(verb), name
                item.typical_m_per_s = self._typical_speed(verb, item.activity)

    def _completes(self, told: Scheme) -> bool:
        """Put "5 reps" beside "5 sets" that were told before (or the other way round)."""
        before = self.open.facts.get("scheme") if self.open is not None else None
        if self.open is None or not isinstance(before, Scheme):
            return False
        counts = (before.repetitions or told.repetitions, max(before.sets, told.sets))
        bare = [
            scheme for scheme in (before, told) if not (scheme.repetitions or scheme.seconds or scheme.metres)
        ]
        if len(bare) != 1 or min(before.sets, told.sets) != 1 or not counts[0]:
            return False
        self.open.facts["scheme"] = Scheme(counts[1], counts[0])
        return True

    def _fragment(self, item: Item) -> str:
        return self.text[item.start : item.end].strip()

    def result(self) -> WordsRead:
        items, total_s = joined(self.items, self.names)
        parts: list[Part] = []
        understood: list[tuple[str, str]] = []
        asked: list[str] = []
        circuit: list[Part] = []
        for item in items:
            if not item.named:
                self.unknown.append((item.start, item.end))
                continue
            own = parts_of(item)
            (circuit if item.start >= self.circuit_from else parts).extend(own)
            asked += item.asks
            if own:
                meaning = describe(own, item.remarks)
                understood.append((self._fragment(item), meaning))
        if circuit:
            parts += circuit * self.rounds
            understood.append((f"{self.rounds} rounds", f"{self.rounds} times one after the other"))
        if total_s is not None:
            parts, meaning = _within(parts, total_s)
            understood.append((span(total_s), meaning))
        if self.new:
            understood.append(
                (self.text[slice(*self.new)], "new to your muscles: they are taken as not used to it")
            )
        return WordsRead(tuple(parts), understood, (*self._unknown_fragments(), *asked), self.new is not None)

    def _unknown_fragments(self) -> tuple[str, ...]:
        joined: list[list[int]] = []
        for start, end in sorted(self.unknown):
            gap = self.text[joined[-1][1] : start].split() if joined else ["far"]
            if all(word.lower() in FILLERS for word in gap):
                joined[-1][1] = max(joined[-1][1], end)
            else:
                joined.append([start, end])
        return tuple(self.text[start:end] for start, end in joined)
