#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Hours of work against net income, without and with a cap, from the output of `loft budget --format csv`.

    for household in S0 S2 C2; do
        loft budget --rules 2009 --household $household --format csv >$household.csv
    done
    plot_budget.py S0.csv S2.csv C2.csv -o cap.png

One panel per file; `-` reads standard input. The grey line is net income at full time without the cap; the
dot marks the part-time trap, the hours at which the cap brings as much."""
import argparse
import csv
import math
import sys

from matplotlib.figure import Figure

PLAIN, CAPPED, GREY = "#000000", "#D55E00", "#666666"
NAMES = {"S0": "single, no child", "S1": "lone parent of one", "S2": "lone parent of two",
         "C0": "married couple, no child", "C2": "married couple, two children"}


def read(name):
    """The columns of a file as numbers, and the household's id and year."""
    with (sys.stdin if name == "-" else open(name, newline="")) as file:
        rows = list(csv.DictReader(file))
    if not rows or "net_capB" not in rows[0]:
        parser.error(f"{name}: expected the output of `loft budget --format csv`")
    columns = {k: [float(row[k]) for row in rows] for k in ("h", "W", "net", "net_capB")}
    return columns, rows[0]["hh"], rows[0]["year"]


def trap(budget):
    """Hours at which capped net income reaches uncapped net income at the last hour; None without."""
    target = budget["net"][-1]
    if budget["net_capB"][-1] <= target + 0.005:
        return None
    for i in range(1, len(budget["h"])):
        low, high = budget["net_capB"][i - 1:i + 1]
        if high >= target:
            return budget["h"][i - 1] + (target - low) / (high - low)
    return None


def draw(axis, budget, household, year):
    hours = budget["h"]
    axis.axhline(budget["net"][-1], color=GREY, lw=0.8, ls=":")
    axis.fill_between(hours, budget["net"], budget["net_capB"], color=CAPPED, alpha=0.12, lw=0)
    axis.plot(hours, budget["net_capB"], color=CAPPED, lw=2)
    axis.plot(hours, budget["net"], color=PLAIN, lw=2)
    at = trap(budget)
    title = f"{NAMES.get(household, household)}, rules of {year}"
    if at is not None:
        axis.plot([at], [budget["net"][-1]], "o", color=CAPPED, ms=7)
        axis.text(0.03, 0.96, f"{at:.1f} hours with the cap bring what\n{hours[-1]:.0f} hours bring without it",
                  transform=axis.transAxes, va="top", fontsize=9, color=CAPPED)
    axis.set_title(title, loc="left", fontsize=11)
    axis.set(xlim=(0, hours[-1]), xlabel="hours of work a week")
    axis.spines[["top", "right"]].set_visible(False)
    axis.grid(axis="y", color="#dddddd", lw=0.8)
    axis.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")


parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("file", nargs="+")
parser.add_argument("-o", dest="out", required=True, metavar="OUT.png|OUT.svg")
parser.add_argument("--cap", default="with the cap", help="label of the capped line")
options = parser.parse_args()
budgets = [read(name) for name in options.file]
columns = min(3, len(budgets))
lines = math.ceil(len(budgets) / columns)
figure = Figure(figsize=(1.2 + 4 * columns, 0.9 + 3.7 * lines))
axes = figure.subplots(lines, columns, squeeze=False)
for axis, (budget, household, year) in zip(axes.flat, budgets):
    draw(axis, budget, household, year)
for axis in list(axes.flat)[len(budgets):]:
    axis.set_visible(False)
for row in axes:
    row[0].set_ylabel("net income, kr a month")
figure.legend([axes[0][0].get_lines()[2], axes[0][0].get_lines()[1]], ["without a cap", options.cap],
              loc="lower center", ncols=2, frameon=False)
figure.tight_layout(rect=(0, 0.25 / figure.get_figheight(), 1, 1))
figure.savefig(options.out, dpi=150)
