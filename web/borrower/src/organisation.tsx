// web/borrower/src/organisation.tsx: who lends and who heads it. RULE 7.2 RULE 7.2.a
import type { PageProps } from "./app";
import { nameOf } from "./app";
import { t } from "./words";

const telephone = (number: string) => `tel:${number.replace(/[^+\d]/g, "")}`;

export function OrganisationPage(props: PageProps) {
  const it = props.organisation;
  if (!it) {
    return <h1>{t("organisation.title")}</h1>;
  }
  const head = [it.head_last, it.head_first, it.head_patronymic].filter(Boolean).join(" ");
  return (
    <section className="narrow">
      <h1>{t("organisation.title")}</h1>
      <p className="lead">{nameOf(it)}</p>
      <dl className="details">
        <dt>{t("organisation.head")}</dt>
        <dd>{head}</dd>
        <dt>{t("organisation.bin")}</dt>
        <dd>{it.bin}</dd>
        <dt>{t("organisation.licence")}</dt>
        <dd>{it.licence}</dd>
        <dt>{t("organisation.legal_address")}</dt>
        <dd>{it.legal_address}</dd>
        <dt>{t("organisation.actual_address")}</dt>
        <dd>{it.actual_address}</dd>
        <dt>{t("organisation.phones")}</dt>
        <dd>
          {it.phones.split(",").map((phone) => (
            <a key={phone} className="block" href={telephone(phone)}>
              {phone.trim()}
            </a>
          ))}
        </dd>
        {it.fax && (
          <>
            <dt>{t("organisation.fax")}</dt>
            <dd>{it.fax}</dd>
          </>
        )}
        <dt>{t("organisation.email")}</dt>
        <dd>
          <a href={`mailto:${it.email}`}>{it.email}</a>
        </dd>
        {it.site && (
          <>
            <dt>{t("organisation.site")}</dt>
            <dd>{it.site.replace(/^https:\/\//, "")}</dd>
          </>
        )}
      </dl>
    </section>
  );
}
