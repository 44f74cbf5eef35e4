#include "app/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/app_faults.h"
#include "app/serve.h"
#include "base/clock.h"
#include "base/file.h"
#include "crypto/x509.h"
#include "db/owner.h"
#include "vault/keys.h"

#define X NES_FAULT_DEFINE
#include "app/app_faults.def"
#undef X

#define CERTIFICATE_DAYS 397
#define AUTHORITY_DAYS   3'650

static const char *reason(struct nes_arena *arena, const char *path)
{
    struct nes_buf buf = nes_buf_begin(arena, 8192);

    nes_buf_addz(&buf, path);
    nes_buf_addz(&buf, ": ");
    nes_buf_addz(&buf, strerrordesc_np(errno));
    nes_buf_byte(&buf, '\0');
    return buf.ptr;
}

static struct nes_err make_dir(struct nes_arena *arena, const char *path)
{
    if (mkdir(path, 0700) != 0 && errno != EEXIST) {
        return NES_FAIL(FOLDER_MAKE, reason(arena, path));
    }
    return NES_FINE;
}

static bool there(const char *path)
{
    return access(path, F_OK) == 0;
}

static struct nes_err write_file(struct nes_arena *arena, const char *path, struct nes_str text, mode_t mode)
{
    return nes_file_make(path, text, mode) ? NES_FINE : NES_FAIL(FOLDER_WRITE, reason(arena, path));
}

/* --- private certificates --- */

static const struct nes_str hosts[] = {
    NES_STR_INIT("my.localhost"), NES_STR_INIT("office.localhost"), NES_STR_INIT("terminal.localhost"),
    NES_STR_INIT("world.localhost"),
};

static struct nes_err write_pair(struct nes_arena *arena, const char *data, const char *name,
                                 const struct nes_x509_pair *pair)
{
    struct nes_buf buf = nes_buf_begin(arena, 256);
    const char *path;

    nes_buf_addz(&buf, "tls.new/");
    nes_buf_addz(&buf, name);
    nes_buf_byte(&buf, '\0');
    path = nes_serve_path(arena, data, buf.ptr);
    if (!nes_file_replace(path, pair->certificate, 0644)) {
        return NES_FAIL(FOLDER_WRITE, reason(arena, path));
    }
    memcpy(buf.ptr + buf.len - 5, ".key", 5);
    path = nes_serve_path(arena, data, buf.ptr);
    return nes_file_replace(path, (struct nes_str){ (const char *)pair->key.ptr, pair->key.len }, 0600)
               ? NES_FINE
               : NES_FAIL(FOLDER_WRITE, reason(arena, path));
}

/* All of them or none: until they are complete they stand in a folder beside, which an earlier try may have begun. */
static struct nes_err make_certificates(struct nes_arena *arena, const struct nes_crypto *crypto, const char *data)
{
    static const struct nes_str domains[] = { NES_STR_INIT("localhost") };
    struct nes_clock clock = nes_clock_real();
    int64_t now = nes_clock_now(&clock);
    const char *beside = nes_serve_path(arena, data, "tls.new"), *place = nes_serve_path(arena, data, "tls");
    struct nes_x509_pair authority, server, terminal;

    NES_TRY(make_dir(arena, beside));
    NES_TRY(nes_x509_make(crypto, arena, NULL,
                          &(struct nes_x509_wish){ NES_X509_AUTHORITY, NES_STR("Nesie private authority"), domains, 1,
                                                   now, AUTHORITY_DAYS },
                          &authority));
    NES_TRY(nes_x509_make(crypto, arena, &authority,
                          &(struct nes_x509_wish){ NES_X509_SERVER, NES_STR("my.localhost"), hosts, NES_LEN(hosts), now,
                                                   CERTIFICATE_DAYS },
                          &server));
    NES_TRY(nes_x509_make(crypto, arena, &authority,
                          &(struct nes_x509_wish){ NES_X509_CLIENT, NES_STR("terminal-1"), NULL, 0, now,
                                                   CERTIFICATE_DAYS },
                          &terminal));
    NES_TRY(write_pair(arena, data, "ca.pem", &authority));
    NES_TRY(write_pair(arena, data, "terminal-1.pem", &terminal));
    NES_TRY(write_pair(arena, data, "server.pem", &server));
    return rename(beside, place) == 0 ? NES_FINE : NES_FAIL(FOLDER_WRITE, reason(arena, place));
}

/* --- configuration --- */

static void setting(struct nes_buf *buf, const char *name, const char *text, int64_t number)
{
    nes_buf_addz(buf, name);
    nes_buf_addz(buf, " = ");
    if (text) {
        nes_buf_addz(buf, text);
    } else {
        nes_buf_int(buf, number);
    }
    nes_buf_byte(buf, '\n');
}

/* Partners that share a secret with us; the outside world of development stands in for all of them. */
static const char *const partners[] = {
    "sms",
    "bank",
    "bureau",
    "registry",
    "coid",
};

/* The lists of the monitoring agency: public, so without a key. */
static const struct {
    const char *setting, *path;
} lists[] = {
    { "list_financing_url", "/lists/xml_category_1?status=acting\n" },
    { "list_participants_url", "/lists/xml_category_2?status=acting\n" },
};

static void partner_setting(struct nes_buf *buf, const char *name, int64_t port)
{
    nes_buf_addz(buf, name);
    nes_buf_addz(buf, "_url = https://world.localhost:");
    nes_buf_int(buf, port);
    nes_buf_byte(buf, '/');
    nes_buf_addz(buf, name);
    nes_buf_byte(buf, '\n');
}

static struct nes_err write_config(struct nes_arena *arena, const struct nes_folder_wish *wish, const char *path)
{
    struct nes_buf buf = nes_buf_begin(arena, 131'072);

    nes_buf_addz(&buf, "# Settings of Nesie. Each stands here with its default; take the # away to change it.\n\n");
    nes_buf_add(&buf, nes_config_example(arena));
    if (wish->database) {
        setting(&buf, "database", wish->database, 0);
    }
    if (wish->port) {
        setting(&buf, "public_port", NULL, wish->port);
        setting(&buf, "office_port", NULL, wish->port + 1);
        setting(&buf, "terminal_port", NULL, wish->port + 2);
        for (size_t i = 0; i < NES_LEN(partners); i++) {
            partner_setting(&buf, partners[i], wish->port + 3);
        }
        for (size_t i = 0; i < NES_LEN(lists); i++) {
            nes_buf_addz(&buf, lists[i].setting);
            nes_buf_addz(&buf, " = https://world.localhost:");
            nes_buf_int(&buf, wish->port + 3);
            nes_buf_addz(&buf, lists[i].path);
        }
        nes_buf_addz(&buf, "registrations_hour = 0\n"); /* all people of that world come from one address */
        setting(&buf, "eds_test", "yes", 0); /* the authority of that world is nobody's */
        nes_buf_addz(&buf, "eds_tsp_url = http://127.0.0.1:");
        nes_buf_int(&buf, wish->port + 4);
        nes_buf_addz(&buf, "/tsp\n");
    }
    return write_file(arena, path, (struct nes_str){ buf.ptr, buf.len }, 0600);
}

/* A secret shared with a partner: keys/NAME.key. */
static struct nes_err make_shared_key(struct nes_arena *arena, const struct nes_crypto *crypto, const char *data,
                                      const char *name)
{
    uint8_t bytes[32];
    struct nes_buf buf = nes_buf_begin(arena, 128), file = nes_buf_begin(arena, 64);
    const char *path;

    nes_buf_addz(&file, "keys/");
    nes_buf_addz(&file, name);
    nes_buf_addz(&file, ".key");
    nes_buf_byte(&file, '\0');
    path = nes_serve_path(arena, data, file.ptr);
    if (there(path)) {
        return NES_FINE;
    }

    nes_crypto_random(crypto, bytes, sizeof(bytes));
    nes_buf_hex(&buf, bytes, sizeof(bytes));
    nes_crypto_wipe(bytes, sizeof(bytes));
    return write_file(arena, path, (struct nes_str){ buf.ptr, buf.len }, 0600);
}

/* Keys made anew would open nothing that the lost ones sealed, and settings made anew may name another database. */
static struct nes_err nothing_lost(struct nes_arena *arena, const char *data)
{
    static const char *const parts[] = { "keys/keys.txt", "nesie.conf" };

    for (size_t i = 0; i < NES_LEN(parts); i++) {
        NES_TRY(nes_folder_not_lost(arena, data, nes_serve_path(arena, data, parts[i])));
    }
    return NES_FINE;
}

static struct nes_err make_files(struct nes_arena *arena, const struct nes_crypto *crypto,
                                 const struct nes_folder_wish *wish)
{
    const char *keys = nes_serve_path(arena, wish->data, "keys/keys.txt");
    const char *config = nes_serve_path(arena, wish->data, "nesie.conf");

    if (!there(keys)) {
        NES_TRY(nes_keys_create(crypto, keys));
    }
    for (size_t i = 0; i < NES_LEN(partners); i++) {
        NES_TRY(make_shared_key(arena, crypto, wish->data, partners[i]));
    }
    if (!there(nes_serve_path(arena, wish->data, "tls/server.pem"))) {
        NES_TRY(make_certificates(arena, crypto, wish->data));
    }
    return there(config) ? NES_FINE : write_config(arena, wish, config);
}

struct nes_err nes_folder_not_lost(struct nes_arena *arena, const char *data, const char *path)
{
    return there(path) || !there(nes_serve_path(arena, data, "audit.pub")) ? NES_FINE : NES_FAIL(FOLDER_LOST, path);
}

struct nes_err nes_folder_make(struct nes_arena *arena, const struct nes_folder_wish *wish)
{
    NES_AUTO(nes_crypto_end) struct nes_crypto *crypto = NULL;
    NES_AUTO(nes_owner_leave) struct nes_owner owner = { .fd = -1 };

    NES_TRY(nothing_lost(arena, wish->data));
    NES_TRY(make_dir(arena, wish->data));
    NES_TRY(nes_owner_take(wish->data, arena, &owner));
    NES_TRY(make_dir(arena, nes_serve_path(arena, wish->data, "keys")));
    NES_TRY(make_dir(arena, nes_serve_path(arena, wish->data, "documents")));
    NES_TRY(nes_crypto_begin(nes_rand_real(), &crypto));
    return make_files(arena, crypto, wish);
}
