#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "app/beginning.h"
#include "app/command.h"
#include "app/demo_product.h"
#include "base/file.h"
#include "app/folder.h"
#include "app/serve.h"
#include "channel/channel.h"
#include "db/migrate.h"
#include "db/owner.h"
#include "ledger/ledger.h"
#include "organisation/organisation.h"
#include "payment/own_account.h"

#define DETAILS_MAX 65'536

/* A lender that does not exist: for `./dev run` and demonstrations. */
static struct nes_organisation demonstration(void)
{
    return (struct nes_organisation){
        .bin = NES_STR("940140000385"),
        .name_kk = NES_STR("«Үлгі Несие» микроқаржы ұйымы» ЖШС"),
        .name_ru = NES_STR("ТОО «Микрофинансовая организация «Улги Несие»"),
        .licence = NES_STR("02.21.0000.M, 11.01.2021"),
        .legal_address = NES_STR("050000, Алматы, Үлгі көшесі, 1"),
        .actual_address = NES_STR("050000, Алматы, Үлгі көшесі, 1"),
        .phones = NES_STR("+7 700 000 00 01, +7 700 000 00 02"),
        .fax = NES_STR("+7 700 000 00 03"),
        .email = NES_STR("office@nesie.example"),
        .site = NES_STR("https://my.localhost"),
        .head_last = NES_STR("Үлгібаева"),
        .head_first = NES_STR("Әсел"),
        .head_patronymic = NES_STR("Қанатқызы"),
        .colour = NES_STR("#0B5A4E"),
        .logo = NES_STR("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 48 48\">"
                        "<rect width=\"48\" height=\"48\" rx=\"10\" fill=\"#0B5A4E\"/>"
                        "<path d=\"M13 35V13h5l12 15V13h5v22h-5L18 20v15z\" fill=\"#fff\"/></svg>"),
    };
}

/* A channel is open ten full working days after its notification at the earliest: this one was notified long before. */
static struct nes_err open_web(struct nes_tx *tx, struct nes_date today)
{
    return nes_channel_set_up(tx, &(struct nes_channel){ .name = NES_STR(NES_CHANNEL_WEB_NAME), .kind = NES_CHANNEL_WEB,
                                                         .place = NES_STR("https://my.localhost"),
                                                         .services = NES_STR("өтініштер, шарттар, хаттар"),
                                                         .notice = NES_STR("1/2026"),
                                                         .notified_on = { today.day - 30 } });
}

/* Its account at the bank of the outside world. */
static const struct nes_own_account own = { .iban = NES_STR_INIT("KZ699990000000000001"),
                                            .bic = NES_STR_INIT("ULGIKZKA"),
                                            .bank_kk = NES_STR_INIT("«Үлгі Банк» АҚ"),
                                            .bank_ru = NES_STR_INIT("АО «Улги Банк»"),
                                            .kbe = NES_STR_INIT("15"),
                                            .knp_out = NES_STR_INIT("411"),
                                            .knp_back = NES_STR_INIT("421") };

/* What to set up beside folder and database. */
struct wish {
    struct nes_folder_wish folder;
    const char *details, *first_day;   /* of a lender of one's own; NULL: none yet */
    bool demo;
    struct nes_beginning beginning;
    struct nes_crypto *crypto;
};

static struct nes_err fill_own(struct nes_tx *tx, void *self)
{
    const struct wish *wish = self;

    return nes_beginning_set_up(tx, wish->crypto, &wish->beginning);
}

static struct nes_err fill_demo(struct nes_tx *tx, void *self)
{
    const struct wish *wish = self;
    struct nes_organisation organisation = demonstration();
    struct nes_date today = nes_date_at(nes_tx_now(tx));
    struct nes_err err = nes_organisation_begin(tx, &organisation);

    if (err.what == &nes_fault_ORGANISATION_THERE) {
        return NES_FINE;
    }
    NES_TRY(err);
    NES_TRY(nes_ledger_begin(tx, today));
    NES_TRY(nes_own_account_set(tx, &own));
    NES_TRY(nes_demo_product(tx, wish->crypto, today));
    return open_web(tx, today);
}

static struct nes_err set_up(struct nes_arena *arena, const struct nes_config *config, struct wish *wish)
{
    NES_AUTO(nes_owner_leave) struct nes_owner owner = { .fd = -1 };
    NES_AUTO(nes_db_close) struct nes_db *db = NULL;
    NES_AUTO(nes_crypto_end) struct nes_crypto *crypto = NULL;
    struct nes_db_options options = nes_serve_database(arena, config, NULL);
    struct nes_call call = { .operation = nes_id_new(&options.clock, &options.rand), .arena = arena, .self = wish,
                             .run = wish->demo ? fill_demo : fill_own };
    int64_t applied;

    NES_TRY(nes_owner_take(config->data, arena, &owner));
    if (options.sqlite_path) { /* an empty one in its place would have no books */
        NES_TRY(nes_folder_not_lost(arena, config->data, options.sqlite_path));
    }
    NES_TRY(nes_migrate(&options, arena, &applied));
    if (!wish->demo && !wish->details) {
        return NES_FINE;
    }
    NES_TRY(nes_crypto_begin(nes_rand_real(), &crypto));
    wish->crypto = crypto;
    NES_TRY(nes_db_open(&options, &db));
    return nes_db_run(db, &call);
}

static enum nes_exit failed(struct nes_err err)
{
    (void)fprintf(stderr, "nesie init: %s%s%s\n", err.what->text, err.at ? ": " : "", err.at ? err.at : "");
    return NES_EXIT_FAULT;
}

static bool read_options(int argc, char **argv, struct wish *wish)
{
    const struct { const char *name; const char **to; } options[] = {
        { "--data", &wish->folder.data },          { "--postgres", &wish->folder.database },
        { "--organisation", &wish->details },      { "--first-day", &wish->first_day },
    };

    for (int i = 1; i < argc; i++) {
        bool more = i + 1 < argc;
        size_t at = 0;

        while (at < NES_LEN(options) && strcmp(argv[i], options[at].name) != 0) {
            at++;
        }
        if (strcmp(argv[i], "--demo") == 0) {
            wish->demo = true;
        } else if (more && at < NES_LEN(options)) {
            *options[at].to = argv[++i];
        } else if (!more || strcmp(argv[i], "--port") != 0 ||
                   nes_str_int(nes_str_of(argv[++i]), &wish->folder.port).what || wish->folder.port < 1 ||
                   wish->folder.port > 65'531) {
            return false;
        }
    }
    return !(wish->demo && wish->details) && (wish->details || !wish->first_day);
}

/* All that is wrong with the details is told at once, before anything is made. */
static bool read_details(struct nes_arena *arena, struct wish *wish)
{
    struct nes_field_faults faults = { 0 };
    struct nes_err err;
    struct nes_str text;

    if (wish->first_day && nes_date_read(nes_str_of(wish->first_day), &wish->beginning.first_day).what) {
        (void)fprintf(stderr, "nesie init: --first-day: %s is no day as 2026-01-31\n", wish->first_day);
        return false;
    }
    if (!nes_file_read(arena, wish->details, DETAILS_MAX, &text)) {
        (void)fprintf(stderr, "nesie init: %s cannot be read or is too large\n", wish->details);
        return false;
    }
    err = nes_beginning_read(arena, text, &wish->beginning, &faults);
    for (size_t i = 0; i < faults.len; i++) {
        (void)fprintf(stderr, "nesie init: %s: %.*s: %s\n", wish->details, (int)faults.rows[i].pointer.len,
                      faults.rows[i].pointer.ptr, faults.rows[i].what->text);
    }
    if (err.what && faults.len == 0) {
        (void)fprintf(stderr, "nesie init: %s: %s\n", wish->details, err.what->text);
    }
    if (!err.what && (err = nes_organisation_check(&wish->beginning.organisation)).what) {
        (void)fprintf(stderr, "nesie init: %s: %s: %s\n", wish->details, err.at ? err.at : "bin", err.what->text);
    }
    return !err.what;
}

static enum nes_exit init_run(int argc, char **argv)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct wish wish = { .folder = { .data = "data" } };
    struct nes_config config;
    struct nes_config_fault fault;
    struct nes_err err;

    if (!read_options(argc, argv, &wish)) {
        (void)fprintf(stderr, "usage: nesie init [--data DIR] [--postgres URL] [--port N]\n"
                              "                  [--organisation FILE [--first-day YYYY-MM-DD] | --demo]\n"
                              "FILE: the details of the lender as JSON, see docs/start.md\n");
        return NES_EXIT_INPUT;
    }
    if (wish.details && !read_details(arena, &wish)) {
        return NES_EXIT_INPUT;
    }
    err = nes_folder_make(arena, &wish.folder);
    if (err.what) {
        return failed(err);
    }
    if (!nes_config_load(arena, wish.folder.data, &config, &fault)) {
        (void)fprintf(stderr, "nesie init: %s/nesie.conf:%d: %.*s\n", wish.folder.data, fault.line,
                      (int)fault.why.len, fault.why.ptr);
        return NES_EXIT_INPUT;
    }
    err = set_up(arena, &config, &wish);
    return err.what ? failed(err) : NES_EXIT_OK;
}

const struct nes_command nes_command_init = {
    .name = "init",
    .summary = "Make a data folder: keys, certificates, configuration, database; begin a lender in it.",
    .run = init_run,
};
