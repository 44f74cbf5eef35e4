"""Grey pictures of pages, and whether two show the same. Fresh ones are PGM of pdftoppm; what is kept is PNG with 16
tones, which anything shows and which packs well."""
import pathlib
import struct
import zlib

TILE = 6          # dots: a letter of the body's size is about 5 high at 40 dots an inch
TILE_MOST = 6     # of 255: how far the mean of a tile may be away; 16 tones cost 3, a lost stem of a letter 8 or more
MAGIC = b"\x89PNG\r\n\x1a\n"


def coarse(tone: int) -> int:
    return (tone + 8) // 17 * 17


def read_fresh(path: pathlib.Path) -> list[bytes]:
    """PGM, 8 bits."""
    data = path.read_bytes()
    magic, width, height, most = data.split(maxsplit=4)[:4]
    if (magic, most) != (b"P5", b"255"):
        raise SystemExit(f"{path}: not grey with 8 bits")
    dots = data[len(data) - int(width) * int(height):]
    return [dots[at:at + int(width)] for at in range(0, len(dots), int(width))]


def chunks(data: bytes):
    at = len(MAGIC)
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at:at + 8])
        yield kind, data[at + 8:at + 8 + length]
        at += 12 + length


def read_kept(path: pathlib.Path) -> list[bytes]:
    """As `keep` writes it."""
    parts = dict(chunks(path.read_bytes()))
    width, _height, *form = struct.unpack(">IIBBBBB", parts[b"IHDR"])
    raw = zlib.decompress(parts[b"IDAT"])
    if form != [8, 0, 0, 0, 0] or set(raw[::width + 1]) != {0}:
        raise SystemExit(f"{path}: not written by test/paper/run.py --renew")
    return [raw[at + 1:at + 1 + width] for at in range(0, len(raw), width + 1)]


def keep(path: pathlib.Path, lines: list[bytes]):
    packed = zlib.compress(b"".join(b"\0" + bytes(map(coarse, line)) for line in lines), 9)
    head = struct.pack(">IIBBBBB", len(lines[0]), len(lines), 8, 0, 0, 0, 0)
    with open(path, "wb") as file:
        file.write(MAGIC)
        for kind, data in ((b"IHDR", head), (b"IDAT", packed), (b"IEND", b"")):
            file.write(struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)))


def tiles(lines: list[bytes]) -> list[float]:
    return [sum(sum(line[x:x + TILE]) for line in lines[y:y + TILE]) / (TILE * TILE)
            for y in range(0, len(lines) - TILE + 1, TILE) for x in range(0, len(lines[0]) - TILE + 1, TILE)]


def differs(left: list[bytes], right: list[bytes]) -> str:
    """Empty where they show the same, else what is wrong."""
    if len(left) != len(right) or len(left[0]) != len(right[0]):
        return "another size"
    apart = [abs(one - other) for one, other in zip(tiles(left), tiles(right))]
    far = sum(by > TILE_MOST for by in apart)
    return f"{far} of {len(apart)} places look different" if far else ""


def without_a_stem(lines: list[bytes]) -> list[bytes]:
    """The picture with three dots of its first dark letter white: what a comparison must see."""
    hurt = [bytearray(line) for line in lines]
    y, x = next((y, x) for y, line in enumerate(lines) for x, tone in enumerate(line) if tone < 80)
    for below in range(3):
        hurt[y + below][x] = 255
    return hurt
