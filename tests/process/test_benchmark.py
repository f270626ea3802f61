"""The benchmark of answers in small: its numbers mean nothing here, but it must not break unnoticed."""

import re
import subprocess
import sys

from tests.support.town import ROOT, real_understander

PATIENCE = 900  # seconds; the machine may be busy
HEADINGS = ("| what ", "| a quiet person waits ", "| the advisers that ship", "| 80 advisers")


def test_it_prints_its_tables_with_a_number_in_every_line():
    real_understander()
    command = [sys.executable, ROOT / "benchmarks" / "messages.py", "--quick"]
    run = subprocess.run(command, check=True, timeout=PATIENCE, stdout=subprocess.PIPE, encoding="utf-8")
    lines = [line for line in run.stdout.splitlines() if line.startswith("| ")]
    for heading in HEADINGS:
        assert [line for line in lines if line.startswith(heading)], run.stdout
    assert all(re.search(r"\d", line) for line in lines)
