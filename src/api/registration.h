/* src/api/registration.h: what the doors of registration share. */
#pragma once
#include "api/house.h"
#include "client/registration.h"

/* The registration of who calls. SIGN_IN where there is none. */
struct nes_err nes_registration_mine(const struct nes_req *req, struct nes_registration *out);
/* What is missing, in req->tx. */
struct nes_err nes_registration_lacks(const struct nes_req *req, const struct nes_registration *registration,
                                      enum nes_missing *out);
/* Identity documents by their words; a birth certificate is known so that it can be refused (6.1.c). Ends with NULL. */
extern const struct nes_choice nes_paper_choices[];
/* How it stands, as the answer of each step. */
extern const struct nes_shape nes_registration_view;
struct nes_err nes_registration_show(struct nes_req *req, struct nes_reply *reply,
                                     const struct nes_registration *registration);
