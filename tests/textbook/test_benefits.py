# SPDX-License-Identifier: MIT
"""Closed forms of sickness and of the ladder (scenarios/textbook)."""
import math
import unittest

import numpy as np
from textbook import Textbook, result


class Sickness(Textbook):
    @classmethod
    def setUpClass(cls):
        cls.book = result("sickness")
        scale = int(cls.book.settings["health.light_weeks"])
        longest = int(cls.book.settings["health.longest"])
        cls.mean = (1 - math.exp(-longest / scale)) / (1 - math.exp(-1 / scale))

    def test_lengths(self):
        """A length that is not drawn by severity, or that is longer than allowed. Shortest and
        longest exact; mean 1 comparison."""
        book, spell = self.book, self.book.spell
        begun = book.spells("sickness") & (spell["start"] > 0) & (spell["start"] < 150)
        length = (spell["end"] - spell["start"] + 1)[begun]
        self.assertEqual(length.min(), 1)
        self.assertLessEqual(length.max(), int(book.settings["health.longest"]))
        self.assertGreater(len(length), 5000)
        deviation = math.sqrt(self.mean * (self.mean - 1))  # geometric; the cut lowers it a little
        self.assert_close(length.sum(), len(length) * self.mean,
                          math.sqrt(len(length)) * deviation, "mean length")

    def test_stock_is_inflow_times_duration(self):
        """People who fall ill twice as often or while ill, a length that is a week short, a start
        that is not the steady state. 3 comparisons."""
        chance, people = self.book.share("health.sick_job"), 4000 * self.book.replicates
        share = self.mean / (1 / chance + self.mean)
        # the start is the same for all replicates, so the first week is compared as one draw
        self.assert_binomial(self.book.count("sickness")[0, 0], 4000, share, "start")
        for week in (130, 260):
            self.assert_binomial(self.book.count("sickness")[:, week].sum(), people, share,
                                 f"week {week}")

    def test_the_job_is_held(self):
        """Hours that end with sickness, or people who are neither. Exact."""
        book = self.book
        both = book.count("sickness") + book.count("employed")
        self.assertTrue((both == 4000).all())
        self.assertTrue((book.spell["hours"][book.spells("sickness")] == 37).all())


class Ladder(Textbook):
    @classmethod
    def setUpClass(cls):
        cls.book = result("ladder")

    def test_shares_of_the_ends(self):
        """An end that takes another's share, or people who leave the ladder elsewhere. 2 comparisons
        and an identity."""
        book, spell = self.book, self.book.spell
        ended = np.flatnonzero(book.spells("rehabilitation") & (spell["end"] < book.weeks))
        self.assertTrue((book.owner[ended + 1] == book.owner[ended]).all())
        after = {name: book.spells(name)[ended + 1].sum()
                 for name in ("disability_pension", "waiting_benefit", "cash_benefit")}
        self.assertEqual(sum(after.values()), len(ended))
        self.assertGreater(len(ended), 5000)
        for name, key in (("disability_pension", "severe_pension"),
                          ("waiting_benefit", "severe_flexjob")):
            self.assert_binomial(after[name], len(ended), book.share("health." + key), name)

    def test_waiting_and_flexjob_balance(self):
        """A flexjob that is found or lost at another chance than set. 2 comparisons: of spells that
        had a year to end, the share that ended within it."""
        book, spell = self.book, self.book.spell
        for name, key in (("waiting_benefit", "flexjob_found"), ("flexjob", "flexjob_lost")):
            begun = book.spells(name) & (spell["start"] > 0) & (spell["start"] <= book.weeks - 52)
            ended = (spell["end"] - spell["start"] + 1)[begun] <= 52
            chance = book.share("health." + key)
            self.assert_binomial(ended.sum(), len(ended), 1 - (1 - chance) ** 52, name)


if __name__ == "__main__":
    unittest.main()
