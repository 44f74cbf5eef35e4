/* src/api/password.h: passwords that we issue: shown once, opening nothing but the setting of an own one.
 * RULE 35.3.a */
#pragma once
#include "api/house.h"

struct nes_issued {
    struct nes_str text;
    char hash[NES_PASSWORD_TEXT];
};
/* Makes one and hashes it; slow, for `prepare`. */
struct nes_err nes_password_new(const struct nes_req *req, struct nes_issued *out);
