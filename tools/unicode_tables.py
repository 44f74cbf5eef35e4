#!/usr/bin/env python3
"""Write src/ident/unicode_tables.inc and test/oracle/nfc.tsv from Python's Unicode data (code points below U+3000)."""
import pathlib
import random
import unicodedata

ROOT = pathlib.Path(__file__).resolve().parent.parent
END = 0x3000   # every alphabet that names of people here are written in; Hangul and ideographs pass unchanged


def rows(items: list[str], width: int = 112) -> str:
    lines, line = [], "   "
    for item in items:
        if len(line) + len(item) + 2 > width:
            lines.append(line)
            line = "   "
        line += f" {item},"
    return "\n".join([*lines, line])


def pairs() -> list[str]:
    """Canonical decompositions; `back` tells that the pair composes again."""
    out = []
    for point in range(END):
        parts = unicodedata.decomposition(chr(point))
        if not parts or parts.startswith("<"):
            continue
        first, *second = (int(part, 16) for part in parts.split())
        back = bool(second) and unicodedata.normalize("NFC", chr(first) + chr(second[0])) == chr(point)
        out.append(f"{{ 0x{point:x}, 0x{first:x}, 0x{second[0] if second else 0:x}, {int(back)} }}")
    return out


def classes() -> list[str]:
    out: list[list[int]] = []
    for point in range(END):
        rank = unicodedata.combining(chr(point))
        if rank and out and out[-1][1] == point - 1 and out[-1][2] == rank:
            out[-1][1] = point
        elif rank:
            out.append([point, point, rank])
    return [f"{{ 0x{first:x}, 0x{last:x}, {rank} }}" for first, last, rank in out]


def uppers() -> list[str]:
    """Simple upper case as ranges: every `step`-th point of first..last moves by `by`."""
    out: list[list[int]] = []
    for point in range(END):
        upper = chr(point).upper()
        if len(upper) != 1 or upper == chr(point):
            continue
        by = ord(upper) - point
        if out and out[-1][2] == by:
            gap = point - out[-1][1]
            if gap == out[-1][3] or (out[-1][0] == out[-1][1] and gap <= 2):
                out[-1][1], out[-1][3] = point, gap
                continue
        out.append([point, point, by, 1])
    return [f"{{ 0x{first:x}, 0x{last:x}, {by}, {step} }}" for first, last, by, step in out]


def examples() -> list[str]:
    """Text and its NFC, as hexadecimal UTF-8; seeded, so that the file repeats."""
    dice = random.Random(7)
    points = [p for p in range(0x20, END) if unicodedata.category(chr(p)) not in ("Cn", "Cc")]
    marks = [p for p in points if unicodedata.combining(chr(p))]
    composed = [p for p in points if unicodedata.decomposition(chr(p))]
    out = []
    for _ in range(400):
        text = "".join(chr(dice.choice(dice.choice((points, marks, composed)))) for _ in range(dice.randint(1, 8)))
        given = unicodedata.normalize(dice.choice(("NFC", "NFD")), text) if dice.random() < 0.5 else text
        out.append(f"{given.encode().hex()}\t{unicodedata.normalize('NFC', given).encode().hex()}")
    return out


def main() -> None:
    text = f"""/* Made by tools/unicode_tables.py from Unicode {unicodedata.unidata_version}, below U+3000. */
static const struct {{ uint16_t whole, first, second; uint8_t back; }} pairs[] = {{
{rows(pairs())}
}};
static const struct {{ uint16_t first, last; uint8_t rank; }} ranks[] = {{
{rows(classes())}
}};
static const struct {{ uint16_t first, last; int32_t by; uint8_t step; }} uppers[] = {{
{rows(uppers())}
}};
"""
    (ROOT / "src/ident/unicode_tables.inc").write_text(text)
    (ROOT / "test/oracle").mkdir(exist_ok=True)
    (ROOT / "test/oracle/nfc.tsv").write_text("\n".join(examples()) + "\n")


main()
