# SPDX-License-Identifier: MIT
"""What the tests of this folder share: the program as its users run it, and what it leaves behind.

The program under test is build/loft, or what the environment variable LOFT names. Every test class
works in a folder of its own, which is removed afterwards.
"""
import csv
import hashlib
import io
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

import h5py
import numpy as np

ROOT = pathlib.Path(__file__).resolve().parents[2]
LOFT = os.environ.get("LOFT", str(ROOT / "build" / "loft"))
TABLES = ("uplift", "decomposition", "status", "moves", "channels", "quantities")
DEFINITIONS = ("e1", "e2", "e3", "e4", "e5")

# A run that is over in a moment: 2,000 people.
VILLAGE = """[scenario]
title = A village
extends = village
weeks = {weeks}
replicates = {replicates}
seed = {seed}
"""
# Three policies on it that change something.
POLICIES = """
[policy finding]
lever = hazard
process = hiring
factor = 1.5
areas = estate
from = 2006-03-01

[policy moving]
lever = hazard
process = moving
factor = 1.3
areas = all

[policy letting]
preset = flexible_letting
areas = estate
from = 2006-06-05
"""


def village(body="", weeks=120, replicates=2, seed=7):
    return VILLAGE.format(weeks=weeks, replicates=replicates, seed=seed) + body


class Case(unittest.TestCase):
    """A test class with a folder and the program."""

    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="loft-test-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)

    @classmethod
    def write(cls, name, text):
        """A file in the folder; returns its path as a string."""
        path = cls.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)

    @classmethod
    def loft(cls, *words, status=0, program=None, env=None, timeout=600):
        """Run the program in the folder. An exit status other than `status` is a failure."""
        run = subprocess.run([program or LOFT, *map(str, words)], capture_output=True, text=True,
                             cwd=cls.folder, timeout=timeout,
                             env=None if env is None else {**os.environ, **env})
        if status is not None and run.returncode != status:
            raise AssertionError(f"loft {' '.join(map(str, words))}: exit {run.returncode}, expected"
                                 f" {status}\n{run.stdout[-2000:]}\n{run.stderr[-2000:]}")
        return run

    @classmethod
    def run_file(cls, scenario, name, *words, **options):
        """`loft run` into NAME.h5 of the folder; returns the path of the result."""
        out = str(cls.folder / (name + ".h5"))
        cls.loft("run", scenario, "-o", out, *words, **options)
        return out

    @classmethod
    def digests(cls, out):
        """{(variant, replicate): digest} as `loft digest` prints it."""
        lines = cls.loft("digest", out).stdout.split("\n")
        return {(v, int(r)): d for v, r, d in (line.split() for line in lines if line)}

    @classmethod
    def csv_text(cls, table, out, *words):
        return cls.loft("table", table, out, "--format", "csv", *words).stdout

    @classmethod
    def rows(cls, table, out, *words):
        """The rows of a table as dictionaries of texts."""
        return list(csv.DictReader(io.StringIO(cls.csv_text(table, out, *words))))

    @classmethod
    def compare(cls, out, *words):
        text = cls.loft("compare", out, "--format", "csv", *words).stdout
        return list(csv.DictReader(io.StringIO(text)))

    @classmethod
    def effective(cls, *words):
        """{key: row} of what `loft check` prints."""
        return {row["name"]: row
                for row in json.loads(cls.loft("check", *words, "--format", "json").stdout)}

    def assert_same_results(self, one, other, but=("provenance/run",)):
        """Two result files hold the same, except in the parts that are named."""
        one, other = contents(one, but), contents(other, but)
        self.assertEqual([name for name in {**one, **other} if one.get(name) != other.get(name)],
                         [], "these parts differ")

    def assert_same_tables(self, one, other):
        """cmp of every table as CSV."""
        for table in TABLES:
            self.assertEqual(self.csv_text(table, one), self.csv_text(table, other), table)


def _plain(file, value):
    """A value of an attribute or dataset as something that can be compared."""
    if isinstance(value, h5py.Reference):
        return file[value].name
    if isinstance(value, np.void):
        return tuple(_plain(file, part) for part in value)
    if isinstance(value, np.ndarray) and value.dtype.kind in "OV":
        return [_plain(file, part) for part in value.ravel()]
    if isinstance(value, np.ndarray):
        return (value.dtype.str, value.shape, value.tobytes())
    return value if isinstance(value, (str, bytes)) else repr(value)


def contents(path, but=("provenance/run",)):
    """{name: what is there} of a whole HDF5 file: data, types, storage and attributes."""
    found = {}
    with h5py.File(path, "r") as file:
        def visit(name, item):
            if any(name == part or name.startswith(part + "/") for part in but):
                return
            data = None
            if isinstance(item, h5py.Dataset):
                value = item[()]
                plain = _plain(file, value)
                raw = repr(plain).encode() if not isinstance(plain, tuple) else plain[2]
                data = (str(item.dtype), item.shape, item.chunks, item.compression, item.shuffle,
                        hashlib.sha256(raw).hexdigest())
            found[name] = (data, {key: repr(_plain(file, item.attrs[key])) for key in item.attrs})
        visit("", file)
        file.visititems(visit)
    return found


def columns(path, table):
    """{column: numbers} of a table in a result file; codes stay numbers."""
    with h5py.File(path, "r") as file:
        return {name: item[:] for name, item in file["table"][table].items() if name != "row"}


def names(path, name):
    """The ids behind the codes of a list: variant, area, status, cohort, definition."""
    with h5py.File(path, "r") as file:
        return list(file["provenance/lists"][name].asstr()[:])


def build(name, *settings):
    """A build of its own in build/NAME, kept for the next time; returns the program."""
    folder = ROOT / "build" / name
    with open(_log(name), "w") as log:
        for command in (["cmake", "-S", str(ROOT), "-B", str(folder), "-DLOFT_TESTS=OFF", *settings],
                        ["cmake", "--build", str(folder), "-j2", "--target", "loft"]):
            if subprocess.run(command, stdout=log, stderr=subprocess.STDOUT).returncode != 0:
                raise AssertionError(f"cannot build {name}:\n"
                                     + pathlib.Path(_log(name)).read_text()[-3000:])
    return str(folder / "loft")


def _log(name):
    return str(ROOT / "build" / (name + ".log"))


def plain_build():
    """gcc without any optimisation."""
    return build("o0", "-DCMAKE_BUILD_TYPE=None", "-DCMAKE_C_FLAGS=-O0 -DNDEBUG")


def clang_build():
    return build("clang", "-DCMAKE_BUILD_TYPE=Release", "-DCMAKE_C_COMPILER=clang")


def tree(folder):
    """{path: digest of bytes} of everything below a folder."""
    folder = pathlib.Path(folder)
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.rglob("*")) if path.is_file()}
