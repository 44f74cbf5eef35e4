#include "vault/press_pdf.h"

#include <stdlib.h>
#include <string.h>

#define OBJECTS_MAX 1'000'000

struct nes_pdf_langs nes_pdf_langs_begin(struct nes_arena *arena)
{
    return (struct nes_pdf_langs){ .arena = arena };
}

void nes_pdf_langs_add(struct nes_pdf_langs *langs, struct nes_str code, bool table)
{
    if (langs->count == langs->cap) {
        size_t cap = langs->cap ? langs->cap * 2 : 64;
        struct nes_pdf_lang *of = NES_NEW_MANY(langs->arena, struct nes_pdf_lang, cap);

        if (langs->count > 0) {
            memcpy(of, langs->of, langs->count * sizeof(*of));
        }
        langs->of = of;
        langs->cap = cap;
    }
    langs->of[langs->count++] = (struct nes_pdf_lang){ code, table };
}

/* Where an object stood and stands. */
struct object {
    size_t number, from, to;
};

struct file {
    struct nes_str bytes;
    struct object *objects;          /* by place */
    size_t count;                    /* of objects; the table of places has one more, for nothing */
    size_t table;                    /* where the table of places begins */
    struct nes_str trailer;          /* its dictionary's inside */
};

/* A whole number at the head of a text, which loses it. False: there is none. */
static bool take_number(struct nes_str *text, size_t *number)
{
    size_t at = 0;

    *number = 0;
    while (at < text->len && text->ptr[at] >= '0' && text->ptr[at] <= '9' && *number < SIZE_MAX / 20) {
        *number = *number * 10 + (size_t)(text->ptr[at++] - '0');
    }
    *text = nes_str_from(*text, at);
    return at > 0;
}

static bool take_words(struct nes_str *text, const char *words)
{
    if (!nes_str_starts(*text, nes_str_of(words))) {
        return false;
    }
    *text = nes_str_from(*text, strlen(words));
    return true;
}

static int by_place(const void *left, const void *right)
{
    const struct object *a = left, *b = right;

    return (a->from > b->from) - (a->from < b->from);
}

/* "startxref\nN\n%%EOF" at the end. */
static bool find_table(struct file *file)
{
    static const char mark[] = "startxref\n";
    size_t tail = file->bytes.len > 64 ? file->bytes.len - 64 : 0;
    struct nes_str end = nes_str_from(file->bytes, tail);
    const char *at = memmem(end.ptr, end.len, mark, sizeof(mark) - 1);

    if (!at) {
        return false;
    }
    end = nes_str_from(end, (size_t)(at - end.ptr) + sizeof(mark) - 1);
    return take_number(&end, &file->table) && file->table < file->bytes.len;
}

static bool read_table(struct nes_arena *arena, struct file *file)
{
    struct nes_str rest = nes_str_from(file->bytes, file->table);
    const char *end;
    size_t size, skipped;

    if (!take_words(&rest, "xref\n0 ") || !take_number(&rest, &size) || size < 2 || size > OBJECTS_MAX ||
        !take_words(&rest, "\n0000000000 65535 f \n")) {
        return false;
    }
    file->count = size - 1;
    file->objects = NES_NEW_MANY(arena, struct object, file->count);
    for (size_t i = 0; i < file->count; i++) {
        file->objects[i].number = i + 1;
        if (!take_number(&rest, &file->objects[i].from) || !take_words(&rest, " 00000 n \n") ||
            file->objects[i].from >= file->table) {
            return false;
        }
    }
    qsort(file->objects, file->count, sizeof(*file->objects), by_place);
    if (!take_words(&rest, "trailer\n<< /Size ") || !take_number(&rest, &skipped)) {
        return false;
    }
    end = memmem(rest.ptr, rest.len, "\n>>\n", 4);
    file->trailer = nes_str_part(rest, 0, end ? (size_t)(end - rest.ptr) : 0);
    return end != NULL;
}

static bool is_element(struct nes_str object, const char *kind)
{
    return take_words(&object, "<< /Type /StructElem\n   /S /") && take_words(&object, kind) &&
           take_words(&object, "\n");
}

struct copying {
    struct nes_buf *buf;
    const struct nes_pdf_langs *langs;
    size_t section;                  /* the next one */
    bool whole;                      /* the document's own language stands */
    bool fine;
};

static void add_lang(struct nes_buf *buf, struct nes_str code)
{
    nes_buf_addz(buf, "   /Lang (");
    nes_buf_add(buf, code);
    nes_buf_addz(buf, ")\n");
}

/* The rest of an object from "<<" on; what it lacks is put in behind the first line. */
static void copy_object(struct copying *copying, struct nes_str object)
{
    bool section = is_element(object, "Sect"), table = is_element(object, "Table");
    bool catalog = nes_str_starts(object, NES_STR("<< /Type /Catalog\n"));
    struct nes_str line, rest;

    if (!section && !table && !catalog) {
        nes_buf_add(copying->buf, object);
        return;
    }
    (void)nes_str_cut(object, '\n', &line, &rest);
    nes_buf_add(copying->buf, line);
    nes_buf_byte(copying->buf, '\n');
    if (catalog) {
        add_lang(copying->buf, copying->langs->count > 0 ? copying->langs->of[0].code : NES_STR("kk"));
        nes_buf_addz(copying->buf, "   /ViewerPreferences << /DisplayDocTitle true >>\n");
        copying->whole = true;
    } else if (copying->section >= copying->langs->count ||
               copying->langs->of[copying->section].table != table) {
        copying->fine = false;
    } else {
        if (section) {
            add_lang(copying->buf, copying->langs->of[copying->section].code);
        }
        copying->section++;
    }
    nes_buf_add(copying->buf, rest);
}

static void copy_objects(struct copying *copying, struct file *file)
{
    nes_buf_add(copying->buf, nes_str_part(file->bytes, 0, file->objects[0].from));
    for (size_t i = 0; i < file->count; i++) {
        struct object *object = &file->objects[i];
        size_t end = i + 1 < file->count ? file->objects[i + 1].from : file->table, number;
        struct nes_str text = nes_str_part(file->bytes, object->from, end - object->from);

        object->to = copying->buf->len;
        if (!take_number(&text, &number) || number != object->number || !take_words(&text, " 0 obj\n")) {
            copying->fine = false;
            return;
        }
        nes_buf_int(copying->buf, (int64_t)number);
        nes_buf_addz(copying->buf, " 0 obj\n");
        copy_object(copying, text);
    }
}

static int by_number(const void *left, const void *right)
{
    const struct object *a = left, *b = right;

    return (a->number > b->number) - (a->number < b->number);
}

static void add_place(struct nes_buf *buf, size_t place)
{
    char digits[10];

    for (size_t i = sizeof(digits); i-- > 0; place /= 10) {
        digits[i] = (char)('0' + place % 10);
    }
    nes_buf_add(buf, (struct nes_str){ digits, sizeof(digits) });
    nes_buf_addz(buf, " 00000 n \n");
}

static void add_table(struct nes_buf *buf, struct file *file)
{
    size_t table = buf->len;

    qsort(file->objects, file->count, sizeof(*file->objects), by_number);
    nes_buf_addz(buf, "xref\n0 ");
    nes_buf_int(buf, (int64_t)file->count + 1);
    nes_buf_addz(buf, "\n0000000000 65535 f \n");
    for (size_t i = 0; i < file->count; i++) {
        add_place(buf, file->objects[i].to);
    }
    nes_buf_addz(buf, "trailer\n<< /Size ");
    nes_buf_int(buf, (int64_t)file->count + 1);
    nes_buf_add(buf, file->trailer);
    nes_buf_addz(buf, "\n>>\nstartxref\n");
    nes_buf_int(buf, (int64_t)table);
    nes_buf_addz(buf, "\n%%EOF\n");
}

bool nes_pdf_finish(struct nes_arena *arena, struct nes_str pdf, const struct nes_pdf_langs *langs,
                    struct nes_str *out)
{
    struct file file = { .bytes = pdf };
    struct nes_buf buf = nes_buf_begin(arena, pdf.len * 2 + 4'096);
    struct copying copying = { .buf = &buf, .langs = langs, .fine = true };

    if (!find_table(&file) || !read_table(arena, &file)) {
        return false;
    }
    copy_objects(&copying, &file);
    if (!copying.fine || !copying.whole || copying.section != langs->count) {
        return false;
    }
    add_table(&buf, &file);
    return !nes_buf_done(&buf, out).what;
}
