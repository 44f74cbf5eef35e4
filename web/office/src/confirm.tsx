// web/office/src/confirm.tsx: the question before what cannot be taken back.
import { Button, Group } from "@mantine/core";
import { type ComponentProps, type ReactNode, useState } from "react";
import { Dialog } from "../../shared/src/dialog";
import { Facts, type Sending, SendingFault, useSending } from "./parts";
import { t } from "./words";

/** Shows exactly what is done, and does it once. */
export function Confirm(props: {
  title: string;
  children: ReactNode;
  doing: string;
  sending: Sending;
  onDo: (key: string) => Promise<void>;
  onClose: () => void;
}) {
  return (
    <Dialog title={props.title} onClose={props.onClose}>
      {props.children}
      <SendingFault of={props.sending} fields={[]} />
      <Group mt="md">
        <Button loading={props.sending.busy} onClick={() => props.sending.run(props.onDo)}>
          {props.doing}
        </Button>
        <Button variant="outline" onClick={props.onClose}>
          {t("confirm.back")}
        </Button>
      </Group>
    </Dialog>
  );
}

/** A button that asks, beside the facts and what is chosen there, before it does something. */
export function Asked(props: {
  about: string;
  doing: string;
  sure: string;
  facts: ComponentProps<typeof Facts>["of"];
  filled?: boolean;
  children?: ReactNode;
  send: (key: string) => Promise<unknown>;
  onDone: () => void;
}) {
  const [asking, setAsking] = useState(false);
  const sending = useSending();

  async function act(key: string): Promise<void> {
    await props.send(key);
    sending.renew();
    setAsking(false);
    props.onDone();
  }

  return (
    <>
      <Button
        variant={props.filled ? "filled" : "outline"}
        size="compact-md"
        aria-label={`${props.doing}: ${props.about}`}
        onClick={() => setAsking(true)}
      >
        {props.doing}
      </Button>
      {asking && (
        <Confirm title={props.sure} doing={props.doing} sending={sending} onDo={act} onClose={() => setAsking(false)}>
          <Facts of={props.facts} />
          {props.children}
        </Confirm>
      )}
    </>
  );
}
