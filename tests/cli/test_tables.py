#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""What programs read from the tables: columns, rows, precision, filters; and what `compare` makes of
them. The names are those of the interface, which is not to change."""
import csv
import io
import json
import math
import unittest

import h5py
import numpy as np
from loft import DEFINITIONS, ROOT, Case, POLICIES, columns, names, village

COLUMNS = {
    "uplift": "variant,area,replicate,cohort,definition,from_week,to_week,cohort_size,"
              "cohort_employed_start,cohort_end,cohort_employed_end,cohort_over64,cohort_dead,"
              "cohort_emigrated,individual_uplift,individual_uplift_age_adjusted,residents_start,"
              "residents_employed_start,residents_end,residents_employed_end,area_uplift",
    "decomposition": "variant,area,replicate,definition,year,employed_start,stayers_change,"
                     "arrivals_employed,leavers_employed,aged_in_employed,aged_out_employed,"
                     "employed_end,residual,stayers,arrivals,leavers,aged_in,aged_out",
    "status": "variant,area,replicate,week,monday,status,persons",
    "moves": "variant,area,replicate,year,in_households,out_households,within_households,in_persons,"
             "out_persons,in_adults,out_adults,in_employed,out_employed,dwellings,vacant_dwellings",
    "channels": "variant,area,replicate,year,channel,hires",
    "compare": "measure,area,variant,base,estimate,mc_se,mc_low,mc_high,world_low,world_high,worlds,"
               "sign_agree,replicates,replicates_needed",
}
STATUSES = ("employed self_employed wage_subsidy flexjob sheltered_job community_job"
            " insured_unemployed cash_benefit education_benefit integration_benefit practice language"
            " course combined education apprenticeship sickness rehabilitation resource_course"
            " job_clarification waiting_benefit parental_leave disability_pension early_retirement"
            " pension self_supported child").split()
AREAS = ["estate", "rental", "owner", "rest_of_village"]
# the 97.5 % points of Student's t for 1 to 5 degrees of freedom
T95 = {1: 12.7062, 2: 4.3027, 3: 3.1824, 4: 2.7764, 5: 2.5706}


class Tables(Case):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.scenario = cls.write("v.ini", village(POLICIES, weeks=300, replicates=4))
        cls.out = cls.run_file(cls.scenario, "v")
        cls.variants = ["base", "finding", "moving", "letting"]

    def test_columns(self):
        """A column that is renamed, moved or dropped. More may follow at the end."""
        for table, expected in COLUMNS.items():
            if table == "compare":
                text = self.loft("compare", self.out, "--format", "csv").stdout
            else:
                text = self.csv_text(table, self.out)
            self.assertTrue(text.isascii() and text.endswith("\n") and "\r" not in text)
            self.assertEqual(text.split("\n", 1)[0][:len(expected)], expected, table)

    def test_columns_of_the_file(self):
        """A column of the file that the printed table does not have, or the other way round."""
        with h5py.File(self.out, "r") as file:
            self.assertEqual(set(file["table"]), set(COLUMNS) - {"compare"})
            for table in file["table"]:
                printed = self.csv_text(table, self.out).split("\n", 1)[0].split(",")
                self.assertEqual(set(file["table"][table]) - {"row"}, set(printed))

    def test_listed_and_explained(self):
        """A table that nobody can find: `loft table` lists them, `loft explain` says what is in
        their columns."""
        listed = self.loft("table").stdout
        for table, expected in COLUMNS.items():
            if table != "compare":
                self.assertRegex(listed, rf"(?m)^{table} ")
            text = self.loft("explain", table).stdout
            for column in expected.split(","):
                self.assertRegex(text, rf"(?m)^  {column} ")

    def test_areas_variants_replicates(self):
        """An area, sum, variant or replicate that is missing from a table, or `outside` in it."""
        for table in COLUMNS:
            if table == "compare":
                continue
            seen = {(row["variant"], row["area"], int(row["replicate"]))
                    for row in self.rows(table, self.out)}
            self.assertEqual(seen, {(v, a, r) for v in self.variants for a in AREAS
                                    for r in range(4)}, table)

    def test_names(self):
        """An id that is not the interface's."""
        self.assertEqual(names(self.out, "status"), STATUSES)
        self.assertEqual(names(self.out, "definition"), list(DEFINITIONS))
        self.assertEqual(names(self.out, "channel"), ["direct", "acquaintance", "jobcentre"])
        self.assertEqual(names(self.out, "cohort"), ["residents", "cash_benefit", "children"])
        self.assertEqual(names(self.out, "area"), AREAS + ["outside"])
        self.assertEqual(names(self.out, "variant"), self.variants)
        self.assertEqual(names(self.out, "sex"), ["male", "female"])
        self.assertEqual(names(self.out, "origin"), ["danish", "western", "nonwestern"])

    def test_uplift_rows(self):
        """Another rule for when a row is due: every 52 weeks after the cohort's date, ascending,
        and the end of the run last."""
        rows = self.rows("uplift", self.out)
        weeks = [9 + 52 * k for k in range(1, 6)] + [300]
        groups = {}
        for row in rows:
            self.assertEqual(row["from_week"], "9")  # the earliest policy that has a date
            groups.setdefault((row["variant"], row["area"], row["replicate"], row["cohort"],
                               row["definition"]), []).append(int(row["to_week"]))
        self.assertEqual(len(groups), 4 * 4 * 4 * 3 * 5)
        for group in groups.values():
            self.assertEqual(group, weeks)

    def test_uplift_rows_of_other_lengths(self):
        """A last row that is written twice, or left out."""
        for weeks, at, expected in ((104, "2006-01-02", [52, 104]), (51, "2006-01-02", [51]),
                                    (53, "2006-01-02", [52, 53]), (1, "2006-01-02", [1]),
                                    (130, "2006-07-03", [78, 130]), (60, "2007-02-19", [60]),
                                    # any day: its first Monday
                                    (130, "2006-06-28", [78, 130])):
            with self.subTest(weeks=weeks, at=at):
                out = self.run_file(self.write("w.ini", village(
                    f"\n[measures]\ncohort_at = {at}\n", weeks=weeks, replicates=1)), "w")
                u = columns(out, "uplift")
                self.assertEqual(sorted(set(u["to_week"])), expected)

    def test_cohorts_date(self):
        """A date that is not the earliest policy inside the run; silence where it is beyond it."""
        late = POLICIES + "\n[policy later]\npreset = flexible_letting\nareas = all\nfrom = {}\n"
        for text, expected, warned in (
                ("", 0, False), (POLICIES, 9, False),
                (POLICIES + "\n[measures]\ncohort_at = 2006-12-04\n", 48, False),
                (POLICIES + "\n[cohort some]\nat = 2006-12-04\n", 48, False),
                (late.format("2006-01-09"), 1, False),
                (late.format("2004-01-05"), 9, False),
                (late.format("2020-01-06"), 9, False),
                ("\n[measures]\ncohort_at = 2020-01-06\n", 0, True),
                ("\n[measures]\ncohort_at = 2004-01-05\n", 0, True)):
            with self.subTest(text):
                out = str(self.folder / "d.h5")
                run = self.loft("run", self.write("d.ini", village(text, weeks=60, replicates=1)),
                                "-o", out)
                self.assertEqual(set(columns(out, "uplift")["from_week"]), {expected})
                self.assertEqual("cohorts' date" in run.stderr, warned, run.stderr)

    def test_decomposition_rows(self):
        """A calendar year of Mondays that has no row; no row for the whole run."""
        groups = {}
        for row in self.rows("decomposition", self.out):
            groups.setdefault((row["variant"], row["area"], row["replicate"], row["definition"]),
                              []).append(row["year"])
        self.assertEqual(len(groups), 4 * 4 * 4 * 5)
        for group in groups.values():
            self.assertEqual(group, ["2006", "2007", "2008", "2009", "2010", "2011", "all"])

    def test_moves_and_channels_rows(self):
        """A year, or a channel, without a row."""
        for table, per_year in (("moves", 1), ("channels", 3)):
            groups = {}
            for row in self.rows(table, self.out):
                groups.setdefault((row["variant"], row["area"], row["replicate"]),
                                  []).append(row["year"])
            for group in groups.values():
                self.assertEqual(group, [str(y) for y in range(2006, 2012)
                                         for _ in range(per_year)], table)

    def test_status_rows(self):
        """A week that is left out or counted from 1; a Monday that is another day."""
        rows = self.rows("status", self.out, "--variant", "base", "--area", "estate")
        of_one = [row for row in rows if row["replicate"] == "0" and row["status"] == "employed"]
        self.assertEqual([int(row["week"]) for row in of_one], list(range(301)))
        for row in of_one:
            self.assertEqual(np.datetime64("2006-01-02") + 7 * int(row["week"]),
                             np.datetime64(row["monday"]))

    def test_csv_is_exact(self):
        """Numbers that are rounded: CSV must read back as the very bits of the file."""
        for table in COLUMNS:
            if table == "compare":
                continue
            data = columns(self.out, table)
            read = self.rows(table, self.out)
            self.assertEqual(len(read), len(data["variant"]))
            for name, values in data.items():
                if values.dtype.kind == "f":
                    text = [row[name] for row in read]
                    np.testing.assert_array_equal(
                        np.array([float(cell or "nan") for cell in text]), values, name)
                elif name in ("variant", "area", "status", "cohort", "definition", "channel"):
                    ids = names(self.out, name)
                    self.assertEqual([row[name] for row in read], [ids[i] for i in values])
                elif name == "year":
                    self.assertEqual([row[name] for row in read],
                                     ["all" if y == 0 else str(y) for y in values])
                elif name != "monday":
                    self.assertEqual([int(row[name]) for row in read], values.tolist(), name)

    def assert_json_is_csv(self, json_text, csv_text):
        objects = json.loads(json_text)
        read = list(csv.DictReader(io.StringIO(csv_text)))
        self.assertEqual(len(objects), len(read))
        for one, other in zip(objects, read):
            self.assertEqual(list(one), list(other))
            for name, value in one.items():
                if value is None:
                    self.assertEqual(other[name], "")
                elif isinstance(value, float):
                    self.assertEqual(value, float(other[name]))
                else:
                    self.assertEqual(str(value), other[name])

    def test_json_is_csv(self):
        """Two formats that tell different numbers, rows or orders."""
        for table in COLUMNS:
            words = ["compare"] if table == "compare" else ["table", table]
            if table == "status":
                words += ["--area", "owner", "--variant", "finding"]
            self.assert_json_is_csv(self.loft(*words, self.out, "--format", "json").stdout,
                                    self.loft(*words, self.out, "--format", "csv").stdout)

    def test_json_of_nothing(self):
        """Not a number in JSON; an empty area that divides by zero."""
        body = "\n[cohort none]\nareas = estate\nages = 18\norigin = western\nsex = male\n" \
               "statuses = early_retirement\n"
        out = self.run_file(self.write("n.ini", village(body, weeks=52, replicates=1)), "n")
        text = self.loft("table", "uplift", out, "--format", "json", "--cohort", "none").stdout
        rows = json.loads(text)
        self.assertTrue(rows)
        self.assertTrue(all(row["individual_uplift"] is None and row["cohort_size"] == 0
                            for row in rows))
        self.assert_json_is_csv(text, self.csv_text("uplift", out, "--cohort", "none"))

    def test_filters(self):
        """A filter that keeps other rows, or changes a column."""
        rows = self.rows("uplift", self.out)
        for word, value in (("area", "rest_of_village"), ("variant", "letting"),
                            ("cohort", "children"), ("definition", "e4")):
            self.assertEqual(self.rows("uplift", self.out, "--" + word, value),
                             [row for row in rows if row[word] == value])
        both = self.rows("uplift", self.out, "--area", "estate", "--variant", "base",
                         "--cohort", "residents", "--definition", "e2")
        self.assertEqual(len(both), 4 * 6)

    def test_text_is_short(self):
        """Text that prints every cohort and definition, or leaves out what was asked for."""
        lines = self.loft("table", "uplift", self.out).stdout.splitlines()
        self.assertEqual(len(lines), 1 + 4 * 4 * 4 * 6)
        self.assertTrue(all("in work, 20+ hours" in line for line in lines[1:]))
        asked = self.loft("table", "uplift", self.out, "--cohort", "all", "--definition",
                          "all").stdout.splitlines()
        self.assertEqual(len(asked), 1 + 4 * 4 * 4 * 6 * 3 * 5)

    def test_language(self):
        """Danish that is only a decimal comma; a language that gets into the data."""
        danish = self.loft("table", "status", self.out, "--language", "da", "--area",
                           "estate").stdout
        self.assertIn("Kontanthjælp", danish)
        self.assertRegex(self.loft("table", "uplift", self.out, "--language", "da").stdout, r"\d,\d")
        self.assertEqual(self.csv_text("status", self.out, "--language", "da"),
                         self.csv_text("status", self.out))


class Compare(Case):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.scenario = cls.write("v.ini", village(POLICIES, weeks=300, replicates=5))
        cls.out = cls.run_file(cls.scenario, "v")
        cls.u = columns(cls.out, "uplift")
        cls.variants, cls.areas = names(cls.out, "variant"), names(cls.out, "area")

    def values(self, measure, variant, area, week):
        """The replicates of a measure of uplift, from the table."""
        name, definition = measure.split(".")
        u = self.u
        rows = ((u["cohort"] == 0) & (u["definition"] == DEFINITIONS.index(definition))
                & (u["variant"] == self.variants.index(variant))
                & (u["area"] == self.areas.index(area)) & (u["to_week"] == week))
        if name == "gap":
            return (u["individual_uplift"] - u["area_uplift"])[rows]
        return u["residents_employed_end" if name == "employed" else name][rows].astype(float)

    def check(self, rows, base, week):
        checked = 0
        for row in rows:
            if row["measure"].split(".")[0] not in ("individual_uplift", "area_uplift", "gap",
                                                    "employed"):
                continue
            d = (self.values(row["measure"], row["variant"], row["area"], week)
                 - self.values(row["measure"], base, row["area"], week))
            self.assertEqual(len(d), 5)
            se = d.std(ddof=1) / math.sqrt(5)
            for name, expected in (("estimate", d.mean()), ("mc_se", se),
                                   ("mc_low", d.mean() - T95[4] * se),
                                   ("mc_high", d.mean() + T95[4] * se)):
                self.assertAlmostEqual(float(row[name]), expected, places=10, msg=str(row))
            self.assertEqual((row["base"], row["replicates"]), (base, "5"))
            for name in ("world_low", "world_high", "worlds", "sign_agree"):
                self.assertEqual(row[name], "")
            checked += 1
        self.assertEqual(checked, 4 * 5 * 4 * 3)

    def test_paired(self):
        """Differences that are not paired by replicate; another interval than Student's."""
        self.check(self.compare(self.out), "base", 300)

    def test_at(self):
        """Weeks that are counted from the start of the run instead of from the cohorts' date."""
        self.check(self.compare(self.out, "--at", 52), "base", 61)
        self.check(self.compare(self.out, "--at", 208), "base", 217)
        self.check(self.compare(self.out, "--at", 291), "base", 300)

    def test_at_nothing(self):
        """A week without a row that is answered with another one's."""
        run = self.loft("compare", self.out, "--at", 50, status=2)
        self.assertIn("52, 104, 156, 208, 260, 291", run.stderr)
        self.assertEqual(run.stdout, "")

    def test_other_base(self):
        """A base that is always `base`."""
        rows = self.compare(self.out, "--base", "letting")
        self.check(rows, "letting", 300)
        self.assertEqual({row["variant"] for row in rows}, {"base", "finding", "moving"})

    def test_filters(self):
        """A filter that changes an estimate."""
        rows = self.compare(self.out)
        self.assertEqual(self.compare(self.out, "--area", "owner", "--variant", "moving"),
                         [row for row in rows
                          if row["area"] == "owner" and row["variant"] == "moving"])

    def test_columns_of_tables(self):
        """A column of a table that cannot be compared under its name."""
        measures = {row["measure"] for row in self.compare(self.out)}
        for table, column in (("moves", "in_households"), ("moves", "out_employed"),
                              ("decomposition", "arrivals_employed"),
                              ("decomposition", "stayers_change")):
            self.assertIn(f"{table}.{column}", measures)

    def test_decomposition(self):
        """A comparison of the decomposition that is not that of its whole run."""
        d = columns(self.out, "decomposition")
        for row in self.compare(self.out, "--variant", "moving", "--area", "rental"):
            if not row["measure"].startswith("decomposition."):
                continue
            column = row["measure"].split(".")[1]
            def of(variant):
                rows = ((d["variant"] == self.variants.index(variant)) & (d["year"] == 0)
                        & (d["area"] == 1) & (d["definition"] == 1))
                return d[column][rows].astype(float)
            self.assertAlmostEqual(float(row["estimate"]), (of("moving") - of("base")).mean(), 9)

    def test_text_shows_shares(self):
        """Differences of shares that are rounded away beside persons."""
        text = self.loft("compare", self.out, "--variant", "finding", "--area", "estate").stdout
        line = next(x for x in text.splitlines() if x.startswith("individual_uplift.e2"))
        self.assertRegex(line, r" -?0\.0*[1-9]")

    def test_one_replicate(self):
        """An interval out of one replicate."""
        out = self.run_file(self.scenario, "one", "--replicates", 1)
        for row in self.compare(out):
            self.assertEqual((row["mc_se"], row["mc_low"], row["mc_high"]), ("", "", ""))
            self.assertNotEqual(row["estimate"], "")

    def test_needed(self):
        """A number of replicates with which the interval would not exclude zero."""
        for row in self.compare(self.out):
            estimate, se, needed = (float(row[n]) for n in ("estimate", "mc_se",
                                                            "replicates_needed"))
            if estimate == 0:
                self.assertEqual(needed, 0)
            elif se > 0 and float(row["mc_low"]) * float(row["mc_high"]) > 0:
                self.assertLessEqual(needed, 5)
            elif se > 0:
                self.assertGreater(needed, 5)


class Odense(Case):
    """The areas of Odense, in a short run."""

    def test_areas(self):
        """An area of the interface that is missing, or `rest_of_odense` that is not the four areas
        besides Vollsmose."""
        out = self.run_file(str(ROOT / "scenarios/studies/vollsmose.ini"), "o", "--weeks", 8,
                            "--replicates", 1)
        areas = names(out, "area")
        self.assertEqual(areas, ["vollsmose", "other_deprived_social", "other_social",
                                 "private_rental", "owner_occupied", "rest_of_odense", "outside"])
        with h5py.File(out, "r") as file:
            persons = file["series/persons"][:]
        np.testing.assert_array_equal(persons[..., 1:5, :].sum(axis=3), persons[..., 5, :])
        everybody = persons[0, 0, 0, :5].sum()
        self.assertTrue(180000 < everybody < 190000, everybody)
        self.assertTrue(9000 < persons[0, 0, 0, 0].sum() < 11000)
        np.testing.assert_array_equal(persons[0, :, 0], persons[1, :, 0])  # the same start


if __name__ == "__main__":
    unittest.main()
