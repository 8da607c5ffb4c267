#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""`loft budget` and `loft explain rules`: the reference tables, options, what is refused, the plot."""
import csv
import io
import json
import re
import shutil
import subprocess
import sys
import unittest

from loft import ROOT, Case

HOUSEHOLDS = ("S0", "S1", "S2", "C0", "C2")
GOLDEN = (("taxben_2009", ("--rules", "2009")), ("taxben_2019", ("--rules", "2019")),
          ("taxben_2025H2_grund", ("--rules", "2025h2", "--rate", "grund")),
          ("taxben_2025H2_forhoejet", ("--rules", "2025h2", "--rate", "forhoejet")))


class Budget(Case):
    @classmethod
    def rows(cls, *words):
        text = cls.loft("budget", *words, "--format", "csv").stdout
        return list(csv.DictReader(io.StringIO(text)))

    def test_reference_tables(self):
        """Every row and column of the reference calculator's tables, to 0.1 kr a month (rates: to the
        four decimals that it prints). A rule, a rounding or a column that changes."""
        compared = 0
        for name, words in GOLDEN:
            with open(ROOT / "tests/golden" / (name + ".csv"), newline="") as file:
                golden = list(csv.DictReader(file))
            found = [row for h in HOUSEHOLDS for row in self.rows(*words, "--household", h)]
            self.assertEqual(len(found), len(golden))
            self.assertEqual(list(found[0]), list(golden[0]))
            for ours, theirs in zip(found, golden):
                for column, value in theirs.items():
                    where = (name, theirs["hh"], theirs["h"], column, ours[column], value)
                    compared += 1
                    if column in ("year", "hh", "h") or value == "":
                        self.assertEqual(ours[column], value, where)
                    else:
                        limit = 0.00006 if "tr" in column else 0.1
                        self.assertLessEqual(abs(float(ours[column]) - float(value)), limit, where)
        self.assertEqual(compared, 4 * 190 * 17)

    def test_rates_are_what_net_says(self):
        """PTR or METR computed from something else than net income and pay."""
        for words in (("2007", "C2"), ("2016q4", "S2"), ("2024", "S1")):
            rows = self.rows("--rules", words[0], "--household", words[1])
            pay = [float(r["W"]) for r in rows]
            net = [float(r["net"]) for r in rows]
            top = [float(r["net_capB"]) for r in rows]
            self.assertEqual((rows[0]["ptr"], rows[0]["metr"], rows[0]["ptr_capB"]), ("", "", ""))
            for h in range(1, 38):
                self.assertAlmostEqual(float(rows[h]["ptr"]), 1 - (net[h] - net[0]) / pay[h], 5)
                self.assertAlmostEqual(float(rows[h]["metr"]),
                                       1 - (net[h] - net[h - 1]) / (pay[h] - pay[h - 1]), 5)
                self.assertAlmostEqual(float(rows[h]["ptr_capB"]), 1 - (top[h] - top[0]) / pay[h], 5)
                self.assertLessEqual(float(rows[h]["ptr_capB"]), 0.7)

    def test_other_complete_years(self):
        """2007 and 2024 from the same parameters: S0 by hand. 2007, 0 h: tax (12 x (8,959 - 81.30) -
        39,500) x .38057 / 12 = 2,125.9; housing 15 % of 2,630 = 394.5; net 8,959 - 81.3 - 2,125.9 +
        394.5 = 7,146.3. 2024, 0 h: ceiling 14,909 - 12,326 leaves 2,583, housing 15 % of 3,850 =
        577.5; tax (12 x (12,326 - 99) - 49,700) x .37068 / 12 = 2,997.1; net 9,807.4. At 37 h of 2007
        (98.15 kr): pay 15,736.7, less 1,258.9 and 81.3; tax ((172,757.6 - 39,500) x .38057 -
        4,721.0 x .32577) / 12 = 4,098.0; net 10,693.0."""
        first = {y: self.rows("--rules", y, "--household", "S0") for y in ("2007", "2024")}
        self.assertAlmostEqual(float(first["2007"][0]["net"]), 7146.3, delta=0.1)
        self.assertAlmostEqual(float(first["2024"][0]["net"]), 9807.4, delta=0.1)
        self.assertAlmostEqual(float(first["2007"][37]["net"]), 10693.0, delta=0.1)

    def test_trap_in_the_text(self):
        """The part-time trap that is not printed, or not with one decimal."""
        for household, hours in zip(HOUSEHOLDS, ("28.2", "10.2", "11.1", "9.3", "8.3")):
            text = self.loft("budget", "--rules", "2009", "--household", household).stdout
            self.assertIn(f"Part-time trap: with the cap {hours} hours bring what 37 hours bring "
                          "without it.", text)
            self.assertEqual(len(re.findall(r"(?m)^ +\d+ ", text)), 38)
        text = self.loft("budget", "--rules", "2025h2", "--household", "S0", "--rate", "grund").stdout
        self.assertIn("No part-time trap", text)

    def test_cap_options(self):
        """A cap that changes the uncapped columns, or ignores its rate or basis."""
        common = ("--rules", "2009", "--household", "S0")
        plain, marginal = self.rows(*common), self.rows(*common, "--cap-basis", "marginal")
        fifty = self.rows(*common, "--cap", "50 %")
        self.assertEqual(self.rows(*common, "--cap", "70", "--cap-basis", "average"), plain)
        for name in ("net", "ptr", "metr", "kh", "tax"):
            self.assertEqual([r[name] for r in plain], [r[name] for r in marginal])
            self.assertEqual([r[name] for r in plain], [r[name] for r in fifty])
        self.assertAlmostEqual(float(marginal[37]["net_capB"]), 13834, delta=0.5)
        self.assertAlmostEqual(float(fifty[20]["net_capB"]), 7617.6 + 8939.7 / 2, delta=0.1)
        before = None
        for row in marginal:
            now = (float(row["W"]), float(row["net_capB"]))
            if before:
                self.assertGreaterEqual(now[1] - before[1], 0.3 * (now[0] - before[0]) - 1e-6)
            before = now
        none = self.rows(*common, "--cap", "100")
        self.assertEqual([r["net_capB"] for r in none], [r["net"] for r in none])

    def test_household_options(self):
        """--wage, --rent or --children that do not reach the budget. Without children S2 is S0 with
        its own rent; 2009, wage 200: 200 x 37 x 52 / 12 = 32,066.7."""
        base = ("--rules", "2009", "--household")
        none = self.rows(*base, "S2", "--children", "none")
        for ours, theirs in zip(none, self.rows(*base, "S0")):
            self.assertEqual({**ours, "hh": "S0"}, theirs)
        self.assertEqual(self.rows(*base, "C2", "--children", "8,4"), self.rows(*base, "C2"))
        self.assertAlmostEqual(float(self.rows(*base, "S0", "--wage", "200")[37]["W"]), 32066.7,
                               delta=0.1)
        self.assertAlmostEqual(float(self.rows(*base, "S0", "--rent", "2000.50")[0]["boligsikring"]),
                               2000.5 * 0.15, delta=0.01)
        self.assertEqual(self.rows(*base, "S1", "--wage", "103.15", "--rent", "4345"),
                         self.rows(*base, "S1"))

    def test_formats(self):
        """Formats that do not hold the same numbers."""
        words = ("--rules", "2019", "--household", "C2")
        objects = json.loads(self.loft("budget", *words, "--format", "json").stdout)
        rows = self.rows(*words)
        for row, item in zip(rows, objects):
            for name, value in row.items():
                self.assertEqual(value, "" if item[name] is None else
                                 value if item[name] == value else repr(item[name]).removesuffix(".0"))

    def test_refused(self):
        """A wrong word that is accepted, or refused without saying what was expected."""
        good = ("--rules", "2009", "--household", "S0")
        for fragment, *words in (
                ("which rules?",), ("which household?", "--rules", "2009"),
                ("no rules of '2017', expected one of 2006, 2007", "--rules", "2017", *good[2:]),
                ("no rules of '2009.csv'", "--rules", "2009.csv", *good[2:]),
                ("--household: expected S0, S1, S2, C0 or C2, got 'S3'", "--rules", "2009",
                 "--household", "S3"),
                ("rules 2025h2 need --rate: expected grund or forhoejet", "--rules", "2025h2",
                 "--household", "S0"),
                ("--rate belongs to rules from July 2025", *good, "--rate", "grund"),
                ("--rate: expected grund or forhoejet, got 'grun'", "--rules", "2025h2", *good[2:],
                 "--rate", "grun"),
                ("--wage: expected kroner an hour from 0.01 to 1000, got '103,15'; write 103.15", *good,
                 "--wage", "103,15"),
                ("--wage: expected", *good, "--wage", "0"),
                ("--rent: expected kroner a month from 0 to 100000", *good, "--rent", "x"),
                ("--children: expected at most 12 whole ages from 0 to 17", *good, "--children", "18"),
                ("--children: expected", *good, "--children", "4,"),
                ("--children: expected", *good, "--children", ",".join("4" * 13)),
                ("--cap: expected per cent from 0 to 100, got '101'", *good, "--cap", "101"),
                ("--cap: expected", *good, "--cap", "-1"),
                ("--cap-basis: expected average or marginal, got 'mean'", *good, "--cap-basis", "mean"),
                ("unknown format 'xml'", *good, "--format", "xml"),
                ("no operand is expected, got 'more'", *good, "more")):
            run = self.loft("budget", *words, status=2)
            self.assertIn(fragment, run.stderr, words)
            self.assertEqual(run.stdout, "")

    def test_broken_rules(self):
        """A damaged rulebook that is used, or refused without file and line."""
        folder = self.folder / "broken"
        shutil.copytree(ROOT / "scenarios", folder)
        path = folder / "rules" / "2009.csv"
        path.write_text(path.read_text().replace("disregard,13.2,", "disregard,13,2,"))
        run = self.loft("budget", "--rules", "2009", "--household", "S0", status=2,
                        env={"LOFT_SCENARIOS": str(folder)})
        self.assertRegex(run.stderr, r"2009\.csv:\d+: error: 6 cells, the header has 5")

    def test_plot(self):
        """A plot that does not understand the CSV."""
        for household in ("S0", "C2"):
            self.write(household + ".csv", self.loft("budget", "--rules", "2009", "--household",
                                                     household, "--format", "csv").stdout)
        for out, magic in (("cap.png", b"\x89PNG"), ("cap.svg", b"<?xml")):
            run = subprocess.run([sys.executable, str(ROOT / "analysis/plot_budget.py"), "S0.csv",
                                  "C2.csv", "-o", out], cwd=self.folder, capture_output=True, text=True)
            self.assertEqual(run.returncode, 0, run.stderr)
            self.assertTrue((self.folder / out).read_bytes().startswith(magic))
        self.assertIn("8.3 hours with the cap", re.sub(r"<!--|-->", "", (self.folder / "cap.svg")
                                                       .read_text()))


class Rules(Case):
    def test_overview(self):
        """Sets, their grades and what is carried: a set or a rule that is not listed."""
        text = self.loft("explain", "rules").stdout
        rows = list(csv.DictReader(io.StringIO(self.loft("explain", "rules", "--format", "csv").stdout)))
        sets = {row["set"] for row in rows}
        self.assertGreaterEqual(sets, {str(y) for y in range(2006, 2017)} | {"2019", "2024", "2025h2"})
        for name in sets:
            self.assertRegex(text, rf"(?m)^{name} +\d{{4}}-\d\d-\d\d ")
            carried = [r["key"] for r in rows if r["set"] == name and r["grade"] == "carried"]
            if carried:
                self.assertIn(f"  {name}: {' '.join(carried)}\n", text)
        for key in {row["key"] for row in rows}:
            self.assertRegex(text, rf"(?m)^  {key} ")

    def test_one_set(self):
        """Values without source or grade."""
        text = self.loft("explain", "rules", "2010").stdout
        self.assertRegex(text, r"disregard +13\.69 kr an hour +derived; .+")
        self.assertRegex(text, r"housing_most +\d+ kr a year +carried from 2009 \(derived\) by "
                               r"housing_support; .+")
        self.assertRegex(text, r"personal_allowance +42900 kr a year +seen; .+")
        self.assertIn("Not in force:", text)

    def test_one_rule(self):
        """A rule that is not followed through the years."""
        text = self.loft("explain", "rules", "disregard").stdout
        self.assertRegex(text, r"(?m)^  2014 +25  seen; ")
        self.assertRegex(text, r"(?m)^  2025h2 +0  not in force$")

    def test_refused(self):
        """A word that is neither a set nor a rule, or too many words, that are accepted."""
        run = self.loft("explain", "rules", "disregad", status=2)
        self.assertIn("did you mean 'disregard'?", run.stderr)
        self.loft("explain", "rules", "2009", "more", status=2)
        self.loft("explain", "moving", "--format", "csv", status=2)
        self.loft("explain", "rules", "--format", "json", status=2)


if __name__ == "__main__":
    unittest.main()
