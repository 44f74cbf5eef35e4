// web/borrower/src/ncalayer.ts: the authority's program on the client's computer, which holds the keys and signs
// (docs/wire/ncalayer.md). It gets the bytes and gives back a container; nothing else passes between us.

const ADDRESS = "wss://127.0.0.1:13579/";
const OPEN_MS = 4000;

/** absent: nothing listens there; cancelled: the person closed its window or has no key that fits; failed: anything else. */
export class SignerFault extends Error {
  constructor(readonly what: "absent" | "cancelled" | "failed") {
    super(what);
  }
}

function opened(): Promise<WebSocket> {
  return new Promise((open, broken) => {
    const line = new WebSocket(ADDRESS);
    const absent = () => {
      line.close();
      broken(new SignerFault("absent"));
    };
    const late = setTimeout(absent, OPEN_MS);
    line.onerror = absent;
    line.onclose = absent;
    line.onmessage = () => {
      clearTimeout(late); // it says its version first
      open(line);
    };
  });
}

interface Said {
  status?: boolean;
  body?: { result?: string[] | string };
}

/** Without the lines and breaks that some versions put around it. */
function plain(container: string): string {
  return container.replace(/-----(BEGIN|END) CMS-----|\s/g, "");
}

/** A container (CMS, base64) with the document in it, by a key for signing of this person. Throws SignerFault. */
export async function signBytes(base64: string, locale: string): Promise<string> {
  const line = await opened();
  const order = {
    module: "kz.gov.pki.knca.basics",
    method: "sign",
    args: {
      allowedStorages: [],
      format: "cms",
      data: base64,
      signingParams: { decode: true, encapsulate: true, digested: false, tsaProfile: {} },
      signerParams: { extKeyUsageOids: ["1.3.6.1.5.5.7.3.4"], chain: [] },
      locale,
    },
  };
  try {
    const said = await new Promise<Said>((answer, broken) => {
      line.onmessage = (event) => answer(JSON.parse(String(event.data)) as Said);
      line.onclose = () => broken(new SignerFault("failed"));
      line.onerror = () => broken(new SignerFault("failed"));
      line.send(JSON.stringify(order));
    });
    const result = said.body?.result;
    const first = Array.isArray(result) ? result[0] : result;
    if (said.status !== true) {
      throw new SignerFault("failed");
    }
    if (!first) {
      throw new SignerFault("cancelled");
    }
    return plain(first);
  } finally {
    line.close();
  }
}
