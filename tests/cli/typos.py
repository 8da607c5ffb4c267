# SPDX-License-Identifier: MIT
"""Random slips of the finger in the names of scenario files: keys, section kinds, columns of tables.
Used by test_typos.py (1,000) and long_typos.py (10,000). Everything depends on the seed alone."""
import concurrent.futures
import os
import pathlib
import random
import re
import shutil
import subprocess

from loft import LOFT, ROOT, tree

LETTERS = "abcdefghijklmnopqrstuvwxyz_-.0123456789 "


class Spot:
    """A name in a file: line number (from 0) and where on the line it stands; `check` is the scenario
    that reads the file."""

    def __init__(self, path, line, start, end, check):
        self.path, self.line, self.start, self.end, self.check = path, line, start, end, check


def ini_spots(folder, path, check):
    """Keys and section kinds. (The name in [policy NAME] is free: any other is as good.)"""
    for number, line in enumerate(path.read_text().split("\n")):
        header = re.match(r"\[(\w+)( \S+)?\]\s*$", line)
        key = re.match(r"([\w.]+)\s*=", line)
        match = header or key
        if match:
            yield Spot(path.relative_to(folder), number, match.start(1), match.end(1), check)


def csv_spots(folder, path, check):
    """Columns of a table's header."""
    for number, line in enumerate(path.read_text().split("\n")):
        if line.startswith("#") or not line.strip():
            continue
        at = 0
        for name in line.split(","):
            yield Spot(path.relative_to(folder), number, at, at + len(name), check)
            at += len(name) + 1
        return


def all_spots(folder):
    """Every name of every shipped file, with the cheapest file that reads it."""
    scenarios = folder / "scenarios"
    read_by = {}
    inis = sorted(scenarios.rglob("*.ini"), key=lambda path: len(path.read_bytes()), reverse=True)
    for ini in inis:
        for name in re.findall(r"(?m)^\w+ = (\S+\.csv)", ini.read_text()):
            table = ini.parent / name
            if not table.exists():
                table = scenarios / "places" / name
            # of several readers the smaller place is the quicker one
            if "odense" not in ini.stem or table not in read_by:
                read_by[table] = ini
    spots = []
    for ini in sorted(scenarios.rglob("*.ini")):
        spots += ini_spots(folder, ini, ini.relative_to(folder))
    for table in sorted(read_by):
        spots += csv_spots(folder, table, read_by[table].relative_to(folder))
    # a scenario that writes down every parameter there is
    every = folder / "every.ini"
    spots += ini_spots(folder, every, every.relative_to(folder))
    return spots


def write_every(folder):
    """A scenario in which every key of the model, of a policy, cohort and variant is written."""
    run = subprocess.run([LOFT, "explain", "--markdown"], capture_output=True, text=True, check=True)
    sections = re.split(r"(?m)^## `\[(\w+)\]`$", run.stdout)[1:]
    keys = {name: re.findall(r"(?m)^\| ([\w\\]+) \| .*? \| [^|]* \| ([^|]*) \|", body)
            for name, body in zip(sections[::2], sections[1::2])}
    lines = ["[scenario]", "title = Everything", "extends = village", "start = 2006-01-02",
             "weeks = 10", "replicates = 1", "seed = 1", "[output]", "trajectories = none",
             "[measures]", "cohort_at = 2006-01-02", "[study]", "anatomy = no"]
    named = {"scenario", "output", "measures", "cohort", "policy", "variant", "preset", "place", "study"}
    plain = [name for name in keys if name not in named and name not in ("hazard", "letting_rule")]
    for name in plain:
        lines.append(f"[{name}]")
        for key, default in keys[name]:
            key = key.replace("\\", "")
            if key != "key" and "required" not in default and "empty" not in default:
                lines.append(f"{key} = {default.strip()}")
    policy = ["areas = estate", "from = 2006-01-02", "to = 2006-06-05", "ages = 18-64", "sex = all",
              "origin = all", "statuses = all", "weeks_on_benefit = 0-9999"]
    lines += ["[policy hazardous]", "lever = hazard", "process = hiring", "factor = 1.1", *policy,
              "[policy letting]", "preset = flexible_letting", "letting.rule = flexible",
              "share = 0.5", *policy,
              "[cohort young]", "areas = estate", "ages = 18-24", "sex = female", "origin = danish",
              "statuses = employed", "at = 2006-01-02",
              "[variant both]", "enable = hazardous, letting", "policy.hazardous.factor = 1.2",
              "policy.letting.letting.share = 0.4", "moving.job_link = 1.4",
              "[sweep]", "moving.job_link = 1.0, 1.3", "policy.hazardous.factor = 1.1"]
    (folder / "every.ini").write_text("\n".join(lines) + "\n")


def mutate(word, random_):
    """One slip: a character inserted, left out, replaced, or swapped with the next one."""
    at = random_.randrange(len(word))
    kind = random_.choice(("insert", "delete", "replace", "swap"))
    if kind == "insert":
        at = random_.randrange(len(word) + 1)
        return word[:at] + random_.choice(LETTERS) + word[at:]
    if kind == "delete":
        return word[:at] + word[at + 1:]
    if kind == "replace":
        return word[:at] + random_.choice(LETTERS) + word[at + 1:]
    return word[:at] + word[at + 1:at + 2] + word[at:at + 1] + word[at + 2:]


class Worker:
    """A folder of its own with a copy of all scenarios."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir(parents=True)
        shutil.copytree(ROOT / "scenarios", folder / "scenarios")
        write_every(folder)
        self.spots = all_spots(folder)
        self.before = tree(folder)
        self.env = {**os.environ, "LOFT_SCENARIOS": str(folder / "scenarios")}

    def check(self, path):
        """`loft run` for a study, which would write; `loft check` for a place or preset."""
        words = ["check", str(path)]
        if "studies" in path.parts or path.name == "every.ini":
            words = ["run", str(path), "-o", "out/x.h5"]
        return subprocess.run([LOFT, *words], cwd=self.folder, env=self.env, capture_output=True,
                              text=True)

    def spots_are_good(self):
        """What does not pass as it stands."""
        bad = []
        for check in sorted({spot.check for spot in self.spots}):
            run = subprocess.run([LOFT, "check", str(check)], cwd=self.folder, env=self.env,
                                 capture_output=True, text=True)
            if run.returncode != 0:
                bad.append((str(check), run.stderr))
        return bad

    def slip(self, number, seed):
        """The slip of that number. Returns what is wrong with the answer, or an empty text."""
        random_ = random.Random(f"{seed} {number}")
        spot = random_.choice(self.spots)
        path = self.folder / spot.path
        text = path.read_text()
        lines = text.split("\n")
        line = lines[spot.line]
        word = line[spot.start:spot.end]
        other = word
        while other.strip() == word:  # a blank beside a name, a letter for itself: no slip
            other = mutate(word, random_)
        lines[spot.line] = line[:spot.start] + other + line[spot.end:]
        path.write_text("\n".join(lines))
        try:
            run = self.check(spot.check)
        finally:
            path.write_text(text)
        where = f"{spot.path}:{spot.line + 1}: error: "
        what = f"{spot.path}:{spot.line + 1}: '{word}' -> '{other}'"
        if run.returncode != 2:
            return f"{what}: exit {run.returncode}"
        if where not in run.stderr:
            return f"{what}: {run.stderr[:500]}"
        return ""


def campaign(folder, count, seed, workers=2):
    """`count` slips; returns what went wrong. No slip is left out: none may make a name of another
    that exists."""
    staff = [Worker(pathlib.Path(folder) / f"typos{n}") for n in range(workers)]
    problems = staff[0].spots_are_good()

    def work(n):
        return [staff[n].slip(number, seed) for number in range(n, count, workers)]

    with concurrent.futures.ThreadPoolExecutor(workers) as pool:
        answers = [answer for part in pool.map(work, range(workers)) for answer in part]
    for worker in staff:
        if tree(worker.folder) != worker.before:
            problems.append("something was written")
    assert len(answers) == count
    return problems + [answer for answer in answers if answer]
