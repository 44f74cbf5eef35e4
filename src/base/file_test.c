#include "base/file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "test/unit/test.h"

struct place {
    char folder[32], file[64], beside[64];
    struct nes_arena *arena;
};

static struct place begin(void)
{
    struct place place = { .folder = "/tmp/nesie-file-XXXXXX", .arena = nes_arena_begin(0) };

    NES_WANT("a folder", mkdtemp(place.folder) != NULL);
    (void)snprintf(place.file, sizeof(place.file), "%s/some", place.folder);
    (void)snprintf(place.beside, sizeof(place.beside), "%s/some.new", place.folder);
    return place;
}

static void end(struct place *place)
{
    (void)unlink(place->file);
    (void)unlink(place->beside);
    NES_WANT("nothing else was left", rmdir(place->folder) == 0);
    nes_arena_end(&place->arena);
}

static void holds(struct place *place, const char *label, const char *text, mode_t mode)
{
    struct nes_str is = NES_STR("");
    struct stat stat_of = { 0 };

    NES_WANT(label, nes_file_read(place->arena, place->file, 100, &is));
    NES_WANT_STR(label, is, text);
    NES_WANT_INT(label, stat(place->file, &stat_of), 0);
    NES_WANT_INT(label, stat_of.st_mode & 0777, mode);
    NES_WANT_INT(label, access(place->beside, F_OK), -1);
}

NES_TEST(a_file_is_made_once_and_replaced_whole)
{
    NES_AUTO(end) struct place place = begin();

    NES_WANT("made", nes_file_make(place.file, NES_STR("first"), 0600));
    holds(&place, "made", "first", 0600);
    NES_WANT("not again", !nes_file_make(place.file, NES_STR("second"), 0600) && errno == EEXIST);
    holds(&place, "as it was", "first", 0600);
    NES_WANT("replaced", nes_file_replace(place.file, NES_STR("third"), 0640));
    holds(&place, "replaced", "third", 0640);
}

/* What a try that died left beside, with rights that the new one must not take over. */
NES_TEST(what_an_earlier_try_left_is_in_nobodys_way)
{
    NES_AUTO(end) struct place place = begin();
    FILE *left = fopen(place.beside, "w");

    NES_WANT("left", left && fputs("half of", left) >= 0 && fclose(left) == 0 && chmod(place.beside, 0666) == 0);
    NES_WANT("made", nes_file_make(place.file, NES_STR("whole"), 0600));
    holds(&place, "made", "whole", 0600);
}

NES_TEST(a_file_that_cannot_be_made_leaves_nothing_and_tells_why)
{
    NES_AUTO(end) struct place place = begin();

    NES_WANT("no such folder", !nes_file_make("/tmp/nesie-file-none/some", NES_STR("x"), 0600) && errno == ENOENT);
    NES_WANT_INT("a folder in its place", mkdir(place.file, 0700), 0);
    NES_WANT("refused", !nes_file_replace(place.file, NES_STR("x"), 0600) && errno == EISDIR);
    NES_WANT("refused", !nes_file_make(place.file, NES_STR("x"), 0600) && errno == EEXIST);
    NES_WANT_INT("nothing beside", access(place.beside, F_OK), -1);
    NES_WANT_INT("gone", rmdir(place.file), 0);
}
