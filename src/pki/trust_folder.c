#include "pki/trust_folder.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "pki/pki_faults.h"

#define FILE_MAX (1U << 20)

static const char *path_in(struct nes_arena *arena, const char *folder, const char *name)
{
    struct nes_buf buf = nes_buf_begin(arena, 8'192);

    nes_buf_addz(&buf, folder);
    nes_buf_byte(&buf, '/');
    nes_buf_addz(&buf, name);
    nes_buf_byte(&buf, '\0');
    return buf.ptr;
}

static struct nes_err read_file(struct nes_arena *arena, const char *path, struct nes_str *out)
{
    return nes_file_read(arena, path, FILE_MAX, out) ? NES_FINE : NES_FAIL(PKI_TRUST, path);
}

static bool is_cert_file(const char *name)
{
    static const char *const ends[] = { ".pem", ".cer", ".crt", ".der" };
    size_t len = strlen(name);

    for (size_t i = 0; i < NES_LEN(ends); i++) {
        if (len > 4 && strcmp(name + len - 4, ends[i]) == 0) {
            return true;
        }
    }
    return false;
}

static struct nes_err add_file(struct nes_arena *arena, const char *path, struct nes_trust *trust)
{
    struct nes_str bytes;
    struct nes_err err;

    NES_TRY(read_file(arena, path, &bytes));
    err = nes_trust_add(trust, arena, bytes);
    return err.what ? (struct nes_err){ .what = err.what, .at = path } : NES_FINE;
}

struct nes_err nes_trust_read_folder(struct nes_arena *arena, const char *folder, struct nes_trust *trust)
{
    const char *pins = path_in(arena, folder, "pins.tsv");
    struct dirent **names;
    int n = scandir(folder, &names, NULL, alphasort);
    struct nes_err err = n >= 0 ? NES_FINE : NES_FAIL(PKI_TRUST, folder);
    struct nes_str text;

    for (int i = 0; i < n; i++) {
        if (!err.what && is_cert_file(names[i]->d_name)) {
            err = add_file(arena, path_in(arena, folder, names[i]->d_name), trust);
        }
        free(names[i]);
    }
    if (n >= 0) {
        free(names);
    }
    NES_TRY(err);
    NES_TRY(read_file(arena, pins, &text));
    err = nes_trust_pins(trust, text);
    return err.what ? (struct nes_err){ .what = err.what, .at = pins } : NES_FINE;
}
