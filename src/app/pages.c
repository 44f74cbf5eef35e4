#include "app/pages.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* "<base><below>/<name>" where there is such a folder with a page in it. */
static const char *there(struct nes_arena *arena, const char *base, const char *below, const char *name)
{
    struct nes_buf buf = nes_buf_begin(arena, 2 * PATH_MAX);
    struct stat about;
    size_t len;

    nes_buf_addz(&buf, base);
    nes_buf_addz(&buf, below);
    nes_buf_byte(&buf, '/');
    nes_buf_addz(&buf, name);
    len = buf.len;
    nes_buf_addz(&buf, "/index.html");
    nes_buf_byte(&buf, '\0');
    if (buf.full || stat(buf.ptr, &about) != 0 || !S_ISREG(about.st_mode)) {
        return NULL;
    }
    return nes_str_z(arena, (struct nes_str){ buf.ptr, len });
}

static const char *name_of(enum nes_listen kind)
{
    switch (kind) {
    case NES_PUBLIC:
        return "borrower";
    case NES_OFFICE:
        return "office";
    case NES_TERMINAL:
    case NES_OPERATIONS:
        break;
    }
    return NULL;
}

const char *nes_pages_folder(struct nes_arena *arena, const struct nes_config *config, enum nes_listen kind)
{
    const char *name = name_of(kind), *found;
    char program[PATH_MAX] = { 0 };
    ssize_t len = readlink("/proc/self/exe", program, sizeof(program) - 1);
    char *slash;

    if (!name) {
        return NULL;
    }
    if (config->web[0] != '\0') {
        found = there(arena, config->web, "", name);
        return found ? found : config->web; /* the start says what is missing there */
    }
    slash = len > 0 ? strrchr(program, '/') : NULL;
    if (!slash) {
        return NULL;
    }
    *slash = '\0';
    found = there(arena, program, "/web", name);
    return found ? found : there(arena, program, "/../share/nesie/web", name);
}
