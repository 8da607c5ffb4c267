#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The neutral variant of the anatomy (scenarios/studies/anatomy.ini) on Odense: people and place rise
alike over ten years. About a minute."""
import statistics
import unittest

from loft import ROOT, Case
from test_anatomy import OFF, sets

STUDY = str(ROOT / "scenarios/studies/anatomy.ini")
WITHOUT = ["cycle.enabled=no", "reforms.enabled=no"]


class Neutral(Case):
    def gaps(self, name, keys):
        """Area uplift minus individual uplift after ten years, points, by replicate."""
        out = self.run_file(STUDY, name, "--replicates", 10, *sets(["study.anatomy=no"] + keys))
        rows = [r for r in self.rows("uplift", out, "--area", "vollsmose")
                if r["definition"] == "e2" and r["cohort"] == "residents"]
        last = max(int(r["to_week"]) for r in rows)
        return [100 * (float(r["area_uplift"]) - float(r["individual_uplift"])) for r in rows
                if int(r["to_week"]) == last]

    def test_ten_years(self):
        """Something that makes people and place differ though newcomers are like leavers, no job makes
        anybody move and the life course stands still: arrivals who are alike on the day and different
        later, people who cross the border without being made good, a way of life that only those
        have who came. Mean of ten replicates, with its noise (one standard error is 0.1 to 0.2)."""
        for name, keys in (("as it is", []), ("no cycle", WITHOUT)):
            gaps = self.gaps(name.replace(" ", "_"), OFF["neutral"] + keys)
            mean, noise = statistics.mean(gaps), statistics.stdev(gaps) / len(gaps) ** 0.5
            print(f"{name}: gap {mean:+.2f} points, standard error {noise:.2f}")
            self.assertLess(abs(mean), 0.5, name)
            self.assertLess(noise, 0.3, name)

    def test_the_test(self):
        """A measure that would call anything neutral: when only the life course stands still, the gap
        is over two points."""
        self.assertGreater(abs(statistics.mean(self.gaps("base", OFF["ageing_off"]))), 2)


if __name__ == "__main__":
    unittest.main()
