// web/office/src/keys.ts: work without a mouse: "/" searches, "g" and a letter open a room, "?" lists the keys.
import { useEffect } from "react";
import { go } from "../../shared/src/route";
import { rooms } from "./app";

const TWO_KEYS_MS = 1500;

function typing(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

export function useKeys(on: boolean, onSheet: () => void): void {
  useEffect(() => {
    let began = 0;
    const hear = (event: KeyboardEvent) => {
      if (
        !on ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        typing(event.target) ||
        document.querySelector("dialog[open]")
      ) {
        return;
      }
      const room = rooms().find((one) => one.key === event.key);
      if (Date.now() - began < TWO_KEYS_MS && room) {
        began = 0;
        go(room.path);
      } else if (event.key === "g") {
        began = Date.now();
      } else if (event.key === "?") {
        onSheet();
      } else if (event.key === "/") {
        const search = document.querySelector<HTMLInputElement>("input[type=search]");
        event.preventDefault();
        if (search) {
          search.focus();
        } else {
          go("/clients");
        }
      }
    };
    addEventListener("keydown", hear);
    return () => removeEventListener("keydown", hear);
  }, [on]);
}
