#include "vault/keeper.h"

#include <poll.h>
#include <pthread.h>
#include <signal.h>

#include "crypto/hash.h"
#include "vault/keeper_serve.h"
#include "vault/vault_test.h"

static const struct nes_id alia = { { 1 } }, bolat = { { 2 } }, clerk = { { 3 } };

static struct nes_keeper *started(struct camp *camp)
{
    struct nes_keeper_options options = { .program = nesie_program(camp->arena), .keys_path = camp->keys_path,
                                          .clock = nes_clock_real() };
    struct nes_keeper *keeper;

    NES_WANT_OK(nes_keys_create(camp->crypto, camp->keys_path));
    NES_WANT_OK(nes_keeper_begin(&options, &keeper));
    return keeper;
}

static struct nes_keeper_why why(enum nes_purpose purpose)
{
    return (struct nes_keeper_why){ purpose, clerk };
}

static struct nes_str new_key(struct nes_keeper *keeper, struct nes_arena *arena, struct nes_id owner)
{
    struct nes_keeper_item item = { .op = NES_KEEPER_NEW_KEY, .owner = owner };

    NES_WANT_OK(nes_keeper_ask(keeper, arena, why(NES_PURPOSE_RECORD), &item, 1));
    return item.answer;
}

static struct nes_keeper_item sealed(struct nes_keeper *keeper, struct nes_arena *arena, struct nes_str plain)
{
    struct nes_keeper_item item = { .op = NES_KEEPER_SEAL, .owner = alia, .wrapped = new_key(keeper, arena, alia),
                                    .label = NES_STR("client|1|iin|1"), .data = plain };

    NES_WANT_OK(nes_keeper_ask(keeper, arena, why(NES_PURPOSE_RECORD), &item, 1));
    item.op = NES_KEEPER_UNSEAL;
    item.data = item.answer;
    return item;
}

NES_TEST(what_the_keeper_seals_it_opens_for_a_purpose, .rules = "11.2")
{
    NES_CAMP(camp);
    NES_AUTO(nes_keeper_end) struct nes_keeper *keeper = started(camp);
    struct nes_keeper_item item = sealed(keeper, camp->arena, NES_STR("800416100254"));
    int64_t asked[NES_PURPOSES], items;

    NES_WANT("it is not plain", !strstr(nes_str_z(camp->arena, item.data), "800416"));
    NES_WANT_OK(nes_keeper_ask(keeper, camp->arena, why(NES_PURPOSE_WORK), &item, 1));
    NES_WANT_STR("opened", item.answer, "800416100254");
    nes_keeper_counts(keeper, asked, &items);
    NES_WANT_INT("work", asked[NES_PURPOSE_WORK], 1);
    NES_WANT_INT("items", items, 4);
}

NES_TEST(the_keeper_refuses_other_purposes_persons_and_owners, .rules = "11.2, 27", .kind = NES_REFUSES)
{
    NES_CAMP(camp);
    NES_AUTO(nes_keeper_end) struct nes_keeper *keeper = started(camp);
    struct nes_keeper_item item = sealed(keeper, camp->arena, NES_STR("plain")), changed = item;

    NES_WANT_FAULT("recording does not read", nes_keeper_ask(keeper, camp->arena, why(NES_PURPOSE_RECORD), &changed, 1),
                   "KEEPER_FORBIDDEN");
    NES_WANT_INT("and answers nothing", (int64_t)changed.answer.len, 0);
    NES_WANT_FAULT("nobody asks",
                   nes_keeper_ask(keeper, camp->arena, (struct nes_keeper_why){ .purpose = NES_PURPOSE_WORK },
                                  &changed, 1),
                   "KEEPER_FORBIDDEN");
    changed.owner = bolat;
    NES_WANT_FAULT("the key of another", nes_keeper_ask(keeper, camp->arena, why(NES_PURPOSE_WORK), &changed, 1),
                   "SEAL_BROKEN");
    changed = item;
    changed.label = NES_STR("client|1|name|1");
    NES_WANT_FAULT("another place", nes_keeper_ask(keeper, camp->arena, why(NES_PURPOSE_WORK), &changed, 1),
                   "SEAL_BROKEN");
    changed = item;
    changed.wrapped = new_key(keeper, camp->arena, alia);
    NES_WANT_FAULT("another key of the owner", nes_keeper_ask(keeper, camp->arena, why(NES_PURPOSE_WORK), &changed, 1),
                   "SEAL_KEY");
    changed.wrapped = NES_STR("short");
    NES_WANT_FAULT("no key", nes_keeper_ask(keeper, camp->arena, why(NES_PURPOSE_WORK), &changed, 1), "KEEPER_FORM");
    changed = item;
    changed.op = NES_KEEPER_SIGN;
    NES_WANT_FAULT("signing is for the audit", nes_keeper_ask(keeper, camp->arena, why(NES_PURPOSE_WORK), &changed, 1),
                   "KEEPER_FORBIDDEN");
    NES_WANT_FAULT("and for checkpoints only",
                   nes_keeper_ask(keeper, camp->arena, why(NES_PURPOSE_AUDIT), &changed, 1), "KEEPER_FORM");
    NES_WANT_OK(nes_keeper_ask(keeper, camp->arena, why(NES_PURPOSE_WORK), &item, 1));
}

NES_TEST(indexes_repeat_and_differ_by_column)
{
    NES_CAMP(camp);
    NES_AUTO(nes_keeper_end) struct nes_keeper *keeper = started(camp);
    struct nes_keeper_item items[3] = {
        { .op = NES_KEEPER_INDEX, .label = NES_STR("client.iin"), .data = NES_STR("800416100254") },
        { .op = NES_KEEPER_INDEX, .label = NES_STR("client.iin"), .data = NES_STR("800416100254") },
        { .op = NES_KEEPER_INDEX, .label = NES_STR("client.phone"), .data = NES_STR("800416100254") },
    };

    NES_WANT_OK(nes_keeper_ask(keeper, camp->arena, why(NES_PURPOSE_SEARCH), items, NES_LEN(items)));
    NES_WANT_INT("length", (int64_t)items[0].answer.len, NES_HASH_BYTES);
    NES_WANT("same column", nes_str_eq(items[0].answer, items[1].answer));
    NES_WANT("another column", !nes_str_eq(items[0].answer, items[2].answer));
}

NES_TEST(checkpoints_are_signed_by_the_key_that_is_shown)
{
    NES_CAMP(camp);
    NES_AUTO(nes_keeper_end) struct nes_keeper *keeper = started(camp);
    struct nes_public_key key;
    struct nes_signature signature;

    NES_WANT_OK(nes_keeper_public(keeper, &key));
    NES_WANT_OK(nes_keeper_sign(keeper, NES_STR("root\n"), &signature));
    NES_WANT_OK(nes_sign_check(camp->crypto, &key, NES_STR("root\n"), &signature));
}

NES_TEST(after_rotation_old_keys_open_and_are_wrapped_anew)
{
    NES_CAMP(camp);
    NES_AUTO(nes_keeper_end) struct nes_keeper *keeper = started(camp);
    struct nes_keeper_item item = sealed(keeper, camp->arena, NES_STR("old")), again = item;
    struct nes_keeper_options options = { .program = nesie_program(camp->arena), .keys_path = camp->keys_path,
                                          .clock = nes_clock_real() };

    nes_keeper_end(&keeper);
    NES_WANT_OK(nes_keys_rotate(camp->crypto, camp->keys_path));
    NES_WANT_OK(nes_keeper_begin(&options, &keeper));
    again.op = NES_KEEPER_REWRAP;
    again.label = again.data = NES_STR("");
    NES_WANT_OK(nes_keeper_ask(keeper, camp->arena, why(NES_PURPOSE_ROTATE), &again, 1));
    NES_WANT("another wrapping", !nes_str_eq(again.answer, item.wrapped));
    NES_WANT_OK(nes_keeper_ask(keeper, camp->arena, why(NES_PURPOSE_WORK), &item, 1));
    item.wrapped = again.answer;
    NES_WANT_OK(nes_keeper_ask(keeper, camp->arena, why(NES_PURPOSE_WORK), &item, 1));
    NES_WANT_STR("opened by both", item.answer, "old");
}

/* Items of a megabyte: more than one frame holds. */
NES_TEST(large_batches_go_in_several_frames)
{
    NES_CAMP(camp);
    NES_AUTO(nes_keeper_end) struct nes_keeper *keeper = started(camp);
    struct nes_keeper_item items[6], over = { .op = NES_KEEPER_INDEX, .label = NES_STR("x") };
    char *big = nes_arena_take(camp->arena, NES_KEEPER_FRAME_MAX);
    struct nes_str wrapped = new_key(keeper, camp->arena, alia);

    for (size_t i = 0; i < NES_LEN(items); i++) {
        big[i] = (char)i;
        items[i] = (struct nes_keeper_item){ .op = NES_KEEPER_SEAL, .owner = alia, .wrapped = wrapped,
                                             .label = NES_STR("big"), .data = { big, NES_KEEPER_DATA_MAX } };
    }
    NES_WANT_OK(nes_keeper_ask(keeper, camp->arena, why(NES_PURPOSE_RECORD), items, NES_LEN(items)));
    for (size_t i = 0; i < NES_LEN(items); i++) {
        items[i].op = NES_KEEPER_UNSEAL;
        items[i].data = items[i].answer;
    }
    NES_WANT_OK(nes_keeper_ask(keeper, camp->arena, why(NES_PURPOSE_WORK), items, NES_LEN(items)));
    NES_WANT("all of it", items[5].answer.len == NES_KEEPER_DATA_MAX &&
                              memcmp(items[5].answer.ptr, big, NES_KEEPER_DATA_MAX) == 0);
    over.data = (struct nes_str){ big, NES_KEEPER_DATA_MAX + 64 };
    NES_WANT_FAULT("an item too large", nes_keeper_ask(keeper, camp->arena, why(NES_PURPOSE_SEARCH), &over, 1),
                   "KEEPER_FORM");
    over.data.len = NES_KEEPER_FRAME_MAX;
    NES_WANT_FAULT("too large to send", nes_keeper_ask(keeper, camp->arena, why(NES_PURPOSE_SEARCH), &over, 1),
                   "KEEPER_FORM");
}

NES_TEST(without_usable_keys_the_keeper_does_not_start, .rules = "11.2", .kind = NES_REFUSES)
{
    NES_CAMP(camp);
    struct nes_keeper_options options = { .program = nesie_program(camp->arena), .keys_path = "/nowhere/keys",
                                          .clock = nes_clock_real() };
    struct nes_keeper *keeper;

    NES_WANT_FAULT("no keys", nes_keeper_begin(&options, &keeper), "HELPER_DOWN");
    options.program = "/nowhere/nesie";
    NES_WANT_FAULT("no program", nes_keeper_begin(&options, &keeper), "HELPER_DOWN");
}

NES_TEST(a_killed_keeper_comes_back_and_callers_are_told)
{
    NES_CAMP(camp);
    NES_AUTO(nes_keeper_end) struct nes_keeper *keeper = started(camp);
    struct nes_keeper_item item = sealed(keeper, camp->arena, NES_STR("plain"));
    struct nes_err err;

    NES_WANT_INT("killed", kill(child_of_ours(), SIGKILL), 0);
    NES_WANT_FAULT("told at once", nes_keeper_ask(keeper, camp->arena, why(NES_PURPOSE_WORK), &item, 1), "HELPER_DOWN");
    NES_WANT_FAULT("and in the pause", nes_keeper_ask(keeper, camp->arena, why(NES_PURPOSE_WORK), &item, 1),
                   "HELPER_DOWN");
    (void)poll(NULL, 0, 150);
    err = nes_keeper_ask(keeper, camp->arena, why(NES_PURPOSE_WORK), &item, 1);
    NES_WANT_OK(err);
    NES_WANT_STR("back", item.answer, "plain");
}

NES_TEST(a_stopped_keeper_is_replaced_after_its_time)
{
    NES_CAMP(camp);
    struct nes_keeper_options options = { .program = nesie_program(camp->arena), .keys_path = camp->keys_path,
                                          .clock = nes_clock_real(), .wait_us = 2'000'000 };
    NES_AUTO(nes_keeper_end) struct nes_keeper *keeper = NULL;
    struct nes_keeper_item item = { .op = NES_KEEPER_PUBLIC };

    NES_WANT_OK(nes_keys_create(camp->crypto, camp->keys_path));
    NES_WANT_OK(nes_keeper_begin(&options, &keeper));
    NES_WANT_INT("stopped", kill(child_of_ours(), SIGSTOP), 0);
    NES_WANT_FAULT("no answer", nes_keeper_ask(keeper, camp->arena, why(NES_PURPOSE_AUDIT), &item, 1), "HELPER_DOWN");
    (void)poll(NULL, 0, 150);
    NES_WANT_OK(nes_keeper_ask(keeper, camp->arena, why(NES_PURPOSE_AUDIT), &item, 1));
}

struct race {
    struct nes_keeper *keeper;
    struct nes_keeper_item item;
    int64_t wrong;
};

static void *run_race(void *self)
{
    struct race *race = self;

    for (int i = 0; i < 200; i++) {
        NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
        struct nes_keeper_item item = race->item;

        race->wrong += nes_keeper_ask(race->keeper, arena, why(NES_PURPOSE_WORK), &item, 1).what ||
                       !nes_str_is(item.answer, "plain");
    }
    return NULL;
}

NES_TEST(threads_share_one_keeper)
{
    NES_CAMP(camp);
    NES_AUTO(nes_keeper_end) struct nes_keeper *keeper = started(camp);
    struct race race[4];
    pthread_t thread[4];

    for (size_t i = 0; i < NES_LEN(race); i++) {
        race[i] = (struct race){ keeper, sealed(keeper, camp->arena, NES_STR("plain")), 0 };
        NES_WANT_INT("thread", pthread_create(&thread[i], NULL, run_race, &race[i]), 0);
    }
    for (size_t i = 0; i < NES_LEN(race); i++) {
        NES_WANT_INT("thread", pthread_join(thread[i], NULL), 0);
        NES_WANT_INT("wrong answers", race[i].wrong, 0);
    }
}

/* A server that was taken over holds a socket to the keeper, and no key: nothing that it may ask gives one out. */
NES_TEST(no_answer_holds_a_key, .rules = "11.2", .kind = NES_REFUSES)
{
    NES_CAMP(camp);
    struct nes_keys keys;

    NES_WANT_OK(nes_keys_create(camp->crypto, camp->keys_path));
    NES_WANT_OK(nes_keys_load(camp->keys_path, &keys));
    for (int purpose = NES_PURPOSE_NONE + 1; purpose < NES_PURPOSES; purpose++) {
        for (int op = 1; op < NES_KEEPER_OPS; op++) {
            struct nes_keeper_item items[2] = { { .op = NES_KEEPER_NEW_KEY, .owner = alia },
                                                { .op = (enum nes_keeper_op)op, .owner = alia } };
            struct nes_keeper_message first = { NES_PURPOSE_RECORD, clerk, &items[0], 1 };
            struct nes_keeper_message second = { (enum nes_purpose)purpose, clerk, &items[1], 1 };

            nes_keeper_fulfil(camp->crypto, &keys, camp->arena, &first);
            items[1].wrapped = items[0].answer;
            items[1].label = NES_STR("checkpoint");
            items[1].data = NES_STR("x");
            if (op == NES_KEEPER_NEW_KEY || op == NES_KEEPER_REWRAP || op == NES_KEEPER_PUBLIC) {
                items[1].label = NES_STR("");
            }
            nes_keeper_fulfil(camp->crypto, &keys, camp->arena, &second);
            NES_WANT("no root key",
                     items[1].answer.len == 0 ||
                         (!memmem(items[1].answer.ptr, items[1].answer.len, keys.master[0].key, 32) &&
                          !memmem(items[1].answer.ptr, items[1].answer.len, keys.index, 32) &&
                          !memmem(items[1].answer.ptr, items[1].answer.len, keys.sign.seed, 32)));
        }
    }
}
