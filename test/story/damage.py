"""Words of stories about damage (docs/story.md): what a hand in the data folder or the database does behind the
product's back."""
import os
import pathlib
import sqlite3
import subprocess


class Damage:
    """Mixed into tell.Story beside the others."""

    def do_spoil(self, _: str) -> None:
        """`spoil documents`: changes one byte of each sealed document; done again, it is as it was."""
        files = [path for path in pathlib.Path(self.place.data / "documents").rglob("*") if path.is_file()]
        if not files:
            raise self.wrong("there are no documents")
        for path in files:
            path.chmod(0o600)
            with open(path, "r+b") as file:
                file.seek(path.stat().st_size // 2)
                byte = file.read(1)[0]
                file.seek(-1, os.SEEK_CUR)
                file.write(bytes([byte ^ 1]))

    def do_tamper(self, rest: str) -> None:
        """`tamper SQL => done|refused`: runs SQL on the database behind the product, which is stopped for it;
        `refused`: the database itself does not let it."""
        sql, _, wanted = self.fill(rest).rpartition("=>")
        self.place.stop("serve", 15)
        fault = self.by_psql(sql.strip()) if self.place.database else self.by_sqlite(sql.strip())
        if (fault != "") != (wanted.strip() == "refused"):
            raise self.wrong(f"the database says: {fault or 'done'}")
        self.place.start("serve")

    def by_sqlite(self, sql: str) -> str:
        line = sqlite3.connect(self.place.data / "nesie.db")
        try:
            with line:
                changed = line.execute(sql).rowcount
            return "" if changed > 0 else "no row"
        except sqlite3.DatabaseError as fault:
            return str(fault)
        finally:
            line.close()

    def by_psql(self, sql: str) -> str:
        run = subprocess.run(["psql", "-X", "-v", "ON_ERROR_STOP=1", self.place.url, "-c", sql], check=False,
                             capture_output=True, text=True)
        return run.stderr if run.returncode else "" if not run.stdout.endswith(" 0\n") else "no row"
