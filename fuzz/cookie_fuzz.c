/* fuzz/cookie_fuzz.c: headers of requests: cookies, languages, lists of names; what is found lies inside what was
 * given. */
#include <stdint.h>

#include "base/words.h"
#include "http/path.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct nes_str text = { (const char *)data, size }, value = { 0 };
    enum nes_lang lang = nes_lang_accepted(text);

    NES_ASSERT(lang < NES_LANGS);
    if (nes_cookie_find(text, NES_STR("a"), &value)) {
        NES_ASSERT(value.len > 0 && value.ptr > text.ptr && value.ptr + value.len <= text.ptr + text.len);
        NES_ASSERT(nes_field_value(value));
    }
    NES_ASSERT(!nes_token(text) || nes_field_value(text));
    NES_ASSERT(nes_same_name(text, text));
    return 0;
}
