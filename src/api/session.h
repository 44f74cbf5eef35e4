/* src/api/session.h: how a session is shown, for the steps that change it. */
#pragma once
#include "http/req.h"
#include "identity/session.h"

extern const struct nes_shape nes_session_view;

/* The session with its new token in the cookie. */
struct nes_err nes_session_reply(struct nes_req *req, struct nes_reply *reply, const struct nes_session *session,
                                 const char *token);
