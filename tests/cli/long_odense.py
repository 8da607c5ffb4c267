#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The promises on Odense itself, with all its 186,000 people: bits (promise 1) for threads, blocks and
compilers, null policies (4), people and place (6), a run that is killed (8). About ten minutes."""
import shutil
import signal
import subprocess
import time
import unittest

import h5py
import numpy as np
from loft import (LOFT, ROOT, TABLES, Case, clang_build, columns, names, plain_build)
from test_null import EVERY_FACTOR, PROCESSES
from test_uplift import CLOSED, identity, shares

FLAGSHIP = str(ROOT / "scenarios/studies/vollsmose.ini")
HEAD = "[scenario]\ntitle = Odense\nextends = odense\nweeks = {}\nreplicates = {}\nseed = 2006\n"


class Bits(Case):
    """104 weeks of the flagship study; flexible letting from the first week, so that it acts."""

    SHORT = ("--weeks", 104, "--replicates", 2, "--set", "policy.flexible.from=2006-01-02", "--set",
             "output.trajectories=areas")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reference = cls.run_file(FLAGSHIP, "reference", *cls.SHORT, "--threads", 1)

    def assert_same(self, out, but=("provenance/run",)):
        self.assertEqual(self.digests(self.reference), self.digests(out))
        for table in TABLES:
            self.assertEqual(self.csv_text(table, self.reference), self.csv_text(table, out))
        self.assert_same_results(self.reference, out, but)

    def test_threads(self):
        """A sum or an order that depends on which thread was first."""
        for threads in (2, 3, 7, 16):
            with self.subTest(threads=threads):
                self.assert_same(self.run_file(FLAGSHIP, "t", *self.SHORT, "--threads", threads))

    def test_threads_inside_a_run(self):
        """Blocks merged in the order in which they were finished."""
        short = ("--weeks", 104, "--replicates", 1)
        one = self.run_file(FLAGSHIP, "one", *short, "--threads", 1)
        for threads, block in ((7, 1000), (16, 7777), (4, 200000)):
            out = self.run_file(FLAGSHIP, "in", *short, "--threads", threads, "--block", block)
            self.assertEqual(self.digests(one), self.digests(out))
            self.assert_same_results(one, out)

    def test_blocks(self):
        """A draw or an order that depends on where blocks end."""
        for block in (512, 4096, 65536):
            with self.subTest(block=block):
                self.assert_same(self.run_file(FLAGSHIP, "b", *self.SHORT, "--block", block))

    def test_no_optimisation(self):
        """gcc -O0 against gcc -O3."""
        self.assert_same(self.run_file(FLAGSHIP, "o0", *self.SHORT, program=plain_build()),
                         ("provenance/run", "provenance/revision"))

    def test_clang(self):
        """clang -O3 against gcc -O3."""
        self.assert_same(self.run_file(FLAGSHIP, "clang", *self.SHORT, program=clang_build()),
                         ("provenance/run", "provenance/revision"))

    def test_ten_years(self):
        """Something that only the tenth year brings."""
        short = ("--replicates", 1)
        one = self.run_file(FLAGSHIP, "ten", *short, "--threads", 1)
        other = self.run_file(FLAGSHIP, "clang10", *short, "--threads", 5, "--block", 3000,
                              program=clang_build())
        self.assertEqual(self.digests(one), self.digests(other))
        self.assert_same_results(one, other, ("provenance/run", "provenance/revision"))
        d, u = identity(self, one)
        shares(self, u)
        self.assertEqual(set(d["year"]), {0, *range(2006, 2016)})

    def test_more_replicates(self):
        """A replicate whose luck depends on how many there are."""
        after = self.digests(self.run_file(FLAGSHIP, "more", *self.SHORT, "--replicates", 3))
        for key, digest in self.digests(self.reference).items():
            self.assertEqual(after[key], digest)

    def test_everybody_is_somewhere(self):
        """A status, area or person that a table leaves out."""
        with h5py.File(self.reference, "r") as file:
            persons = file["series/persons"][:]
        self.assertTrue((persons >= 0).all())
        np.testing.assert_array_equal(persons[..., 1:5, :].sum(axis=3), persons[..., 5, :])
        change = np.abs(np.diff(persons[..., :5, :].sum(axis=(3, 4)), axis=2))
        self.assertLess(change.max(), 1000)


class Null(Case):
    def test_null(self):
        """A policy that does nothing and changes something, in a place of full size."""
        text = HEAD.format(78, 1) + EVERY_FACTOR + """
[policy nowhere]
lever = hazard
process = hiring
factor = 3
areas =
[policy later]
preset = flexible_letting
areas = all
from = 2020-01-06
[policy external]
lever = letting_rule
rule = external
areas = all
[measures]
cohort_at = 2006-01-02
[variant factors]
enable = """ + ", ".join("one_" + p for p in PROCESSES) + """
[variant others]
enable = nowhere, later, external
"""
        out = self.run_file(self.write("null.ini", text), "null")
        digests = self.digests(out)
        self.assertEqual(len(set(digests.values())), 1)
        for table in TABLES:
            data = columns(out, table)
            variant = data.pop("variant")
            for name, values in data.items():
                for v in (1, 2):
                    self.assertEqual(values[variant == v].tobytes(), values[variant == 0].tobytes())
        for row in self.compare(out):
            self.assertEqual((row["estimate"]), "0", row)


class Closed(Case):
    def test_people_are_the_place(self):
        """A change of residence, age or vital status that is not owned by its switch."""
        text = HEAD.format(156, 1) + """
[policy finding]
lever = hazard
process = hiring
factor = 1.3
areas = vollsmose
""" + CLOSED
        out = self.run_file(self.write("closed.ini", text), "closed")
        d, u = identity(self, out)
        rows = u["cohort"] == names(out, "cohort").index("residents")
        for people, place in (("cohort_size", "residents_start"),
                              ("cohort_employed_start", "residents_employed_start"),
                              ("cohort_end", "residents_end"),
                              ("cohort_employed_end", "residents_employed_end"),
                              ("individual_uplift", "area_uplift")):
            np.testing.assert_array_equal(u[people][rows], u[place][rows])
        for name in ("arrivals", "leavers", "aged_in", "aged_out"):
            self.assertFalse(d[name].any())
        self.assertTrue(d["stayers_change"].any())


class Killed(Case):
    def test_killed_and_resumed(self):
        """A half-written result under its final name; a resumed run that ends elsewhere."""
        words = ("--weeks", 52, "--replicates", 4)
        begun = time.monotonic()
        reference = self.run_file(FLAGSHIP, "reference", *words)
        seconds = time.monotonic() - begun
        place = self.folder / "killed"
        place.mkdir()
        out = place / "v.h5"
        for share in (0.15, 0.35, 0.55, 0.75, 0.95):
            run = subprocess.Popen([LOFT, "run", FLAGSHIP, "-o", str(out), *map(str, words)],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(share * seconds)
            run.send_signal(signal.SIGKILL)
            if run.wait() == 0:
                out.unlink()
                continue
            self.assertFalse(out.exists())
            self.loft("run", FLAGSHIP, "-o", out, *words, "--resume")
            self.assertEqual(self.digests(reference), self.digests(out))
            self.assert_same_results(reference, str(out))
            self.assertEqual([path.name for path in place.iterdir()], ["v.h5"])
            out.unlink()
        shutil.rmtree(place)


if __name__ == "__main__":
    unittest.main()
