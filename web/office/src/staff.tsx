// web/office/src/staff.tsx: members of staff and their roles. RULE 27 RULE 28 RULE 29
import { Badge, Button, Checkbox, Group, NativeSelect, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { StaffInvite, StaffLock } from "../../generated/limits-office";
import { moment } from "../../shared/src/format";
import { useLoad } from "../../shared/src/load";
import { useSession } from "../../shared/src/session";
import { lang } from "../../shared/src/words";
import { api, may, type Schemas, session } from "./api";
import { Asked } from "./confirm";
import { Card, Room, Rows, SendingForm, Shown, State, useSending } from "./parts";
import { t } from "./words";

type Role = Schemas["StaffList"]["roles"][number];
const roleName = (role: Role | undefined, name: string) => role?.[`name_${lang()}` as const] ?? name;

type Member = Schemas["StaffList"]["staff"][number];
type Reason = Schemas["StaffLock"]["reason"];

/** RULE 29.1: locked at once, with its reason, by another person; its sessions end. */
function Locking(props: { of: Member; onDone: () => void }) {
  const { of } = props;
  const [reason, setReason] = useState<Reason>("dismissed");
  const path = { staff: of.id };
  return (
    <Asked
      about={of.name}
      doing={t(of.locked ? "staff.unlock" : "staff.lock")}
      sure={t(of.locked ? "staff.sure_unlock" : "staff.sure_lock")}
      facts={[
        [t("staff.name"), of.name],
        [t("sign_in.login"), of.login],
        [t("staff.why_locked"), of.locked && t(`staff_lock.${of.locked as Reason}`)],
      ]}
      send={() =>
        of.locked
          ? api.call("post", "/v1/staff/{staff}/unlock", { path })
          : api.call("post", "/v1/staff/{staff}/lock", { path, body: { reason } })
      }
      onDone={props.onDone}
    >
      {!of.locked && (
        <NativeSelect
          label={t("staff.why_lock")}
          value={reason}
          data={StaffLock.reason.choices.map((one) => ({ value: one, label: t(`staff_lock.${one}`) }))}
          onChange={(event) => setReason(event.currentTarget.value as Reason)}
        />
      )}
    </Asked>
  );
}

function Members(props: { list: Schemas["StaffList"]; onDone: () => void }) {
  const me = useSession(session).view?.id;
  const named = (name: string) =>
    roleName(
      props.list.roles.find((role) => role.name === name),
      name,
    );
  return (
    <Rows
      label={t("room.staff")}
      of={props.list.staff}
      columns={[
        {
          name: t("staff.name"),
          cell: (member) => (
            <>
              {member.name}{" "}
              {member.locked && (
                <>
                  <State tone="bad">{t("staff.locked")}</State>
                  <span className="soft under-name">
                    {t(`staff_lock.${member.locked as Reason}`)}
                    {member.locked_at && `, ${moment(member.locked_at)}`}
                  </span>
                </>
              )}
            </>
          ),
        },
        { name: t("sign_in.login"), cell: (member) => <code>{member.login}</code> },
        {
          name: t("staff.roles"),
          cell: (member) => (
            <Group gap="xs">
              {(member.roles ?? []).map((role) => (
                <Badge key={role} variant="outline" size="lg" tt="none">
                  {named(role)}
                </Badge>
              ))}
            </Group>
          ),
        },
        ...(may("STAFF_CHANGE")
          ? [
              {
                name: t("bank.do"),
                nameless: true,
                cell: (member: Member) => (member.id === me ? null : <Locking of={member} onDone={props.onDone} />),
              },
            ]
          : []),
      ]}
    />
  );
}

function Inviting(props: { roles: readonly Role[]; onDone: () => void }) {
  const [login, setLogin] = useState("");
  const [name, setName] = useState("");
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [made, setMade] = useState<Schemas["StaffInvited"] | null>(null);
  const sending = useSending();

  async function send(): Promise<void> {
    const body = { login: login.trim(), name: name.trim(), roles: [...chosen] };
    setMade((await api.call("post", "/v1/staff", { body })).data);
    setLogin("");
    setName("");
    setChosen([]);
    props.onDone();
  }

  if (made) {
    return (
      <Card title={t("staff.invited")}>
        <dl className="details">
          <dt>{t("sign_in.login")}</dt>
          <dd>
            <code>{made.login}</code>
          </dd>
          <dt>{t("clients.once")}</dt>
          <dd>
            <code>{made.one_time_password}</code>
          </dd>
        </dl>
        <p className="soft">{t("clients.once_why")}</p>
        <Button onClick={() => setMade(null)}>{t("staff.done")}</Button>
      </Card>
    );
  }
  return (
    <Card title={t("staff.invite")}>
      <SendingForm of={sending} send={send} fields={["login", "name", "roles"]} doing={t("staff.send")}>
        <div className="two">
          <TextInput
            label={t("staff.name")}
            {...sending.field("name", name, setName)}
            maxLength={StaffInvite.name.max}
          />
          <TextInput
            label={t("sign_in.login")}
            description={t("staff.login_hint")}
            {...sending.field("login", login, setLogin)}
            maxLength={StaffInvite.login.max}
            autoCapitalize="none"
            spellCheck={false}
          />
        </div>
        <fieldset className="plain">
          <legend>
            {t("staff.roles")} <span className="starred">*</span>
          </legend>
          <Stack gap="xs">
            {props.roles.map((role) => (
              <Checkbox
                key={role.name}
                label={roleName(role, role.name)}
                checked={chosen.includes(role.name)}
                onChange={(event) =>
                  setChosen(
                    event.currentTarget.checked ? [...chosen, role.name] : chosen.filter((one) => one !== role.name),
                  )
                }
              />
            ))}
          </Stack>
          {sending.at("roles") && <p className="field-fault">{sending.at("roles")}</p>}
        </fieldset>
      </SendingForm>
    </Card>
  );
}

export function StaffRoom() {
  const list = useLoad(async () => (await api.call("get", "/v1/staff", {})).data, []);
  return (
    <Room title={t("room.staff")}>
      <Card>
        <Shown of={list}>{(data) => <Members list={data} onDone={list.again} />}</Shown>
      </Card>
      {may("STAFF_CHANGE") && list.data && <Inviting roles={list.data.roles} onDone={list.again} />}
    </Room>
  );
}
