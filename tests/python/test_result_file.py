#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The layout of a result file as other programs see it: h5py, xarray with both netCDF-4 engines, ncdump.

usage: test_result_file.py OUT.h5 [unittest options], or LOFT_RESULT=OUT.h5 test_result_file.py
"""
import os
import re
import subprocess
import sys
import unittest

import h5py
import numpy as np
import xarray

PATH = os.environ.get("LOFT_RESULT", "")
ENGINES = ("netcdf4", "h5netcdf")


def open_group(group, engine, **options):
    return xarray.open_dataset(PATH, group=group, engine=engine, **options)


def is_bare(dataset):
    """A dimension without coordinate variable is a dataset too, which netCDF readers hide."""
    return dataset.attrs.get("NAME", b"").startswith(b"This is a netCDF dimension")


class ResultFile(unittest.TestCase):
    def setUp(self):
        self.file = h5py.File(PATH, "r")
        self.addCleanup(self.file.close)
        self.groups, self.datasets = ["/"], []

        def visit(name, item):
            if isinstance(item, h5py.Group):
                self.groups.append("/" + name)
            elif not is_bare(item):
                self.datasets.append(item)

        self.file.visititems(visit)
        self.tables = list(self.file["table"].values())

    def text(self, name):
        return self.file[name].asstr()[()]

    # Fails when a name that INTERFACE.md fixes is missing.
    def test_names(self):
        for name in (
            "variant replicate week area status series/persons person/key person/variant"
            " person/replicate person/birth_week person/sex person/origin person/spell_count"
            " spell/start spell/end spell/status spell/area spell/hours parameters/key"
            " parameters/value parameters/unit parameters/source parameters/grade"
            " parameters/set_at provenance/scenario provenance/seed provenance/version"
            " provenance/revision provenance/digest provenance/run"
        ).split():
            self.assertIn(name, self.file)
        self.assertTrue(self.tables)

    # Fails when ncdump takes it for anything but netCDF-4, or cannot read a part.
    def test_ncdump(self):
        kind = subprocess.run(["ncdump", "-k", PATH], capture_output=True, text=True, check=True)
        self.assertEqual(kind.stdout.strip(), "netCDF-4")
        head = subprocess.run(["ncdump", "-h", PATH], capture_output=True, text=True, check=True)
        self.assertNotIn("phony_dim", head.stdout)
        self.assertIn("int persons(variant, replicate, week, area, status)", head.stdout)

    # Fails when a dataset loses its long name or unit, or the root its CF attributes.
    def test_attributes(self):
        root = self.file.attrs
        self.assertEqual(root["Conventions"], "CF-1.8")
        for name in ("title", "source", "calibration", "place", "loft_format"):
            self.assertIsInstance(root[name], str)
        self.assertNotIn("history", root)
        for dataset in self.datasets:
            self.assertTrue(dataset.attrs["long_name"], dataset.name)
            self.assertTrue(dataset.attrs["units"], dataset.name)
        for table in self.tables:
            self.assertEqual(table.attrs["calibration"], root["calibration"])

    # Fails when a type comes in that netCDF or R cannot read (enumerations, bool, bytes).
    def test_types(self):
        for dataset in self.datasets:
            if h5py.check_string_dtype(dataset.dtype) is None:
                self.assertIn(
                    dataset.dtype.str, ("|i1", "<i2", "<i4", "<i8", "<u8", "<f8"), dataset.name)

    # Fails when an axis has no name, or the scale does not know who uses it.
    def test_scales(self):
        for dataset in self.datasets:
            if h5py.h5ds.is_scale(dataset.id):
                continue
            for axis, dim in enumerate(dataset.dims):
                self.assertEqual(len(dim.keys()), 1, dataset.name)
                self.assertTrue(h5py.h5ds.is_attached(dataset.id, dim[0].id, axis), dataset.name)

    # Fails when codes and their names part company.
    def test_flags(self):
        seen = 0
        for dataset in self.datasets:
            if "flag_values" not in dataset.attrs:
                continue
            seen += 1
            values, names = dataset.attrs["flag_values"], dataset.attrs["flag_meanings"].split(" ")
            self.assertEqual(values.dtype, dataset.dtype, dataset.name)
            self.assertEqual(list(values), list(range(len(names))), dataset.name)
            if dataset.size:
                self.assertIn(dataset[:].min(), values, dataset.name)
                self.assertIn(dataset[:].max(), values, dataset.name)
        self.assertGreater(seen, 4)
        variants = self.file["table/uplift/variant"].attrs["flag_meanings"].split(" ")
        self.assertEqual(
            variants, [name.replace(" ", "_") for name in self.text("variant")])

    # Fails when a creation time slips into a header: then two runs differ.
    def test_no_times(self):
        for item in [self.file[name] for name in self.groups] + self.datasets:
            self.assertEqual(h5py.h5g.get_objinfo(item.id).mtime, 0, item.name)

    # Fails when an engine refuses a group, numbers an axis itself or drops a dataset.
    def test_xarray_opens_everything(self):
        for engine in ENGINES:
            for group in self.groups:
                with open_group(group, engine) as data:
                    for name in data.dims:
                        self.assertFalse(str(name).startswith("phony"), (engine, group))
                    stored = {item.name.split("/")[-1] for item in self.datasets
                              if os.path.dirname(item.name) == group}
                    self.assertEqual({str(name) for name in data.variables}, stored)

    # Fails when time is not decoded to the Mondays of the run.
    def test_time(self):
        for engine in ENGINES:
            with open_group("/", engine) as root:
                week = root["week"].values
                self.assertEqual(week.dtype.kind, "M")
                self.assertTrue((np.diff(week) == np.timedelta64(7, "D")).all())
                self.assertEqual(root["week"].dt.dayofweek.values[0], 0)
                with open_group("/table/status", engine) as status:
                    mondays = status["monday"].values
                    self.assertTrue((mondays == week[status["week"].values]).all())

    # Fails when the axes of the series change, or series and table tell different numbers.
    def test_series(self):
        series = self.file["series/persons"]
        self.assertEqual(series.dtype, np.int32)
        self.assertEqual([dim[0].name for dim in series.dims],
                         ["/variant", "/replicate", "/week", "/area", "/status"])
        self.assertEqual(series.chunks[:2], (1, 1))
        self.assertTrue(series.shuffle and series.compression == "gzip")
        table = self.file["table/status"]
        columns = [table[name][:] for name in ("variant", "replicate", "week", "area", "status")]
        np.testing.assert_array_equal(series[:][tuple(columns)], table["persons"][:])
        self.assertEqual(series.size, table["persons"].size)

    # Fails when the columns of a table differ in length or in the name of their axis.
    def test_tables(self):
        for table in self.tables:
            rows = {item.shape for item in table.values()}
            self.assertEqual(len(rows), 1, table.name)
            for engine in ENGINES:
                with open_group(table.name, engine) as data:
                    self.assertEqual(list(data.dims), ["row"])

    # Fails when trajectories lose their order or a spell goes to the wrong person.
    def test_trajectories(self):
        person = {name: item[:] for name, item in self.file["person"].items() if name != "person"}
        spell = {name: item[:] for name, item in self.file["spell"].items() if name != "spell"}
        self.assertEqual(person["key"].dtype, np.uint64)
        self.assertEqual(self.file["person/spell_count"].attrs["sample_dimension"], "/spell/spell")
        self.assertIn("/spell/spell", self.file)
        self.assertEqual(person["spell_count"].sum(), len(spell["start"]))
        order = list(zip(person["variant"], person["replicate"], person["key"]))
        self.assertEqual(order, sorted(order))
        self.assertTrue((spell["start"] <= spell["end"]).all())
        first = np.zeros(len(spell["start"]), bool)
        first[(np.cumsum(person["spell_count"]) - person["spell_count"])[
            person["spell_count"] > 0]] = True
        follows = ~first[1:]
        self.assertTrue((spell["start"][1:] > spell["end"][:-1])[follows].all())

    # Fails when the file stops telling its whole story.
    def test_provenance(self):
        self.assertIn("[scenario]", self.text("provenance/scenario"))
        self.assertEqual(self.file["provenance/seed"].dtype, np.uint64)
        self.assertRegex(self.text("provenance/version"), r"^\d+\.\d+")
        digests = self.text("provenance/digest")
        self.assertEqual(digests.shape, self.file["series/persons"].shape[:2])
        self.assertTrue(all(re.fullmatch("[0-9a-f]{32}", digest) for digest in digests.flat))
        self.assertEqual(list(self.file["provenance/run"]), [])
        lists = self.file["provenance/lists"]
        for name in ("variant", "area", "status", "cohort", "definition"):
            self.assertEqual(lists[name].shape, lists[name + "_label"].shape)
        np.testing.assert_array_equal(self.text("provenance/lists/area"), self.text("area"))


if __name__ == "__main__":
    if len(sys.argv) > 1 and not sys.argv[1].startswith("-"):
        PATH = sys.argv.pop(1)
    if not PATH:
        sys.exit("usage: test_result_file.py OUT.h5")
    unittest.main()
