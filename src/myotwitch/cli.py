"""The command line. Results go to stdout, progress to stderr; heavy modules load inside commands."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from myotwitch.refusal import Door, Refusal

app = typer.Typer(
    name="myotwitch",
    help="Why does my muscle twitch after a workout? An answer from a simulation of your body. "
    "Educational and research software, not a medical device.",
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help: the decorated one takes three times as long to load
)

Histories = Annotated[
    list[Path],
    typer.Argument(
        metavar="HISTORY…",
        help="A history.toml, or workout files (FIT, TCX, GPX, Hevy or Strong CSV; also .gz).",
    ),
]
OptionalHistories = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="HISTORY…",
        help="A history.toml, or workout files (FIT, TCX, GPX, Hevy or Strong CSV; also .gz). May be left out when the options tell the day.",
    ),
]
OneHistory = Annotated[Path, typer.Argument(metavar="HISTORY", help="A history.toml or a workout file.")]
Mass = Annotated[str | None, typer.Option(help='Body mass, such as 62 or "136 lb".')]
Height = Annotated[str | None, typer.Option(help='Height, such as 170 or "5 ft 7 in".')]
Age = Annotated[float | None, typer.Option(help="Age in years.")]
Sex = Annotated[str | None, typer.Option(help="female or male.")]
Air = Annotated[str | None, typer.Option(help='Air temperature, such as 29 or "84 °F".')]
Humidity = Annotated[str | None, typer.Option(help='Relative humidity, such as 0.6 or "60 %".')]
Drinks = Annotated[
    list[str] | None, typer.Option("--drink", help='Such as "0.5 L water at +30 min". May repeat.')
]
Meals = Annotated[
    list[str] | None, typer.Option("--meal", help='Such as "banana, oatmeal at -2 h". May repeat.')
]
Caffeine = Annotated[
    list[str] | None, typer.Option("--caffeine", help='Such as "200 mg at -1 h". May repeat.')
]
SleepHours = Annotated[float | None, typer.Option("--sleep", help="Hours slept the night before.")]
Where = Annotated[str | None, typer.Option(help='Which muscle is meant, such as "left calf".')]
Answers = Annotated[Path | None, typer.Option(help="Answers to the danger check (see `myotwitch triage`).")]
Words = Annotated[
    list[str] | None, typer.Option("--words", help='A session, such as "60 min run". May repeat.')
]
StressLevel = Annotated[float | None, typer.Option("--stress", help="0 calm to 1 worst, on that day.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="No progress on stderr.")]
Seed = Annotated[int, typer.Option(help="The same seed gives the same answer.")]


_PERSON = {"mass": "mass_kg", "height": "height_cm", "age": "age_yr", "sex": "sex"}
_WEATHER = {"air": "air_C", "humidity": "humidity"}


def _progress(quiet: bool) -> Any:
    if quiet or not sys.stderr.isatty():
        return lambda _: None
    return lambda text: print(f"… {text}", file=sys.stderr, flush=True)  # noqa: T201


@contextmanager
def _stops_at_once(half_written: Path | None = None) -> Iterator[None]:
    """Ctrl-C ends the process there and then.

    An exception that strikes while compiled code takes its arguments ends in a crash, so none is raised.
    """

    def stop(*_: object) -> None:
        if half_written is not None:
            half_written.unlink(missing_ok=True)
        os._exit(int(Door.INTERRUPTED))

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _console() -> Any:
    from rich.console import Console

    return Console(highlight=False, soft_wrap=not sys.stdout.isatty())


def _told(**told: Any) -> dict[str, Any]:
    return {name: value for name, value in told.items() if value not in (None, [], ())}


def _history(paths: list[Path], told: dict[str, Any]) -> tuple[Any, int]:
    """The history, and the exit code that its files ask for: 4 when some of several could not be read."""
    from myotwitch.history.history_file import history_from_parts

    left_out: list[Refusal] = []

    person = {name: told.pop(name) for name in _PERSON if name in told}
    weather = {name: told.pop(name) for name in _WEATHER if name in told}
    try:
        history = history_from_parts(
            paths,
            person={_PERSON[name]: value for name, value in person.items()},
            weather={_WEATHER[name]: value for name, value in weather.items()},
            left_out=left_out,
            **told,
        )
    finally:
        for refusal in left_out:
            _say_no(refusal)
    if left_out:
        typer.echo(
            f"Left out: {len(left_out)} of {len(paths)} files. What follows knows only the others.", err=True
        )
    return history, int(Door.SOME_FAILED if left_out else Door.DONE)


@app.command()
def why(
    histories: OptionalHistories = None,
    mass: Mass = None, height: Height = None, age: Age = None, sex: Sex = None, air: Air = None,
    humidity: Humidity = None, drink: Drinks = None, meal: Meals = None, caffeine: Caffeine = None,
    sleep: SleepHours = None, stress: StressLevel = None, words: Words = None, where: Where = None, answers: Answers = None,
    hours: Annotated[float, typer.Option(help="How long to look ahead, h.", min=1, max=1000)] = 72.0,
    draws: Annotated[int, typer.Option(help="How many possible bodies.", min=8, max=4096)] = 64,
    seed: Seed = 1, as_json: AsJson = False, quiet: Quiet = False,
    detail: Annotated[bool, typer.Option("--detail", help="Add what a physiologist asks for.")] = False,
    html: Annotated[Path | None, typer.Option(help="Also write the answer as one page.")] = None,
    fail_on_red_flag: Annotated[bool, typer.Option(help="Exit with 10 when the danger check says today or now.")] = False,
) -> None:  # fmt: skip
    """Say why the muscle twitches, what to expect, and what would change it."""
    from myotwitch.report import answer_page

    told = _told(mass=mass, height=height, age=age, sex=sex, air=air, humidity=humidity, drinks=drink, meals=meal,
                 caffeine=caffeine, sleep_hours=sleep, stress=stress, words=words, where=where)  # fmt: skip
    history, code = _history(histories or [], told)
    check = answer_page.safety_check(history, answers)
    if check is None or check.explanation != "hidden":
        from myotwitch.report.forbidden import fitting, health_told
        from myotwitch.why.answer import explain

        with _stops_at_once():
            found = explain(
                history, where=where, draws=draws, seed=seed, hours=hours, progress=_progress(quiet)
            )
        found = fitting(found, health_told(history, answers))
    else:
        found = None
    if as_json:
        typer.echo(answer_page.as_json(found, check), nl=False)
    else:
        answer_page.show(found, check, _console(), detail=detail)
    if html is not None:
        from myotwitch.report.html_page import write_page

        write_page(found, check, html)
        typer.echo(f"page written to {html}", err=True)
    if fail_on_red_flag and check is not None and answer_page.is_red_flag(check):
        raise typer.Exit(10)
    raise typer.Exit(code)


@app.command()
def whatif(
    histories: Histories,
    drink: Drinks = None, meal: Meals = None,
    no_caffeine: Annotated[bool, typer.Option("--no-caffeine", help="Leave out all told caffeine.")] = False,
    sleep: SleepHours = None,
    rest: Annotated[float | None, typer.Option(help="The same session again after so many hours.")] = None,
    air: Annotated[float | None, typer.Option(help="Air temperature in the session, °C, in the shade.")] = None,
    mass: Mass = None, height: Height = None, age: Age = None, sex: Sex = None, where: Where = None,
    hours: Annotated[float, typer.Option(help="How long to look ahead, h.", min=1, max=1000)] = 72.0,
    draws: Annotated[int, typer.Option(help="How many possible bodies.", min=8, max=50)] = 32,
    seed: Seed = 1, as_json: AsJson = False, quiet: Quiet = False,
) -> None:  # fmt: skip
    """Set two futures side by side: as told, and with something changed."""
    history, code = _history(histories, _told(mass=mass, height=height, age=age, sex=sex, where=where))
    _progress(quiet)("simulating both")
    from myotwitch.why.answer import whatif as compare

    with _stops_at_once():
        two = compare(history, drink=drink or (), meal=meal or (), no_caffeine=no_caffeine, sleep=sleep, rest=rest,
                      air_C=air, where=where, draws=draws, seed=seed, hours=hours)  # fmt: skip
    if as_json:
        from myotwitch.why.as_json import two_futures_to_json

        typer.echo(two_futures_to_json(two), nl=False)
    else:
        from myotwitch.report.terminal import show_two_futures

        show_two_futures(two, _console())
    raise typer.Exit(code)


@app.command()
def run(
    histories: Histories,
    out: Annotated[Path, typer.Option(help="Where to write: .csv, .parquet or .nc.")],
    every: Annotated[str, typer.Option(help='Spacing of the rows, such as "1 min".')] = "1 min",
    hours: Annotated[float, typer.Option(help="How long to follow, h.", min=0.1, max=1000)] = 72.0,
    mass: Mass = None, height: Height = None, age: Age = None, sex: Sex = None, air: Air = None,
    humidity: Humidity = None, drink: Drinks = None, meal: Meals = None, caffeine: Caffeine = None,
    sleep: SleepHours = None, quiet: Quiet = False,
) -> None:  # fmt: skip
    """Write the whole simulated course, one row a minute."""
    from myotwitch.report.course_file import check_place, half_written, write_course
    from myotwitch.units import read_quantity

    check_place(out)
    every_s = read_quantity(every, "duration", what="--every")
    told = _told(mass=mass, height=height, age=age, sex=sex, air=air, humidity=humidity, drinks=drink, meals=meal,
                 caffeine=caffeine, sleep_hours=sleep)  # fmt: skip
    history, code = _history(histories, told)
    _progress(quiet)("simulating")
    from myotwitch.course.simulate import simulate
    from myotwitch.history.doubts import overload_doubts

    with _stops_at_once(half_written(out)):
        course = simulate(history, hours=hours, every_s=every_s)
        rows = write_course(course, out)
    for doubt in (*overload_doubts(history), *course.doubts):
        typer.echo(doubt, err=True)
    typer.echo(f"{rows} rows written to {out}", err=True)
    raise typer.Exit(code)


@app.command()
def read(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Workout files or history files.")],
    as_json: AsJson = False,
) -> None:
    """Show what a file says, value by value, with where each came from and what was damaged."""
    from myotwitch.report.reading import as_json as reading_as_json
    from myotwitch.report.reading import read_file, show_reading

    readings, refused = [], []
    for path in files:
        try:
            readings.append((path.name, read_file(path)))
        except Refusal as refusal:
            if len(files) == 1:
                raise
            refused.append(refusal)
            _say_no(refusal)
    if as_json:
        typer.echo(reading_as_json(readings), nl=False)
    else:
        for name, rows in readings:
            show_reading(name, rows, _console())
    if refused:
        raise typer.Exit(int(Door.SOME_FAILED if readings else Door.UNREADABLE))


@app.command()
def numbers(
    word: Annotated[
        str, typer.Argument(help="Only numbers whose name, model, unit or source contains this.")
    ] = "",
    assumed: Annotated[bool, typer.Option("--assumed", help="Only numbers without a source.")] = False,
    as_json: AsJson = False,
) -> None:
    """List every number of the model: value, unit, source, doubt."""
    from myotwitch.report.numbers import every_number, numbers_as_json, show_numbers

    found = [
        o
        for o in every_number()
        if (o.assumed or not assumed) and word.lower() in f"{o.model} {o.name} {o.unit} {o.source}".lower()
    ]
    if as_json:
        typer.echo(numbers_as_json(found), nl=False)
    else:
        show_numbers(found, _console())


@app.command()
def cite(histories: Histories) -> None:
    """Print BibTeX of exactly what an answer for this history rests on."""
    from myotwitch.report.numbers import cite as bibtex

    history, code = _history(histories, {})
    typer.echo(bibtex(history), nl=False)
    raise typer.Exit(code)


@app.command()
def triage(
    answers: Annotated[
        Path | None, typer.Argument(help="Answers as YAML; without it, you are asked.")
    ] = None,
    as_json: AsJson = False,
    fail_on_red_flag: Annotated[
        bool, typer.Option(help="Exit with 10 when the result is today or now.")
    ] = False,
    signs: Annotated[bool, typer.Option("--signs", help="List the danger signs and ask nothing.")] = False,
) -> None:
    """Check for danger signs alone. Nothing is saved."""
    from myotwitch.report.safety_door import run_triage, signs_page

    if signs:
        typer.echo(signs_page())
        return

    try:
        urgent = run_triage(answers, as_json=as_json)
    except EOFError:  # Ctrl-D ends the interview as Ctrl-C does
        raise typer.Exit(int(Door.INTERRUPTED)) from None
    if fail_on_red_flag and urgent:
        raise typer.Exit(10)


@app.command()
def axon(
    potassium: Annotated[float | None, typer.Option(help="Plasma potassium, mM.")] = None,
    calcium: Annotated[float | None, typer.Option(help="Ionised calcium, mM.")] = None,
    magnesium: Annotated[float | None, typer.Option(help="Ionised magnesium, mM.")] = None,
    temperature: Annotated[
        str | None, typer.Option(help='Temperature of the nerve, such as "34 °C".')
    ] = None,
    after_contraction: Annotated[
        str | None, typer.Option(help='Time since a maximal contraction of 60 s, such as "10 min".')
    ] = None,
    late_term: Annotated[
        bool, typer.Option("--late-term", help="Add the late depolarisation that one study saw.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Run the clinical nerve-excitability tests on the model axon, beside the norms."""
    from myotwitch.report import axon_page

    asked = axon_page.asked(potassium, calcium, magnesium, temperature, after_contraction, late_term)
    page = axon_page.examined(asked)
    if as_json:
        typer.echo(axon_page.as_json(page), nl=False)
    else:
        axon_page.show(page, _console())


@app.command()
def selfcheck() -> None:
    """Check that this installation computes what it should."""
    from myotwitch.report.selfcheck import run_checks

    with _stops_at_once():
        failed = run_checks(_console())
    if failed:
        raise typer.Exit(int(Door.OUR_FAULT))


@app.callback(invoke_without_command=True)
def _open(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
    host: Annotated[str, typer.Option(help="Where the app listens. Beyond this computer only with MYOTWITCH_PASSWORD set.")] = "127.0.0.1",
    port: Annotated[int | None, typer.Option(help="The app's port; 0 takes any free one.", min=0, max=65535)] = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the app in the browser.")] = True,
) -> None:  # fmt: skip
    if version:
        from myotwitch import __version__

        typer.echo(f"myotwitch {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        from myotwitch.app.start import run_app

        run_app(
            host=host,
            port=port,
            password=os.environ.get("MYOTWITCH_PASSWORD"),
            browser=browser,
            say=typer.echo,
        )


def _say_no(refusal: Refusal) -> None:
    for line in refusal.lines():
        typer.echo(line, err=True)
    if not refusal.next_step:
        command = next((word for word in sys.argv[1:] if word.isidentifier()), "")
        typer.echo(f"Next: see myotwitch {command} --help.".replace("  ", " "), err=True)


def main() -> None:
    """Run the command line and leave by the right door."""
    try:
        app(standalone_mode=True, prog_name="myotwitch")
    except Refusal as refusal:
        _say_no(refusal)
        sys.exit(int(refusal.door))
    except KeyboardInterrupt:
        sys.exit(int(Door.INTERRUPTED))
    except Exception as error:
        if os.environ.get("MYOTWITCH_DEBUG"):
            raise
        typer.echo(f"Something went wrong on our side: {type(error).__name__}: {error}", err=True)
        typer.echo("Next: run the command again with MYOTWITCH_DEBUG=1 and report what it prints.", err=True)
        sys.exit(int(Door.OUR_FAULT))
