/* world/people.c: the people as pages, and as JSON for stories: what a person would know of himself. */
#include "world/page.h"
#include "world/world_faults.h"

struct person {
    int64_t number;
    struct nes_str iin, last_name, first_name, patronymic, lang, document_number, issuer, phone, phone2, iban, iban2;
    struct nes_date born_on, issued_on, valid_until;
    struct nes_str history;
    bool listed, refusal, married;
};
static const struct nes_field person_fields[] = {
    NES_FIELD(struct person, number),      NES_FIELD(struct person, iin),        NES_FIELD(struct person, last_name),
    NES_FIELD(struct person, first_name),  NES_FIELD(struct person, patronymic), NES_FIELD(struct person, lang),
    NES_FIELD(struct person, document_number), NES_FIELD(struct person, issuer), NES_FIELD(struct person, phone),
    NES_FIELD(struct person, phone2),      NES_FIELD(struct person, iban),       NES_FIELD(struct person, iban2),
    NES_FIELD(struct person, born_on),     NES_FIELD(struct person, issued_on),  NES_FIELD(struct person, valid_until),
    NES_FIELD(struct person, history),     NES_FIELD(struct person, listed),     NES_FIELD(struct person, refusal),
    NES_FIELD(struct person, married),
};
static const struct nes_shape person_view = NES_SHAPE(struct person, person_fields, .as = "world_person");

static struct nes_err asked(struct nes_req *req, const struct nes_world_person **out)
{
    *out = nes_world_by_number(nes_world_of(req)->people, nes_req_value(req, "person")->number);
    return *out ? NES_FINE : NES_FAIL(WORLD_OTHER, NULL);
}

static struct nes_err person_show(struct nes_req *req, struct nes_reply *reply)
{
    const struct nes_world_person *one;
    struct person person;

    NES_TRY(asked(req, &one));
    person = (struct person){
        .number = one->number, .iin = nes_str_of(one->iin), .last_name = one->last, .first_name = one->first,
        .patronymic = one->patronymic, .lang = nes_str_of(one->lang), .document_number = nes_str_of(one->document),
        .issuer = NES_STR("МВД РК"), .phone = nes_str_of(one->phones[0]), .phone2 = nes_str_of(one->phones[1]),
        .iban = nes_str_of(one->ibans[0]), .iban2 = nes_str_of(one->ibans[1]), .born_on = one->born_on,
        .issued_on = one->issued_on, .valid_until = one->valid_until,
        .history = nes_str_of(nes_history_word(one->history)), .listed = one->listed, .refusal = one->refusal,
        .married = one->married,
    };
    return nes_reply_ok(reply, &person_view, &person);
}

static struct nes_err face_show(struct nes_req *req, struct nes_reply *reply)
{
    const struct nes_world_person *one;

    NES_TRY(asked(req, &one));
    return nes_reply_bytes(reply, nes_world_face(req->arena, one), (struct nes_str){ 0 });
}

struct company {
    int64_t number, head;
    struct nes_str bin, name_kk, name_ru, phone, iban;
    bool seller;
};
static const struct nes_field company_fields[] = {
    NES_FIELD(struct company, number),  NES_FIELD(struct company, head),    NES_FIELD(struct company, bin),
    NES_FIELD(struct company, name_kk), NES_FIELD(struct company, name_ru), NES_FIELD(struct company, phone),
    NES_FIELD(struct company, iban),    NES_FIELD(struct company, seller),
};
static const struct nes_shape company_view = NES_SHAPE(struct company, company_fields, .as = "world_company");

static struct nes_err company_show(struct nes_req *req, struct nes_reply *reply)
{
    int64_t number = nes_req_value(req, "company")->number;
    const struct nes_world_company *one;

    if (number < 1 || number > NES_COMPANIES) {
        return NES_FAIL(WORLD_OTHER, NULL);
    }
    one = &nes_world_of(req)->people->company[number - 1];
    return nes_reply_ok(reply, &company_view,
                        &(struct company){ .number = number, .head = one->head->number, .bin = nes_str_of(one->bin),
                                           .name_kk = one->name_kk, .name_ru = one->name_ru,
                                           .phone = nes_str_of(one->phone), .iban = nes_str_of(one->iban),
                                           .seller = one->seller });
}

/* --- the page --- */

static void put_row(struct nes_buf *buf, const struct nes_world_person *one)
{
    char day[NES_DATE_TEXT + 1];

    nes_buf_addz(buf, "<tr><td>");
    nes_buf_int(buf, one->number);
    nes_buf_addz(buf, "</td><td><img src=\"/people/");
    nes_buf_int(buf, one->number);
    nes_buf_addz(buf, "/face.png\" width=\"48\" height=\"64\" alt=\"\" loading=\"lazy\"></td><td>");
    nes_page_text(buf, one->last);
    nes_buf_byte(buf, ' ');
    nes_page_text(buf, one->first);
    nes_buf_byte(buf, ' ');
    nes_page_text(buf, one->patronymic);
    nes_buf_addz(buf, "</td>");
    nes_page_element(buf, "td", nes_str_of(one->iin));
    nes_buf_addz(buf, "<td>");
    nes_buf_addz(buf, one->document);
    nes_buf_addz(buf, "<time>");
    nes_buf_add(buf, nes_date_write(one->valid_until, day));
    nes_buf_addz(buf, "</time></td><td><a href=\"/phone/");
    nes_buf_addz(buf, one->phones[0] + 1);
    nes_buf_addz(buf, "\">");
    nes_buf_addz(buf, one->phones[0]);
    nes_buf_addz(buf, "</a></td>");
    nes_page_element(buf, "td", nes_str_of(one->ibans[0]));
    nes_buf_addz(buf, "<td>");
    nes_buf_addz(buf, nes_history_word(one->history));
    nes_buf_addz(buf, one->listed ? ", listed" : "");
    nes_buf_addz(buf, one->refusal ? ", refusal" : "");
    nes_buf_addz(buf, "</td></tr>");
}

static struct nes_err people_show(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_buf buf = nes_page_begin(req, "Адамдар · Люди");

    nes_buf_addz(&buf, "<table><tr><th>№<th><th>Аты-жөні · Имя<th>ЖСН · ИИН<th>Құжат · Документ<th>Телефон<th>IBAN"
                       "<th></tr>");
    for (int i = 0; i < NES_PEOPLE; i++) {
        put_row(&buf, &nes_world_of(req)->people->person[i]);
    }
    nes_buf_addz(&buf, "</table>");
    return nes_page_end(reply, &buf);
}

static const struct nes_route routes[] = {
    { NES_GET, "/people", .listen = NES_PUBLIC, .needs = NES_PERM_ANYONE, .gives_type = "text/html; charset=utf-8",
      .prepare = people_show, .rules = "-", .doc = "All persons there are." },
    { NES_GET, "/people/{person}", .listen = NES_PUBLIC, .needs = NES_PERM_ANYONE, .gives = &person_view,
      .fails = NES_FAULTS(WORLD_OTHER), .prepare = person_show, .rules = "-", .doc = "What a person knows." },
    { NES_GET, "/people/{person}/face.png", .listen = NES_PUBLIC, .needs = NES_PERM_ANYONE, .gives_type = "image/png",
      .fails = NES_FAULTS(WORLD_OTHER), .prepare = face_show, .rules = "-", .doc = "The face of a person." },
    { NES_GET, "/companies/{company}", .listen = NES_PUBLIC, .needs = NES_PERM_ANYONE, .gives = &company_view,
      .fails = NES_FAULTS(WORLD_OTHER), .prepare = company_show, .rules = "-", .doc = "A company." },
};
const struct nes_resource nes_world_people_resource = NES_RESOURCE("people", routes);
const struct nes_param nes_world_person_param = { .name = "person", .kind = NES_PARAM_NUMBER, .open = true,
                                                  .doc = "Number of a person, from 1." };
const struct nes_param nes_world_company_param = { .name = "company", .kind = NES_PARAM_NUMBER, .open = true,
                                                   .doc = "Number of a company, from 1." };
