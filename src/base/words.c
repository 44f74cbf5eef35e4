#include "base/words.h"

#include <stdio.h>
#include <string.h>

static const char *const codes[NES_LANGS] = { "kk", "ru", "en" };

static const struct nes_words_row *row_of(const char *key)
{
    size_t low = 0, high = nes_words_len;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(key, nes_words_table[middle].key);

        if (order == 0) {
            return &nes_words_table[middle];
        }
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return NULL;
}

bool nes_words_find(enum nes_lang lang, const char *key, struct nes_str *out)
{
    const struct nes_words_row *row = row_of(key);

    if (!row) {
        return false;
    }
    *out = nes_str_of(row->text[lang]);
    return true;
}

struct nes_str nes_words(enum nes_lang lang, const char *key)
{
    struct nes_str text = { 0 };

    NES_ASSERT(nes_words_find(lang, key, &text));
    return text;
}

struct nes_str nes_words_fault(enum nes_lang lang, const struct nes_fault *fault)
{
    struct nes_str text;
    char key[80];
    int len = snprintf(key, sizeof(key), "fault.%s", fault->code);

    NES_ASSERT(len > 0 && (size_t)len < sizeof(key));
    return nes_words_find(lang, key, &text) ? text : nes_str_of(fault->text);
}

const char *nes_lang_code(enum nes_lang lang)
{
    return codes[lang];
}

bool nes_lang_read(struct nes_str code, enum nes_lang *out)
{
    size_t at;

    if (!nes_str_find(codes, NES_LEN(codes), code, &at)) {
        return false;
    }
    *out = (enum nes_lang)at;
    return true;
}

/* Weight in thousandths of "q=0.8"; 1000 where there is none, 0 where it cannot be read. */
static int weight_of(struct nes_str parameters)
{
    struct nes_str name, value = nes_str_trim(parameters);
    int weight = 0, place = 100;

    if (value.len == 0) {
        return 1000;
    }
    if (!nes_str_cut(value, '=', &name, &value) || !nes_str_is(nes_str_trim(name), "q") || value.len == 0 ||
        value.len > 5 || (value.ptr[0] != '0' && value.ptr[0] != '1')) {
        return 0;
    }
    weight = value.ptr[0] == '1' ? 1000 : 0;
    for (size_t i = 2; i < value.len && weight < 1000; i++, place /= 10) {
        if (value.ptr[i] < '0' || value.ptr[i] > '9') {
            return 0;
        }
        weight += (value.ptr[i] - '0') * place;
    }
    return weight;
}

enum nes_lang nes_lang_accepted(struct nes_str header)
{
    enum nes_lang best = NES_LANG_KK;
    int best_weight = 0;

    while (header.len > 0) {
        struct nes_str range, rest, parameters, tag, region;
        enum nes_lang lang = NES_LANG_KK;
        char lower[2];
        int weight;

        (void)nes_str_cut(header, ',', &range, &rest);
        (void)nes_str_cut(range, ';', &tag, &parameters);
        tag = nes_str_trim(tag);
        (void)nes_str_cut(tag, '-', &tag, &region);
        weight = weight_of(parameters);
        if (tag.len == 2) {
            lower[0] = (char)(tag.ptr[0] | 0x20);
            lower[1] = (char)(tag.ptr[1] | 0x20);
            tag = (struct nes_str){ lower, 2 };
        }
        if (weight > best_weight && (nes_lang_read(tag, &lang) || nes_str_is(tag, "*"))) {
            best = lang;
            best_weight = weight;
        }
        header = rest;
    }
    return best;
}
