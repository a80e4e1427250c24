"""Run, test or measure the dashboard in its own environment: `python make.py TASK`.

Tasks: run | test | check | mutants | bench | bench-load | docs | lock | sbom | clean.

The Makefile calls this file; on a machine without make, call it directly. It needs nothing but Python 3.11 or newer.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parent
HOME = ROOT / os.environ.get("VENV", ".venv")
PYTHON = HOME / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

RUN = "requirements.lock"
TEST = "requirements-test.lock"

RULES = (("-m", "ruff", "check", "."), ("-m", "ruff", "format", "--check", "."), ("-m", "mypy"))
# A worker that is done takes half of what the other has left: no core waits for one long file.
PYTEST = ("-m", "pytest", "-n", "2", "--dist", "worksteal")

# Only this machine can open the dashboard unless somebody says otherwise: a register is not for everybody's eyes.
START = ["-m", "streamlit", "run", "app.py", "--server.headless=true", "--browser.gatherUsageStats=false"]
ADDRESS = os.environ.get("ADDRESS", "localhost")
PORT = os.environ.get("PORT")


def run() -> int:
    """Start the dashboard and print its address; Streamlit takes the next free port where 8501 is taken."""
    prepare(RUN)
    port = [f"--server.port={PORT}"] if PORT else []
    try:
        return python(*START, f"--server.address={ADDRESS}", *port)
    except KeyboardInterrupt:
        return 0  # Ctrl-C is how the dashboard is stopped


def test() -> int:
    """Lint, check types, run every test; the closing line is pytest's. Extra words go to pytest."""
    prepare(TEST)
    return run_checks(*RULES, ("-m", "tests.browser.browser"), (*PYTEST, *sys.argv[2:]))


def check() -> int:
    """Lint, check types, run what needs no browser with few random examples. Extra words go to pytest."""
    prepare(TEST)
    quick = ("-m", "not browser and not slow", "--hypothesis-profile=few")
    return run_checks(*RULES, (*PYTEST, *quick, *sys.argv[2:]))


def mutants() -> int:
    """Change words of measures and queries, and list each change that no test notices. Extra words go to the tool."""
    prepare(TEST)
    return python("-m", "tests.mutants", *sys.argv[2:])


def bench() -> int:
    """Print how long a filter change takes, in multiples of an empty page's, and what memory and bytes it costs."""
    prepare(TEST)
    return (
        python("-m", "tests.browser.browser") or python("-m", "bench", *sys.argv[2:]) or python("-m", "bench.history")
    )


def bench_load() -> int:
    """Print how long 10, 20, 40 and 80 readers wait who use one dashboard at the same time."""
    prepare(TEST)
    return python("-m", "bench.load", *sys.argv[2:])


def docs() -> int:
    """Write the documents that stand in the code: the definitions and the data dictionary."""
    prepare(RUN)
    return python("-m", "analytics.files.documents")


def lock() -> int:
    """Write both locks anew from the direct pins, with hashes, for every system and Python 3.11 or newer."""
    uv = shutil.which("uv")
    if uv is None:
        stop("`lock` needs uv on the search path: pip install uv")
    for requirements, locked in (("requirements.txt", RUN), ("requirements-test.txt", TEST)):
        options = ["--universal", "--generate-hashes", "--no-emit-index-url", "--no-emit-find-links", "--quiet"]
        reported = ["--custom-compile-command", "make lock", "--python-version", "3.11", "-o", locked]
        subprocess.run([uv, "pip", "compile", requirements, *options, *reported], cwd=ROOT, check=True)
    return 0


def sbom() -> int:
    """Write what the dashboard is made of, with versions, hashes and licences, to build/sbom.cdx.json (CycloneDX)."""
    prepare(TEST)
    return python("deploy/sbom.py")


def clean() -> int:
    """Remove the environment and all that was built; the register stays."""
    for name in (HOME, ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", "build"):
        shutil.rmtree(ROOT / name, ignore_errors=True)
    return 0


def run_checks(*checks: tuple[str, ...]) -> int:
    """Run every check whatever the one before it said, so that one look shows all there is to put right."""
    failed = [check for check in checks if python(*check) != 0]
    return 1 if failed else 0


def prepare(locked: str) -> None:
    """The environment, with exactly what is locked; nothing is installed when nothing changed since the last time."""
    if not works():
        create()
    stamp = HOME / f"{locked}.installed"
    fingerprint = hashlib.sha256((ROOT / locked).read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text() == fingerprint:
        return
    print(f"Installing what {locked} names; this is done once.", flush=True)
    # Quiet twice: a cache or mirror that holds odd links makes pip warn of dozens of them; errors are still shown.
    options = ["--require-hashes", "--no-deps", "-qq", "--disable-pip-version-check", "-r", locked]
    if python("-m", "pip", "install", *options) != 0:
        stop("The installation failed; the reason stands above. Nothing was started.")
    for other in HOME.glob("*.installed"):
        other.unlink()  # both locks share the environment: the other may be out of date now
    stamp.write_text(fingerprint)
    if locked == TEST:  # it holds all that RUN holds, at the same versions
        (HOME / f"{RUN}.installed").write_text(hashlib.sha256((ROOT / RUN).read_bytes()).hexdigest())


def works() -> bool:
    """Whether the environment is there and its Python still runs: an upgrade of the system can take it away."""
    if not PYTHON.is_file():
        return False
    return python("-c", f"import pip, sys; sys.exit(sys.version_info < {OLDEST})", quiet=True) == 0


def create() -> None:
    """Make the environment, or say which package of the system is missing for it."""
    if importlib.util.find_spec("ensurepip") is None:
        package = "python{}.{}-venv".format(*sys.version_info[:2])
        stop(f"This Python cannot make environments. On Debian and Ubuntu: apt-get install {package}")
    shutil.rmtree(HOME, ignore_errors=True)
    if subprocess.run([sys.executable, "-m", "venv", str(HOME)], check=False).returncode != 0:
        stop(f"Python could not make the environment {HOME}; the reason stands above.")


def python(*arguments: str, quiet: bool = False) -> int:
    """The exit status of the environment's Python, run in the project's folder."""
    silent = subprocess.DEVNULL if quiet else None
    return subprocess.run([str(PYTHON), *arguments], cwd=ROOT, check=False, stdout=silent, stderr=silent).returncode


def stop(sentence: str) -> NoReturn:
    """End with a sentence for the person at the keyboard."""
    sys.exit(sentence)


if __name__ == "__main__":
    if sys.version_info < OLDEST:
        version = "{}.{} at {}".format(*sys.version_info[:2], sys.executable)
        stop(f"Python 3.11 or newer is needed; this is {version}. With make, name another: make run PYTHON=python3.12")
    tasks = {
        task.__name__.replace("_", "-"): task
        for task in (run, test, check, mutants, bench, bench_load, docs, lock, sbom, clean)
    }
    if len(sys.argv) < 2 or sys.argv[1] not in tasks:
        stop(__doc__)
    sys.exit(tasks[sys.argv[1]]())
