/* world/list.c: the lists of the monitoring agency (docs/wire/list.md): the people who are listed, and what the door
 * /lists/entry adds or takes off. */
#include "json/json.h"
#include "world/bureau_sql.h"
#include "world/page.h"
#include "world/world.h"
#include "world/world_faults.h"

#define FILE_MAX 500'000

/* "06.04.1883" */
static struct nes_str day_text(struct nes_arena *arena, struct nes_date day)
{
    char iso[NES_DATE_TEXT + 1];
    struct nes_buf buf = nes_buf_begin(arena, 16);

    if (day.day == 0) {
        return (struct nes_str){ 0 };
    }
    (void)nes_date_write(day, iso);
    nes_buf_add(&buf, (struct nes_str){ iso + 8, 2 });
    nes_buf_byte(&buf, '.');
    nes_buf_add(&buf, (struct nes_str){ iso + 5, 2 });
    nes_buf_byte(&buf, '.');
    nes_buf_add(&buf, (struct nes_str){ iso, 4 });
    return (struct nes_str){ buf.ptr, buf.len };
}

static void put_person(struct nes_req *req, struct nes_buf *buf, const struct nes_world_person *person)
{
    nes_buf_addz(buf, "  <person>");
    nes_page_element(buf, "fname", person->first);
    nes_page_element(buf, "mname", person->patronymic);
    nes_page_element(buf, "lname", person->last);
    nes_page_element(buf, "birthdate", day_text(req->arena, person->born_on));
    nes_page_element(buf, "iin", nes_str_of(person->iin));
    nes_page_element(buf, "note", NES_STR("demonstration"));
    nes_buf_addz(buf, "</person>\n");
}

static bool taken_off(const struct nes_world_list_entries_rows *entries, const char *iin)
{
    for (size_t i = 0; i < entries->len; i++) {
        if (entries->rows[i].name.len == 0 && nes_str_is(entries->rows[i].number, iin)) {
            return true;
        }
    }
    return false;
}

static void put_entries(struct nes_req *req, struct nes_buf *buf, const struct nes_world_list_entries_rows *entries,
                        bool persons)
{
    for (size_t i = 0; i < entries->len; i++) {
        const struct nes_world_list_entries_row *row = &entries->rows[i];

        if (row->name.len == 0) {
            continue;
        }
        nes_buf_addz(buf, persons ? "  <person>" : "  <org>");
        nes_page_element(buf, persons ? "lname" : "org_name", row->name);
        nes_page_element(buf, persons ? "iin" : "org_iin", row->number);
        if (persons) {
            nes_page_element(buf, "birthdate", day_text(req->arena, row->born_on));
        }
        nes_buf_addz(buf, persons ? "</person>\n" : "</org>\n");
    }
}

/* Some companies and persons that nobody is, so that lists have a body. */
static void put_body(struct nes_buf *buf)
{
    for (int i = 1; i <= 20; i++) {
        nes_buf_addz(buf, "  <org><org_name>«Мысал ұйым ");
        nes_buf_int(buf, i);
        nes_buf_addz(buf, "»</org_name><org_name_en>Sample organisation ");
        nes_buf_int(buf, i);
        nes_buf_addz(buf, "; Sample org ");
        nes_buf_int(buf, i);
        nes_buf_addz(buf, "</org_name_en></org>\n");
    }
}

static struct nes_err reply_file(struct nes_reply *reply, struct nes_buf *buf)
{
    struct nes_str file;

    nes_buf_addz(buf, "</list>\n");
    NES_TRY(nes_buf_done(buf, &file));
    return nes_reply_bytes(reply, file, (struct nes_str){ 0 });
}

static struct nes_buf begin_file(struct nes_req *req)
{
    struct nes_buf buf = nes_buf_begin(req->arena, FILE_MAX);

    nes_buf_addz(&buf, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<list>\n");
    put_body(&buf);
    return buf;
}

static struct nes_err financing_show(struct nes_req *req, struct nes_reply *reply)
{
    const struct nes_world_people *people = nes_world_of(req)->people;
    struct nes_buf buf = begin_file(req);
    struct nes_world_list_entries_rows entries;

    NES_TRY(nes_world_list_entries(req->tx, 1, &entries));
    for (int i = 0; i < NES_PEOPLE; i++) {
        if (people->person[i].listed && !taken_off(&entries, people->person[i].iin)) {
            put_person(req, &buf, &people->person[i]);
        }
    }
    put_entries(req, &buf, &entries, true);
    return reply_file(reply, &buf);
}

/* Here individuals stand as organisations, some without a number: number 10 is one of them. */
static struct nes_err participants_show(struct nes_req *req, struct nes_reply *reply)
{
    const struct nes_world_person *tenth = &nes_world_of(req)->people->person[9];
    struct nes_buf buf = begin_file(req), name = nes_buf_begin(req->arena, 1'024);
    struct nes_world_list_entries_rows entries;

    NES_TRY(nes_world_list_entries(req->tx, 2, &entries));
    nes_buf_add(&name, tenth->last);
    nes_buf_byte(&name, ' ');
    nes_buf_add(&name, tenth->first);
    nes_buf_byte(&name, ' ');
    nes_buf_add(&name, tenth->patronymic);
    nes_buf_addz(&buf, "  <org>");
    nes_page_element(&buf, "org_name", (struct nes_str){ name.ptr, name.len });
    nes_buf_addz(&buf, "<org_iin></org_iin></org>\n");
    put_entries(req, &buf, &entries, false);
    return reply_file(reply, &buf);
}

/* --- posting --- */

struct entry {
    int32_t category;
    struct nes_str number, name;
    struct nes_date born_on;
};
static const struct nes_field entry_fields[] = {
    NES_FIELD(struct entry, category, .required = true, .min = 1, .max = 2, .words = "1: financing, 2: participants."),
    NES_FIELD(struct entry, number, .max = 12, .words = "IIN or BIN; left out: none is given."),
    NES_FIELD(struct entry, name, .max = 120, .words = "Full name; left out: the person of that number is taken off."),
    NES_FIELD(struct entry, born_on, .words = "Day of birth; left out: none is given."),
};
static const struct nes_shape entry_shape = NES_SHAPE(struct entry, entry_fields, .as = "list_entry");

static struct nes_err entry_add(struct nes_req *req, struct nes_reply *reply)
{
    const struct entry *in = req->body;

    NES_TRY(nes_world_list_add(req->tx, &(struct nes_world_list_add_in){ nes_tx_new_id(req->tx), in->category,
                                                                         in->number.ptr ? in->number : NES_STR(""),
                                                                         in->name.ptr ? in->name : NES_STR(""),
                                                                         in->born_on, nes_tx_now(req->tx) }));
    return nes_reply_none(reply);
}

struct ask {
    struct nes_str status;
};
static const struct nes_field ask_fields[] = { NES_FIELD(struct ask, status, .max = 20) };
static const struct nes_shape ask_shape = NES_SHAPE(struct ask, ask_fields, .as = "list_status");

static const struct nes_route routes[] = {
    { NES_GET, "/lists/xml_category_1", .listen = NES_PUBLIC, .needs = NES_PERM_ANYONE, .asks = &ask_shape,
      .gives_type = "application/xml", .prepare = financing_show, .rules = "-", .doc = "The list of financing." },
    { NES_GET, "/lists/xml_category_2", .listen = NES_PUBLIC, .needs = NES_PERM_ANYONE, .asks = &ask_shape,
      .gives_type = "application/xml", .prepare = participants_show, .rules = "-", .doc = "The list of participants." },
    { NES_POST, "/lists/entry", .listen = NES_PUBLIC, .needs = NES_PERM_ANYONE, .takes = &entry_shape,
      .status = 204, .run = entry_add, .rules = "-", .doc = "Post an entry, or take a person off." },
};
const struct nes_resource nes_world_list_resource = NES_RESOURCE("list", routes);
