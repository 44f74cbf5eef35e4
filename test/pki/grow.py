"""test/pki/grow.py FOLDER OUT COUNT [--seed N]: inputs for the fuzz targets of the signatures, from those in FOLDER.

libFuzzer changes octets; an object of DER then mostly breaks at its first length. This changes the tree instead
(takes out, doubles, swaps, wraps, gives another value, another kind of key) and writes all lengths anew, so that
what lies deep is reached. XML is changed by elements and attributes. COUNT new files go to OUT; `-merge=1` of the
fuzz target then keeps what reaches something (test/pki/fuzz_grow.sh).
"""

import argparse
import base64
import hashlib
import pathlib
import random
import re
import sys

OIDS = pathlib.Path(__file__).resolve().parents[2] / "src/pki/oid.def"
STRINGS = (0x03, 0x04)                        # BIT STRING and OCTET STRING may hold an object themselves
NUMBERS = [b"\x00", b"\x01", b"\x02", b"\x03", b"\x04", b"\x05", b"\x06", b"\x0a", b"\x7f", b"\x00\x80",
    b"\x00\xff", b"\xff",
           b"\x80", b"", b"\x00\x01", b"\x01\x00\x00\x00\x00\x00\x00\x00\x00", b"\x7f" + b"\xff" * 7, b"\x12"]
TIMES = ["260101000000Z", "491231235959Z", "500101000000Z", "991231235959Z", "200229010203Z", "210229010203Z",
    "261301000000Z",
         "260001000000Z", "260100000000Z", "260431000000Z", "260101240000Z", "260101006000Z", "260101000060Z",
         "2601010000Z",
         "260101000000", "26010100000aZ", "260101000000+0500", "20260301000000Z", "20260201000000.5Z",
         "20260101000000.123456Z",
         "20260101000000.1234567Z", "20260101000000.50Z", "20260101000000.Z", "20260101000000.aZ",
         "20260101000000,5Z",
         "19700101000000Z", "99991231235959Z", "00000101000000Z", "20000229000000Z", "19000229000000Z", "2026010100Z"]
WORDS = ["IIN123456789011", "IIN12345678901", "IIN12345678901a", "BIN123456789021", "BIN1", "KZ", "ROLE02",
    "1.2.398.3.3.4.1",
         "TEST", "\u0422\u0415\u0421\u0422", "", "x" * 200, "http://a/", "ldap://a/", "\u0000", "a@b.kz"]


def length(n):
    if n < 0x80:
        return bytes([n])
    octets = n.to_bytes((n.bit_length() + 7) // 8, "big")
    return bytes([0x80 | len(octets)]) + octets


class Node:
    """One element: its tag, its octets or its children, and what stands before the children (unused bits)."""

    def __init__(self, tag, body=b"", children=None, before=b""):
        self.tag, self.body, self.children, self.before = tag, body, children, before

    def write(self):
        body = self.body if self.children is None else self.before + b"".join(c.write() for c in self.children)
        return bytes([self.tag]) + length(len(body)) + body

    def copy(self):
        children = None if self.children is None else [c.copy() for c in self.children]
        return Node(self.tag, self.body, children, self.before)

    def all(self, parent=None):
        yield self, parent
        for child in self.children or ():
            yield from child.all(self)


def read_one(data, at):
    if at + 2 > len(data) or data[at] & 0x1F == 0x1F:
        raise ValueError
    tag, size, body = data[at], data[at + 1], at + 2
    if size >= 0x80:
        n = size & 0x7F
        if not 1 <= n <= 3 or body + n > len(data):
            raise ValueError
        size, body = int.from_bytes(data[body:body + n], "big"), body + n
    if body + size > len(data):
        raise ValueError
    inner = data[body:body + size]
    node = Node(tag, inner)
    try:
        if tag & 0x20:
            node.children = read_all(inner)
        elif tag in STRINGS and len(inner) > 3:
            skip = 1 if tag == 0x03 else 0
            node.children, node.before = read_all(inner[skip:]), inner[:skip]
    except ValueError:
        node.children = None
    return node, body + size


def read_all(data):
    nodes, at = [], 0
    while at < len(data):
        node, at = read_one(data, at)
        nodes.append(node)
    return nodes


def oid(text):
    parts = [int(p) for p in text.split(".")]
    out = bytearray()
    for value in [parts[0] * 40 + parts[1], *parts[2:]]:
        octets = [value & 0x7F]
        while value := value >> 7:
            octets.append(0x80 | value & 0x7F)
        out += bytes(reversed(octets))
    return Node(0x06, bytes(out))


def seq(*nodes):
    return Node(0x30, children=list(nodes))


NULL = Node(0x05)
KEY2004, KEY2015 = "1.2.398.3.10.1.1.1.1", "1.2.398.3.10.1.1.2.2"


def kinds():
    """The identifiers of algorithms, whole, and keys."""
    plain = ["1.2.840.113549.1.1.1", "1.2.840.113549.1.1.11", "1.2.840.113549.1.1.12", "1.2.840.113549.1.1.13",
        "1.2.840.113549.1.1.5",
             "1.2.398.3.10.1.1.1.2", "1.2.398.3.10.1.1.2.3.2", "1.2.398.3.10.1.3.1", "1.2.398.3.10.1.3.3",
             "2.16.840.1.101.3.4.2.1",
             "2.16.840.1.101.3.4.2.2", "2.16.840.1.101.3.4.2.3", "1.3.14.3.2.26", KEY2004, KEY2015]
    out = [seq(oid(o), NULL.copy()) for o in plain] + [seq(oid(o)) for o in plain]
    gost04 = seq(oid(KEY2004), seq(oid("1.2.398.3.10.1.1.1.1.1"), oid("1.2.398.3.10.1.3.1.1.0")))
    gost15 = seq(oid(KEY2015), seq(oid("1.2.398.3.10.1.1.2.2.1"), oid("1.2.398.3.10.1.3.3")))
    keys = []
    for alg, size in ((gost04, 64), (gost15, 128), (gost04, 63), (gost15, 64)):
        for fill in (b"\x01", b"\x00", b"\xff"):
            keys.append(seq(alg.copy(), Node(0x03, children=[Node(0x04, fill * size)], before=b"\x00")))
    exponents = (b"\x01\x00\x01", b"\x00\x01\x00\x01", b"\x02", b"\xff", b"\x01\x00\x02",
        b"\x01\x00\x00\x00\x01", b"\x00\xff\xff\xff\xff",
                 b"\x01\x00\x00\x00\x00\x01")
    for octets in (128, 256, 512, 1024, 1025):
        for first, last in ((b"\x00\xc1", b"\x35"), (b"\x00\xc1", b"\x36"), (b"\x41", b"\x35"), (b"\x00\x00",
            b"\x35")):
            for exponent in exponents:
                rsa = seq(Node(0x02, first + b"\x35" * (octets - 2) + last), Node(0x02, exponent))
                keys.append(seq(seq(oid(plain[0]), NULL.copy()), Node(0x03, children=[rsa], before=b"\x00")))
    return out, keys, [gost04, gost15]


def known_oids():
    return [oid(t) for t in re.findall(r"\b[012](?:\.\d+){3,}\b", OIDS.read_text("utf-8"))]


class Grower:
    def __init__(self, folder, dice):
        self.dice, self.trees, self.texts, self.text_share = dice, [], [], 0.05
        self.lines = []
        for path in sorted(pathlib.Path(folder).iterdir()):
            data = path.read_bytes()
            if data.lstrip().startswith(b"<"):
                self.texts.append(data.decode("utf-8", "surrogateescape"))
                continue
            if data.isascii():
                self.lines += data.decode().splitlines(keepends=True)
            try:
                self.trees.append(Node(0, children=read_all(data)))
            except ValueError:
                continue
        algs, self.keys, pairs = kinds()
        self.algs, self.oids = algs + pairs, known_oids()
        self.pool = [n for t in self.trees for n, p in t.all() if p is not None and len(n.body) < 4096]

    def value(self, node):
        """Another value of the same kind."""
        pick = self.dice.choice
        kind = node.tag
        if kind in (0x02, 0x0A):
            node.body = pick(NUMBERS)
        elif kind == 0x01:
            node.body = pick([b"\x00", b"\xff", b"\x01", b"", b"\xff\xff"])
        elif kind in (0x17, 0x18):
            text = pick(TIMES)
            node.tag, node.body = pick([0x17, 0x18]), text.encode()
            if self.dice.random() < 0.8:
                node.tag = 0x18 if len(text) > 13 else 0x17
        elif kind == 0x06:
            node.body = pick([b"", b"\x80\x01", b"\x2a\x80", b"\x2a\xff\xff\x7f" * 4])
            if self.dice.random() < 0.85:
                node.body = pick(self.oids).body
        elif kind in (0x0C, 0x13, 0x16):
            node.body = pick(WORDS).encode()
        elif kind == 0x03:
            node.children = None
            node.body = pick([b"", b"\x00", b"\x06\xc0", b"\x05\xa0", b"\x07\x80", b"\x01\x06", b"\x02\x04",
                b"\x08\x00", b"\x00\xc0", b"\x03\xc8", b"\x06\xc1"])
        elif node.children is None:
            node.body = pick([b"", node.body[:-1], node.body + b"\x00", b"\x00" * len(node.body),
                self.dice.randbytes(20), b"\x01" * 8])
        else:
            self.dice.shuffle(node.children)

    def alter(self, root):
        dice, spots = self.dice, [(n, p) for n, p in root.all() if p is not None]
        if not spots:
            return
        node, parent = dice.choice(spots)
        at = next(i for i, c in enumerate(parent.children) if c is node)
        doing = dice.choice(["out", "twice", "swap", "donor", "like", "value", "value", "value", "wrap", "tag",
            "alg", "key",
                             "put", "many", "plain", "deep", "unwrap", "tail"])
        if doing == "out":
            del parent.children[at]
        elif doing == "twice":
            parent.children.insert(at, node.copy())
        elif doing == "swap":
            other = dice.randrange(len(parent.children))
            parent.children[at], parent.children[other] = parent.children[other], parent.children[at]
        elif doing == "donor":
            parent.children[at] = dice.choice(self.pool).copy()
        elif doing == "like":
            same = [n for n in dice.sample(self.pool, min(len(self.pool), 400)) if n.tag == node.tag]
            if same:
                parent.children[at] = dice.choice(same).copy()
        elif doing == "value":
            self.value(node)
        elif doing == "wrap":
            parent.children[at] = Node(dice.choice([0xA0, 0xA1, 0xA2, 0xA3, 0x30, 0x31, 0x04]), children=[node])
        elif doing == "unwrap" and node.children:
            parent.children[at:at + 1] = node.children
        elif doing == "tag":
            node.tag = dice.choice([0x80, 0x81, 0x82, 0x83, 0x86, 0xA0, 0xA1, 0xA2, 0xA3, 0x30, 0x31, 0x04, 0x05,
                0x01, 0x02, 0x0C, 0x13, 0x17,
                                    0x18, 0x24, 0x23, 0x0A, node.tag ^ 0x20])
        elif doing in ("alg", "key"):
            self.kind(root, doing)
        elif doing == "put":
            parent.children.insert(at, dice.choice([NULL.copy(), Node(0x01, b"\xff"), Node(0x02, b"\x01"),
                Node(0x02, b"\x00"), Node(0xA0, children=[]),
                                                    Node(0x30, children=[]), Node(0x82,
                                                        b"\x05"), dice.choice(self.pool).copy()]))
        elif doing == "many" and len(node.write()) < 200:
            parent.children[at:at] = [node.copy() for _ in range(dice.choice([4, 8, 9, 16, 17, 32, 33, 65]))]
        elif doing == "plain" and node.children is not None:
            node.body, node.children = node.before + b"".join(c.write() for c in node.children)[:-1], None
        elif doing == "deep":
            for _ in range(dice.choice([10, 20, 40])):
                node = Node(0x30, children=[node])
            parent.children[at] = node
        elif doing == "tail":
            root.children.append(NULL.copy())

    def kind(self, root, doing):
        """One kind of algorithm at all places at once, or another key."""
        dice = self.dice
        spots = [n for n, p in root.all() if n.children and n.tag == 0x30 and n.children[0].tag == 0x06
            and len(n.children) <= 2]
        if doing == "key":
            spots = [n for n, p in root.all() if n.children and n.tag == 0x30 and len(n.children) == 2
                and n.children[1].tag == 0x03 and
                     n.children[0].tag == 0x30]
        if not spots:
            return
        first, new = dice.choice(spots), dice.choice(self.keys if doing == "key" else self.algs)
        old = first.write()
        for spot in spots if dice.random() < 0.6 else [first]:
            if spot.write() == old:
                spot.children = new.copy().children

    def berish(self, node):
        """As BER may have it: lengths told at the end, strings in pieces, lengths too long."""
        dice = self.dice
        body = node.body if node.children is None else node.before + b"".join(self.berish(c) for c in node.children)
        if node.tag & 0x20 and dice.random() < 0.3:
            return bytes([node.tag, 0x80]) + body + b"\x00\x00"
        if node.tag == 0x04 and dice.random() < 0.3:
            cut = dice.randrange(len(body) + 1)
            return b"\x24\x80" + b"".join(b"\x04" + length(len(p)) + p for p in (body[:cut],
                body[cut:])) + b"\x00\x00"
        if dice.random() < 0.05:
            return bytes([node.tag, 0x82]) + len(body).to_bytes(3, "big")[-2:] + body
        return bytes([node.tag]) + length(len(body)) + body

    def xml(self):
        dice, text = self.dice, dice_text(self.dice, self.texts)
        for _ in range(dice.choice([1, 1, 2, 3])):
            text = alter_xml(dice, text, self.texts)
        return text.encode("utf-8", "surrogateescape")

    def one(self):
        dice = self.dice
        if self.texts and (not self.trees or dice.random() < 0.9):
            return self.xml()
        if self.lines and dice.random() < 0.05:
            return "".join(dice.choice(self.lines) for _ in range(dice.choice([1, 2, 3, 70]))).encode()
        root = dice.choice(self.trees).copy()
        for _ in range(dice.choice([1, 1, 1, 2, 2, 3, 4])):
            self.alter(root)
        if dice.random() < 0.15:
            return b"".join(self.berish(c) for c in root.children)
        data = b"".join(c.write() for c in root.children)
        return self.pem(data) if dice.random() < self.text_share else data

    def pem(self, data):
        """As a file of text: PEM, true or a little wrong, or base64 alone."""
        dice = self.dice
        text = base64.encodebytes(data).decode()
        begin, end = "-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----"
        for _ in range(dice.randrange(4)):
            at = dice.randrange(len(text) + 1)
            text = text[:at] + dice.choice([" ", "\t", "\r", "\n", "=", "==", "a", "+", "/",
                "-"]) + text[at + dice.randrange(2):]
        form = dice.choice([f"{begin}\n{text}{end}\n", f"\r\n {begin}\r\n{text}{end}", f"x\n{begin}\n{text}",
            f"{begin}{text}{end}", begin, text,
                            f"{begin}\n{text[:-3]}\n{end}\n", f"{end}\n{text}{begin}\n", text.replace("=",
                                ""), f"{begin}\n!{text}{end}\n"])
        return form.encode()


def dice_text(dice, texts):
    return dice.choice(texts)


PIECES = ["<!--c-->", "<?pi x?>", "<![CDATA[x]]>", " ", "\n", "&#13;", "&#xD;", "x", "<a/>",
    "<a xmlns='urn:x'/>", "<a xmlns='r'/>", "&amp;", "&e;"]
ATTRIBUTES = [" a=''", " a='1'", " Algorithm=''", " b:c='d'", " xmlns:b='urn:b'",
    " xmlns:b='urn:b' b:Algorithm='1'", " xmlns=''",
              " a='1' a='2'", " a='&amp;b'", " a='x&#10;y'", " xml:id='q'"]
HEADS = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<?xml version='1.0'?>", "<!DOCTYPE a>",
    "<!DOCTYPE a [<!ENTITY e 'x'>]>",
         "<!DOCTYPE a SYSTEM 'b'>", "\ufeff", " ", "<?xml version=\"1.0\" encoding=\"UTF-16\"?>",
         "<?xml version=\"1.1\"?>"]


def alter_xml(dice, text, texts):
    tags = list(re.finditer(r"<[^<>]*>", text))
    runs = list(re.finditer(r">([^<>]+)<", text))
    if not tags:
        return text
    tag = dice.choice(tags)
    doing = dice.choice(["piece", "piece", "attribute", "attribute", "out", "element", "value", "uri", "head",
        "run", "move", "rename"])
    if doing == "piece":
        at = dice.choice([tag.start(), tag.end()])
        return text[:at] + dice.choice(PIECES) + text[at:]
    if doing == "attribute":
        at = tag.end() - (2 if tag.group().endswith("/>") else 1)
        return text[:at] + dice.choice(ATTRIBUTES) + text[at:]
    if doing == "out":
        return text[:tag.start()] + text[tag.end():]
    if doing in ("element", "move"):
        other = dice.choice(texts)
        found = list(re.finditer(r"<([\w:]+)[^<>]*(?:/>|>.*?</\1>)", other if doing == "element" else text, re.S))
        if found:
            piece = dice.choice(found).group()
            cut = dice.choice(found) if doing == "move" else None
            text = text[:tag.start()] + piece + text[tag.start():] if cut is None else text.replace(cut.group(),
                piece, 1)
        return text
    if doing in ("value", "uri"):
        found = list(re.finditer(r"=([\"'])(.*?)\1", text))
        uris = [m.group(2) for t in texts for m in re.finditer(r"=([\"'])(.*?)\1", t)] + ["", "#", "#x", "urn:x"]
        if found:
            at = dice.choice(found)
            text = text[:at.start(2)] + dice.choice(uris) + text[at.end(2):]
        return text
    if doing == "head":
        return dice.choice(HEADS) + re.sub(r"^<\?xml.*?\?>", "", text, count=dice.randrange(2), flags=re.S)
    if doing == "run" and runs:
        at = dice.choice(runs)
        old = at.group(1)
        new = dice.choice(["", old[:-1], old + "=", old + "==", old.rstrip("\n=") + "A=", "AA==", "AAA=", "AB==",
            "AAB=", "!" + old, " " + old,
                           old[:len(old) // 2] + "&#13;\n" + old[len(old) // 2:]])
        return text[:at.start(1)] + new + text[at.end(1):]
    if doing == "rename":
        name = re.match(r"</?([\w:]+)", tag.group())
        if name:
            text = re.sub(rf"(</?){re.escape(name.group(1))}\b",
                rf"\g<1>{dice.choice(['a', 'ds:Object', 'b:' + name.group(1), 'Signature'])}", text)
    return text


def main():
    takes = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    takes.add_argument("folder")
    takes.add_argument("out")
    takes.add_argument("count", type=int)
    takes.add_argument("--seed", type=int, default=1)
    options = takes.parse_args()
    grower = Grower(options.folder, random.Random(options.seed))
    out = pathlib.Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    for _ in range(options.count):
        data = grower.one()
        if len(data) <= 8192:
            (out / hashlib.sha1(data).hexdigest()).write_bytes(data)
    return 0


if __name__ == "__main__":
    sys.exit(main())
