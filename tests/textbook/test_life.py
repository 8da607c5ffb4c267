# SPDX-License-Identifier: MIT
"""Closed forms of statuses that last a fixed or drawn time (scenarios/textbook)."""
import unittest

import numpy as np
from textbook import Textbook, factor, result, weekly


class Practice(Textbook):
    @classmethod
    def setUpClass(cls):
        cls.book = result("practice")
        cls.length = int(cls.book.settings["activation.weeks"])

    def test_every_stay_has_its_length(self):
        """A stay that ends a week early or late, or with the week of another event. Exact."""
        book, spell = self.book, self.book.spell
        stay = book.spells("practice")
        whole = stay & (spell["start"] > 0) & (spell["end"] < book.weeks)
        self.assertGreater(whole.sum(), 50000)
        length = (spell["end"] - spell["start"] + 1)[whole]
        self.assertEqual((length.min(), length.max()), (self.length, self.length))
        begun = stay & (spell["start"] == 0)  # the latest of them begin in the first week itself
        self.assertLessEqual(spell["end"][begun].max(), self.length)

    def test_share_in_practice(self):
        """Referral of those who are in practice already, a referral without a place although there
        is one for everybody, benefit that is not resumed. 2 comparisons."""
        referral = self.book.share("activation.referral")
        share = self.length / (1 / referral + self.length)
        for week in (130, 260):
            inside = self.book.count("practice")[:, week].sum()
            self.assert_binomial(inside, 4000 * self.book.replicates, share, f"week {week}")
        both = self.book.count("practice") + self.book.count("cash_benefit")
        self.assertTrue((both == 4000).all())


class Insured(Textbook):
    @classmethod
    def setUpClass(cls):
        cls.book = result("insured")
        cls.length = int(cls.book.settings["search.insured_weeks"])

    def test_every_period_has_its_length(self):
        """A period that is a week short or long, or that starts anew in between. Exact."""
        book, spell = self.book, self.book.spell
        whole = book.spells("insured_unemployed") & (spell["end"] < book.weeks)
        self.assertGreater(whole.sum(), 1000)
        length = (spell["end"] - spell["start"] + 1)[whole]
        self.assertEqual((length.min(), length.max()), (self.length, self.length))

    def test_losers_move_on_together(self):
        """Somebody who loses the right in another week than the one it runs out. Exact."""
        works, cash = self.book.count("employed"), self.book.count("cash_benefit")
        lost = works[:, :1] - works
        self.assertTrue((cash[:, self.length:] == lost[:, :-self.length]).all())
        self.assertTrue((cash[:, :self.length] == 0).all())

    def test_three_states(self):
        """Insured people without a right, or jobs lost at another rate. 3 comparisons."""
        stay, people = 1 - self.book.share("separation.settled"), 4000 * self.book.replicates
        week = 260
        shares = {"employed": stay ** week, "cash_benefit": 1 - stay ** (week - self.length)}
        shares["insured_unemployed"] = 1 - sum(shares.values())
        for status, share in shares.items():
            self.assert_binomial(self.book.count(status)[:, week].sum(), people, share, status)


class Courses(Textbook):
    @classmethod
    def setUpClass(cls):
        cls.book = result("courses")
        cls.least, cls.most = (int(cls.book.settings["education." + name])
                               for name in ("least_weeks", "most_weeks"))

    def test_starts(self):
        """Enrolment by the chance of another status or age, or twice a week. 2 comparisons."""
        e, people = self.book.share("education.enrol_older"), 10000 * self.book.replicates
        for week in (52, 156):
            self.assert_binomial(self.book.count("cash_benefit")[:, week].sum(), people,
                                 (1 - e) ** week, f"week {week}")

    def test_lengths(self):
        """A length outside the range, or one that some of the range's weeks never get. Shortest and
        longest exact (missing by chance: below 1 in 10^50); mean and spread 2 comparisons."""
        book, spell = self.book, self.book.spell
        begun = book.spells("education") & (spell["start"] <= book.weeks - self.most)
        length = (spell["end"] - spell["start"] + 1)[begun]
        self.assertEqual((length.min(), length.max()), (self.least, self.most))
        values = np.arange(self.least, self.most + 1)
        for power, what in ((1, "mean"), (2, "square")):
            moments = (values - values.mean()) ** power
            self.assert_close(((length - values.mean()) ** power).sum(),
                              len(length) * moments.mean(), np.sqrt(len(length)) * moments.std(),
                              what)

    def test_after_the_course(self):
        """Completion that is not drawn, or insured benefit for those who drop out. 1 comparison."""
        book = self.book
        ended = np.flatnonzero(book.spells("education") & (book.spell["end"] < book.weeks))
        self.assertTrue((book.owner[ended + 1] == book.owner[ended]).all())
        self.assert_binomial(book.spells("insured_unemployed")[ended + 1].sum(), len(ended),
                             book.share("education.complete")
                             * book.share("education.insured_share"))


class Couples(Textbook):
    PEOPLE, UNION, PARTING, CANDIDATES = 20000, 0.2, 0.1, 16  # scenarios/textbook/island

    @classmethod
    def setUpClass(cls):
        cls.book = result("couples")

    def empty(self, book):
        """Empty dwellings, mean of each calendar year and of the replicates."""
        sums, dwelling_weeks = book.quantity("vacant_dwellings")
        return sums * self.PEOPLE / dwelling_weeks

    def expected(self, book):
        """The same from the recursion of the scenario; a leaver finds a dwelling in two weeks."""
        forms = weekly(self.UNION) * factor(book.settings["family.union_factor"]) / 2
        parts, looks = weekly(self.PARTING), self.CANDIDATES + 1
        single, coupled, leaving, course = self.PEOPLE, 0.0, [0.0, 0.0], []
        for week in range(book.weeks):
            course.append(coupled + sum(leaving))
            if week % 52 == 0:
                ring = free = single
            new = single * forms * (1 - (1 - (1 - free / ring) ** looks) / (looks * free / ring))
            gone = coupled * parts
            free -= new * (1 + free / single)
            single += 2 * (gone - new)
            coupled += new - gone
            leaving = leaving[1:] + [gone]
        lengths = book.quantity("vacant_dwellings")[1] // (self.PEOPLE * book.replicates)
        ends = np.concatenate(([0], np.cumsum(lengths)))
        return np.array([np.mean(course[a:b]) for a, b in zip(ends[:-1], ends[1:])])

    def test_forming(self):
        """Unions at another rate, each couple counted once or twice too often: the first year, when
        next to nobody parts. A Poisson error, that of the year's end. 1 comparison."""
        simulated, expected = self.empty(self.book)[0], self.expected(self.book)[0]
        self.assert_close(simulated, expected, np.sqrt(expected / self.book.replicates), "year 1")

    def test_two_states(self):
        """Parting at another rate or by the time together, people who part and are no longer free
        or whom nobody may choose, dwellings lost on the way. A Poisson error. 2 comparisons, within
        2 % in the last years for what the recursion leaves out (two who choose the same)."""
        simulated, expected = self.empty(self.book), self.expected(self.book)
        for year in (5, len(expected) - 1):
            self.assert_close(simulated[year], expected[year],
                              np.sqrt(expected[year] / self.book.replicates), f"year {year}")
        steady = (simulated[-3:] / expected[-3:]).mean()
        self.assertLess(abs(steady - 1), 0.02)

    def test_more_look_more_are_couples(self):
        """A union rate that does not matter, or works the other way round: years 1 to 16, each with
        half and 1.4 times the rate. 2 comparisons of the last year besides."""
        books = [result("couples", "family.union_factor=0.5"), self.book,
                 result("couples", "family.union_factor=1.4")]
        fewer, same, more = (self.empty(book) for book in books)
        self.assertTrue((fewer < same).all() and (same < more).all())
        for book in (books[0], books[2]):
            expected = self.expected(book)[-1]
            self.assert_close(self.empty(book)[-1], expected,
                              np.sqrt(expected / book.replicates), book.settings[
                                  "family.union_factor"])


if __name__ == "__main__":
    unittest.main()
