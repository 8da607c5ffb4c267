#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Promise 1: the same scenario and seed give the same bits, however they are computed."""
import unittest

from loft import Case, POLICIES, clang_build, names, plain_build, village


class Bits(Case):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # trajectories of everybody, so that /person and /spell say what happened to each
        cls.scenario = cls.write("v.ini", village(POLICIES + "\n[output]\ntrajectories = all\n",
                                                  weeks=150, replicates=3))
        cls.reference = cls.run_file(cls.scenario, "reference", "--threads", 1)
        # one run on many threads: then the threads share the weeks of a single replicate
        cls.single = cls.write("s.ini", village("\n[output]\ntrajectories = all\n", replicates=1))
        cls.single_reference = cls.run_file(cls.single, "single", "--threads", 1)

    def assert_same(self, one, other):
        self.assertEqual(self.digests(one), self.digests(other))
        self.assert_same_tables(one, other)
        self.assert_same_results(one, other)

    def test_digests_differ(self):
        """A digest that leaves events out: variants, replicates or seeds would share one."""
        digests = self.digests(self.reference)
        self.assertEqual(len(digests), 12)
        # (flexible letting may well change nothing in so small a place)
        digests = {key: digest for key, digest in digests.items() if key[0] != "letting"}
        self.assertEqual(len(set(digests.values())), 9)
        other = self.digests(self.run_file(self.scenario, "seed", "--seed", 8))
        self.assertFalse(set(other.values()) & set(digests.values()))

    def test_again(self):
        """Anything taken from the clock, an address or memory that was not set."""
        self.assert_same(self.reference, self.run_file(self.scenario, "again", "--threads", 1))

    def test_threads(self):
        """A sum or an order that depends on which thread was first, between replicates."""
        for threads in (2, 3, 7, 16):
            with self.subTest(threads=threads):
                out = self.run_file(self.scenario, "threads", "--threads", threads)
                self.assert_same(self.reference, out)

    def test_threads_inside_a_run(self):
        """Blocks merged in the order in which they were finished."""
        for threads in (2, 3, 7, 16):
            with self.subTest(threads=threads):
                out = self.run_file(self.single, "inside", "--threads", threads)
                self.assert_same(self.single_reference, out)

    def test_blocks(self):
        """A draw or an order that depends on where blocks end."""
        for block in (16, 61, 512, 100000):
            for threads in (1, 3):
                with self.subTest(block=block, threads=threads):
                    out = self.run_file(self.single, "block", "--block", block,
                                        "--threads", threads)
                    self.assert_same(self.single_reference, out)

    def test_more_replicates(self):
        """A replicate whose luck depends on how many there are, or on those before it."""
        before = self.digests(self.reference)
        after = self.digests(self.run_file(self.scenario, "more", "--replicates", 5))
        self.assertEqual(before, {key: after[key] for key in before})
        one = self.digests(self.run_file(self.scenario, "one", "--replicates", 1))
        self.assertEqual(one, {key: before[key] for key in one})

    def test_fewer_variants(self):
        """A variant whose luck depends on which others are run beside it."""
        body = "\n[variant letting]\nenable = letting\n\n[output]\ntrajectories = all\n"
        scenario = self.write("f.ini", village(POLICIES + body, weeks=150, replicates=3))
        out = self.run_file(scenario, "fewer")
        self.assertEqual(names(out, "variant"), ["base", "letting"])
        before = self.digests(self.reference)
        for key, digest in self.digests(out).items():
            self.assertEqual(before[key], digest, key)

    def test_longer_run(self):
        """A week that depends on how many are still to come: the shared weeks would differ."""
        rows = self.csv_text("status", self.run_file(self.scenario, "long", "--weeks", 200))
        # the area's state by week; the digest covers the final rows and so differs
        longer = {line.rsplit(",", 1)[0]: line for line in rows.splitlines()}
        for line in self.csv_text("status", self.reference).splitlines():
            self.assertEqual(longer[line.rsplit(",", 1)[0]], line)


class Compilers(Case):
    """The same bits from other compilers; fails with contraction of floating point, with `char` or
    shifts taken for granted, with undefined behaviour that an optimiser uses."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.scenario = cls.write("v.ini", village(POLICIES + "\n[output]\ntrajectories = all\n"))
        cls.reference = cls.run_file(cls.scenario, "reference")

    def assert_same_bits(self, program, name):
        version = self.loft("--version", program=program).stdout
        self.assertNotEqual(version, self.loft("--version").stdout)
        out = self.run_file(self.scenario, name, program=program)
        self.assertEqual(self.digests(self.reference), self.digests(out))
        self.assert_same_tables(self.reference, out)
        # the two programs may have been built at different revisions of the same sources
        self.assert_same_results(self.reference, out, ("provenance/run", "provenance/revision"))

    def test_no_optimisation(self):
        """gcc -O0 against gcc -O3."""
        self.assert_same_bits(plain_build(), "o0")

    def test_clang(self):
        """clang -O3 against gcc -O3."""
        self.assert_same_bits(clang_build(), "clang")


if __name__ == "__main__":
    unittest.main()
