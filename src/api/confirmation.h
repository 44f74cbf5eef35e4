/* src/api/confirmation.h: how a confirmation is shown, for the doors that begin one or add to it. */
#pragma once
#include "http/req.h"
#include "identity/confirmation.h"

extern const struct nes_shape nes_confirmation_view;

/* What is confirmed in words, what is needed, what is proven. */
struct nes_err nes_confirmation_show(struct nes_req *req, struct nes_reply *reply,
                                     const struct nes_confirmation *confirmation, bool created);
