#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""One life out of a result file: read_spells.py OUT.h5 [N] prints the spells of its N-th person."""
import sys
from datetime import date, timedelta

import h5py

with h5py.File(sys.argv[1]) as file:
    n = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    person, spell, lists = file["person"], file["spell"], file["provenance/lists"]
    if not 0 <= n < len(person["key"]):
        sys.exit(f"person {n}: this file holds the spells of {len(person['key'])} persons, from 0 on")
    sex = lists["sex"].asstr()[:]
    words = {name: lists[name + "_label"].asstr()[:] for name in ("variant", "status", "area")}
    monday = date.fromisoformat(file["week"].attrs["units"].split()[-1])
    born = date(1900, 1, 1) + timedelta(weeks=int(person["birth_week"][n]))
    first = int(person["spell_count"][:n].sum())  # the spells of all persons before
    print(f"person {person['key'][n]:016x}, {sex[person['sex'][n]]}, born {born:%Y-%m}, "
          f"{words['variant'][person['variant'][n]]}, replicate {person['replicate'][n]}")
    for i in range(first, first + int(person["spell_count"][n])):
        start, end = (monday + timedelta(weeks=int(spell[name][i])) for name in ("start", "end"))
        print(f"{start} to {end + timedelta(days=6)}  {words['area'][spell['area'][i]]:24} "
              f"{words['status'][spell['status'][i]]}, {spell['hours'][i]} hours a week")
