/* src/app/pki_out.h: writes one thing twice, for people and as JSON. For the commands of `nesie pki`. */
#pragma once
#include "base/str.h"

struct nes_pki_out {
    struct nes_buf buf;
    bool json, first;
    int depth;
};

struct nes_pki_out nes_pki_out_begin(struct nes_arena *arena, bool json);
void nes_pki_open(struct nes_pki_out *out, const char *name, char bracket);   /* '{' or '['; name NULL within a list */
void nes_pki_close(struct nes_pki_out *out, char bracket);
void nes_pki_text(struct nes_pki_out *out, const char *name, struct nes_str value);   /* left out where empty */
void nes_pki_word(struct nes_pki_out *out, const char *name, const char *value);
void nes_pki_hex(struct nes_pki_out *out, const char *name, struct nes_str octets);
void nes_pki_flag(struct nes_pki_out *out, const char *name, bool value);
void nes_pki_number(struct nes_pki_out *out, const char *name, int64_t value);
void nes_pki_instant(struct nes_pki_out *out, const char *name, int64_t at_us);       /* 2026-08-11T12:00:00Z */
/* To standard output, with an end of line. */
void nes_pki_print(const struct nes_pki_out *out);
