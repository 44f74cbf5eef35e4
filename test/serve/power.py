"""A server whose power is cut at a chosen change of its files (power.c), for tests of a whole process."""
import mmap
import os
import pathlib
import struct

from place import scene

LIBRARY = scene.BUILD / "test/serve/libpower.so"
LOSSES = ("all", "none", "tail", "some", "torn")  # what becomes of changes that no sync confirmed
ORDER = struct.Struct("qqqq")  # count, cut_at, loss, seed


class Power:
    """The file by which a server counts its changes and learns when to lose its power."""

    def __init__(self, folder: pathlib.Path, data: pathlib.Path):
        self.path, self.data = folder / "power", data
        self.path.write_bytes(bytes(ORDER.size))
        with open(self.path, "r+b") as file:
            self.shared = mmap.mmap(file.fileno(), ORDER.size)

    def environment(self) -> dict:
        others = os.environ.get("LD_PRELOAD", "")
        return {"LD_PRELOAD": f"{LIBRARY}:{others}", "NESIE_POWER": str(self.path),
                "NESIE_POWER_FOLDER": str(self.data)}

    def count(self) -> int:
        return ORDER.unpack(self.shared)[0]

    def cut(self, nth: int, loss: int, seed: int) -> None:
        """At the nth change from now."""
        struct.pack_into("qqq", self.shared, 8, self.count() + nth, loss, seed)

    def never(self) -> None:
        struct.pack_into("q", self.shared, 8, 0)
