// web/office/src/organisation.tsx: the organisation as clients see it: details, head, colour, logo. RULE 7.2 RULE 24.1
import { Button, Group, Stack, TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { OrganisationChange } from "../../generated/limits-office";
import { tokensOf } from "../../shared/src/brand";
import { useLoad } from "../../shared/src/load";
import { lang } from "../../shared/src/words";
import { api, may, type Schemas } from "./api";
import { Card, Room, SendingFault, Shown, useSending } from "./parts";
import { paint } from "./theme";
import { t } from "./words";

const FIELDS = [
  "name_kk",
  "name_ru",
  "bin",
  "licence",
  "legal_address",
  "actual_address",
  "phones",
  "fax",
  "email",
  "site",
  "head_last",
  "head_first",
  "head_patronymic",
] as const;
type Details = Schemas["Organisation"];

/** How the head of a client's page will look. */
function Preview(props: { colour: string; name: string; logo: string }) {
  const tokens = tokensOf(props.colour);
  return (
    <div
      className="preview"
      aria-hidden="true"
      ref={(box) => {
        for (const [name, value] of Object.entries(tokens)) {
          box?.style.setProperty(name, value);
        }
      }}
    >
      <img
        src={props.logo ? `data:image/svg+xml,${encodeURIComponent(props.logo)}` : "/v1/organisation/logo"}
        alt=""
        width="36"
        height="36"
      />
      <span>{props.name}</span>
      <b>{t("organisation.sample")}</b>
    </div>
  );
}

function Form(props: { details: Details; version: number; onSaved: () => void }) {
  const [details, setDetails] = useState(props.details);
  const [logo, setLogo] = useState("");
  const [saved, setSaved] = useState(false);
  const sending = useSending();
  const fixed = !may("ORGANISATION_CHANGE");
  useEffect(() => setDetails(props.details), [props.version]);

  async function send(): Promise<void> {
    const body = { ...details, ...(logo ? { logo } : {}) };
    await api.call("put", "/v1/organisation", { match: `"v${props.version}"`, body });
    paint(details.colour);
    setSaved(true);
    setLogo("");
    props.onSaved();
  }

  return (
    <form onSubmit={sending.submit(send)} onChange={() => setSaved(false)}>
      <Stack>
        <SendingFault of={sending} fields={[...FIELDS, "colour", "logo"]} />
        <div className="two">
          {FIELDS.map((field) => (
            <TextInput
              key={field}
              label={t(`organisation.${field}`)}
              value={details[field] ?? ""}
              readOnly={fixed}
              error={sending.at(field)}
              maxLength={OrganisationChange[field].max}
              required={"required" in OrganisationChange[field]}
              onChange={(event) => setDetails({ ...details, [field]: event.currentTarget.value })}
            />
          ))}
          <TextInput
            label={t("organisation.colour")}
            value={details.colour}
            readOnly={fixed}
            error={sending.at("colour")}
            maxLength={OrganisationChange.colour.max}
            onChange={(event) => setDetails({ ...details, colour: event.currentTarget.value })}
            required
          />
          {!fixed && (
            <div>
              <p className="name">{t("organisation.logo")}</p>
              <input
                id="logo"
                type="file"
                accept="image/svg+xml"
                onChange={async (event) => setLogo((await event.currentTarget.files?.[0]?.text()) ?? "")}
              />
              <label htmlFor="logo" className="pick">
                {t(logo ? "organisation.chosen" : "organisation.choose")}
              </label>
              {sending.at("logo") && <p className="fault">{sending.at("logo")}</p>}
            </div>
          )}
        </div>
        <Preview
          colour={details.colour}
          name={(lang() === "kk" ? details.name_kk : details.name_ru) ?? ""}
          logo={logo}
        />
        {!fixed && (
          <Group>
            <Button type="submit" loading={sending.busy}>
              {t("organisation.save")}
            </Button>
            <span role="status">{saved && t("organisation.saved")}</span>
          </Group>
        )}
      </Stack>
    </form>
  );
}

export function OrganisationRoom() {
  const found = useLoad(async () => {
    const got = await api.call("get", "/v1/organisation", {});
    return { details: got.data, version: Number(/^"v(\d+)"$/.exec(got.etag ?? "")?.[1] ?? 0) };
  }, []);
  return (
    <Room title={t("room.organisation")}>
      <Card>
        <Shown of={found}>{(data) => <Form {...data} onSaved={found.again} />}</Shown>
      </Card>
    </Room>
  );
}
