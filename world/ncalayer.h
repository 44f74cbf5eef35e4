/* world/ncalayer.h: the stand-in of NCALayer, the program on a client's computer that signs for web pages: a WebSocket
 * over TLS on the loopback (docs/wire/ncalayer.md). */
#pragma once
#include "db/db.h"
#include "world/world.h"

struct nes_ncalayer;

struct nes_ncalayer_options {
    uint16_t port;
    const char *certificate, *key;      /* PEM files; made where they are missing */
    const char *files;                  /* folder of the files that the person may open; need not be there */
    const char *authority, *authority_key;   /* PEM files that sign the new one; where missing, it signs itself */
    struct nes_db *db;
    const struct nes_world *world;
    const struct nes_log *log;
};

/* Starts its threads; the mask of signals is the caller's. CA_START with what is wrong in `at`. */
struct nes_err nes_ncalayer_start(const struct nes_ncalayer_options *options, struct nes_ncalayer **out);
/* For NES_AUTO; NULL inside is fine. */
void nes_ncalayer_stop(struct nes_ncalayer **ncalayer);

/* --- between its files --- */

/* The answer to one message of a page; `arena` takes it. `times`: how often it is said, once unless told otherwise. */
struct nes_str nes_ncalayer_answer(struct nes_arena *arena, const struct nes_ncalayer_options *options,
                                   struct nes_str message, int *times);

#define NES_NCALAYER_MESSAGE_MAX (24U << 20)

struct ssl_st;
/* One connection: the greeting of HTTP, then messages. False where the peer is gone or breaks the protocol. */
bool nes_ncalayer_handshake(struct nes_arena *arena, struct ssl_st *ssl);
bool nes_ncalayer_read(struct nes_arena *arena, struct ssl_st *ssl, struct nes_str *message);
bool nes_ncalayer_write(struct nes_arena *arena, struct ssl_st *ssl, struct nes_str message);
