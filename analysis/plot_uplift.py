#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""People against place: the share in work of those who lived in an area, and of whoever lives there."""
import argparse
import textwrap
from datetime import date, timedelta

import h5py
import numpy as np
from matplotlib.figure import Figure

# Okabe and Ito: told apart by colour-blind readers. A second round of variants is dashed.
COLOURS = "#000000 #D55E00 #0072B2 #009E73 #CC79A7 #E69F00 #56B4E9".split()
PANELS = (("cohort", "cohort_size", "The people: those who lived in {} on {}, wherever they live now"),
          ("residents", "residents_start", "The place: whoever lives in {} each year"))


def code(column, name):
    names = column.attrs["flag_meanings"].split(" ")
    return names.index(name) if name in names else parser.error(f"no '{name}' among: {', '.join(names)}")


def shares(rows, who, size):
    """Years since the start and the share in work, a row per replicate, the start first."""
    table = {name: values.reshape(replicates, -1) for name, values in rows.items()}
    start = table[who + "_employed_start"][:, :1] / table[size][:, :1]
    share = np.hstack([start, table[who + "_employed_end"] / table[who + "_end"]])
    return np.r_[0, (table["to_week"] - table["from_week"])[0] / 52], 100 * share


def spread(heights, gap):
    """Heights of labels, moved apart until they are legible."""
    order, heights = np.argsort(heights), np.array(heights, float)
    for low, high in list(zip(order, order[1:])) * 50:
        lack = max(0, gap - (heights[high] - heights[low])) / 2
        heights[low], heights[high] = heights[low] - lack, heights[high] + lack
    return heights


parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("file")
parser.add_argument("-o", dest="png", required=True)
parser.add_argument("--area", help="id of the area; without it the first of the file")
options = parser.parse_args()
with h5py.File(options.file) as file:
    uplift, labels = file["table/uplift"], file["provenance/lists"]
    area = code(uplift["area"], options.area) if options.area else 0
    chosen = ((uplift["cohort"][:] == code(uplift["cohort"], "residents")) & (uplift["area"][:] == area)
              & (uplift["definition"][:] == code(uplift["definition"], "e2")))
    rows = {name: item[:][chosen] for name, item in uplift.items() if name != "row"}
    place, variants = labels["area_label"].asstr()[area], labels["variant_label"].asstr()[:]
    monday = date.fromisoformat(file["week"].attrs["units"].split()[-1])
    title, calibration = file.attrs["title"], file.attrs["calibration"]
day = f"{monday + timedelta(weeks=int(rows['from_week'][0])):%-d %B %Y}"
replicates = len(np.unique(rows["replicate"]))
band, name = ((5, 95), "5-95 %") if replicates >= 20 else ((0, 100), "lowest to highest")
axes = (figure := Figure(figsize=(11, 5.4))).subplots(1, 2, sharey=True)
for axis, (who, size, text) in zip(axes, PANELS):
    for v in np.unique(rows["variant"]):
        years, share = shares({k: x[rows["variant"] == v] for k, x in rows.items()}, who, size)
        colour, style = COLOURS[v % 7], "-" if v < 7 else "--"
        axis.fill_between(years, *np.percentile(share, band, axis=0), color=colour, alpha=0.15, lw=0)
        axis.plot(years, share.mean(axis=0), style, color=colour, lw=2, label=variants[v])
    axis.set_title(textwrap.fill(text.format(place, day), 48), loc="left", fontsize=11)
    axis.set(xlim=(0, years[-1]), xlabel=f"years since {day}", ylabel="in work 20+ hours, per cent")
    axis.spines[["top", "right"]].set_visible(False)
    axis.grid(axis="y", color="#dddddd", lw=0.8)
    axis.tick_params(labelleft=True)
for axis in axes:
    lines, gap = axis.get_lines(), 0.045 * np.diff(axis.get_ylim())[0]
    for line, height in zip(lines, spread([line.get_ydata()[-1] for line in lines], gap)):
        axis.annotate(line.get_label(), (axis.get_xlim()[1], height), (6, 0), va="center", weight="bold",
                      textcoords="offset points", color=line.get_color(), annotation_clip=False)
foot = "calibration = none: not a forecast. " * (calibration == "none") + (
    f"Lines: mean of {replicates} replicates; bands: {name} of them (chance alone).")
figure.suptitle(textwrap.fill(title, 90), x=0.02, ha="left", fontsize=14, weight="bold")
figure.text(0.02, 0.02, foot, fontsize=9, color="#444444")
figure.tight_layout(rect=(0.01, 0.05, 1, 1), w_pad=3)
figure.savefig(options.png, dpi=150)
