/* src/http/outgoing.h: calls to the outside: bounded in time and size, TLS checked against the authorities that the
 * settings name, no redirects, no proxies of the environment, HTTP/1.1. Never inside a transaction. */
#pragma once
#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "http/http_faults.h"

struct nes_outgoing;

struct nes_outgoing_options {
    const char *ca;                 /* PEM file of the authorities that are believed; NULL: those of the system */
    const char *certificate, *key;  /* PEM files of our own certificate, where the partner asks for one; or NULL */
    bool plain;                     /* http:// is allowed too, to loopback addresses only */
    const char *unix_path;          /* a socket of this machine instead of the address in the URL; or NULL */
    int64_t connect_ms;             /* 0: 3 000 */
    int64_t whole_ms;               /* 0: 10 000, from the start of the call to the last byte of the answer */
    int64_t bytes_max;              /* 0: 1 MiB of answer */
};

struct nes_outgoing_ask {
    const char *method;             /* "POST" */
    struct nes_str url;
    const struct nes_outgoing_line *lines; /* further headers */
    size_t lines_len;
    struct nes_str type;            /* Content-Type; empty: there is no body */
    struct nes_str body;
    struct nes_str trace_id;        /* 32 hex digits: the partner sees traceparent; empty: none */
    int64_t whole_ms;               /* 0: as the options say */
};
struct nes_outgoing_line {
    struct nes_str name, value;
};

struct nes_outgoing_answer {
    int status;                     /* whatever the partner said, also 500 */
    struct nes_str type, body;      /* in the arena of the call */
    struct nes_str retry_after;
};

/* Before any thread is started: the library prepares itself. HTTP_START where a file cannot be read. */
struct nes_err nes_outgoing_open(const struct nes_outgoing_options *options, struct nes_outgoing **out);
/* For NES_AUTO; NULL inside is fine. No call runs any more. */
void nes_outgoing_close(struct nes_outgoing **client);

/* From any thread. CLIENT_CALL: nothing left this machine, the call may be repeated. CLIENT_LOST, CLIENT_TIME: the
 * request may have arrived, the outcome is unknown. CLIENT_LARGE: it arrived, the answer is over its limit.
 * HTTP_BROKEN: our own ask is not well formed (another scheme, line ends in a header). */
struct nes_err nes_outgoing_call(struct nes_outgoing *client, struct nes_arena *arena,
                                 const struct nes_outgoing_ask *ask, struct nes_outgoing_answer *answer);
