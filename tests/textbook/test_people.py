# SPDX-License-Identifier: MIT
"""Closed forms of births, deaths and birthdays (scenarios/textbook)."""
import csv
import unittest

import numpy as np
from textbook import ROOT, Textbook, age_at, factor, result, week_of_age, weekly

PLACE = ROOT / "scenarios" / "places" / "odense"
SEXES, ORIGINS = ("male", "female"), ("danish", "western", "nonwestern")


def table(name):
    """Rows of a schedule; lines that begin with # are comments."""
    lines = (PLACE / (name + ".csv")).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def weekly_chances(name, group, groups):
    """[group][age]: weekly chances from rates per 1,000 a year; 0 where there is no row."""
    chances = np.zeros((len(groups), 111))
    for row in table(name):
        low, _, high = row["ages"].rstrip("+").partition("-")
        last = 110 if row["ages"].endswith("+") else int(high or low)
        millionths = round(float(row["rate"]) * 1e6) // 1000
        chances[groups.index(row[group]), int(low):last + 1] = weekly(millionths / 1e6)
    return chances


class People(Textbook):
    def read(self, name):
        """The people of a scenario: who was there at the start, ages in every week."""
        book = self.book = result(name)
        self.people = {key: book.person[key] for key in ("birth_week", "sex", "origin")}
        self.at_start = book.spell["start"][book.first] == 0
        weeks = book.first_week + np.arange(book.weeks)
        self.ages = age_at(self.people["birth_week"][:, None], weeks)  # [person, week]


class Deaths(People):
    def test_deaths_of_a_year(self):
        """A rate read by the wrong age or sex, a year of 12 or 365 weeks, a chance that is the
        rate. 6 comparisons: men and women of 0-64, 65-79 and 80 or older."""
        self.read("deaths")
        self.assertTrue(self.at_start.all())
        book, chances = self.book, weekly_chances("mortality", "sex", SEXES)
        died = book.spell["end"][book.last] < book.weeks
        dies = 1 - np.prod(1 - chances[self.people["sex"][:, None], self.ages], axis=1)
        for sex, name in enumerate(SEXES):
            for low, high in ((0, 64), (65, 79), (80, 110)):
                group = ((self.people["sex"] == sex) & (self.ages[:, 0] >= low)
                         & (self.ages[:, 0] <= high))
                self.assert_close(died[group].sum(), dies[group].sum(),
                                  np.sqrt((dies * (1 - dies))[group].sum()),
                                  f"{name} {low}-{high}")

    def test_only_deaths(self):
        """Somebody who vanishes without dying, or dies and stays. Exact: residents go down by one
        for each life that ends."""
        self.read("deaths")
        book = self.book
        residents = book.persons[0].sum(axis=3)  # [replicate, week, area]
        whole = residents[:, :, :3].sum(axis=2)
        for replicate in range(book.replicates):
            ends = book.spell["end"][book.last][book.person["replicate"] == replicate]
            alive = [(ends >= week).sum() for week in range(book.weeks + 1)]
            self.assertEqual(list(whole[replicate]), alive)


class Births(People):
    def test_births_of_a_year(self):
        """A rate read by the wrong age or origin, births by women who are too young or too old, a
        child of another origin than its mother. 3 comparisons: Danish, non-Western, all."""
        self.read("births")
        chances = weekly_chances("fertility", "origin", ORIGINS)
        chances[:, :15] = chances[:, 50:] = 0
        women = self.at_start & (self.people["sex"] == SEXES.index("female"))
        gives = chances[self.people["origin"][:, None], self.ages]
        for name, origins in (("danish", [0]), ("nonwestern", [2]), ("all", [0, 1, 2])):
            mothers = women & np.isin(self.people["origin"], origins)
            born = (~self.at_start & np.isin(self.people["origin"], origins)).sum()
            self.assert_close(born, gives[mothers].sum(),
                              np.sqrt((gives * (1 - gives))[mothers].sum()), name)

    def test_boys(self):
        """A sex that is not drawn, or drawn as for adults of the pool. 1 comparison."""
        self.read("births")
        boys = self.people["sex"][~self.at_start] == SEXES.index("male")
        self.assert_binomial(boys.sum(), len(boys), self.book.share("family.boys"))

    def test_born_in_their_first_week(self):
        """A child that appears in another week than that of its birth. Exact."""
        self.read("births")
        new = ~self.at_start
        first = self.book.spell["start"][self.book.first][new]
        self.assertTrue((self.people["birth_week"][new]
                         == self.book.first_week + first - 1).all())


class LeavingHome(People):
    def setUp(self):
        self.read("leaving_home")
        book = self.book
        outside = book.spell["area"] == book.areas.index("outside")
        self.gone = np.full(len(book.first), book.weeks + 1)  # first Monday outside
        self.gone[book.owner[outside][::-1]] = book.spell["start"][outside][::-1]
        self.of_age = week_of_age(self.people["birth_week"], 18) - book.first_week
        child = book.spell["status"][book.first] == book.spell_statuses.index("child")
        self.young = child & (self.of_age > 0) & (self.gone > self.of_age)

    def at_home(self, years, who):
        """Those who were at home on the Monday after turning 18, those who still are `years` years
        later, and the chances of it."""
        chances = np.zeros((2, 111))
        for row in table("leaving_home"):
            low, _, high = row["ages"].rstrip("+").partition("-")
            last = 110 if row["ages"].endswith("+") else int(high or low)
            chances[SEXES.index(row["sex"]), int(low):last + 1] = weekly(float(row["rate"]))
        monday = self.of_age + 1 + round(52 * years)
        who = self.young & who & (monday < self.book.weeks)
        ages, week = self.ages[who], np.arange(self.book.weeks)
        leaves = chances[self.people["sex"][who][:, None], ages]
        far = self.people["origin"][who] == ORIGINS.index("nonwestern")
        share = factor(self.book.settings["family.leaving_nonwestern"])
        leaves[far] = leaves[far] * share
        counted = (week > self.of_age[who][:, None]) & (week < monday[who][:, None])
        return (self.gone[who] > monday[who]), np.prod(1 - leaves * counted, axis=1)

    def test_life_table(self):
        """A rate of another age, sex or origin, a week too early, a leaver who is asked twice. 9
        comparisons: men, women and those of non-Western origin, 1, 2 and 4 years after 18."""
        groups = {"men": self.people["sex"] == 0, "women": self.people["sex"] == 1,
                  "nonwestern": self.people["origin"] == ORIGINS.index("nonwestern")}
        for name, who in groups.items():
            for years in (1, 2, 4):
                home, chance = self.at_home(years, who)
                self.assertGreater(len(home), 300)
                self.assert_close(home.sum(), chance.sum(),
                                  np.sqrt((chance * (1 - chance)).sum()), f"{name} {years}")

    def test_median_age(self):
        """The schedule's median age of leaving, weeks after 18, is where half have left. 1
        comparison: at that week."""
        everybody = np.ones(len(self.young), bool)
        weeks = next(w for w in range(52, 260)
                     if self.at_home(w / 52, everybody)[1].mean() <= 0.5)
        home, chance = self.at_home(weeks / 52, everybody)
        self.assertTrue(52 <= weeks <= 208, weeks)
        self.assert_close(home.sum(), chance.sum(), np.sqrt((chance * (1 - chance)).sum()))

    def test_persons_not_households(self):
        """A leaver who is counted as a household, or not at all. Exact."""
        moves = self.book.moves
        whole = moves["area"] < 3  # the three areas; sums come after
        self.assertEqual(moves["out_households"].sum(), 0)
        self.assertEqual(moves["in_persons"].sum(), 0)
        self.assertEqual(moves["out_persons"][whole].sum(), (self.gone <= self.book.weeks).sum())


class Birthdays(People):
    def setUp(self):
        self.read("birthdays")
        self.start = self.book.spell["status"][self.book.first]

    def was(self, status):
        return self.start == self.book.spell_statuses.index(status)

    def turns(self, years):
        """Week of the run in which each person completes this many years."""
        return week_of_age(self.people["birth_week"], years) - self.book.first_week

    def counts(self, before, after_status, years):
        """Those of a status who have not come to an age, every Monday, and the count of it."""
        week = np.arange(self.book.weeks + 1)
        turns = self.turns(years)[before][:, None]
        expected = [(turns[self.book.person["replicate"][before] == r] >= week).sum(axis=0)
                    for r in range(self.book.replicates)]
        counts = self.book.persons[0, :, :, :3, self.book.statuses.index(after_status)]
        return np.array(expected), counts.sum(axis=0 if counts.shape[0] == 3 else 2)

    def test_children_come_of_age(self):
        """A birthday that is a week off, somebody whose birthday is missed. Exact, every Monday."""
        expected, counts = self.counts(self.was("child"), "child", 18)
        self.assertTrue((expected == counts).all())
        seventeen = self.was("child") & (self.ages[:, 0] == 17)
        self.assertGreater(seventeen.sum(), 1000)
        last = self.book.spell["status"][self.book.last]
        self.assertFalse((last[seventeen] == self.book.spell_statuses.index("child")).any())

    def test_pension(self):
        """The same at 65: pensioners are all who were, and those who have turned 65. Exact."""
        younger, _ = self.counts(~self.was("pension"), "pension", 65)
        pensioners = self.book.persons[0, :, :, :3, self.book.statuses.index("pension")]
        pensioners = pensioners.sum(axis=0 if pensioners.shape[0] == 3 else 2)
        self.assertTrue((pensioners - pensioners[:, :1] == younger[:, :1] - younger).all())
        sixty_four = ~self.was("pension") & (self.ages[:, 0] == 64)
        self.assertGreater(sixty_four.sum(), 1000)
        last = self.book.spell["status"][self.book.last]
        self.assertTrue((last[sixty_four] == self.book.spell_statuses.index("pension")).all())

    def test_what_adults_of_18_do(self):
        """A status drawn by another origin's shares, or the same in every replicate.
        2 comparisons: in education, of Danish and non-Western origin."""
        shares = {(row["origin"], row["status"]): float(row["share"])
                  for row in table("coming_of_age")}
        turned = self.was("child") & (self.turns(18) < self.book.weeks)
        study = self.book.spells("education")[self.book.first + 1 * turned] & turned
        for origin in ("danish", "nonwestern"):
            group = turned & (self.people["origin"] == ORIGINS.index(origin))
            self.assert_binomial(study[group].sum(), group.sum(), shares[origin, "education"],
                                 origin)

    def test_early_retirement(self):
        """Early retirement at another age, of people who have no right to it, or of all.
        1 comparison; that nobody else retires is exact."""
        early = self.book.spell_statuses.index("early_retirement")
        may = ((self.was("employed") | self.was("insured_unemployed"))
               & (self.turns(60) >= 0) & (self.turns(60) < self.book.weeks))
        retired = (self.book.spell["status"][self.book.last] == early) & (self.start != early)
        self.assertFalse(retired[~may].any())
        self.assertGreater(may.sum(), 1000)
        self.assert_binomial(retired.sum(), may.sum(), self.book.share("ageing.early_retirement"))
        went = self.book.spell["start"][self.book.last][retired]
        self.assertTrue((went == self.turns(60)[retired] + 1).all())


if __name__ == "__main__":
    unittest.main()
