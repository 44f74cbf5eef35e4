/* src/app/command_audit.c: what an auditor or a client checks. `verify-receipt` needs no database and no network. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "app/command.h"
#include "base/file.h"
#include "app/look.h"
#include "audit/audit.h"
#include "audit/receipt.h"
#include "base/rand.h"

/* What a check works with. */
struct checker {
    struct nes_arena *arena;
    struct nes_crypto *crypto;
};

static void checker_end(struct checker *checker)
{
    nes_crypto_end(&checker->crypto);
    nes_arena_end(&checker->arena);
}

static enum nes_exit fault(const char *what, struct nes_err err, enum nes_exit exit)
{
    (void)fprintf(stderr, "nesie audit: %s: %s: %s%s%s\n", what, err.what->code, err.what->text, err.at ? ": " : "",
                  err.at ? err.at : "");
    return exit;
}

static enum nes_exit usage(void)
{
    (void)fprintf(stderr,
                  "usage: nesie audit verify [--data DIR | --postgres URL] [--key KEY [--checkpoint FILE]]\n"
                  "       nesie audit verify-receipt FILE --key KEY\n"
                  "KEY is the public key of checkpoints (name+id+key) or a file that holds it; --checkpoint names\n"
                  "one that was kept elsewhere, which alone shows a log that was rolled back as a whole.\n"
                  "exit status: 0 true, 1 not true (the reason is printed), 2 wrong use, 4 no database\n");
    return NES_EXIT_INPUT;
}

static bool read_file(struct nes_arena *arena, const char *path, struct nes_str *out)
{
    return nes_file_read(arena, path, NES_RECEIPT_BYTES_MAX + 1, out);
}

/* The key itself, or the file that holds it. */
static struct nes_err read_key(struct checker *checker, const char *given, struct nes_note_key *key)
{
    struct nes_str text = nes_str_of(given);

    if (!strchr(given, '+')) {
        if (!read_file(checker->arena, given, &text)) {
            text = NES_STR("");
        }
        text = nes_str_trim(text);
    }
    return nes_note_key_read(checker->crypto, checker->arena, text, key);
}

static void print_hex(const uint8_t *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        printf("%02x", bytes[i]);
    }
}

static void print_leaf(const struct nes_leaf *leaf, const struct nes_checkpoint *checkpoint, uint64_t index)
{
    static const char *const actors[] = { "system", "staff", "client", "partner" };
    char id[NES_ID_TEXT + 1];

    nes_id_write(leaf->operation, id);
    printf("receipt is true: record %" PRIu64 " of %" PRIu64 " in the log %.*s\n", index, checkpoint->size,
           (int)checkpoint->origin.len, checkpoint->origin.ptr);
    printf("  kind       %.*s\n  operation  %s\n", (int)leaf->kind.len, leaf->kind.ptr, id);
    printf("  made       %" PRId64 ".%06" PRId64 " s after 1970-01-01T00:00:00Z by %s\n", leaf->at_us / 1'000'000,
           leaf->at_us % 1'000'000, actors[leaf->actor]);
    for (size_t i = 0; i < leaf->objects; i++) {
        nes_id_write(leaf->object[i].id, id);
        printf("  %-10.*s %s\n", (int)leaf->object[i].kind.len, leaf->object[i].kind.ptr, id);
    }
    for (size_t i = 0; i < leaf->hashes; i++) {
        const struct nes_leaf_hash *hash = &leaf->hash[i];

        printf("  %-10.*s %s ", (int)hash->label.len, hash->label.ptr,
               hash->form == NES_LEAF_CONTENT ? "sha256" : "hmac");
        print_hex(hash->hash.b, sizeof(hash->hash.b));
        printf("\n");
    }
}

static enum nes_exit verify_receipt(const char *path, const char *key_given)
{
    NES_AUTO(checker_end) struct checker checker = { .arena = nes_arena_begin(0) };
    struct nes_checkpoint checkpoint;
    struct nes_receipt receipt;
    struct nes_note_key key;
    struct nes_leaf leaf;
    struct nes_str file;
    struct nes_err err = nes_crypto_begin(nes_rand_real(), &checker.crypto);

    if (err.what) {
        return fault("start", err, NES_EXIT_FAULT);
    }
    err = read_key(&checker, key_given, &key);
    if (err.what) {
        return fault("--key", err, NES_EXIT_INPUT);
    }
    if (!read_file(checker.arena, path, &file)) {
        (void)fprintf(stderr, "nesie audit: cannot read %s\n", path);
        return NES_EXIT_INPUT;
    }
    err = nes_receipt_check(checker.crypto, checker.arena, file, &key, &receipt);
    if (err.what) {
        return fault(path, err, NES_EXIT_NO);
    }
    NES_ASSERT(!nes_checkpoint_read(checker.crypto, checker.arena, receipt.note, &key, &checkpoint).what);
    NES_ASSERT(!nes_leaf_read(receipt.leaf, &leaf).what);
    print_leaf(&leaf, &checkpoint, receipt.index);
    return NES_EXIT_OK;
}

/* --- the whole log --- */

struct verifying {
    struct nes_look where;
    const char *key, *checkpoint;   /* as given */
    struct nes_audit_proof proof;
    struct nes_audit_report report;
};

static struct nes_err verify_run(struct nes_tx *tx, void *self)
{
    struct verifying *verifying = self;

    return nes_audit_verify(tx, &verifying->proof, &verifying->report);
}

static bool read_options(int argc, char **argv, struct verifying *out)
{
    const struct { const char *name; const char **value; } options[] = {
        { "--data", &out->where.data }, { "--postgres", &out->where.postgres }, { "--key", &out->key },
        { "--checkpoint", &out->checkpoint },
    };

    for (int i = 0; i < argc; i += 2) {
        size_t at = 0;

        while (at < NES_LEN(options) && strcmp(argv[i], options[at].name) != 0) {
            at++;
        }
        if (at == NES_LEN(options) || i + 1 == argc || *options[at].value) {
            return false;
        }
        *options[at].value = argv[i + 1];
    }
    return !(out->where.data && out->where.postgres) && (!out->checkpoint || out->key);
}

/* Key and kept checkpoint, where they were given. */
static struct nes_err read_proof(struct checker *checker, struct verifying *verifying, struct nes_note_key *key,
                                 struct nes_checkpoint *kept)
{
    struct nes_str note;

    verifying->proof.crypto = checker->crypto;
    if (verifying->key) {
        NES_TRY(read_key(checker, verifying->key, key));
        verifying->proof.key = key;
    }
    if (verifying->checkpoint) {
        if (!read_file(checker->arena, verifying->checkpoint, &note)) {
            note = NES_STR("");
        }
        NES_TRY(nes_checkpoint_read(checker->crypto, checker->arena, note, key, kept));
        verifying->proof.kept = kept;
    }
    return NES_FINE;
}

static enum nes_exit print_report(const struct verifying *verifying)
{
    const struct nes_audit_report *report = &verifying->report;

    printf("%" PRId64 " records, %" PRId64 " waiting for their place, %" PRId64 " checkpoints%s\nroot ", report->leaves,
           report->waiting, report->checkpoints, verifying->key ? "" : " (signatures not checked: no --key)");
    print_hex(report->root.b, sizeof(report->root.b));
    printf("\n");
    for (int64_t i = 0; i < report->problems && i < NES_AUDIT_FOUND_MAX; i++) {
        printf("problem at %" PRId64 ": %s\n", report->found[i].at, nes_audit_wrong_text(report->found[i].wrong));
    }
    if (report->problems > 0) {
        printf("NOT whole: %" PRId64 " problems\n", report->problems);
        return NES_EXIT_NO;
    }
    printf("whole%s\n", verifying->checkpoint ? ", and it contains the checkpoint that was kept" : "");
    return NES_EXIT_OK;
}

static enum nes_exit verify(int argc, char **argv)
{
    NES_AUTO(checker_end) struct checker checker = { .arena = nes_arena_begin(0) };
    struct verifying verifying = { 0 };
    struct nes_checkpoint kept;
    struct nes_note_key key;
    struct nes_err err;

    if (!read_options(argc, argv, &verifying)) {
        return usage();
    }
    err = nes_crypto_begin(nes_rand_real(), &checker.crypto);
    if (err.what) {
        return fault("start", err, NES_EXIT_FAULT);
    }
    err = read_proof(&checker, &verifying, &key, &kept);
    if (err.what) {
        return fault("--key, --checkpoint", err, NES_EXIT_INPUT);
    }
    err = nes_look_at(checker.arena, &verifying.where, verify_run, &verifying);
    return err.what ? fault("verify", err, NES_EXIT_FAULT) : print_report(&verifying);
}

static enum nes_exit audit_run(int argc, char **argv)
{
    if (argc >= 2 && strcmp(argv[1], "verify") == 0) {
        return verify(argc - 2, argv + 2);
    }
    if (argc == 5 && strcmp(argv[1], "verify-receipt") == 0 && strcmp(argv[3], "--key") == 0) {
        return verify_receipt(argv[2], argv[4]);
    }
    return usage();
}

const struct nes_command nes_command_audit = {
    .name = "audit",
    .summary = "Check the audit log, or a receipt of it.",
    .run = audit_run,
};
