#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Promise 9: 1,000 random slips of one character in keys, section kinds and columns of the shipped
files, and of a scenario that writes down every parameter: all refused, with file and line, and nothing
is written. `long_typos.py` does 10,000."""
import unittest

from loft import Case
from typos import campaign


class Typos(Case):
    COUNT, SEED = 1000, 20060102

    def test_every_slip_is_refused(self):
        """A key that nobody reads and nobody misses; two keys that differ by one character; a
        message that names another line."""
        problems = campaign(self.folder, self.COUNT, self.SEED)
        self.assertEqual(problems[:20], [], f"{len(problems)} of {self.COUNT}")


if __name__ == "__main__":
    unittest.main()
