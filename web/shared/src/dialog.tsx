// web/shared/src/dialog.tsx: a dialog above the page; the browser keeps the focus in it.
import { type ReactNode, useEffect, useRef } from "react";

export function Dialog(props: { title: string; children: ReactNode; onClose?: () => void }) {
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    box.current?.showModal();
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
