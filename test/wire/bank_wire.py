#!/usr/bin/env python3
"""Golden exchanges with the bank (docs/wire/bank.md): the world answers the golden questions as the golden answers do
(TAP). That the product asks and understands so is shown by the stories, which speak to this world."""
import hashlib
import hmac
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "story"))
import scene  # noqa: E402


def main() -> int:
    exchanges = json.loads((HERE / "bank/exchanges.json").read_text(encoding="utf-8"))
    print(f"1..{len(exchanges) + 1}")
    failed = 0
    with scene.Scene("sqlite") as place:
        place.set_time("2026-01-05 09:00:00")
        place.set_up()
        place.start("world")
        person = json.loads(place.ask("world", "world", "GET", "/people/2", b"", {}).body)
        key = bytes.fromhex((place.data / "keys/bank.key").read_text().strip())

        def ask(call: str, body: bytes, mac: str):
            return place.ask("bank", "world", "POST", f"/bank/{call}", body,
                             {"Content-Type": "application/json", "X-Signature": mac})

        for number, row in enumerate(exchanges, 1):
            text = json.dumps(row["ask"], ensure_ascii=False)
            body = text.replace('"IBAN"', f'"{person["iban"]}"').replace('"IIN"', f'"{person["iin"]}"').encode()
            told = row["call"].encode() + b"\n" + body
            reply = ask(row["call"], body, hmac.new(key, told, hashlib.sha256).hexdigest())
            fine = reply.status == row["status"] and ("answer" not in row or reply.json() == row["answer"])
            failed += not fine
            print(f"{'ok' if fine else 'not ok'} {number} - bank_answers_{row['call']}_{number}")
            if not fine:
                print(f"# {reply.status} {reply.body.decode(errors='replace')[:400]}")
        reply = ask("holders", b"{}", "0" * 64)
        failed += reply.status != 401
        print(f"{'ok' if reply.status == 401 else 'not ok'} {len(exchanges) + 1} - bank_believes_no_wrong_signature")
    return 1 if failed else 0


sys.exit(main())
