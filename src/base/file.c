#include "base/file.h"

#include <stdio.h>

bool nes_file_read(struct nes_arena *arena, const char *path, size_t most, struct nes_str *out)
{
    struct nes_buf buf = nes_buf_begin(arena, most);
    FILE *file = fopen(path, "rbe");
    char part[65'536];
    size_t n;
    bool fine;

    if (!file) {
        return false;
    }
    while (!buf.full && (n = fread(part, 1, sizeof(part), file)) > 0) {
        nes_buf_add(&buf, (struct nes_str){ part, n });
    }
    fine = ferror(file) == 0;
    (void)fclose(file);
    return fine && !nes_buf_done(&buf, out).what;
}
