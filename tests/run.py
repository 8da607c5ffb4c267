#!/usr/bin/python3
"""Run all tests of the short tier and count them: the last line is `N passed, N failed`.

 unit    build/tests/test_*  (Criterion; each program's own count; none that ran nothing passes)
 cli     tests/cli/test_*.py (the program as a user runs it)
 arch    tests/arch/test_*.py (floors, sizes, single users of libraries, formatting, documents)
Usage: tests/run.py [NAME...]  runs only the test files whose name contains one of the words."""
import json
import pathlib
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent


def unit(path):
    out = ROOT / "build" / "tests" / (path.name + ".json")
    out.unlink(missing_ok=True)
    run = subprocess.run([str(path), "--json=" + str(out)], capture_output=True, text=True)
    try:
        report = json.loads(out.read_text())
        passed, failed = report["passed"], report["failed"] + report["errored"]
    except (OSError, ValueError, KeyError):
        passed, failed = 0, 1
    if passed + failed == 0 or (run.returncode != 0 and failed == 0):
        failed += 1
    return passed, failed, run.stdout + run.stderr


def python(path):
    run = subprocess.run([sys.executable, str(path), "-v"], capture_output=True, text=True,
                         cwd=ROOT)
    text = run.stdout + run.stderr
    passed = sum(line.endswith("... ok") for line in text.splitlines())
    ran = next((int(l.split()[1]) for l in text.splitlines() if l.startswith("Ran ")), 0)
    failed = ran - passed
    if ran == 0 or (run.returncode != 0 and failed == 0):
        failed += 1
    return passed, failed, text


def main():
    words = sys.argv[1:]
    jobs = [(unit, p) for p in sorted((ROOT / "build" / "tests").glob("test_*"))
            if p.suffix == "" and (ROOT / "tests" / "unit" / (p.name + ".c")).exists()]
    jobs += [(python, p) for p in sorted((ROOT / "tests" / "arch").glob("test_*.py"))]
    jobs += [(python, p) for p in sorted((ROOT / "tests" / "cli").glob("test_*.py"))]
    if words:
        jobs = [j for j in jobs if any(w in j[1].name for w in words)]
    passed = failed = 0
    for run, path in jobs:
        begun = time.monotonic()
        good, bad, text = run(path)
        passed, failed = passed + good, failed + bad
        print(f"{path.name:32} {good:4} passed {bad:3} failed {time.monotonic() - begun:7.1f} s",
              flush=True)
        if bad:
            print("\n".join("    " + line for line in text.splitlines()[-60:]), flush=True)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
