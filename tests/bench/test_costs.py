"""The benchmark's view of a process's memory."""

from __future__ import annotations

import subprocess
import sys
import time

from bench.costs import PeakMemory

HELD = 150_000_000
HOLDS = f"""
import sys
held = b"x" * {HELD}
sys.stdin.readline()
del held
print("given back", flush=True)
sys.stdin.readline()
"""


def test_memory_that_was_held_and_given_back_is_still_the_peak() -> None:
    command = [sys.executable, "-c", HOLDS]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        with PeakMemory(process.pid) as memory:
            while memory.bytes < HELD and process.poll() is None:
                time.sleep(0.01)
            process.stdin.write("give back\n")
            assert process.stdout.readline() == "given back\n"
        process.stdin.write("end\n")
    assert memory.bytes >= HELD
