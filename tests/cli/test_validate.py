#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""`loft validate`: exit codes, columns, verdicts; a table of targets of one's own; and the quantities
behind it, which must tell the same story as the other tables and the life courses."""
import csv
import io
import json
import unittest

import h5py
import numpy as np
from loft import ROOT, Case, POLICIES, columns, names, village
from test_concordance import OUTSIDE, Lives

FIXED = "row,quantity,kind,target,low,high,simulated,sim_low,sim_high,verdict,source"
HEAD = "row,quantity,against,statistic,area,kind,target,low,high,hard,study,text,source,grade\n"
CASH = ("cash_benefit education_benefit integration_benefit practice language course"
        " combined").split()


def target(row, quantity, low, high, hard="hard", area="all", statistic="mean", against="",
           study="v"):
    return (f"{row},{quantity},{against},{statistic},{area},emergent,{(low + high) / 2},{low},{high},"
            f"{hard},{study},Text of {row},Nowhere,assumption\n")


class Command(Case):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.scenario = cls.write("v.ini", village(weeks=120, replicates=5))
        cls.good = cls.write("good.csv", HEAD
                             + target("work", "in_work", 0.3, 0.9)
                             + target("estate", "outside_work", 0, 1, "other", "estate")
                             + target("drift", "in_work", -1, 1, "other", statistic="drift")
                             + target("gap", "hires_acquaintance_men", -1, 1, "other",
                                      against="hires_acquaintance_women"))

    def table(self, targets, *words, status=0):
        text = self.loft("validate", "--targets", targets, "--format", "csv", *words,
                         status=status).stdout
        return list(csv.DictReader(io.StringIO(text)))

    def test_columns(self):
        """A column of the interface that is renamed, moved or dropped."""
        text = self.loft("validate", "--targets", self.good, "--format", "csv", "--quick").stdout
        self.assertEqual(text.split("\n", 1)[0][:len(FIXED)], FIXED)
        rows = list(csv.DictReader(io.StringIO(text)))
        self.assertEqual([row["row"] for row in rows], ["work", "estate", "drift", "gap"])
        for row in rows:
            self.assertEqual(row["verdict"], "agrees")
            self.assertLessEqual(float(row["sim_low"]), float(row["simulated"]))
            self.assertLessEqual(float(row["simulated"]), float(row["sim_high"]))
        objects = json.loads(self.loft("validate", "--targets", self.good, "--format", "json",
                                       "--quick").stdout)
        self.assertEqual([str(o["simulated"]) for o in objects],
                         [row["simulated"] for row in rows])

    def test_verdicts_and_status(self):
        """A missed hard row that is not answered with 1; a missed other row that is."""
        low = target("low", "in_work", 0.95, 1)
        high = target("high", "in_work", 0, 0.05)
        for text, status, verdicts in (
                (target("other", "in_work", 0.95, 1, "other"), 0, ["too low"]),
                (low, 1, ["too low"]), (high, 1, ["too high"]),
                (target("fine", "in_work", 0, 1) + high, 1, ["agrees", "too high"]),
                (target("never", "cohort_in_work_later", 0, 1), 1, ["not measured"])):
            with self.subTest(text):
                rows = self.table(self.write("t.csv", HEAD + text), "--quick", status=status)
                self.assertEqual([row["verdict"] for row in rows], verdicts)

    def test_replicates(self):
        """`--quick` that is not four replicates; a whole run that is not the study's own number; a
        result that depends on threads."""
        one = self.table(self.good)
        self.assertEqual(one, self.table(self.good, "--threads", 1))
        self.assertEqual(one, self.table(self.good, "--replicates", 5))
        self.assertEqual(self.table(self.good, "--quick"),
                         self.table(self.good, "--replicates", 4))
        self.assertNotEqual([r["simulated"] for r in one],
                            [r["simulated"] for r in self.table(self.good, "--quick")])

    def test_from_the_table(self):
        """A simulated value that is not what the table `quantities` of a run says."""
        out = self.run_file(self.scenario, "v")
        rows = {row["row"]: row for row in self.table(self.good)}
        totals = {}
        for row in self.rows("quantities", out):
            if row["area"] != "rest_of_village":
                for area in (row["area"], "all"):
                    for year in (row["year"], "run"):
                        cell = totals.setdefault((row["replicate"], row["quantity"], area, year),
                                                 [0, 0])
                        cell[0] += int(row["numerator"])
                        cell[1] += int(row["denominator"])

        def mean(value):
            return np.mean([value(str(r)) for r in range(5)])

        def share(r, quantity, area="all", year="run"):
            part, whole = totals[r, quantity, area, year]
            return part / whole

        for name, expected in (
                ("work", mean(lambda r: share(r, "in_work"))),
                ("estate", mean(lambda r: share(r, "outside_work", "estate"))),
                ("drift", mean(lambda r: (share(r, "in_work", "all", "2008")
                                          - share(r, "in_work", "all", "2006")) / 2)),
                ("gap", mean(lambda r: share(r, "hires_acquaintance_men")
                             - share(r, "hires_acquaintance_women")))):
            self.assertAlmostEqual(float(rows[name]["simulated"]), expected, 12, name)

    def test_settings(self):
        """`--set` that does not reach the study."""
        rows = self.table(self.good, "--quick", "--set", "search.weekly=0")
        self.assertLess(float(rows[0]["simulated"]),
                        float(self.table(self.good, "--quick")[0]["simulated"]))

    def test_usage(self):
        """Something wrong that is answered with another code than 2, or with a table."""
        area = self.write("a.csv", HEAD + target("x", "in_work", 0, 1, area="estte"))
        border = self.write("b.csv", HEAD + target("x", "households_leaving", 0, 1))
        study = self.write("s.csv", HEAD + target("x", "in_work", 0, 1, study="nowhere"))
        broken = self.write("c.csv", HEAD + target("x", "in_wrk", 0, 1))
        for fragment, *words in (
                ("a.csv:2: error: unknown area 'estte', did you mean 'estate'?", "--targets", area),
                ("b.csv:2: error: 'households_leaving' is counted at the border", "--targets",
                 border),
                ("s.csv:2: error: cannot find 'nowhere'", "--targets", study),
                ("c.csv:2: error: column 'quantity': unknown code 'in_wrk', did you mean 'in_work'?",
                 "--targets", broken),
                ("cannot open 'nothing.csv'", "--targets", "nothing.csv"),
                ("unknown key 'search.wekly'", "--targets", self.good, "--set", "search.wekly=1"),
                ("unknown format 'xml'", "--format", "xml"),
                ("no operand is expected", self.good),
                ("--replicates: expected a whole number", "--replicates", 0)):
            with self.subTest(words):
                run = self.loft("validate", *words, status=2)
                self.assertIn(fragment, run.stderr)
                self.assertEqual(run.stdout, "")

    def test_text(self):
        """Text that does not say in plain words what agrees, and how many rows do."""
        text = self.loft("validate", "--targets", self.good, "--quick").stdout
        self.assertRegex(text, r"(?m)^Text of work .*agrees +must +emergent$")
        self.assertIn("4 of 4 rows agree: at least 90 % of the replicates (4)", text)
        self.assertIn("of the 1 that must, 1.", text)
        danish = self.loft("validate", "--targets", self.good, "--quick", "--language", "da").stdout
        self.assertRegex(danish, r"\d,\d")

    def test_nothing_is_written(self):
        """A file that is left behind."""
        before = sorted(p.name for p in self.folder.iterdir())
        self.loft("validate", "--targets", self.good, "--quick")
        self.assertEqual(sorted(p.name for p in self.folder.iterdir()), before)

    def test_explained(self):
        """A quantity or column that nobody can look up."""
        listed = self.loft("explain", "quantity").stdout
        with open(ROOT / "scenarios/validation/targets.csv", encoding="utf-8") as file:
            used = list(csv.DictReader(line for line in file if not line.startswith("#")))
        for row in used:
            self.assertRegex(listed, rf"(?m)^  {row['quantity']} ")
            self.assertIn(row["quantity"], self.loft("explain", row["quantity"]).stdout)
        text = self.loft("explain", "validate").stdout
        for column in FIXED.split(","):
            self.assertRegex(text, rf"(?m)^  {column} ")


class Quantities(Case):
    """Every counter, counted again from the life courses of all or from another table."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.out = cls.run_file(cls.write("v.ini", village(
            POLICIES + "\n[output]\ntrajectories = all\n\n[variant finding]\nenable = finding\n",
            weeks=260)), "v")
        cls.areas = [a for a in names(cls.out, "area") if a != "outside"]
        cls.quantities = names(cls.out, "quantity")
        cls.table = columns(cls.out, "quantities")
        cls.lives = {(v, r): Lives(cls.out, v, r) for v in range(2) for r in range(2)}
        with h5py.File(cls.out, "r") as file:
            cls.series = file["series/persons"][:]
        weeks = cls.series.shape[2]
        cls.year = (np.datetime64("2006-01-02") + 7 * np.arange(weeks)).astype(
            "datetime64[Y]").astype(int) + 1970

    def of(self, quantity, variant, replicate, area, year=None):
        """(numerator, denominator) of a year, or of all."""
        t = self.table
        rows = ((t["quantity"] == self.quantities.index(quantity)) & (t["variant"] == variant)
                & (t["replicate"] == replicate) & (t["area"] == self.areas.index(area)))
        if year is not None:
            rows &= t["year"] == year
        return int(t["numerator"][rows].sum()), int(t["denominator"][rows].sum())

    def each(self):
        for (v, r), life in self.lives.items():
            for area in self.areas:
                yield v, r, life, area, life.within(area)

    def test_stocks(self):
        """A stock that is not what the table `status` and the life courses say on each Monday."""
        for v, r, life, area, here in self.each():
            status = [life.status_names[s] for s in range(len(life.status_names))]
            def have(*wanted):
                return np.isin(life.status, [status.index(s) for s in wanted])
            working = here & life.working
            stocks = {
                "in_work": (life.meets["e1"], working), "in_work_twenty": (life.meets["e2"], working),
                "employed": (have("employed", "self_employed"), working),
                "outside_work": (~life.meets["e1"] & ~have("education", "apprenticeship"), working),
                "in_education": (have("education", "apprenticeship"), working),
                "on_cash_benefit": (have(*CASH), working),
                "insured_unemployed": (have("insured_unemployed"), working),
                "disability_pension": (have("disability_pension"), working),
                "early_retirement": (have("early_retirement"), working),
                "under_age": (life.child, here), "pensioners": (life.old, here),
                "nonwestern": ((life.origin == 2)[:, None], here)}
            for year in set(self.year[:-1]):
                weeks = np.flatnonzero(self.year[:-1] == year)
                for name, (which, whole) in stocks.items():
                    expected = (int((which & whole)[:, weeks].sum()), int(whole[:, weeks].sum()))
                    self.assertEqual(self.of(name, v, r, area, year), expected, (name, area, year))

    def test_filter(self):
        """`--quantity` that keeps other rows."""
        all_ = self.rows("quantities", self.out)
        self.assertEqual(self.rows("quantities", self.out, "--quantity", "births", "--area", "owner"),
                         [r for r in all_ if r["quantity"] == "births" and r["area"] == "owner"])
        run = self.loft("table", "quantities", self.out, "--quantity", "birth", status=2)
        self.assertIn("did you mean 'births'?", run.stderr)

    def test_channels(self):
        """Hires by channel that are not those of the table `channels`, or sexes that do not add up."""
        c = columns(self.out, "channels")
        for v, r, _, area, _ in self.each():
            mine = (c["variant"] == v) & (c["replicate"] == r) & (c["area"] == self.areas.index(area))
            for k, name in enumerate(("direct", "acquaintance", "jobcentre")):
                all_, men, women = (self.of(f"hires_{name}{sex}", v, r, area)
                                    for sex in ("", "_men", "_women"))
                self.assertEqual(all_, (int(c["hires"][mine & (c["channel"] == k)].sum()),
                                        int(c["hires"][mine].sum())))
                self.assertEqual(all_, (men[0] + women[0], men[1] + women[1]))

    def test_moves(self):
        """Households at the border that are not those of the table `moves`."""
        m = columns(self.out, "moves")
        for i in range(len(m["area"])):
            where = (m["variant"][i], m["replicate"][i], self.areas[m["area"][i]], m["year"][i])
            if m["variant"][i] > 1:
                continue
            for name, column in (("households_leaving", "out_households"),
                                 ("households_entering", "in_households"),
                                 ("arrivals_in_work", "in_employed"),
                                 ("leavers_in_work", "out_employed")):
                self.assertEqual(self.of(name, *where)[0], m[column][i], (name, where))
            begun, weeks = self.of("tenancies_begun", *where)
            self.assertEqual(weeks, m["dwellings"][i] * int((self.year[:-1] == m["year"][i]).sum()))
            # every household that comes or moves within takes a dwelling
            self.assertGreaterEqual(begun, m["in_households"][i])
            vacant, _ = self.of("vacant_dwellings", *where)
            self.assertLess(vacant, weeks)

    def test_people(self):
        """Births, deaths and migrants that do not explain the change of the population."""
        for v, r, life, area, here in self.each():
            if area == "rest_of_village":
                continue
            change = int(here[:, -1].sum()) - int(here[:, 0].sum())
            m = columns(self.out, "moves")
            mine = (m["variant"] == v) & (m["replicate"] == r) & (m["area"] == self.areas.index(area))
            moved = int((m["in_persons"] - m["out_persons"])[mine].sum())
            births, deaths = (self.of(name, v, r, area)[0] for name in ("births", "deaths"))
            self.assertEqual(change, births - deaths + moved, area)
        for (v, r), life in self.lives.items():
            inside = life.area < OUTSIDE - 1
            change = int(inside[:, -1].sum()) - int(inside[:, 0].sum())
            flow = {name: sum(self.of(name, v, r, area)[0] for area in self.areas[:3])
                    for name in ("births", "deaths", "migrants_in", "migrants_out")}
            self.assertEqual(change, flow["births"] - flow["deaths"] + flow["migrants_in"]
                             - flow["migrants_out"])

    def test_jobs_from_cash_benefit(self):
        """A job from cash benefit that is missed, or followed for another number of weeks."""
        for v, r, life, area, here in self.each():
            cash = np.isin(life.status, [life.status_names.index(s) for s in CASH])
            work = life.meets["e1"]
            begins = (cash & ~work & here & life.working)[:, :-1] & (work & ~cash)[:, 1:]
            self.assertEqual(self.of("cash_to_work", v, r, area)[0], int(begins.sum()))
            counts = {13: [0, 0], 52: [0, 0]}
            for i, before in zip(*np.nonzero(begins)):
                first = before + 1
                for weeks, count in counts.items():
                    if first + weeks > life.weeks - 1:
                        continue
                    stretch = work[i, first:first + weeks + 1]
                    gone = life.area[i, first:first + weeks + 1] == OUTSIDE - 1
                    if gone.any() and stretch[:np.flatnonzero(gone)[0]].all():
                        continue  # died or left Denmark while in work
                    count[0] += stretch.all()
                    count[1] += 1
            ended, of_soon = self.of("cash_jobs_ended", v, r, area)
            self.assertEqual((of_soon - ended, of_soon), tuple(counts[13]), area)
            self.assertEqual(self.of("cash_jobs_lasted", v, r, area), tuple(counts[52]), area)

    def test_cohort(self):
        """A member of the cohort at the start who is forgotten or counted after death."""
        for v, r, life, area, here in self.each():
            cash = np.isin(life.status[:, 0], [life.status_names.index(s) for s in CASH])
            member = here[:, 0] & life.working[:, 0] & cash
            there = life.working[:, 208] & (life.area[:, 208] != OUTSIDE - 1)
            for name, definition in (("", "e1"), ("_twenty", "e2")):
                meets = life.meets[definition]
                ever = member & meets[:, :209].any(axis=1)
                self.assertEqual(self.of("cohort_ever_in_work" + name, v, r, area),
                                 (int(ever.sum()), int(member.sum())))
                self.assertEqual(self.of("cohort_in_work_later" + name, v, r, area),
                                 (int((member & there & meets[:, 208]).sum()),
                                  int((member & there).sum())))

    def test_flows_of_status(self):
        """A pension or a course of study that the life courses do not have."""
        for v, r, life, area, here in self.each():
            code = life.status_names.index
            alive = life.area[:, 1:] != OUTSIDE - 1
            was, now = life.status[:, :-1], life.status[:, 1:]
            pension = code("disability_pension")
            granted = here[:, :-1] & alive & (now == pension) & (was != pension)
            self.assertEqual(self.of("to_disability_pension", v, r, area)[0], int(granted.sum()))
            cash = np.isin(was, [code(s) for s in CASH])
            enrols = here[:, :-1] & alive & cash & (now == code("education"))
            self.assertEqual(self.of("cash_to_education", v, r, area)[0], int(enrols.sum()))


if __name__ == "__main__":
    unittest.main()
