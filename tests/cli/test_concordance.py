#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Two tables of a file tell the same story: everything that can be counted from the life courses of
all (trajectories = all) is counted again here, by other means, and must agree to the person.

Fails when a counter misses an event, counts it twice, or follows another rule than the one that the
interface gives."""
import unittest

import h5py
import numpy as np
from loft import DEFINITIONS, Case, POLICIES, columns, names, village

BENEFIT = ("wage_subsidy flexjob sheltered_job community_job insured_unemployed cash_benefit"
           " education_benefit integration_benefit practice language course combined sickness"
           " rehabilitation resource_course job_clarification waiting_benefit parental_leave"
           " disability_pension early_retirement pension").split()
START_WEEK = (np.datetime64("2006-01-02") - np.datetime64("1900-01-01")).astype(int) // 7
NOWHERE, OUTSIDE = 30, 31  # residence codes of this test: dead, abroad, not yet there; outside


class Lives:
    """The life courses of one variant and replicate, as arrays of person x week."""

    def __init__(self, path, variant, replicate):
        self.status_names, self.area_names = names(path, "status"), names(path, "area")
        with h5py.File(path, "r") as file:
            person = {name: file["person"][name][:] for name in
                      ("variant", "replicate", "key", "birth_week", "spell_count", "sex", "origin")}
            mine = (person["variant"] == variant) & (person["replicate"] == replicate)
            of_spell = np.repeat(mine, person["spell_count"])
            spell = {name: item[:][of_spell] for name, item in file["spell"].items()
                     if name != "spell"}
            self.weeks = file["week"].shape[0]
        self.count = int(mine.sum())
        self.origin, self.sex = person["origin"][mine], person["sex"][mine]
        self.birth_week, self.key = person["birth_week"][mine], person["key"][mine]
        row = np.repeat(np.arange(self.count), person["spell_count"][mine])
        shape = (self.count, self.weeks)
        self.area = np.full(shape, NOWHERE, np.int8)
        self.status = np.full(shape, -1, np.int8)
        self.hours = np.zeros(shape, np.int16)
        outside = self.area_names.index("outside")
        for i, start, end, status, area, hours in zip(row, spell["start"], spell["end"],
                                                      spell["status"], spell["area"],
                                                      spell["hours"]):
            self.area[i, start:end + 1] = OUTSIDE if area == outside else area
            self.status[i, start:end + 1] = status
            self.hours[i, start:end + 1] = hours
        code = self.status_names.index
        self.child = self.status == code("child")
        self.old = self.status == code("pension")
        self.working = (self.status >= 0) & ~self.child & ~self.old
        student = (self.status == code("education")) | (self.status == code("apprenticeship"))
        on_benefit = np.isin(self.status, [code(name) for name in BENEFIT])
        clarified = np.isin(self.status, [code(name) for name in
                                          ("disability_pension", "flexjob", "sheltered_job")])
        self.meets = {"e1": self.hours >= 1, "e2": self.hours >= 20,
                      "e3": (self.hours >= 1) & ~on_benefit,
                      "e4": (self.hours >= 20) | student, "e5": clarified}
        for name in self.meets:
            self.meets[name] &= self.working

    def within(self, area):
        """Who lives in an area or declared sum, by week."""
        parts = {"rest_of_village": ("rental", "owner")}.get(area, (area,))
        return np.isin(self.area, [self.area_names.index(part) for part in parts])


class Concordance(Case):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        scenario = cls.write("v.ini", village(
            POLICIES + "\n[output]\ntrajectories = all\n"
            "\n[cohort young]\nareas = estate, owner\nages = 18-24\nsex = female\n"
            "\n[variant finding]\nenable = finding\n"
            "\n[variant rest]\nenable = moving, letting\n", weeks=260))
        cls.out = cls.run_file(scenario, "v")
        cls.areas = [a for a in names(cls.out, "area") if a != "outside"]
        cls.variants = names(cls.out, "variant")
        cls.lives = {(v, r): Lives(cls.out, v, r) for v in range(len(cls.variants))
                     for r in range(2)}
        with h5py.File(cls.out, "r") as file:
            cls.series = file["series/persons"][:]
            cls.monday = np.datetime64("2006-01-02") + 7 * np.arange(file["week"].shape[0])

    def of(self, table, variant, replicate):
        data = columns(self.out, table)
        rows = (data["variant"] == variant) & (data["replicate"] == replicate)
        return {name: values[rows] for name, values in data.items()}

    def test_status_from_spells(self):
        """A spell that begins or ends a week off, or goes to the wrong person or area."""
        for (v, r), life in self.lives.items():
            for a, area in enumerate(self.areas):
                here = life.within(area)
                for s in range(len(life.status_names)):
                    np.testing.assert_array_equal((here & (life.status == s)).sum(axis=0),
                                                  self.series[v, r, :, a, s],
                                                  f"{area} {life.status_names[s]}")

    def test_series_and_table(self):
        """A status table that leaves somebody out, or another order of axes."""
        for (v, r) in self.lives:
            t = self.of("status", v, r)
            counted = np.zeros(self.series.shape[2:], int)
            np.add.at(counted, (t["week"], t["area"], t["status"]), t["persons"])
            listed = len(self.areas)
            np.testing.assert_array_equal(counted[:, :listed], self.series[v, r, :, :listed])
            # nothing is listed twice
            self.assertEqual(len(set(zip(t["week"], t["area"], t["status"]))), len(t["week"]))

    def test_status_sums(self):
        """A declared sum that is not the sum of its areas; a place that does not begin with
        everybody."""
        area = self.areas.index
        np.testing.assert_array_equal(
            self.series[..., area("rental"), :] + self.series[..., area("owner"), :],
            self.series[..., area("rest_of_village"), :])
        parts = self.series[:, :, 0, :3].sum(axis=(2, 3))
        self.assertTrue((parts == 2000).all(), parts)

    def test_residents_of_uplift(self):
        """A table `uplift` that counts other residents of 18-64 than `status` does."""
        u = columns(self.out, "uplift")
        status = names(self.out, "status")
        working = [s for s, name in enumerate(status) if name not in ("child", "pension")]
        people = self.series[..., working].sum(axis=4)
        at = (u["variant"], u["replicate"])
        np.testing.assert_array_equal(people[(*at, u["from_week"], u["area"])],
                                      u["residents_start"])
        np.testing.assert_array_equal(people[(*at, u["to_week"], u["area"])], u["residents_end"])

    def members(self, life, cohort, area, week):
        """Who is in a cohort, by the text of the interface."""
        here = life.within(area)[:, week]
        code = life.status_names.index
        status = life.status[:, week]
        if cohort == "residents":
            return here & life.working[:, week]
        if cohort == "cash_benefit":
            return here & np.isin(status, [code(name) for name in (
                "cash_benefit", "education_benefit", "integration_benefit", "practice", "language",
                "course", "combined")])
        # completed years on the Monday
        born = np.datetime64("1900-01-01") + 7 * life.birth_week.astype("timedelta64[D]")
        date = self.monday[week]
        years = date.astype("datetime64[Y]").astype(int) - born.astype("datetime64[Y]").astype(int)
        before = (date - date.astype("datetime64[Y]").astype("datetime64[D]")
                  < born - born.astype("datetime64[Y]").astype("datetime64[D]"))
        years = years - before
        if cohort == "children":
            return here & life.child[:, week] & (years >= 8)
        place = life.within("estate")[:, week] | life.within("owner")[:, week]
        years = np.where(life.working[:, week], np.clip(years, 18, 64), years)
        return (here & place & (life.sex == 1) & (years >= 18) & (years <= 24)
                & life.working[:, week])

    def test_uplift_from_spells(self):
        """A member who is dropped or counted twice after a change; a definition of employment that
        is not the interface's."""
        cohorts = names(self.out, "cohort")
        self.assertEqual(cohorts, ["residents", "cash_benefit", "children", "young"])
        for (v, r), life in self.lives.items():
            u = self.of("uplift", v, r)
            self.assertEqual(sorted(set(u["to_week"] - u["from_week"])), [52, 104, 156, 208, 251])
            for i in range(len(u["area"])):
                start, end = u["from_week"][i], u["to_week"][i]
                area, cohort = self.areas[u["area"][i]], cohorts[u["cohort"][i]]
                meets = life.meets[DEFINITIONS[u["definition"][i]]]
                member = self.members(life, cohort, area, start)
                here = life.within(area)
                alive = life.area[:, end] != NOWHERE
                expected = {
                    "cohort_size": member,
                    "cohort_employed_start": member & meets[:, start],
                    "cohort_end": member & alive & life.working[:, end],
                    "cohort_employed_end": member & alive & meets[:, end],
                    "cohort_over64": member & alive & life.old[:, end],
                    "residents_start": here[:, start] & life.working[:, start],
                    "residents_employed_start": here[:, start] & meets[:, start],
                    "residents_end": here[:, end] & life.working[:, end],
                    "residents_employed_end": here[:, end] & meets[:, end]}
                for name, who in expected.items():
                    self.assertEqual(int(who.sum()), u[name][i], (v, r, area, cohort, end, name))
                self.assertEqual(int((member & ~alive).sum()),
                                 u["cohort_dead"][i] + u["cohort_emigrated"][i])

    def test_decomposition_from_spells(self):
        """A group of the decomposition that takes somebody from another one: the identity would
        still hold."""
        years = self.monday[:-1].astype("datetime64[Y]").astype(int) + 1970
        for (v, r), life in self.lives.items():
            d = self.of("decomposition", v, r)
            for i in range(len(d["area"])):
                if d["year"][i] == 0:
                    start, end = 0, life.weeks - 1
                else:
                    weeks = np.flatnonzero(years == d["year"][i])
                    start, end = weeks[0], weeks[-1] + 1
                here = life.within(self.areas[d["area"][i]])
                meets = life.meets[DEFINITIONS[d["definition"][i]]]
                first = here[:, start] & life.working[:, start]
                last = here[:, end] & life.working[:, end]
                self.assertEqual(int((first & last).sum()), d["stayers"][i])
                self.assertEqual(int((meets[:, end] & first & last).sum())
                                 - int((meets[:, start] & first & last).sum()),
                                 d["stayers_change"][i])
                child_here = here[:, start] & life.child[:, start]
                aged_in, arrivals = last & ~first & child_here, last & ~first & ~child_here
                self.assertEqual(int(aged_in.sum()), d["aged_in"][i])
                self.assertEqual(int((aged_in & meets[:, end]).sum()), d["aged_in_employed"][i])
                self.assertEqual(int(arrivals.sum()), d["arrivals"][i])
                self.assertEqual(int((arrivals & meets[:, end]).sum()), d["arrivals_employed"][i])
                gone = first & ~last
                old = gone & life.old[:, end]
                # the dead and the emigrated both have no spell any more: together they agree
                vanished = gone & (life.area[:, end] == NOWHERE)
                self.assertLessEqual(int(old.sum()), d["aged_out"][i])
                self.assertLessEqual(d["aged_out"][i], int((old | vanished).sum()))
                self.assertEqual(int(gone.sum()), d["aged_out"][i] + d["leavers"][i])
                self.assertEqual(int((gone & meets[:, start]).sum()),
                                 d["aged_out_employed"][i] + d["leavers_employed"][i])

    def test_moves_from_spells(self):
        """A person who crosses the border of an area without a move being counted, or the other
        way round; an adult or a job of the week after the move instead of the week before."""
        years = self.monday[:-1].astype("datetime64[Y]").astype(int) + 1970
        for (v, r), life in self.lives.items():
            m = self.of("moves", v, r)
            new = life.area[:, :-1] == NOWHERE
            gone = life.area[:, 1:] == NOWHERE
            first = np.arange(1, life.weeks)[None, :]
            born = new & life.child[:, 1:] & (
                first - (life.birth_week[:, None] - START_WEEK) <= 1)
            # somebody who comes from nowhere is what he or she is on arrival
            adult = np.where(new, life.working[:, 1:], life.working[:, :-1])
            employed = np.where(new, life.meets["e2"][:, 1:], life.meets["e2"][:, :-1])
            for i in range(len(m["area"])):
                here = life.within(self.areas[m["area"][i]])
                week = years == m["year"][i]
                comes = (here[:, 1:] & ~here[:, :-1] & ~born)[:, week]
                goes = (here[:, :-1] & ~here[:, 1:])[:, week]
                left = goes & ~gone[:, week]
                for name, who in (("persons", np.ones_like(adult)), ("adults", adult),
                                  ("employed", employed)):
                    who = who[:, week]
                    where = (v, r, self.areas[m["area"][i]], m["year"][i], name)
                    # an infant who arrives in the week of birth or the next looks like one born here
                    unseen = m["in_" + name][i] - int((comes & who).sum())
                    self.assertIn(unseen, (0, 1) if name == "persons" else (0,), where)
                    # of those who vanish some died (no move) and some emigrated (a move)
                    self.assertLessEqual(int((left & who).sum()), m["out_" + name][i], where)
                    self.assertLessEqual(m["out_" + name][i], int((goes & who).sum()), where)

    def test_population_change(self):
        """People who appear or disappear between two years: all change is births, deaths, and
        persons of `moves`."""
        body = ("\n[family]\nenabled = no\n[ageing]\nenabled = no\n")
        out = self.run_file(self.write("w.ini", village(body, weeks=300)), "w")
        m = columns(out, "moves")
        with h5py.File(out, "r") as file:
            people = file["series/persons"][:].sum(axis=4)
        first = {year: int(np.flatnonzero(
            (np.datetime64("2006-01-02") + 7 * np.arange(300)).astype("datetime64[Y]").astype(int)
            + 1970 == year)[0]) for year in range(2006, 2012)}
        first[2012] = 300
        self.assertEqual(set(m["year"]), set(range(2006, 2012)))
        for i in range(len(m["year"])):
            at = m["variant"][i], m["replicate"][i]
            year, area = m["year"][i], m["area"][i]
            self.assertEqual(people[(*at, first[year + 1], area)] - people[(*at, first[year], area)],
                             m["in_persons"][i] - m["out_persons"][i])

    def test_moves_within_themselves(self):
        """Persons, adults and employed of other households than those that moved."""
        m = columns(self.out, "moves")
        for way in ("in", "out"):
            self.assertTrue((m[way + "_persons"] >= m[way + "_adults"]).all())
            self.assertTrue((m[way + "_adults"] >= m[way + "_employed"]).all())
            self.assertTrue((m[way + "_persons"] >= m[way + "_households"]).all())
        self.assertTrue((m["vacant_dwellings"] >= 0).all())
        self.assertTrue((m["vacant_dwellings"] <= m["dwellings"]).all())
        area = self.areas.index
        def of(name, column):
            return m[column][m["area"] == area(name)]
        np.testing.assert_array_equal(of("rental", "dwellings") + of("owner", "dwellings"),
                                      of("rest_of_village", "dwellings"))
        np.testing.assert_allclose(
            of("rental", "vacant_dwellings") + of("owner", "vacant_dwellings"),
            of("rest_of_village", "vacant_dwellings"), rtol=1e-12)
        # what moves between the two parts of a sum does not cross the sum's border
        for way in ("in_persons", "out_persons", "in_households", "out_households"):
            self.assertTrue((of("rental", way) + of("owner", way)
                             >= of("rest_of_village", way)).all())

    def test_channels(self):
        """Hires of a sum that are not those of its areas; a channel that nobody declared."""
        c = columns(self.out, "channels")
        area = self.areas.index
        def of(name):
            return c["hires"][c["area"] == area(name)]
        np.testing.assert_array_equal(of("rental") + of("owner"), of("rest_of_village"))
        self.assertEqual(names(self.out, "channel")[:3], ["direct", "acquaintance", "jobcentre"])
        self.assertTrue((c["hires"] >= 0).all() and c["hires"].any())

    def test_lives_do_not_jump(self):
        """A life that goes backwards: a pensioner who is a child again, somebody who is dead and
        returns, a child of 18."""
        for life in self.lives.values():
            for a in range(life.weeks - 1):
                now, then = life.status[:, a], life.status[:, a + 1]
                there = (now >= 0) & (then >= 0)
                self.assertFalse((there & life.old[:, a] & ~life.old[:, a + 1]).any())
                self.assertFalse((there & life.child[:, a + 1] & ~life.child[:, a]).any())
            gone = (life.area[:, :-1] != NOWHERE) & (life.area[:, 1:] == NOWHERE)
            self.assertTrue((gone.sum(axis=1) <= 1).all())
            came = (life.area[:, :-1] == NOWHERE) & (life.area[:, 1:] != NOWHERE)
            self.assertTrue((came.sum(axis=1) <= 1).all())
            week = np.arange(life.weeks)[None, :] + START_WEEK
            weeks_old = week - life.birth_week[:, None]
            self.assertTrue((weeks_old[life.child] <= 18 * 52.18 + 2).all())
            self.assertTrue((weeks_old[life.old] >= 65 * 52.17 - 2).all())
            self.assertTrue((weeks_old[life.working] >= 18 * 52.17 - 2).all())
            self.assertTrue((weeks_old[life.working] <= 65 * 52.18 + 2).all())


if __name__ == "__main__":
    unittest.main()
