#include "audit/audit_test.h"

#include <pthread.h>

NES_TEST_BOTH(leaves_get_places_and_checkpoints, .rules = "32")
{
    NES_LOG_OF(log, engine);
    struct nes_audit_report report;

    NES_WANT("nothing to sign", !checkpoint(log));
    fill(log, 30, 3);
    NES_WANT("not signed twice", !checkpoint(log));
    (void)add(log, 99);
    report = verified(log, NULL);
    NES_WANT_INT("problems", report.problems, 0);
    NES_WANT_INT("leaves", report.leaves, 30);
    NES_WANT_INT("waiting", report.waiting, 1);
    NES_WANT_INT("checkpoints", report.checkpoints, 3);
}

NES_TEST_BOTH(a_failed_change_leaves_no_leaf_and_a_refused_one_does, .rules = "32")
{
    NES_LOG_OF(log, engine);
    struct change failed = { .end = NES_FAIL(DB_CHECK, "test") };

    NES_WANT_FAULT("failed", nes_rig_run(log->rig, make_change, &failed), "DB_CHECK");
    NES_WANT_INT("none", number_all(log), 0);
    (void)add(log, 1);
    NES_WANT_INT("one", number_all(log), 1);
}

struct asking {
    struct log *log;
    struct nes_leaf_id leaf;
    struct nes_str file;
};

static struct nes_err ask_receipt(struct nes_tx *tx, void *self)
{
    struct asking *asking = self;

    return nes_audit_receipt(tx, asking->log->crypto, asking->leaf, &asking->file);
}

NES_TEST_BOTH(each_leaf_has_a_receipt_that_holds_offline, .rules = "12, 32")
{
    NES_LOG_OF(log, engine);
    struct nes_leaf_id ids[12];
    struct asking asking = { .log = log };
    struct nes_receipt receipt;

    for (size_t i = 0; i < NES_LEN(ids); i++) {
        ids[i] = add(log, (uint8_t)i);
    }
    asking.leaf = ids[0];
    NES_WANT_FAULT("too early", nes_rig_read(log->rig, ask_receipt, &asking), "AUDIT_WAITING");
    (void)number_all(log);
    NES_WANT_FAULT("not signed", nes_rig_read(log->rig, ask_receipt, &asking), "AUDIT_WAITING");
    NES_WANT("signed", checkpoint(log));
    for (size_t i = 0; i < NES_LEN(ids); i++) {
        asking.leaf = ids[i];
        NES_WANT_OK(nes_rig_read(log->rig, ask_receipt, &asking));
        NES_WANT_OK(nes_receipt_check(log->crypto, nes_rig_arena(log->rig), asking.file, &log->signer.key, &receipt));
    }
    asking.leaf.id.b[15] ^= 1;
    NES_WANT_FAULT("of nothing", nes_rig_read(log->rig, ask_receipt, &asking), "DB_NO_ROW");
}

/* Two sequencers, as of two processes: each leaf gets one place. */
struct racer {
    struct log *log;
    int64_t numbered;
};

static void *race(void *self)
{
    struct racer *racer = self;

    for (int tries = 0; tries < 60; tries++) {
        int64_t some = 0;

        if (!nes_audit_sequence(nes_rig_db(racer->log->rig), racer->log->crypto, 3, &some).what) {
            racer->numbered += some;
        }
    }
    return NULL;
}

NES_TEST_BOTH(two_sequencers_never_number_a_leaf_twice)
{
    NES_LOG_OF(log, engine);
    struct racer racer[2] = { { log, 0 }, { log, 0 } };
    pthread_t thread[2];

    for (uint8_t i = 0; i < 60; i++) {
        (void)add(log, i);
    }
    for (size_t i = 0; i < NES_LEN(racer); i++) {
        NES_WANT_INT("thread", pthread_create(&thread[i], NULL, race, &racer[i]), 0);
    }
    for (size_t i = 0; i < NES_LEN(racer); i++) {
        NES_WANT_INT("thread", pthread_join(thread[i], NULL), 0);
    }
    NES_WANT_INT("all", racer[0].numbered + racer[1].numbered + number_all(log), 60);
    NES_WANT_INT("whole", verified(log, NULL).problems, 0);
}

/* Whichever statement fails, of a change or of the sequencer: the log is whole, and at last each leaf has a place. */
NES_TEST_BOTH(no_failing_statement_leaves_half_a_place, .rules = "32")
{
    NES_LOG_OF(log, engine);
    struct change change = { .object = 1 };
    bool fired = true;
    int64_t added = 0, numbered = 0, some;

    for (unsigned nth = 1; fired; nth++) {
        nes_rig_fail_statement(log->rig, nth);
        added += nes_rig_run(log->rig, make_change, &change).what == NULL;
        if (!nes_audit_sequence(nes_rig_db(log->rig), log->crypto, 5, &some).what) {
            numbered += some;
        }
        fired = nes_rig_fault_fired(log->rig);
        nes_rig_fail_statement(log->rig, 0);
        NES_WANT_INT("whole", verified(log, NULL).problems, 0);
    }
    numbered += number_all(log);
    NES_WANT("some changes and turns failed", added > 3);
    NES_WANT_INT("each has its place", numbered, added);
}
