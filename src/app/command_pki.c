/* src/app/command_pki.c: `nesie pki verify` and `nesie pki show`: signatures of the national authority from the shell.
 */
#include <stdio.h>
#include <string.h>

#include "app/command.h"
#include "base/file.h"
#include "app/command_pki.h"
#include "base/clock.h"
#include "gateway/pki_fetch.h"
#include "pki/crl.h"
#include "pki/der.h"
#include "pki/gather.h"
#include "pki/record.h"
#include "pki/trust_folder.h"

#define FILE_MAX (256U << 20)
#define PROOFS_MAX 16

struct options {
    const char *file, *content, *iin, *bin, *at, *trust, *policy, *token, *tsp, *evidence_out;
    const char *proofs[PROOFS_MAX];
    size_t proofs_n;
    bool offline, evidence, json, test;
};

static enum nes_exit usage(const char *what, const char *which)
{
    (void)fprintf(stderr,
                  "nesie pki: %s%s%s\n"
                  "usage: nesie pki verify FILE [--trust DIR] [--content FILE] [--expect-iin N] [--expect-bin N]\n"
                  "           [--policy NAME] [--at TIME] [--proof FILE]... [--token FILE] [--tsp URL] [--offline]\n"
                  "           [--test] [--evidence] [--evidence-out FILE] [--json]\n"
                  "       nesie pki show FILE [--json]\n"
                  "       nesie pki policies\n",
                  what, which ? " " : "", which ? which : "");
    return NES_EXIT_INPUT;
}

static bool read_file(struct nes_arena *arena, const char *path, struct nes_str *out)
{
    if (!nes_file_read(arena, path, FILE_MAX, out)) {
        (void)fprintf(stderr, "nesie pki: %s cannot be read or is too large\n", path);
        return false;
    }
    return true;
}

/* The certificates of a folder, and pins.tsv, which alone makes roots believed. */
static bool read_trust(struct nes_arena *arena, const char *folder, struct nes_trust *trust)
{
    struct nes_err err = nes_trust_read_folder(arena, folder, trust);

    if (err.what) {
        (void)fprintf(stderr, "nesie pki: %s: %s\n", err.at, err.what->text);
    }
    return !err.what;
}

/* 2026-08-11T12:00:00Z, seconds always. */
static bool read_instant(const char *text, int64_t *at_us)
{
    static const char form[] = "YYYY-MM-DDThh:mm:ssZ";
    char der[17] = { NES_DER_GENERALIZED, 15 };
    struct nes_str in = { der, sizeof(der) };
    size_t at = 2;

    if (strlen(text) != sizeof(form) - 1) {
        return false;
    }
    for (size_t i = 0; form[i]; i++) {
        if (form[i] == '-' || form[i] == ':' || form[i] == 'T') {
            if (text[i] != form[i]) {
                return false;
            }
        } else {
            der[at++] = text[i];
        }
    }
    return !nes_der_time(&in, at_us).what && *at_us >= 0;
}

/* Takes the option at argv[*i]; false where it is none. */
static bool take_option(int argc, char **argv, int *i, struct options *to)
{
    const struct { const char *name; const char **value; bool *flag; } table[] = {
        { "--content", &to->content, NULL },       { "--expect-iin", &to->iin, NULL },
        { "--expect-bin", &to->bin, NULL },        { "--at", &to->at, NULL },
        { "--trust", &to->trust, NULL },           { "--policy", &to->policy, NULL },
        { "--token", &to->token, NULL },           { "--tsp", &to->tsp, NULL },
        { "--evidence-out", &to->evidence_out, NULL }, { "--offline", NULL, &to->offline },
        { "--evidence", NULL, &to->evidence },     { "--json", NULL, &to->json },
        { "--test", NULL, &to->test },
    };

    if (strcmp(argv[*i], "--proof") == 0 && *i + 1 < argc && to->proofs_n < PROOFS_MAX) {
        to->proofs[to->proofs_n++] = argv[++*i];
        return true;
    }
    for (size_t k = 0; k < NES_LEN(table); k++) {
        if (strcmp(argv[*i], table[k].name) == 0 && (table[k].flag || *i + 1 < argc)) {
            if (table[k].flag) {
                *table[k].flag = true;
            } else {
                *table[k].value = argv[++*i];
            }
            return true;
        }
    }
    return false;
}

static bool read_options(int argc, char **argv, struct options *to)
{
    for (int i = 2; i < argc; i++) {
        if (argv[i][0] != '-' && !to->file) {
            to->file = argv[i];
        } else if (!take_option(argc, argv, &i, to)) {
            (void)usage("I do not understand", argv[i]);
            return false;
        }
    }
    if (!to->file) {
        (void)usage("which file?", NULL);
        return false;
    }
    return true;
}

/* Proofs given as files: a list is one that reads as a list, all else is an answer. */
static bool read_proofs(struct nes_arena *arena, const struct options *options, struct nes_gather *gather,
                        struct nes_ask *ask)
{
    ask->proofs.ocsp = gather->ocsp;
    ask->proofs.crls = gather->crls;
    for (size_t i = 0; i < options->proofs_n; i++) {
        struct nes_str bytes;
        struct nes_crl crl;

        if (!read_file(arena, options->proofs[i], &bytes)) {
            return false;
        }
        if (nes_crl_read(bytes, &crl).what) {
            gather->ocsp[ask->proofs.ocsp_n++] = bytes;
        } else {
            gather->crls[ask->proofs.crls_n++] = bytes;
        }
    }
    return true;
}

static bool prepare(struct nes_arena *arena, const struct options *options, struct nes_trust *trust,
                    struct nes_ask *ask)
{
    struct nes_clock clock = nes_clock_real();

    ask->trust = trust;
    ask->iin = nes_str_of(options->iin);
    ask->bin = nes_str_of(options->bin);
    ask->policy = nes_pki_policy_named(nes_str_of(options->policy ? options->policy : "any"));
    ask->at_us = nes_clock_now(&clock);
    trust->test_mode = options->test;
    if (!ask->policy) {
        (void)usage("`nesie pki policies` lists the policies, but not", options->policy);
        return false;
    }
    if (options->at && !read_instant(options->at, &ask->at_us)) {
        (void)usage("--at wants a moment like 2026-08-11T12:00:00Z, not", options->at);
        return false;
    }
    if (!options->trust) {
        (void)usage("--trust names the folder of trusted authorities", NULL);
        return false;
    }
    ask->has_content = options->content != NULL;
    return read_trust(arena, options->trust, trust) && read_file(arena, options->file, &ask->signature) &&
           (!options->content || read_file(arena, options->content, &ask->content)) &&
           (!options->token || read_file(arena, options->token, &ask->token));
}

static enum nes_exit exit_of(enum nes_verdict_kind outcome)
{
    return outcome == NES_GOOD ? NES_EXIT_OK : outcome == NES_UNKNOWN ? NES_EXIT_UNKNOWN : NES_EXIT_NO;
}

static bool write_evidence(struct nes_arena *arena, const char *path, const struct nes_ask *ask,
                           const struct nes_verdict *verdict)
{
    struct nes_str record;
    FILE *file;
    bool fine;

    if (nes_record_write(arena, ask, verdict, &record).what || !(file = fopen(path, "wb"))) {
        (void)fprintf(stderr, "nesie pki: cannot write %s\n", path);
        return false;
    }
    fine = fwrite(record.ptr, 1, record.len, file) == record.len;
    return fclose(file) == 0 && fine;
}

/* A record is judged by what it holds; only the pins, the content of the trust folder, are ours. */
static enum nes_exit verify_record(struct nes_arena *arena, const struct options *options, const struct nes_ask *ask,
                                   struct nes_verdict *verdict)
{
    struct nes_record *record = NES_NEW(arena, struct nes_record);
    struct nes_err err = nes_record_read(ask->signature, record);

    if (err.what) {
        (void)fprintf(stderr, "nesie pki: %s: %s (%s)\n", options->file, err.what->text, err.at ? err.at : "-");
        return NES_EXIT_NO;
    }
    nes_record_judge(arena, record, ask->trust, verdict);
    if (record->outcome != verdict->outcome) {
        (void)fprintf(stderr, "nesie pki: the record says %s\n", nes_outcome_name(record->outcome));
    }
    return exit_of(verdict->outcome > record->outcome ? verdict->outcome : record->outcome);
}

static enum nes_exit verify(struct nes_arena *arena, const struct options *options)
{
    struct nes_pki_http http = { 0 };
    struct nes_fetch fetch = nes_pki_fetch_http(&http);
    struct nes_rand rand = nes_rand_real();
    struct nes_crl_store store;
    struct nes_gather gather = { .fetch = &fetch, .rand = &rand, .store = &store, .tsp_url = nes_str_of(options->tsp) };
    struct nes_trust *trust = NES_NEW(arena, struct nes_trust);
    struct nes_pki_out out = nes_pki_out_begin(arena, options->json);
    struct nes_verdict verdict = { .form = NULL };
    struct nes_ask ask = { .has_content = false };
    enum nes_exit end = NES_EXIT_OK;

    if (!prepare(arena, options, trust, &ask) || !read_proofs(arena, options, &gather, &ask)) {
        return NES_EXIT_INPUT;
    }
    nes_crl_store_begin(&store);
    if (options->evidence) {
        end = verify_record(arena, options, &ask, &verdict);
    } else {
        if (!options->offline && options->proofs_n == 0 && !options->at) {
            nes_gather(arena, &gather, &ask);
        }
        nes_judge(arena, &ask, &verdict);
        end = exit_of(verdict.outcome);
    }
    if (verdict.form) {
        nes_pki_show_verdict(&out, &verdict);
        nes_pki_print(&out);
    }
    if (options->evidence_out && !write_evidence(arena, options->evidence_out, &ask, &verdict)) {
        end = NES_EXIT_FAULT;
    }
    nes_crl_store_end(&store);
    return end;
}

static enum nes_exit show(struct nes_arena *arena, const struct options *options)
{
    struct nes_pki_out out = nes_pki_out_begin(arena, options->json);
    struct nes_str bytes;

    if (!read_file(arena, options->file, &bytes)) {
        return NES_EXIT_INPUT;
    }
    if (!nes_pki_show_object(arena, &out, bytes)) {
        (void)fprintf(stderr, "nesie pki: %s is nothing that I know\n", options->file);
        return NES_EXIT_NO;
    }
    nes_pki_print(&out);
    return NES_EXIT_OK;
}

static enum nes_exit policies(void)
{
    for (const struct nes_pki_policy *row = nes_pki_policy_rows(); row->name; row++) {
        (void)printf("%-20s %s\n", row->name, row->words);
    }
    return NES_EXIT_OK;
}

static enum nes_exit run(int argc, char **argv)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(1 << 18);
    struct options options = { .file = NULL };

    if (argc == 2 && strcmp(argv[1], "policies") == 0) {
        return policies();
    }
    if (argc < 2 || (strcmp(argv[1], "verify") != 0 && strcmp(argv[1], "show") != 0)) {
        return usage("verify or show?", NULL);
    }
    if (!read_options(argc, argv, &options)) {
        return NES_EXIT_INPUT;
    }
    return strcmp(argv[1], "verify") == 0 ? verify(arena, &options) : show(arena, &options);
}

const struct nes_command nes_command_pki = { .name = "pki", .summary = "Verify and show signatures and certificates.",
                                             .run = run };
