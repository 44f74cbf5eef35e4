#include "test/fault/load.h"

#include <pthread.h>
#include <stdlib.h>

#include "test/fault/deed.h"
#include "test/fault/deed_sql.h"

enum { CLIENTS_MAX = 64 };

struct client {
    struct nes_load *load;
    pthread_t thread;
    int nr;
};

static struct nes_test_move move_of(const struct client *client, int i)
{
    uint32_t round = client->load->round;
    struct nes_test_move move = {
        .id = { { (uint8_t)(round >> 24), (uint8_t)(round >> 16), (uint8_t)(round >> 8), (uint8_t)round,
                  (uint8_t)client->nr, (uint8_t)(i >> 8), (uint8_t)i, 1 } },
        .payer = 1 + (client->nr + i) % NES_TEST_ACCOUNTS,
        .amount = 1 + i % 100,
    };

    move.payee = 1 + (move.payer + i % (NES_TEST_ACCOUNTS - 1)) % NES_TEST_ACCOUNTS;
    return move;
}

static enum nes_heard heard(struct nes_err err)
{
    if (!err.what) {
        return NES_HEARD_DONE;
    }
    return err.what == &nes_fault_DB_UNKNOWN ? NES_HEARD_UNKNOWN : NES_HEARD_FAILED;
}

static void *work(void *arg)
{
    struct client *client = arg;
    struct nes_arena *arena = nes_arena_begin(0);
    struct nes_clock clock = nes_clock_real();
    struct nes_rand rand = nes_rand_real();

    for (int i = 0; i < client->load->moves && !atomic_load(&client->load->stop); i++) {
        struct nes_test_move move = move_of(client, i);
        struct nes_call call = { .operation = nes_id_new(&clock, &rand), .arena = arena, .run = nes_test_move,
                                 .self = &move };
        struct nes_load_line line = { .id = move.id, .heard = (uint8_t)heard(nes_db_run(client->load->db, &call)) };

        client->load->told(client->load->self, &line);
        nes_arena_rewind(arena, (struct nes_arena_mark){ 0 });
    }
    nes_arena_end(&arena);
    return NULL;
}

void nes_load_run(struct nes_load *load)
{
    struct client clients[CLIENTS_MAX];

    NES_ASSERT(load->clients <= CLIENTS_MAX);
    for (int i = 0; i < load->clients; i++) {
        clients[i] = (struct client){ .load = load, .nr = i };
        NES_ASSERT(pthread_create(&clients[i].thread, NULL, work, &clients[i]) == 0);
    }
    for (int i = 0; i < load->clients; i++) {
        NES_ASSERT(pthread_join(clients[i].thread, NULL) == 0);
    }
}

void nes_load_log_add(struct nes_load_log *log, const struct nes_load_line *line)
{
    if (log->len == log->cap) {
        log->cap = log->cap ? 2 * log->cap : 256;
        log->lines = realloc(log->lines, (size_t)log->cap * sizeof(*log->lines));
        NES_ASSERT(log->lines);
    }
    log->lines[log->len++] = *line;
}

void nes_load_log_end(struct nes_load_log *log)
{
    free(log->lines);
    *log = (struct nes_load_log){ 0 };
}

int64_t nes_load_log_count(const struct nes_load_log *log, enum nes_heard which)
{
    int64_t count = 0;

    for (int64_t i = 0; i < log->len; i++) {
        count += log->lines[i].heard == which ? 1 : 0;
    }
    return count;
}

static struct nes_err compare(struct nes_tx *tx, void *self)
{
    const struct nes_load_log *log = self;

    for (int64_t i = 0; i < log->len; i++) {
        struct nes_test_deed_there_row row;

        NES_TRY(nes_test_deed_there(tx, log->lines[i].id, &row));
        if (log->lines[i].heard == NES_HEARD_DONE && row.n != 1) {
            return NES_FAIL(DB_CHECK, "what was acknowledged is not there");
        }
        if (log->lines[i].heard == NES_HEARD_FAILED && row.n != 0) {
            return NES_FAIL(DB_CHECK, "what was said to have failed is there");
        }
    }
    return nes_test_books(tx, NULL);
}

void nes_load_log_check(const struct nes_load_log *log, struct nes_rig *rig)
{
    struct nes_load_log copy = *log;

    NES_WANT_OK(nes_rig_read(rig, compare, &copy));
}
