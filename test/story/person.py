"""Words of stories about people: who they are (in the world), how they register, how they confirm."""
import base64
import json
import re
import time
import urllib.parse
import uuid


class People:
    """Mixed into tell.Story: uses its kept names, its place and its `must`."""

    def world(self, path: str) -> dict:
        return self.must("world", "world", "GET", path, "", 200)

    def own(self, who: str, method: str, path: str, body, status: int = 200):
        text = json.dumps(body, ensure_ascii=False) if body is not None else ""
        reply = self.place.ask(who, "public", method, path, text.encode(), {"Idempotency-Key": uuid.uuid4().hex})
        if self.loud:
            print(f"    {method} {path} {text[:300]}\n    {reply.status} {reply.body.decode(errors='replace')[:1200]}")
        if reply.status != status:
            raise self.wrong(f"{method} {path}: got {reply.status} {reply.body.decode(errors='replace')[:600]}")
        return reply.json()

    def until(self, what: str, look, seconds: float = 20.0):
        """What `look` gives as soon as it gives something. Seconds count only while the product has nothing to do, so
        that a slow machine does not fail; a product that is busy without end does, in a quarter of an hour."""
        idle, last = 0.0, time.time()
        end = last + 900
        while not (found := look()):
            now = time.time()
            if now - last >= 0.5: # to ask costs more than to look
                if not self.place.busy(self.now(), 60):
                    idle += min(now - last, 1.0)
                if idle > seconds or now > end:
                    raise self.wrong(f"{what} did not come in {seconds:.0f} s in which nothing was to do")
                last = now
            time.sleep(0.1)
        return found

    def settle(self, seconds: float) -> None:
        """Lets the product finish what is due, for so long at most where a partner holds it up."""
        end = time.time() + seconds
        while self.place.data.exists() and self.place.busy(self.now()) and time.time() < end:
            time.sleep(0.05)

    # --- who they are ---

    def do_person(self, rest: str) -> None:
        """`person WHO NUMBER [MEMBER=VALUE...]`: keeps WHO_iin, WHO_last_name, ..., WHO_photo of that person of the
        world; WHO says VALUE of MEMBER instead."""
        who, number, *instead = rest.split()
        for name, value in self.world(f"/people/{number}").items():
            self.kept[f"{who}_{name}"] = str(value)
        self.kept.setdefault(f"{who}_patronymic", "")
        face = self.place.ask("world", "world", "GET", f"/people/{number}/face.png", b"", {})
        self.kept[f"{who}_photo"] = base64.b64encode(face.body).decode()
        for name, value in (word.split("=", 1) for word in instead):
            self.kept[f"{who}_{name}"] = value

    def do_company(self, rest: str) -> None:
        """`company WHO NUMBER`: keeps WHO_bin, WHO_name_ru, WHO_phone, WHO_iban, and its head as WHO's person."""
        who, number = rest.split()
        company = self.world(f"/companies/{number}")
        self.do_person(f"{who} {company['head']}")
        for name in ("bin", "name_kk", "name_ru", "phone", "iban"):
            self.kept[f"{who}_{name}"] = str(company[name])

    def facts(self, who: str) -> dict:
        names = ("last_name", "first_name", "patronymic", "iin", "document_number", "issuer", "issued_on",
                 "valid_until")
        facts = {name: self.kept[f"{who}_{name}"] for name in names if self.kept[f"{who}_{name}"]}
        facts["document"] = "identity_card"
        if f"{who}_bin" in self.kept:
            facts |= {"bin": self.kept[f"{who}_bin"], "entity": self.kept[f"{who}_name_ru"]}
        return facts

    # --- registration ---

    def do_begin(self, rest: str) -> None:
        """`begin WHO`: gives the consents and gets the identifier; keeps WHO_id and WHO_login. WHO is a person or a
        company that was told before."""
        who = rest.strip()
        lang = self.kept.get(f"{who}_lang", "kk")
        texts = self.place.ask(who, "public", "GET", "/v1/consents", b"", {"Accept-Language": lang}).json()["consents"]
        begun = self.own(who, "POST", "/v1/registrations",
                         {"kind": "legal" if f"{who}_bin" in self.kept else "individual", "lang": lang,
                          "consents": [{"kind": text["kind"], "hash": text["hash"]} for text in texts]})
        self.kept[f"{who}_id"], self.kept[f"{who}_login"] = begun["id"], begun["login"]
        self.doors[who] = "public"

    def do_name(self, rest: str) -> None:
        """`name WHO`: states who WHO is, and nothing else."""
        who = rest.strip()
        self.own(who, "PUT", "/v1/registration/person", self.facts(who))

    def do_state(self, rest: str) -> None:
        """`state WHO`: states all that registration asks for: person, pictures, number (awaits its owner), password."""
        who = rest.strip()
        self.do_name(who)
        if f"{who}_bin" in self.kept:
            self.own(who, "PUT", "/v1/registration/order", {"picture": self.kept[f"{who}_photo"]})
        self.own(who, "PUT", "/v1/registration/photo", {"picture": self.kept[f"{who}_photo"]})
        self.own(who, "PUT", "/v1/registration/phone", {"phone": self.kept[f"{who}_phone"]})
        self.until("the owner of the number", lambda: self.own(who, "GET", "/v1/registration", None)
                   .get("number_owner") == "own")
        self.kept.setdefault(f"{who}_password", f"{who} ашық аспан 2026")
        self.own(who, "PUT", "/v1/registration/password", {"password": self.kept[f"{who}_password"]})

    def do_register(self, rest: str) -> None:
        """`register WHO NUMBER`: a person of the world, from the consents to the open account."""
        who, number = rest.split()
        self.do_person(f"{who} {number}")
        self.do_finish(who)

    def do_enlist(self, rest: str) -> None:
        """`enlist WHO NUMBER`: a company of the world, from the consents to the open account."""
        who, number = rest.split()
        self.do_company(f"{who} {number}")
        self.do_finish(who)

    def do_finish(self, rest: str) -> None:
        """`finish WHO`: all of registration for a person or company that was told."""
        who = rest.strip()
        self.do_begin(who)
        self.do_state(who)
        made = self.own(who, "POST", "/v1/registration/confirmation", None, 201)
        self.kept[f"{who}_confirmation"] = made["id"]
        self.do_prove(f"{who} password code biometric")
        self.own(who, "POST", "/v1/registration/account", {"confirmation": made["id"]})

    def do_enter(self, rest: str) -> None:
        """`enter WHO`: signs a client in with login and password."""
        who = rest.strip()
        self.place.cookies.pop(who, None)  # a session that ends just now would refuse the new one
        self.own(who, "POST", "/v1/sessions",
                 {"login": self.kept[f"{who}_login"], "password": self.kept[f"{who}_password"]}, 201)
        self.doors[who] = "public"

    # --- confirmations ---

    def do_confirm(self, rest: str) -> None:
        """`confirm WHO OPERATION OBJECT [METHOD...]`: begins and proves it; keeps WHO_confirmation. Methods: password
        code biometric; all of them where none is named."""
        who, operation, thing, *methods = self.fill(rest).split()
        made = self.own(who, "POST", f"/v1/me/{self.kept[who + '_id']}/confirmations",
                        {"operation": operation, "object": thing}, 201)
        self.kept[f"{who}_confirmation"] = made["id"]
        self.do_prove(" ".join([who, *(methods or ("password", "code", "biometric"))]))

    def do_prove(self, rest: str) -> None:
        """`prove WHO METHOD...`: adds methods to WHO's last confirmation."""
        who, *methods = rest.split()
        path = f"/v1/mine/confirmations/{self.kept[who + '_confirmation']}"
        for method in methods:
            if method == "password":
                self.own(who, "PUT", path + "/password", {"password": self.kept[f"{who}_password"]})
            elif method == "code":
                self.do_sms(who)
                self.own(who, "PUT", path + "/code", {"code": self.kept[f"{who}_code"]})
            else:
                self.do_stand(f"{who} {self.kept[who + '_number']} => passed")

    # --- electronic signatures ---

    def do_key(self, rest: str) -> None:
        """`key WHO [KIND] [rsa] [MEMBER=VALUE...]`: the authority of the world issues WHO a certificate (kind
        individual, GOST where nothing else is said); keeps WHO_serial."""
        who, *words = self.fill(rest).split()
        wish = dict(word.split("=", 1) for word in words if "=" in word)
        kinds = [word for word in words if "=" not in word and word != "rsa"]
        wish |= {"kind": (kinds or ["individual"])[0], "algorithm": "rsa" if "rsa" in words else "gost"}
        wish["person"] = int(wish.get("person") or self.kept[f"{who}_number"])
        if "company" in wish:
            wish["company"] = int(wish["company"])
        made = self.must("world", "world", "POST", "/pki/certificates", json.dumps(wish), 201)
        self.kept[f"{who}_serial"], self.kept[f"{who}_kind"] = made["serial"], wish["kind"]

    def do_seal(self, rest: str) -> None:
        """`seal WHO [attached|detached|xml]`: WHO signs what WHO's last confirmation asks for with WHO's last key, and
        keeps it as WHO_signature."""
        who, form = (rest.split() + ["attached"])[:2]
        asked = self.own(who, "GET", f"/v1/mine/confirmations/{self.kept[who + '_confirmation']}/eds", None)
        document = base64.b64encode(asked["xml"].encode()).decode() if form == "xml" else asked["document"]
        order = {"format": "xml" if form == "xml" else "cms", "document": document, "attached": form == "attached",
                 "serial": self.kept[f"{who}_serial"],
                 "authentication": self.kept[f"{who}_kind"] == "authentication"}
        made = self.must("world", "world", "POST", "/pki/signatures", json.dumps(order), 201)
        self.kept[f"{who}_signature"] = made["signature"]

    def do_hand(self, rest: str) -> None:
        """`hand WHO => asking|passed|failed REASON`: hands WHO's last signature in for WHO's last confirmation and
        waits for the outcome (`asking` is what it is at once)."""
        who, _, wanted = self.fill(rest).partition("=>")
        who, wanted = who.strip(), wanted.strip()
        path = f"/v1/mine/confirmations/{self.kept[who + '_confirmation']}"
        seen = self.own(who, "PUT", path + "/eds", {"signature": self.kept[f"{who}_signature"]})
        if wanted != "asking":
            seen = self.until("the outcome", lambda: (lambda now: now if now["eds"] != "asking" else None)(
                self.own(who, "GET", path, None)))
        got = f"{seen['eds']} {seen.get('eds_reason', '')}".strip()
        if got != wanted:
            raise self.wrong(f"the signature: got {got}, told {wanted}")

    def do_sign(self, rest: str) -> None:
        """`sign WHO [attached|detached|xml] => OUTCOME`: `seal` and `hand`."""
        call, _, wanted = rest.partition("=>")
        self.do_seal(call)
        self.do_hand(f"{call.split()[0]} => {wanted}")

    def do_scan(self, rest: str) -> None:
        """`scan WHO => OUTCOME`: WHO's telephone follows a QR code for WHO's last confirmation and signs with WHO's
        last key; keeps the code's address as WHO_code_path. OUTCOME as in `sign`."""
        who, _, wanted = self.fill(rest).partition("=>")
        who, wanted = who.strip(), wanted.strip()
        path = f"/v1/mine/confirmations/{self.kept[who + '_confirmation']}"
        made = self.own(who, "POST", path + "/eds/code", None, 201)
        self.kept[f"{who}_code_path"] = urllib.parse.urlparse(made["code"].removeprefix("mobileSign:")).path
        told = self.must("world", "world", "POST", "/qr",
                         json.dumps({"code": made["code"], "serial": self.kept[f"{who}_serial"]}), 201)
        if told["status"] != 200:
            raise self.wrong(f"the telephone was told {told}")
        seen = self.until("the outcome", lambda: (lambda now: now if now["eds"] != "asking" else None)(
            self.own(who, "GET", path, None)))
        got = f"{seen['eds']} {seen.get('eds_reason', '')}".strip()
        if got != wanted:
            raise self.wrong(f"the signature: got {got}, told {wanted}")

    def messages(self, who: str) -> list[str]:
        page = self.place.ask("world", "world", "GET", "/phone/" + self.kept[f"{who}_phone"].lstrip("+"), b"", {})
        return re.findall(r"</time>([^<]*)</li>", page.body.decode())

    def do_sms(self, rest: str) -> None:
        """`sms WHO`: has a code sent for WHO's last confirmation and reads it on the telephone: keeps WHO_code, a wrong
        one as WHO_wrong, and the whole message as WHO_sms."""
        who = rest.strip()
        before = len(self.messages(who))
        self.own(who, "POST", f"/v1/mine/confirmations/{self.kept[who + '_confirmation']}/code", None)
        self.kept[f"{who}_sms"] = self.until("the code", lambda: next(  # among what else may come
            (text for text in (lambda all: all[:len(all) - before])(self.messages(who))
             if re.search(r"\b\d{6}\b", text)), None))
        self.kept[f"{who}_code"] = re.search(r"\b\d{6}\b", self.kept[f"{who}_sms"])[0]
        self.kept[f"{who}_wrong"] = f"{(int(self.kept[f'{who}_code']) + 1) % 1000000:06d}"

    def do_stand(self, rest: str) -> None:
        """`stand WHO FACE [still] => passed|failed REASON`: the camera of the identification centre for WHO's last
        confirmation; FACE is the number of the person who stands before it."""
        call, _, wanted = self.fill(rest).partition("=>")
        who, face, *still = call.split()
        path = f"/v1/mine/confirmations/{self.kept[who + '_confirmation']}"
        self.own(who, "POST", path + "/biometric", None)
        page = self.until("the page of the camera", lambda: self.own(who, "GET", path, None).get("face_page"))
        form = f"face={face}" + ("&still=on" if still else "")
        reply = self.place.ask("world", "world", "POST", urllib.parse.urlparse(page).path, form.encode(),
                               {"Content-Type": "application/x-www-form-urlencoded"})
        if reply.status != 303:
            raise self.wrong(f"the camera: {reply.status} {reply.body.decode(errors='replace')}")
        self.own(who, "PUT", path + "/biometric", None)
        ended = self.until("the centre's answer", lambda: (lambda seen: seen if seen["face"] in ("passed", "failed")
                                                           else None)(self.own(who, "GET", path, None)))
        got = f"{ended['face']} {ended.get('face_reason', '')}".strip()
        if got != wanted.strip():
            raise self.wrong(f"the camera: got {got}, told {wanted.strip()}")
