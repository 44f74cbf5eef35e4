/* src/app/command_paper.c: draws a document from a file of figures, to be looked at. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/command.h"
#include "base/file.h"
#include "app/paper_figures.h"
#include "base/clock.h"
#include "paper/paper_faults.h"

#define FILE_MAX ((size_t)1 << 20)

struct wishes {
    const char *kind, *figures, *pdf, *page, *model;
};

static const char *const usage =
    "usage: nesie paper KIND --figures FILE [--pdf OUT] [--page OUT] [--model OUT]\n"
    "KIND: one of src/paper/paper.def; FILE: as src/app/paper_figures.h says; OUT: PDF, JSON page, stored bytes\n";

static bool read_wishes(int argc, char **argv, struct wishes *wishes)
{
    struct { const char *name; const char **value; } options[] = {
        { "--figures", &wishes->figures }, { "--pdf", &wishes->pdf },
        { "--page", &wishes->page },       { "--model", &wishes->model },
    };

    if (argc < 4 || argc % 2 != 0) {
        return false;
    }
    wishes->kind = argv[1];
    for (int i = 2; i < argc; i += 2) {
        size_t at = 0;

        while (at < NES_LEN(options) && strcmp(argv[i], options[at].name) != 0) {
            at++;
        }
        if (at == NES_LEN(options)) {
            return false;
        }
        *options[at].value = argv[i + 1];
    }
    return wishes->figures != NULL;
}

static bool write_file(const char *path, struct nes_str bytes)
{
    FILE *file = fopen(path, "wb");
    bool fine = file && fwrite(bytes.ptr, 1, bytes.len, file) == bytes.len;

    return file && fclose(file) == 0 && fine;
}

static struct nes_err draw(struct nes_arena *arena, const struct nes_paper_model *model, struct nes_str *out)
{
    struct nes_press_options options = { .clock = nes_clock_real() };
    NES_AUTO(nes_press_end) struct nes_press *press = NULL;

    NES_TRY(nes_press_begin(&options, &press));
    return nes_paper_pdf(press, arena, model, out);
}

static struct nes_err write_page(struct nes_arena *arena, const struct nes_paper_model *model, struct nes_str *out)
{
    struct nes_buf buf = nes_buf_begin(arena, 16u << 20);
    struct nes_json json = NES_JSON_TO(&buf);

    nes_paper_page(&json, model);
    return nes_buf_done(&buf, out);
}

static enum nes_exit write_wishes(struct nes_arena *arena, const struct wishes *wishes,
                                  const struct nes_paper_model *model)
{
    const struct {
        const char *path;
        struct nes_err (*make)(struct nes_arena *arena, const struct nes_paper_model *model, struct nes_str *out);
    } outs[] = { { wishes->pdf, draw }, { wishes->page, write_page }, { wishes->model, nes_paper_write } };

    for (size_t i = 0; i < NES_LEN(outs); i++) {
        struct nes_err err;
        struct nes_str bytes;

        if (!outs[i].path) {
            continue;
        }
        err = outs[i].make(arena, model, &bytes);
        if (err.what) {
            (void)fprintf(stderr, "nesie paper: %s: %s\n", err.what->code, err.at ? err.at : err.what->text);
            return NES_EXIT_FAULT;
        }
        if (!write_file(outs[i].path, bytes)) {
            perror(outs[i].path);
            return NES_EXIT_FAULT;
        }
    }
    return NES_EXIT_OK;
}

static struct nes_err fill(struct nes_arena *arena, const struct wishes *wishes, struct nes_str text,
                           struct nes_paper_model *model)
{
    struct nes_crypto *crypto = NULL;
    struct nes_paper_input input;
    enum nes_paper_kind kind;
    struct nes_err err;

    if (!nes_paper_named(nes_str_of(wishes->kind), &kind)) {
        return NES_FAIL(PAPER_KIND, wishes->kind);
    }
    NES_TRY(nes_paper_figures_read(arena, kind, text, &input));
    NES_TRY(nes_crypto_begin(nes_rand_real(), &crypto));
    err = nes_paper_fill(crypto, arena, &input, model);
    nes_crypto_end(&crypto);
    return err;
}

static enum nes_exit run(int argc, char **argv)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct wishes wishes = { 0 };
    struct nes_paper_model model;
    struct nes_str text;
    struct nes_err err;

    if (!read_wishes(argc, argv, &wishes)) {
        (void)fputs(usage, stderr);
        return NES_EXIT_INPUT;
    }
    if (!nes_file_read(arena, wishes.figures, FILE_MAX, &text)) {
        (void)fprintf(stderr, "nesie paper: %s cannot be read or is too large\n", wishes.figures);
        return NES_EXIT_INPUT;
    }
    err = fill(arena, &wishes, text, &model);
    if (err.what) {
        (void)fprintf(stderr, "nesie paper: %s: %s\n", err.what->code, err.at ? err.at : err.what->text);
        return NES_EXIT_INPUT;
    }
    return write_wishes(arena, &wishes, &model);
}

const struct nes_command nes_command_paper = {
    .name = "paper",
    .summary = "Draw a document from a file of figures, to be looked at.",
    .run = run,
};
