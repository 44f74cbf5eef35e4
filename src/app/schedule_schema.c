/* src/app/schedule_schema.c: the JSON Schema (draft 2020-12) of `nesie schedule`. The words of choices come from the
 * tables that the reader uses. */
#include <string.h>

#include "app/schedule_events.h"
#include "app/schedule_output.h"

#define AMOUNT  "{\"type\":[\"string\",\"number\"],\"pattern\":\"^-?(0|[1-9][0-9]*)([.][0-9]{1,2})?$\"}"
#define PERCENT "{\"type\":[\"string\",\"number\"],\"pattern\":\"^(0|[1-9][0-9]*)([.][0-9]{1,6})?$\"}"
#define DATE    "{\"type\":\"string\",\"format\":\"date\"}"
#define DATES   "{\"type\":\"array\",\"items\":" DATE ",\"maxItems\":2000}"
#define WHOLE(least, most) "{\"type\":\"integer\",\"minimum\":" #least ",\"maximum\":" #most "}"
#define CHOICE  NULL

static const struct { const char *name, *schema; } inputs[] = {
    { "calc_version", WHOLE(1, 1) },
    { "principal", AMOUNT },
    { "rate_percent", PERCENT },
    { "rate_is", CHOICE },
    { "method", CHOICE },
    { "periods", WHOLE(1, 1200) },
    { "every", NULL },
    { "start", DATE },
    { "first_due", DATE },
    { "day_count", CHOICE },
    { "year_boundary", CHOICE },
    { "leap", CHOICE },
    { "first_day", CHOICE },
    { "rounding", CHOICE },
    { "minor_units", WHOLE(0, 2) },
    { "instalment", AMOUNT },
    { "instalment_multiple", AMOUNT },
    { "level", "{\"type\":\"boolean\"}" },
    { "remainder", CHOICE },
    { "shares", "{\"type\":\"array\",\"items\":" PERCENT ",\"maxItems\":1200}" },
    { "grace_principal", WHOLE(0, 1199) },
    { "grace_interest", WHOLE(0, 1199) },
    { "interest_free", WHOLE(0, 1200) },
    { "down_payment_percent", PERCENT },
    { "weekend", CHOICE },
    { "holidays", DATES },
    { "workdays", DATES },
    { "shift", CHOICE },
    { "month_end", CHOICE },
    { "payouts", "{\"type\":\"array\",\"minItems\":1,\"maxItems\":100,\"items\":{\"type\":\"object\",\"properties\":{"
                 "\"date\":" DATE ",\"amount\":" AMOUNT "},\"required\":[\"date\",\"amount\"],"
                 "\"additionalProperties\":false}}" },
};

static const char outputs[] =
    "\"calc_version\":" WHOLE(1, 1) ",\"rows\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{"
    "\"nr\":" WHOLE(0, 1201) ",\"date\":" DATE ",\"counted_to\":" DATE ",\"payout\":" AMOUNT ","
    "\"days\":{\"type\":\"integer\"},\"principal\":" AMOUNT ",\"remuneration\":" AMOUNT ",\"penalty\":" AMOUNT ","
    "\"due\":" AMOUNT ",\"balance\":" AMOUNT "},\"required\":[\"nr\",\"date\",\"days\",\"principal\",\"remuneration\","
    "\"penalty\",\"due\",\"balance\"],\"additionalProperties\":false}},"
    "\"totals\":{\"type\":\"object\",\"properties\":{\"paid_out\":" AMOUNT ",\"principal\":" AMOUNT ","
    "\"remuneration\":" AMOUNT ",\"penalty\":" AMOUNT ",\"due\":" AMOUNT "}},"
    "\"overpayment\":" AMOUNT ",\"instalment\":" AMOUNT ","
    "\"effective_rate\":{\"type\":\"object\",\"properties\":{\"percent\":{\"type\":\"string\"},"
    "\"legal\":{\"type\":\"string\"},\"refused\":{\"enum\":[\"FLOW_NONE\",\"FLOW_SIGNS\",\"RATE_RANGE\","
    "\"MONEY_RANGE\"]}}},"
    "\"cap\":{\"type\":\"object\",\"properties\":{\"tier\":{\"type\":\"string\"},\"from\":" DATE ","
    "\"passes\":{\"type\":\"boolean\"},\"limits\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{"
    "\"name\":{\"enum\":[\"yearly\",\"daily\",\"total\"]},\"limit_percent\":{\"type\":\"string\"},"
    "\"value_percent\":{\"type\":\"string\"},\"margin_percent\":{\"type\":\"string\"},"
    "\"holds\":{\"type\":\"boolean\"}}}},\"binds\":{\"enum\":[\"yearly\",\"daily\",\"total\"]},"
    "\"largest_rate_percent\":{\"type\":\"string\"}}}";

/* {"enum":["annuity","differentiated"]}; false where there is no such choice. */
static bool put_choice(struct nes_buf *out, const char *name)
{
    size_t count;
    const struct schedule_choice *choices = schedule_choices(&count);

    for (size_t i = 0; i < count; i++) {
        if (strcmp(choices[i].name, name) != 0) {
            continue;
        }
        nes_buf_addz(out, "{\"enum\":[");
        for (const char *const *word = choices[i].words; *word; word++) {
            nes_buf_addz(out, word == choices[i].words ? "" : ",");
            schedule_put_text(out, nes_str_of(*word));
        }
        nes_buf_addz(out, "]}");
        return true;
    }
    return false;
}

static void put_every(struct nes_buf *out)
{
    nes_buf_addz(out, "{\"type\":\"object\",\"properties\":{\"count\":" WHOLE(1, 1000) ",\"unit\":");
    (void)put_choice(out, "unit");
    nes_buf_addz(out, "},\"additionalProperties\":false}");
}

struct nes_str schedule_schema(struct nes_arena *arena)
{
    struct nes_buf out = nes_buf_begin(arena, 1'024 * 1'024);
    struct nes_str text;

    nes_buf_addz(&out, "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"$defs\":{\"input\":{"
                       "\"type\":\"object\",\"additionalProperties\":false,\"required\":[\"principal\","
                       "\"rate_percent\",\"method\",\"periods\",\"start\",\"day_count\"],\"properties\":{");
    for (size_t i = 0; i < NES_LEN(inputs); i++) {
        schedule_put_name(&out, inputs[i].name);
        if (inputs[i].schema) {
            nes_buf_addz(&out, inputs[i].schema);
        } else if (!put_choice(&out, inputs[i].name)) {
            put_every(&out);
        }
    }
    schedule_events_schema_in(&out);
    nes_buf_addz(&out, "}},\"output\":{\"type\":\"object\",\"required\":[\"calc_version\",\"rows\",\"totals\","
                       "\"overpayment\",\"effective_rate\"],\"properties\":{");
    nes_buf_addz(&out, outputs);
    schedule_events_schema_out(&out);
    nes_buf_addz(&out, "}}}}");
    NES_ASSERT(!nes_buf_done(&out, &text).what);
    return text;
}
