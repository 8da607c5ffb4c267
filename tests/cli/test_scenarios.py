#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Promise 9: no silent scenario. What is wrong is told with file and line, what was expected, and the
nearest name that exists; all of it at once; and nothing is written. One scenario for each way in which
the reader could let something pass, or tell it badly."""
import shutil
import unittest

from loft import ROOT, Case, tree, village

HEAD = "[scenario]\ntitle = T\nextends = village\n"  # lines 1 to 3
POLICY = "[policy p]\npreset = flexible_letting\nareas = estate\n"  # 3 lines
HAZARD = "[policy p]\nlever = hazard\nprocess = {}\nfactor = {}\nareas = all\n"  # 5 lines
AREAS = "'all' or names separated by commas, out of estate, rental, owner, rest_of_village"

# name: (text, what stderr must contain). {f} is the file.
BAD = {
    # names
    "unknown key": (HEAD + "[moving]\njob_lnk = 2\n",
                    "{f}:5: error: unknown key 'moving.job_lnk', did you mean 'moving.job_link'?"),
    "key of another section": (HEAD + "[hiring]\njob_link = 2\n",
                               "{f}:5: error: unknown key 'hiring.job_link'"),
    "unknown section": (HEAD + "[movng]\njob_link = 2\n",
                        "{f}:4: error: unknown section '[movng]', did you mean '[moving]'?"),
    "empty unknown section": (HEAD + "[movng]\n",
                              "{f}:4: error: unknown section '[movng]', did you mean '[moving]'?"),
    "section with a name it has not": (HEAD + "[moving north]\njob_link = 2\n",
                                       "{f}:4: error: unknown section '[moving north]'"),
    "policy without name": (HEAD + "[policy]\nareas = all\n",
                            "{f}:4: error: unknown section '[policy]', expected '[policy NAME]'"),
    "unknown kind": (HEAD + "[polcy p]\nareas = all\n",
                     "{f}:4: error: unknown section '[polcy p]', did you mean '[policy p]'?"),
    "duplicate key": (HEAD + "[moving]\njob_link = 1.3\nenabled = yes\njob_link = 1.3\n",
                      "{f}:7: error: duplicate key 'moving.job_link' (first on line 5)"),
    "duplicate section": (HEAD + "[moving]\njob_link = 1.3\n[letting]\n[moving]\nenabled = no\n",
                          "{f}:7: error: duplicate section '[moving]' (first on line 4)"),
    "capital letter": (HEAD + "[moving]\nJob_link = 1.3\n", "{f}:5: error: unknown key"),
    # values
    "decimal comma": (HEAD + "[moving]\njob_link = 1,3\n",
                      "{f}:5: error: 'moving.job_link': found '1,3', expected a number from 1 to 2.5;"
                      " write 1.3 instead of 1,3"),
    "70 instead of 70 %": (HEAD + "[letting]\nassignment = 70\n",
                           "{f}:5: error: 'letting.assignment': found '70', expected a share from 0 to"
                           " 0.25, such as 0.7 or 70 %"),
    "per cent of a factor": (HEAD + "[moving]\njob_link = 130 %\n",
                             "{f}:5: error: 'moving.job_link': found '130 %', expected a number from"
                             " 1 to 2.5"),
    "out of range": (HEAD + "[moving]\njob_link = 2.6\n",
                     "{f}:5: error: 'moving.job_link': found '2.6', expected a number from 1 to 2.5"),
    "not a number": (HEAD + "[moving]\njob_link = nan\n", "{f}:5: error: 'moving.job_link'"),
    "infinite": (HEAD + "[moving]\njob_link = inf\n", "{f}:5: error: 'moving.job_link'"),
    "hexadecimal": (HEAD + "[moving]\njob_link = 0x2\n", "{f}:5: error: 'moving.job_link'"),
    "empty": (HEAD + "[moving]\njob_link =\n", "{f}:5: error: 'moving.job_link': found ''"),
    "two numbers": (HEAD + "[moving]\njob_link = 1.3 1.4\n", "{f}:5: error: 'moving.job_link'"),
    "comment with #": (HEAD + "[moving]\njob_link = 1.3 # strong\n",
                       "{f}:5: error: 'moving.job_link': found '1.3 # strong', expected a number from"
                       " 1 to 2.5; a comment after a value starts with ';'"),
    "switch": (HEAD + "[moving]\nenabled = maybe\n",
               "{f}:5: error: 'moving.enabled': found 'maybe', expected yes or no"),
    "choice": (HEAD + "[output]\ntrajectories = cohorts\n",
               "{f}:5: error: 'output.trajectories': found 'cohorts', expected one of none, cohort,"
               " areas, all; did you mean 'cohort'?"),
    "whole number": (HEAD + "weeks = 10 000\n",
                     "{f}:4: error: 'scenario.weeks': found '10 000', expected a whole number from 1"
                     " to 2600; write 10000"),
    "fraction of a week": (HEAD + "weeks = 10.5\n", "{f}:4: error: 'scenario.weeks': found '10.5'"),
    "no weeks": (HEAD + "weeks = 0\n", "{f}:4: error: 'scenario.weeks': found '0'"),
    "no replicates": (HEAD + "replicates = 0\n", "{f}:4: error: 'scenario.replicates': found '0'"),
    "negative seed": (HEAD + "seed = -1\n", "{f}:4: error: 'scenario.seed': found '-1'"),
    "seed beyond a double": (HEAD + "seed = 9007199254740993\n", "{f}:4: error: 'scenario.seed'"),
    "seed beyond 64 bits": (HEAD + "seed = 99999999999999999999\n", "{f}:4: error: 'scenario.seed'"),
    "no such day": (HEAD + "start = 2006-02-30\n",
                    "{f}:4: error: 'scenario.start': found '2006-02-30', expected a date such as"
                    " 2008-01-07"),
    "Danish date": (HEAD + POLICY + "from = 07-01-2008\n",
                    "{f}:7: error: 'policy.p.from': found '07-01-2008', expected a date such as"
                    " 2008-01-07; write 2008-01-07"),
    "ages the wrong way round": (HEAD + POLICY + "ages = 64-18\n",
                                 "{f}:7: error: 'policy.p.ages': found '64-18'"),
    "quotation marks": (HEAD + "[output]\ntrajectories = \"all\"\n",
                        "{f}:5: error: remove the quotation marks"),
    "quoted semicolon": ("[scenario]\ntitle = \"A ; B\"\nextends = village\n",
                         "{f}:2: error: quotation marks don't keep ';' from starting a comment"),
    # lines
    "no equals sign": (HEAD + "[moving]\njob_link 1.3\n",
                       "{f}:5: error: expected 'key = value' or '[section]', found 'job_link 1.3'"),
    "colon": (HEAD + "[moving]\njob_link : 1.3\n", "{f}:5: error: expected 'key = value' or"),
    "no key": (HEAD + "[moving]\n= 1.3\n", "{f}:5: error: no key before '='"),
    "key before a section": ("title = T\n" + HEAD,
                             "{f}:1: error: 'title' stands before the first [section]"),
    "no bracket": (HEAD + "[moving\njob_link = 1.3\n", "{f}:4: error: section header without ']'"),
    "text after a header": (HEAD + "[moving] north\njob_link = 1.3\n",
                            "{f}:4: error: text after the ']' of a section header"),
    "indented": (HEAD + "[moving]\n  job_link = 1.3\n",
                 "{f}:5: error: indented line 'job_link = 1.3': remove the white space"),
    "value on two lines": (HEAD + POLICY.replace("estate", "estate,") + "   rental\n",
                           "{f}:7: error: indented line 'rental'"),
    "long line": (HEAD + "[output]\n; " + "x" * 5000 + "\n",
                  "{f}:5: error: line of 5002 bytes, at most 4000 are read"),
    "long value": (HEAD + "[output]\ntrajectories = " + "all" * 2000 + "\n",
                   "{f}:5: error: line of 6015 bytes, at most 4000 are read"),
    "long section": (HEAD + "[policy " + "a" * 60 + "]\nareas = all\n",
                     "{f}:4: error: section name of 67 bytes, at most 49 are read"),
    "long key": (HEAD + "[moving]\n" + "k" * 120 + " = 1\n",
                 "{f}:5: error: key of 120 bytes, at most 100 are read"),
    "latin-1": ("[scenario]\ntitle = L\xf8ft\nextends = village\n".encode("latin-1"),
                "{f}:2: error: not UTF-8 from this line on: save the file as UTF-8"),
    "UTF-16": (HEAD.encode("utf-16"), "{f}:1: error: "),
    "control character": (HEAD.replace("T", "T\x01"),
                          "{f}:2: error: control character 0x01 in byte 10 of the line"),
    "NUL": (HEAD.replace("T", "T\0"), "{f}:2: error: NUL byte: this is not a text file"),
    "binary": (bytes(range(256)) * 20, "{f}:1: error: "),
    "empty file": ("", "{f}: error: no place: write `extends = odense`"),
    "JSON": ('{"scenario": {"title": "T"}}\n', "{f}:1: error: expected 'key = value'"),
    # files
    "no title": ("[scenario]\nextends = village\n",
                 "{f}:1: error: 'scenario.title' is missing, expected a text"),
    "empty title": ("[scenario]\ntitle =\nextends = village\n",
                    "{f}:2: error: 'scenario.title': found '', expected a text"),
    "no extends": ("[scenario]\ntitle = T\n",
                   "{f}:1: error: no place: write `extends = odense` in [scenario]"),
    "extends nothing": ("[scenario]\ntitle = T\nextends = odensee\n",
                        "{f}:3: error: 'scenario.extends': cannot find 'odensee', did you mean"
                        " 'odense'?"),
    "extends a folder": ("[scenario]\ntitle = T\nextends = folder.ini\n",
                         "{f}:3: error: 'scenario.extends'"),
    "extends itself": ("[scenario]\ntitle = T\nextends = extends_itself\n",
                       "{f}:3: error: 'scenario.extends': circular: {f} -> "),
    "no such table": (HEAD + "[moving]\nwish = nothing.csv\n",
                      "{f}:5: error: 'moving.wish': cannot find the file 'nothing.csv'"),
    "a table for another": (HEAD + "[moving]\nwish = odense/mortality.csv\n",
                            "odense/mortality.csv:2: error: column 'tenure' is missing"),
    # policies
    "unknown policy": (HEAD + POLICY + "[variant v]\nenable = q\n",
                       "{f}:8: error: 'variant.v.enable': found 'q'"),
    "nearly a policy": (HEAD + POLICY.replace("policy p", "policy flexible")
                        + "[variant v]\nenable = flexibl\n", "did you mean 'flexible'?"),
    "unknown variant": (HEAD + POLICY + "[variant v]\nenable = p\npolicy.q.share = 1\n",
                        "{f}:9: error: unknown key 'variant.v.policy.q.share', did you mean"
                        " 'variant.v.policy.p.share'?"),
    "unknown key of a variant": (HEAD + "[variant v]\nmoving.job_lnk = 2\n",
                                 "{f}:5: error: unknown key 'variant.v.moving.job_lnk', did you mean"
                                 " 'variant.v.moving.job_link'?"),
    "what variants cannot change": (HEAD + "[variant v]\nscenario.weeks = 10\n",
                                    "{f}:5: error: unknown key 'variant.v.scenario.weeks':"
                                    " 'scenario.weeks' can't differ between variants"),
    "preset of a variant": (HEAD + POLICY + "[variant v]\nenable = p\npolicy.p.preset = x\n",
                            "{f}:9: error: 'variant.v.policy.p.preset': a preset can't differ"),
    "policy called base": (HEAD + POLICY.replace("policy p", "policy base"),
                           "{f}:4: error: no policy may be called 'base'"),
    "base with a policy": (HEAD + POLICY + "[variant base]\nenable = p\n",
                           "{f}:8: error: [variant base] is the one without policy"),
    "unknown area": (HEAD + POLICY.replace("estate", "estte"),
                     "{f}:6: error: 'policy.p.areas': found 'estte', expected " + AREAS
                     + "; 'estte' is unknown, did you mean 'estate'?"),
    "outside is no area": (HEAD + POLICY.replace("estate", "outside"),
                           "{f}:6: error: 'policy.p.areas': found 'outside'"),
    "areas left out": (HEAD + POLICY.replace("areas = estate\n", ""),
                       "{f}:4: error: 'policy.p.areas' is missing, expected " + AREAS),
    "no lever": (HEAD + "[policy p]\nareas = all\n",
                 "{f}:4: error: the policy 'p' has neither preset nor lever"),
    "unknown lever": (HEAD + "[policy p]\nlever = hazrd\nareas = all\n",
                      "{f}:5: error: unknown lever 'hazrd', did you mean 'hazard'?"),
    "preset and lever": (HEAD + POLICY + "lever = letting_rule\n",
                         "{f}:7: error: the policy 'p' has both preset and lever"),
    "unknown preset": (HEAD + POLICY.replace("letting", "leting"),
                       "{f}:5: error: 'policy.p.preset': cannot find 'flexible_leting', did you mean"
                       " 'flexible_letting'?"),
    "a place for a preset": (HEAD + POLICY.replace("flexible_letting", "odense"),
                             "error: unknown "),
    "key of another lever": (HEAD + POLICY + "factor = 1.1\n",
                             "{f}:7: error: unknown key 'policy.p.factor'"),
    "key of a preset": (HEAD + POLICY + "shar = 0.5\n",
                        "{f}:7: error: unknown key 'policy.p.shar', did you mean 'policy.p.share'?"),
    "lever of a preset": (HEAD + POLICY + "leting.share = 0.5\n",
                          "{f}:7: error: unknown key 'policy.p.leting.share', did you mean"
                          " 'policy.p.letting.share'?"),
    "unknown process": (HEAD + HAZARD.format("hirng", 1.1),
                        "{f}:6: error: 'policy.p.process': found 'hirng'"),
    "hazard on ageing": (HEAD + HAZARD.format("ageing", 1.1),
                         "{f}:6: error: 'policy.p.process': found 'ageing', expected one of"),
    "negative factor": (HEAD + HAZARD.format("hiring", -1), "{f}:7: error: 'policy.p.factor'"),
    "lever beyond its cap": (HEAD + HAZARD.format("migration", 20),
                             "{f}:4: error: variant 'p': process 'migration'"),
    "levers beyond their cap": (HEAD + HAZARD.format("hiring", 3) + HAZARD.replace(
        "policy p", "policy q").format("hiring", 3) + "[variant both]\nenable = p, q\n",
        "by the policies 'p' (hazard x 3), 'q' (hazard x 3)"),
    "base rate beyond its range": (HEAD + "[health]\nclarify_cash = 0.5\n",
                                   "{f}:5: error: 'health.clarify_cash': found '0.5', expected a share"
                                   " from 0 to 0.005"),
    "unknown status": (HEAD + POLICY + "statuses = cash_benfit\n",
                       "'cash_benfit' is unknown, did you mean 'cash_benefit'?"),
    "unknown sex": (HEAD + POLICY + "sex = woman\n", "{f}:7: error: 'policy.p.sex': found 'woman'"),
    "a name twice": (HEAD + POLICY.replace("estate", "estate, owner, estate"),
                     "{f}:6: error: 'policy.p.areas'"),
    # cohorts, sweep, --set
    "cohorts of two dates": (HEAD + "[cohort a]\nat = 2006-02-06\n[cohort b]\nat = 2006-03-06\n",
                             "{f}:6: error: [cohort b]: at: a file has one date for all cohorts"),
    "cohort of a name in use": (HEAD + "[cohort residents]\nages = 18-24\n",
                                "{f}:4: error: the cohort 'residents' exists besides"),
    "key of a sweep": (HEAD + "[sweep]\nmoving.job_lnk = 1, 2\n",
                       "{f}:5: error: unknown key 'sweep.moving.job_lnk', did you mean"
                       " 'sweep.moving.job_link'?"),
}

# what --set refuses: (assignment, fragment)
BAD_SETS = (
    ("moving.job_lnk=2", "--set: error: unknown key 'moving.job_lnk', did you mean"
                         " 'moving.job_link'?"),
    ("job_link=2", "--set: error: 'job_link=2': expected SECTION.KEY=VALUE"),
    ("moving.job_link", "--set: error: 'moving.job_link': expected SECTION.KEY=VALUE"),
    ("moving.job_link=1,3", "--set: error: 'moving.job_link': found '1,3', expected a number from 1 to"
                            " 2.5; write 1.3 instead of 1,3"),
    ("variant.w.moving.job_link=2", "--set: error: unknown key 'variant.w.moving.job_link'"),
    ("variant.v.moving.job_lnk=2", "did you mean 'variant.v.moving.job_link'?"),
    ("policy.q.share=1", "--set: error: unknown key 'policy.q.share'"),
    ("scenario.extends=odense", "--set: error: 'scenario.extends' can only be written in a file"),
    ("sweep.moving.job_lnk=1", "--set: error: unknown key 'sweep.moving.job_lnk'"),
)


class Bad(Case):
    def check_one(self, name, text, fragment):
        (self.folder / "folder.ini").mkdir(exist_ok=True)
        stem = name.replace(" ", "_")
        path = self.folder / (stem + ".ini")
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        before = tree(self.folder)
        run = self.loft("run", path, "-o", self.folder / "out" / "x.h5", status=2)
        self.assertIn(fragment.replace("{f}", str(path)), run.stderr)
        self.assertEqual(run.stdout, "")
        self.assertEqual(tree(self.folder), before)
        self.assertFalse((self.folder / "out").exists())
        self.assertEqual(self.loft("check", path, status=2).stderr, run.stderr)
        for line in run.stderr.splitlines():
            self.assertRegex(line, r"(error|warning): ")
        self.assertLess(len(run.stderr), 20000)
        path.unlink()

    def test_bad_scenarios(self):
        """See BAD: each one lets something pass, or tells it badly."""
        for name, (text, fragment) in BAD.items():
            with self.subTest(name):
                self.check_one(name, text, fragment)

    def test_bad_sets(self):
        """A --set that is ignored."""
        scenario = self.write("set.ini", HEAD + POLICY + "[variant v]\nenable = p\n")
        for assignment, fragment in BAD_SETS:
            with self.subTest(assignment):
                run = self.loft("run", scenario, "--set", assignment, "-o", "out/x.h5", status=2)
                self.assertIn(fragment, run.stderr)
                self.assertFalse((self.folder / "out").exists())

    def test_errors_have_a_line(self):
        """An error in a file that does not say on which line it is."""
        for name, (text, fragment) in BAD.items():
            # (a whole file that is missing, or of another kind, is told without a line)
            if name in ("empty file", "no such table", "a table for another",
                        "a place for a preset"):
                continue
            path = self.write("line.ini", text)
            for line in self.loft("check", path, status=2).stderr.splitlines():
                if "error: " in line:
                    self.assertRegex(line, r"^[^:]+\.(ini|csv):\d+: error: ", name)

    def test_folder(self):
        """A folder that is read as an empty scenario."""
        (self.folder / "folder.ini").mkdir(exist_ok=True)
        for path in (self.folder / "folder.ini", self.folder):
            run = self.loft("run", path, status=2)
            self.assertIn("is a folder, expected a file", run.stderr)

    def test_missing(self):
        """A missing file that is more than one error."""
        run = self.loft("run", "nothing.ini", status=2)
        self.assertEqual(run.stderr, "nothing.ini: error: cannot open 'nothing.ini': No such file or"
                                     " directory\n")

    def test_circle(self):
        """Files that extend one another until the stack is full."""
        for one, other in (("a", "b"), ("b", "c"), ("c", "a")):
            self.write(one + ".ini", f"[scenario]\ntitle = {one}\nextends = {other}\n")
        run = self.loft("check", "a.ini", status=2)
        self.assertIn("c.ini:3: error: 'scenario.extends': circular: a.ini -> b.ini -> c.ini -> a.ini",
                      run.stderr)

    def test_deep(self):
        """Files that extend one another without end."""
        for n in range(30):
            self.write(f"deep{chr(97 + n)}.ini", f"[scenario]\ntitle = D\nextends = deep{chr(98 + n)}\n")
        self.assertIn("files extend one another", self.loft("check", "deepa.ini", status=2).stderr)

    def test_all_errors_at_once(self):
        """A reader that stops at the first error, or at the first file with one."""
        lower = self.write("lower.ini", HEAD + "[moving]\njob_lnk = 1.2\n[hirng]\nenabled = no\n")
        upper = self.write("upper.ini", """[scenario]
title = Many
extends = lower
weeks = 0

[moving]
job_link = 1,3
job_link = 9

[letting
assignment = 3

[policy p]
preset = flexible_letting
areas = estte
from = 2008-13-01
shar = 1

[policy base]
lever = hazrd
areas = all

[output]
trajectories = al
""")
        run = self.loft("check", upper, "--set", "moving.enabled=perhaps", status=2)
        for fragment in (f"{lower}:5: error: unknown key 'moving.job_lnk'",
                         f"{lower}:6: error: unknown section '[hirng]'",
                         f"{upper}:4: error: 'scenario.weeks': found '0'",
                         f"{upper}:8: error: duplicate key 'moving.job_link'",
                         f"{upper}:8: error: 'moving.job_link': found '9'",
                         f"{upper}:10: error: section header without ']'",
                         f"{upper}:15: error: 'policy.p.areas': found 'estte'",
                         f"{upper}:16: error: 'policy.p.from': found '2008-13-01'",
                         f"{upper}:17: error: unknown key 'policy.p.shar'",
                         f"{upper}:19: error: no policy may be called 'base'",
                         f"{upper}:20: error: unknown lever 'hazrd'",
                         f"{upper}:24: error: 'output.trajectories': found 'al'",
                         "--set: error: 'moving.enabled': found 'perhaps'"):
            self.assertIn(fragment, run.stderr)
        self.assertEqual(len(set(run.stderr.splitlines())), len(run.stderr.splitlines()))

    def test_errors_of_tables_at_once(self):
        """Errors of two tables of a place, of which only the first is told."""
        scenarios = self.folder / "scenarios"
        shutil.copytree(ROOT / "scenarios", scenarios, dirs_exist_ok=True)
        for name, old, new in (("village/area_age.csv", "estate,18-24,62", "estte,18-24,62"),
                               ("odense/mortality.csv", "female,", "femal,"),
                               ("village/areas.csv", "social", "sociall")):
            path = scenarios / "places" / name
            text = path.read_text()
            self.assertIn(old, text)
            path.write_text(text.replace(old, new, 1))
        run = self.loft("check", self.write("v.ini", village()), status=2,
                        env={"LOFT_SCENARIOS": str(scenarios)})
        # codes of areas can only be checked once the areas are known
        self.assertRegex(run.stderr, r"village/areas.csv:\d+: error: .*'sociall'")
        self.assertRegex(run.stderr, r"odense/mortality.csv:\d+: error: .*'femal'")

    def test_many_errors_end(self):
        """A file of rubbish that is answered with a book."""
        text = HEAD + "".join(f"key{i} = {i}\n" for i in range(20000))
        run = self.loft("check", self.write("many.ini", text), status=2)
        self.assertLess(len(run.stderr.splitlines()), 1100)


class Good(Case):
    """What looks odd and is fine."""

    def test_odd(self):
        """A reader that refuses what its text says it takes."""
        for name, text in {
            "no newline at the end": HEAD.rstrip(),
            "blanks": "[scenario] \n title=T".replace("\n ", "\n") + "\nextends   =   village   \n",
            "comments": "; one\n# two\n" + HEAD + ";three\nweeks = 3 ; four\n",
            "semicolon in a value": HEAD.replace("T", "A;B"),
            "hash in a value": HEAD.replace("T", "A # B"),
            "equals in a value": HEAD.replace("T", "A = B"),
            "quotation marks inside": HEAD.replace("T", 'The "T"'),
            "percent": HEAD + "[letting]\nassignment = 20%\n",
            "empty areas": HEAD + POLICY.replace("estate", ""),
            "all and a list": HEAD + POLICY.replace("estate", "estate,owner , rest_of_village"),
            "outside the run": HEAD + POLICY + "from = 1990-01-01\nto = 1991-01-01\n",
            "blank section": HEAD + "[moving]\n[letting]\n",
            "tab": HEAD.replace(" = ", "\t=\t"),
            "variant without keys": HEAD + POLICY + "[variant nothing]\n",
            "policy.P.LEVER.key": HEAD + POLICY + "letting.share = 0.4\n",
        }.items():
            with self.subTest(name):
                run = self.loft("check", self.write("good.ini", text))
                self.assertNotIn("error", run.stderr)


if __name__ == "__main__":
    unittest.main()
