"""Loans through a program, beside the oracle: what is asked, what is compared, and how a failing case is made small."""
import json
import random
import subprocess
import time

import gen
import gen_events
from oracle import caps, days, fold, rate
from oracle.amount import read, write
from oracle.schedule import InstalmentSmall, Schedule
from oracle.terms import Terms

STATE_PARTS = ("penalty", "penalties")


def money(tiyn):
    """Amounts leave the program with two decimals."""
    return write(tiyn, 2)


def rows_of(schedule):
    """The rows as the program writes them."""
    out = []
    for row in schedule.rows:
        one = {"nr": row.nr, "date": days.write(row.date), "days": row.days, "principal": money(row.principal),
               "remuneration": money(row.remuneration), "penalty": "0.00",
               "due": money(row.principal + row.remuneration), "balance": money(row.balance)}
        if row.counted != row.date:
            one["counted_to"] = days.write(row.counted)
        if row.nr == 0:
            one["payout"] = money(row.payout)
        out.append(one)
    return out


def rate_of(line):
    """effective_rate as the program writes it."""
    code = rate.refused(line)
    if code:
        return {"refused": code}
    return {"percent": f"{rate.rounded(line, 6):f}", "legal": f"{rate.rounded(line, 1):f}"}


def schedule_answer(case, schedule):
    """What the program has to answer of the schedule and its rate."""
    out = {"rows": rows_of(schedule)}
    out["totals"] = {"paid_out": money(schedule.paid_out), "principal": money(schedule.principal),
                     "remuneration": money(schedule.remuneration), "penalty": "0.00", "due": money(schedule.due)}
    out["overpayment"] = money(schedule.due - schedule.paid_out)
    if schedule.instalment is not None:
        out["instalment"] = money(schedule.instalment)
    out["calc_version"] = case.get("calc_version", 1)
    return out


def view(answer):
    """What is compared of an answer of the program: all but texts."""
    if not isinstance(answer, dict) or "rows" not in answer:
        return {"fault": answer.get("code")} if isinstance(answer, dict) else answer
    return {name: part for name, part in answer.items() if name != "explain"}


class Case:
    """One loan, what the oracle says of it, and how it was drawn."""

    def __init__(self, case, drawn=None):
        self.case, self.drawn = case, drawn or {}
        self.schedule = None
        try:
            self.schedule = Schedule(Terms(case))
        except InstalmentSmall:
            return
        self.line = rate.net([(row.date, row.payout - row.principal - row.remuneration)
                              for row in self.schedule.rows])

    def differences(self, answer):
        """{family: what differs} between the oracle and an answer of the program; families that agree have None."""
        if self.schedule is None:
            codes = [error.get("code") for error in answer.get("errors", [{}])]
            return {"schedules": None if codes == ["INSTALMENT_SMALL"] else f"code: {codes}, expected INSTALMENT_SMALL"}
        if "rows" not in answer:
            return {"schedules": f"refused: {answer.get('code')} {json.dumps(answer.get('errors'))}"}
        wanted = schedule_answer(self.case, self.schedule)
        found = {"schedules": first_difference({name: answer.get(name) for name in wanted}, wanted)
                 or (None if ("instalment" in answer) == ("instalment" in wanted) else "instalment is there"),
                 "rates": first_difference(answer.get("effective_rate"), rate_of(self.line), "effective_rate"),
                 "caps": caps.difference(self, answer)}
        if "events" in self.case:
            self.fold_differences(answer, found)
        return found

    def fold_differences(self, answer, found):
        """Adds the families folds and penalties."""
        wanted, to_come = fold.answers(self.case, self.schedule)
        got = answer.get("states")
        if not isinstance(got, list) or len(got) != len(wanted):
            found["folds"] = f"states: {len(got or [])}, expected {len(wanted)}"
            return
        found["folds"] = found["penalties"] = None
        for place, (mine, its) in enumerate(zip(wanted, got)):
            for name in ("folds", "penalties"):
                part = {k: v for k, v in mine.items() if (k in STATE_PARTS) == (name == "penalties")}
                where = f"states[{place}] ({mine['day']})"
                found[name] = found[name] or first_difference({k: its.get(k) for k in part}, part, where)
        found["folds"] = found["folds"] or first_difference(answer.get("rows_to_come"), to_come, "rows_to_come") \
            or lines_add_up(answer.get("explain", []), got[-1])


def lines_add_up(lines, state):
    """Whether the lines that explain add up to the figures of the last state; or how they do not."""
    sums = dict.fromkeys(("principal", "remuneration", "penalty", "costs", "suspense", "withheld"), 0)
    for line in lines:
        sums[line["figure"]] += read(line["amount"], 2)
    for name, total in sums.items():
        figure = state[name]
        shown = sum(read(part, 2) for part in figure.values()) if isinstance(figure, dict) else read(figure, 2)
        if total != shown:
            return f"explain: lines of {name} add up to {write(total, 2)}, the figure is {write(shown, 2)}"
    return None


def first_difference(got, wanted, where=""):
    """Where and how two JSON values first differ, or None."""
    if got == wanted:
        return None
    if isinstance(got, dict) and isinstance(wanted, dict):
        for name in {**wanted, **got}:
            if got.get(name) != wanted.get(name):
                return first_difference(got.get(name), wanted.get(name), f"{where}.{name}".lstrip("."))
    if isinstance(got, list) and isinstance(wanted, list):
        for place, (a, b) in enumerate(zip(got, wanted)):
            if a != b:
                return first_difference(a, b, f"{where}[{place}]")
        return f"{where}: {len(got)} elements, the oracle has {len(wanted)}"
    return f"{where}: {json.dumps(got)}, the oracle says {json.dumps(wanted)}"


def loans(seed, chunk, count):
    """The random loans of one chunk."""
    rng = random.Random(f"{seed}:{chunk}")
    out = []
    for _ in range(count):
        drawn, case = gen.loan(rng)
        one = Case(case, drawn)
        if drawn["events"] != "none" and one.schedule is not None:
            gen_events.put(rng, drawn, one)
        out.append(one)
    return out


def ask(program, cases, seconds=600):
    """(the program's answers, one a case, None where it died; all it wrote; what it said). After a death it goes on."""
    answers, text, said = [], "", ""
    while len(answers) < len(cases):
        lines = "\n".join(json.dumps(case) for case in cases[len(answers):]) + "\n"
        run = subprocess.run([*program, "schedule", "--lines"], input=lines, capture_output=True, text=True,
                             timeout=seconds, check=False)
        whole = run.stdout.split("\n")[:-1]       # what stands after the last end of line was cut off by a death
        answers += [json.loads(line) for line in whole]
        text += "".join(line + "\n" for line in whole)
        if len(answers) < len(cases):
            said += f"exit {run.returncode} at {json.dumps(cases[len(answers)])}\n{run.stderr[-300:]}"
            answers.append(None)
            text += "null\n"
    return answers, text, said


def smaller(case):
    """Cases one step simpler than `case`, the boldest first."""
    for name in ("events", "payouts", "loan", "holidays", "workdays", "first_due", "level", "remainder", "month_end",
                 "weekend", "shift", "grace_principal", "grace_interest", "interest_free", "down_payment_percent",
                 "instalment_multiple", "rounding", "minor_units", "leap", "year_boundary", "first_day", "rate_is"):
        if name in case:
            yield {k: v for k, v in case.items() if k != name}
    for name in ("events", "holidays", "workdays"):
        group = case.get(name, [])
        for place in reversed(range(len(group))):
            yield {**case, name: group[:place] + group[place + 1:]}
    for name in case.get("loan", {}):
        yield {**case, "loan": {k: v for k, v in case["loan"].items() if k != name}}
    if "shares" not in case:
        for n in sorted({1, 2, 3, case["periods"] // 2, case["periods"] - 1}):
            if 1 <= n < case["periods"]:
                yield {**case, "periods": n}
    if "payouts" not in case and "events" not in case:
        for principal in ("1000.00", "100000.00", "1234567.00"):
            if len(principal) < len(case["principal"]):
                yield {**case, "principal": principal}
    for text in ("12", "36", "10.5"):
        if len(text) < len(case["rate_percent"]):
            yield {**case, "rate_percent": text}
    if case["every"] != {"count": 1, "unit": "months"}:
        yield {**case, "every": {"count": 1, "unit": "months"}}
        if case["every"]["count"] > 1:
            yield {**case, "every": {**case["every"], "count": 1}}


def kind_of(what):
    """The part of a difference that names the member, without its place."""
    return what.split(":")[0].split("[")[0] if what else None


def differs(program, case, family, kind):
    """What differs in one family in the same member, or None; a case that became senseless is no counterexample."""
    try:
        one = Case(case)
        answer = ask(program, [case], 20)[0][0]
        if answer is None:
            return "no answer" if kind == "no answer" else None
        if "rows" not in answer and kind not in ("code", "refused"):
            return None
        what = one.differences(answer).get(family)
    except Exception:
        return None
    return what if kind_of(what) == kind else None


def shrink(program, case, family, said, seconds=20):
    """(a simpler case that still differs in `family` in the same member, how)."""
    kind, going, end = kind_of(said), True, time.monotonic() + seconds
    while going:
        going = False
        for other in smaller(case):
            if time.monotonic() > end:
                return case, said
            what = differs(program, other, family, kind)
            if what:
                case, said, going = other, what, True
                break
    return case, said


def slice_of(count, seed, program):
    """The loans, out of `count`, that the program answers as the oracle does."""
    some = loans(seed, "slice", count)
    answers = ask([str(program)], [one.case for one in some])[0]
    return [one.case for one, answer in zip(some, answers)
            if answer is not None and not any(one.differences(answer).values())]
