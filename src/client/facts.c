#include "client/facts.h"

#include "ident/ident_faults.h"
#include "ident/name.h"
#include "ident/taxpayer.h"

#define BETWEEN '\x1f' /* no text that people give has it: shapes refuse control characters */
#define FORM    "1"    /* of the sealed text */
#define OF_AGE  18

const char *nes_client_kind_word(enum nes_client_kind kind)
{
    return kind == NES_CLIENT_LEGAL ? "legal" : "individual";
}

/* --- forms --- */

static struct nes_err named(struct nes_err err, const char *member)
{
    err.at = err.what ? member : NULL;
    return err;
}

static struct nes_err check_names(const struct nes_facts *facts)
{
    NES_TRY(named(nes_name_check(facts->last), "last_name"));
    NES_TRY(named(nes_name_check(facts->first), "first_name"));
    return facts->patronymic.len > 0 ? named(nes_name_check(facts->patronymic), "patronymic") : NES_FINE;
}

static bool of_age(const struct nes_iin_facts *born, struct nes_date today)
{
    struct nes_civil now = nes_date_civil(today);
    int years = now.year - born->year;

    if (now.month < born->month || (now.month == born->month && now.day < born->day)) {
        years--;
    }
    return years >= OF_AGE;
}

static struct nes_err check_person(const struct nes_facts *facts, struct nes_date today)
{
    struct nes_iin_facts born;

    NES_TRY(named(nes_iin_check(facts->iin, (struct nes_iin_rules){ 0 }, &born), "iin"));
    return of_age(&born, today) ? NES_FINE : NES_REFUSE(FACTS_MINOR, "iin");
}

static struct nes_err check_paper(const struct nes_facts *facts, struct nes_date today)
{
    if (facts->paper == NES_PAPER_BIRTH) { /* RULE 6.1.c */
        return NES_REFUSE(PAPER_BIRTH, "document");
    }
    if (facts->paper_number.len < 5 || facts->paper_number.len > 20) {
        return NES_FAIL(PAPER_NUMBER, "document_number");
    }
    for (size_t i = 0; i < facts->paper_number.len; i++) {
        char c = facts->paper_number.ptr[i];

        if (!(c >= '0' && c <= '9') && !(facts->paper != NES_PAPER_CARD && c >= 'A' && c <= 'Z')) {
            return NES_FAIL(PAPER_NUMBER, "document_number");
        }
    }
    if (facts->issued_on.day > today.day || facts->valid_until.day <= facts->issued_on.day) {
        return NES_FAIL(PAPER_DATES, "issued_on");
    }
    return facts->valid_until.day >= today.day ? NES_FINE : NES_REFUSE(PAPER_EXPIRED, "valid_until");
}

static struct nes_err check_entity(const struct nes_facts *facts)
{
    struct nes_bin_facts bin;

    NES_TRY(named(nes_bin_check(facts->bin, &bin), "bin"));
    return facts->entity.len > 0 ? NES_FINE : NES_FAIL(NAME_EMPTY, "entity");
}

struct nes_err nes_facts_check(const struct nes_facts *facts, enum nes_client_kind kind, struct nes_date today)
{
    NES_TRY(check_names(facts));
    NES_TRY(check_person(facts, today));
    NES_TRY(kind == NES_CLIENT_LEGAL ? check_entity(facts) : NES_FINE);
    return check_paper(facts, today);
}

/* --- as one text --- */

static void put_part(struct nes_buf *buf, struct nes_str text)
{
    nes_buf_byte(buf, BETWEEN);
    nes_buf_add(buf, text);
}

static void put_day(struct nes_buf *buf, struct nes_date day)
{
    char text[NES_DATE_TEXT + 1];

    put_part(buf, nes_date_write(day, text));
}

struct nes_str nes_facts_write(struct nes_arena *arena, const struct nes_facts *facts)
{
    struct nes_buf buf = nes_buf_begin(arena, 8'192);

    nes_buf_addz(&buf, FORM);
    put_part(&buf, facts->last);
    put_part(&buf, facts->first);
    put_part(&buf, facts->patronymic);
    put_part(&buf, facts->iin);
    nes_buf_byte(&buf, BETWEEN);
    nes_buf_int(&buf, facts->paper);
    put_part(&buf, facts->paper_number);
    put_part(&buf, facts->paper_issuer);
    put_day(&buf, facts->issued_on);
    put_day(&buf, facts->valid_until);
    put_part(&buf, facts->bin);
    put_part(&buf, facts->entity);
    return (struct nes_str){ buf.ptr, buf.len };
}

struct nes_err nes_facts_read(struct nes_str text, struct nes_facts *out)
{
    struct nes_str part[12], rest = text;
    int64_t paper;

    for (size_t i = 0; i < NES_LEN(part); i++) {
        if (!nes_str_cut(rest, BETWEEN, &part[i], &rest) && i + 1 < NES_LEN(part)) {
            return NES_FAIL(FACTS_FORM, "facts");
        }
    }
    if (!nes_str_is(part[0], FORM) || nes_str_int(part[5], &paper).what || paper < NES_PAPER_CARD ||
        paper > NES_PAPER_BIRTH || rest.len > 0) {
        return NES_FAIL(FACTS_FORM, "facts");
    }
    *out = (struct nes_facts){ .last = part[1], .first = part[2], .patronymic = part[3], .iin = part[4],
                               .paper = (enum nes_paper_kind)paper, .paper_number = part[6], .paper_issuer = part[7],
                               .bin = part[10], .entity = part[11] };
    if (nes_date_read(part[8], &out->issued_on).what || nes_date_read(part[9], &out->valid_until).what) {
        return NES_FAIL(FACTS_FORM, "facts");
    }
    return NES_FINE;
}

struct nes_str nes_facts_name(struct nes_arena *arena, const struct nes_facts *facts)
{
    struct nes_buf buf = nes_buf_begin(arena, 2'048);

    if (facts->entity.len > 0) {
        return nes_str_copy(arena, facts->entity);
    }
    nes_buf_add(&buf, facts->last);
    nes_buf_byte(&buf, ' ');
    nes_buf_add(&buf, facts->first);
    nes_buf_byte(&buf, ' ');
    nes_buf_add(&buf, facts->patronymic);
    return nes_str_trim((struct nes_str){ buf.ptr, buf.len });
}

/* --- reconciling --- */

static bool same_name(struct nes_str a, struct nes_str b)
{
    struct nes_name_words one, other;

    if (nes_name_words(a, &one).what || nes_name_words(b, &other).what || one.n != other.n) {
        return false;
    }
    for (size_t i = 0; i < one.n; i++) {
        if (!nes_str_eq(one.word[i], other.word[i])) {
            return false;
        }
    }
    return true;
}

const char *nes_facts_differ(const struct nes_facts *stated, const struct nes_facts *told)
{
    if (!nes_str_eq(stated->iin, told->iin)) {
        return "iin";
    }
    if (!same_name(stated->last, told->last) || !same_name(stated->first, told->first) ||
        !same_name(stated->patronymic, told->patronymic)) {
        return "names";
    }
    if (told->paper_number.len > 0 && !nes_str_eq(stated->paper_number, told->paper_number)) {
        return "document";
    }
    return NULL;
}
