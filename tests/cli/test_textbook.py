#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Closed forms: the scenarios of scenarios/textbook against their formulas (tests/textbook)."""
import pathlib
import unittest

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "textbook"


def load_tests(loader, tests, pattern):
    del tests, pattern
    return loader.discover(str(FOLDER), top_level_dir=str(FOLDER))


if __name__ == "__main__":
    unittest.main()
