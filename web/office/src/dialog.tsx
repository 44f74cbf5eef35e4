// web/office/src/dialog.tsx: a window over the page, and the question before what cannot be taken back.
import { Button, Group } from "@mantine/core";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { type Sending, SendingFault } from "./parts";
import { t } from "./words";

export function Dialog(props: { title: string; children: ReactNode; onClose?: () => void }) {
  const box = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    box.current?.showModal();
  }, []);
  return (
    <dialog
      ref={box}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        props.onClose?.();
      }}
    >
      <h2 id={id}>{props.title}</h2>
      {props.children}
    </dialog>
  );
}

/** Shows exactly what is done, and does it once. */
export function Confirm(props: {
  title: string;
  children: ReactNode;
  doing: string;
  sending: Sending;
  onDo: () => Promise<void>;
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
