// web/office/src/two.tsx: what one person proposed another decides. RULE 27
import { Button, Group } from "@mantine/core";
import { useRef } from "react";
import { newKey } from "../../shared/src/client";
import { useSession } from "../../shared/src/session";
import { session } from "./api";
import { Trouble, useSending } from "./parts";
import { t } from "./words";

/** Who proposed does not decide; the server refuses it, too. */
export function TwoPersons(props: {
  maker: string | undefined;
  may: boolean;
  about: string;
  decide: (approve: boolean, key: string) => Promise<void>;
}) {
  const own = useSession(session).view?.id === props.maker;
  const sending = useSending();
  const key = useRef(newKey());
  const button = (approve: boolean) => (
    <Button
      variant={approve ? "filled" : "outline"}
      loading={sending.busy}
      aria-label={`${t(approve ? "two.approve" : "two.reject")}: ${props.about}`}
      onClick={() => sending.run(() => props.decide(approve, key.current))}
    >
      {t(approve ? "two.approve" : "two.reject")}
    </Button>
  );
  if (own) {
    return <p className="soft deciding">{t("books.own")}</p>;
  }
  return (
    <div className="deciding">
      <Trouble fault={sending.fault} />
      {props.may && (
        <Group>
          {button(true)}
          {button(false)}
        </Group>
      )}
    </div>
  );
}
