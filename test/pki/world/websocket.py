"""A page that talks to NCALayer: a WebSocket of the standard library, enough for text."""
import base64
import hashlib
import json
import os
import socket
import ssl
import struct

GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


class Page:
    """One connection. Certificates are checked against the authority of the data folder."""

    def __init__(self, port: int, authority: str, host: str = "127.0.0.1"):
        context = ssl.create_default_context(cafile=authority)
        plain = socket.create_connection((host, port), 30)
        self.socket = context.wrap_socket(plain, server_hostname=host)
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall((f"GET / HTTP/1.1\r\nHost: {host}:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                             f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n"
                             "Origin: https://my.localhost\r\n\r\n").encode())
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            head += self.take(1)
        wanted = base64.b64encode(hashlib.sha1((key + GUID).encode()).digest()).decode()
        if not head.startswith(b"HTTP/1.1 101") or f"Sec-WebSocket-Accept: {wanted}".encode() not in head:
            raise ConnectionError(head.decode("latin-1"))
        self.greeting = json.loads(self.read())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def take(self, size: int) -> bytes:
        """Exactly so many bytes."""
        got = b""
        while len(got) < size:
            part = self.socket.recv(size - len(got))
            if not part:
                raise ConnectionError("closed")
            got += part
        return got

    def frame(self, kind: int, body: bytes, last: bool = True, masked: bool = True) -> None:
        """One frame as a browser sends it."""
        size = len(body)
        head = bytes([(0x80 if last else 0) | kind])
        mark = 0x80 if masked else 0
        if size < 126:
            head += bytes([mark | size])
        elif size < 65536:
            head += bytes([mark | 126]) + struct.pack(">H", size)
        else:
            head += bytes([mark | 127]) + struct.pack(">Q", size)
        mask = os.urandom(4)
        if masked:
            head += mask
            long = mask * (size // 4 + 1)
            body = (int.from_bytes(body, "big") ^ int.from_bytes(long[:size], "big")).to_bytes(size, "big")
        self.socket.sendall(head + body)

    def read_frame(self) -> tuple[int, bytes]:
        first, second = self.take(2)
        size = second & 0x7F
        if size == 126:
            size = struct.unpack(">H", self.take(2))[0]
        elif size == 127:
            size = struct.unpack(">Q", self.take(8))[0]
        return first & 0x0F, self.take(size)

    def read(self) -> str:
        kind, body = self.read_frame()
        if kind != 1:
            raise ConnectionError(f"a frame of kind {kind}")
        return body.decode()

    def say(self, text: str) -> str:
        """Sends a text and waits for the answer."""
        self.frame(1, text.encode())
        return self.read()

    def ask(self, module: str, method: str, args, **more) -> dict:
        return json.loads(self.say(json.dumps({"module": module, "method": method, "args": args, **more})))

    def basics(self, **args) -> dict:
        return self.ask("kz.gov.pki.knca.basics", "sign", {"allowedStorages": None, "locale": "ru", **args})

    def common(self, method: str, *args, **more) -> dict:
        return self.ask("kz.gov.pki.knca.commonUtils", method, list(args), **more)
