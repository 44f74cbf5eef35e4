#include "app/config.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#define FILE_MOST 65'536

enum kind { TEXT, FILE_PATH, WORD, NUMBER };
#define KIND_TEXT   TEXT
#define KIND_FILE   FILE_PATH
#define KIND_WORD   WORD
#define KIND_NUMBER NUMBER

/* A default is text or number; the other one stays empty. */
#define FALLBACK_TEXT(value)   .text = (value)
#define FALLBACK_FILE(value)   .text = (value)
#define FALLBACK_WORD(value)   .text = (value)
#define FALLBACK_NUMBER(value) .number = (value)

static const struct setting {
    const char *name;
    enum kind kind;
    size_t at;
    const char *text;
    int64_t number, least, most;
    const char *sentence;
} settings[] = {
#define X(name_, type_, fallback_, least_, most_, sentence_)                                                           \
    { .name = #name_, .kind = KIND_##type_, .at = offsetof(struct nes_config, name_), FALLBACK_##type_(fallback_),     \
      .least = (least_), .most = (most_), .sentence = (sentence_) },
#include "app/config.def"
#undef X
};

static void *place(struct nes_config *config, const struct setting *setting)
{
    return (char *)config + setting->at;
}

static const char *below(struct nes_arena *arena, const char *data, const char *path)
{
    struct nes_buf buf = nes_buf_begin(arena, 8192);

    if (path[0] != '/') {
        nes_buf_addz(&buf, data);
        nes_buf_byte(&buf, '/');
    }
    nes_buf_addz(&buf, path);
    nes_buf_byte(&buf, '\0');
    return buf.ptr;
}

static void set_text(struct nes_arena *arena, struct nes_config *config, const struct setting *setting,
                     const char *text)
{
    const char **to = place(config, setting);

    *to = setting->kind == FILE_PATH ? below(arena, config->data, text) : text;
}

static bool is_word_of(const char *sentence, struct nes_str word)
{
    struct nes_str rest = nes_str_of(strchr(sentence, '(')), each;

    rest = nes_str_part(rest, 1, rest.len - 2);
    while (rest.len > 0) {
        (void)nes_str_cut(rest, ' ', &each, &rest);
        if (nes_str_eq(each, word)) {
            return true;
        }
    }
    return false;
}

/* NULL, or what is wrong with the value. */
static const char *set(struct nes_arena *arena, struct nes_config *config, const struct setting *setting,
                       struct nes_str value)
{
    int64_t number = (int64_t)value.len;

    if (setting->kind == NUMBER && nes_str_int(value, &number).what) {
        return "is not a whole number";
    }
    if (number < setting->least || number > setting->most) {
        return setting->kind == NUMBER ? "is out of range" : "is too long or empty";
    }
    if (setting->kind == WORD && !is_word_of(setting->sentence, value)) {
        return "is not one of the words it may be";
    }
    if (!nes_str_utf8(value) || memchr(value.ptr ? value.ptr : "", '\0', value.len)) {
        return "is not text";
    }
    if (setting->kind == NUMBER) {
        *(int64_t *)place(config, setting) = number;
    } else {
        set_text(arena, config, setting, nes_str_z(arena, value));
    }
    return NULL;
}

static const struct setting *setting_of(struct nes_str name)
{
    for (size_t i = 0; i < NES_LEN(settings); i++) {
        if (nes_str_is(name, settings[i].name)) {
            return &settings[i];
        }
    }
    return NULL;
}

static void tell(struct nes_arena *arena, struct nes_config_fault *fault, struct nes_str name, const char *why)
{
    struct nes_buf buf = nes_buf_begin(arena, 1024);

    nes_buf_byte(&buf, '"');
    nes_buf_add(&buf, nes_str_part(name, 0, 200));
    nes_buf_addz(&buf, "\" ");
    nes_buf_addz(&buf, why);
    fault->why = (struct nes_str){ buf.ptr, buf.len };
}

static bool read_line(struct nes_arena *arena, struct nes_str line, struct nes_config *config, bool *given,
                      struct nes_config_fault *fault)
{
    struct nes_str name, value;
    const struct setting *setting;
    const char *wrong;

    (void)nes_str_cut(line, '#', &line, &value);
    line = nes_str_trim(line);
    if (line.len == 0) {
        return true;
    }
    if (!nes_str_cut(line, '=', &name, &value)) {
        tell(arena, fault, line, "is not of the form: name = value");
        return false;
    }
    name = nes_str_trim(name);
    setting = setting_of(name);
    if (!setting || given[setting - settings]) {
        tell(arena, fault, name, setting ? "is given twice" : "is not a setting");
        return false;
    }
    given[setting - settings] = true;
    wrong = set(arena, config, setting, nes_str_trim(value));
    if (wrong) {
        tell(arena, fault, name, wrong);
    }
    return !wrong;
}

bool nes_config_read(struct nes_arena *arena, const char *data, struct nes_str text, struct nes_config *out,
                     struct nes_config_fault *fault)
{
    bool given[NES_LEN(settings)] = { false };
    struct nes_str line;

    *fault = (struct nes_config_fault){ 0 };
    *out = (struct nes_config){ .data = data };
    for (size_t i = 0; i < NES_LEN(settings); i++) {
        if (settings[i].kind == NUMBER) {
            *(int64_t *)place(out, &settings[i]) = settings[i].number;
        } else {
            set_text(arena, out, &settings[i], settings[i].text);
        }
    }
    while (text.len > 0) {
        fault->line++;
        (void)nes_str_cut(text, '\n', &line, &text);
        if (!read_line(arena, line, out, given, fault)) {
            return false;
        }
    }
    return true;
}

bool nes_config_load(struct nes_arena *arena, const char *data, struct nes_config *out,
                     struct nes_config_fault *fault)
{
    const char *path = below(arena, data, "nesie.conf");
    FILE *file = fopen(path, "re");
    char *text = nes_arena_take(arena, FILE_MOST + 1);
    size_t len;

    *fault = (struct nes_config_fault){ 0 };
    if (!file && errno == ENOENT) {
        return nes_config_read(arena, data, (struct nes_str){ 0 }, out, fault);
    }
    len = file ? fread(text, 1, FILE_MOST + 1, file) : 0;
    if (!file || ferror(file) || len > FILE_MOST) {
        tell(arena, fault, nes_str_of(path),
             file ? "cannot be read, or is larger than 64 KiB" : strerrordesc_np(errno));
        return false;
    }
    (void)fclose(file);
    return nes_config_read(arena, data, (struct nes_str){ text, len }, out, fault);
}

struct nes_str nes_config_example(struct nes_arena *arena)
{
    struct nes_buf buf = nes_buf_begin(arena, FILE_MOST);

    for (size_t i = 0; i < NES_LEN(settings); i++) {
        nes_buf_addz(&buf, "# ");
        nes_buf_addz(&buf, settings[i].sentence);
        nes_buf_addz(&buf, "\n# ");
        nes_buf_addz(&buf, settings[i].name);
        nes_buf_addz(&buf, " = ");
        if (settings[i].kind == NUMBER) {
            nes_buf_int(&buf, settings[i].number);
        } else {
            nes_buf_addz(&buf, settings[i].text);
        }
        nes_buf_addz(&buf, "\n\n");
    }
    return (struct nes_str){ buf.ptr, buf.len };
}
