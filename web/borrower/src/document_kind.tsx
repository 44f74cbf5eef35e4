// web/borrower/src/document_kind.tsx: which identity document it is. A birth certificate is none here: it is not offered. RULE 6.1.c
import { RegistrationPerson } from "../../generated/limits-borrower";
import { t } from "./words";

export const DOCUMENTS = RegistrationPerson.document.choices.filter((one) => one !== "birth_certificate");
type Kind = (typeof DOCUMENTS)[number];

export function DocumentKind(props: { value: Kind; onValue: (value: Kind) => void }) {
  return (
    <div className="field">
      <label htmlFor="document">{t("fact.document_kind")}</label>
      <select id="document" value={props.value} onChange={(event) => props.onValue(event.currentTarget.value as Kind)}>
        {DOCUMENTS.map((one) => (
          <option key={one} value={one}>
            {t(`document.${one}`)}
          </option>
        ))}
      </select>
    </div>
  );
}
