#!/usr/bin/env python3
"""`nesie doctor` finds what is wrong: a lender with a loan, a payment and a closed day is told by requests; then on a
copy of its database each invariant is broken by one who may do anything to the file, and the finding is expected by its
name. TAP."""
import pathlib
import shutil
import signal
import sqlite3
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "story"))
import scene  # noqa: E402
import tap  # noqa: E402
import tell  # noqa: E402
from tap import want  # noqa: E402

ORDER = '{"kind":"suspend","paper":"7","received_on":"2026-02-05"}'
STORY = """
day  2026-01-05 09:00
serve
world
staff dana officer
staff aigul accountant
staff bolat accountant
staff sara compliance
wait lists.1.kind~an in 30: as sara GET /v1/aml/lists
register murat 2
account murat
borrows murat consumer 200000 12 annuity by dana
paid murat
statement aigul 2026-01-05 => 200 lines=1
day  2026-01-06 09:00
again aigul
as aigul office POST /v1/days/2026-01-05/close with Idempotency-Key: $key => 204
day  2026-02-05 10:00
enter murat
again aigul
pays murat 20092.42
statement aigul 2026-02-05 => 200 unidentified=0
papers murat receipt 1
again sara
as sara POST /v1/loans/$murat_loan/orders @{order} with Idempotency-Key: $key => 201 keep order=id
as aigul POST /v1/loan-orders/$order/decision {"approve":true} with Idempotency-Key: $key => 200 state=done
audit 20
"""

# The line of doctor, and what breaks it.
BREAKS = (
    ("I1   the whole book sums to zero",
     "UPDATE account_day SET balance_tiyn = balance_tiyn + 1 WHERE account = '1030'"),
    ("I1   journals without entries", "DELETE FROM entry WHERE journal_id = (SELECT MIN(id) FROM journal)"),
    ("I2   closed totals that are not the sum",
     "UPDATE account_day SET debit_tiyn = debit_tiyn + 1 WHERE account = '1030'"),
    ("I2   entries in a day after it was closed",
     "UPDATE entry SET booked_on = '2026-01-03' WHERE rowid = (SELECT MAX(rowid) FROM entry)"),
    ("I5   pairs of accounts that are not the sum of the folds",
     "UPDATE entry SET amount_tiyn = amount_tiyn + 1 WHERE rowid ="
     " (SELECT MIN(rowid) FROM entry WHERE debit = '1110')"),
    ("I4   loans whose events are not all there", "DELETE FROM loan_event WHERE kind = 'payment'"),
    ("I4   payouts without their one event", "UPDATE payout SET amount_tiyn = amount_tiyn + 1"),
    ("I4   refunds without their one event", "UPDATE loan_event SET kind = 'refund' WHERE kind = 'payment'"),
    ("I7   payments without their event", "UPDATE payment SET amount_tiyn = amount_tiyn + 1"),
    ("I7   the bank's entries against the books", "UPDATE bank_line SET amount_tiyn = amount_tiyn + 1 WHERE is_in"),
    ("I3   loans whose rows, payouts and principal do not add up",
     "UPDATE loan_row SET principal_tiyn = principal_tiyn + 1 WHERE nr = 3"),
    ("I3   loans whose rows, payouts and principal do not add up", "UPDATE loan SET amount_tiyn = amount_tiyn + 1"),
    ("I3   loans whose rows, payouts and principal do not add up", "UPDATE loan SET terms = 'lost'"),
    ("I3   loans whose rows, payouts and principal do not add up",
     "UPDATE loan_event SET amount_tiyn = amount_tiyn + 1 WHERE kind = 'payout'"),
    ("I9   loans with a figure below zero or a rate over the law's",
     "UPDATE loan_row SET remuneration_tiyn = remuneration_tiyn * 3"),
    ("I14  loans whose row is not what their events make of the day", "UPDATE loan SET next_due = '2026-09-01'"),
    ("I14  loans whose row is not what their events make of the day", "UPDATE loan SET overdue_since = '2026-02-01'"),
    ("I14  nights that are booked twice or not as their list says",
     "DELETE FROM loan_night_journal WHERE journal_id = (SELECT MIN(journal_id) FROM loan_night_journal)"),
    ("I14  nights that are booked twice or not as their list says",
     "UPDATE loan_night_journal SET day = '2027-01-01' WHERE day = (SELECT MIN(day) FROM loan_night_journal)"),
    ("I15  suspensions and other orders without their paper and event",
     "DELETE FROM loan_order WHERE kind = 'suspend'"),
    ("I15  suspensions and other orders without their paper and event", "UPDATE loan_order SET state = 'rejected'"),
    ("I16  registrations that are not what the person confirmed", "UPDATE registration SET facts = zeroblob(64)"),
    ("I16  telephone numbers and accounts that no method of item 35 put",
     "UPDATE bank_account SET evidence_id = NULL"),
    ("I16  telephone numbers and accounts that no method of item 35 put",
     "UPDATE subscriber_number SET owner = 'other'"),
    ("I13  contracts concluded or changed without two methods",
     "UPDATE evidence SET what = zeroblob(32) WHERE operation = 'conclude'"),
    ("I13  contracts concluded or changed without two methods",
     "UPDATE evidence SET methods = 'two_factor' WHERE operation = 'conclude'"),
    ("I13  payouts that left before their hour", "UPDATE payout SET not_before = 4000000000000000"),
    ("     applications granted without all checks", "DELETE FROM application_decision"),
    ("     applications granted without all checks", "DELETE FROM bureau_report"),
    ("I6   requests with a key and without their answer",
     "UPDATE http_once SET status = NULL WHERE rowid = (SELECT MIN(rowid) FROM http_once)"),
    ("I7   errands to the outside without one applied answer", "UPDATE errand_answer SET applied = 0"),
    ("I7   callbacks from outside that were never applied",
     "INSERT INTO callback (id, source, key, body, received_at) VALUES (randomblob(16), 'x', 'x', x'00', 1)"),
    ("I10  audit log", "UPDATE audit_place SET hash = zeroblob(32) WHERE number = 5"),
    ("I10  audit log", "DELETE FROM audit_object WHERE rowid = (SELECT MIN(rowid) FROM audit_object)"),
    ("I10  audit log", "DELETE FROM audit_node WHERE level = 1 AND nr = 1"),
)


def copied(place: scene.Scene) -> pathlib.Path:
    copy = place.folder / "copy"
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir()
    shutil.copy(place.data / "nesie.conf", copy)
    for path in place.data.glob("nesie.db*"):
        shutil.copy(path, copy)
    return copy


def damaged_file_is_told(place: scene.Scene) -> None:
    """A page that cannot be read ends the look at once; who looks must hear why."""
    copy = copied(place)
    line = sqlite3.connect(copy / "nesie.db")
    line.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    (page,) = line.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'policy_row'").fetchone()
    (size,) = line.execute("PRAGMA page_size").fetchone()
    line.close()
    with open(copy / "nesie.db", "r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    run = place.command("doctor", "--data", str(copy), ok=False)
    want(run.returncode == 4 and "damaged" in run.stderr, f"exit {run.returncode}: {run.stdout}{run.stderr}")


def broken(place: scene.Scene, text: str) -> str:
    """What doctor says of a copy on which the statement was run, past all guards and checks."""
    copy = copied(place)
    line = sqlite3.connect(copy / "nesie.db", isolation_level=None)
    line.execute("PRAGMA ignore_check_constraints = ON")
    for (name,) in line.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        line.execute(f'DROP TRIGGER "{name}"')
    rows = line.execute(text).rowcount
    line.close()
    want(rows > 0, f"{text}: no row was changed")
    run = place.command("doctor", "--data", str(copy), ok=False)
    want(run.returncode == 1, f"{text}: exit {run.returncode}: {run.stdout}{run.stderr}")
    return run.stdout


def tests(place: scene.Scene) -> list:
    def one(finding: str, text: str):
        def test() -> None:
            told = broken(place, text)
            want(any(line.startswith(finding) and "WRONG" in line for line in told.splitlines()), f"{text}\n{told}")
        return test

    def covered() -> None:
        """Each line that doctor writes has a break above."""
        told = place.command("doctor", "--data", str(place.data)).stdout.splitlines()
        lines = [line for line in told if line.rstrip().endswith("fine")]
        bare = [line for line in lines if not any(line.startswith(finding) for finding, _ in BREAKS)]
        want(lines and not bare, f"no break of: {bare}")

    named = [(f"doctor finds break {nr}: {finding[5:]}", one(finding, text))
             for nr, (finding, text) in enumerate(BREAKS, 1)]
    return [("each line of doctor has a break", covered),
            ("a damaged file is told", lambda: damaged_file_is_told(place)), *named]


def main() -> int:
    with tempfile.NamedTemporaryFile("w", suffix=".story", encoding="utf-8") as file, scene.Scene("sqlite") as place:
        file.write(STORY.replace("@{order}", ORDER))
        file.flush()
        tell.Story(pathlib.Path(file.name), False).run(place)
        place.stop("serve", signal.SIGTERM)
        return tap.run(tests(place))


if __name__ == "__main__":
    sys.exit(main())
