#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""[study] anatomy: every variant again with parts of the model taken away."""
import unittest

import numpy as np
from loft import POLICIES, Case, columns, names, village

PARTS = ["link_off", "arrivals_neutral", "both_off", "ageing_off", "neutral"]
# What each part takes away, as settings.
LINK, ARRIVALS = ["moving.job_link=1"], ["letting.neutral=yes"]
AGEING = ["ageing.enabled=no", "family.enabled=no", "education.enabled=no", "health.grants=no"]
OFF = {"link_off": LINK, "arrivals_neutral": ARRIVALS, "both_off": LINK + ARRIVALS,
       "ageing_off": AGEING, "neutral": LINK + ARRIVALS + AGEING}
STUDY = "\n[study]\nanatomy = yes\n"
LATE = "\n[measures]\ncohort_at = 2007-01-01\n"


def sets(keys):
    return [word for key in keys for word in ("--set", key)]


class Anatomy(Case):
    def digests(self, text, *words, name="a"):
        out = str(self.folder / f"{name}.h5")
        run = self.loft("run", self.write(f"{name}.ini", text), "-o", out, *words)
        lines = run.stdout.splitlines()
        return out, lines, dict(line.split()[1:] for line in lines if line.startswith("digest "))

    def test_the_file_itself_is_unchanged(self):
        """An extra variant that alters those of the file, or has no name of its own: base and the
        policies have the digests they have without it."""
        text = village(POLICIES, weeks=60, replicates=1)
        _, _, plain = self.digests(text)
        _, _, anatomy = self.digests(text + STUDY, name="b")
        self.assertEqual({k: v for k, v in anatomy.items() if "+" not in k}, plain)
        self.assertEqual(list(anatomy), list(plain)
                         + [f"{variant}+{part}" for variant in plain for part in PARTS])
        for variant in plain:
            for part in PARTS:
                self.assertNotEqual(anatomy[f"{variant}+{part}"], plain[variant], part)

    def test_off_means_absent(self):
        """A study that says `anatomy = no` and gets it all the same."""
        _, _, digests = self.digests(village("\n[study]\nanatomy = no\n", weeks=20, replicates=1))
        self.assertEqual(list(digests), ["base"])

    def test_from_the_cohorts_date_on(self):
        """Parts taken away before the cohorts' date: until then every cell is the same, afterwards
        not."""
        out, _, digests = self.digests(village(STUDY + LATE, weeks=260, replicates=1))
        status, variants = columns(out, "status"), names(out, "variant")
        cells = {v: status["persons"][status["variant"] == n] for n, v in enumerate(variants)}
        weeks = status["week"][status["variant"] == 0]
        before = weeks <= 52  # state on the Monday on which they begin
        for part in PARTS:
            other = cells[f"base+{part}"]
            np.testing.assert_array_equal(cells["base"][before], other[before], part)
            self.assertNotEqual(digests["base"], digests[f"base+{part}"], part)
            if part != "link_off":  # which changes wishes, and in a village hardly a move
                self.assertTrue((cells["base"][~before] != other[~before]).any(), part)

    def test_taking_away_what_is_not_there(self):
        """A part that takes more away than its name says: without the link, link_off is base, bit
        for bit; and so on. tests/cli/long_neutral.py relies on it."""
        for part, keys in OFF.items():
            _, _, digests = self.digests(village(STUDY, weeks=60, replicates=1), *sets(keys))
            self.assertEqual(digests["base"], digests[f"base+{part}"], part)

    def test_the_life_course_stands_still(self):
        """A part of the life course that goes on in ageing_off (births and leave, birthdays, education,
        pensions, flexjobs, retirement, deaths), or people who are held where they are though that is
        no part of it (ill, being clarified, in work, on benefit). Nobody comes or goes here, so that
        what is constant is constant in number."""
        out, _, _ = self.digests(village(STUDY, weeks=120, replicates=1), *sets(
            ["moving.enabled=no", "migration.enabled=no"]), name="still")
        status = columns(out, "status")
        variants, ids = names(out, "variant"), names(out, "status")

        def course(variant, *kinds):
            rows = ((status["variant"] == variants.index(variant))
                    & np.isin(status["status"], [ids.index(kind) for kind in kinds]))
            return np.bincount(status["week"][rows], status["persons"][rows], minlength=121)
        for kinds in (["child"], ["pension"], ["education"], ["disability_pension"],
                      ["early_retirement"], ["parental_leave"], ["flexjob", "waiting_benefit"], ids):
            still = course("base+ageing_off", *kinds)
            self.assertEqual(still.min(), still.max(), kinds)
        for kind in ("sickness", "rehabilitation", "employed", "cash_benefit"):
            later = course("base+ageing_off", kind)[60:]
            self.assertGreater(len(set(later)), 3, kind)

    def test_threads(self):
        """Parameters that change while other threads still read the old ones."""
        text = village(STUDY + LATE, weeks=80, replicates=2)
        _, _, one = self.digests(text, "--threads", 1)
        _, _, seven = self.digests(text, "--threads", 7)
        self.assertEqual(one, seven)

    def test_summary(self):
        """A summary without the parts beside the headline, or longer than a screen."""
        for policies in ("", POLICIES):
            _, lines, _ = self.digests(village(policies + STUDY, weeks=60, replicates=2))
            self.assertLessEqual(sum(not line.startswith("digest ") for line in lines), 40)
            for part in PARTS:
                self.assertEqual(sum(f"({part})" in line for line in lines), 1, part)

    def test_too_many(self):
        """More variants than a file may have, without a word."""
        many = "".join(f"\n[policy p{i}]\npreset = flexible_letting\nareas = estate\n"
                       for i in "abcdefghijk")
        run = self.loft("run", self.write("many.ini", village(many + STUDY, weeks=5)), status=2)
        self.assertIn("anatomy", run.stderr)


class Letting(Case):
    def test_combined(self):
        """A rule that bars nobody, or everybody: fewer on cash benefit move into the estate, and
        null is zero (a landlord that does not exist, nobody refused)."""
        rule = """
[policy {name}]
preset = combined_letting
areas = estate
{more}
"""
        text = village(rule.format(name="on", more="refused = 0")
                       + rule.format(name="nobody", more="refused = 9999")
                       + rule.format(name="other", more="landlord = 7"), weeks=150, replicates=2)
        out = str(self.folder / "c.h5")
        run = self.loft("run", self.write("c.ini", text), "-o", out)
        digests = dict(line.split()[1:] for line in run.stdout.splitlines()
                       if line.startswith("digest "))
        self.assertEqual(digests["base"], digests["nobody"])
        self.assertEqual(digests["base"], digests["other"])
        status, variants = columns(out, "status"), names(out, "variant")
        cash = names(out, "status").index("cash_benefit")
        estate = names(out, "area").index("estate")
        last = status["week"] == status["week"].max()

        def on_cash(variant):
            rows = (last & (status["variant"] == variants.index(variant))
                    & (status["area"] == estate) & (status["status"] == cash))
            return status["persons"][rows].sum()
        self.assertLess(on_cash("on"), on_cash("base"))


if __name__ == "__main__":
    unittest.main()
