/* src/vault/keeper_serve.h: the process that holds the keys. They are read once and never leave it. */
#pragma once
#include "vault/keeper_wire.h"
#include "vault/keys.h"

/* Does what a request asks, item by item, into the items; what fails gets a status and no answer. Answers live in the
 * arena. */
void nes_keeper_fulfil(const struct nes_crypto *crypto, struct nes_keys *keys, struct nes_arena *arena,
                       const struct nes_keeper_message *message);

/* Reads the keys at `path`, gives up all rights but the socket, answers until it closes. What the exit status is. */
int nes_keeper_serve(int socket, const char *path);
