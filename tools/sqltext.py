"""What tools/sqlgen.py and tools/sqllint.py know of SQL text: comments, sections, and the words of two engines."""
import hashlib
import pathlib
import re

TYPES = {"BIGINT": "INTEGER", "BOOLEAN": "INTEGER", "BYTEA": "BLOB", "DATE": "TEXT"}  # PostgreSQL: SQLite (STRICT)
TOKEN = re.compile(r"'(?:[^']|'')*'|\$\$.*?\$\$|--[^\n]*|/\*.*?\*/|[^'$/-]+|.", re.S)


class Bad(Exception):
    """A migration breaks a rule of docs/sql.md."""


def code_and_rest(text: str):
    """Pieces of text; True with those that are code (neither comment nor string)."""
    for piece in TOKEN.findall(text):
        yield not piece.startswith(("'", "$$", "--", "/*")), piece


def bare(text: str) -> str:
    """The code alone: comments become a blank, strings ''."""
    return "".join(p if code else "''" if p[0] in "'$" else " " for code, p in code_and_rest(text))


def without_row_locks(text: str) -> str:
    """SQLite has one writer: FOR UPDATE means nothing there."""
    lock = (r"\s+FOR\s+(NO\s+KEY\s+)?(UPDATE|SHARE|KEY\s+SHARE)(\s+OF\s+[a-z_, ]+?)?(\s+(SKIP\s+LOCKED|NOWAIT))?"
            r"(?=\s*[;)]|\s*$)")
    return re.sub(lock, "", text, flags=re.I)


def tidy(text: str) -> str:
    """One line, without comments and the last semicolon. Strings stay as they are."""
    out = "".join(re.sub(r"\s+", " ", p) if code else p if p[0] in "'$" else "" for code, p in code_and_rest(text))
    return out.strip().removesuffix(";").rstrip()


def c_string(text: str) -> str:
    lines = text.split("\n")
    quoted = []
    for at, line in enumerate(lines):
        line = line.replace("\\", "\\\\").replace("\"", "\\\"").replace("?", "\\?")
        quoted.append(f"\"{line}{chr(92) + 'n' if at < len(lines) - 1 else ''}\"")
    return "\n        ".join(quoted)


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def code_of(line: str) -> str:
    """The line without its trailing comment."""
    return "".join(p for _, p in code_and_rest(line) if not p.startswith("--")).rstrip()


def remark_of(line: str) -> str:
    return "".join(p[2:] for _, p in code_and_rest(line) if p.startswith("--")).strip()


class Table:
    """A CREATE TABLE as it is written: one column a line, each with its comment."""

    def __init__(self, name: str, doc: str, without_rowid: bool):
        self.name, self.doc, self.without_rowid = name, doc, without_rowid
        self.columns: dict[str, str] = {}   # name: comment
        self.types: dict[str, str] = {}


class Migration:
    """db/migration/NNNN_what.sql: one text, both engines."""

    def __init__(self, path: pathlib.Path):
        found = re.fullmatch(r"(\d{4})_([a-z0-9_]+)\.sql", path.name)
        if not found:
            raise Bad(f"{path}: the name is not NNNN_what.sql")
        self.path, self.nr, self.name = path, int(found[1]), found[2]
        text = path.read_text(encoding="utf-8")
        self.checksum = hashlib.sha256(text.encode()).hexdigest()
        self.out = {"sqlite": [], "postgres": []}
        self.tables: list[Table] = []
        self.remarks: list[str] = []
        self.mode, self.table, self.past_columns = "both", None, False
        for number, line in enumerate(text.splitlines(), 1):
            self.line(line, f"{path}:{number}")
        if self.table:
            raise Bad(f"{path}: the table {self.table.name} does not end")
        self.sqlite = "\n".join(self.out["sqlite"]) + "\n"
        self.postgres = "\n".join(self.out["postgres"]) + "\n"

    def put(self, engine: str, line: str) -> None:
        if self.mode in ("both", engine):
            self.out[engine].append(line)

    def line(self, line: str, where: str) -> None:
        word = re.fullmatch(r"--\s*(sqlite|postgres|both|guard):\s*(.*)", line.strip())
        if word and word[1] == "guard":
            self.guard(word[2], where)
        elif word:
            self.mode, self.remarks = word[1], []
        elif self.table:
            self.inside(line, where)
        elif line.strip().startswith("--"):
            self.remarks.append(line.strip()[2:].strip())
        elif found := re.match(r"CREATE TABLE ([a-z_]+) \($", code_of(line)):
            without = "without rowid" in self.remarks
            doc = " ".join(r for r in self.remarks if r != "without rowid")
            self.table, self.past_columns = Table(found[1], doc, without), False
            self.both(line)
            self.put("sqlite", f"    -- {doc}")
        elif found := re.match(r"ALTER TABLE ([a-z_]+) ADD COLUMN ([a-z_]+) ([A-Z]+)(.*);$", code_of(line)):
            self.add_column(found, remark_of(line), where)
        elif line.strip():
            if re.match(r"\s*(CREATE TABLE|ALTER TABLE \S+ ADD)", line, re.I):
                raise Bad(f"{where}: write `CREATE TABLE name (` and `ALTER TABLE name ADD COLUMN name TYPE ...;`")
            self.both(line)
        if not line.strip().startswith("--") and not self.table:
            self.remarks = []

    def both(self, line: str) -> None:
        self.put("sqlite", line)
        self.put("postgres", code_of(line) if self.table else line)

    def inside(self, line: str, where: str) -> None:
        code, remark, table = code_of(line), remark_of(line), self.table
        if code.startswith(")"):
            if code != ");":
                raise Bad(f"{where}: a table ends with `);`")
            self.put("sqlite", ") STRICT, WITHOUT ROWID;" if table.without_rowid else ") STRICT;")
            self.put("postgres", ");")
            self.comments(table)
            if self.mode != "sqlite":  # there alone a table is made anew, to change what it checks
                self.tables.append(table)
            self.table, self.remarks = None, []
            return
        found = re.match(r"\s+([a-z_][a-z0-9_]*)\s+([A-Z]+)\b", code)
        if found and found[2] not in ("KEY",) and not self.past_columns:
            table.columns[found[1]], table.types[found[1]] = remark, found[2]
        elif code.strip():
            self.past_columns = True
        self.put("sqlite", sqlite_types(line))
        if code.strip():
            self.put("postgres", code)

    def comments(self, table: Table) -> None:
        if table.doc:
            self.put("postgres", f"COMMENT ON TABLE {table.name} IS {quoted(table.doc)};")
        for column, remark in table.columns.items():
            if remark:
                self.put("postgres", f"COMMENT ON COLUMN {table.name}.{column} IS {quoted(remark)};")

    def add_column(self, found: re.Match, remark: str, where: str) -> None:
        table, column, kind, rest = found[1], found[2], found[3], found[4]
        if not remark or "*/" in remark:
            raise Bad(f"{where}: a new column needs a comment at the end of its line")
        self.put("sqlite", f"ALTER TABLE {table} ADD COLUMN {column} {TYPES.get(kind, kind)}{rest} /* {remark} */;")
        self.put("postgres", f"ALTER TABLE {table} ADD COLUMN {column} {kind}{rest};")
        self.put("postgres", f"COMMENT ON COLUMN {table}.{column} IS {quoted(remark)};")

    def guard(self, text: str, where: str) -> None:
        """`-- guard: T refuses update, delete` and `-- guard: T refuses update of a, b`."""
        found = re.fullmatch(r"([a-z_]+) refuses (update of [a-z_, ]+|[a-z, ]+)", text.strip())
        if not found:
            raise Bad(f"{where}: write `-- guard: TABLE refuses update, delete` or `... refuses update of COLUMN, ...`")
        table = found[1]
        acts = [found[2]] if found[2].startswith("update of") else [a.strip() for a in found[2].split(",")]
        for act in acts:
            verb, _, columns = act.partition(" of ")
            if verb not in ("update", "delete", "insert"):
                raise Bad(f"{where}: a guard refuses update, delete or insert")
            name = "_".join([table, "keeps" if columns else f"no_{verb}", *re.findall(r"[a-z_]+", columns)])[:63]
            when = f"BEFORE {verb.upper()}{' OF ' + columns if columns else ''} ON {table}"
            self.put("sqlite", f"CREATE TRIGGER {name} {when} BEGIN SELECT RAISE(ABORT, '{name}'); END;")
            self.put("postgres", f"CREATE TRIGGER {name} {when} FOR EACH ROW EXECUTE FUNCTION nes_refuse();")
            if verb == "delete":
                self.put("postgres", f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
                                     "EXECUTE FUNCTION nes_refuse();")


def sqlite_types(line: str) -> str:
    def words(piece: str) -> str:
        return re.sub(r"\b(" + "|".join(TYPES) + r")\b", lambda m: TYPES[m[1]], piece)

    return "".join(words(p) if code else p for code, p in code_and_rest(line))
