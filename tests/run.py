#!/usr/bin/python3
"""Run all tests of the short tier and count them: the last line is `N passed, N failed`.

 unit    build/tests/test_*  (Criterion; each program's own count; none that ran nothing passes)
 cli     tests/cli/test_*.py (the program as a user runs it)
 arch    tests/arch/test_*.py (floors, sizes, single users of libraries, formatting, documents)
With --all also what is slow (script/test-all):

 long    tests/cli/long_*.py
 slow    tests/slow/slow_*.c (Criterion, at the scale of Odense)
 asan    the unit tests and the programs of tests/fault in a build with sanitizers (build/asan), where
         leaks and failing allocations are seen
 luck    build/benchmarks/bench_luck

Usage: tests/run.py [--all] [NAME...]  runs only the test files whose name contains one of the words."""
import json
import pathlib
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent


def unit(path):
    out = path.parent / (path.name + ".json")
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


def build_asan():
    folder = ROOT / "build" / "asan"
    for command in (["cmake", "-S", str(ROOT), "-B", str(folder), "-DCMAKE_BUILD_TYPE=Debug",
                     "-DLOFT_SANITIZE=ON", "-DLOFT_WERROR=ON"],
                    ["cmake", "--build", str(folder), "-j2"]):
        run = subprocess.run(command, capture_output=True, text=True)
        if run.returncode:
            print(run.stdout[-3000:] + run.stderr[-3000:])
            return None
    return folder


def program(command):
    run = subprocess.run([str(c) for c in command], capture_output=True, text=True, cwd=ROOT)
    return int(run.returncode == 0), int(run.returncode != 0), run.stdout + run.stderr


def slow_jobs():
    jobs = [(python, p) for p in sorted((ROOT / "tests" / "cli").glob("long_*.py"))]
    jobs += [(unit, ROOT / "build" / "slow" / p.stem)
             for p in sorted((ROOT / "tests" / "slow").glob("slow_*.c"))]
    folder = build_asan()
    if folder is None:
        jobs.append((lambda path: (0, 1, "the build with sanitizers failed"), ROOT / "build/asan"))
    else:
        jobs += [(unit, folder / "tests" / p.stem)
                 for p in sorted((ROOT / "tests" / "unit").glob("test_*.c"))]
        jobs += [(lambda p: program([p]), folder / "fault" / "leak_conf"),
                 (lambda p: program([p, "scenarios/rules"]), folder / "fault" / "leak_rules"),
                 (lambda p: program([p, "tests/fault/village.ini"]), folder / "fault" / "leak_run")]
    jobs.append((lambda p: program([p]), ROOT / "build" / "benchmarks" / "bench_luck"))
    return jobs


def main():
    words = [w for w in sys.argv[1:] if w != "--all"]
    jobs = [(unit, p) for p in sorted((ROOT / "build" / "tests").glob("test_*"))
            if p.suffix == "" and (ROOT / "tests" / "unit" / (p.name + ".c")).exists()]
    jobs += [(python, p) for p in sorted((ROOT / "tests" / "arch").glob("test_*.py"))]
    jobs += [(python, p) for p in sorted((ROOT / "tests" / "cli").glob("test_*.py"))]
    if "--all" in sys.argv:
        jobs += slow_jobs()
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
