/* src/api/figures.c: the figures of the day, for the first room of the office. RULE 27 */
#include "desk/figures.h"

#include "api/doors.h"
#include "http/req.h"

static const struct nes_field count_fields[] = {
    NES_FIELD(struct nes_count, n,      .required = true, .max = INT64_MAX, .words = "So many."),
    NES_FIELD(struct nes_count, amount, .required = true, .max = INT64_MAX, .words = "Together."),
};
static const struct nes_shape count_view = NES_SHAPE(struct nes_count, count_fields, .as = "figure_count");

#define COUNT(member, text)  NES_FIELD(struct nes_figures, member, .required = true, .max = INT64_MAX, .words = text)
#define SUM(member, text)    NES_FIELD(struct nes_figures, member, .required = true, .negative = true, .words = text)
#define COUNTS(member, text)                                                                                           \
    NES_FIELD(struct nes_figures, member, .required = true, .shape = &count_view, .words = text)

static const struct nes_field figures_fields[] = {
    NES_FIELD(struct nes_figures, day,      .required = true, .words = "Today, in Almaty."),
    NES_FIELD(struct nes_figures, month_on, .required = true, .words = "Since when a month is counted."),
    COUNT(new_today, "Applications submitted today."),
    COUNT(new_month, "Applications submitted this month."),
    COUNT(submitted, "Applications whose checks run."),
    COUNT(checking, "Applications that wait for a person."),
    COUNT(approved, "Approved: the client has to choose."),
    COUNT(chosen, "The client has chosen."),
    COUNT(contract, "The contract waits for its signature."),
    NES_FIELD(struct nes_figures, oldest_at, .instant = true, .words = "Since when the oldest waits for a person."),
    COUNT(cases, "Open cases of persons found on lists."),
    COUNT(payouts_waiting, "Payouts that wait for their day or the client."),
    COUNT(payouts_refused, "Payouts that the bank refused."),
    COUNTS(receipts, "Money that belongs to no loan yet."),
    COUNTS(disbursed_today, "Paid out today."),
    COUNTS(disbursed_month, "Paid out this month."),
    COUNTS(collected_today, "Came back today."),
    COUNTS(collected_month, "Came back this month."),
    COUNT(late, "Loans that are late."),
    COUNT(late_month, "Late by more than 30 days."),
    COUNT(late_two, "Late by more than 60 days."),
    COUNT(late_three, "Late by more than 90 days."),
    SUM(principal, "Principal in time, by the books."),
    SUM(overdue_principal, "Overdue principal."),
    SUM(remuneration, "Remuneration in time."),
    SUM(overdue_remuneration, "Overdue remuneration."),
    SUM(penalty, "Penalty."),
};
static const struct nes_shape figures_view = NES_SHAPE(struct nes_figures, figures_fields, .as = "figures");

static struct nes_err figures_show(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_figures figures;

    NES_TRY(nes_figures_of(req->tx, req->today, &figures));
    return nes_reply_ok(reply, &figures_view, &figures);
}

static const struct nes_route routes[] = {
    { NES_GET, "/v1/figures", .listen = NES_OFFICE, .needs = NES_PERM_FIGURES_VIEW, .gives = &figures_view,
      .prepare = figures_show, .rules = "27",
      .doc = "New, waiting, disbursed, collected, overdue: the figures of today." },
};
const struct nes_resource nes_figures_resource = NES_RESOURCE("figures", routes);
