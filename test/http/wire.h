/* test/http/wire.h: a client for tests that sends exactly the bytes it is told, over TCP, TLS or a Unix socket. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

struct nes_wire;

struct nes_wire_tls {
    const char *ca;                /* PEM file of the authority; what it did not sign is refused */
    const char *host;              /* the name that the certificate must carry */
    const char *certificate, *key; /* PEM files of the client; NULL: none */
    int most;                      /* the highest version offered, as 0x0303; 0: all */
};

struct nes_wire_reply {
    int status;                    /* 0: the connection ended without an answer */
    struct nes_str head, body;
};

/* NULL where no connection comes about. `tls` NULL: plain. */
struct nes_wire *nes_wire_tcp(uint16_t port, const struct nes_wire_tls *tls);
struct nes_wire *nes_wire_unix(const char *path);
/* For NES_AUTO. */
void nes_wire_close(struct nes_wire **wire);
/* False: the connection is over. */
bool nes_wire_send(struct nes_wire *wire, const void *bytes, size_t len);
/* One answer, waiting at most `ms`. `head`: the answer has no body whatever it announces. */
struct nes_wire_reply nes_wire_take(struct nes_wire *wire, struct nes_arena *arena, int ms, bool head);
/* True where the server has closed, or closes within `ms`. */
bool nes_wire_closed(struct nes_wire *wire, int ms);

/* "POST /v1/x", further headers ("A: b\r\n" or ""), a body (NULL: none); Host is added. */
struct nes_wire_reply nes_wire_call(struct nes_wire *wire, struct nes_arena *arena, const char *line,
                                    const char *headers, const char *body);
/* The value of a header of the answer; empty where it has none. */
struct nes_str nes_wire_header(struct nes_wire_reply reply, const char *name);
/* SHA-256 of the certificate that the server showed, lower case hex. */
struct nes_str nes_wire_peer(struct nes_wire *wire, struct nes_arena *arena);
