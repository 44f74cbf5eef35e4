// web/office/src/main.tsx: the start of the staff's pages.
import { createRoot } from "react-dom/client";
import { href } from "../../shared/src/route";
import { langOf, preferredLang } from "../../shared/src/words";
import { api, type Organisation, session } from "./api";
import { App } from "./app";
import { paint, Theme } from "./theme";
import { loadLang } from "./words";
import "@mantine/core/styles/baseline.css";
import "@mantine/core/styles/default-css-variables.css";
import "@mantine/core/styles/global.css";
import "@mantine/core/styles/UnstyledButton.css";
import "@mantine/core/styles/Button.css";
import "@mantine/core/styles/Loader.css";
import "@mantine/core/styles/Input.css";
import "@mantine/core/styles/InlineInput.css";
import "@mantine/core/styles/Checkbox.css";
import "@mantine/core/styles/Paper.css";
import "@mantine/core/styles/Alert.css";
import "@mantine/core/styles/Badge.css";
import "@mantine/core/styles/Table.css";
import "@mantine/core/styles/Group.css";
import "@mantine/core/styles/Stack.css";
import "@mantine/core/styles/Kbd.css";
import "../../shared/src/pieces.css";
import "./style.css";

async function start(): Promise<void> {
  const { lang, rest } = langOf(location.pathname);
  const words = loadLang(lang ?? preferredLang(navigator.languages));
  const asked = api.call("get", "/v1/organisation", {}).then(
    (got) => got.data as Organisation,
    () => null,
  );
  session.ask().catch(() => session.fail());
  await words;
  if (!lang) {
    history.replaceState(null, "", href(rest) + location.search);
  }
  const organisation = await asked;
  paint(organisation?.colour ?? "");
  const page = document.getElementById("page");
  if (page) {
    createRoot(page).render(
      <Theme>
        <App organisation={organisation} />
      </Theme>,
    );
  }
}

start();
