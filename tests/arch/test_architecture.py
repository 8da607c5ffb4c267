#!/usr/bin/python3
"""The shape of the code: floors, single users of libraries, sizes, names, globals, documents."""
import collections
import pathlib
import re
import subprocess
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
FLOORS = ["base", "math", "conf", "rules", "world", "model", "levers", "measure", "io", "run", "study", "app"]
INCLUDE = re.compile(r'^\s*#\s*include\s+[<"]([^>"]+)[>"]', re.M)
BEHAVIOURS = ["activation", "ageing", "attachment", "benefits", "couple", "cycle", "demand", "education",
              "family", "health", "hiring", "jobtojob", "ladder", "leaving", "letting", "meetings",
              "migration", "moving", "reforms", "search", "separation", "sickness", "slots",
              "student_jobs", "ties"]


def sources(pattern="*.[ch]"):
    found = [p for floor in FLOORS for p in sorted((ROOT / "sim" / floor).glob(pattern))]
    return found + [p for floor in FLOORS for p in sorted((ROOT / "include/loft" / floor).glob(pattern))]


def floor_of(path):
    return path.parent.name


def includes(path):
    return INCLUDE.findall(path.read_text())


def ctags(kinds, *paths):
    run = subprocess.run(["ctags", "--languages=C", f"--c-kinds={kinds}", "--fields=+neSt", "-f", "-",
                          *map(str, paths)], capture_output=True, text=True, check=True)
    for line in run.stdout.splitlines():
        parts = line.split("\t")
        fields = dict(f.split(":", 1) for f in parts[3:] if ":" in f)
        yield parts[0], pathlib.Path(parts[1]), parts[2], fields, parts


class Floors(unittest.TestCase):
    def test_a_file_includes_only_lower_floors_or_its_own(self):
        """Breaks when a lower floor reaches up, e.g. world including model."""
        wrong = []
        for path in sources():
            for name in includes(path):
                if name.startswith("loft/"):
                    other = name.split("/")[1]
                    if FLOORS.index(other) > FLOORS.index(floor_of(path)):
                        wrong.append(f"{path.relative_to(ROOT)} includes {name}")
        self.assertEqual(wrong, [])

    def test_headers_include_each_other_without_a_cycle(self):
        """Breaks when two headers need each other."""
        graph = {f"loft/{floor_of(p)}/{p.name}": [n for n in includes(p) if n.startswith("loft/")]
                 for p in sources("*.h") if "include" in p.parts}
        done, path = set(), []

        def visit(node):
            self.assertNotIn(node, path, " -> ".join(path + [node]))
            if node in done:
                return
            path.append(node)
            for below in graph.get(node, []):
                visit(below)
            path.pop()
            done.add(node)

        for node in graph:
            visit(node)

    def test_libraries_have_a_single_user(self):
        """Breaks when a second module includes hdf5.h, ini.h, omp.h, csv.h, xxhash.h or Random123."""
        allowed = {"hdf5.h": ["sim/io/h5.h"], "ini.h": ["sim/conf/reader.c"],
                   "omp.h": ["sim/base/parallel.c"], "csv.h": ["sim/conf/csv.c"],
                   "xxhash.h": ["sim/base/hash.c"], "Random123/threefry.h": ["sim/math/draw.c"]}
        users = collections.defaultdict(list)
        for path in sources():
            for name in includes(path):
                if name in allowed:
                    users[name].append(str(path.relative_to(ROOT)))
        self.assertEqual(dict(users), allowed)
        pragmas = [str(p.relative_to(ROOT)) for p in sources() if "#pragma omp" in p.read_text()]
        self.assertEqual(pragmas, ["sim/base/parallel.c"])

    def test_no_libm_where_decisions_are_made(self):
        """Breaks when world, model or levers use a function whose result differs between machines."""
        call = re.compile(r"\b(exp|log|pow|sqrt|sin|cos|tan|floor|ceil|round|fabs|exp2|log2|expm1|"
                          r"log1p|cbrt|hypot|erf|lgamma|tgamma)f?\s*\(")
        for floor in ("rules", "world", "model", "levers"):
            for folder in (ROOT / "sim" / floor, ROOT / "include/loft" / floor):
                for path in folder.glob("*.[ch]"):
                    text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S)
                    self.assertNotIn("<math.h>", text, path)
                    self.assertIsNone(call.search(text), f"{path}: {call.search(text)}")

    def test_behaviours_do_not_include_each_other(self):
        """Breaks when one behaviour's file reaches into another's instead of meeting it in the world."""
        for name in BEHAVIOURS:
            own = (ROOT / f"sim/model/{name}.c")
            others = [n for n in includes(own) if n.startswith("loft/model/")
                      and n.split("/")[2][:-2] in BEHAVIOURS and n.split("/")[2][:-2] != name]
            self.assertEqual(others, [], own)

    def test_only_app_prints_or_exits(self):
        """Breaks when a library floor writes to the terminal or ends the program."""
        talk = re.compile(r"\b(printf|puts|exit|abort)\s*\(|\bstderr\b|\bstdout\b")
        for path in sources("*.c"):
            if floor_of(path) == "app":
                continue
            text = re.sub(r"/\*.*?\*/|\"(\\.|[^\"])*\"", "", path.read_text(), flags=re.S)
            self.assertIsNone(talk.search(text), f"{path}: {talk.search(text)}")


class Sizes(unittest.TestCase):
    def test_functions_and_files(self):
        """Breaks when a function passes 100 lines or a file 600."""
        lengths = []
        for name, path, _, fields, _ in ctags("f", *sources("*.c")):
            lines = int(fields["end"]) - int(fields["line"]) + 1
            lengths.append(lines)
            self.assertLessEqual(lines, 100, f"{name} in {path}")
        self.assertLess(sorted(lengths)[len(lengths) * 9 // 10], 60)
        for path in sources():
            self.assertLessEqual(len(path.read_text().splitlines()), 600, path)

    def test_headers_are_the_manual(self):
        """Breaks when a header has no comment, or too few for its declarations."""
        comments = code = 0
        for path in sources("*.h"):
            if "include" not in path.parts:
                continue
            text = path.read_text()
            blocks = re.findall(r"/\*.*?\*/", text, flags=re.S)
            lines = sum(b.count("\n") + 1 for b in blocks)
            self.assertGreater(lines, 1, path)
            comments += lines
            code += len([l for l in text.splitlines() if l.strip()]) - lines
        self.assertGreater(comments / (comments + code), 0.25)


class Names(unittest.TestCase):
    # words that exported functions of a file may begin with besides the file's own name
    ALSO = {"act.c": ["week_"], "change.c": ["changes_", "world_"], "modifier.c": ["modifiers_"],
            "event.c": ["process_"], "shuffle.c": ["world_"], "mem.c": ["vec_"],
            "file.c": ["folder_"], "error.c": ["fault_"], "options.c": ["app_"],
            "main.c": ["app_"], "tally.c": ["state_"], "hash.c": ["digest_"],
            "known.c": ["conf_"], "bind.c": ["conf_"], "locate.c": ["conf_"],
            "lines.c": ["conf_"], "reader.c": ["conf_"], "check.c": ["param_"],
            "allocate.c": ["allocator_"], "study.c": ["variant_"], "kinds.c": ["kind_"],
            "study_read.c": ["reader_"], "study_policies.c": ["reader_"]}

    def test_exported_functions_begin_with_their_module(self):
        """Breaks when a function can be called from elsewhere and its name does not say whose it is."""
        wrong = []
        for name, path, pattern, fields, parts in ctags("f", *sources("*.c")):
            if "file" in [p.rstrip(":") for p in parts[3:]] or name == "main":
                continue
            stem = path.stem
            allowed = [stem.split("_")[0] + "_", stem + "_"] + self.ALSO.get(path.name, [])
            if stem.startswith("h5"):
                allowed.append("h5_")
            if not any(name.startswith(a) for a in allowed):
                wrong.append(f"{name} in {path.name}")
        self.assertEqual(wrong, [])

    def test_no_mutable_globals(self):
        """Breaks when a file keeps state of its own between calls (a signal flag is the exception)."""
        wrong = []
        for name, path, pattern, fields, _ in ctags("v", *sources("*.c")):
            line = path.read_text().splitlines()[int(fields["line"]) - 1]
            before = "\n".join(path.read_text().splitlines()[max(0, int(fields["line"]) - 4):int(fields["line"])])
            if "const" not in before and "sig_atomic_t" not in line:
                wrong.append(f"{name} in {path.name}: {line.strip()}")
        self.assertEqual(wrong, [])


class Documents(unittest.TestCase):
    def run_loft(self, *words):
        run = subprocess.run([str(ROOT / "build/loft"), *words], capture_output=True, text=True)
        self.assertEqual(run.returncode, 0, run.stderr)
        return run.stdout

    def test_parameter_page_is_up_to_date(self):
        """Breaks when a descriptor changes without `script/docs`."""
        self.assertEqual((ROOT / "docs/parameters.md").read_text(), self.run_loft("explain", "--markdown"))

    def test_model_page_is_up_to_date(self):
        """Breaks when a header, descriptor or test changes without `script/docs`."""
        run = subprocess.run([str(ROOT / "script/model-page")], capture_output=True, text=True)
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertEqual((ROOT / "docs/model.md").read_text(), run.stdout)

    def test_rules_page_is_up_to_date(self):
        """Breaks when a rule, a value or a budget changes without `script/docs`."""
        run = subprocess.run([str(ROOT / "script/rules-page")], capture_output=True, text=True)
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertEqual((ROOT / "docs/rules.md").read_text(), run.stdout)

    def test_every_process_is_described_and_tested(self):
        """Breaks when a process that is built has no section in docs/model.md, says nothing of itself
        there, has no code, or has no test of its own."""
        lists = (ROOT / "include/loft/model/params.h").read_text()
        processes = re.findall(r"\bX\([A-Z]+, (\w+), \"", re.search(
            r"#define PROCESS_LIST.*?\n\n", (ROOT / "include/loft/world/event.h").read_text(),
            re.S).group(0))
        self.assertGreater(len(processes), 10)
        sections = {re.search(r"`\[(\w+)\]`", part).group(1): part for part in
                    (ROOT / "docs/model.md").read_text().split("\n## ") if "`[" in part}
        for process in processes:
            if f"M({process}, UNBUILT_PARAMS" in lists:
                self.assertNotIn(process, sections)
                continue
            with self.subTest(process):
                self.assertIn(process, sections)
                text = sections[process]
                self.assertGreater(len(text.split("\n\n- Code")[0]), 100)
                self.assertRegex(text, rf"- Code: .*sim/model/\w+\.c")
                self.assertRegex(text, r"(?m)^- Unit tests: \[tests/unit/test_\w+\.c\]")
                self.assertIn(f"- Switch: `{process}.enabled`", text)

    def test_tables_are_what_the_script_makes(self):
        """Breaks when the committed integer tables are edited by hand."""
        run = subprocess.run([str(ROOT / "script/make-tables")], capture_output=True, text=True)
        self.assertEqual((ROOT / "sim/math/tables.inc").read_text(), run.stdout)

    def test_sources_are_formatted(self):
        """Breaks when a C file is not formatted by the committed style."""
        run = subprocess.run([str(ROOT / "script/format"), "--check"], capture_output=True, text=True)
        self.assertEqual(run.returncode, 0, run.stderr[-2000:])

    def test_links_of_the_documents_resolve(self):
        """Breaks when a document points to a file that is not there."""
        for page in [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]:
            for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text()):
                if "://" not in target:
                    self.assertTrue((page.parent / target).exists(), f"{page.name}: {target}")

    def test_nothing_names_a_machine(self):
        """Breaks when a path of somebody's machine gets into the tree."""
        listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True).stdout
        for name in listed.split():
            path = ROOT / name
            if path.suffix in (".png", ".h5") or not path.is_file():
                continue
            self.assertNotRegex(path.read_text(errors="replace"), r"/(work/[a-z]|home/[a-z]|root/)", name)


if __name__ == "__main__":
    unittest.main()
