// web/office/src/leaf.ts: what a leaf of the audit says, for people: "get.v1.clients.letters" is looking at letters.
import { t } from "./words";

const VERBS = ["get", "post", "put", "delete"] as const;
/** Words of the routes that we have names for; the others are shown as they are. */
const NOUNS = [
  "accounts",
  "aml",
  "applications",
  "audit",
  "authenticator",
  "bank_lines",
  "biometric",
  "cases",
  "client",
  "clients",
  "code",
  "confirmations",
  "consents",
  "contracts",
  "days",
  "decision",
  "disclosures",
  "events",
  "file",
  "gate",
  "identity_papers",
  "incidents",
  "journals",
  "letters",
  "lists",
  "loans",
  "looks",
  "numbers",
  "notices",
  "organisation",
  "page",
  "paper",
  "papers",
  "password",
  "payments",
  "payouts",
  "photo",
  "policy",
  "products",
  "refunds",
  "registration",
  "registrations",
  "reveals",
  "revealed",
  "searches",
  "session",
  "sessions",
  "staff",
  "statements",
] as const; // prettier-ignore

/** What the domain itself writes, besides the calls. */
const EVENTS = [
  "letter_sent",
  "contract_formed",
  "contract_concluded",
  "statement_taken",
  "payout_done",
  "payout_refused",
  "payout_cancelled",
  "refund_asked",
  "refund_proposed",
  "refund_withdrawn",
  "refund_rejected",
  "refund_decided",
  "refund_done",
  "refund_refused",
  "incident_found",
  "incident_step",
  "identity_paper_used",
  "payment_taken",
  "paper_formed",
  "face_passed",
  "face_failed",
  "consent_given",
  "confirmation_used",
  "case_opened",
  "case_confirmed",
  "case_cleared",
  "bureau_reported",
  "application_acknowledged",
  "application_submitted",
  "application_checking",
  "application_approved",
  "application_refused",
  "application_withdrawn",
  "application_chosen",
  "application_contract",
  "application_concluded",
  "application_lapsed",
] as const;

/** The last word of the route that has a name, with what was done to it; the code itself where there is none. */
export function leafText(kind: string): string {
  const [verb = "", ...rest] = kind.replaceAll("-", "_").split(".");
  const known = rest.filter((word) => (NOUNS as readonly string[]).includes(word)).slice(-2);
  const event = EVENTS.find((one) => one === kind.replaceAll(".", "_"));
  if (event) {
    return t(`leaf_event.${event}`);
  }
  if (kind.startsWith("client.revealed.")) {
    return t("leaf_noun.revealed");
  }
  if (known.length === 0 || !(VERBS as readonly string[]).includes(verb)) {
    return "";
  }
  const nouns = known.map((word) => t(`leaf_noun.${word as (typeof NOUNS)[number]}`)).join(" · ");
  return `${t(`leaf_verb.${verb as (typeof VERBS)[number]}`)}: ${nouns}`;
}
