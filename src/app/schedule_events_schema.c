/* src/app/schedule_events_schema.c: what events add to the JSON Schema of `nesie schedule`. */
#include "app/schedule_events.h"
#include "app/schedule_events_read.h"

#define AMOUNT  "{\"type\":[\"string\",\"number\"],\"pattern\":\"^-?(0|[1-9][0-9]*)([.][0-9]{1,2})?$\"}"
#define PERCENT "{\"type\":[\"string\",\"number\"],\"pattern\":\"^(0|[1-9][0-9]*)([.][0-9]{1,6})?$\"}"
#define DATE    "{\"type\":\"string\",\"format\":\"date\"}"
#define BOOL    "{\"type\":\"boolean\"}"
#define ID      "{\"type\":\"string\",\"minLength\":1,\"maxLength\":36}"
#define WHOLE   "{\"type\":\"integer\",\"minimum\":0}"
#define ROWS(members)                                                                                                  \
    "{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{\"date\":" DATE ",\"principal\":" AMOUNT \
    ",\"remuneration\":" AMOUNT members "},\"additionalProperties\":false}}"
#define SPLIT   "{\"type\":\"object\",\"properties\":{\"current\":" AMOUNT ",\"overdue\":" AMOUNT "}}"
#define DEBT                                                                                                           \
    "{\"type\":\"object\",\"properties\":{\"principal\":" AMOUNT ",\"remuneration\":" AMOUNT \
    ",\"penalty\":" AMOUNT ",\"costs\":" AMOUNT "}}"

static void comma(struct nes_buf *out, bool first)
{
    if (!first) {
        nes_buf_byte(out, ',');
    }
}

static void put_words(struct nes_buf *out, const char *name)
{
    const struct schedule_events_words *at = schedule_events_words;

    while (!nes_str_is(nes_str_of(at->name), name)) {
        at++;
    }
    schedule_put_name(out, name);
    nes_buf_addz(out, "{\"enum\":[");
    for (const char *const *word = at->words; *word; word++) {
        comma(out, word == at->words);
        schedule_put_text(out, nes_str_of(*word));
    }
    nes_buf_addz(out, "]}");
}

static const struct { enum nes_event_kind kind; const char *members, *needed; } shapes[] = {
    { NES_EVENT_PAYOUT,          "\"amount\":" AMOUNT, "\"amount\"" },
    { NES_EVENT_REVERSAL,        "\"of\":" ID, "\"of\"" },
    { NES_EVENT_SUSPEND,         "\"reason\":{\"type\":\"string\"}", "" },
    { NES_EVENT_RESUME,          "\"back\":" BOOL, "\"back\"" },
    { NES_EVENT_COST,            "\"amount\":" AMOUNT, "\"amount\"" },
    { NES_EVENT_PAYMENT,         "\"amount\":" AMOUNT, "\"amount\"" },
    { NES_EVENT_EARLY_REPAYMENT, "\"amount\":" AMOUNT ",\"mode\":{\"enum\":[\"shorten\",\"lower\",\"skip\"]},"
                                 "\"schedule\":"                                  ROWS(""), "\"amount\",\"mode\"" },
    { NES_EVENT_PAYOFF,          "\"amount\":" AMOUNT ",\"schedule\":" ROWS(""), "\"amount\"" },
    { NES_EVENT_LOWER_RATE,      "\"rate_percent\":" PERCENT ",\"schedule\":" ROWS(""), "\"rate_percent\"" },
    { NES_EVENT_RESCHEDULE,      "\"schedule\":" ROWS("") ",\"takes_overdue\":" BOOL, "\"schedule\"" },
    { NES_EVENT_HOLIDAY,         "\"until\":" DATE ",\"accrues\":" BOOL ",\"schedule\":" ROWS(""), "\"until\"" },
    { NES_EVENT_FORGIVE,         "\"amount\":" AMOUNT, "" },
    { NES_EVENT_WRITE_OFF,       "\"principal\":" AMOUNT ",\"remuneration\":" AMOUNT ",\"penalty\":" AMOUNT
                                 ",\"costs\":" AMOUNT,                                  "" },
    { NES_EVENT_REFUND,          "\"amount\":" AMOUNT, "\"amount\"" },
};

void schedule_events_schema_in(struct nes_buf *out)
{
    schedule_put_name(out, "events");
    nes_buf_addz(out, "{\"type\":\"array\",\"maxItems\":2000,\"items\":{\"oneOf\":[");
    for (size_t i = 0; i < NES_LEN(shapes); i++) {
        comma(out, i == 0);
        nes_buf_addz(out, "{\"type\":\"object\",\"properties\":{\"kind\":{\"const\":");
        schedule_put_text(out, nes_str_of(nes_event_name(shapes[i].kind)));
        nes_buf_addz(out, "},\"id\":" ID ",\"day\":" DATE ",");
        nes_buf_addz(out, shapes[i].members);
        nes_buf_addz(out, "},\"required\":[\"kind\",\"day\"");
        comma(out, shapes[i].needed[0] == '\0');
        nes_buf_addz(out, shapes[i].needed);
        nes_buf_addz(out, "],\"additionalProperties\":false}");
    }
    nes_buf_addz(out, "]}}");
    schedule_put_name(out, "loan");
    nes_buf_addz(out, "{\"type\":\"object\",\"additionalProperties\":false,\"properties\":{");
    put_words(out, "class");
    put_words(out, "accrual");
    put_words(out, "pay_by");
    nes_buf_addz(out, ",\"overdue_bears\":" BOOL ",\"allocation\":{\"type\":\"array\",\"minItems\":6,\"maxItems\":6,"
                      "\"items\":{\"enum\":[");
    for (int i = 0; i < NES_PARTS; i++) {
        comma(out, i == 0);
        schedule_put_text(out, nes_str_of(nes_part_name((enum nes_part)i)));
    }
    nes_buf_addz(out,
                 "]}},\"to\":" DATE ",\"penalty\":{\"type\":\"object\",\"additionalProperties\":false,\"properties\":{"
                 "\"first_percent\":" PERCENT ",\"after_percent\":" PERCENT ",\"cap_percent\":" PERCENT
                 ",\"first_days\":" WHOLE);
    put_words(out, "year");
    put_words(out, "base");
    nes_buf_addz(out, "}}}}");
}

void schedule_events_schema_out(struct nes_buf *out)
{
    nes_buf_addz(out,
                 ",\"states\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{\"day\":" DATE
                 ",\"events\":{\"type\":\"array\",\"items\":" ID "},\"principal\":" SPLIT ",\"remuneration\":" SPLIT
                 ",\"penalty\":" SPLIT ",\"costs\":" AMOUNT ",\"suspense\":" AMOUNT ",\"withheld\":" AMOUNT
                 ",\"days_overdue\":" WHOLE ",\"payoff\":" AMOUNT ",\"next_payment\":{\"type\":[\"object\",\"null\"],"
                 "\"properties\":{\"date\":" DATE ",\"pay_by\":" DATE ",\"principal\":" AMOUNT
                 ",\"remuneration\":" AMOUNT "}},\"rate_percent\":{\"type\":\"string\"},\"suspended\":" BOOL
                 ",\"stopped\":" BOOL ",\"closed\":" BOOL ",\"issued\":" AMOUNT ",\"received\":" AMOUNT
                 ",\"earned\":" AMOUNT ",\"penalties\":" AMOUNT ",\"charged\":" AMOUNT ",\"paid\":" DEBT
                 ",\"written_off\":" DEBT ",\"forgiven\":" AMOUNT ",\"refunded\":" AMOUNT "}}},\"rows_to_come\":");
    nes_buf_addz(out, ROWS(",\"days\":" WHOLE ",\"due\":" AMOUNT ",\"balance\":" AMOUNT));
    nes_buf_addz(out,
                 ",\"explain\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{\"figure\":{\"type\":"
                 "\"string\"},\"kind\":{\"type\":\"string\"},\"from\":" DATE ",\"to\":" DATE ",\"days\":" WHOLE
                 ",\"of_days\":" WHOLE ",\"base\":" AMOUNT ",\"rate_percent\":{\"type\":\"string\"},\"amount\":" AMOUNT
                 ",\"capped\":" BOOL ",\"text\":{\"type\":\"string\"}}}}");
}
