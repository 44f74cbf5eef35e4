// web/office/src/client_name.ts: whose it is. The name lies sealed with the client: asking for it is a look, recorded as such.
// RULE 11.2
import { useLoad } from "../../shared/src/load";
import { api, may } from "./api";

/** The client's name for those who may see clients; empty for others and until it is known. */
export function useClientName(client: string | undefined): string {
  const found = useLoad(
    async () =>
      client && may("CLIENT_VIEW")
        ? (await api.call("get", "/v1/clients/{client}", { path: { client } })).data.name
        : "",
    [client],
  );
  return found.data ?? "";
}
