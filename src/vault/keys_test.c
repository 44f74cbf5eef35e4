#include "vault/keys.h"

#include <sys/stat.h>

#include "vault/vault_test.h"

NES_TEST(keys_are_made_once_and_for_their_owner_alone, .rules = "11.2")
{
    NES_CAMP(camp);
    struct nes_keys keys, again;
    struct stat stat_;

    NES_WANT_OK(nes_keys_create(camp->crypto, camp->keys_path));
    NES_WANT_INT("mode", stat(camp->keys_path, &stat_) == 0 ? (int64_t)(stat_.st_mode & 0777) : -1, 0600);
    NES_WANT_OK(nes_keys_load(camp->keys_path, &keys));
    NES_WANT_INT("one master key", (int64_t)keys.masters, 1);
    NES_WANT_FAULT("never over old ones", nes_keys_create(camp->crypto, camp->keys_path), "KEYS_EXIST");
    NES_WANT_OK(nes_keys_load(camp->keys_path, &again));
    NES_WANT("the same", memcmp(keys.index, again.index, 32) == 0 && memcmp(keys.mac, again.mac, 32) == 0);
    NES_WANT("roots differ", memcmp(keys.index, keys.mac, 32) != 0 && memcmp(keys.mac, keys.sign.seed, 32) != 0);
}

NES_TEST(keys_that_others_may_read_are_refused, .rules = "11.2", .kind = NES_REFUSES)
{
    static const mode_t lax[] = { 0640, 0604, 0660, 0666, 0610 };
    NES_CAMP(camp);
    struct nes_keys keys;
    char link[160];

    NES_WANT_OK(nes_keys_create(camp->crypto, camp->keys_path));
    for (size_t i = 0; i < NES_LEN(lax); i++) {
        NES_WANT_INT("chmod", chmod(camp->keys_path, lax[i]), 0);
        NES_WANT_FAULT("lax", nes_keys_load(camp->keys_path, &keys), "KEYS_MODE");
    }
    NES_WANT_INT("chmod", chmod(camp->keys_path, 0600), 0);
    (void)snprintf(link, sizeof(link), "%s/link", camp->folder);
    NES_WANT_INT("link", symlink(camp->keys_path, link), 0);
    NES_WANT_FAULT("a link", nes_keys_load(link, &keys), "KEYS_FILE");
    NES_WANT_FAULT("a folder", nes_keys_load(camp->folder, &keys), "KEYS_FILE");
}

NES_TEST(a_damaged_file_of_keys_is_refused, .rules = "11.2", .kind = NES_REFUSES)
{
    NES_CAMP(camp);
    struct nes_keys keys;
    struct nes_str text;
    char *changed;

    NES_WANT_OK(nes_keys_create(camp->crypto, camp->keys_path));
    text = told(camp->keys_path, camp->arena);
    changed = nes_arena_take(camp->arena, text.len + 8);
    for (size_t len = 0; len < text.len; len++) {
        tell(camp->keys_path, nes_str_part(text, 0, len));
        NES_WANT_FAULT("cut", nes_keys_load(camp->keys_path, &keys), "KEYS_FILE");
    }
    memcpy(changed, text.ptr, text.len);
    memcpy(changed + text.len, "more\n", 5);
    tell(camp->keys_path, (struct nes_str){ changed, text.len + 5 });
    NES_WANT_FAULT("longer", nes_keys_load(camp->keys_path, &keys), "KEYS_FILE");
    tell(camp->keys_path, text);
    NES_WANT_OK(nes_keys_load(camp->keys_path, &keys));
}

NES_TEST(a_new_master_key_stands_in_front_of_the_old)
{
    NES_CAMP(camp);
    struct nes_keys before, after;

    NES_WANT_OK(nes_keys_create(camp->crypto, camp->keys_path));
    NES_WANT_OK(nes_keys_load(camp->keys_path, &before));
    NES_WANT_OK(nes_keys_rotate(camp->crypto, camp->keys_path));
    NES_WANT_OK(nes_keys_load(camp->keys_path, &after));
    NES_WANT_INT("two", (int64_t)after.masters, 2);
    NES_WANT("the old one second", nes_id_eq(after.master[1].id, before.master[0].id) &&
                                       memcmp(after.master[1].key, before.master[0].key, 32) == 0);
    NES_WANT("a new one first", !nes_id_eq(after.master[0].id, before.master[0].id));
    NES_WANT("indexes stay", memcmp(after.index, before.index, 32) == 0);
    for (int more = 2; more < NES_KEYS_MASTERS; more++) {
        NES_WANT_OK(nes_keys_rotate(camp->crypto, camp->keys_path));
    }
    NES_WANT_FAULT("too many", nes_keys_rotate(camp->crypto, camp->keys_path), "KEYS_FILE");
}
