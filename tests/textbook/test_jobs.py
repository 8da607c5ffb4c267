# SPDX-License-Identifier: MIT
"""Closed forms of jobs: survival, two states, tenure, finite slots (scenarios/textbook)."""
import unittest

import numpy as np
from textbook import Textbook, age_at, chance, factor, result, scaled

# Tenure, in weeks, in the first week in which a new job can be lost: the week after the hire.
FIRST_RISK = 0
BANDS = (("first_quarter", 0, 13), ("first_year", 13, 52), ("later", 52, 156),
         ("settled", 156, None))
TENURE_MOST = 52 * 48  # the longest tenure that the start knows


def survival(book, weeks, first=0):
    """S(0), S(1), ... S(weeks): chance of staying through the tenures first, first + 1, ..."""
    tenure = np.arange(first, first + weeks)
    lost = np.zeros(weeks)
    for name, low, high in BANDS:
        inside = (tenure >= low) & (tenure < (high or np.inf))
        lost[inside] = book.share("separation." + name)
    return np.concatenate(([1.0], np.cumprod(1 - lost)))


def weeks_in_first_job(book):
    """Mondays that each person has held the job of the first Monday (all: until the end)."""
    return book.spell["end"][book.first] + 1


class Survival(Textbook):
    @classmethod
    def setUpClass(cls):
        cls.book = result("survival")
        cls.p = cls.book.share("separation.settled")

    def test_everybody_works_at_the_start(self):
        """A start that leaves a job of the place unfilled, or fills it twice."""
        self.assertTrue((self.book.count("employed")[:, 0] == 10000).all())
        self.assertTrue(self.book.spells("employed")[self.book.first].all())

    def test_share_left(self):
        """Separations drawn twice a week, in a wrong band or against a cap in place of the chance.
        3 comparisons."""
        for week in (52, 260, 520):
            left = self.book.count("employed")[:, week].sum()
            self.assert_binomial(left, 10000 * self.book.replicates, (1 - self.p) ** week,
                                 f"week {week}")

    def test_no_memory(self):
        """A chance that depends on the time in the job or on the week: the last two years of ten
        are as dangerous as the first two. 2 comparisons."""
        counts = self.book.count("employed")
        for start in (0, 416):
            trials, left = counts[:, start].sum(), counts[:, start + 104].sum()
            self.assert_binomial(left, trials, (1 - self.p) ** 104, f"from week {start}")

    def test_halved(self):
        """A lever's factor applied twice or not at all. 3 comparisons."""
        p = scaled(self.p, factor(self.book.settings["policy.half.factor"]))
        for week in (52, 260, 520):
            left = self.book.count("employed", variant="half")[:, week].sum()
            self.assert_binomial(left, 10000 * self.book.replicates, (1 - p) ** week,
                                 f"week {week}")

    def test_owners_from_a_date_on(self):
        """A lever that begins a week early or late or reaches other areas. 2 comparisons."""
        p = scaled(self.p, factor(self.book.settings["policy.owners.factor"]))
        counts = self.book.count("employed", "owner", "owners")
        begin = 105  # Monday 2008-01-07
        for week in (156, 520):
            self.assert_binomial(counts[:, week].sum(), counts[:, 0].sum(),
                                 (1 - self.p) ** begin * (1 - p) ** (week - begin),
                                 f"week {week}")

    def test_events_are_nested(self):
        """Luck that a lever moves: whoever loses the job at half the chance must lose it at the
        full chance, no later. Exact, person by person."""
        weeks = weeks_in_first_job(self.book)
        base, half = weeks[self.book.of("base")], weeks[self.book.of("half")]
        self.assertTrue((half >= base).all())
        self.assertGreater((half > base).sum(), 5000)

    def test_others_are_left_alone(self):
        """Luck that is shared between people: renters live the same lives under a policy for
        owners, and owners until it begins. Exact, person by person."""
        weeks = weeks_in_first_job(self.book)
        renter = self.book.spell["area"][self.book.first] == self.book.areas.index("rental")
        base, owners = self.book.of("base"), self.book.of("owners")
        self.assertTrue((renter[base] == renter[owners]).all())
        same = weeks[base] == weeks[owners]
        self.assertTrue(same[renter[base]].all())
        self.assertTrue(same[weeks[base] <= 105].all())
        self.assertGreater((~same).sum(), 1000)


class TwoStates(Textbook):
    def test_distance_to_steady_state(self):
        """A search factor that is left out, outside offers without the chance of searching, jobs
        that are lost at another rate than set. 4 comparisons."""
        book = result("two_state")
        s = book.share("separation.settled")
        f = book.share("search.weekly") * book.share("search.outside_offer")
        people = 10000 * book.replicates
        steady = s / (s + f)
        for week in (26, 115, 520, 1040):
            out_of_work = steady * (1 - (1 - s - f) ** week)
            self.assert_binomial(people - book.count("employed")[:, week].sum(), people,
                                 out_of_work, f"week {week}")
        self.assertTrue((book.count("employed") + book.count("cash_benefit") == 10000).all())

    def test_finite_jobs_in_abundance(self):
        """Call-backs drawn twice or not at all, more looks than `views`, a search factor that is
        left out. 3 comparisons; the rivals that the formula leaves out move it by a fifth of a
        standard error."""
        book = result("hiring")
        s = book.share("separation.settled")
        f = book.share("search.weekly") * book.share("hiring.call_back")
        works, people = book.count("employed"), 10000
        self.assertTrue((works[:, 0] == 8000).all())
        start = 0.2
        shrinks, steady = 1 - s - f, s / (s + f)
        for week in (260, 520, 780):
            out = steady + (start - steady) * shrinks ** week
            # of those in work and out of work at the start; each is a two-state chain of its own
            from_work = steady * (1 - shrinks ** week)
            from_out = from_work + shrinks ** week
            variance = people * ((1 - start) * from_work * (1 - from_work)
                                 + start * from_out * (1 - from_out))
            self.assert_close((people - works[:, week]).sum(), people * out * book.replicates,
                              np.sqrt(variance * book.replicates), f"week {week}")


class Tenure(Textbook):
    @classmethod
    def setUpClass(cls):
        cls.book = result("tenure")

    def test_new_jobs(self):
        """A band that begins a week early or late, a tenure that goes on from the job before, a
        class that is not brought up to date when a band ends. 4 comparisons."""
        book = self.book
        new = book.spells("employed") & (book.spell["start"] > 0) & (
            book.spell["start"] <= book.weeks - 209)
        lasted = (book.spell["end"] - book.spell["start"])[new]  # weeks at risk survived
        stays = survival(book, 208, FIRST_RISK)
        for weeks in (13, 52, 156, 208):
            self.assert_binomial((lasted >= weeks).sum(), new.sum(), stays[weeks],
                                 f"{weeks} weeks")

    def test_everybody_finds_work_the_week_after(self):
        """A hire that comes two weeks after the loss, or in the week of it. Exact."""
        book = self.book
        out = book.spells("cash_benefit") & (book.spell["end"] < book.weeks)
        self.assertGreater(out.sum(), 10000)
        self.assertTrue((book.spell["end"] == book.spell["start"])[out].all())

    def test_jobs_at_the_start(self):
        """A start at which jobs are as young as new ones, as old as their holders allow, or of
        another distribution than the stationary one of these rates. 5 comparisons."""
        book = self.book
        start = weeks_in_first_job(book)
        replicates = book.replicates
        age = age_at(book.person["birth_week"], book.first_week)[book.person["replicate"] == 0]
        stays = survival(book, TENURE_MOST + 208)
        for week in (1, 13, 52, 156, 208):
            survivors = (start > week).sum()
            expected = variance = 0.0
            for years, people in zip(*np.unique(age, return_counts=True)):
                limit = min(TENURE_MOST, 52 * max(years - 17, 1))
                weight = stays[:limit] / stays[:limit].sum()
                later = stays[week:week + limit] / stays[:limit]
                mean = (weight * later).sum()
                # the tenures are the same in all replicates, the luck after them is not
                between = (weight * later ** 2).sum() - mean ** 2
                within = (weight * later * (1 - later)).sum()
                expected += people * replicates * mean
                variance += people * (replicates ** 2 * between + replicates * within)
            self.assert_close(survivors, expected, np.sqrt(variance), f"week {week}")


class Slots(Textbook):
    @classmethod
    def setUpClass(cls):
        cls.book = result("slots")
        filled = 1600
        vacant = chance(cls.book.settings["demand.vacant"])
        cls.jobs = int(filled / (1 - vacant) + 0.5)  # filled and open

    def test_one_for_one(self):
        """A vacated slot that is never offered again, one that is offered while it is held, a slot
        that two people hold. Exact, in every replicate."""
        works = self.book.count("employed", variant="both")
        self.assertTrue((works[:, 0] == 1600).all())
        turn = 104  # Monday 2007-12-31
        self.assertTrue((np.diff(works[:, :turn + 1]) <= 0).all())
        self.assertTrue((works[:, turn] < 1450).all())
        self.assertTrue((np.diff(works[:, turn:]) >= 0).all())
        self.assertTrue((works[:, -1] == self.jobs).all(), (works[:, -1], self.jobs))

    def test_hires_are_counted(self):
        """Hires that the table of channels counts twice or misses. Exact, in every replicate."""
        works = self.book.count("employed", variant="both")
        table, whole = self.book.channels, self.book.areas.index("whole")
        for replicate in range(self.book.replicates):
            rows = ((table["replicate"] == replicate) & (table["area"] == whole)
                    & (table["variant"] == self.book.variants.index("both")))
            self.assertEqual(table["hires"][rows].sum(), self.jobs - works[replicate, 104])

    def test_frozen_half(self):
        """People hired although call-backs are multiplied by 0. 1 comparison."""
        p = self.book.share("separation.settled")
        works = self.book.count("employed", variant="both")
        self.assert_binomial(works[:, 104].sum(), works[:, 0].sum(), (1 - p) ** 104)

    def test_never_more_than_the_jobs(self):
        """More people in work than there are jobs, with hiring and separation both on. Exact."""
        works = self.book.count("employed")
        self.assertLessEqual(works.max(), self.jobs)
        self.assertGreater(works[:, -1].min(), self.jobs - 20)


class StudentJobs(Textbook):
    def test_share_left(self):
        """A job beside a course that ends with another chance than `ends`, or with the tenure bands
        of other jobs. 3 comparisons."""
        book = result("student_jobs")
        has = book.spells("education")[book.first] & (book.spell["hours"][book.first] > 0)
        left = 1 - book.share("student_jobs.ends")
        for week in (13, 52, 104):
            stays = (weeks_in_first_job(book)[has] > week).sum()
            self.assert_binomial(stays, has.sum(), left ** week, f"week {week}")


if __name__ == "__main__":
    unittest.main()
