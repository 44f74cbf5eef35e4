#include "gateway/list.h"

#include <string.h>

#include "ident/taxpayer.h"

#define FETCH_MS 60'000

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
    struct reading reading = { .arena = arena,
                               .list = list,
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

static const struct nes_str payloads[NES_AML_KINDS] = {
    [NES_AML_FINANCING] = NES_STR_INIT("{\"list\":\"financing\"}"),
    [NES_AML_PARTICIPANTS] = NES_STR_INIT("{\"list\":\"participants\"}"),
};

static struct nes_err list_fetch(void *gateway, struct nes_arena *arena, const struct nes_errand *errand,
                                 struct nes_errand_answer *answer)
{
    const struct nes_lists *lists = gateway;
    struct nes_aml_list *list = NES_NEW(arena, struct nes_aml_list);
    enum nes_aml_kind kind =
        nes_str_eq(errand->payload, payloads[NES_AML_FINANCING]) ? NES_AML_FINANCING : NES_AML_PARTICIPANTS;
    struct nes_outgoing_ask ask = { .method = "GET", .url = nes_str_of(lists->url[kind]), .whole_ms = FETCH_MS };
    struct nes_outgoing_answer got;
    struct nes_err err;

    *answer = (struct nes_errand_answer){ .outcome = NES_OUTCOME_LATER, .detail = NES_STR("no_list") };
    if (ask.url.len == 0) {
        return NES_FINE;
    }
    err = nes_outgoing_call(lists->outgoing, arena, &ask, &got);
    if (err.what || got.status != 200) {
        return NES_FINE; /* reading changes nothing there: it may be read again */
    }
    *list = (struct nes_aml_list){
        .kind = kind, .file = got.body, .hash = nes_sha256(lists->crypto, got.body), .source = ask.url
    };
    NES_TRY(nes_list_read(lists->press, arena, list));
    *answer = (struct nes_errand_answer){ .outcome = NES_OUTCOME_DONE,
                                          .detail = nes_str_of(nes_aml_kind_word(kind)),
                                          .body = { (const char *)list, sizeof(*list) } };
    return NES_FINE;
}

/* `body` is the list that list_fetch read, in the arena of the same try. */
static struct nes_err list_apply(struct nes_tx *tx, const struct nes_errand *errand,
                                 const struct nes_errand_answer *answer)
{
    struct nes_aml_list list;
    bool fresh;

    (void)errand;
    if (answer->outcome != NES_OUTCOME_DONE) {
        return NES_FINE; /* given up: the next hour asks again */
    }
    NES_ASSERT(answer->body.len == sizeof(list));
    list = *(const struct nes_aml_list *)(const void *)answer->body.ptr;
    return nes_aml_take(tx, &list, false, &fresh);
}

struct nes_errand_kind nes_list_errand(struct nes_lists *lists)
{
    return (struct nes_errand_kind){ .name = NES_LIST_ERRAND,
                                     .repeat = NES_REPEAT_SAFE,
                                     .repeat_source = "docs/wire/list.md: reading changes nothing",
                                     .lease_ms = 90'000,
                                     .give_up_after_s = 3'600,
                                     .send = list_fetch,
                                     .gateway = lists,
                                     .apply = list_apply };
}

struct nes_err nes_lists_plan(struct nes_tx *tx)
{
    for (enum nes_aml_kind kind = 0; kind < NES_AML_KINDS; kind++) {
        struct nes_errand_plan plan = { .kind = NES_LIST_ERRAND,
                                        .subject = nes_tx_new_id(tx),
                                        .payload = payloads[kind] };
        struct nes_errand_id id;

        NES_TRY(nes_errand_plan(tx, &plan, &id));
    }
    return NES_FINE;
}
