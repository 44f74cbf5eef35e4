/* src/pki/record_test.c: an evidence record tells the same years later, and only under the roots that the reader pins.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/rand.h"
#include "pki/der.h"
#include "pki/der_write.h"
#include "pki/record.h"
#include "pki/testing/data.h"
#include "pki/testing/scene.h"
#include "test/unit/test.h"

static struct nes_str record_of(struct nes_scene *scene)
{
    struct nes_str bytes;

    nes_scene_play(scene, NULL);
    NES_WANT_INT("the scene is good", scene->verdict.outcome, NES_GOOD);
    NES_WANT_OK(nes_record_write(scene->arena, &scene->ask, &scene->verdict, &bytes));
    return bytes;
}

/* 34.2: the signature lies in the record byte for byte; 35.1: what was accepted can be shown again. */
NES_TEST(a_record_is_judged_again_without_anything_else, .rules = "35.1")
{
    NES_AUTO(nes_scene_keys_end) struct nes_scene_keys keys = nes_scene_keys(NES_KEY_GOST2015);

    for (int form = 0; form < 3; form++) {
        NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(1 << 18);
        struct nes_scene *scene = nes_scene_begin(arena, &keys);
        struct nes_record *record = NES_NEW(arena, struct nes_record);
        struct nes_trust *pins = NES_NEW(arena, struct nes_trust), *nobody = NES_NEW(arena, struct nes_trust);
        struct nes_verdict verdict;
        struct nes_str bytes;

        scene->token_beside = form == 1;
        scene->with_ocsp = form != 2;
        scene->with_base = form == 2;
        bytes = record_of(scene);
        *pins = scene->trust;
        pins->authorities_n = 0;
        NES_WANT_OK(nes_record_read(bytes, record));
        NES_WANT("the signature byte for byte", nes_str_eq(record->ask.signature, scene->ask.signature));
        nes_record_judge(arena, record, pins, &verdict);
        NES_WANT_INT("good again", verdict.outcome, NES_GOOD);
        NES_WANT("the document byte for byte", nes_str_eq(verdict.content, scene->cms.content));
        NES_WANT_INT("the same time", verdict.signers[0].when_us, scene->verdict.signers[0].when_us);
        nes_record_judge(arena, record, nobody, &verdict);
        NES_WANT_INT("not without pins", verdict.outcome, NES_BAD);
        pins->test_mode = false;
        nes_record_judge(arena, record, pins, &verdict);
        NES_WANT_INT("not outside test mode", verdict.outcome, NES_BAD);
    }
}

/* The record with another last list, of so many proofs. */
static struct nes_str with_proofs(struct nes_arena *arena, struct nes_str record, size_t count)
{
    struct nes_buf list = nes_buf_begin(arena, 1024), body = nes_buf_begin(arena, NES_RECORD_MAX);
    struct nes_buf whole = nes_buf_begin(arena, NES_RECORD_MAX);
    struct nes_str in, out;

    NES_WANT_OK(nes_der_only(record, NES_DER_SEQUENCE, &in));
    NES_WANT("an empty list at the end", in.len > 2 && memcmp(in.ptr + in.len - 2, "\x30\x00", 2) == 0);
    for (size_t i = 0; i < count; i++) {
        nes_der_add(&list, NES_DER_OCTETS, NES_STR("\0"));
    }
    nes_buf_add(&body, (struct nes_str){ in.ptr, in.len - 2 });
    nes_der_add(&body, NES_DER_SEQUENCE, (struct nes_str){ list.ptr, list.len });
    nes_der_add(&whole, NES_DER_SEQUENCE, (struct nes_str){ body.ptr, body.len });
    NES_WANT_OK(nes_buf_done(&whole, &out));
    return out;
}

NES_TEST(more_proofs_than_fit_are_not_read, .kind = NES_REFUSES)
{
    NES_AUTO(nes_scene_keys_end) struct nes_scene_keys keys = nes_scene_keys(NES_KEY_GOST2015);
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(1 << 18);
    struct nes_scene *scene = nes_scene_begin(arena, &keys);
    struct nes_record *record = NES_NEW(arena, struct nes_record);
    struct nes_str bytes;
    struct nes_err err;

    scene->with_ocsp = true;
    bytes = record_of(scene);
    NES_WANT_OK(nes_record_read(with_proofs(arena, bytes, NES_RECORD_PROOFS), record));
    NES_WANT_INT("all of them", (int64_t)record->ask.proofs.crls_n, NES_RECORD_PROOFS);
    err = nes_record_read(with_proofs(arena, bytes, NES_RECORD_PROOFS + 1), record);
    NES_WANT_FAULT("one more", err, "PKI_RECORD");
    NES_WANT_STR("told", nes_str_of(err.at), "too many proofs");
}

/* The record itself is not signed: the vault seals it. But what proves something in it cannot be altered: all flips of
 * signature, stamp, chain and answers show. One kind leaves the record good, but weaker: the answer about the stamp's
 * certificate now speaks of another one, so the time of signing is proven no more. */
NES_TEST(a_record_with_a_flipped_bit_is_not_good, .rules = "11.1", .kind = NES_REFUSES)
{
    NES_AUTO(nes_scene_keys_end) struct nes_scene_keys keys = nes_scene_keys(NES_KEY_GOST2015);
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(1 << 18);
    struct nes_scene *scene = nes_scene_begin(arena, &keys);
    struct nes_record *record = NES_NEW(arena, struct nes_record);
    struct nes_str bytes = record_of(scene);
    struct nes_test_dice dice = { nes_test_seed() };
    struct nes_rand rand = nes_test_rand(&dice);
    int64_t rounds = nes_budget("pki_record_flips");
    size_t head;

    NES_WANT_OK(nes_record_read(bytes, record));
    head = (size_t)(record->ask.signature.ptr - bytes.ptr);   /* before: moment, outcome, policy, numbers expected */
    for (int64_t i = 0; i < rounds; i++) {
        NES_AUTO(nes_arena_end) struct nes_arena *own = nes_arena_begin(1 << 16);
        size_t at = head + nes_rand_below(&rand, bytes.len - head);
        char *copy = nes_arena_take(own, bytes.len);
        struct nes_verdict verdict;

        memcpy(copy, bytes.ptr, bytes.len);
        copy[at] = (char)(copy[at] ^ (1 << nes_rand_below(&rand, 8)));
        if (nes_record_read((struct nes_str){ copy, bytes.len }, record).what) {
            continue;
        }
        nes_record_judge(own, record, &scene->trust, &verdict);
        NES_WANT("a flipped bit", verdict.outcome != NES_GOOD ||
                                      (nes_found(&verdict.findings, NES_WHY_TOKEN_STATUS) &&
                                       !verdict.signers[0].proven));
    }
}

#define BENCH_OCTETS 100'000

/* bench/pki_case.der is this record, without its document of 100 000 times the letter n. It is made from fixed keys, so
 * it can be made again: NESIE_PKI_REWRITE=1 does. */
NES_TEST(the_case_of_the_bench_is_a_good_record)
{
    NES_AUTO(nes_scene_keys_end) struct nes_scene_keys keys = nes_scene_keys(NES_KEY_GOST2015);
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(1 << 18);
    struct nes_scene *scene = nes_scene_begin(arena, &keys);
    char *letters = nes_arena_take(arena, BENCH_OCTETS), path[1024];
    size_t root = sizeof(NES_BUDGET_FILE) - sizeof("test/budget.tsv");
    struct nes_str made, kept = { 0 };

    memset(letters, 'n', BENCH_OCTETS);
    scene->with_token = false;
    scene->cms.detached = true;
    scene->cms.content = (struct nes_str){ letters, BENCH_OCTETS };
    scene->ask.content = scene->cms.content;
    scene->ask.has_content = true;
    nes_scene_play(scene, NULL);
    NES_WANT_INT("good", scene->verdict.outcome, NES_GOOD);
    scene->ask.has_content = false;
    NES_WANT_OK(nes_record_write(arena, &scene->ask, &scene->verdict, &made));
    (void)snprintf(path, sizeof(path), "%.*sbench/pki_case.der", (int)root, NES_BUDGET_FILE);
    if (getenv("NESIE_PKI_REWRITE")) {
        FILE *file = fopen(path, "wb");

        assert_non_null(file);
        assert_int_equal(fwrite(made.ptr, 1, made.len, file), made.len);
        (void)fclose(file);
    }
    NES_WANT("the file is there", nes_file_read(arena, path, 1U << 20, &kept));
    NES_WANT("the file is what is made", nes_str_eq(kept, made));
}
