/* test/http/client.h: a client for tests that sends exactly the bytes it is told, over TCP, TLS or a Unix socket. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

struct nes_ask;

struct nes_ask_tls {
    const char *ca;                /* PEM file of the authority; what it did not sign is refused */
    const char *host;              /* the name that the certificate must carry */
    const char *certificate, *key; /* PEM files of the client; NULL: none */
    int most;                      /* the highest version offered, as 0x0303; 0: all */
};

struct nes_answer {
    int status;                    /* 0: the connection ended without an answer */
    struct nes_str head, body;
};

/* NULL where no connection comes about. `tls` NULL: plain. */
struct nes_ask *nes_ask_tcp(uint16_t port, const struct nes_ask_tls *tls);
struct nes_ask *nes_ask_unix(const char *path);
/* For NES_AUTO. */
void nes_ask_close(struct nes_ask **wire);
/* False: the connection is over. */
bool nes_ask_send(struct nes_ask *wire, const void *bytes, size_t len);
/* One answer, waiting at most `ms`. `head`: the answer has no body whatever it announces. */
struct nes_answer nes_ask_take(struct nes_ask *wire, struct nes_arena *arena, int ms, bool head);
/* True where the server has closed, or closes within `ms`. */
bool nes_ask_closed(struct nes_ask *wire, int ms);

/* "POST /v1/x", further headers ("A: b\r\n" or ""), a body (NULL: none); Host is added. */
struct nes_answer nes_ask_call(struct nes_ask *wire, struct nes_arena *arena, const char *line,
                                    const char *headers, const char *body);
/* The value of a header of the answer; empty where it has none. */
struct nes_str nes_ask_header(struct nes_answer reply, const char *name);
/* SHA-256 of the certificate that the server showed, lower case hex. */
struct nes_str nes_ask_peer(struct nes_ask *wire, struct nes_arena *arena);
