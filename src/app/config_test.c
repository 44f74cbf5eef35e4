#include "app/config.h"

#include "test/unit/test.h"

NES_TEST(an_empty_file_is_all_defaults)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_config config;
    struct nes_config_fault fault;

    NES_WANT("read", nes_config_read(arena, "/srv/nesie", NES_STR("# nothing\n\n"), &config, &fault));
    NES_WANT_STR("a word", nes_str_of(config.log_level), "info");
    NES_WANT_INT("a number", config.public_port, 8443);
    NES_WANT_STR("a file below the data folder", nes_str_of(config.terminal_ca), "/srv/nesie/tls/ca.pem");
}

NES_TEST(values_stand_in_the_file)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_config config;
    struct nes_config_fault fault;

    NES_WANT("read", nes_config_read(arena, "/d",
                                     NES_STR("public_port = 443 # the usual\n sms_key=/etc/nesie/sms.key\r\n"
                                             "log_level = debug"),
                                     &config, &fault));
    NES_WANT_INT("a number", config.public_port, 443);
    NES_WANT_STR("an absolute file", nes_str_of(config.sms_key), "/etc/nesie/sms.key");
    NES_WANT_STR("a word", nes_str_of(config.log_level), "debug");
}

static const struct {
    const char *label, *text;
    int line;
    const char *why;
} wrong[] = {
    { "unknown", "\nport = 1\n", 2, "\"port\" is not a setting" },
    { "twice", "workers = 2\nworkers = 2\n", 2, "\"workers\" is given twice" },
    { "range", "workers = 65\n", 1, "\"workers\" is out of range" },
    { "number", "workers = many\n", 1, "\"workers\" is not a whole number" },
    { "word", "log_level = loud\n", 1, "\"log_level\" is not one of the words it may be" },
    { "form", "workers\n", 1, "\"workers\" is not of the form: name = value" },
    { "empty", "address =\n", 1, "\"address\" is too long or empty" },
};

NES_TEST(a_bad_line_is_named_with_its_reason)
{
    for (size_t i = 0; i < NES_LEN(wrong); i++) {
        NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
        struct nes_config config;
        struct nes_config_fault fault;

        NES_WANT(wrong[i].label, !nes_config_read(arena, "/d", nes_str_of(wrong[i].text), &config, &fault));
        NES_WANT_INT(wrong[i].label, fault.line, wrong[i].line);
        NES_WANT_STR(wrong[i].label, fault.why, wrong[i].why);
    }
}

NES_TEST(the_example_reads_as_defaults)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_config config;
    struct nes_config_fault fault;

    NES_WANT("read", nes_config_read(arena, "/d", nes_config_example(arena), &config, &fault));
    NES_WANT_INT("a number", config.queue, 256);
}
