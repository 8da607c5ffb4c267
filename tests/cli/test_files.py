#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The result file of a real run, as other programs see it: all checks of tests/python on it, and the
scripts of analysis/."""
import importlib.util
import re
import subprocess
import sys
import unittest
import warnings

import h5py
import numpy as np
from loft import ROOT, Case, POLICIES, columns, village

with warnings.catch_warnings():  # Debian's netCDF4 was compiled against another numpy, and says so
    warnings.simplefilter("ignore")
    import netCDF4  # noqa: F401

spec = importlib.util.spec_from_file_location("layout", ROOT / "tests/python/test_result_file.py")
layout = importlib.util.module_from_spec(spec)
spec.loader.exec_module(layout)


def make(case):
    scenario = case.write("v.ini", village(POLICIES, weeks=130))
    case.out = case.run_file(scenario, "v")


class Layout(layout.ResultFile, Case):
    """Every check of the layout, on a run instead of on made-up numbers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        make(cls)
        layout.PATH = cls.out

    # Fails when the axes of the series change, or series and table tell different numbers.
    def test_series(self):
        series = self.file["series/persons"]
        self.assertEqual(series.dtype, np.int32)
        self.assertEqual([dim[0].name for dim in series.dims],
                         ["/variant", "/replicate", "/week", "/area", "/status"])
        self.assertEqual(series.chunks[:2], (1, 1))
        self.assertTrue(series.shuffle and series.compression == "gzip")
        self.assertEqual(series.shape, (4, 2, 131, 5, 27))
        # the table leaves out statuses that nobody has, and `outside`
        table = self.file["table/status"]
        at = tuple(table[name][:] for name in ("variant", "replicate", "week", "area", "status"))
        np.testing.assert_array_equal(series[:][at], table["persons"][:])
        self.assertEqual(series[:, :, :, :4].sum(), table["persons"][:].sum())


class Scripts(Case):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        make(cls)

    def python(self, *words, status=0):
        run = subprocess.run([sys.executable, *map(str, words)], capture_output=True, text=True,
                             cwd=self.folder)
        self.assertEqual(run.returncode, status, run.stderr)
        return run

    def test_plot(self):
        """A picture that cannot be drawn from what a run writes."""
        png = self.folder / "v.png"
        self.python(ROOT / "analysis/plot_uplift.py", self.out, "-o", png)
        self.assertEqual(png.read_bytes()[:8], b"\x89PNG\r\n\x1a\n")
        self.assertGreater(png.stat().st_size, 20000)
        png.unlink()
        self.python(ROOT / "analysis/plot_uplift.py", self.out, "-o", png, "--area", "owner")
        self.assertGreater(png.stat().st_size, 20000)
        run = self.python(ROOT / "analysis/plot_uplift.py", self.out, "-o", png, "--area", "mars",
                          status=2)
        self.assertIn("no 'mars' among: estate", run.stderr)

    def test_spells(self):
        """A life that cannot be read out of the file in ten lines."""
        with h5py.File(self.out, "r") as file:
            count = len(file["person/key"])
            spells = file["person/spell_count"][:]
        for n in (0, int(spells.argmax()), count - 1):
            lines = self.python(ROOT / "analysis/read_spells.py", self.out, n).stdout.splitlines()
            self.assertEqual(len(lines), 1 + spells[n])
            self.assertRegex(lines[0], r"^person [0-9a-f]{16}, (male|female), born \d{4}-\d\d, ")
            days = [re.match(r"(\d{4}-\d\d-\d\d) to (\d{4}-\d\d-\d\d)  ", line) for line in lines[1:]]
            for before, after in zip(days, days[1:]):
                self.assertEqual(np.datetime64(before[2]) + 1, np.datetime64(after[1]))
        self.python(ROOT / "analysis/read_spells.py", self.out, count, status=1)

    def test_sizes_of_the_scripts(self):
        """A picture that takes a page of code."""
        self.assertLess(len((ROOT / "analysis/plot_uplift.py").read_text().splitlines()), 80)

    def test_provenance_tells_the_story(self):
        """A file whose scenario cannot be run again: text, seed and length are in it."""
        with h5py.File(self.out, "r") as file:
            text = file["provenance/scenario"].asstr()[()]
            seed = int(file["provenance/seed"][()])
            parts = re.split(r"(?m)^; file (\S+)(?: below (\S+))?\n", text)
        files = {name: body for name, below, body in zip(parts[1::3], parts[2::3], parts[3::3])}
        self.assertEqual(set(files), {"village.ini", "v.ini", "flexible_letting.ini"})
        self.assertEqual(seed, 7)
        self.assertIn("extends = village", files["v.ini"])
        # every table of the place is named with a checksum
        village_ini = (ROOT / "scenarios/places/village.ini").read_text()
        tables = re.findall(r"(?m)^\w+ = \w+/(\w+\.csv)$", village_ini)
        self.assertGreater(len(tables), 20)
        for table in tables:
            self.assertRegex(text, rf"(?m)^; table \w+\.\w+ {table} [0-9a-f]{{16}}$")
        # and it runs to the same end from what is in the file
        for name, body in files.items():
            self.write("again/" + name, body)
        again = self.run_file(str(self.folder / "again" / "v.ini"), "again", "--seed", seed)
        self.assertEqual(self.digests(again), self.digests(self.out))

    def test_no_place_of_this_machine(self):
        """A result that tells where it was made, outside /provenance/run."""
        found = []
        with h5py.File(self.out, "r") as file:
            def visit(name, item):
                texts = [str(value) for value in item.attrs.values()]
                if isinstance(item, h5py.Dataset) and h5py.check_string_dtype(item.dtype):
                    texts += [str(value) for value in np.ravel(item.asstr()[()])]
                if name != "provenance/run":
                    found.extend(text for text in texts
                                 if str(self.folder) in text or str(ROOT) in text)
            file.visititems(visit)
        self.assertEqual(found, [])

    def test_categories(self):
        """A category that is stored as text, or without its meanings."""
        with h5py.File(self.out, "r") as file:
            for table in file["table"].values():
                for name in ("variant", "area", "cohort", "definition", "status", "channel"):
                    if name in table:
                        self.assertIn("flag_values", table[name].attrs, table.name)
                        self.assertIn("flag_meanings", table[name].attrs, table.name)
            for name in ("person/sex", "person/origin", "spell/status", "spell/area"):
                self.assertIn("flag_meanings", file[name].attrs)
            self.assertEqual(file.attrs["calibration"], "none")
        self.assertEqual(set(columns(self.out, "uplift")["cohort"]), {0, 1, 2})


if __name__ == "__main__":
    unittest.main()
