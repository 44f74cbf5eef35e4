#!/usr/bin/env python3
"""Makes typed C functions of .sql files and C tables of migrations (docs/sql.md).

  sqlgen.py queries GEN STAMP FILE.sql...      -> GEN/<folder>/<file>_sql.h and .c, GEN/queries_list.c
  sqlgen.py paths GEN FILE.sql...              prints the names of the .c files
  sqlgen.py migrations NAME OUT.c FILE.sql...  -> the migrations as `const struct nes_migrations NAME`

meson runs it when it configures, so that a changed .sql file is seen before anything is compiled.
"""
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import sqltext  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent
PLAIN = {  # type: (C type, slot)
    "int64": ("int64_t", "INT64"), "int32": ("int32_t", "INT32"), "bool": ("bool", "BOOL"),
    "text": ("struct nes_str", "TEXT"), "bytes": ("struct nes_str", "BYTES"), "instant": ("int64_t", "INT64"),
    "nes_money": ("struct nes_money", "INT64"), "nes_date": ("struct nes_date", "DATE"),
    "nes_id": ("struct nes_id", "ID"),
}
FLAGGED = {"int64", "int32", "bool", "nes_money"}  # where NULL has no value of its own: `bool has_<name>`
HEADERS = {"nes_money": "calc/money.h", "nes_date": "calc/date.h"}
GIVES = ("one", "maybe", "many", "each", "count")
POSITIONAL_MAX = 4
COLUMNS_MAX = 64


class Bad(Exception):
    """A .sql file breaks a rule of docs/sql.md."""


class Slot:
    """A parameter or a column: name, type, and whether it may be NULL."""

    def __init__(self, text: str, where: str):
        found = re.fullmatch(r"([a-z][a-z0-9_]*)\s+([a-z0-9_]+)(\??)", text.strip())
        if not found:
            raise Bad(f"{where}: \"{text.strip()}\" is not `name type`")
        self.name, self.type, self.null = found[1], found[2], bool(found[3])
        is_id = re.fullmatch(r"nes_[a-z_]+_id", self.type)
        if self.type not in PLAIN and not is_id:
            raise Bad(f"{where}: there is no type {self.type}")
        self.ctype, self.kind = PLAIN.get(self.type, (f"struct {self.type}", "ID"))
        self.has = f"has_{self.name}" if self.null and self.type in FLAGGED else None

    def members(self) -> str:
        flag = f" bool {self.has};" if self.has else ""
        return f"    {self.ctype} {self.name};{flag}\n"

    def row(self, struct: str) -> str:
        has = f", offsetof({struct}, {self.has})" if self.has else ""
        return (f"    {{ \"{self.name}\", NES_SLOT_{self.kind}, {str(self.null).lower()}, "
                f"offsetof({struct}, {self.name}){has} }},\n")


class Query:
    """One `-- name:` block."""

    def __init__(self, name: str, where: str):
        self.name, self.where = name, where
        self.doc: list[str] = []
        self.takes: list[Slot] = []
        self.gives: list[Slot] = []
        self.form = "none"
        self.like: Query | None = None
        self.batch = False
        self.body = {"sqlite": "", "postgres": ""}

    def begin(self) -> None:
        """A text that begins with WHERE or ORDER goes on where that of the query with the same rows has its WHERE."""
        for engine, body in self.body.items():
            if self.like and re.match(r"(WHERE|ORDER)\b", body):
                head, *rest = re.split(r"\bWHERE\b", self.like.body[engine])
                if len(rest) != 1:
                    raise Bad(f"{self.where}: {self.like.name} has not one WHERE")
                self.body[engine] = head + body

    def check(self) -> None:
        for engine, body in self.body.items():
            if not body.strip():
                raise Bad(f"{self.where}: {self.name} has no text for {engine}")
            used = {int(n) for n in re.findall(r"\$(\d+)", sqltext.bare(body))}
            if used != set(range(1, len(self.takes) + 1)):
                raise Bad(f"{self.where}: takes {len(self.takes)}, but its {engine} text uses {sorted(used)}")
        if self.form == "many" and not re.search(r"\bLIMIT\b", sqltext.bare(self.body["sqlite"]), re.I):
            raise Bad(f"{self.where}: {self.name} gives many and has no LIMIT")
        if len(self.gives) > COLUMNS_MAX or len(self.takes) > COLUMNS_MAX:
            raise Bad(f"{self.where}: {self.name} has more than {COLUMNS_MAX} columns or parameters")
        if self.batch and (self.form not in ("none", "many") or self.body["sqlite"] == self.body["postgres"]):
            raise Bad(f"{self.where}: a batch gives many or nothing and has a text for each engine")
        names = [s.name for s in self.takes]
        if len(set(names)) != len(names) or len({s.name for s in self.gives}) != len(self.gives):
            raise Bad(f"{self.where}: {self.name} names something twice")

    def row_struct(self) -> str:
        return self.like.row_struct() if self.like else f"struct nes_{self.name}_row"

    def in_struct(self) -> str:
        return f"struct nes_{self.name}_in"

    def inline(self) -> bool:
        return len(self.takes) <= POSITIONAL_MAX and not self.batch

    def prototype(self) -> str:
        args = ["struct nes_tx *tx"]
        if self.inline():
            for slot in self.takes:
                args.append(f"{slot.ctype} {slot.name}")
                if slot.has:
                    args.append(f"bool {slot.has}")
        else:
            args += [f"const {self.in_struct()} *{'items' if self.batch else 'in'}"]
            args += ["size_t len"] if self.batch else []
        args += {
            "none": [], "count": ["int64_t *count"], "one": [f"{self.row_struct()} *row"],
            "maybe": [f"{self.row_struct()} *row", "bool *found"],
            "many": [f"struct nes_{self.name}_rows *rows"],
            "each": [f"struct nes_err (*each)(void *self, const {self.row_struct()} *row)", "void *self"],
        }[self.form]
        return f"struct nes_err nes_{self.name}({', '.join(args)})"

    def header(self) -> str:
        doc = " ".join(self.doc).strip()
        out = f"/* {doc} */\n" if doc else ""
        if self.gives and not self.like:
            out += f"{self.row_struct()} {{\n{''.join(s.members() for s in self.gives)}}};\n"
        if self.form == "many":
            out += f"struct nes_{self.name}_rows {{\n    {self.row_struct()} *rows;\n    size_t len;\n}};\n"
        if not self.inline():
            out += f"{self.in_struct()} {{\n{''.join(s.members() for s in self.takes)}}};\n"
        return f"{out}{self.prototype()};\nextern const struct nes_query nes_query_{self.name};\n"

    def source(self) -> str:
        name, out = self.name, ""
        if self.takes and self.inline():
            out += f"{self.in_struct()} {{\n{''.join(s.members() for s in self.takes)}}};\n"
        sides = (("takes", self.takes, self.in_struct()), ("gives", self.gives, self.row_struct()))
        for label, slots, struct in sides:
            if slots:
                out += f"static const struct nes_slot {name}_{label}[] = {{\n"
                out += "".join(s.row(struct) for s in slots) + "};\n"
        out += f"const struct nes_query nes_query_{name} = {{\n    .name = \"{name}\",\n"
        numbered = re.sub(r"[$](\d+)", r"?\1", self.body["sqlite"])
        out += f"    .sqlite = {sqltext.c_string(numbered)},\n"
        out += f"    .postgres = {sqltext.c_string(self.body['postgres'])},\n"
        if self.takes:
            out += f"    .takes = {name}_takes, .takes_len = {len(self.takes)},\n"
        if self.batch:
            out += f"    .batch_bytes = sizeof({self.in_struct()}),\n"
        if self.gives:
            out += f"    .gives = {name}_gives, .gives_len = {len(self.gives)},\n"
            out += f"    .row_bytes = sizeof({self.row_struct()}),\n"
        return out + "};\n" + self.function() + "\n"

    def function(self) -> str:
        args, name = "NULL", self.name
        run, many = ("batch_exec", "batch_many") if self.batch else ("exec", "many")
        out = f"{self.prototype()}\n{{\n"
        if self.takes and self.inline():
            fields = [f".{s.name} = {s.name}" for s in self.takes]
            fields += [f".{s.has} = {s.has}" for s in self.takes if s.has]
            out += f"    const {self.in_struct()} in = {{ {', '.join(fields)} }};\n\n"
            args = "&in"
        elif self.takes:
            args = "(struct nes_items){ items, len }" if self.batch else "in"
        call = f"tx, &nes_query_{name}, {args}"
        if self.form == "each":
            return self.each_function(out, call)
        if self.form == "many":
            return (out + "    void *all = NULL;\n"
                    f"    struct nes_err err = nes_query_{many}({call}, &all, &rows->len);\n\n"
                    "    rows->rows = all;\n    return err;\n}\n")
        return out + {
            "none": f"    return nes_query_{run}({call});\n}}\n",
            "count": f"    return nes_query_count({call}, count);\n}}\n",
            "one": f"    return nes_query_one({call}, row);\n}}\n",
            "maybe": f"    return nes_query_maybe({call}, row, found);\n}}\n",
        }[self.form]

    def each_function(self, head: str, call: str) -> str:
        name, row = self.name, self.row_struct()
        glue = (f"struct {name}_each {{\n    struct nes_err (*each)(void *self, const {row} *row);\n"
                "    void *self;\n};\n"
                f"static struct nes_err {name}_step(void *self, const void *row)\n{{\n"
                f"    const struct {name}_each *to = self;\n\n    return to->each(to->self, row);\n}}\n")
        return (glue + head + f"    struct {name}_each to = {{ each, self }};\n\n"
                f"    return nes_query_each({call}, {name}_step, &to);\n}}\n")


def slots_of(text: str, where: str) -> list[Slot]:
    return [Slot(part, where) for part in text.split(",") if part.strip()]


class Reader:
    """Reads the blocks of one file."""

    def __init__(self, path: pathlib.Path):
        self.path, self.queries, self.mode = path, [], "both"

    def line(self, number: int, line: str) -> None:
        where = f"{self.path}:{number}"
        found = re.fullmatch(r"--\s*(name|takes|gives|sqlite|postgres):\s*(.*)", line.strip())
        if found and found[1] == "name":
            if not re.fullmatch(r"[a-z][a-z0-9_]{0,57}", found[2]):
                raise Bad(f"{where}: \"{found[2]}\" is not a name of up to 58 letters")
            self.queries.append(Query(found[2], where))
            self.mode = "both"
        elif not self.queries:
            if line.strip() and not line.startswith("--"):
                raise Bad(f"{where}: text before the first `-- name:`")
        elif found and found[1] in ("sqlite", "postgres"):
            self.mode = found[1]
            self.text(found[2])
        elif found and found[1] == "takes":
            self.takes(found[2], where)
        elif found:
            self.gives(found[2], where)
        elif line.strip().startswith("--") and not self.queries[-1].body["postgres"].strip():
            self.queries[-1].doc.append(line.strip()[2:].strip())
        else:
            self.text(line)

    def text(self, line: str) -> None:
        for engine in self.queries[-1].body:
            if self.mode in ("both", engine):
                self.queries[-1].body[engine] += line + "\n"

    def takes(self, text: str, where: str) -> None:
        query = self.queries[-1]
        if not query.takes and text.startswith("batch "):
            query.batch, text = True, text.removeprefix("batch ")
        query.takes += slots_of(text, where)

    def gives(self, text: str, where: str) -> None:
        query, words = self.queries[-1], text.split(None, 1)
        if query.form == "none":
            if not words or words[0] not in GIVES:
                raise Bad(f"{where}: gives begins with one of {', '.join(GIVES)}")
            query.form, text = words[0], words[1] if len(words) > 1 else ""
            if text.startswith("as "):
                query.like = next((one for one in self.queries[:-1] if one.name == text[3:].strip()), None)
                if not query.like or not query.like.gives:
                    raise Bad(f"{where}: no query above gives rows of that name")
                query.gives, text = list(query.like.gives), ""
        query.gives += slots_of(text, where)
        if (query.form == "count") == bool(query.gives):
            raise Bad(f"{where}: {query.form} {'has no' if query.gives else 'needs'} columns")

    def all(self) -> list[Query]:
        for number, line in enumerate(self.path.read_text(encoding="utf-8").splitlines(), 1):
            self.line(number, line)
        for query in self.queries:
            query.body["sqlite"] = sqltext.tidy(sqltext.without_row_locks(query.body["sqlite"]))
            query.body["postgres"] = sqltext.tidy(query.body["postgres"])
            query.begin()
            query.check()
        return self.queries


def id_headers() -> dict[str, str]:
    """Which header declares `struct nes_<kind>_id`."""
    found = {}
    for path in sorted((ROOT / "src").rglob("*.h")):
        for name in re.findall(r"^struct (nes_[a-z_]+_id) \{", path.read_text(encoding="utf-8"), re.M):
            found[name] = str(path.relative_to(ROOT / "src"))
    return found


def gen_path(gen: pathlib.Path, path: pathlib.Path) -> pathlib.Path:
    relative = path.resolve().relative_to(ROOT)
    parts = relative.parts[1:] if relative.parts[0] == "src" else relative.parts
    return gen.joinpath(*parts).with_name(relative.stem + "_sql")


def write_if_other(path: pathlib.Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def make_queries(gen: pathlib.Path, files: list[pathlib.Path]) -> list[Query]:
    known, every = id_headers(), []
    for path in files:
        queries, to = Reader(path).all(), gen_path(gen, path)
        includes = {"db/query.h"}
        for query in queries:
            for slot in query.takes + query.gives:
                if slot.type in HEADERS:
                    includes.add(HEADERS[slot.type])
                elif slot.type not in PLAIN and slot.type not in known:
                    raise Bad(f"{query.where}: no header of src declares struct {slot.type}")
                elif slot.type not in PLAIN:
                    includes.add(known[slot.type])
        note = f"/* Made by tools/sqlgen.py from {path.resolve().relative_to(ROOT)}. */\n"
        head = note + "#pragma once\n#include <stdbool.h>\n#include <stdint.h>\n\n"
        head += "".join(f"#include \"{name}\"\n" for name in sorted(includes)) + "\n"
        write_if_other(to.with_suffix(".h"), head + "\n".join(q.header() for q in queries))
        own = to.with_suffix(".h").relative_to(gen)
        write_if_other(to.with_suffix(".c"),
                       note + f"#include \"{own}\"\n\n#include <stddef.h>\n\n"
                       "#pragma GCC diagnostic ignored \"-Woverlength-strings\"\n\n"
                       + "\n".join(q.source() for q in queries))
        every += queries
    names = [q.name for q in every]
    for query in every:
        if names.count(query.name) > 1:
            raise Bad(f"{query.where}: {query.name} exists twice")
    return every


def make_list(gen: pathlib.Path, every: list[Query]) -> None:
    text = "/* Made by tools/sqlgen.py: every query, for the tests. */\n#include \"db/query.h\"\n\n"
    text += "".join(f"extern const struct nes_query nes_query_{q.name};\n" for q in every)
    text += "extern const struct nes_query *const nes_queries[];\n\nconst struct nes_query *const nes_queries[] = {\n"
    text += "".join(f"    &nes_query_{q.name},\n" for q in every) + "    NULL,\n};\n"
    write_if_other(gen / "queries_list.c", text)


def make_migrations(name: str, out: pathlib.Path, files: list[pathlib.Path]) -> None:
    text = "/* Made by tools/sqlgen.py: the migrations. */\n#include \"db/migrate.h\"\n\n"
    text += "#pragma GCC diagnostic ignored \"-Woverlength-strings\"\n\nstatic const struct nes_migration rows[] = {\n"
    last = 0
    for path in files:
        step = sqltext.Migration(path)
        if step.nr <= last:
            raise Bad(f"{path}: migrations are listed in the order of their numbers")
        last = step.nr
        text += (f"    {{ .nr = {step.nr}, .name = \"{step.name}\", .checksum = \"{step.checksum}\",\n"
                 f"      .sqlite = {sqltext.c_string(step.sqlite)},\n"
                 f"      .postgres = {sqltext.c_string(step.postgres)} }},\n")
    text += f"}};\n\nconst struct nes_migrations {name} = {{ .rows = rows, .len = {len(files)} }};\n"
    write_if_other(out, text)


def main() -> int:
    try:
        if sys.argv[1] == "queries":
            gen = pathlib.Path(sys.argv[2])
            make_list(gen, make_queries(gen, [pathlib.Path(p) for p in sys.argv[4:]]))
            pathlib.Path(sys.argv[3]).write_text("made\n", encoding="utf-8")
        elif sys.argv[1] == "paths":
            for path in sys.argv[3:]:
                print(gen_path(pathlib.Path(sys.argv[2]), pathlib.Path(path)).with_suffix(".c"))
        else:
            make_migrations(sys.argv[2], pathlib.Path(sys.argv[3]), [pathlib.Path(p) for p in sys.argv[4:]])
    except (Bad, sqltext.Bad) as bad:
        print(bad, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
