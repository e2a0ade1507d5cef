"""How a spelled name finds its row: case, plural, hyphens, word order, equipment and one slip of the pen.

The assumption: people write the same words in other forms. It stops being true for words that the
table does not hold; those are not guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

__all__ = ["Names"]

_SAME = {
    "bb": "barbell", "db": "dumbbell", "kb": "kettlebell", "bw": "bodyweight", "oh": "overhead", "flye": "fly",
    "tyre": "tire", "calve": "calf", "pec": "pec", "ab": "ab", "bike": "bike", "biking": "bike", "legged": "leg",
    "1": "one", "single": "one", "mtb": "mtb", "centre": "center",
}  # fmt: skip
_GLUED = re.compile(r"\b(pull|push|sit|chin|step|press|muscle|warm|get|v|thumb|toe|jack)(ups?|downs?)\b")
_TOOL_WORDS = """
barbell dumbbell kettlebell machine cable smith band banded resistance weighted assisted plate ez bar
bodyweight trx ring leverage exercise swiss medicine elastic
"""
_POSTURE_WORDS = """
alternating alternate standing seated lying flat both slow fast paused pause tempo strict heavy light wide
narrow close medium neutral partial full left right arm one two double morning afternoon evening lunch
night easy long hard short recovery indoor outdoor training session class practice match game casual
"""
_HANDLES = frozenset({"v", "d", "grip", "handle", "rope", "attachment"})
_TOOLS = frozenset(_TOOL_WORDS.split()) | _HANDLES
_POSTURES = frozenset(_POSTURE_WORDS.split())


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"[^a-z0-9/]+", " ", plain.replace("'", " "))
    plain = _GLUED.sub(lambda m: f"{m[1]} {m[2]}", plain)
    return [_SAME.get(word, word) for word in (_singular(w) for w in plain.split())]


def _distance(a: str, b: str, most: int) -> int:
    """Edits between two words (a swap of neighbours is one), or `most` + 1 when there are more."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    before, last = [0] * (len(b) + 1), list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row = [i] + [0] * len(b)
        for j, y in enumerate(b, 1):
            row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                row[j] = min(row[j], before[j - 2] + 1)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return last[-1]


class Names:
    """An index from spelled names to keys of a table. `rows` maps a key to its names."""

    def __init__(self, rows: Mapping[str, Iterable[str]]) -> None:
        self._by_words: dict[frozenset[str], str] = {}
        self._by_letters: dict[str, str] = {}
        for key, names in rows.items():
            for name in (key.replace("_", " "), *names):
                words = _words(name)
                self._by_words.setdefault(frozenset(words), key)
                self._by_letters.setdefault("".join(words), key)
        self.keys = frozenset(rows)

    def find(self, text: str) -> str | None:
        """The key that `text` names, or None when nothing is close enough to be sure."""
        if text in self.keys:
            return text
        words = _words(text[:80])
        if not words:
            return None
        for drop in (frozenset(), _HANDLES, _TOOLS, _TOOLS | _POSTURES):
            kept = [word for word in words if word not in drop]
            if not kept:
                continue
            found = self._by_words.get(frozenset(kept)) or self._by_letters.get("".join(kept))
            if found:
                return found
        return self._slip(words)

    def _slip(self, words: list[str]) -> str | None:
        for drop in (frozenset(), _TOOLS):
            letters = "".join(word for word in words if word not in drop)
            most = 0 if len(letters) < 5 else 1 if len(letters) < 12 else 2
            if not most:
                continue
            near = {
                (edits, key)
                for known, key in self._by_letters.items()
                if known[:1] == letters[:1] and (edits := _distance(letters, known, most)) <= most
            }
            closest = {key for edits, key in near if edits == min(e for e, _ in near)}
            if len(closest) == 1:
                return closest.pop()
        return None
