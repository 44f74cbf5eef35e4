"""Random lives of random loans: events that fit the schedule, from the good payer to days drawn at random."""
from oracle import amount, days

KINDS = ("payment", "early_repayment", "payoff", "lower_rate", "reschedule", "holiday", "suspend", "resume", "cost",
         "forgive", "write_off", "refund", "reversal", "payout")
OTHER_ORDER = ["overdue_principal", "overdue_remuneration", "penalty", "current_principal", "current_remuneration",
               "costs"]


def money(tiyn):
    """An amount above zero as text."""
    return amount.write(max(1, tiyn), 2)


def loan_terms(rng):
    """The object `loan`."""
    out = {}
    if rng.random() < 0.6:
        out["class"] = rng.choice(("consumer", "mortgage", "secured", "business"))
    if rng.random() < 0.4:
        out["pay_by"] = rng.choice(("working_day", "date"))
    if rng.random() < 0.15:
        out["overdue_bears"] = False
    if rng.random() < 0.15:
        order = OTHER_ORDER[:]
        rng.shuffle(order)
        out["allocation"] = order
    if rng.random() < 0.15:
        out["accrual"] = rng.choice(("balance", "row"))
    if rng.random() < 0.5:
        out["penalty"] = penalty(rng, out.get("class") == "business")
    return out


def penalty(rng, free):
    """Terms of the penalty within the law, or any for a business loan."""
    out = {}
    if rng.random() < 0.6:
        out["first_percent"] = rng.choice(("0.5", "0.1", "0.33", "0", "0.123456", *(("1", "2.5") if free else ())))
    if rng.random() < 0.5:
        out["first_days"] = rng.choice((0, 1, 30, 89, 90))
    if rng.random() < 0.5:
        out["after_percent"] = rng.choice(("0.03", "0", "0.01", *(("0.5",) if free else ())))
    if rng.random() < 0.5:
        out["cap_percent"] = rng.choice(("10", "5", "1", "0.5", "0", *(("50",) if free else ())))
    if rng.random() < 0.3:
        out["year"] = rng.choice(("anniversary", "calendar"))
    if rng.random() < 0.3:
        out["base"] = rng.choice(("payment", "principal"))
    return out


def put(rng, drawn, one):
    """Give the case events and terms of the fold."""
    case, schedule = one.case, one.schedule
    rows = [row for row in schedule.rows if row.nr]
    if not rows or rows[-1].date - schedule.terms.start > 9000 or schedule.due > 10 ** 14:
        return
    case["loan"] = loan_terms(rng)
    if not case["loan"]:
        del case["loan"]
    events = [{"kind": "payout", "day": days.write(day), "amount": money(tiyn)}
              for day, tiyn in schedule.terms.payouts]
    if rng.random() < 0.08:                     # the money comes some days after the contract: cooling-off
        late = schedule.terms.start + (rng.randint(1, 3) if rng.random() < 0.8 else rng.randint(1, 70))
        if late <= rows[-1].date:
            for event in events:
                event["day"] = max(event["day"], days.write(late))
    maker = Maker(rng, case, schedule, rows, events)
    {"good": maker.good, "bad": maker.bad, "wild": maker.wild}[drawn["events"]]()
    if rng.random() < 0.4:
        rng.shuffle(events)                     # the order of arrival has no meaning
    if rng.random() < 0.5:
        for place, event in enumerate(events):
            event["id"] = rng.choice((f"e{place}", f"{place:03d}x", f"Z{place}"))
        for event in events:
            if isinstance(event.get("of"), dict):
                event["of"] = event["of"]["id"]
    for place, event in enumerate(events):
        if isinstance(event.get("of"), dict):
            event["of"] = f"{next(i for i, e in enumerate(events) if e is event['of']) + 1:04d}"
    case["events"] = events
    if rng.random() < 0.4:
        last = max(days.read(event["day"]) for event in events)
        case.setdefault("loan", {})["to"] = days.write(last + rng.choice((0, 1, 5, 31, 95, 190, 400)))


class Maker:
    """Adds events to one loan."""

    def __init__(self, rng, case, schedule, rows, events):
        self.rng, self.case, self.schedule, self.rows, self.events = rng, case, schedule, rows, events
        self.start, self.end = days.read(events[0]["day"]), rows[-1].date
        if rng.random() < 0.2:                  # things may happen before the money comes
            self.start = schedule.terms.start
        self.unit = schedule.terms.unit

    def add(self, kind, day, **members):
        """One more event."""
        self.events.append({"kind": kind, "day": days.write(max(day, self.start)), **members})
        return self.events[-1]

    def good(self):
        """Pays each row on its day or a little earlier, now and then early as a whole; 0 to 2 other events."""
        rng, rows = self.rng, self.rows
        upto = rng.randint(1, min(len(rows), 12))
        for row in rows[:upto]:
            self.add("payment", max(row.date - rng.choice((0, 0, 0, 1, 3)), self.start),
                     amount=money(row.principal + row.remuneration))
        for _ in range(rng.randint(0, 2)):
            day = rng.randint(self.start, max(self.start, rows[upto - 1].date) + 20)
            self.one(rng.choice(("early_repayment", "payoff", "lower_rate", "holiday", "suspend", "payment",
                                 "reschedule", "early_repayment")), day)

    def bad(self):
        """Pays late, in part, or not at all."""
        rng, rows = self.rng, self.rows
        for row in rows[:rng.randint(1, min(len(rows), 10))]:
            how = rng.random()
            whole = row.principal + row.remuneration
            if how < 0.3:
                continue
            day = row.date + rng.choice((0, 1, 2, 5, 17, 45, 92, 130))
            self.add("payment", day, amount=money(whole if how < 0.7 else rng.randint(1, max(1, whole))))
        for _ in range(rng.randint(0, 3)):
            self.one(rng.choice(("cost", "forgive", "write_off", "suspend", "resume", "refund", "reschedule", "payment",
                                 "reversal", "holiday")), self.any_day())

    def wild(self):
        """Any events on any days."""
        for _ in range(self.rng.randint(1, 9)):
            self.one(self.rng.choice(KINDS), self.any_day())

    def any_day(self):
        """A day of the loan's life, often one on which something happens."""
        rng = self.rng
        if rng.random() < 0.4:
            return max(self.start, rng.choice(self.rows).date + rng.choice((0, 0, 0, 1, -1)))
        if rng.random() < 0.3:
            return days.read(rng.choice(self.events)["day"])
        return rng.randint(self.start, self.end + rng.choice((0, 10, 120, 200)))

    def some(self):
        """An amount that means something to this loan."""
        rng, row = self.rng, self.rng.choice(self.rows)
        whole = row.principal + row.remuneration
        return money(rng.choice((whole, whole, row.principal, row.remuneration, rng.randint(1, max(1, whole)),
                                 rng.randint(1, max(1, self.schedule.terms.principal)), 1)))

    def one(self, kind, day):
        """One event of a kind."""
        rng = self.rng
        if kind in ("payment", "payoff", "cost", "refund"):
            self.add(kind, day, amount=self.some())
        elif kind == "early_repayment":
            members = {"amount": self.some(), "mode": rng.choice(("shorten", "lower", "skip"))}
            if rng.random() < 0.2:
                members["schedule"] = self.new_rows(day)
            self.add(kind, day, **members)
        elif kind == "lower_rate":
            if not self.rate_may_fall():
                return
            members = {"rate_percent": self.lower_rate()}
            if rng.random() < 0.2 or self.by_row():
                members["schedule"] = self.new_rows(day)
            self.add(kind, day, **members)
        elif kind == "reschedule":
            members = {"schedule": self.new_rows(day)}
            if rng.random() < 0.5:
                members["takes_overdue"] = rng.choice((True, False))
            self.add(kind, day, **members)
        elif kind == "holiday":
            if day >= self.end:
                return
            members = {"until": days.write(rng.randint(day + 1, max(day + 1, min(self.end, day + 100))))}
            if rng.random() < 0.5:
                members["accrues"] = rng.choice((True, False))
            if rng.random() < 0.1:
                members["schedule"] = self.new_rows(day)
            self.add(kind, day, **members)
        elif kind == "suspend":
            self.add(kind, day, reason="a submission")
            if rng.random() < 0.6:
                self.add("resume", day + rng.choice((0, 1, 7, 40, 100)), back=rng.choice((True, False)))
        elif kind == "resume":
            self.add(kind, day, back=rng.choice((True, False)))
        else:
            self.rest(kind, day)

    def rest(self, kind, day):
        """Forgiving, writing off, reversing, another payout."""
        rng = self.rng
        if kind == "forgive":
            self.add(kind, day, **({"amount": self.some()} if rng.random() < 0.5 else {}))
        elif kind == "write_off":
            names = [name for name in ("principal", "remuneration", "penalty", "costs") if rng.random() < 0.3]
            self.add(kind, day, **{name: self.some() for name in names})
        elif kind == "reversal":
            gone = [e["of"] for e in self.events if "of" in e]
            others = [e for e in self.events if e["kind"] != "reversal" and not any(e is x for x in gone)]
            others = others[1:]                 # the first payout stays
            if others:
                of = rng.choice(others)
                self.add(kind, max(day, days.read(of["day"])), of=of)
        elif kind == "payout" and self.start < day <= self.end and rng.random() < 0.3:
            self.add(kind, day, amount=self.some())

    def by_row(self):
        """Whether remuneration is each row's own."""
        default = "row" if self.case["method"] == "flat" else "balance"
        return self.case.get("loan", {}).get("accrual", default) == "row"

    def rate_may_fall(self):
        """Only one lowering a loan, so that none is above the one before; rates per period are left alone."""
        return self.case.get("rate_is", "year") == "year" and not any(e["kind"] == "lower_rate" for e in self.events)

    def lower_rate(self):
        """A rate not above the one of the contract."""
        micro = amount.read(self.case["rate_percent"], 6)
        return amount.write(self.rng.choice((micro, micro // 2, micro * 9 // 10, 0)), 6)

    def new_rows(self, day):
        """A schedule agreed with an event: a few rows after its day."""
        rng, principal = self.rng, self.schedule.terms.principal
        n = rng.randint(1, 5)
        out, date = [], day
        for place in range(n):
            date += rng.randint(1, 45)
            part = principal // n if place < n - 1 else principal - principal // n * (n - 1)
            if rng.random() < 0.3:
                part = rng.randint(0, max(1, part))
            remuneration = rng.choice((0, rng.randint(0, max(1, principal // 20))))
            out.append({"date": days.write(date), "principal": amount.write(part // self.unit * self.unit, 2),
                        "remuneration": amount.write(remuneration // self.unit * self.unit, 2)})
        return out
