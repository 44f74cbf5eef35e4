/* src/api/account.c: bank accounts of clients: named, their holder asked for, put to use by one method of item 35.
 * RULE 6.6.a RULE 8.7 */
#include "client/account.h"

#include "api/confirmable.h"
#include "api/doors.h"
#include "api/forms.h"
#include "api/house.h"
#include "notice/notice.h"

static const struct nes_choice holders[] = {
    { "asked", NES_OWNER_ASKED }, { "own", NES_OWNER_OWN },         { "other", NES_OWNER_OTHER },
    { "unknown", NES_OWNER_UNKNOWN }, { NULL, 0 },
};

struct wish {
    struct nes_str iban;
};
static const struct nes_field wish_fields[] = {
    NES_FIELD(struct wish, iban, .required = true, .max = 40, .form = &nes_form_iban,
              .words = "IBAN of an own account."),
};
static const struct nes_shape wish_shape = NES_SHAPE(struct wish, wish_fields, .as = "account_wish");

struct shown {
    struct nes_account_id id;
    struct nes_str bank, tail;
    unsigned holder;
    bool good;
    int64_t used_from, used_until;
};
static const struct nes_field shown_fields[] = {
    NES_FIELD(struct shown, id,         .required = true, .words = "The account."),
    NES_FIELD(struct shown, bank,       .required = true, .words = "The bank's three digits."),
    NES_FIELD(struct shown, tail,       .required = true, .words = "Its last four characters."),
    NES_FIELD(struct shown, holder,     .required = true, .choices = holders, .words = "Whose, as the bank says."),
    NES_FIELD(struct shown, good,       .words = "true: money may go there."),
    NES_FIELD(struct shown, used_from,  .instant = true, .words = "When it was confirmed."),
    NES_FIELD(struct shown, used_until, .instant = true, .words = "When it was taken back."),
};
static const struct nes_shape account_view = NES_SHAPE(struct shown, shown_fields, .as = "account");

struct list {
    struct { struct shown *rows; size_t len; } accounts;
};
static const struct nes_field list_fields[] = {
    NES_LIST(struct list, accounts, .required = true, .each = &account_view, .max = 50, .words = "Newest first."),
};
static const struct nes_shape list_view = NES_SHAPE(struct list, list_fields, .as = "accounts");

static struct shown shown_of(const struct nes_account *account)
{
    return (struct shown){ account->id, account->bank, account->tail, account->holder, nes_account_good(account),
                           account->used_from, account->used_until };
}

static struct nes_err account_load(struct nes_req *req, const struct nes_param_value *value, bool lock,
                                   struct nes_param_row *out)
{
    struct nes_account *account = NES_NEW(req->arena, struct nes_account);

    (void)lock; /* its use is an update that looks at the state */
    NES_TRY(nes_account_find(req->tx, (struct nes_account_id){ value->id }, account));
    *out = (struct nes_param_row){ .row = account, .owner = account->client.id, .object = value->id };
    return NES_FINE;
}
const struct nes_param nes_account_param = { .name = "account", .kind = NES_PARAM_ID,
                                             .doc = "A bank account of a client.", .load = account_load };

static struct nes_err add_prepare(struct nes_req *req, struct nes_reply *reply)
{
    const struct wish *in = req->body;
    const struct nes_client *client = nes_req_row(req, "client");
    struct nes_account *account = NES_NEW(req->arena, struct nes_account);
    struct nes_iban iban;

    (void)reply;
    NES_TRY(nes_iban_read(in->iban, &iban));
    account->client = client->id;
    account->key = client->key;
    req->prepared = account;
    return nes_account_seal(nes_house_of(req)->keeper, req->arena,
                            (struct nes_keeper_why){ NES_PURPOSE_RECORD, req->caller.id }, &iban, account);
}

static struct nes_err add_run(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_account account = *(const struct nes_account *)req->prepared;
    struct shown shown;

    NES_TRY(nes_account_add(req->tx, &account));
    nes_house_wake(req);
    shown = shown_of(&account);
    return nes_reply_created(reply, &account_view, &shown);
}

static struct nes_err accounts_show(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_accounts found;
    struct list list;

    NES_TRY(nes_accounts_of(req->tx, (struct nes_client_id){ nes_req_value(req, "client")->id }, &found));
    NES_NEW_ROWS(req->arena, list.accounts, found.len);
    for (size_t i = 0; i < found.len; i++) {
        list.accounts.rows[i] = shown_of(&found.rows[i]);
    }
    return nes_reply_ok(reply, &list_view, &list);
}

static struct nes_err account_see(struct nes_req *req, struct nes_reply *reply)
{
    struct shown shown = shown_of(nes_req_row(req, "account"));

    return nes_reply_ok(reply, &account_view, &shown);
}

struct nes_err nes_account_confirmable(struct nes_req *req, struct nes_client_id client, struct nes_id object,
                                       struct nes_confirmable *out)
{
    struct nes_account account;
    bool ends;

    NES_TRY(nes_account_find(req->tx, (struct nes_account_id){ object }, &account));
    if (!nes_id_eq(account.client.id, client.id)) {
        return NES_FAIL(NOT_FOUND, "object");
    }
    ends = account.used_from > 0;
    *out = (struct nes_confirmable){ nes_account_what(nes_house_of(req)->crypto, &account, ends),
                                     ends ? NES_STR("confirm.end_bank") : NES_STR("confirm.change_bank"),
                                     account.tail };
    return NES_FINE;
}

struct use {
    struct nes_confirmation_id confirmation;
};
static const struct nes_field use_fields[] = {
    NES_FIELD(struct use, confirmation, .required = true, .refers = "confirmation", .words = "Of this account."),
};
static const struct nes_shape use_shape = NES_SHAPE(struct use, use_fields, .as = "account_use");

/* Spends the confirmation of the use, or the end, of the account, and tells the client of the change. */
static struct nes_err confirm(struct nes_req *req, const struct nes_account *account, bool ends,
                              struct nes_evidence_id *evidence)
{
    const struct use *in = req->body;
    struct nes_confirmation_claim claim = { .id = in->confirmation, .op = NES_OP_CHANGE_BANK, .subject = req->caller.id,
                                            .object = account->id.id,
                                            .what = nes_account_what(nes_house_of(req)->crypto, account, ends) };
    struct nes_notice_id notice;

    NES_TRY(nes_confirmation_use(req->tx, &claim, evidence));
    nes_house_wake(req);
    return nes_notice_send(req->tx, account->client, NES_NOTICE_BANK, account->client.id, &notice);
}

static struct nes_err use_run(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_account *account = nes_req_row(req, "account");
    struct nes_evidence_id evidence;
    struct shown shown;

    if (account->holder != NES_OWNER_OWN) {
        return NES_REFUSE(ACCOUNT_OTHER, "account");
    }
    NES_TRY(confirm(req, account, false, &evidence));
    NES_TRY(nes_account_use(req->tx, account, evidence));
    shown = shown_of(account);
    return nes_reply_ok(reply, &account_view, &shown);
}

/* RULE 6.6.a: to take one away changes the bank details as well. */
static struct nes_err end_run(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_account *account = nes_req_row(req, "account");
    struct nes_evidence_id evidence;
    struct shown shown;

    if (!nes_account_good(account)) {
        return NES_REFUSE(ACCOUNT_OTHER, "account");
    }
    NES_TRY(confirm(req, account, true, &evidence));
    NES_TRY(nes_account_end(req->tx, account));
    shown = shown_of(account);
    return nes_reply_ok(reply, &account_view, &shown);
}

static const struct nes_route routes[] = {
    { NES_POST, "/v1/me/{client}/accounts", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT, .takes = &wish_shape,
      .gives = &account_view, .fails = NES_FAULTS(ACCOUNTS_MANY), .once = true, .prepare = add_prepare,
      .run = add_run, .rules = "8.7, 6.6.a", .doc = "Name an own bank account; the bank is asked whose it is." },
    { NES_GET, "/v1/me/{client}/accounts", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT, .gives = &list_view,
      .prepare = accounts_show, .rules = "8.7", .doc = "The own bank accounts." },
    { NES_GET, "/v1/mine/accounts/{account}", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT, .gives = &account_view,
      .prepare = account_see, .rules = "8.7", .doc = "An own bank account and whose it is." },
    { NES_POST, "/v1/mine/accounts/{account}/use", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT, .takes = &use_shape,
      .gives = &account_view, .status = 200,
      .fails = NES_FAULTS(ACCOUNT_OTHER, CONFIRMATION_OTHER, CONFIRMATION_USED, CONFIRMATION_OVER, CONFIRMATION_NEEDS),
      .run = use_run, .rules = "6.6.a, 9.2.a", .doc = "Put an own bank account to use." },
    { NES_POST, "/v1/mine/accounts/{account}/end", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT, .takes = &use_shape,
      .gives = &account_view, .status = 200,
      .fails = NES_FAULTS(ACCOUNT_OTHER, CONFIRMATION_OTHER, CONFIRMATION_USED, CONFIRMATION_OVER, CONFIRMATION_NEEDS),
      .run = end_run, .rules = "6.6.a", .doc = "Take an own bank account back: no money goes there any more." },
};
const struct nes_resource nes_account_resource = NES_RESOURCE("account", routes);
