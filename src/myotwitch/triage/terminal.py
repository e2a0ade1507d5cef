"""The interview in a terminal: lines in, lines out."""

from __future__ import annotations

from collections.abc import Callable

from myotwitch.refusal import Refusal
from myotwitch.triage.interview import Prompt, card_answers
from myotwitch.triage.questions import Observation, readings_of
from myotwitch.triage.words import PURPOSE

__all__ = ["INTRODUCTION", "Terminal"]

INTRODUCTION = (
    "First, the few things that need help today. This takes some minutes.\n"
    "If you feel very unwell now, do not go on here: call for help.\n"
    "Nothing is stored. Press Ctrl-C to leave. Type w to see why we ask.\n"
    f"{PURPOSE}\n"
)
_NONE = {"n", "no", "none", "0"}
_CARD_HELP = "Type the numbers that fit (1 3), a number with ? if not sure (2?), or n for none of these."


class Terminal:
    """Asks one prompt at a time with `read` (like input) and `write` (takes text)."""

    def __init__(self, read: Callable[[str], str], write: Callable[[str], object]) -> None:
        self.read = read
        self.write = write

    def ask(self, prompt: Prompt) -> dict[str, object]:
        """Answers to one screen. EOFError ends the interview, as Ctrl-C does."""
        self.write(f"\n{prompt.title}\n")
        if prompt.kind == "words":
            return {"text": self.read("Is there more to tell? Type it, or press Enter: ").strip()}
        if prompt.kind == "card":
            return self._card(prompt)
        return {question.name: self._question(question) for question in prompt.questions}

    def _again(self, typed: str, whys: str, hint: str) -> None:
        self.write(f"{whys}\n" if typed.lower() == "w" else f"{hint}\n")

    def _card(self, prompt: Prompt) -> dict[str, object]:
        for i, line in enumerate(prompt.lines, 1):
            self.write(f"  {i}  {line.text}\n")
        whys = "\n".join(f"  {q.why}" for q in prompt.questions)
        while True:
            typed = self.read(f"{_CARD_HELP}\n> ").strip()
            if typed.lower() in _NONE:
                return card_answers(prompt, (), ())
            if typed == "?":
                return card_answers(prompt, (), range(len(prompt.lines)))
            chosen = _numbers(typed, len(prompt.lines))
            if chosen is not None:
                return card_answers(prompt, *chosen)
            self._again(typed, whys, f"That was not one of 1 to {len(prompt.lines)}, or n.")

    def _question(self, question: Observation) -> object:
        self.write(f"{question.ask}\n")
        values = question.values
        if question.type in ("enum", "set"):
            for i, words in enumerate(question.words.values(), 1):
                self.write(f"  {i}  {words}\n")
        hint = {
            "tri": "y, n, or ? if not sure",
            "enum": f"1 to {len(values)}, or ? if not sure",
            "set": "numbers (1 3), n for none, or ? if not sure",
        }.get(question.type, f"a number{f' in {question.unit}' if question.unit else ''}, or ? if not known")
        while True:
            typed = self.read(f"({hint}) > ").strip()
            try:
                answer = _answer(question, typed)
                if answer is not None:
                    readings_of(question, answer)
                    return answer
                self._again(typed, f"  {question.why}", f"Please type {hint}.")
            except Refusal as refusal:
                self.write(f"{refusal}\n")


def _numbers(typed: str, last: int) -> tuple[set[int], set[int]] | None:
    """Positions ticked and positions unsure; None when the line cannot be read."""
    parts = typed.replace(",", " ").split()
    digits = [part.rstrip("?") for part in parts]
    if not parts or not all(d.isascii() and d.isdigit() and 1 <= int(d) <= last for d in digits):
        return None
    places = [int(d) - 1 for d in digits]
    unsure = {i for i, part in zip(places, parts, strict=True) if part.endswith("?")}
    return {i for i, part in zip(places, parts, strict=True) if not part.endswith("?")}, unsure


def _answer(question: Observation, typed: str) -> object | None:
    low = typed.lower()
    if low == "?":
        return "unsure"
    if question.type == "tri":
        return {"y": "yes", "yes": "yes", "n": "no", "no": "no"}.get(low)
    if question.type == "set" and low in _NONE:
        return []
    if question.type in ("enum", "set"):
        chosen = _numbers(typed, len(question.values))
        if chosen is None:
            return None
        ticked = [question.values[i] for i in sorted(chosen[0])] + (["unsure"] if chosen[1] else [])
        return ticked if question.type == "set" or len(ticked) > 1 else ticked[0]
    try:
        return float(typed.replace(",", "."))
    except ValueError:
        return None
