"""Words of stories about lending (docs/story.md): an application, its submission, its states."""
import json
import uuid

QUESTIONS = {"own_behalf": True, "pep": False, "owner_abroad": False, "income_source": "salary",
             "occupation": "мұғалім", "repay_from": "жалақы"}


class Lending:
    def once(self, who: str, method: str, path: str, body, status: int):
        """One call with a new key; the answer."""
        return self.must(who, self.doors.get(who, "public"), method, path, json.dumps(body), status,
                         {"Idempotency-Key": "story-" + uuid.uuid4().hex})

    def do_draft(self, rest: str) -> None:
        """`draft WHO CODE AMOUNT MONTHS`: a draft whose texts are acknowledged; keeps $WHO_application."""
        who, code, amount, months = rest.split()
        self.kept[who] = self.kept[who + "_id"]
        products = self.must(who, "public", "GET", "/v1/products", "", 200)["products"]
        product = next(row["id"] for row in products if row["code"] == code)
        made = self.once(who, "POST", f"/v1/me/{self.kept[who]}/applications",
                         {"product": product, "amount": f"{amount}.00", "periods": int(months),
                          "purpose": "household"}, 201)
        self.kept[who + "_application"] = made["id"]
        for text in self.must(who, "public", "GET", "/v1/disclosures", "", 200)["texts"]:
            self.once(who, "POST", f"/v1/mine/applications/{made['id']}/acknowledgements",
                      {"text": text["id"], "hash": text["hash_kk"], "lang": "kk"}, 204)

    def do_submit(self, rest: str) -> None:
        """`submit WHO STATE [MEMBER=true|false]…`: submits the draft; STATE is what it must be then."""
        who, state, *said = rest.split()
        answers = {**QUESTIONS, **{name: value == "true" for name, value in (word.split("=") for word in said)}}
        path = f"/v1/mine/applications/{self.kept[who + '_application']}/submission"
        got = self.once(who, "POST", path, answers, 200)
        if got["state"] != state:
            raise self.wrong(f"the application is {got['state']}")

    def do_reaches(self, rest: str) -> None:
        """`reaches WHO STATE in SECONDS`: the application of WHO comes into a state by itself."""
        who, state, _, seconds = rest.split()
        path = f"/v1/mine/applications/{self.kept[who + '_application']}"
        self.until(f"the application {state}",
                   lambda: self.must(who, "public", "GET", path, "", 200)["state"] == state, float(seconds))
