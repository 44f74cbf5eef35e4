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

/** j and k go through the rows of a list; Enter opens, as it does with any link. */
function move(by: number): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>(".queue tbody a")];
  const at = links.indexOf(document.activeElement as HTMLAnchorElement);
  links[Math.min(links.length - 1, Math.max(0, at + by))]?.focus();
}

/** Goes to the search of clients, wherever one is. */
function search(): void {
  const field = document.querySelector<HTMLInputElement>("input[type=search]");
  if (field) {
    field.focus();
    return;
  }
  go("/clients");
  setTimeout(() => document.querySelector<HTMLInputElement>("input[type=search]")?.focus(), 50);
}

/** A part of the page that names its key: a way is gone, all else only gets the focus: Enter does it. */
function marked(key: string): boolean {
  const found = /^[a-z]$/.test(key) ? document.querySelector<HTMLElement>(`[data-key="${key}"]`) : null;
  if (found instanceof HTMLAnchorElement) {
    found.click();
  } else {
    found?.focus();
  }
  return found !== null;
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
        event.preventDefault();
        search();
      } else if (event.key === "j" || event.key === "k") {
        move(event.key === "j" ? 1 : -1);
      } else if (marked(event.key)) {
        event.preventDefault();
      }
    };
    addEventListener("keydown", hear);
    return () => removeEventListener("keydown", hear);
  }, [on]);
}
