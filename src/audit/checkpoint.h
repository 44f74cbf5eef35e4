/* src/audit/checkpoint.h: signed statements "the log of this origin has so many leaves and this root", in the form of
 * C2SP tlog-checkpoint and signed-note, so that tools of others can check them. */
#pragma once
#include "crypto/hash.h"
#include "crypto/sign.h"

struct nes_checkpoint {
    struct nes_str origin;    /* "nesie/mfo.example": printable ASCII without spaces and '+' */
    uint64_t size;
    struct nes_hash root;
    int64_t at_us;            /* when it was made, microseconds UTC; an extension line "time N" */
};

/* Who signs: the name is that of the origin by custom. */
struct nes_note_key {
    struct nes_str name;
    struct nes_public_key public;
};

/* "name+id+key", as other tools write it; in the arena. NOTE_KEY_FORM where the name cannot be written so. */
struct nes_err nes_note_key_write(const struct nes_crypto *crypto, struct nes_arena *arena,
                                  const struct nes_note_key *key, struct nes_str *out);
/* NOTE_KEY_FORM: another form, or the id is not of this key. */
struct nes_err nes_note_key_read(const struct nes_crypto *crypto, struct nes_arena *arena, struct nes_str text,
                                 struct nes_note_key *out);

/* The text that is signed; in the arena. CHECKPOINT_FORM: an origin that cannot be written. */
struct nes_err nes_checkpoint_body(struct nes_arena *arena, const struct nes_checkpoint *checkpoint,
                                   struct nes_str *out);
/* The signed note of it; in the arena. */
struct nes_err nes_checkpoint_note(const struct nes_crypto *crypto, struct nes_str body, const struct nes_note_key *key,
                                   const struct nes_signature *signature, struct nes_buf *out);

/* Reads and checks a note; further signatures (of witnesses) are passed over. CHECKPOINT_FORM, CHECKPOINT_KEY (no
 * signature of this key), CHECKPOINT_FORGED. `origin` points into `note`. */
struct nes_err nes_checkpoint_read(const struct nes_crypto *crypto, struct nes_arena *arena, struct nes_str note,
                                   const struct nes_note_key *key, struct nes_checkpoint *out);
