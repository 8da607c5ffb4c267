# SPDX-License-Identifier: MIT
"""What the textbook tests share: a scenario run once, its result as arrays, chances as the program
rounds them, and the comparison with a formula.

False alarms. Seeds are fixed, so a test that passes passes again; but each was a bet when it was
written, and is one again whenever luck is keyed anew. A comparison fails beyond 4 Monte Carlo
standard errors (computed from the formula, not from the sample), which a right program does in
about 1 of 16,000 cases (two-sided normal); each test says how many comparisons it makes. Identities
and lengths are exact: they never fail by chance.
"""
import atexit
import datetime
import fractions
import math
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

import h5py
import numpy as np

ROOT = pathlib.Path(__file__).resolve().parents[2]
LOFT = os.environ.get("LOFT", str(ROOT / "build" / "loft"))
SCENARIOS = ROOT / "scenarios" / "textbook"
MOST = 4.0  # standard errors
ONE = 2 ** 32  # chance 1
CACHE = {}
FOLDER = pathlib.Path(tempfile.mkdtemp(prefix="loft-textbook-"))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)


def rounded(number, whole=1):
    """number / whole to the nearest integer, halves up, as the program does with text."""
    return math.floor(fractions.Fraction(number) / whole + fractions.Fraction(1, 2))


def chance(text):
    """A share as the program holds it (a multiple of 2^-32)."""
    value = fractions.Fraction(text.rstrip(" %")) / (100 if text.endswith("%") else 1)
    return rounded(value * ONE) / ONE


def factor(text):
    """A factor as the program holds it (a multiple of 2^-16)."""
    return rounded(fractions.Fraction(text) * 2 ** 16) / 2 ** 16


def scaled(value, by):
    """chance x factor, rounded to a chance."""
    return rounded(fractions.Fraction(value) * fractions.Fraction(by) * ONE) / ONE


def weekly(rate):
    """Chance of at least one event in a week at `rate` events a year, as the program rounds it."""
    return rounded(-math.expm1(-rate / 52) * ONE) / ONE


def week_of_age(birth_week, years):
    """The Monday on which somebody has completed this many years of 365.2425 days."""
    return birth_week + (years * 3652425 + 69999) // 70000


def age_at(birth_week, week):
    """Completed years."""
    return 7 * (week - birth_week) * 10000 // 3652425


class Result:
    """A scenario's result file, as arrays."""

    def __init__(self, path):
        with h5py.File(path) as file:
            def names(of):
                return [name.decode() for name in file[of][:]]
            self.variants, self.areas, self.statuses = (
                names("variant"), names("area"), names("status"))
            self.persons = file["series/persons"][:].astype(np.int64)
            # spells say the status by its number among all there are
            words = file["spell/status"].attrs["flag_meanings"]
            self.spell_statuses = (words.decode() if isinstance(words, bytes) else words).split()
            self.person = {name: file["person"][name][:] for name in
                           ("key", "variant", "replicate", "birth_week", "sex", "origin",
                            "spell_count")}
            self.spell = {name: file["spell"][name][:].astype(np.int64) for name in
                          ("start", "end", "status", "area", "hours")}
            self.settings = dict(zip(names("parameters/key"), names("parameters/value")))
            self.moves = {name: column[:] for name, column in file["table/moves"].items()}
            self.channels = {name: column[:] for name, column in file["table/channels"].items()}
            table = file["table/quantities"]
            self.quantities = {name: table[name][:] for name in ("year", "numerator", "denominator")}
            for name in ("quantity", "area"):
                words = table[name].attrs["flag_meanings"]
                words = words.decode() if isinstance(words, bytes) else words
                self.quantities[name] = np.array(words.split())[table[name][:]]
        self.weeks = self.persons.shape[2] - 1
        self.replicates = self.persons.shape[1]
        monday = self.settings["scenario.start"] or self.settings["place.start"]
        # the first Monday in weeks since Monday 1900-01-01, as birth_week counts
        days = datetime.date.fromisoformat(monday) - datetime.date(1900, 1, 1)
        self.first_week = days.days // 7
        self.person["birth_week"] = self.person["birth_week"].astype(np.int64)
        self.owner = np.repeat(np.arange(len(self.person["key"])), self.person["spell_count"])
        self.first = np.concatenate(([0], np.cumsum(self.person["spell_count"])[:-1]))
        self.last = self.first + self.person["spell_count"] - 1

    def count(self, status, area="whole", variant="base"):
        """Residents with this status, [replicate, week]."""
        return self.persons[self.variants.index(variant), :, :, self.areas.index(area),
                            self.statuses.index(status)]

    def quantity(self, name, area="whole"):
        """Sums over replicates of a quantity by calendar year: numerators and denominators."""
        q = self.quantities
        here = (q["quantity"] == name) & (q["area"] == area)
        years = np.unique(q["year"][here])
        return tuple(np.array([q[part][here & (q["year"] == year)].sum() for year in years])
                     for part in ("numerator", "denominator"))

    def share(self, name):
        return chance(self.settings[name])

    def of(self, variant):
        """Which persons belong to a variant."""
        return self.person["variant"] == self.variants.index(variant)

    def spells(self, status):
        """Which spells have this status."""
        return self.spell["status"] == self.spell_statuses.index(status)


def result(name, *sets):
    """Run a textbook scenario (once in a process) and read what came out."""
    if (name, sets) not in CACHE:
        out = FOLDER / (name + ".h5")
        command = [LOFT, "run", str(SCENARIOS / (name + ".ini")), "-o", str(out), "--threads", "1"]
        for one in sets:
            command += ["--set", one]
        run = subprocess.run(command, capture_output=True, text=True)
        if run.returncode != 0:
            raise AssertionError(f"loft run {name}: exit {run.returncode}\n{run.stderr}")
        CACHE[name, sets] = Result(out)
        out.unlink()
    return CACHE[name, sets]


class Textbook(unittest.TestCase):
    def assert_close(self, simulated, expected, error, what=""):
        """Within 4 standard errors of the formula."""
        simulated, expected, error = (np.asarray(x, float) for x in (simulated, expected, error))
        off = (simulated - expected) / error
        if os.environ.get("TEXTBOOK_SHOW"):
            print(f"\n    {self.id().split('.')[-1]} {what}: {np.round(off, 2)} standard errors")
        self.assertTrue(np.all(np.abs(off) <= MOST),
                        f"{what}: simulated {simulated}, expected {expected}, standard error "
                        f"{error}: off by {off} standard errors")

    def assert_binomial(self, hits, trials, probability, what=""):
        """Hits among independent trials."""
        trials, probability = np.asarray(trials, float), np.asarray(probability, float)
        self.assert_close(hits, trials * probability,
                          np.sqrt(trials * probability * (1 - probability)), what)
