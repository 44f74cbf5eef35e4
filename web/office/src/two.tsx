// web/office/src/two.tsx: what one person proposed another decides. RULE 27
import { Button, Group } from "@mantine/core";
import { Fragment, type ReactNode, useState } from "react";
import { useLoad } from "../../shared/src/load";
import { useSession } from "../../shared/src/session";
import { may, type Schemas, session } from "./api";
import { Card, Listed, Room, Shown, type Tone, Trouble, useSending } from "./parts";
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
  const button = (approve: boolean) => (
    <Button
      variant={approve ? "filled" : "outline"}
      loading={sending.busy}
      aria-label={`${t(approve ? "two.approve" : "two.reject")}: ${props.about}`}
      onClick={() => sending.run((key) => props.decide(approve, key))}
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

export const VERSION_TONES: Record<Schemas["ProductVersion"]["state"], Tone> = {
  proposed: "wait",
  published: "good",
  rejected: "bad",
};

/** A room of things that hold by versions: what waits beside what holds now, all versions, a new proposal. */
export function VersionsRoom<T extends { id: string; state: string }>(props: {
  title: string;
  all: string;
  load: () => Promise<readonly T[]>;
  /** Versions of the same thing have the same. */
  same: (one: T) => string;
  waiting: (of: T, now: T | undefined, onDone: () => void) => ReactNode;
  versions: (of: readonly T[]) => ReactNode;
  proposing: (all: readonly T[], onDone: () => void) => ReactNode;
}) {
  const { same } = props;
  const [turn, setTurn] = useState(0);
  const found = useLoad(props.load, [turn]);
  const again = () => setTurn((now) => now + 1);
  const holds = (all: readonly T[], of: T) =>
    all.find((other) => same(other) === same(of) && other.state === "published");
  return (
    <Room title={props.title}>
      <Shown of={found}>
        {(all) => (
          <>
            {all
              .filter((one) => one.state === "proposed")
              .map((one) => (
                <Fragment key={one.id}>{props.waiting(one, holds(all, one), again)}</Fragment>
              ))}
            <Card title={props.all}>
              <Listed of={all} none={t("file.none")}>
                {props.versions}
              </Listed>
            </Card>
            {may("PRODUCT_CHANGE") && <Fragment key={turn}>{props.proposing(all, again)}</Fragment>}
          </>
        )}
      </Shown>
    </Room>
  );
}
