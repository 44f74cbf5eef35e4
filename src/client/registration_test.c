/* The end of a registration is whole or not at all, whichever statement fails; and it asks for what is proven. */
#include "client/registration.h"

#include "client/account.h"
#include "client/client_sql.h"
#include "client/identity_paper.h"
#include "client/number_sql.h"
#include "identity/face.h"
#include "identity/identity_sql.h"
#include "identity/secret.h"
#include "test/fault/rig.h"
#include "vault/vault_test.h"

#define WORK_BEGIN(camp_, keeper_)                                                                                     \
    struct nes_keeper_options options_ = { .program = nesie_program((camp_)->arena), .clock = nes_clock_real(),        \
                                           .keys_path = (camp_)->keys_path };                                          \
    NES_AUTO(nes_keeper_end) struct nes_keeper *keeper_ = NULL;                                                        \
    NES_WANT_OK(nes_keys_create((camp_)->crypto, (camp_)->keys_path));                                                 \
    NES_WANT_OK(nes_keeper_begin(&options_, &keeper_))

struct scene {
    const struct nes_crypto *crypto;
    struct nes_registration registration;
    struct nes_number number;
    struct nes_client client;
    struct nes_confirmation confirmation;
    const char *login;
    uint8_t capture;
    int done, parts;
};

static struct nes_str text_of(const char *text)
{
    return nes_str_of(text);
}

static struct nes_secret secret_of(const char *text)
{
    return (struct nes_secret){ (const uint8_t *)text, strlen(text) };
}

/* What `prepare` makes: keys and sealed values. */
static void seal(struct scene *scene, struct camp *camp, struct nes_keeper *keeper, const char *iin)
{
    struct nes_clock clock = nes_clock_real();
    struct nes_rand rand = nes_rand_real();
    struct nes_id id = nes_id_new(&clock, &rand);
    struct nes_keeper_why why = { NES_PURPOSE_RECORD, id };
    struct nes_facts facts = { .last = text_of("Қиялова"), .first = text_of("Анна"), .iin = text_of(iin),
                               .paper = NES_PAPER_CARD, .paper_number = text_of("990000001"),
                               .paper_issuer = text_of("МВД РК"), .issued_on = { 738'900 },
                               .valid_until = { 742'000 } };
    struct nes_person person = { secret_of(iin), secret_of("Қиялова Анна"), secret_of("+77000001001") };

    scene->crypto = camp->crypto;
    scene->registration = (struct nes_registration){ .subject = id, .kind = NES_CLIENT_INDIVIDUAL,
                                                     .lang = text_of("kk") };
    scene->client = (struct nes_client){ .id = { id }, .lang = text_of("kk") };
    NES_WANT_OK(nes_data_key_new(keeper, camp->arena, why, id, &scene->registration.key));
    scene->client.key = scene->number.key = scene->registration.key;
    scene->number.subject = id;
    NES_WANT_OK(nes_registration_seal(keeper, camp->arena, why, &facts, &scene->registration));
    NES_WANT_OK(nes_number_seal(keeper, camp->arena, why, text_of("+77000001001"), &scene->number));
    NES_WANT_OK(nes_client_seal(keeper, camp->arena, why, &person, &scene->client));
}

static struct nes_err state(struct nes_tx *tx, void *self)
{
    struct scene *scene = self;
    struct nes_errand errand = { 0 };
    struct nes_errand_answer answer = { .outcome = NES_OUTCOME_DONE, .body = NES_STR_INIT("own") };

    NES_TRY(nes_registration_begin(tx, &scene->registration, nes_str_of(scene->login)));
    NES_TRY(nes_number_add(tx, &scene->number));
    scene->registration.number = scene->number.id;
    NES_TRY(nes_registration_save(tx, &scene->registration));
    errand.subject = scene->number.id.id;
    return nes_number_answer(tx, &errand, &answer);
}

static struct nes_err prove(struct nes_tx *tx, void *self)
{
    struct scene *scene = self;
    struct nes_face_told told = { .state = NES_FACE_OPEN, .page = NES_STR_INIT("https://x") };
    struct nes_errand errand = { 0 };
    struct nes_errand_answer answer = { .outcome = NES_OUTCOME_DONE, .body = { (const char *)&told, sizeof(told) } };
    struct nes_face face;

    scene->confirmation = (struct nes_confirmation){
        .subject = scene->registration.subject, .object = scene->registration.subject, .op = NES_OP_REGISTER,
        .individual = true, .sentence = NES_STR("confirm.register"),
        .what = nes_registration_what(scene->crypto, &scene->registration),
    };
    NES_TRY(nes_confirmation_begin(tx, &scene->confirmation));
    NES_TRY(nes_confirmation_password(tx, &scene->confirmation, 1));
    NES_TRY(nes_confirmation_send(tx, &scene->confirmation, scene->number.id.id));
    NES_TRY(nes_confirmation_code(tx, &scene->confirmation));
    NES_TRY(nes_face_begin(tx, &scene->confirmation, &face));
    errand.subject = face.id.id;
    NES_TRY(nes_face_apply_begin(tx, &errand, &answer));
    NES_TRY(nes_face_find(tx, face.id, &face));
    NES_TRY(nes_face_ask(tx, &face));
    told = (struct nes_face_told){ .state = NES_FACE_PASSED, .capture = { { scene->capture } } };
    return nes_face_apply_result(tx, &errand, &answer);
}

static struct nes_err end(struct nes_tx *tx, void *self)
{
    struct scene *scene = self;
    struct nes_registration registration;
    struct nes_confirmation_claim claim = { scene->confirmation.id, NES_OP_REGISTER, scene->registration.subject,
                                            scene->registration.subject, { { 0 } } };

    NES_TRY(nes_registration_find(tx, scene->registration.subject, &registration));
    claim.what = nes_registration_what(scene->crypto, &registration);
    NES_TRY(nes_confirmation_use(tx, &claim, &registration.evidence));
    return nes_registration_end(tx, &registration, &scene->client);
}

/* A person with sealed statements, `name`, who has not begun yet, in a rig of the test's engine. */
#define SCENE(rig, name)                                                                                               \
    NES_CAMP(camp);                                                                                                    \
    WORK_BEGIN(camp, keeper);                                                                                          \
    NES_AUTO(nes_rig_end) struct nes_rig *rig = nes_rig_begin(.engine = engine);                                       \
    struct scene name = { .login = "c111", .capture = 1 };                                                             \
    seal(&name, camp, keeper, "830604250016")

static void state_and_prove(struct nes_rig *rig, struct scene *scene)
{
    NES_WANT_OK(nes_rig_run(rig, state, scene));
    NES_WANT_OK(nes_rig_run(rig, prove, scene));
}

static void open_account(struct nes_rig *rig, struct scene *scene)
{
    state_and_prove(rig, scene);
    NES_WANT_OK(nes_rig_run(rig, end, scene));
}

/* How many of the parts of an open account are there. */
static struct nes_err look(struct nes_tx *tx, void *self)
{
    struct scene *scene = self;
    struct nes_registration registration;
    struct nes_confirmation confirmation;
    struct nes_number number;
    struct nes_subject_registers_row row;
    bool known;

    NES_TRY(nes_registration_find(tx, scene->registration.subject, &registration));
    NES_TRY(nes_confirmation_find(tx, scene->confirmation.id, false, &confirmation));
    NES_TRY(nes_number_find(tx, scene->number.id, &number));
    NES_TRY(nes_subject_registers(tx, scene->registration.subject, &row));
    NES_TRY(nes_client_known(tx, scene->client.iin_index, &known));
    scene->parts = 6;
    scene->done = (registration.ended_at > 0) + !nes_id_none(registration.evidence.id) + (confirmation.used_at > 0) +
                  (number.used_from > 0) + !row.registering + known;
    return NES_FINE;
}

NES_TEST_BOTH(no_failing_statement_leaves_half_an_account, .rules = "6.4", .kind = NES_REFUSES)
{
    SCENE(rig, scene);
    bool fired = true;

    state_and_prove(rig, &scene);
    for (unsigned nth = 1; fired; nth++) {
        struct nes_err err;

        nes_rig_fail_statement(rig, nth);
        err = nes_rig_run(rig, end, &scene);
        fired = nes_rig_fault_fired(rig);
        nes_rig_fail_statement(rig, 0);
        NES_WANT_OK(nes_rig_read(rig, look, &scene));
        NES_WANT_INT("all or nothing", scene.done, err.what ? 0 : scene.parts);
        fired = fired && err.what;
    }
    NES_WANT_INT("open at last", scene.done, scene.parts);
    NES_WANT_FAULT("and only once", nes_rig_run(rig, end, &scene), "CONFIRMATION_USED");
}

NES_TEST_BOTH(a_person_has_one_account, .rules = "D.11", .kind = NES_REFUSES)
{
    SCENE(rig, first);
    struct scene second = { .login = "c112", .capture = 2 };

    seal(&second, camp, keeper, "830604250016");
    NES_WANT_OK(nes_rig_run(rig, state, &first));
    NES_WANT_OK(nes_rig_run(rig, state, &second));
    NES_WANT_OK(nes_rig_run(rig, prove, &first));
    NES_WANT_OK(nes_rig_run(rig, prove, &second));
    NES_WANT_OK(nes_rig_run(rig, end, &first));
    NES_WANT_FAULT("the second registration", nes_rig_run(rig, end, &second), "CLIENT_THERE");
    NES_WANT_OK(nes_rig_read(rig, look, &second));
    NES_WANT_INT("opened nothing of its own", second.done, 1); /* the index is known, of the first */
}

static struct nes_err state_again(struct nes_tx *tx, void *self)
{
    struct scene *scene = self;

    return nes_registration_save(tx, &scene->registration);
}

NES_TEST_BOTH(a_registration_ends_with_what_was_confirmed, .rules = "6.3.a", .kind = NES_REFUSES)
{
    SCENE(rig, scene);

    state_and_prove(rig, &scene);
    scene.registration.facts = scene.number.phone; /* any other sealed value */
    NES_WANT_OK(nes_rig_run(rig, state_again, &scene));
    NES_WANT_FAULT("other facts", nes_rig_run(rig, end, &scene), "CONFIRMATION_OTHER");
    scene.registration.version--;
    NES_WANT_FAULT("changed by another meanwhile", nes_rig_run(rig, state_again, &scene), "DB_CONFLICT");
}

/* What another request of the same person does while the end of the registration is under way. */
static struct nes_err state_another(struct nes_tx *tx, void *self)
{
    struct scene *scene = self;
    struct nes_registration registration = scene->registration;

    registration.facts = scene->number.phone; /* any other sealed value */
    registration.number = (struct nes_number_id){ 0 };
    NES_TRY(nes_number_forget(tx, registration.subject));
    return nes_registration_save(tx, &registration);
}

/* Goes on with the registration as it was read before. */
static struct nes_err end_late(struct nes_tx *tx, void *self)
{
    struct scene *scene = self;
    struct nes_registration registration = scene->registration;
    struct nes_confirmation_claim claim = { scene->confirmation.id, NES_OP_REGISTER, registration.subject,
                                            registration.subject,
                                            nes_registration_what(scene->crypto, &registration) };

    NES_TRY(nes_confirmation_use(tx, &claim, &registration.evidence));
    return nes_registration_end(tx, &registration, &scene->client);
}

NES_TEST_BOTH(another_statement_meanwhile_leaves_no_half_account, .rules = "6.3.a", .kind = NES_REFUSES)
{
    SCENE(rig, scene);

    state_and_prove(rig, &scene);
    NES_WANT_OK(nes_rig_run(rig, state_another, &scene));
    NES_WANT_FAULT("as it was", nes_rig_run(rig, end_late, &scene), "REGISTRATION_OVER");
    NES_WANT_OK(nes_rig_read(rig, look, &scene));
    NES_WANT_INT("nothing of an account", scene.done, 0);
}

/* The number as it was read before another request put it to use. */
static struct nes_err use_late(struct nes_tx *tx, void *self)
{
    struct nes_number late = ((struct scene *)self)->number;

    late.owner = NES_OWNER_OWN;
    return nes_number_use(tx, &late);
}

static struct nes_err look_number(struct nes_tx *tx, void *self)
{
    struct scene *scene = self;
    struct nes_number number;
    bool found;

    NES_TRY(nes_number_current(tx, scene->registration.subject, &number, &found));
    scene->done = found;
    return NES_FINE;
}

NES_TEST_BOTH(a_number_put_to_use_twice_at_once_stays_in_use, .rules = "6.6", .kind = NES_REFUSES)
{
    SCENE(rig, scene);

    open_account(rig, &scene);
    NES_WANT_FAULT("the second use", nes_rig_run(rig, use_late, &scene), "NUMBER_OTHER");
    NES_WANT_OK(nes_rig_read(rig, look_number, &scene));
    NES_WANT_INT("still the client's number", scene.done, 1);
}

static struct nes_err add_number(struct nes_tx *tx, void *self)
{
    struct nes_number another = ((struct scene *)self)->number;

    return nes_number_add(tx, &another);
}

/* The registry is not asked for number after number. */
NES_TEST_BOTH(five_numbers_are_asked_for_in_a_day, .kind = NES_REFUSES)
{
    SCENE(rig, scene);

    NES_WANT_OK(nes_rig_run(rig, state, &scene)); /* the first */
    for (int i = 2; i <= 5; i++) {
        NES_WANT_OK(nes_rig_run(rig, add_number, &scene));
    }
    NES_WANT_FAULT("the sixth", nes_rig_run(rig, add_number, &scene), "NUMBERS_MANY");
    nes_rig_time(rig)->now_us += NES_DAY_US + 1;
    NES_WANT_OK(nes_rig_run(rig, add_number, &scene));
}

static struct nes_err add_account(struct nes_tx *tx, void *self)
{
    struct scene *scene = self;
    struct nes_account account = { .client = scene->client.id, .key = scene->client.key, .iban = NES_STR("sealed"),
                                   .iban_index = NES_STR("0123456789abcdef0123456789abcdef"),
                                   .bank = NES_STR("999"), .tail = NES_STR("0001") };

    return nes_account_add(tx, &account);
}

/* The bank is not asked whose account after account is. */
NES_TEST_BOTH(twenty_accounts_are_named_and_no_more, .kind = NES_REFUSES)
{
    SCENE(rig, scene);

    open_account(rig, &scene);
    for (int i = 1; i <= 20; i++) {
        NES_WANT_OK(nes_rig_run(rig, add_account, &scene));
    }
    NES_WANT_FAULT("the next", nes_rig_run(rig, add_account, &scene), "ACCOUNTS_MANY");
}

static struct nes_err state_paper(struct nes_tx *tx, void *self)
{
    struct scene *scene = self;
    struct nes_identity_paper paper = { .client = scene->client.id, .facts = NES_STR("sealed"), .tail = NES_STR("01"),
                                        .valid_until = { 742'000 } };

    return nes_identity_paper_state(tx, &scene->registration, &paper);
}

NES_TEST_BOTH(five_identity_documents_are_stated_in_a_day, .rules = "6.1.c", .kind = NES_REFUSES)
{
    SCENE(rig, scene);

    open_account(rig, &scene);
    for (int i = 1; i <= 5; i++) {
        NES_WANT_OK(nes_rig_run(rig, state_paper, &scene));
    }
    NES_WANT_FAULT("the sixth", nes_rig_run(rig, state_paper, &scene), "PAPERS_MANY");
    nes_rig_time(rig)->now_us += NES_DAY_US + 1;
    NES_WANT_OK(nes_rig_run(rig, state_paper, &scene));
}
