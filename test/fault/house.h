/* test/fault/house.h: the product in the process of a test: its doors on Unix sockets over a database of the rig, a
 * keeper, two of staff and a client who are signed in. So real requests can be tried where the disk fails, the power
 * goes, or many come at once. */
#pragma once
#include "api/house.h"
#include "http/server.h"
#include "test/fault/rig.h"
#include "test/http/client.h"

/* What is slow to make and serves many houses: keeper, keys, documents, a password. */
struct nes_test_home {
    struct nes_arena *arena;
    struct nes_crypto *crypto;
    struct nes_keeper *keeper;
    struct nes_blobs *blobs;
    char folder[64];
    char password_hash[NES_PASSWORD_TEXT];   /* of NES_TEST_PASSWORD */
};
#define NES_TEST_PASSWORD "aq qala tauda 2026"
void nes_test_home_begin(struct nes_test_home *home);
void nes_test_home_end(struct nes_test_home *home);   /* for NES_AUTO */

enum nes_test_who {
    NES_TEST_AIGUL,                 /* staff, all duties; login "aigul", NES_TEST_PASSWORD */
    NES_TEST_BOLAT,                 /* staff, all duties */
    NES_TEST_DANA,                  /* staff who has to bind an authenticator yet */
    NES_TEST_CLIENT,
    NES_TEST_NOBODY,                /* at the public door */
    NES_TEST_MACHINE,               /* at the socket of administration */
    NES_TEST_PEOPLE,
};

struct nes_test_house {
    struct nes_test_home *home;
    struct nes_rig *rig;
    struct nes_http *http;
    struct nes_arena *arena;        /* of one opening */
    struct nes_house house;
    struct nes_app_hooks hooks;
    struct nes_log log;
    struct nes_listener listeners[3];
    struct nes_http_options options;
    char tokens[NES_TEST_PEOPLE][64];
    struct nes_id people[NES_TEST_PEOPLE];
    char client[37];                /* id of the client, as text */
    char paths[3][128];
};

/* `rig` was begun by the caller with eight readers. The house makes its people, adds its checks (books and audit log
 * are whole) and opens its doors. The books begin on the day before the rig's. */
void nes_test_house_begin(struct nes_test_house *house, struct nes_test_home *home, struct nes_rig *rig);
/* Closes the doors; the rig stays the caller's. */
void nes_test_house_end(struct nes_test_house *house); /* for NES_AUTO */
/* Opens the doors again, after the rig was started again. */
void nes_test_house_open(struct nes_test_house *house);
void nes_test_house_close(struct nes_test_house *house);

/* A request on a connection of its own: "POST /v1/journals", a key (NULL: none), a body (NULL: none). */
struct nes_answer nes_test_house_ask(struct nes_test_house *house, enum nes_test_who who, const char *line,
                                         const char *key, const char *body);
/* The same without waiting: the answer is taken from the wire later. */
struct nes_ask *nes_test_house_send(struct nes_test_house *house, enum nes_test_who who, const char *line,
                                     const char *key, const char *body);
/* The text of a member of the JSON of an answer; empty where there is none. */
struct nes_str nes_test_member(struct nes_answer reply, const char *name);
