# SPDX-License-Identifier: MIT
"""Random scenarios of the village: any value that the manual allows, any switches, policies, cohorts and
variants. Everything depends on the seed alone."""
import random
import re
import subprocess

from loft import LOFT

PROCESSES = ("search hiring separation activation education health family ageing migration"
             " moving").split()
STATUSES = ("employed insured_unemployed cash_benefit practice education disability_pension"
            " self_supported").split()
AREAS = "estate rental owner rest_of_village".split()


def ranges():
    """{section: [(key, kind, low, high)]} of the numbers of the model, from the manual."""
    run = subprocess.run([LOFT, "explain", "--markdown"], capture_output=True, text=True, check=True)
    parts = re.split(r"(?m)^## `\[(\w+)\]`$", run.stdout)[1:]
    found = {}
    for name, body in zip(parts[::2], parts[1::2]):
        if name in ("scenario", "output", "measures", "cohort", "policy", "variant", "preset",
                    "place", "study", "hazard", "letting_rule"):
            continue
        for row in re.findall(r"(?m)^\| [\w\\]+ \|.*$", body):
            key = row.split("|")[1].strip().replace("\\", "")
            match = re.search(r"\| (a number|a share|a whole number|an amount)[^|]*? from"
                              r" ([\d.]+) to ([\d.]+)", row)
            if match and key not in ("scale",):
                found.setdefault(name, []).append((key, match[1], float(match[2]),
                                                   float(match[3])))
    return found


def value(random_, kind, low, high):
    """Often an end of the range, else somewhere in it, more often near its low end."""
    number = random_.choice((low, high, low + (high - low) * random_.random() ** 3,
                             low + (high - low) * random_.random()))
    if kind in ("a whole number", "an amount"):
        return str(int(number))
    return f"{int(number * 1e5) / 1e5:.5f}"


def policy(random_, name):
    lines = [f"[policy {name}]"]
    if random_.random() < 0.7:
        lines += ["lever = hazard", f"process = {random_.choice([p for p in PROCESSES if p != 'ageing'])}",
                  f"factor = {random_.choice(('0', '0.5', '1', '1.1', '1.5', '2'))}"]
    else:
        lines += ["preset = flexible_letting", f"share = {random_.choice(('0', '0.5', '1'))}"]
    lines.append("areas = " + random_.choice(["", "all", *AREAS, "estate, owner"]))
    if random_.random() < 0.5:
        lines.append(f"from = 200{random_.choice('5678')}-0{random_.randint(1, 9)}-1{random_.randint(0, 9)}")
    if random_.random() < 0.3:
        lines.append(f"to = 200{random_.choice('678')}-0{random_.randint(1, 9)}-1{random_.randint(0, 9)}")
    if random_.random() < 0.4:
        lines.append("statuses = " + ", ".join(random_.sample(STATUSES, random_.randint(1, 4))))
    if random_.random() < 0.3:
        low = random_.randint(0, 80)
        lines.append(f"ages = {low}-{random_.randint(low, 120)}")
    if random_.random() < 0.2:
        lines.append(f"weeks_on_benefit = {random_.randint(0, 60)}-9999")
    if random_.random() < 0.2:
        lines.append("origin = nonwestern")
    return lines


def scenario(seed, known):
    """The text of one."""
    random_ = random.Random(f"random {seed}")
    lines = ["[scenario]", f"title = Random {seed}", "extends = village",
             f"weeks = {random_.choice((1, 5, 53, 104, 160))}",
             f"replicates = {random_.randint(1, 3)}", f"seed = {random_.randint(0, 2 ** 53)}",
             "[output]", "trajectories = all"]
    sections = {}
    for name in PROCESSES:
        if random_.random() < 0.12:
            sections.setdefault(name, []).append("enabled = no")
    for _ in range(random_.choice((0, 1, 2, 4, 8))):
        name = random_.choice(list(known))
        key, kind, low, high = random_.choice(known[name])
        line = f"{key} = {value(random_, kind, low, high)}"
        if not any(x.startswith(key + " ") for x in sections.get(name, [])):
            sections.setdefault(name, []).append(line)
    if random_.random() < 0.15:
        sections.setdefault("population", []).append("redraw = yes")
    for name, keys in sections.items():
        lines += [f"[{name}]", *keys]
    names = "abcd"[:random_.randint(0, 3)]
    for name in names:
        lines += policy(random_, name)
    if len(names) > 1 and random_.random() < 0.5:
        lines += ["[variant one]", f"enable = {names[0]}", "[variant more]",
                  "enable = " + ", ".join(names), "moving.job_link = 2.0"]
    if random_.random() < 0.3:
        lines += ["[cohort some]", "areas = owner", "ages = 20-40"]
    return "\n".join(lines) + "\n"
