// web/office/src/client.tsx: one client on one page: person, applications, loans, letters, what is on file, who looked.
// RULE 27 RULE 7.7 RULE 11.2 RULE 34.1
import { Button, Group } from "@mantine/core";
import { useState } from "react";
import { dayShort, decimal, moment } from "../../shared/src/format";
import { useLoad } from "../../shared/src/load";
import { base64Of, pictureAddress } from "../../shared/src/pieces";
import { Link } from "../../shared/src/route";
import { LANG_NAMES } from "../../shared/src/words";
import { api, may, type Schemas } from "./api";
import type { RoomProps } from "./app";
import { ApplicationsTable } from "./applications";
import { leafText } from "./leaf";
import { Letters, Notices } from "./letters";
import { Card, Facts, Listed, Room, Rows, Shown, State, Trouble, useSending } from "./parts";
import { Masked } from "./reveal";
import { t } from "./words";

function Photo(props: { client: string }) {
  const [address, setAddress] = useState("");
  const sending = useSending();

  async function load(): Promise<void> {
    const bytes = await api.bytes("/v1/clients/{client}/photo", { path: { client: props.client } });
    setAddress(pictureAddress(await base64Of(bytes)));
  }

  if (address) {
    return <img className="photo" src={address} alt={t("file.photo")} />;
  }
  return (
    <>
      <Button variant="outline" loading={sending.busy} onClick={() => sending.run(load)}>
        {t("file.photo_show")}
      </Button>
      <Trouble fault={sending.fault} />
    </>
  );
}

/** RULE 34.1: consents and confirmations with the leaves that prove them. */
function OnFile(props: { client: string; file: Schemas["ClientFile"] }) {
  const { file } = props;
  return (
    <Card title={t("file.title")}>
      <Facts
        of={[
          [t("file.registered"), file.registered_at ? moment(file.registered_at) : t("file.by_staff")],
          [t("file.paper_until"), file.paper_until && dayShort(file.paper_until)],
        ]}
      />
      {file.has_photo && <Photo client={props.client} />}
      <h3>{t("file.accounts")}</h3>
      <Listed of={file.accounts} none={t("file.none")}>
        {(accounts) => (
          <ul className="rows">
            {accounts.map((account) => (
              <li key={account.id}>
                <code>•••• {account.tail}</code>{" "}
                <State tone={account.holder === "own" ? "good" : account.holder === "other" ? "bad" : "wait"}>
                  {t(`holder.${account.holder}`)}
                </State>{" "}
                <span className="soft">
                  {account.used_from ? t("file.used_from", { at: moment(account.used_from) }) : t("file.unused")}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Listed>
      <h3>{t("file.consents")}</h3>
      <Listed of={file.consents} none={t("file.none")}>
        {(consents) => (
          <ul className="rows">
            {consents.map((consent) => (
              <li key={consent.leaf}>
                {t(`consent.${consent.kind as "bureau"}`)}{" "}
                <span className="soft">
                  {moment(consent.given_at)}
                  {consent.withdrawn_at && ` – ${moment(consent.withdrawn_at)}`}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Listed>
      <h3>{t("file.evidence")}</h3>
      <Listed of={file.evidence} none={t("file.none")}>
        {(evidence) => (
          <ul className="rows">
            {evidence.map((one) => (
              <li key={one.id}>
                {t(`operation.${one.operation as "conclude"}`)}:{" "}
                {one.methods
                  .split(" ")
                  .map((method) => t(`method.${method as "biometric"}`))
                  .join(", ")}{" "}
                <span className="soft">{moment(one.made_at)}</span>
              </li>
            ))}
          </ul>
        )}
      </Listed>
    </Card>
  );
}

function Applications(props: { client: string }) {
  const { client } = props;
  const list = useLoad(
    async () => (await api.call("get", "/v1/clients/{client}/applications", { path: { client } })).data.applications,
    [client],
  );
  return (
    <Card title={t("room.applications")}>
      <Shown of={list}>{(rows) => <ApplicationsTable of={rows} none={t("file.none")} />}</Shown>
    </Card>
  );
}

function Loans(props: { client: string }) {
  const { client } = props;
  const list = useLoad(
    async () => (await api.call("get", "/v1/clients/{client}/loans", { path: { client } })).data.loans,
    [client],
  );
  return (
    <Card title={t("client.loans")}>
      <Shown of={list}>
        {(rows) => (
          <Rows
            label={t("client.loans")}
            of={rows}
            none={t("file.none")}
            columns={[
              { name: t("loan.number"), cell: (loan) => <Link to={`/loans/${loan.id}`}>{loan.number}</Link> },
              { name: t("loan.amount"), cell: (loan) => decimal(loan.amount ?? "0.00"), figure: true },
              {
                name: t("queue.state"),
                cell: (loan) =>
                  loan.overdue_since ? (
                    <State tone="bad">{t("loan.late_since", { day: dayShort(loan.overdue_since) })}</State>
                  ) : (
                    <State>{t(`loan_state.${loan.state}`)}</State>
                  ),
              },
              { name: t("loan.next"), cell: (loan) => (loan.next_due ? dayShort(loan.next_due) : "–") },
            ]}
          />
        )}
      </Shown>
    </Card>
  );
}

/** Who of the staff looked and acted; all that happened only where it is asked for. RULE 11.2 */
function LooksTable(props: { of: Schemas["ClientLooks"] }) {
  const { looks, reveals } = props.of;
  const [all, setAll] = useState(false);
  const shown = all ? looks : looks.filter((look) => look.actor === "staff");
  return (
    <>
      {reveals.length > 0 && (
        <>
          <h3>{t("looks.reveals")}</h3>
          <ul className="rows">
            {reveals.map((reveal) => (
              <li key={reveal.at + reveal.field}>
                <strong>{reveal.name}</strong>: {t(`reveal.${reveal.field}`)}, {t(`reveal_reason.${reveal.reason}`)}{" "}
                <q>{reveal.note}</q> <span className="soft">{moment(reveal.at)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <Group justify="space-between">
        <p className="soft">{t("looks.last", { n: looks.length })}</p>
        <Button variant="outline" onClick={() => setAll(!all)}>
          {t(all ? "looks.staff" : "looks.all")}
        </Button>
      </Group>
      <Rows
        label={t("looks.title")}
        of={shown}
        none={t("file.none")}
        columns={[
          { name: t("audit.at"), cell: (look) => moment(look.at), nowrap: true },
          { name: t("audit.actor"), cell: (look) => look.name || t(`actor.${look.actor}`) },
          {
            name: t("audit.kind"),
            cell: (look) => (
              <span>
                {leafText(look.kind) || <code>{look.kind}</code>}{" "}
                {look.refused && <State tone="bad">{t("looks.refused")}</State>}
              </span>
            ),
          },
        ]}
      />
    </>
  );
}

/** RULE 11.2: asked for only when it is opened, because asking is a look, too. */
function Looks(props: { client: string; turn: number }) {
  const [open, setOpen] = useState(false);
  return (
    <Card title={t("looks.title")}>
      {open ? (
        <LooksOpen key={props.turn} client={props.client} />
      ) : (
        <Button variant="outline" onClick={() => setOpen(true)}>
          {t("looks.show")}
        </Button>
      )}
    </Card>
  );
}

function LooksOpen(props: { client: string }) {
  const { client } = props;
  const found = useLoad(
    async () => (await api.call("get", "/v1/clients/{client}/looks", { path: { client } })).data,
    [client],
  );
  return <Shown of={found}>{(data) => <LooksTable of={data} />}</Shown>;
}

export function ClientRoom(props: RoomProps) {
  const client = props.path.client ?? "";
  const [turn, setTurn] = useState(0);
  const record = useLoad(
    async () => (await api.call("get", "/v1/clients/{client}", { path: { client } })).data,
    [client],
  );
  const file = useLoad(
    async () => (await api.call("get", "/v1/clients/{client}/file", { path: { client } })).data,
    [client],
  );
  const again = () => setTurn((now) => now + 1);
  return (
    <Room
      title={record.data?.name ?? t("room.client")}
      side={
        <Link to="/clients" hotkey="u">
          {t("clients.back")}
        </Link>
      }
    >
      <Shown of={record}>
        {(data) => (
          <>
            <div className="two">
              <Card title={t("client.person")}>
                <Facts
                  of={[
                    [
                      t("clients.iin"),
                      <Masked key="iin" client={client} field="iin" masked={data.iin} onShown={again} />,
                    ],
                    [
                      t("clients.phone"),
                      <Masked key="phone" client={client} field="phone" masked={data.phone} onShown={again} />,
                    ],
                    [t("sign_in.login"), file.data?.login],
                    [t("clients.lang"), LANG_NAMES[data.lang as "kk"] ?? data.lang],
                  ]}
                />
                <p className="small">{t("clients.masked")}</p>
              </Card>
              {may("NOTICE_SEND") && <Notices client={client} />}
            </div>
            {may("APPLICATION_VIEW") && <Applications client={client} />}
            {may("LOAN_VIEW") && <Loans client={client} />}
            {may("LETTER_VIEW") && <Letters client={client} name={data.name} />}
            <Shown of={file}>{(found) => <OnFile client={client} file={found} />}</Shown>
            {may("LOOKS_VIEW") && <Looks client={client} turn={turn} />}
          </>
        )}
      </Shown>
    </Room>
  );
}
