#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Promise 9 at length: 10,000 slips with another seed than test_typos.py. A minute or two."""
import unittest

from test_typos import Typos


class ManyTypos(Typos):
    COUNT, SEED = 10000, 1


del Typos

if __name__ == "__main__":
    unittest.main()
