/* world/ca_shared.c: RSA keys of authorities which worlds of one machine share. Tests make a world for each story, and
 * to make keys for it took a fifth of the story. What they sign is believed by nobody but that world's own lender. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "world/ca.h"

enum { KEY_BYTES_MAX = 4096, PATH_BYTES = 4096 };

static bool read_one(struct nes_arena *arena, FILE *file, struct nes_str *secret)
{
    char line[16], *end, *bytes;
    size_t len;

    if (!fgets(line, sizeof(line), file)) {
        return false;
    }
    len = strtoul(line, &end, 10);
    if (*end != '\n' || len == 0 || len > KEY_BYTES_MAX) {
        return false;
    }
    bytes = nes_arena_take(arena, len);
    *secret = (struct nes_str){ bytes, len };
    return fread(bytes, 1, len, file) == len;
}

bool nes_ca_shared_read(struct nes_arena *arena, const char *path, struct nes_str secrets[NES_CA_ROLES])
{
    FILE *file = path ? fopen(path, "re") : NULL;
    bool read = file != NULL;

    for (int role = 0; read && role < NES_CA_ROLES; role++) {
        read = read_one(arena, file, &secrets[role]);
    }
    if (file) {
        (void)fclose(file);
    }
    return read;
}

void nes_ca_shared_write(const char *path, const struct nes_str secrets[NES_CA_ROLES])
{
    char own[PATH_BYTES];
    int len = path ? snprintf(own, sizeof(own), "%s.%d", path, (int)getpid()) : -1;
    FILE *file = len > 0 && (size_t)len < sizeof(own) ? fopen(own, "wex") : NULL;
    bool written = file != NULL;

    for (int role = 0; written && role < NES_CA_ROLES; role++) {
        written = fprintf(file, "%zu\n", secrets[role].len) > 0 &&
                  fwrite(secrets[role].ptr, 1, secrets[role].len, file) == secrets[role].len;
    }
    if (file && (fclose(file) != 0 || !written || rename(own, path) != 0)) {
        (void)unlink(own); /* the next world makes its keys itself, too */
    }
}
