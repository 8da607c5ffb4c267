#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The command line: exit codes, what goes to stdout and what to stderr, options and operands, the
summary of a run, `--set`, layers, names, `check` and `explain`."""
import re
import select
import shutil
import subprocess
import time
import unittest

import h5py
from loft import LOFT, ROOT, TABLES, Case, POLICIES, columns, names, tree, village

FLAGSHIP = str(ROOT / "scenarios/studies/vollsmose.ini")


class Exits(Case):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.scenario = cls.write("v.ini", village(POLICIES, weeks=60))
        cls.out = cls.run_file(cls.scenario, "v")

    def refused(self, status, fragment, *words, **options):
        """Refused with this status, a message on stderr and nothing on stdout; nothing is written."""
        before = tree(self.folder)
        run = self.loft(*words, status=status, **options)
        self.assertIn(fragment, run.stderr)
        self.assertEqual(tree(self.folder), before)
        return run

    def test_usage(self):
        """A wrong command line that is answered with another code than 2, or on stdout."""
        for fragment, *words in (
                ("Usage: loft COMMAND",),
                ("unknown command 'rn', did you mean 'run'?", "rn", self.scenario),
                ("unknown command 'sweeep'", "sweeep"),
                ("--bogus", "run", self.scenario, "--bogus"),
                ("invalid option", "table", "-z"),
                ("which scenario file?", "run"),
                ("which file?", "check"),
                ("one scenario file at a time", "run", self.scenario, self.scenario),
                ("requires an argument", "run", self.scenario, "-o"),
                ("--threads: expected a whole number from 1 to 1024, got '0'", "run",
                 self.scenario, "--threads", "0"),
                ("--weeks: expected a whole number", "run", self.scenario, "--weeks", "1.5"),
                ("--weeks: expected a whole number", "run", self.scenario, "--weeks", "2601"),
                ("--replicates: expected a whole number", "run", self.scenario, "--replicates=0"),
                ("--seed: expected a whole number", "run", self.scenario, "--seed=-1"),
                ("--seed: expected a whole number", "run", self.scenario, "--seed", "x"),
                ("unknown table 'uplft', did you mean 'uplift'?", "table", "uplft", self.out),
                ("which result file?", "table", "uplift"),
                ("which result file?", "digest"),
                ("which result file?", "compare"),
                ("too many operands", "table", "uplift", self.out, self.out),
                ("no area 'estte', did you mean 'estate'?", "table", "uplift", self.out, "--area",
                 "estte"),
                ("no variant 'nobody'", "table", "uplift", self.out, "--variant", "nobody"),
                ("no variant 'nobody'", "compare", self.out, "--base", "nobody"),
                ("unknown format 'xml'", "table", "uplift", self.out, "--format", "xml"),
                ("unknown format 'xml'", "compare", self.out, "--format", "xml"),
                ("unknown format 'xml'", "check", self.scenario, "--format", "xml"),
                ("expected en or da", "table", "uplift", self.out, "--language", "sv"),
                ("nothing is called 'moving.job_lnk', did you mean 'moving.job_link'?", "explain",
                 "moving.job_lnk"),
                ("one word at a time", "explain", "moving", "hiring")):
            with self.subTest(words):
                run = self.refused(2, fragment, *words)
                self.assertEqual(run.stdout, "")

    def test_scenarios(self):
        """A scenario that is refused with another code than 2; a result file or folder that is made
        for it."""
        bad = self.write("bad.ini", village("\n[moving]\njob_lnk = 2\n"))
        for command in (("run", bad, "-o", "new/bad.h5"), ("run", bad), ("check", bad),
                        ("run", self.scenario, "--set", "moving.job_lnk=2"),
                        ("check", self.scenario, "--set", "moving.job_link=x")):
            with self.subTest(command):
                run = self.refused(2, "error: ", *command)
                self.assertEqual(run.stdout, "")
        self.refused(2, "cannot open 'nothing.ini'", "run", "nothing.ini")
        # a place and a preset pass `check`, but there is nothing to run
        for name in ("places/village.ini", "presets/flexible_letting.ini"):
            path = str(ROOT / "scenarios" / name)
            self.loft("check", path)
            self.refused(2, f"{path}: error: a place or preset is not run by itself", "run", path)

    def test_files(self):
        """A result file that is missing, cut, altered or something else: read as if it were whole,
        or answered with another code than 3."""
        whole = (self.folder / "v.h5").read_bytes()
        self.write("cut.h5", whole[:len(whole) * 2 // 3])
        self.write("short.h5", whole[:100])
        self.write("empty.h5", b"")
        self.write("text.h5", "not at all")
        zeros = bytearray(whole)
        zeros[len(zeros) // 2:len(zeros) // 2 + 4096] = bytes(4096)
        self.write("zeros.h5", bytes(zeros))
        with h5py.File(self.folder / "other.h5", "w") as file:
            file["something"] = 1
        for name in ("nothing.h5", "cut.h5", "short.h5", "empty.h5", "text.h5", "zeros.h5",
                     "other.h5", "."):
            for command in (("digest",), ("table", "uplift"), ("table", "status"), ("compare",)):
                with self.subTest(name=name, command=command):
                    run = self.refused(3, "loft: error: ", *command, name)
                    self.assertEqual(run.stdout, "")

    def test_one_byte(self):
        """A byte that was altered on disk: the numbers are not to be believed."""
        whole = (self.folder / "v.h5").read_bytes()
        for share in (0.2, 0.4, 0.6, 0.8):
            altered = bytearray(whole)
            altered[int(len(altered) * share)] ^= 0x10
            self.write("altered.h5", bytes(altered))
            with self.subTest(share=share):
                self.refused(3, "loft: error: ", "table", "uplift", "altered.h5")

    def test_places_that_cannot_be_written(self):
        """A run of hours that ends because its file cannot be written: it must not even begin."""
        for out in ("/proc/nothing/x.h5", "v.ini/x.h5", "."):
            with self.subTest(out):
                begun = time.monotonic()
                self.refused(3, "loft: error: ", "run", FLAGSHIP, "-o", out)
                self.assertLess(time.monotonic() - begun, 5)

    def test_full_disk(self):
        """Output that is lost without a word."""
        for words in (("table", "uplift", self.out, "--format", "csv"), ("digest", self.out),
                      ("explain",), ("check", self.scenario)):
            with open("/dev/full", "w") as full:
                run = subprocess.run([LOFT, *words], stdout=full, stderr=subprocess.PIPE,
                                     cwd=self.folder, text=True)
            self.assertEqual(run.returncode, 3, words)
            self.assertIn("cannot write", run.stderr)

    def test_help(self):
        """A command without help, or help that is an error."""
        text = self.loft("--help").stdout
        for command in ("run", "check", "explain", "table", "compare", "digest"):
            self.assertIn(f"  {command} ", text)
            run = self.loft(command, "--help")
            self.assertIn("Usage: loft " + command, run.stdout)
            self.assertEqual(run.stderr, "")
        # what is not built is not there
        for command in ("diff", "why", "calibrate", "export"):
            if f"  {command} " not in text:
                self.loft(command, status=2)

    def test_version(self):
        """A version that does not say which."""
        self.assertRegex(self.loft("--version").stdout, r"^loft \d+\.\d+\.\d+ \(")

    def test_order(self):
        """Options that must stand before or after the operands."""
        expected = self.csv_text("uplift", self.out, "--area", "owner")
        for words in (("--format", "csv", "--area", "owner", "uplift", self.out),
                      ("uplift", "--area=owner", self.out, "--format=csv"),
                      ("uplift", self.out, "--format", "csv", "--area", "owner")):
            self.assertEqual(self.loft("table", *words).stdout, expected)
        for words in ((self.scenario, "-o", "a.h5", "--weeks", 5), ("--weeks=5", "-oa.h5",
                                                                   self.scenario),
                      ("--output", "a.h5", self.scenario, "--weeks", "5")):
            self.loft("run", *words)
            self.assertEqual(max(columns(str(self.folder / "a.h5"), "uplift")["to_week"]), 5)
            (self.folder / "a.h5").unlink()

    def test_replaced(self):
        """A run that refuses to replace, or adds to, an older result."""
        out = self.run_file(self.scenario, "again", "--weeks", 10)
        self.run_file(self.scenario, "again", "--weeks", 20, "--replicates", 1)
        self.assertEqual(set(columns(out, "status")["week"]), set(range(21)))


class Summary(Case):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.scenario = cls.write("v.ini", village(POLICIES, weeks=130))

    def lines(self, *words):
        out = str(self.folder / "s.h5")
        run = self.loft("run", *words, "-o", out)
        return out, run.stdout.splitlines()

    def test_digests_come_last(self):
        """A summary whose last lines are not `digest VARIANT HEX`, one for each variant."""
        _, lines = self.lines(self.scenario)
        self.assertEqual([line.split()[1] for line in lines[-4:]],
                         ["base", "finding", "moving", "letting"])
        for line in lines[-4:]:
            self.assertRegex(line, r"^digest \w+ [0-9a-f]{32}$")
        self.assertEqual(sum(line.startswith("digest ") for line in lines), 4)

    def test_digest_of_a_variant(self):
        """A digest of a variant that does not cover all its replicates."""
        _, two = self.lines(self.scenario)
        _, three = self.lines(self.scenario, "--replicates", 3)
        _, again = self.lines(self.scenario, "--threads", 5)
        self.assertEqual(two[-4:], again[-4:])
        self.assertFalse(set(two[-4:]) & set(three[-4:]))

    def test_at_most_40_lines(self):
        """A summary that does not fit on a screen."""
        for scenario in (self.scenario, FLAGSHIP):
            _, lines = self.lines(scenario, "--weeks", 12, "--replicates", 1)
            self.assertLessEqual(len(lines), 40)
            self.assertTrue(all(len(line) <= 200 for line in lines))
        many = "".join(f"\n[policy p{i}]\npreset = flexible_letting\nareas = estate\n"
                       for i in "abcdefghijklmnopqrst")
        _, lines = self.lines(self.write("many.ini", village(many, weeks=5)))
        self.assertLessEqual(sum(not line.startswith("digest ") for line in lines), 40)
        self.assertEqual(sum(line.startswith("digest ") for line in lines), 21)

    def test_numbers_are_those_of_the_tables(self):
        """A summary that counts for itself."""
        out, lines = self.lines(self.scenario)
        u = columns(out, "uplift")
        rows = ((u["cohort"] == 0) & (u["definition"] == 1) & (u["variant"] == 0) & (u["area"] == 0)
                & (u["to_week"] == 130))
        text = "\n".join(lines)
        people = (u["cohort_employed_end"] / u["cohort_end"])[rows].mean() * 100
        place = (u["residents_employed_end"] / u["residents_end"])[rows].mean() * 100
        self.assertRegex(text, rf"the people: .*  {people:.1f} %")
        self.assertRegex(text, rf"the place: .*  {place:.1f} %")
        d = columns(out, "decomposition")
        rows = (d["variant"] == 0) & (d["area"] == 0) & (d["definition"] == 1) & (d["year"] == 0)
        self.assertIn(f"= {d['employed_end'][rows].mean():.0f} in the end", text)

    def test_words(self):
        """A summary without what was run, how far to trust it, or what to do next."""
        text = "\n".join(self.lines(self.scenario)[1])
        for fragment in ("A village", "2006-01-02", "130 weeks", "4 variants", "2 replicates",
                         "the people: those who lived there", "the place: whoever lives there",
                         "calibration = none", "simulation noise", "assumptions not yet varied",
                         "Assumptions: ", "Next: "):
            self.assertIn(fragment, text)

    def test_first_line_within_two_seconds(self):
        """A screen that stays empty while a population is made."""
        begun = time.monotonic()
        run = subprocess.Popen([LOFT, "run", FLAGSHIP, "-o", "flagship.h5"], cwd=self.folder,
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        try:
            self.assertTrue(select.select([run.stdout], [], [], 2)[0], "nothing within 2 s")
            self.assertIn(b"Vollsmose", run.stdout.readline())
            self.assertLess(time.monotonic() - begun, 2)
        finally:
            run.kill()
            run.communicate()
            shutil.rmtree(self.folder / "flagship.h5.part", ignore_errors=True)

    def test_default_output(self):
        """A result that lies elsewhere than in out/NAME.h5, or two of them."""
        self.loft("run", self.scenario, "--weeks", 3)
        self.assertTrue((self.folder / "out" / "v.h5").exists())
        self.assertEqual([p.name for p in (self.folder / "out").iterdir()], ["v.h5"])

    def test_size_of_all_is_announced(self):
        """A disk that is filled without a word."""
        for choice, announced in (("all", True), ("cohort", False)):
            run = self.loft("run", self.scenario, "--weeks", 10, "--set",
                            f"output.trajectories={choice}", "-o", "t.h5")
            self.assertEqual(bool(re.search(r"about \d+ MB", run.stderr)), announced)
            self.assertNotIn("MB", run.stdout)


class Layers(Case):
    """extended file < this file < --set < variant."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.write("lower.ini", "[scenario]\ntitle = Lower\nextends = village\nweeks = 20\nseed = 3\n"
                               "replicates = 1\n[moving]\njob_link = 1.2\n[letting]\n"
                               "assignment = 10 %\n")
        cls.scenario = cls.write("upper.ini", """[scenario]
title = Upper
extends = lower

[moving]
job_link = 1.3

[policy half]
lever = letting_rule
rule = flexible
share = 0.5
areas = estate

[policy other]
preset = flexible_letting
areas = all
share = 30 %

[variant first]
enable = half

[variant second]
enable = half, other
policy.half.share = 0.4
moving.job_link = 1.4
""")

    def value(self, key, *words):
        effective = self.effective(self.scenario, *words)
        return effective[key]["value"] if key in effective else None

    def test_files(self):
        """A lower file that wins; a key of it that is lost."""
        self.assertEqual(self.value("moving.job_link"), "1.3")
        self.assertEqual(self.value("letting.assignment"), "10 %")
        self.assertEqual(self.value("scenario.title"), "Upper")
        self.assertEqual(self.value("scenario.weeks"), "20")
        effective = self.effective(self.scenario)
        self.assertEqual(effective["moving.job_link"]["set_at"], "upper.ini:6")
        self.assertEqual(effective["letting.assignment"]["set_at"], "lower.ini:10")
        self.assertEqual(effective["moving.avoidance"]["set_at"], "default")

    def test_set(self):
        """--set that loses to a file, or wins over a variant that sets the key itself."""
        self.assertEqual(self.value("moving.job_link", "--set", "moving.job_link=1.9"), "1.9")
        self.assertEqual(self.value("variant.second.moving.job_link", "--set",
                                    "moving.job_link=1.9"), "1.4")
        self.assertEqual(self.effective(self.scenario, "--set", "moving.job_link=1.9")
                         ["moving.job_link"]["set_at"], "--set")
        # the later one holds
        self.assertEqual(self.value("moving.job_link", "--set", "moving.job_link=1.9", "--set",
                                    " moving.job_link = 2 "), "2")

    def test_set_reaches_into_a_variant(self):
        """--set variant.NAME.KEY that is ignored, or changes another variant."""
        self.assertEqual(self.value("variant.second.policy.half.share", "--set",
                                    "variant.second.policy.half.share=0.6"), "0.6")
        self.assertEqual(self.value("variant.first.moving.job_link", "--set",
                                    "variant.first.moving.job_link=2.0"), "2.0")
        base = self.digests(self.run_file(self.scenario, "b"))
        set_ = self.digests(self.run_file(self.scenario, "c", "--set",
                                          "variant.second.moving.job_link=2.5"))
        self.assertEqual(base["base", 0], set_["base", 0])
        self.assertEqual(base["first", 0], set_["first", 0])

    def test_the_same_by_all_ways(self):
        """A value that acts otherwise because of where it was written."""
        text = village("\n[moving]\njob_link = 2\n[hiring]\nenabled = yes\n")
        reference = self.digests(self.run_file(self.write("r.ini", text), "r"))
        plain = self.write("p.ini", village())
        self.assertEqual(self.digests(self.run_file(plain, "p", "--set", "moving.job_link=2.0")),
                         reference)
        extends = self.write("e.ini", "[scenario]\ntitle = E\nextends = p\n[moving]\njob_link = 2\n")
        self.assertEqual(self.digests(self.run_file(extends, "e")), reference)
        variant = self.write("w.ini", village("\n[variant base]\nmoving.job_link = 2\n"))
        self.assertEqual(self.digests(self.run_file(variant, "w")), reference)
        self.assertNotEqual(self.digests(self.run_file(plain, "q")), reference)

    def test_numbers_of_the_command_line(self):
        """--weeks, --replicates and --seed that say something else than the file's keys."""
        plain = self.write("p.ini", village())
        long = self.run_file(plain, "one", "--weeks", 33, "--replicates", 3, "--seed", 11)
        same = self.run_file(self.write("s.ini", village(weeks=33, replicates=3, seed=11)), "two")
        self.assertEqual(self.digests(long), self.digests(same))
        self.assert_same_tables(long, same)
        set_ = self.run_file(plain, "three", "--set", "scenario.weeks=33", "--set",
                             "scenario.replicates=3", "--set", "scenario.seed=11")
        self.assertEqual(self.digests(set_), self.digests(same))

    def test_values(self):
        """A share, number or switch that means another thing in another spelling."""
        reference = None
        for value in ("0.2", "20 %", "20%", "0.20", ".2"):
            run = self.loft("run", self.write("p.ini", village(weeks=30)), "-o", "x.h5", "--set",
                            f"letting.assignment={value}", status=None)
            if value == ".2" and run.returncode == 2:
                continue
            self.assertEqual(run.returncode, 0, run.stderr)
            digest = self.digests("x.h5")
            reference = reference or digest
            self.assertEqual(digest, reference, value)

    def test_default_variants(self):
        """Variants that come up without being asked for, or do not; a base that is not first."""
        out = self.run_file(self.write("p.ini", village(POLICIES, weeks=5)), "p")
        self.assertEqual(names(out, "variant"), ["base", "finding", "moving", "letting"])
        out = self.run_file(self.scenario, "u")
        self.assertEqual(names(out, "variant"), ["base", "first", "second"])
        out = self.run_file(self.write("n.ini", village(weeks=5)), "n")
        self.assertEqual(names(out, "variant"), ["base"])

    def test_variants_do_not_inherit(self):
        """A variant that begins where the one before it ended."""
        one = village(POLICIES + "\n[variant a]\nenable = finding\nmoving.job_link = 2\n"
                                 "[variant b]\nenable = moving\n", weeks=60)
        two = village(POLICIES + "\n[variant b]\nenable = moving\n", weeks=60)
        first = self.digests(self.run_file(self.write("1.ini", one), "1"))
        second = self.digests(self.run_file(self.write("2.ini", two), "2"))
        self.assertEqual(first["b", 0], second["b", 0])
        self.assertNotEqual(first["a", 0], first["b", 0])

    def test_policies_combine(self):
        """`enable` of a list that switches on the first only."""
        digests = self.digests(self.run_file(self.write("c.ini", village(
            POLICIES + "\n[variant one]\nenable = finding\n[variant both]\nenable = finding, moving\n"
                       "[variant turned]\nenable = moving, finding\n", weeks=60)), "c"))
        self.assertEqual(digests["both", 0], digests["turned", 0])
        self.assertNotEqual(digests["both", 0], digests["one", 0])

    def test_names_and_paths(self):
        """A bare name that is not found beside the file or among the program's own; a file beside
        that does not come first; a path that needs its ending."""
        for word in ("lower", "lower.ini", "./lower.ini", str(self.folder / "lower.ini")):
            text = f"[scenario]\ntitle = N\nextends = {word}\n"
            self.assertEqual(self.effective(self.write("n.ini", text))["scenario.seed"]["value"],
                             "3", word)
        self.write("presets_here.ini", (ROOT / "scenarios/presets/flexible_letting.ini").read_text()
                   .replace("share = 1", "share = 0.25"))
        text = village("\n[policy p]\npreset = presets_here\nareas = all\n")
        effective = self.effective(self.write("n.ini", text))
        self.assertEqual([row["value"] for key, row in effective.items() if key.endswith(".share")],
                         ["0.25"])
        # seen from another folder it is the same
        (self.folder / "sub").mkdir(exist_ok=True)
        run = subprocess.run([LOFT, "check", "../n.ini"], cwd=self.folder / "sub",
                             capture_output=True, text=True)
        self.assertEqual(run.returncode, 0, run.stderr)

    def test_extends_its_own_name(self):
        """A file that extends itself when it bears the name of the place it means."""
        path = self.write("village.ini", "[scenario]\ntitle = Mine\nextends = village\n")
        self.assertEqual(self.effective(path)["place.name"]["value"], "village")

    def test_text_files(self):
        """CRLF, a BOM, Danish letters, comments: files that an editor makes."""
        text = ("\ufeff; en bemærkning\r\n[scenario]\r\ntitle = Løft på Fyn: ÆØÅ æøå é\r\n"
                "extends = village  ; stedet\r\nweeks = 10\r\nreplicates = 1\r\n# slut\r\n"
                "[policy løft]\r\npreset = flexible_letting\r\nareas = estate\r\n")
        out = self.run_file(self.write("blåbær.ini", text), "d")
        self.assertEqual(names(out, "variant"), ["base", "løft"])
        with h5py.File(out, "r") as file:
            self.assertEqual(file.attrs["title"], "Løft på Fyn: ÆØÅ æøå é")
            self.assertIn("æøå", file["provenance/scenario"].asstr()[()])
        self.assertIn("digest løft", self.loft("run", "blåbær.ini", "-o", "d.h5").stdout)


class Check(Case):
    def test_every_shipped_file(self):
        """A scenario, place or preset of ours that does not pass our own check."""
        files = sorted((ROOT / "scenarios").rglob("*.ini"))
        self.assertGreater(len(files), 3)
        for path in files:
            with self.subTest(path.name):
                run = self.loft("check", path)
                self.assertNotIn("warning", run.stderr)

    def test_every_table_is_read(self):
        """A CSV file of a place that nobody reads."""
        text = "".join(path.read_text() for path in (ROOT / "scenarios").rglob("*.ini"))
        for path in sorted((ROOT / "scenarios/places").rglob("*.csv")):
            self.assertIn(f"{path.parent.name}/{path.name}", text)

    def test_dates_print_their_monday(self):
        """A date that takes effect on another day than the first Monday on or after it."""
        text = village("""
[policy wednesday]
preset = flexible_letting
areas = estate
from = 2006-03-01
to = 2006-12-31

[policy monday]
preset = flexible_letting
areas = estate
from = 2006-03-06

[policy sunday]
preset = flexible_letting
areas = estate
from = 2006-03-05
to = 2006-12-25
""")
        scenario = self.write("d.ini", text)
        printed = self.loft("check", scenario).stdout
        for name, start, end in (("wednesday", "2006-03-06", "2007-01-01"),
                                 ("monday", "2006-03-06", "the end"),
                                 ("sunday", "2006-03-06", "2006-12-25")):
            self.assertIn(f"policy '{name}' from Monday {start} to {end}", printed)
        effective = self.effective(scenario)
        self.assertEqual(effective["policy.wednesday.from"]["value"], "2006-03-06")
        self.assertIn("cohorts' date: Monday 2006-03-06", printed)
        # the same Monday, the same run
        digests = self.digests(self.run_file(scenario, "d"))
        self.assertEqual(digests["monday", 0], self.digests(self.run_file(self.write(
            "e.ini", text.replace("from = 2006-03-06", "from = 2006-03-02")), "e"))["monday", 0])

    def test_grades_and_processes(self):
        """A check that hides what is assumed, switched off or not built."""
        scenario = self.write("v.ini", village("\n[health]\nenabled = no\n"))
        text = self.loft("check", scenario).stdout
        self.assertRegex(text, r"numbers of the place: \d+ seen, \d+ derived, \d+ recalled, "
                               r"\d+ assumption")
        self.assertIn("process 'health'", text)
        self.assertRegex(text, r"process 'health' .*switched off")
        for process in ("enterprise", "cycle", "reforms"):
            self.assertRegex(text, rf"process '{process}' .*not built yet: it does nothing")

    def test_numbers_are_counted_once(self):
        """Numbers of the place that are counted again for every variant."""
        one = self.loft("check", self.write("v.ini", village())).stdout
        two = self.loft("check", self.write("w.ini", village(
            "\n[variant a]\nmoving.job_link = 2\n[variant b]\n"))).stdout
        line = re.compile(r"(?m)^numbers of the place.*$")
        self.assertEqual(line.search(one)[0], line.search(two)[0])

    def test_every_number_is_printed(self):
        """A parameter without unit, source, grade or the place where it was set."""
        for key, row in self.effective(self.write("v.ini", village(POLICIES))).items():
            self.assertEqual(list(row), ["name", "value", "unit", "source", "grade", "set_at"])
            for name in ("unit", "source", "grade", "set_at"):
                self.assertTrue(row[name], (key, name))
            self.assertIn(row["grade"], ("A", "B", "C", "none", "assumption", "choice"))

    def test_what_is_checked_is_what_is_stored(self):
        """A file that stores other parameters than `check` prints."""
        scenario = self.write("v.ini", village(POLICIES, weeks=5))
        out = self.run_file(scenario, "v")
        with h5py.File(out, "r") as file:
            stored = {key: {name: file["parameters"][name].asstr()[i]
                            for name in ("value", "unit", "source", "grade", "set_at")}
                      for i, key in enumerate(file["parameters/key"].asstr()[:])}
        for key, row in self.effective(scenario).items():
            self.assertEqual(stored[key], {name: row[name] for name in stored[key]})

    def test_unused_is_a_warning(self):
        """A policy that no variant enables: neither silence nor an error."""
        run = self.loft("check", self.write("v.ini", village(
            POLICIES + "\n[variant only]\nenable = finding\n")))
        self.assertIn("v.ini:15: warning: no variant enables the policy 'moving'", run.stderr)
        self.assertIn("warning: no variant enables the policy 'letting'", run.stderr)

    def test_unused_is_checked_all_the_same(self):
        """An error in a policy that no variant enables."""
        run = self.loft("check", self.write("v.ini", village(
            POLICIES.replace("factor = 1.3", "factor = much")
            + "\n[variant only]\nenable = finding\n")), status=2)
        self.assertIn("v.ini:18: error: 'policy.moving.factor'", run.stderr)

    def test_keys_of_what_is_off(self):
        """A key of a process that is switched off: it is fine."""
        self.loft("check", self.write("v.ini", village(
            "\n[moving]\nenabled = no\njob_link = 1.3\n")))

    def test_sweep(self):
        """A [sweep] that `check` and `run` refuse, or whose keys nobody looks at."""
        good = village("\n[policy p]\npreset = flexible_letting\nareas = all\n\n[sweep]\n"
                       "moving.job_link = 1.0, 1.3, 2.0\npolicy.p.share = 60 %, 70 %\n", weeks=5)
        scenario = self.write("v.ini", good)
        self.loft("check", scenario)
        with_sweep = self.digests(self.run_file(scenario, "v"))
        without = self.write("w.ini", good.split("[sweep]")[0])
        self.assertEqual(self.digests(self.run_file(without, "w")), with_sweep)
        run = self.loft("check", self.write("x.ini", good.replace("moving.job_link = 1.0",
                                                                  "moving.job_lin = 1.0")),
                        status=2)
        self.assertIn("did you mean 'sweep.moving.job_link'?", run.stderr)


class Explain(Case):
    def test_every_parameter(self):
        """A key that is printed or listed and cannot be explained."""
        keys = [key for key in self.effective(self.write("v.ini", village(POLICIES)))
                if "policy." not in key]
        self.assertGreater(len(keys), 100)
        for key in keys:
            text = self.loft("explain", key).stdout
            for word in ("unit", "default", "grade", "source"):
                self.assertRegex(text, rf"(?m)^  {word} ", key)

    def test_every_section_of_the_manual(self):
        """A section or key of docs/parameters.md that `explain` does not know; a key with a digit;
        two keys of a section that one slip of the finger makes the same."""
        text = self.loft("explain", "--markdown").stdout
        sections = re.split(r"(?m)^## `\[(\w+)\]`$", text)[1:]
        self.assertGreater(len(sections), 30)
        total = 0
        for name, body in zip(sections[::2], sections[1::2]):
            keys = [k.replace("\\", "") for k in re.findall(r"(?m)^\| ([\w\\]+) \|", body)]
            keys = [key for key in keys if key != "key"]
            total += len(keys)
            section = self.loft("explain", name).stdout
            for key in keys:
                self.assertRegex(section, rf"(?m)^  {key} ")
                self.assertNotRegex(key, r"\d", f"{name}.{key}")
                for other in keys:
                    self.assertFalse(key != other and one_edit(key, other), f"{name}: {key} {other}")
        self.assertGreater(total, 100)

    def test_policy_keys(self):
        """The keys of a policy under the names that a file gives them."""
        for key in ("policy.areas", "policy.cap70.areas", "policy.cap70.from", "cohort.young.ages",
                    "variant.v.enable", "hazard.factor", "letting_rule.share"):
            self.assertTrue(self.loft("explain", key).stdout)

    def test_statuses(self):
        """A status, definition, channel or group of the interface without a Danish label."""
        from test_tables import STATUSES
        for word in STATUSES + ["e1", "e2", "e3", "e4", "e5", "direct", "acquaintance", "jobcentre",
                                "male", "female", "danish", "western", "nonwestern"]:
            self.assertRegex(self.loft("explain", word).stdout, r"\(.+\)", word)
        self.assertIn("Kontanthjælp", self.loft("explain", "cash_benefit").stdout)

    def test_age_bands(self):
        """An age band that is spelled otherwise than in the interface."""
        printed = self.loft("explain", "age_band").stdout
        self.assertEqual([line.split()[0] for line in printed.splitlines()],
                         "0-17 18-24 25-29 30-39 40-49 50-59 60-64 65+".split())

    def test_levers_presets_places(self):
        """A lever, preset or place that is listed and cannot be explained."""
        listed = self.loft("explain").stdout
        for word in ("levers", "presets", "places", "tables"):
            line = next(x for x in listed.splitlines() if x.startswith(word))
            self.assertGreater(len(line.split()), 1, word)
            for name in line.split()[1:]:
                self.assertTrue(self.loft("explain", name).stdout, name)
        for path in (ROOT / "scenarios/places").glob("*.ini"):
            self.assertIn(path.stem, listed)
        for path in (ROOT / "scenarios/presets").glob("*.ini"):
            self.assertIn(path.stem, listed)
        self.assertEqual(set(next(x for x in listed.splitlines() if x.startswith("tables")).split()
                             [1:]), {*TABLES, "compare"})


def one_edit(a, b):
    """Whether one insertion, deletion or replacement makes one word of the other."""
    if len(a) > len(b):
        a, b = b, a
    if len(b) - len(a) > 1:
        return False
    for i, (x, y) in enumerate(zip(a, b)):
        if x != y:
            return a[i + (len(a) == len(b)):] == b[i + 1:]
    return len(b) - len(a) == 1


if __name__ == "__main__":
    unittest.main()
