/* src/gateway/bureau_write.c: what the credit bureau is asked and told (docs/wire/bureau.md). */
#include "gateway/bureau.h"
#include "json/json.h"

#define TEXT_MAX 4'096

struct nes_err nes_bureau_question_write(struct nes_arena *arena, const struct nes_bureau_asked *asked,
                                         struct nes_str *out)
{
    struct nes_buf buf = nes_buf_begin(arena, TEXT_MAX);
    struct nes_json json = NES_JSON_TO(&buf);

    nes_json_open(&json, '{');
    nes_json_key(&json, "id");
    nes_json_id(&json, asked->id);
    nes_json_key_str(&json, "number", asked->number);
    nes_json_close(&json, '}');
    return nes_buf_done(&buf, out);
}

struct nes_err nes_bureau_fact_write(struct nes_arena *arena, const struct nes_bureau_fact *fact, struct nes_str *out)
{
    struct nes_buf buf = nes_buf_begin(arena, TEXT_MAX);
    struct nes_json json = NES_JSON_TO(&buf);

    nes_json_open(&json, '{');
    nes_json_key(&json, "id");
    nes_json_id(&json, fact->id);
    nes_json_key_str(&json, "number", fact->number);
    nes_json_key(&json, "amount");
    nes_json_money(&json, fact->amount);
    nes_json_key_str(&json, "purpose", fact->purpose);
    nes_json_key(&json, "applied_at");
    nes_json_instant(&json, fact->applied_at);
    nes_json_close(&json, '}');
    return nes_buf_done(&buf, out);
}
