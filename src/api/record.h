/* src/api/record.h: the leaf of the audit that each call leaves, done, refused or looked. RULE 32 */
#pragma once
#include "crypto/hash.h"
#include "http/server.h"

/* The hook of the dispatcher; `self` is the struct nes_house. The kind of the leaf is the route ("post.v1.journals");
 * objects are the session, the path's ids and, of a refusal, its code. */
struct nes_err nes_record_call(void *self, const struct nes_req *req, enum nes_call_end end,
                               const struct nes_fault *why);

/* The pseudonym under which the log knows a caller. */
struct nes_house;
struct nes_hash nes_record_actor(const struct nes_house *house, struct nes_id id);

/* Hooks of the dispatcher: answers that are kept under keys, and of operations, are sealed (they may show personal data
 * and one-time passwords). SEAL_BROKEN, SEAL_KEY. RULE 11.2 */
struct nes_err nes_record_seal(void *self, struct nes_arena *arena, struct nes_str plain, struct nes_str *sealed);
struct nes_err nes_record_unseal(void *self, struct nes_arena *arena, struct nes_str sealed, struct nes_str *plain);
