#include "gateway/list.h"

#include <string.h>

#include "ident/taxpayer.h"

#define LIST_BYTES_MAX (8 << 20)
#define FETCH_MS       60'000

struct reading {
    struct nes_arena *arena;
    struct nes_aml_list *list;
    struct nes_aml_entry *entries;
};

static struct nes_str text_of(const struct nes_xml *element, const char *name)
{
    const struct nes_xml *child = nes_xml_child(element, name);

    return child ? nes_str_trim(child->text) : (struct nes_str){ 0 };
}

/* "05.01.1980"; anything else is no day. */
static struct nes_date day_of(struct nes_str text)
{
    struct nes_date date = { 0 };
    char iso[NES_DATE_TEXT];

    if (text.len != NES_DATE_TEXT) {
        return date;
    }
    memcpy(iso, text.ptr + 6, 4);
    memcpy(iso + 5, text.ptr + 3, 2);
    memcpy(iso + 8, text.ptr, 2);
    iso[4] = iso[7] = '-';
    return nes_date_read((struct nes_str){ iso, sizeof(iso) }, &date).what ? (struct nes_date){ 0 } : date;
}

/* Twelve digits; anything else is no number. */
static struct nes_str number_of(struct nes_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9') {
            return (struct nes_str){ 0 };
        }
    }
    return text.len == NES_TAXPAYER_DIGITS ? text : (struct nes_str){ 0 };
}

static struct nes_err add(struct reading *reading, struct nes_aml_entry entry)
{
    if (reading->list->len == NES_AML_ENTRIES_MAX) {
        return NES_FAIL(AML_LIST_SIZE, "file");
    }
    entry.words = nes_aml_words(reading->arena, entry.name);
    if (entry.words.len == 0 && entry.number.len == 0) {
        return NES_FAIL(AML_LIST_FORM, "name"); /* an entry that nobody can be compared with */
    }
    reading->entries[reading->list->len++] = entry;
    reading->list->persons += entry.person;
    reading->list->orgs += !entry.person;
    return NES_FINE;
}

static struct nes_err add_person(struct reading *reading, const struct nes_xml *element)
{
    struct nes_buf name = nes_buf_begin(reading->arena, 4'096);
    static const char *const parts[] = { "lname", "fname", "mname" };

    for (size_t i = 0; i < NES_LEN(parts); i++) {
        struct nes_str part = text_of(element, parts[i]);

        if (part.len > 0 && name.len > 0) {
            nes_buf_byte(&name, ' ');
        }
        nes_buf_add(&name, part);
    }
    return add(reading, (struct nes_aml_entry){ .person = true,
                                                .name = { name.ptr, name.len },
                                                .number = number_of(text_of(element, "iin")),
                                                .born_on = day_of(text_of(element, "birthdate")) });
}

/* Each of its names is an entry: the English ones stand one after another. */
static struct nes_err add_org(struct reading *reading, const struct nes_xml *element)
{
    struct nes_str number = number_of(text_of(element, "org_iin")), rest = text_of(element, "org_name_en"), name;

    NES_TRY(add(reading, (struct nes_aml_entry){ .name = text_of(element, "org_name"), .number = number }));
    while (rest.len > 0) {
        (void)nes_str_cut(rest, ';', &name, &rest);
        name = nes_str_trim(name);
        if (nes_aml_words(reading->arena, name).len > 0) {
            NES_TRY(add(reading, (struct nes_aml_entry){ .name = name, .number = number }));
        }
    }
    return NES_FINE;
}

/* By the names of the elements, wherever they stand: the agency's root element was never promised. */
static struct nes_err walk(struct reading *reading, const struct nes_xml *element, int depth)
{
    for (const struct nes_xml *child = element->first; child; child = child->next) {
        if (nes_str_is(child->name, "person")) {
            NES_TRY(add_person(reading, child));
        } else if (nes_str_is(child->name, "org")) {
            NES_TRY(add_org(reading, child));
        } else if (depth > 0) {
            NES_TRY(walk(reading, child, depth - 1));
        }
    }
    return NES_FINE;
}

struct nes_err nes_list_read(struct nes_press *press, struct nes_arena *arena, struct nes_aml_list *list)
{
    struct reading reading = { .arena = arena, .list = list,
                               .entries = NES_NEW_MANY(arena, struct nes_aml_entry, NES_AML_ENTRIES_MAX) };
    const struct nes_xml *root;

    list->len = 0;
    list->persons = list->orgs = 0;
    NES_TRY(nes_press_read_xml(press, arena, list->file, &root));
    NES_TRY(walk(&reading, root, 8));
    list->entries = reading.entries;
    return list->len == 0 ? NES_FAIL(AML_LIST_FORM, "file") : NES_FINE;
}

/* --- fetching --- */

static struct nes_err take(struct nes_tx *tx, void *self)
{
    bool fresh;

    return nes_aml_take(tx, self, false, &fresh);
}

static struct nes_err fetch_one(const struct nes_lists *lists, struct nes_arena *arena, enum nes_aml_kind kind)
{
    struct nes_buf url = nes_buf_begin(arena, 1'024);
    struct nes_outgoing_ask ask = { .method = "GET", .whole_ms = FETCH_MS };
    struct nes_aml_list *list = NES_NEW(arena, struct nes_aml_list);
    struct nes_clock clock = nes_clock_real();
    struct nes_rand rand = nes_rand_real();
    struct nes_outgoing_answer got;
    struct nes_call call = { .operation = nes_id_new(&clock, &rand), .batch = true, .arena = arena, .run = take,
                             .self = list };

    nes_buf_addz(&url, lists->url);
    nes_buf_addz(&url, kind == NES_AML_FINANCING ? "/xml_category_1/?status=acting" : "/xml_category_2/?status=acting");
    NES_TRY(nes_buf_done(&url, &ask.url));
    NES_TRY(nes_outgoing_call(lists->outgoing, arena, &ask, &got));
    if (got.status != 200 || got.body.len > LIST_BYTES_MAX) {
        return NES_FAIL(AML_LIST_FORM, nes_aml_kind_word(kind));
    }
    *list = (struct nes_aml_list){ .kind = kind, .file = got.body, .hash = nes_sha256(lists->crypto, got.body),
                                   .source = ask.url };
    NES_TRY(nes_list_read(lists->press, arena, list));
    return nes_db_run(lists->db, &call);
}

struct nes_err nes_lists_fetch(const struct nes_lists *lists, struct nes_arena *arena)
{
    if (lists->url[0] == '\0') {
        return NES_FINE;
    }
    NES_TRY(fetch_one(lists, arena, NES_AML_FINANCING));
    return fetch_one(lists, arena, NES_AML_PARTICIPANTS);
}
