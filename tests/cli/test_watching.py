#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Promise 2: watching changes nothing. No output switch or progress bar alters a trajectory."""
import os
import pty
import subprocess
import unittest

import h5py
from loft import LOFT, Case, POLICIES, contents, village

# What another choice of trajectories may change in a file: whose life courses it holds, that it was
# chosen, and the text of the scenario.
CHOSEN = ("provenance/run", "provenance/scenario", "person", "spell", "parameters")


class Watching(Case):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.scenario = cls.write("v.ini", village(POLICIES))
        cls.reference = cls.run_file(cls.scenario, "reference")
        cls.expected = cls.digests(cls.reference)

    def test_trajectories(self):
        """A run that draws, or keeps order by, what it stores."""
        stored = {}
        for choice in ("none", "cohort", "areas", "all"):
            with self.subTest(trajectories=choice):
                out = self.run_file(self.scenario, choice, "--set",
                                    f"output.trajectories={choice}")
                self.assertEqual(self.digests(out), self.expected)
                self.assert_same_tables(self.reference, out)
                self.assert_same_results(self.reference, out, CHOSEN)
                with h5py.File(out, "r") as file:
                    stored[choice] = set(zip(file["person/variant"][:], file["person/replicate"][:],
                                             file["person/key"][:]))
        self.assertEqual(len(stored["none"]), 0)
        self.assertLess(stored["none"], stored["cohort"])
        self.assertLess(stored["cohort"], stored["all"])
        self.assertLessEqual(stored["areas"], stored["all"])

    def test_the_same_life_in_every_choice(self):
        """Spells that are cut or merged by who else is stored."""
        lives = {}
        for choice in ("cohort", "areas", "all"):
            out = self.run_file(self.scenario, choice, "--set", f"output.trajectories={choice}")
            with h5py.File(out, "r") as file:
                person = {name: file["person"][name][:] for name in
                          ("variant", "replicate", "key", "spell_count")}
                spells = list(zip(*(file["spell"][name][:].tolist() for name in
                                    ("start", "end", "status", "area", "hours"))))
            lives[choice], first = {}, 0
            for v, r, key, count in zip(*(person[name].tolist() for name in person)):
                lives[choice][v, r, key] = spells[first:first + count]
                first += count
        for choice in ("cohort", "areas"):
            self.assertTrue(lives[choice])
            for key, life in lives[choice].items():
                self.assertEqual(life, lives["all"][key])

    def test_progress(self):
        """A progress line that waits for, or disturbs, the run; or that lands in the data."""
        out = str(self.folder / "progress.h5")
        run = self.loft("run", self.scenario, "-o", out, "--progress")
        self.assertRegex(run.stderr, r"(?m)^100 %")
        self.assertNotIn("% left", run.stdout)
        self.assert_same_results(self.reference, out)

    def test_progress_on_a_terminal(self):
        """A bar that disturbs the run; one that is drawn where nobody can see it."""
        out = str(self.folder / "bar.h5")
        mine, theirs = pty.openpty()
        try:
            run = subprocess.Popen([LOFT, "run", self.scenario, "-o", out], stderr=theirs,
                                   stdout=subprocess.PIPE, text=True, cwd=self.folder)
            stdout = run.communicate()[0]
            self.assertEqual(run.returncode, 0)
            self.assertIn(b"100 %", os.read(mine, 1 << 16))
        finally:
            os.close(mine)
            os.close(theirs)
        self.assertNotIn("\r", stdout)
        self.assert_same_results(self.reference, out)

    def test_no_bar_without_terminal(self):
        """Progress in log files of those who did not ask for it."""
        run = self.loft("run", self.scenario, "-o", "quiet.h5")
        self.assertEqual(run.stderr, "")

    def test_place_and_name_of_the_file(self):
        """A result that depends on where it is written, or on where one stands."""
        other = self.folder / "some" / "where"
        other.mkdir(parents=True)
        self.loft("run", self.scenario, "-o", other / "else.h5")
        self.assert_same_results(self.reference, str(other / "else.h5"))
        run = subprocess.run([LOFT, "run", "../../v.ini"], cwd=other, capture_output=True,
                             text=True)
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assert_same_results(self.reference, str(other / "out" / "v.h5"))
        self.assertEqual(sorted(path.name for path in (other / "out").iterdir()), ["v.h5"])

    def test_stdout_closed(self):
        """A run whose end depends on anybody reading what it prints."""
        out = str(self.folder / "closed.h5")
        with open("/dev/full", "w") as full:
            run = subprocess.run([LOFT, "run", self.scenario, "-o", out], stdout=full,
                                 stderr=subprocess.PIPE, cwd=self.folder, text=True)
        self.assertEqual(run.returncode, 3, run.stderr)
        self.assert_same_results(self.reference, out)

    def test_measures(self):
        """Another cohort, or another date of the cohorts, that alters a life: measuring is
        watching too."""
        for name, body in (("cohort", "\n[cohort young]\nareas = estate\nages = 18-24\n"),
                           ("date", "\n[measures]\ncohort_at = 2006-10-02\n")):
            with self.subTest(name):
                out = self.run_file(self.write(name + ".ini", village(POLICIES + body)), name)
                for table in ("series", "table/moves", "table/channels", "table/decomposition"):
                    one, other = contents(self.reference), contents(out)
                    self.assertEqual({k: v for k, v in one.items() if k.startswith(table)},
                                     {k: v for k, v in other.items() if k.startswith(table)})
                self.assertEqual(self.digests(out), self.expected)


if __name__ == "__main__":
    unittest.main()
