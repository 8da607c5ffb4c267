#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The promises on 150 random scenarios of the village: any value that the manual allows, any switches,
policies and variants. Each one is either refused with a reason or runs, to the same bits at -O0 on other
threads and blocks, with every identity intact. A few minutes."""
import os
import re
import unittest

import h5py
import numpy as np
import random_scenarios
from loft import Case, columns, names, plain_build
from test_uplift import identity, shares

COUNT = int(os.environ.get("LOFT_RANDOM", "150"))
FIRST = int(os.environ.get("LOFT_RANDOM_FIRST", "0"))


class Random(Case):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.known = random_scenarios.ranges()
        cls.plain = plain_build()
        cls.ran = 0

    def spells_are_the_series(self, out):
        with h5py.File(out, "r") as file:
            series = file["series/persons"][:]
            spell = {n: item[:] for n, item in file["spell"].items() if n != "spell"}
            of = {n: np.repeat(file["person"][n][:], file["person/spell_count"][:])
                  for n in ("variant", "replicate")}
        areas = [a for a in names(out, "area") if a != "outside"]
        inside = spell["area"] < len(areas)
        weeks = series.shape[2]
        change = np.zeros((*series.shape[:2], weeks + 1, *series.shape[3:]), int)
        at = of["variant"], of["replicate"]
        for when, sign in ((spell["start"], 1), (spell["end"] + 1, -1)):
            np.add.at(change, (at[0][inside], at[1][inside], when[inside].astype(int),
                               spell["area"][inside], spell["status"][inside]), sign)
        counted = change.cumsum(axis=2)[:, :, :weeks]
        np.testing.assert_array_equal(counted[:, :, :, :3], series[:, :, :, :3])
        np.testing.assert_array_equal(series[..., 1, :] + series[..., 2, :], series[..., 3, :])

    def null_policies_are_null(self, out, text):
        digests = self.digests(out)
        for name, body in re.findall(r"(?m)^\[policy (\w)\]\n((?:(?!\[).+\n)*)", text):
            null = "areas = \n" in body or "factor = 1\n" in body or "share = 0\n" in body
            if null and (name, 0) in digests:
                self.assertEqual(digests[name, 0], digests["base", 0])

    def one(self, number):
        text = random_scenarios.scenario(number, self.known)
        scenario = self.write("r.ini", text)
        out = str(self.folder / "r.h5")
        run = self.loft("run", scenario, "-o", out, "--threads", 1, status=None)
        if run.returncode == 2:
            self.assertRegex(run.stderr, "above the cap of|more than")
            return
        self.assertEqual(run.returncode, 0, run.stderr)
        type(self).ran += 1
        other = self.run_file(scenario, "other", "--threads", 2 + number % 6, "--block",
                              16 + 97 * (number % 11), program=self.plain)
        self.assert_same_results(out, other, ("provenance/run", "provenance/revision"))
        _, u = identity(self, out)
        shares(self, u)
        self.spells_are_the_series(out)
        self.null_policies_are_null(out, text)
        m = columns(out, "moves")
        self.assertTrue((m["vacant_dwellings"] >= 0).all())

    def test_random(self):
        """Whatever breaks a promise where no other test has looked."""
        for number in range(FIRST, FIRST + COUNT):
            with self.subTest(number):
                self.one(number)
        self.assertGreater(self.ran, 0.7 * COUNT)


if __name__ == "__main__":
    unittest.main()
