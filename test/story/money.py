"""Words of stories about money (docs/story.md): contracts, payouts, the bank, payments."""
import hashlib
import hmac
import json

OWN_IBAN = "KZ699990000000000001"


class Money:
    """Mixed into tell.Story beside people and lending."""

    def do_account(self, rest: str) -> None:
        """`account WHO`: names the first account of a person of the world and puts it to use by one method; keeps
        $WHO_account."""
        who = rest.strip()
        wish = {"iban": self.kept[f"{who}_iban"]}
        made = self.own(who, "POST", f"/v1/me/{self.kept[who + '_id']}/accounts", wish, 201)
        self.kept[f"{who}_account"] = made["id"]
        path = f"/v1/mine/accounts/{made['id']}"
        self.until("the holder of the account", lambda: self.own(who, "GET", path, None)["holder"] == "own")
        self.do_confirm(f"{who} change_bank {made['id']} password code")
        self.own(who, "POST", path + "/use", {"confirmation": self.kept[f"{who}_confirmation"]})

    def do_chosen(self, rest: str) -> None:
        """`chosen WHO CODE AMOUNT MONTHS METHOD by STAFF[,STAFF] [to SELLER]`: from the draft to the chosen offer;
        the money is to go to $WHO_account, or to the seller kept as SELLER."""
        who, code, amount, months, method, _, staff, *seller = rest.split()
        self.kept[who] = self.kept[f"{who}_id"]
        self.do_draft(f"{who} {code} {amount} {months}")
        self.do_submit(f"{who} submitted")
        self.do_reaches(f"{who} checking in 20")
        path = f"/v1/applications/{self.kept[who + '_application']}"
        for person in staff.split(","):
            got = self.once(person, "POST", path + "/decision", {"approve": True, "note": "мақұлданды"}, 200)
        if got["state"] != "approved":
            raise self.wrong(f"the application is {got['state']}")
        self.choose(who, method, seller[1] if seller else None)

    def choose(self, who: str, method: str, seller: str | None) -> None:
        path = f"/v1/mine/applications/{self.kept[who + '_application']}"
        offers = self.must(who, "public", "GET", path + "/offers", "", 200)["offers"]
        offer = next(row for row in offers if row["method"] == method)
        to = {"way": "seller", "seller": self.kept[seller]} if seller else \
             {"way": "account", "account": self.kept[f"{who}_account"]}
        self.once(who, "POST", path + "/choice", {"hash": offer["hash"], "lang": "kk", **to}, 200)

    def do_formed(self, rest: str) -> None:
        """`formed WHO`: forms the contract from the chosen offer; keeps $WHO_contract and $WHO_contract_number."""
        who = rest.strip()
        path = f"/v1/mine/applications/{self.kept[who + '_application']}/contract"
        made = self.own(who, "POST", path, None, 201)
        self.kept[f"{who}_contract"], self.kept[f"{who}_contract_number"] = made["id"], made["number"]

    def do_concluded(self, rest: str) -> None:
        """`concluded WHO`: confirms the contract by biometric and two factors and concludes it; keeps $WHO_loan and
        $WHO_payout."""
        who = rest.strip()
        self.do_confirm(f"{who} conclude {self.kept[who + '_contract']}")
        made = self.own(who, "POST", f"/v1/mine/contracts/{self.kept[who + '_contract']}/conclusion",
                        {"confirmation": self.kept[f"{who}_confirmation"]})
        self.kept[f"{who}_loan"], self.kept[f"{who}_payout"] = made["loan"], made["payout"]

    def do_paid(self, rest: str) -> None:
        """`paid WHO [STATE]`: waits until the payout is done (or STATE)."""
        who, *state = rest.split()
        path = f"/v1/mine/payouts/{self.kept[who + '_payout']}"
        wanted = state[0] if state else "done"
        self.until(f"the payout {wanted}", lambda: self.own(who, "GET", path, None)["state"] == wanted)

    def do_pays(self, rest: str) -> None:
        """`pays WHO AMOUNT [PURPOSE]`: WHO transfers at the bank to the organisation; PURPOSE names the contract where
        it is left out."""
        who, amount, *purpose = self.fill(rest).split(maxsplit=2)
        purpose = purpose[0] if purpose else f"Погашение по договору {self.kept[who + '_contract_number']}"
        self.settle(60)  # the statement that was asked for before does not know of it, and is not asked for again later
        order = {"from": self.kept[f"{who}_iban"], "to": OWN_IBAN, "amount": amount, "purpose": purpose}
        self.must("bank", "world", "POST", "/bank/transfers", json.dumps(order), 204)

    def file(self, day: str) -> bytes:
        body = json.dumps({"iban": OWN_IBAN, "day": day}).encode()
        key = bytes.fromhex((self.place.data / "keys/bank.key").read_text())
        mac = hmac.new(key, b"statements\n" + body, hashlib.sha256).hexdigest()
        reply = self.place.ask("bank", "world", "POST", "/bank/statements", body, {"X-Signature": mac})
        if reply.status != 200:
            raise self.wrong(f"the statement: {reply.status}")
        return reply.body

    def do_statement(self, rest: str) -> None:
        """`statement WHO DAY [FROM=TO]… => STATUS [path=value …]`: WHO takes the bank's statement of a day, with texts
        in it changed."""
        call, _, wanted = self.fill(rest).partition("=>")
        who, day, *changes = call.split()
        text = self.file(day).decode()
        for change in changes:
            before, _, after = change.partition("=")
            text = text.replace(before, after)
        self.doors[who] = "office"
        reply = self.place.ask(who, "office", "POST", "/v1/statements", text.encode(),
                               {"Content-Type": "application/xml", "Idempotency-Key": self.fill("$key")})
        if self.loud:
            print(f"    {reply.status} {reply.body.decode(errors='replace')[:600]}")
        status, *checks = wanted.split()
        if str(reply.status) != status:
            raise self.wrong(f"got {reply.status} {reply.body.decode(errors='replace')[:600]}")
        self.check(reply, checks)

    def do_repays(self, rest: str) -> None:
        """`repays WHO N`: pays the next N instalments, each on its day, and waits until the bank's statement brought it
        by itself."""
        who, count = rest.split()
        path = f"/v1/mine/loans/{self.kept[who + '_loan']}/payments"
        seen = self.own(who, "GET", path, None)
        for done, row in enumerate(seen["upcoming"][:int(count)], len(seen["actual"])):
            self.do_day(row["date"] + " 09:00")
            self.do_pays(f"{who} {row['due']}")
            self.do_day(row["date"] + " 10:00")  # the next statement is asked for ten minutes later
            self.do_enter(who)
            self.until("the payment", lambda known=done: len(self.own(who, "GET", path, None)["actual"]) > known)

    def do_papers(self, rest: str) -> None:
        """`papers WHO KIND N`: waits until so many papers of a kind are formed on WHO's loan; keeps the newest as
        $WHO_paper."""
        who, kind, count = rest.split()
        path = f"/v1/mine/loans/{self.kept[who + '_loan']}/papers"

        def formed() -> list:
            papers = self.own(who, "GET", path, None)["papers"]
            return [paper["id"] for paper in papers if paper["kind"] == kind and paper.get("formed")]
        self.until(f"{count} papers {kind}", lambda: len(formed()) == int(count))
        self.kept[f"{who}_paper"] = formed()[0]

    def do_borrows(self, rest: str) -> None:
        """`borrows WHO CODE AMOUNT MONTHS METHOD by STAFF`: from the draft to the concluded contract."""
        self.do_chosen(rest)
        who = rest.split()[0]
        self.do_formed(who)
        self.do_concluded(who)
