#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Promise 6: with moving, migration, family and ageing off, the place's uplift is the people's,
integer for integer; and the decomposition is an identity in every area, year and replicate, always."""
import unittest

import h5py
import numpy as np
from loft import DEFINITIONS, Case, POLICIES, columns, names, village

CLOSED = """
[moving]
enabled = no
[migration]
enabled = no
[family]
enabled = no
[ageing]
enabled = no
"""
PLACES = ["estate", "rental", "owner", "rest_of_village"]


def identity(test, out):
    """What holds of every file: the sum of the parts, the chain of years, the agreement of uplift and
    decomposition at the two ends."""
    d = columns(out, "decomposition")
    for name in d:
        test.assertTrue(np.issubdtype(d[name].dtype, np.integer), name)
    test.assertFalse(d["residual"].any())
    np.testing.assert_array_equal(
        d["employed_end"] - d["employed_start"],
        d["stayers_change"] + d["arrivals_employed"] - d["leavers_employed"]
        + d["aged_in_employed"] - d["aged_out_employed"])
    for part, whole in (("arrivals_employed", "arrivals"), ("leavers_employed", "leavers"),
                        ("aged_in_employed", "aged_in"), ("aged_out_employed", "aged_out")):
        test.assertTrue((d[part] >= 0).all() and (d[part] <= d[whole]).all(), part)
    test.assertTrue((abs(d["stayers_change"]) <= d["stayers"]).all())
    key = list(zip(d["variant"], d["area"], d["replicate"], d["definition"]))
    years = {}
    for i, k in enumerate(key):
        years.setdefault(k, []).append(i)
    u = columns(out, "uplift")
    residents = u["cohort"] == names(out, "cohort").index("residents")
    ends = {}
    for i in np.flatnonzero(residents):
        ends[u["variant"][i], u["area"][i], u["replicate"][i], u["definition"][i],
             u["to_week"][i]] = i
    last = u["to_week"].max()
    for k, rows in years.items():
        rows.sort(key=lambda i: (d["year"][i] == 0, d["year"][i]))  # `all` is 0 in the file
        *yearly, run = rows
        test.assertEqual(d["year"][run], 0)
        test.assertEqual([d["year"][i] for i in yearly],
                         list(range(d["year"][yearly[0]], d["year"][yearly[0]] + len(yearly))))
        for before, after in zip(yearly, yearly[1:]):
            test.assertEqual(d["employed_end"][before], d["employed_start"][after])
            # everybody of 18-64 who is there at the turn of the year
            test.assertEqual(
                d["stayers"][before] + d["arrivals"][before] + d["aged_in"][before],
                d["stayers"][after] + d["leavers"][after] + d["aged_out"][after])
        test.assertEqual(d["employed_start"][yearly[0]], d["employed_start"][run])
        test.assertEqual(d["employed_end"][yearly[-1]], d["employed_end"][run])
        end = ends[(*k, last)]
        test.assertEqual(d["employed_end"][run], u["residents_employed_end"][end])
        test.assertEqual(d["stayers"][run] + d["arrivals"][run] + d["aged_in"][run],
                         u["residents_end"][end])
        if u["from_week"][end] == 0:
            test.assertEqual(d["employed_start"][run], u["residents_employed_start"][end])
            test.assertEqual(d["stayers"][run] + d["leavers"][run] + d["aged_out"][run],
                             u["residents_start"][end])
    test.assertEqual(len(years), len(set(key)))
    return d, u


def shares(test, u):
    """Uplifts are the differences of the shares of the counts beside them."""
    with np.errstate(invalid="ignore", divide="ignore"):
        people = (u["cohort_employed_end"] / u["cohort_end"]
                  - u["cohort_employed_start"] / u["cohort_size"])
        place = (u["residents_employed_end"] / u["residents_end"]
                 - u["residents_employed_start"] / u["residents_start"])
    np.testing.assert_array_equal(people, u["individual_uplift"])
    np.testing.assert_array_equal(place, u["area_uplift"])


class Closed(Case):
    """Nobody comes, goes, grows older or is born."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        scenario = cls.write("v.ini", village(
            POLICIES.replace("process = moving", "process = separation").replace("1.3", "1.1")
            + CLOSED, weeks=208, replicates=3))
        cls.out = cls.run_file(scenario, "v")
        cls.d, cls.u = columns(cls.out, "decomposition"), columns(cls.out, "uplift")

    def test_people_are_the_place(self):
        """Any change of residence, age or vital status that is not owned by its switch; a cohort
        and a place that count employment, or 18-64, by different rules."""
        u = self.u
        rows = u["cohort"] == names(self.out, "cohort").index("residents")
        seen = set(zip(u["area"][rows], u["definition"][rows]))
        self.assertEqual(len(seen), len(PLACES) * len(DEFINITIONS))
        for people, place in (("cohort_size", "residents_start"),
                              ("cohort_employed_start", "residents_employed_start"),
                              ("cohort_end", "residents_end"),
                              ("cohort_employed_end", "residents_employed_end"),
                              ("individual_uplift", "area_uplift")):
            np.testing.assert_array_equal(u[people][rows], u[place][rows])
        np.testing.assert_array_equal(u["cohort_size"][rows], u["cohort_end"][rows])
        for name in ("cohort_over64", "cohort_dead", "cohort_emigrated"):
            self.assertFalse(u[name].any(), name)

    def test_sums_are_sums_of_areas(self):
        """A declared sum that is counted by itself and misses somebody."""
        u, area = self.u, names(self.out, "area")
        def of(name, column):
            return u[column][u["area"] == area.index(name)]
        for column in ("cohort_size", "cohort_employed_end", "residents_employed_end"):
            np.testing.assert_array_equal(of("rental", column) + of("owner", column),
                                          of("rest_of_village", column))

    def test_only_stayers(self):
        """Somebody who arrives, leaves, comes of age or retires all the same."""
        for name in ("arrivals", "leavers", "aged_in", "aged_out", "arrivals_employed",
                     "leavers_employed", "aged_in_employed", "aged_out_employed", "residual"):
            self.assertFalse(self.d[name].any(), name)
        self.assertTrue(self.d["stayers_change"].any())

    def test_no_moves(self):
        """A change of dwelling by a process that nobody thought of."""
        m = columns(self.out, "moves")
        for name in m:
            if name.startswith(("in_", "out_", "within_")):
                self.assertFalse(m[name].any(), name)

    def test_population_stands_still(self):
        """Births, deaths or birthdays in the status table."""
        with h5py.File(self.out, "r") as file:
            persons = file["series/persons"][:]
        total = persons.sum(axis=4)
        self.assertTrue((total == total[:, :, :1]).all())
        status = names(self.out, "status")
        for name in ("child", "pension"):
            of = persons[..., status.index(name)]
            self.assertTrue((of == of[:, :, :1]).all(), name)

    def test_something_happens(self):
        """This test itself: people do find and lose work in it, and policies act."""
        self.assertGreater(np.ptp(self.u["area_uplift"]), 0.01)
        digests = self.digests(self.out)
        self.assertNotEqual(digests["base", 0], digests["finding", 0])

    def test_identity(self):
        """See identity()."""
        identity(self, self.out)
        shares(self, self.u)


class EachSwitch(Case):
    """One of the four switched on: what it owns, and nothing else, tells people from place."""

    def parts(self, process):
        body = CLOSED.replace(f"[{process}]\nenabled = no", f"[{process}]\nenabled = yes")
        out = self.run_file(self.write(process + ".ini", village(body, weeks=156)), process)
        return columns(out, "decomposition"), columns(out, "uplift"), columns(out, "moves")

    def moved(self, m):
        return sum(int(m[name].sum()) for name in m if name.startswith(("in_", "out_", "within_")))

    def test_moving(self):
        """Moving that lets somebody out of the municipality, or ages anybody."""
        d, u, m = self.parts("moving")
        self.assertTrue(d["arrivals"].any() and d["leavers"].any())
        self.assertFalse(d["aged_in"].any() or d["aged_out"].any())
        self.assertFalse(u["cohort_dead"].any() or u["cohort_emigrated"].any())
        # within the municipality somebody's leaving is somebody's arriving
        area = d["area"] < 3
        def whole(name):
            return int(d[name][area & (d["year"] == 0) & (d["definition"] == 1)].sum())
        self.assertEqual(whole("arrivals"), whole("leavers"))
        self.assertEqual(int(m["in_persons"][m["area"] < 3].sum()),
                         int(m["out_persons"][m["area"] < 3].sum()))

    def test_migration(self):
        """Migration that moves somebody between two areas of the municipality."""
        d, u, m = self.parts("migration")
        self.assertTrue(d["arrivals"].any() and d["leavers"].any())
        self.assertFalse(d["aged_in"].any() or d["aged_out"].any())
        self.assertFalse(m["within_households"].any())
        rows = (u["cohort"] == 0) & (u["definition"] == 1)
        self.assertTrue(u["cohort_emigrated"][rows].any())
        self.assertFalse(u["cohort_dead"].any())

    def test_ageing(self):
        """Ageing that makes somebody move; birthdays or deaths owned by another process."""
        d, u, m = self.parts("ageing")
        self.assertFalse(d["arrivals"].any() or d["leavers"].any())
        self.assertTrue(d["aged_in"].any() and d["aged_out"].any())
        self.assertTrue(u["cohort_dead"].any() and u["cohort_over64"].any())
        self.assertEqual(self.moved(m), 0)

    def test_family(self):
        """A couple that moves together while moving is off; births or couples that change who is
        18-64."""
        d, u, m = self.parts("family")
        self.assertFalse(d["arrivals"].any() or d["leavers"].any())
        self.assertEqual(self.moved(m), 0)
        self.assertFalse(d["aged_in"].any() or d["aged_out"].any())
        self.assertFalse(u["cohort_dead"].any() or u["cohort_emigrated"].any())


class Open(Case):
    """An ordinary run: everything is on."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        scenario = cls.write("v.ini", village(POLICIES + "\n[measures]\ncohort_at = 2006-01-02\n",
                                              weeks=520, replicates=4))
        cls.out = cls.run_file(scenario, "v")

    def test_identity(self):
        """A person in no group or in two; a change that the counters or the groups do not see; a
        year that does not begin where the last one ended."""
        d, u = identity(self, self.out)
        shares(self, u)
        self.assertEqual(set(d["year"]), {0, *range(2006, 2016)})
        for name in ("arrivals", "leavers", "aged_in", "aged_out"):
            self.assertTrue(d[name].any())
        self.assertTrue((u["individual_uplift"] != u["area_uplift"]).any())

    def test_identity_with_a_later_cohort(self):
        """A cohort's date that moves the decomposition's."""
        out = self.run_file(self.write("w.ini", village(POLICIES, weeks=150)), "w")
        d, u = identity(self, out)
        self.assertTrue((u["from_week"] > 0).all())
        shares(self, u)

    def test_identity_in_a_short_run(self):
        """A run within one year, or one that ends on the first Monday of a year."""
        for weeks in (1, 30, 52, 53, 104):
            with self.subTest(weeks=weeks):
                out = self.run_file(self.write("short.ini", village(weeks=weeks)), "short")
                d, _ = identity(self, out)
                self.assertEqual(len(set(d["year"])), 3 if weeks > 52 else 2)

    def test_members_are_accounted_for(self):
        """A cohort member who is nowhere: not alive, dead, over 64 or abroad."""
        u = columns(self.out, "uplift")
        rows = u["cohort"] == names(self.out, "cohort").index("residents")
        np.testing.assert_array_equal(
            u["cohort_size"][rows],
            (u["cohort_end"] + u["cohort_over64"] + u["cohort_dead"] + u["cohort_emigrated"])[rows])
        children = u["cohort"] == names(self.out, "cohort").index("children")
        self.assertTrue((u["cohort_end"] + u["cohort_dead"] + u["cohort_emigrated"]
                         <= u["cohort_size"])[children].all())
        cash = u["cohort"] == names(self.out, "cohort").index("cash_benefit")
        self.assertTrue((u["cohort_size"][cash] <= u["cohort_size"][rows]).all())


if __name__ == "__main__":
    unittest.main()
