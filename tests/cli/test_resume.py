#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Promise 8: kill it anywhere. No finished result is damaged, nothing half-written bears a final name,
and the resumed run ends in the same bits. The unit of resumption is the replicate."""
import os
import pathlib
import re
import shutil
import signal
import subprocess
import time
import unittest

from loft import LOFT, ROOT, Case, POLICIES, village

WEEKS, REPLICATES = 400, 5
TASKS = 4 * REPLICATES


class Interrupted(Case):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.scenario = cls.write("v.ini", village(POLICIES, weeks=WEEKS, replicates=REPLICATES))
        begun = time.monotonic()
        cls.reference = cls.run_file(cls.scenario, "reference")
        cls.seconds = time.monotonic() - begun
        cls.number = 0

    def setUp(self):
        type(self).number += 1
        self.place = self.folder / f"run{self.number}"
        self.place.mkdir()
        self.out = self.place / "v.h5"
        self.part = self.place / "v.h5.part"

    def spooled(self):
        return sorted(self.part.glob("*.spool")) if self.part.exists() else []

    def start(self, *words, scenario=None):
        return subprocess.Popen([LOFT, "run", scenario or self.scenario, "-o", str(self.out), *words],
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                cwd=self.folder)

    def interrupt(self, what, least=1, most=TASKS - 1, *words):
        """Send a signal when some replicates are finished and some are not; returns the process
        and what it printed."""
        for _ in range(5):
            run = self.start(*words)
            while run.poll() is None and len(self.spooled()) < least:
                time.sleep(0.002)
            run.send_signal(what)
            printed = run.communicate()
            if least <= len(self.spooled()) <= most and run.returncode != 0:
                return run, printed
        self.fail("the run was over before the signal came")

    def resume(self, *words, scenario=None):
        return self.loft("run", scenario or self.scenario, "-o", self.out, "--resume", *words)

    def assert_whole(self):
        """The result is the one of an undisturbed run, and nothing else is left."""
        self.assertEqual(self.digests(self.reference), self.digests(self.out))
        self.assert_same_results(self.reference, self.out)
        self.assertEqual([path.name for path in self.place.iterdir()], ["v.h5"])

    def test_killed_at_five_moments(self):
        """A result that gets its name before it is complete; a replicate that is taken for
        finished when it is not; a resumed replicate with other luck."""
        reused = 0
        for share in (0.1, 0.3, 0.5, 0.7, 0.9):
            with self.subTest(share=share):
                run = self.start()
                time.sleep(share * self.seconds)
                run.kill()
                run.communicate()
                if run.returncode == 0:  # other work on this machine has ended meanwhile
                    self.assertTrue(self.out.exists())
                    self.out.unlink()
                    continue
                self.assertFalse(self.out.exists())
                for path in self.place.iterdir():
                    self.assertIn(path.name[:8], ("v.h5.par", "v.h5.tmp"), path)
                finished = len(self.spooled())
                text = self.resume().stdout
                if 0 < finished < TASKS:
                    reused += 1
                    self.assertIn("the rest came from an interrupted run", text)
                self.assert_whole()
                self.out.unlink()
        self.assertGreater(reused, 1)

    def test_only_what_is_missing_is_run(self):
        """A resumed run that begins from the start: it would end in the same bits too."""
        self.interrupt(signal.SIGKILL, TASKS // 2)
        finished = len(self.spooled())
        text = self.resume().stdout
        all_of_it = self.loft("run", self.scenario, "-o", "whole.h5").stdout
        done, whole = (float(re.search(r"(\d+) million person-weeks", t)[1])
                       for t in (text, all_of_it))
        self.assertAlmostEqual(done / whole, 1 - finished / TASKS, delta=0.06)
        self.assert_whole()

    def test_killed_again_and_again(self):
        """A resumed run that loses what the one before it had finished."""
        before = 0
        for _ in range(4):
            run = self.start("--resume")
            while run.poll() is None and len(self.spooled()) < before + 3:
                time.sleep(0.002)
            run.kill()
            run.communicate()
            if run.returncode == 0:
                break
            self.assertGreaterEqual(len(self.spooled()), before)
            before = len(self.spooled())
        self.assertGreater(before, 3)
        self.resume()
        self.assert_whole()

    def test_resumed_otherwise(self):
        """Spooled replicates that depend on the threads or blocks of the run that made them."""
        self.interrupt(signal.SIGKILL, 3, TASKS - 1, "--threads", "1", "--block", "64")
        self.resume("--threads", 7, "--block", 1000)
        self.assert_whole()

    def test_finished_result_is_not_touched(self):
        """A killed run that has already removed, emptied or overwritten the file it replaces."""
        older = self.run_file(self.write("older.ini", village(seed=99)), "older")
        shutil.copy(older, self.out)
        bytes_before = self.out.read_bytes()
        self.interrupt(signal.SIGKILL, 2)
        self.assertEqual(self.out.read_bytes(), bytes_before)
        self.resume()
        self.assert_whole()

    def test_damaged_spool(self):
        """A spooled replicate that is believed although it was cut, or altered on disk."""
        self.interrupt(signal.SIGKILL, 6)
        cut, flipped, empty, swapped, *rest = self.spooled()
        cut.write_bytes(cut.read_bytes()[:-9])
        bytes_ = bytearray(flipped.read_bytes())
        bytes_[len(bytes_) // 2] ^= 4
        flipped.write_bytes(bytes_)
        empty.write_bytes(b"")
        shutil.copy(rest[0], swapped)  # another replicate under this one's name
        (self.part / "rubbish.spool").write_text("nobody's")
        (self.part / "0-1.spool.tmp").write_text("half")
        self.resume()
        self.assert_whole()

    def test_signals(self):
        """A run that dies of SIGINT or SIGTERM, throws its replicates away, or does not say how to
        go on."""
        for what in (signal.SIGINT, signal.SIGTERM):
            with self.subTest(what.name):
                run, (stdout, stderr) = self.interrupt(what, 2)
                self.assertEqual(run.returncode, 4)
                self.assertIn("--resume", stderr)
                self.assertIn(f"{self.out}.part", stderr)
                self.assertNotIn("digest", stdout)
                self.assertFalse(self.out.exists())
                self.assertGreaterEqual(len(self.spooled()), 2)
                self.resume()
                self.assert_whole()
                self.out.unlink()

    def test_signal_is_heeded_at_once(self):
        """A run that goes on to the end of its replicates before it stops."""
        scenario = self.write("long.ini", village(weeks=2600, replicates=4))
        run = self.start("--threads", "1", scenario=scenario)
        while run.poll() is None and not self.part.exists():
            time.sleep(0.002)
        time.sleep(0.05)
        begun = time.monotonic()
        run.send_signal(signal.SIGTERM)
        run.communicate()
        self.assertEqual(run.returncode, 4)
        self.assertLess(time.monotonic() - begun, 1)

    def test_without_resume(self):
        """A run without --resume that takes up what an interrupted one has left."""
        self.interrupt(signal.SIGKILL, 3)
        text = self.loft("run", self.scenario, "-o", self.out).stdout
        self.assertNotIn("interrupted", text)
        self.assert_whole()

    def test_nothing_to_resume(self):
        """--resume that insists on an interrupted run."""
        run = self.resume()
        self.assertNotIn("interrupted", run.stdout)
        self.assert_whole()

    def test_finished(self):
        """--resume that runs a finished study once more, or rewrites its file."""
        shutil.copy(self.reference, self.out)
        os.utime(self.out, (1e9, 1e9))
        before, text = self.out.read_bytes(), self.loft("digest", self.out).stdout
        run = self.resume()
        self.assertEqual(self.out.stat().st_mtime, 1e9)
        self.assertEqual(self.out.read_bytes(), before)
        self.assertIn("finished already", run.stderr)
        self.assertEqual(self.loft("digest", self.out).stdout, text)
        self.assertIn("digest letting", run.stdout)


class Changed(Case):
    """--resume after something has changed must not use the replicates of before."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # a place of its own, so that its tables can be changed
        cls.scenarios = cls.folder / "scenarios"
        shutil.copytree(ROOT / "scenarios", cls.scenarios)
        cls.env = {"LOFT_SCENARIOS": str(cls.scenarios)}
        cls.text = village(POLICIES, weeks=200, replicates=3)
        cls.scenario = cls.write("v.ini", cls.text)
        cls.run_file(cls.scenario, "all", env=cls.env)

    def interrupted(self):
        """An output with some replicates spooled; made by a run that was killed."""
        out = self.folder / "v.h5"
        part = pathlib.Path(str(out) + ".part")
        for _ in range(5):
            shutil.rmtree(part, ignore_errors=True)
            out.unlink(missing_ok=True)
            run = subprocess.Popen([LOFT, "run", self.scenario, "-o", str(out), "--threads", "1"],
                                   cwd=self.folder, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL, env={**os.environ, **self.env})
            while run.poll() is None and len(list(part.glob("*.spool"))) < 4:
                time.sleep(0.001)
            run.kill()
            if run.wait() != 0:
                return out
        self.fail("the run was over before the signal came")

    def assert_new(self, scenario, *words):
        """A resumed run of what has changed is a fresh run of it: after a kill, and over a finished
        file of before."""
        fresh = self.run_file(scenario, "fresh", *words, env=self.env)
        out = self.interrupted_before
        self.loft("run", scenario, "-o", out, "--resume", *words, env=self.env)
        self.assert_same_results(fresh, out)
        shutil.copy(self.folder / "all.h5", out)
        self.loft("run", scenario, "-o", out, "--resume", *words, env=self.env)
        self.assert_same_results(fresh, out)

    def setUp(self):
        self.interrupted_before = self.interrupted()

    def test_key(self):
        """A fingerprint without the scenario's text."""
        self.assert_new(self.write("v2.ini", self.text.replace("1.5", "1.6")))

    def test_set(self):
        """A fingerprint without --set."""
        self.assert_new(self.scenario, "--set", "moving.job_link=2")

    def test_seed(self):
        """A fingerprint without --seed."""
        self.assert_new(self.scenario, "--seed", 8)

    def test_weeks(self):
        """A fingerprint without --weeks."""
        self.assert_new(self.scenario, "--weeks", 100)

    def test_more_replicates(self):
        """Here the old ones are good, but there must be more of them."""
        self.assert_new(self.scenario, "--replicates", 4)

    def test_fewer_replicates(self):
        """A finished file with more replicates than were asked for."""
        self.assert_new(self.scenario, "--replicates", 2)

    def test_trajectories(self):
        """Replicates without the life courses that are now asked for."""
        self.assert_new(self.scenario, "--set", "output.trajectories=all")

    def test_margins_of_the_place(self):
        """A fingerprint without the population."""
        path = self.scenarios / "places/village/area_age.csv"
        self.change(path, self.swap_numbers)

    def test_schedule_of_the_place(self):
        """A fingerprint that knows the INI files and the people, but not the schedules they live
        by: mortality alters nothing on the first Monday."""
        path = self.scenarios / "places/odense/mortality.csv"
        self.change(path, lambda text: re.sub(r"(?m)^(\w+,[\d+-]+,)([\d.]+)",
                                              lambda m: m[1] + f"{float(m[2]) / 3:.4f}",
                                              text))

    def test_preset(self):
        """A fingerprint without the presets."""
        path = self.scenarios / "presets/flexible_letting.ini"
        self.change(path, lambda text: text.replace("share = 1", "share = 0.5"))

    def swap_numbers(self, text):
        """Move people from one age to another in the first area."""
        lines = text.splitlines(keepends=True)
        rows = [i for i, line in enumerate(lines) if line.startswith("estate,")]
        one, two = (lines[rows[k]].split(",") for k in (-1, -2))
        one[2], two[2] = two[2], one[2]
        lines[rows[-1]], lines[rows[-2]] = ",".join(one), ",".join(two)
        return "".join(lines)

    def change(self, path, how):
        before = path.read_text()
        after = how(before)
        self.assertNotEqual(before, after)
        path.write_text(after)
        self.addCleanup(path.write_text, before)
        self.assert_new(self.scenario)


if __name__ == "__main__":
    unittest.main()
