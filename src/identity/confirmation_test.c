#include "identity/confirmation.h"

#include <pthread.h>

#include "identity/face.h"
#include "identity/secret.h"
#include "test/fault/rig.h"

static const struct {
    const char *label;
    enum nes_op op;
    bool individual;
    unsigned proven;
    bool met;
} needs[] = {
    { "registration with both", NES_OP_REGISTER, true, NES_MEANS_BIOMETRIC | NES_MEANS_TWO_FACTOR, true },
    { "registration without a face", NES_OP_REGISTER, true, NES_MEANS_EDS | NES_MEANS_TWO_FACTOR, false },
    { "registration with a face alone", NES_OP_REGISTER, true, NES_MEANS_BIOMETRIC, false },
    { "registration of a legal entity without a face", NES_OP_REGISTER, false, NES_MEANS_EDS | NES_MEANS_TWO_FACTOR,
      false },
    { "a number with two factors", NES_OP_CHANGE_NUMBER, true, NES_MEANS_TWO_FACTOR, true },
    { "a number with a face", NES_OP_CHANGE_NUMBER, true, NES_MEANS_BIOMETRIC, true },
    { "a number with nothing", NES_OP_CHANGE_NUMBER, true, 0, false },
    { "bank details with a signature", NES_OP_CHANGE_BANK, true, NES_MEANS_EDS, true },
    { "a contract of an individual without a face", NES_OP_CONCLUDE, true, NES_MEANS_EDS | NES_MEANS_TWO_FACTOR,
      false },
    { "a contract of an individual with one", NES_OP_CONCLUDE, true, NES_MEANS_BIOMETRIC | NES_MEANS_TWO_FACTOR, true },
    { "a contract of a legal entity without a face", NES_OP_CONCLUDE, false, NES_MEANS_EDS | NES_MEANS_TWO_FACTOR,
      true },
    { "a contract of a legal entity with one method", NES_OP_CONCLUDE, false, NES_MEANS_EDS, false },
    { "an amendment like a contract", NES_OP_AMEND, true, NES_MEANS_EDS | NES_MEANS_TWO_FACTOR, false },
    { "a seller with one method", NES_OP_PAY_SELLER, false, NES_MEANS_TWO_FACTOR, false },
    { "a seller with two", NES_OP_PAY_SELLER, true, NES_MEANS_EDS | NES_MEANS_TWO_FACTOR, true },
    { "the second consent", NES_OP_SECOND_CONSENT, true, NES_MEANS_TWO_FACTOR, true },
};

NES_TEST(an_operation_needs_the_methods_of_item_35, .rules = "6.4, 6.6, 6.6.a, 9.1, 9.1.a, 9.3", .kind = NES_REFUSES)
{
    for (size_t i = 0; i < NES_LEN(needs); i++) {
        struct nes_need need = nes_op_need(needs[i].op, needs[i].individual);

        NES_WANT(needs[i].label, nes_need_met(need, needs[i].proven) == needs[i].met);
    }
}

NES_TEST(two_proofs_of_one_factor_are_no_method, .rules = "D.6", .kind = NES_REFUSES)
{
    struct nes_confirmation confirmation = { .password_version = 1 };

    NES_WANT_INT("a password alone", nes_confirmation_proven(&confirmation), 0);
    confirmation = (struct nes_confirmation){ .code_at = 1 };
    NES_WANT_INT("a code alone", nes_confirmation_proven(&confirmation), 0);
    confirmation.password_version = 1;
    NES_WANT_INT("both", nes_confirmation_proven(&confirmation), NES_MEANS_TWO_FACTOR);
    confirmation.face.b[0] = 1;
    NES_WANT_INT("and a face", nes_confirmation_proven(&confirmation), NES_MEANS_TWO_FACTOR | NES_MEANS_BIOMETRIC);
    confirmation = (struct nes_confirmation){ .eds.b[0] = 1 };
    NES_WANT_INT("a signature", nes_confirmation_proven(&confirmation), NES_MEANS_EDS);
}

NES_TEST(a_confirmation_and_its_code_run_out, .rules = "D.5", .kind = NES_REFUSES)
{
    struct nes_confirmation confirmation = { .ends_at = 100, .code_sends = 1, .code_sent_at = 10 };

    NES_WANT_OK(nes_confirmation_open(&confirmation, 99));
    NES_WANT_FAULT("at its end", nes_confirmation_open(&confirmation, 100), "CONFIRMATION_OVER");
    confirmation.wrong = NES_CONFIRMATION_WRONG;
    NES_WANT_FAULT("after five wrong ones", nes_confirmation_open(&confirmation, 20), "CONFIRMATION_OVER");
    confirmation.used_at = 5;
    NES_WANT_FAULT("used", nes_confirmation_open(&confirmation, 20), "CONFIRMATION_USED");
    NES_WANT_OK(nes_confirmation_awaits(&confirmation, 10 + NES_CODE_US - 1));
    NES_WANT_FAULT("a late code", nes_confirmation_awaits(&confirmation, 10 + NES_CODE_US), "CODE_LATE");
    confirmation.code_at = 11;
    NES_WANT_FAULT("a spent code", nes_confirmation_awaits(&confirmation, 12), "CODE_SPENT");
}

NES_TEST(a_message_says_what_is_confirmed)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_confirmation confirmation = { .sentence = NES_STR("confirm.change_number"),
                                             .figures = NES_STR("2001\nmore") };

    NES_WANT_STR("in words", nes_confirmation_say(arena, NES_LANG_EN, &confirmation),
                 "Change of the number to the one that ends in 2001.");
    NES_WANT_STR("with the code", nes_code_say(arena, NES_LANG_EN, &confirmation, "012345"),
                 "Code 012345: Change of the number to the one that ends in 2001. Never tell anyone the code.");
}

/* --- in the database --- */

struct scene {
    struct nes_confirmation confirmation;
    struct nes_confirmation_claim claim;
    struct nes_evidence_id evidence;
    struct nes_face face;
    const char *login;
    struct nes_id operation;
};

static struct nes_err begin(struct nes_tx *tx, void *self)
{
    struct scene *scene = self;
    struct nes_subject subject = { .id = nes_tx_new_id(tx), .kind = NES_SUBJECT_CLIENT,
                                   .login = nes_str_of(scene->login) };
    struct nes_id object = nes_tx_new_id(tx);

    scene->confirmation = (struct nes_confirmation){ .subject = subject.id, .object = object, .op = NES_OP_CONCLUDE,
                                                     .individual = true, .sentence = NES_STR("confirm.register"),
                                                     .what = { { 7 } } };
    NES_TRY(nes_subject_add(tx, &subject));
    return nes_confirmation_begin(tx, &scene->confirmation);
}

static struct nes_err prove(struct nes_tx *tx, void *self)
{
    struct scene *scene = self;
    struct nes_confirmation *confirmation = &scene->confirmation;
    struct nes_face_told told = { .state = NES_FACE_OPEN, .page = NES_STR("https://x"), .reference = NES_STR("r") };
    struct nes_errand errand = { 0 };
    struct nes_errand_answer answer = { .outcome = NES_OUTCOME_DONE, .body = { (const char *)&told, sizeof(told) } };

    NES_TRY(nes_confirmation_password(tx, confirmation, 1));
    NES_TRY(nes_confirmation_send(tx, confirmation, confirmation->object));
    NES_TRY(nes_confirmation_code(tx, confirmation));
    NES_TRY(nes_face_begin(tx, confirmation, &scene->face));
    errand.subject = scene->face.id.id;
    NES_TRY(nes_face_apply_begin(tx, &errand, &answer));
    NES_TRY(nes_face_find(tx, scene->face.id, &scene->face));
    NES_TRY(nes_face_ask(tx, &scene->face));
    told = (struct nes_face_told){ .state = NES_FACE_PASSED, .reference = NES_STR("r"), .capture = { { 9 } } };
    NES_TRY(nes_face_apply_result(tx, &errand, &answer));
    return nes_face_find(tx, scene->face.id, &scene->face);
}

static struct nes_err use(struct nes_tx *tx, void *self)
{
    struct scene *scene = self;

    return nes_confirmation_use(tx, &scene->claim, &scene->evidence);
}

static void make(struct nes_rig *rig, struct scene *scene)
{
    NES_WANT_OK(nes_rig_run(rig, begin, scene));
    scene->claim = (struct nes_confirmation_claim){ scene->confirmation.id, NES_OP_CONCLUDE,
                                                    scene->confirmation.subject, scene->confirmation.object,
                                                    scene->confirmation.what };
}

NES_TEST_BOTH(a_confirmation_is_of_one_thing_and_used_once, .rules = "9.1", .kind = NES_REFUSES)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = nes_rig_begin(.engine = engine);
    struct scene scene = { .login = "c123" }, other;

    make(rig, &scene);
    NES_WANT_FAULT("nothing proven", nes_rig_run(rig, use, &scene), "CONFIRMATION_NEEDS");
    NES_WANT_OK(nes_rig_run(rig, prove, &scene));
    NES_WANT_INT("the face", scene.face.state, NES_FACE_PASSED);
    other = scene;
    other.claim.subject = scene.claim.object;
    NES_WANT_FAULT("another person's", nes_rig_run(rig, use, &other), "CONFIRMATION_OTHER");
    other = scene;
    other.claim.object = scene.claim.subject;
    NES_WANT_FAULT("another object", nes_rig_run(rig, use, &other), "CONFIRMATION_OTHER");
    other = scene;
    other.claim.op = NES_OP_AMEND;
    NES_WANT_FAULT("another operation", nes_rig_run(rig, use, &other), "CONFIRMATION_OTHER");
    other = scene;
    other.claim.what.b[31] ^= 1;
    NES_WANT_FAULT("another content", nes_rig_run(rig, use, &other), "CONFIRMATION_OTHER");
    other = scene;
    other.claim.id.id = scene.claim.object;
    NES_WANT_FAULT("none at all", nes_rig_run(rig, use, &other), "CONFIRMATION_OTHER");
    NES_WANT_OK(nes_rig_run(rig, use, &scene));
    NES_WANT("evidence", !nes_id_none(scene.evidence.id));
    NES_WANT_FAULT("again", nes_rig_run(rig, use, &scene), "CONFIRMATION_USED");
}

NES_TEST_BOTH(a_capture_counts_in_one_session_only, .rules = "35.2", .kind = NES_REFUSES)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = nes_rig_begin(.engine = engine);
    struct scene first = { .login = "c123" }, second = { .login = "c124" };

    make(rig, &first);
    make(rig, &second);
    NES_WANT_OK(nes_rig_run(rig, prove, &first));
    NES_WANT_OK(nes_rig_run(rig, prove, &second));
    NES_WANT_INT("the first session", first.face.state, NES_FACE_PASSED);
    NES_WANT_INT("the second one", second.face.state, NES_FACE_FAILED);
    NES_WANT_STR("why", second.face.reason, "used");
    NES_WANT_OK(nes_rig_run(rig, use, &first));
    NES_WANT_FAULT("no second method", nes_rig_run(rig, use, &second), "CONFIRMATION_NEEDS");
}

/* Stands before the camera, and is not the person. */
static struct nes_err fail_face(struct nes_tx *tx, void *self)
{
    struct scene *scene = self;
    struct nes_face_told told = { .state = NES_FACE_FAILED, .reason = NES_STR("live") };
    struct nes_errand errand = { 0 };
    struct nes_errand_answer answer = { .outcome = NES_OUTCOME_DONE, .body = { (const char *)&told, sizeof(told) } };

    NES_TRY(nes_face_begin(tx, &scene->confirmation, &scene->face));
    errand.subject = scene->face.id.id;
    return nes_face_apply_begin(tx, &errand, &answer);
}

static struct nes_err begin_again(struct nes_tx *tx, void *self)
{
    struct scene *scene = self;

    return nes_confirmation_begin(tx, &scene->confirmation);
}

NES_TEST_BOTH(another_confirmation_is_no_other_try_before_the_camera, .rules = "35.2", .kind = NES_REFUSES)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = nes_rig_begin(.engine = engine);
    struct scene scene = { .login = "c123" }, other = { .login = "c124" };

    make(rig, &scene);
    make(rig, &other);
    for (int i = 0; i < NES_FACES_DAY; i++) {
        if (i > 0 && i % NES_FACES_MAX == 0) {
            NES_WANT_FAULT("of one confirmation", nes_rig_run(rig, fail_face, &scene), "FACE_SESSIONS");
            NES_WANT_OK(nes_rig_run(rig, begin_again, &scene));
        }
        NES_WANT_OK(nes_rig_run(rig, fail_face, &scene));
    }
    NES_WANT_OK(nes_rig_run(rig, begin_again, &scene));
    NES_WANT_FAULT("of one day", nes_rig_run(rig, fail_face, &scene), "SIGN_IN_BLOCKED");
    NES_WANT_OK(nes_rig_run(rig, prove, &other));
    NES_WANT_INT("another person", other.face.state, NES_FACE_PASSED);
}

static struct nes_err begin_face(struct nes_tx *tx, void *self)
{
    struct scene *scene = self;

    return nes_face_begin(tx, &scene->confirmation, &scene->face);
}

static struct nes_err open_face(struct nes_tx *tx, void *self)
{
    struct scene *scene = self;
    struct nes_face_told told = { .state = NES_FACE_OPEN, .page = NES_STR("https://x"), .reference = NES_STR("r") };
    struct nes_errand errand = { .subject = scene->face.id.id };
    struct nes_errand_answer answer = { .outcome = NES_OUTCOME_DONE, .body = { (const char *)&told, sizeof(told) } };

    NES_TRY(nes_face_apply_begin(tx, &errand, &answer));
    return nes_face_find(tx, scene->face.id, &scene->face);
}

static struct nes_err ask_face(struct nes_tx *tx, void *self)
{
    return nes_face_ask(tx, &((struct scene *)self)->face);
}

NES_TEST_BOTH(one_camera_session_is_open_at_a_time, .rules = "35.2", .kind = NES_REFUSES)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = nes_rig_begin(.engine = engine);
    struct scene scene = { .login = "c123" }, stale;

    make(rig, &scene);
    NES_WANT_OK(nes_rig_run(rig, begin_face, &scene));
    stale = scene;
    NES_WANT_FAULT("a second one", nes_rig_run(rig, begin_face, &stale), "FACE_RUNNING");
    NES_WANT_FAULT("back before it is open", nes_rig_run(rig, ask_face, &stale), "FACE_RUNNING");
    NES_WANT_OK(nes_rig_run(rig, open_face, &scene));
    stale = scene;
    NES_WANT_OK(nes_rig_run(rig, ask_face, &scene));
    NES_WANT_FAULT("back twice at once", nes_rig_run(rig, ask_face, &stale), "FACE_RUNNING");
    NES_WANT_FAULT("a second one while it is asked", nes_rig_run(rig, begin_face, &stale), "FACE_RUNNING");
}

#define RACERS 4

struct racer {
    struct nes_rig *rig;
    struct scene scene;
    struct nes_arena *arena;
    struct nes_err ended;
    pthread_t thread;
};

static void *race(void *self)
{
    struct racer *racer = self;
    struct nes_call call = { .operation = racer->scene.operation, .arena = racer->arena, .run = use,
                             .self = &racer->scene };

    racer->ended = nes_db_run(nes_rig_db(racer->rig), &call);
    return NULL;
}

NES_TEST_BOTH(of_several_at_once_one_gets_the_confirmation, .rules = "9.1", .kind = NES_REFUSES)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = nes_rig_begin(.engine = engine);
    struct scene scene = { .login = "c123" };
    struct racer racer[RACERS] = { 0 };
    int won = 0;

    make(rig, &scene);
    NES_WANT_OK(nes_rig_run(rig, prove, &scene));
    for (size_t i = 0; i < RACERS; i++) {
        racer[i] = (struct racer){ .rig = rig, .scene = scene, .arena = nes_arena_begin(0) };
        racer[i].scene.operation = nes_id_new(&nes_rig_options_of(rig)->clock, &nes_rig_options_of(rig)->rand);
        NES_ASSERT(pthread_create(&racer[i].thread, NULL, race, &racer[i]) == 0);
    }
    for (size_t i = 0; i < RACERS; i++) {
        pthread_join(racer[i].thread, NULL);
        won += racer[i].ended.what == NULL;
        NES_WANT("won or told", !racer[i].ended.what || racer[i].ended.what == &nes_fault_CONFIRMATION_USED);
        nes_arena_end(&racer[i].arena);
    }
    NES_WANT_INT("one", won, 1);
}
