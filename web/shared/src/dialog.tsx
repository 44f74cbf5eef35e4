// web/shared/src/dialog.tsx: a dialog above the page; the browser keeps the focus in it. It begins at what has `data-first`,
// otherwise at the first thing that can have it.
import { type ReactNode, useEffect, useId, useRef } from "react";

export function Dialog(props: { title: string; children: ReactNode; onClose?: () => void }) {
  const box = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    box.current?.showModal();
    box.current?.querySelector<HTMLElement>("[data-first]")?.focus();
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
