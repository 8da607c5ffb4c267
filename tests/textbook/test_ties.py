# SPDX-License-Identifier: MIT
"""Jobs through acquaintances (scenarios/textbook/acquaintances.ini): directions and limits."""
import unittest

import numpy as np
from textbook import Textbook, result


class Acquaintances(Textbook):
    @classmethod
    def setUpClass(cls):
        cls.book = result("acquaintances")

    def share(self, variant, years=None):
        """Of all hires in the village, those through acquaintances."""
        table = self.book.channels
        rows = self.names("variant") == variant
        rows &= ~self.isin_sum()
        if years:
            rows &= (table["year"] >= years[0]) & (table["year"] <= years[1])
        hires = table["hires"][rows]
        return hires[self.names("channel")[rows] == "acquaintance"].sum() / hires.sum()

    def names(self, column):
        values = self.book.channels[column]
        if values.dtype.kind in "iu":
            of = {"variant": self.book.variants, "area": self.book.areas,
                  "channel": ["direct", "acquaintance", "jobcentre"]}[column]
            return np.array(of)[values]
        return np.array([v.decode() if isinstance(v, bytes) else v for v in values])

    def isin_sum(self):
        return self.names("area") == "rest_of_village"

    def test_off_is_none(self):
        """A hire that is called an acquaintance's at some rate."""
        self.assertEqual(self.share("off"), 0)

    def test_more_asked_more_found(self):
        """Seats that are asked but never show anything."""
        one, three, six = self.share("one"), self.share("three"), self.share("base")
        self.assertLess(0.02, one)
        self.assertLess(one + 0.04, three)
        self.assertLess(three + 0.04, six)

    def test_without_new_ties_the_old_ones_fade(self):
        """Ties that never end, or fading that is not asked for. Moves draw the rest of a tie's life anew."""
        self.assertLess(self.share("lonely", (2010, 2011)), self.share("base", (2010, 2011)) - 0.04)


if __name__ == "__main__":
    unittest.main()
