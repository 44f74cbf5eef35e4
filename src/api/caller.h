/* src/api/caller.h: who calls: from the cookie of the session to what the caller may do. RULE 27 RULE 28 */
#pragma once
#include "http/server.h"
#include "identity/session.h"

#define NES_SESSION_COOKIE "__Host-nesie"

/* Hooks of the dispatcher (http/server.h); `self` is the struct nes_house. */
struct nes_err nes_caller_identify(void *self, const struct nes_req *req, struct nes_caller *out);
struct nes_err nes_caller_touch(void *self, const struct nes_req *req);

/* The living session of the caller, read in req->tx. SESSION_ENDED. */
struct nes_err nes_caller_session(const struct nes_req *req, struct nes_session *out);
/* Names of what a session may do, for the front end; in req->arena. */
struct nes_err nes_caller_words(const struct nes_req *req, const struct nes_session *session, struct nes_texts *out);
