// web/shared/src/dialog.tsx: a dialog above the page; the browser keeps the focus in it. It begins at what has `data-first`,
// otherwise at the first thing that can have it.
import { type ReactNode, useEffect, useRef } from "react";

export function Dialog(props: { title: string; children: ReactNode; onClose?: () => void }) {
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    box.current?.showModal();
    box.current?.querySelector<HTMLElement>("[data-first]")?.focus();
  }, []);
  return (
    <dialog
      ref={box}
      aria-labelledby="dialog-title"
      onCancel={(event) => {
        event.preventDefault();
        props.onClose?.();
      }}
    >
      <h2 id="dialog-title">{props.title}</h2>
      {props.children}
    </dialog>
  );
}
