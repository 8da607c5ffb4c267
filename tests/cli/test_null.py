#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Promise 4: null is zero. A policy that does nothing gives exactly zero in every cell.

Fails when a switched-on policy draws, sorts, rounds (factor 1 by way of a double) or reclassifies
anybody, and when a policy's dates or areas are not looked at."""
import unittest

import h5py
import numpy as np
from loft import TABLES, Case, columns, names, village

PROCESSES = ("search hiring separation activation education health family migration moving").split()

EVERY_FACTOR = "".join(f"""
[policy one_{process}]
lever = hazard
process = {process}
factor = 1
areas = all
""" for process in PROCESSES)

NULL = EVERY_FACTOR + """
[policy one_later]
lever = hazard
process = hiring
factor = 1.000
areas = estate
from = 2007-01-01
to = 2007-06-04
ages = 18-29
statuses = cash_benefit, practice
weeks_on_benefit = 26-9999

[policy before]
lever = hazard
process = hiring
factor = 1.4
areas = all
from = 1999-01-04
to = 2005-12-31

[policy after]
lever = hazard
process = separation
factor = 2
areas = all
from = 2031-01-06

[policy backwards]
lever = hazard
process = hiring
factor = 1.4
areas = all
from = 2007-01-01
to = 2006-06-05

[policy nowhere]
lever = hazard
process = hiring
factor = 1.4
areas =

[policy nobody]
lever = hazard
process = hiring
factor = 1.4
areas = all
ages = 120

[policy external]
lever = letting_rule
rule = external
areas = all

[policy no_share]
preset = flexible_letting
share = 0
areas = all

[policy flexible_before]
preset = flexible_letting
areas = all
to = 2005-06-06

[policy flexible_nowhere]
preset = flexible_letting
areas =

[policy something]
lever = hazard
process = hiring
factor = 1.5
areas = estate

[measures]
cohort_at = 2006-01-02
"""
VARIANTS = "".join(f"[variant {name}]\nenable = {name}\n" for name in
                   ("one_later before after backwards nowhere nobody external no_share"
                    " flexible_before flexible_nowhere something").split()) + f"""
[variant every_factor]
enable = {", ".join("one_" + process for process in PROCESSES)}
[variant all_null]
enable = {", ".join("one_" + process for process in PROCESSES)}, one_later, before, after, nowhere, nobody, external, no_share, flexible_before, flexible_nowhere
[variant same_value]
moving.job_link = 1.5
hiring.enabled = yes
"""


class Null(Case):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.scenario = cls.write("v.ini", village(NULL + VARIANTS, replicates=3)
                                 + "\n[output]\ntrajectories = all\n")
        cls.out = cls.run_file(cls.scenario, "v")
        cls.variants = names(cls.out, "variant")
        cls.null = [v for v in cls.variants if v not in ("base", "something")]

    def of_variant(self, table, variant):
        number = self.variants.index(variant)
        data = columns(self.out, table)
        rows = data.pop("variant") == number
        return {name: values[rows] for name, values in data.items()}

    def test_digests(self):
        """Any event that happens, or happens to somebody else, because of the policy."""
        digests = self.digests(self.out)
        self.assertEqual(len(self.null), 13)
        for variant in self.null:
            for replicate in range(3):
                self.assertEqual(digests[variant, replicate], digests["base", replicate], variant)

    def test_every_cell(self):
        """A table that looks at the policy instead of at the people."""
        for table in TABLES:
            base = self.of_variant(table, "base")
            for variant in self.null:
                for name, values in self.of_variant(table, variant).items():
                    # bit by bit: not a number is the same as not a number
                    self.assertEqual(values.tobytes(), base[name].tobytes(),
                                     (table, variant, name))

    def test_trajectories(self):
        """A life that is lived otherwise."""
        with h5py.File(self.out, "r") as file:
            number = file["person/variant"][:]
            spell = np.repeat(number, file["person/spell_count"][:])
            for variant in self.null:
                for group, which in (("person", number), ("spell", spell)):
                    for name, item in file[group].items():
                        if name in ("variant", "person", "spell"):
                            continue
                        values = item[:]
                        base = values[which == self.variants.index("base")]
                        self.assertTrue(base.size)
                        self.assertEqual(
                            values[which == self.variants.index(variant)].tobytes(),
                            base.tobytes(), (variant, group, name))

    def test_compare(self):
        """A difference that is not exactly zero, or an interval around it that is not."""
        rows = self.compare(self.out)
        seen = set()
        for row in rows:
            if row["variant"] not in self.null:
                continue
            seen.add(row["variant"])
            for name in ("estimate", "mc_se", "mc_low", "mc_high"):
                self.assertEqual(float(row[name]), 0.0, row)
                self.assertFalse(row[name].startswith("-"), row)
        self.assertEqual(seen, set(self.null))

    def test_something_is_something(self):
        """This test itself: a policy that does act must differ."""
        digests = self.digests(self.out)
        for replicate in range(3):
            self.assertNotEqual(digests["something", replicate], digests["base", replicate])
        self.assertTrue(any(float(row["estimate"]) != 0 for row in self.compare(self.out)
                            if row["variant"] == "something"))

    def test_alone(self):
        """A base that is another one because null policies stand in the file."""
        alone = self.run_file(self.write("alone.ini", village(replicates=3)), "alone")
        digests = self.digests(self.out)
        for (variant, replicate), digest in self.digests(alone).items():
            self.assertEqual(digest, digests[variant, replicate])


if __name__ == "__main__":
    unittest.main()
