/* src/http/files.h: the files of a web application, read once at the start and answered from memory. Inside of src/http
 * only. Beside `x.js` may lie `x.js.br` and `x.js.gz`, made at build time. */
#pragma once
#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "crypto/crypto.h"

struct nes_files;

struct nes_file {
    struct nes_str path;          /* "/assets/app-3fa9c1d2.js" */
    const char *type;
    struct nes_str etag;          /* with its quotes; of the plain bytes */
    bool immutable;               /* its name carries a hash of its content */
    bool page;                    /* HTML */
    struct nes_str plain, br, gz; /* br, gz: empty where there is none */
};

/* Reads the folder; links, dot files and unknown endings are refused. HTTP_START with the path in `at`. */
struct nes_err nes_files_load(const struct nes_crypto *crypto, struct nes_arena *arena, const char *folder,
                              struct nes_files **out);
/* The file at a path; for a page address without an ending (a route of the application) the page of its language, else
 * index.html: "/kk" is /kk/index.html, "/kk/loans" is /kk/page.html. NULL: none. */
const struct nes_file *nes_files_find(const struct nes_files *files, struct nes_str path);
