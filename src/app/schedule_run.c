#include "app/schedule_run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define INPUT_MAX ((size_t)16 * 1'024 * 1'024 + 1)

static bool put_line(struct nes_str text)
{
    return fwrite(text.ptr, 1, text.len, stdout) == text.len && putchar('\n') != EOF;
}

/* All of standard input, up to one byte more than is accepted. */
static struct nes_str read_all(struct nes_arena *arena)
{
    char *text = nes_arena_take(arena, INPUT_MAX);

    return (struct nes_str){ text, fread(text, 1, INPUT_MAX, stdin) };
}

static enum nes_exit answer_all(schedule_answer_fn *answer)
{
    struct nes_arena *arena = nes_arena_begin(INPUT_MAX);
    struct nes_str text = read_all(arena), out;
    bool fine = answer(arena, text, &out), written = put_line(out) && fflush(stdout) == 0;

    nes_arena_end(&arena);
    return !written ? NES_EXIT_FAULT : fine ? NES_EXIT_OK : NES_EXIT_INPUT;
}

static enum nes_exit answer_lines(schedule_answer_fn *answer)
{
    struct nes_arena *arena = nes_arena_begin(0);
    bool written = true;
    char *line = NULL;
    size_t room = 0;
    ssize_t len;

    while (written && (len = getline(&line, &room, stdin)) >= 0) {
        struct nes_str out;

        (void)answer(arena, (struct nes_str){ line, (size_t)len }, &out);
        written = put_line(out);
        nes_arena_rewind(arena, (struct nes_arena_mark){ 0 });
    }
    free(line);
    nes_arena_end(&arena);
    return written && fflush(stdout) == 0 ? NES_EXIT_OK : NES_EXIT_FAULT;
}

enum nes_exit schedule_run(int argc, char **argv, schedule_answer_fn *answer, schedule_schema_fn *schema)
{
    struct nes_arena *arena;
    bool written;

    if (argc == 1) {
        return answer_all(answer);
    }
    if (argc == 2 && strcmp(argv[1], "--lines") == 0) {
        return answer_lines(answer);
    }
    if (argc == 2 && schema && strcmp(argv[1], "--schema") == 0) {
        arena = nes_arena_begin(0);
        written = put_line(schema(arena)) && fflush(stdout) == 0;
        nes_arena_end(&arena);
        return written ? NES_EXIT_OK : NES_EXIT_FAULT;
    }
    (void)fprintf(stderr, "usage: nesie %s [--lines%s] < INPUT.json\n", argv[0], schema ? " | --schema" : "");
    return NES_EXIT_INPUT;
}
