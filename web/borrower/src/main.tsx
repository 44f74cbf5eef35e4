// web/borrower/src/main.tsx: the start. Words and the organisation are asked for at once; then the page is drawn.
import { render } from "preact";
import { applyBrand } from "../../shared/src/brand";
import { href } from "../../shared/src/route";
import { langOf, preferredLang } from "../../shared/src/words";
import { askAhead } from "./ahead";
import { api, type Organisation, session } from "./api";
import { App } from "./app";
import { loadLang } from "./words";
import "../../shared/src/pieces.css";
import "./style.css";

async function start(): Promise<void> {
  const { lang, rest } = langOf(location.pathname);
  const chosen = lang ?? preferredLang(navigator.languages);
  const words = loadLang(chosen);
  const asked = api.call("get", "/v1/organisation", {}).then(
    (got) => ({ organisation: got.data as Organisation, now: got.at ?? new Date() }),
    () => null,
  );
  session.ask().catch(() => session.fail());
  if (rest === "" || rest === "/") {
    askAhead();
  }
  await words;
  if (!lang) {
    history.replaceState(null, "", href(rest) + location.search);
  }
  const found = await asked;
  if (found) {
    applyBrand(found.organisation.colour);
  }
  const page = document.getElementById("page");
  if (page) {
    render(<App organisation={found?.organisation ?? null} now={found?.now ?? new Date()} />, page);
  }
}

start();
