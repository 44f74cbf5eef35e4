/* src/pki/negative_test.c: a good case, then one broken thing each (negative.def), with GOST 2015 and with RSA. */
#include <stdio.h>
#include <string.h>

#include "pki/der.h"
#include "pki/testing/scene.h"
#include "pki/testing/seeds.h"
#include "test/unit/test.h"

#define X(name, label, outcome, why, change_it, ...)                                                                   \
    static void break_##name([[maybe_unused]] struct nes_scene *s) __VA_ARGS__                                         \
    static void change_##name([[maybe_unused]] struct nes_scene *s) change_it
#include "pki/negative.def"
#undef X

static const struct {
    const char *row, *label;
    void (*break_it)(struct nes_scene *scene);
    void (*change_it)(struct nes_scene *scene);
    enum nes_verdict_kind outcome;
    enum nes_why why;
} rows[] = {
#define X(name, label_, outcome_, why_, after_, ...)                                                               \
    { .row = #name, .label = (label_), .break_it = break_##name, .change_it = change_##name,                          \
      .outcome = NES_##outcome_, .why = NES_WHY_##why_ },
#include "pki/negative.def"
#undef X
};

static void print_findings(const struct nes_findings *findings)
{
    for (size_t i = 0; i < findings->n; i++) {
        print_message("    %s (%s)\n", nes_why_name(findings->list[i].why), findings->list[i].about);
    }
}

static void play_all(enum nes_key_kind kind)
{
    NES_AUTO(nes_scene_keys_end) struct nes_scene_keys keys = nes_scene_keys(kind);
    size_t broken = 0;

    for (size_t i = 0; i < NES_LEN(rows); i++) {
        NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(1 << 18);
        struct nes_scene *scene = nes_scene_begin(arena, &keys);
        enum nes_why why = rows[i].why;
        char name[128];

        rows[i].break_it(scene);
        nes_scene_play(scene, rows[i].change_it);
        (void)snprintf(name, sizeof(name), "%s-%s", kind == NES_KEY_RSA ? "rsa" : "gost", rows[i].row);
        nes_seeds_keep(scene, name);
        if (scene->verdict.outcome != rows[i].outcome ||
            (why != NES_WHY_NONE && !nes_found(&scene->verdict.findings, why))) {
            print_message("  %s: %s\n", rows[i].label, nes_outcome_name(scene->verdict.outcome));
            print_findings(&scene->verdict.findings);
            broken++;
        }
    }
    NES_WANT_INT("rows that went otherwise", (int64_t)broken, 0);
}

/* 35.1: a client's signature counts only with a valid certificate of the national authority; 11.1: and over this
 * content. */
NES_TEST(each_broken_thing_is_refused_with_gost, .rules = "35.1, 11.1", .kind = NES_REFUSES)
{
    play_all(NES_KEY_GOST2015);
}

NES_TEST(each_broken_thing_is_refused_with_rsa, .rules = "35.1, 11.1", .kind = NES_REFUSES)
{
    play_all(NES_KEY_RSA);
}
