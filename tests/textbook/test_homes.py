# SPDX-License-Identifier: MIT
"""Closed forms of dwellings: vacancy chains (scenarios/textbook/chain.ini), neutral arrivals
(neutral.ini)."""
import unittest

import numpy as np
from textbook import Textbook, result, weekly


class Chains(Textbook):
    @classmethod
    def setUpClass(cls):
        cls.book = result("chain")
        cls.flows = cls.read_flows(cls.book)

    @staticmethod
    def read_flows(book):
        """Households (people, here) that left each area, climbed from rental to owner, and arrived
        in rental, by [replicate, week]."""
        rental, owner, outside = (book.areas.index(a) for a in ("rental", "owner", "outside"))
        replicate = book.person["replicate"][book.owner]
        week = book.spell["start"] - 1  # of the event with which a spell began
        before = np.concatenate(([-1], book.spell["area"][:-1]))
        begins = np.concatenate(([True], book.owner[1:] != book.owner[:-1]))
        area = book.spell["area"]

        def count(which):
            flow = np.zeros((book.replicates, book.weeks), int)
            np.add.at(flow, (replicate[which], week[which]), 1)
            return flow
        inside = ~begins & (book.spell["start"] > 0)
        arrived = begins & (book.spell["start"] > 0)
        return {"owner_left": count(inside & (before == owner) & (area == outside)),
                "rental_left": count(inside & (before == rental) & (area == outside)),
                "climbed": count(inside & (before == rental) & (area == owner)),
                "descended": count(inside & (before == owner) & (area == rental)),
                "arrived": count(arrived & (area == rental)),
                "arrived_owner": count(arrived & (area == owner))}

    def table(self, area, *columns):
        """Sums over the years of columns of the table `moves`, by replicate."""
        moves = self.book.moves
        rows = moves["area"] == self.book.areas.index(area)
        return [np.array([moves[column][rows & (moves["replicate"] == r)].sum()
                          for r in range(self.book.replicates)]) for column in columns]

    def assert_lags(self, flows, lag):
        """Every vacated dwelling is let exactly `lag` weeks later, one rung at a time."""
        weeks = flows["climbed"].shape[1]
        self.assertTrue((flows["climbed"][:, lag:] == flows["owner_left"][:, :weeks - lag]).all())
        vacated = flows["rental_left"] + flows["climbed"]
        self.assertTrue((flows["arrived"][:, lag:] == vacated[:, :weeks - lag]).all())
        for name in ("climbed", "arrived"):
            self.assertEqual(flows[name][:, :lag].sum(), 0)

    def test_a_ladder(self):
        """A dwelling rented to people who cannot pay, a home sold to people without work while
        others want it: vacancies that move another way than from owned to rented dwellings to the
        outside. Exact."""
        self.assertEqual(self.flows["descended"].sum(), 0)
        self.assertEqual(self.flows["arrived_owner"].sum(), 0)
        self.assertGreater(self.flows["climbed"].sum(), 1000)

    def test_homes_wait_for_somebody_with_work(self):
        """A home sold to people without work when nobody else looks at it. Exact."""
        book = result("chain", "moving.search=0", "scenario.weeks=104")
        flows = self.read_flows(book)
        self.assertGreater(flows["owner_left"].sum(), 1000)
        self.assertGreater(flows["arrived"].sum(), 1000)
        self.assertEqual(flows["climbed"].sum() + flows["arrived_owner"].sum(), 0)

    def test_one_link_a_week(self):
        """A dwelling offered in the week in which it was vacated, or a week late; a dwelling that
        is passed over although somebody claims it. Exact, week for week."""
        turnaround = int(self.book.settings["moving.turnaround_market"])
        self.assert_lags(self.flows, turnaround + 1)

    def test_without_turnaround(self):
        """The same where dwellings are let at once: then a chain climbs one rung a week. Exact."""
        book = result("chain", "moving.turnaround_market=0", "scenario.weeks=104")
        self.assert_lags(self.read_flows(book), 1)

    def test_chain_length(self):
        """Dwellings that get lost on the way or are let twice: over chains that are completed,
        lettings per arrival are the mean length 1 / (1 - r) and the row sums of (I - Q)^-1.
        Exact."""
        lag = int(self.book.settings["moving.turnaround_market"]) + 1
        begun = {name: self.flows[name][:, :-2 * lag].sum() for name in
                 ("owner_left", "rental_left")}
        climbed = self.flows["climbed"][:, lag:-lag].sum()
        arrived = (self.flows["arrived"][:, 2 * lag:].sum()  # ends of all, but those that began ...
                   + self.flows["arrived"][:, lag:2 * lag].sum()  # ... as renters left early
                   - self.flows["rental_left"][:, -2 * lag:-lag].sum())  # ... or late
        links = np.linalg.inv(np.eye(2) - np.array([[0, 1], [0, 0]])).sum(axis=1)  # owner, rental
        lettings = climbed + arrived
        self.assertEqual(lettings, links @ [begun["owner_left"], begun["rental_left"]])
        r = climbed / lettings
        self.assertAlmostEqual(lettings / arrived, 1 / (1 - r), places=12)

    def test_share_of_residents(self):
        """People of one tenure who leave more often than those of the other: a vacancy begins in an
        owned dwelling in half of the cases, so r = 1/3. 1 comparison."""
        owner, rental = self.flows["owner_left"].sum(), self.flows["rental_left"].sum()
        # dwellings stand vacant for 5 weeks, the rented ones twice as often
        leave = weekly(0.05)
        homes = np.array([1 - 5 * leave, 1 - 10 * leave])
        self.assert_binomial(owner, owner + rental, homes[0] / homes.sum())

    def test_stock_of_vacant_dwellings(self):
        """A vacated dwelling that is not counted as vacant, one that is let but stays so. Exact, by
        area and replicate: vacant at the end = those who left minus those who came."""
        moves = self.book.moves
        last = moves["year"] == moves["year"].max()  # one week
        for area in ("rental", "owner", "whole"):
            rows = last & (moves["area"] == self.book.areas.index(area))
            vacant = moves["vacant_dwellings"][rows][np.argsort(moves["replicate"][rows])]
            came, left = self.table(area, "in_households", "out_households")
            self.assertEqual(list(vacant), list(left - came), area)
            self.assertTrue((vacant > 0).all())

    def test_table_and_life_courses_agree(self):
        """A move that the table counts twice, in the wrong area or not at all. Exact."""
        came, left, within = self.table("whole", "in_households", "out_households",
                                        "within_households")
        flows = {name: flow.sum(axis=1) for name, flow in self.flows.items()}
        self.assertEqual(list(came), list(flows["arrived"]))
        self.assertEqual(list(left), list(flows["owner_left"] + flows["rental_left"]))
        self.assertEqual(list(within), list(flows["climbed"]))

    def test_stay_in_the_municipality(self):
        """People who leave at another rate than the table's, or twice. 2 comparisons: those who
        lived here at the start and still do after one year and after five."""
        book = self.book
        outside = book.areas.index("outside")
        gone = np.full(len(book.first), book.weeks + 1)
        left = book.spell["area"] == outside
        gone[book.owner[left][::-1]] = book.spell["start"][left][::-1]
        at_start = book.spell["start"][book.first] == 0
        for week in (52, 260):
            self.assert_binomial((gone[at_start] > week).sum(), at_start.sum(),
                                 (1 - weekly(0.05)) ** week, f"week {week}")


class Neutral(Textbook):
    """Neutral arrivals (scenarios/textbook/neutral.ini)."""

    @staticmethod
    def flows(book):
        """Renters who left and who came, by [with work or not, replicate, week]."""
        rental = book.areas.index("rental")
        replicate = book.person["replicate"][book.owner]
        begins = np.concatenate(([True], book.owner[1:] != book.owner[:-1]))
        before = np.concatenate(([-1], book.spell["area"][:-1]))
        work = (book.spell["hours"] >= 20).astype(int)  # nobody's ever changes
        flow = np.zeros((2, 2, book.replicates, book.weeks), int)
        later = book.spell["start"] > 0
        for n, which in enumerate((~begins & later & (before == rental),
                                   begins & later & (book.spell["area"] == rental))):
            np.add.at(flow[n], (work[which], replicate[which], book.spell["start"][which] - 1), 1)
        return flow

    def test_arrivals_are_the_leavers(self):
        """A dwelling that does not remember who left it, or goes to somebody unlike while somebody
        alike claims it. Exact, week for week, by work."""
        book = result("neutral")
        left, came = self.flows(book)
        lag = int(book.settings["moving.turnaround_market"]) + 1
        self.assertGreater(left[0].sum(), 50)
        self.assertGreater(left[1].sum(), 200)
        self.assertTrue((came[:, :, lag:] == left[:, :, :-lag]).all())
        self.assertEqual(came[:, :, :lag].sum(), 0)

    def test_without_it_landlords_choose(self):
        """A switch that is always on: by the ordinary list most who come are in work. 1 bound: with
        the two hundred who claim each home, the best of them practically always works."""
        left, came = self.flows(result("neutral", "letting.neutral=no"))
        self.assertGreater(left[0].sum(), 50)
        self.assertGreater(came[1].sum(), 0.9 * came.sum())


if __name__ == "__main__":
    unittest.main()
