// web/office/src/confirm.tsx: the question before what cannot be taken back.
import { Button, Group } from "@mantine/core";
import type { ReactNode } from "react";
import { Dialog } from "../../shared/src/dialog";
import { type Sending, SendingFault } from "./parts";
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
