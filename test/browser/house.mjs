// test/browser/house.mjs: a lender of its own for one run: product and world on free ports, in a folder that ends with it.
import { spawn, spawnSync } from "node:child_process";
import { createHmac, randomUUID, X509Certificate, createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

export const ROOT = resolve(import.meta.dirname, "../..");
const BUILD = process.env.NESIE_BUILD ?? join(ROOT, "build");
const HOSTS = { public: "my.localhost", office: "office.localhost", terminal: "terminal.localhost", world: "world.localhost" };
export const PASSWORD = "төрт тау етегінде";

function portFree(port) {
  return new Promise((tell) => {
    const probe = createServer();
    probe.once("error", () => tell(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => tell(true)));
  });
}

/** Six ports in a row that are free now, below those that the system lends to outgoing calls: a block of test/story/scene.py. */
async function freeBlock() {
  for (let tries = 0; tries < 50; tries++) {
    const port = 14_000 + 6 * Math.floor(Math.random() * 3_000);
    const free = await Promise.all([0, 1, 2, 3, 4, 5].map((step) => portFree(port + step)));
    if (free.every(Boolean)) {
      return port;
    }
  }
  throw new Error("no six free ports in a row");
}

/** libfaketime: hours later for programs that read it from a file. */
function faketime() {
  const found = readdirSync("/usr/lib").map((name) => join("/usr/lib", name, "faketime/libfaketimeMT.so.1")).find(existsSync);
  if (!found) {
    throw new Error("libfaketime is not installed");
  }
  return found;
}

/** The six digits of an authenticator application now (RFC 6238). */
export function codeOf(secret, shift = 0) {
  const bits = [...secret.replace(/=+$/, "")].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + shift));
  const mac = createHmac("sha1", key).update(step).digest();
  const at = mac.at(-1) & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

export class House {
  /** `moves`: its time can be moved on (later). */
  static async begin({ moves = false } = {}) {
    const house = new House();
    house.folder = mkdtempSync(join(tmpdir(), "nesie-browser."));
    house.data = join(house.folder, "data");
    house.port = await freeBlock();
    house.programs = [];
    house.people = {};
    house.returning = {};
    house.env = { ...process.env };
    if (moves) {
      house.later(0);
      Object.assign(house.env, {
        LD_PRELOAD: faketime(), FAKETIME_TIMESTAMP_FILE: join(house.folder, "clock"), FAKETIME_NO_CACHE: "1",
        FAKETIME_DONT_FAKE_MONOTONIC: "1", FAKETIME_FORCE_MONOTONIC_FIX: "0",
      });
    }
    house.command(["init", "--data", house.data, "--demo", "--port", String(house.port)]);
    await house.start(join(BUILD, "nesie"), "serve", "--data", house.data);
    const ports = { "--port": 3, "--pki-port": 4, "--ncalayer-port": 5 };
    const words = Object.entries(ports).flatMap(([name, step]) => [name, String(house.port + step)]);
    await house.start(join(BUILD, "nesie-world"), "--data", house.data, ...words);
    await house.listens(house.port + 5);
    return house;
  }

  /** Its programs live so many hours after us. */
  later(hours) {
    const file = join(this.folder, "clock");
    writeFileSync(`${file}.new`, `+${hours * 3600}\n`);
    renameSync(`${file}.new`, file);
  }

  async listens(port) {
    for (const end = Date.now() + 60_000; await portFree(port); ) {
      if (Date.now() > end) {
        throw new Error(`nobody listens at ${port}`);
      }
      await new Promise((go) => setTimeout(go, 100));
    }
  }

  command(words, input = "") {
    const run = spawnSync(join(BUILD, "nesie"), words, { encoding: "utf8", input, env: this.env });
    if (run.status !== 0) {
      throw new Error(`nesie ${words.join(" ")}: ${run.stderr}`);
    }
    return run.stdout;
  }

  start(program, ...words) {
    const child = spawn(program, words, { stdio: ["ignore", "pipe", "pipe"], env: this.env });
    const serve = program.endsWith("nesie");
    this.programs.push(child);
    return new Promise((ready, broken) => {
      let said = "";
      const hear = (bytes) => {
        said = (said + bytes).slice(-4000);
        if (!serve || said.includes('"serve.ready"')) {
          ready();
        }
      };
      child.stdout.on("data", hear);
      child.stderr.on("data", hear);
      child.once("exit", () => broken(new Error(`${program} ended: ${said}`)));
      if (!serve) {
        setTimeout(ready, 500);
      }
    });
  }

  async end() {
    await Promise.all(
      this.programs.reverse().map(
        (child) =>
          new Promise((gone) => {
            child.removeAllListeners("exit");
            child.once("exit", gone);
            child.kill("SIGTERM");
          }),
      ),
    );
    rmSync(this.folder, { recursive: true, force: true });
  }

  address(door) {
    return `https://${HOSTS[door]}:${this.port + Object.keys(HOSTS).indexOf(door)}`;
  }

  /** What a browser may be told to trust: the keys of this house's certificates and no other. */
  spki() {
    const hashOf = (name) => {
      const key = new X509Certificate(readFileSync(join(this.data, "tls", name))).publicKey;
      return createHash("sha256").update(key.export({ type: "spki", format: "der" })).digest("base64");
    };
    return [hashOf("server.pem"), hashOf("ncalayer.pem")].join();
  }

  /** One request as `who`, whose cookie is kept. A session that ended, because a long run left its person idle, begins anew. */
  async ask(who, door, method, path, body, more = {}) {
    const answer = await this.askOnce(who, door, method, path, body, more);
    if (answer.status !== 401 || !this.returning[who] || more.Cookie || !(await this.signInAgain(who))) {
      return answer;
    }
    return this.askOnce(who, door, method, path, body, more);
  }

  /** Whether it could: an account may be locked. A code of the authenticator is good once, so the next one is tried, too. */
  async signInAgain(who) {
    const { door, login, password, secret } = this.returning[who];
    for (let tries = 0; tries < 3; tries++) {
      const entered = await this.askOnce(who, door, "POST", "/v1/sessions", { login, password });
      if (entered.status !== 201 || !secret) {
        return entered.status === 201;
      }
      if ((await this.askOnce(who, door, "PUT", "/v1/session/code", { code: codeOf(secret) })).status === 200) {
        return true;
      }
      await new Promise((go) => setTimeout(go, 30_000 - (Date.now() % 30_000) + 100));
    }
    return false;
  }

  askOnce(who, door, method, path, body, { form, ...headers } = {}) {
    const text = form ?? (body === undefined ? "" : JSON.stringify(body));
    const origin = this.address(door);
    return new Promise((done, broken) => {
      const call = request(
        {
          host: "127.0.0.1",
          port: new URL(origin).port,
          servername: HOSTS[door],
          ca: readFileSync(join(this.data, "tls/ca.pem")),
          method,
          path,
          headers: {
            Host: new URL(origin).host,
            Origin: origin,
            "Accept-Language": "en",
            "Idempotency-Key": randomUUID(),
            ...(text ? { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(text) } : {}),
            ...(this.people[who] ? { Cookie: this.people[who] } : {}),
            ...headers,
          },
        },
        (answer) => {
          const parts = [];
          answer.on("data", (part) => parts.push(part));
          answer.on("end", () => {
            const cookie = answer.headers["set-cookie"]?.[0];
            if (cookie) {
              this.people[who] = cookie.split(";")[0];
            }
            const bytes = Buffer.concat(parts);
            const json = answer.headers["content-type"]?.includes("json") ? JSON.parse(bytes) : undefined;
            done({ status: answer.statusCode, headers: answer.headers, bytes, json });
          });
        },
      );
      call.once("error", broken);
      call.end(text);
    });
  }

  async want(status, ...call) {
    const answer = await this.ask(...call);
    if (answer.status !== status) {
      throw new Error(`${call.slice(1, 4).join(" ")}: ${answer.status} ${answer.bytes}`);
    }
    return answer.json;
  }

  /** Invites, sets the password, binds an authenticator: the secret, for signing in on a page. */
  async staff(login, name, ...roles) {
    const words = ["staff", "invite", "--data", this.data, "--login", login, "--name", name];
    const said = this.command([...words, ...roles.flatMap((role) => ["--role", role])]);
    const once = said.trim().split(/\s+/).at(-1);
    await this.want(201, login, "office", "POST", "/v1/sessions", { login, password: once });
    await this.want(200, login, "office", "PUT", "/v1/session/password", { old_password: once, new_password: PASSWORD });
    const { secret } = await this.want(201, login, "office", "POST", "/v1/session/authenticator");
    const bound = await this.ask(login, "office", "PUT", "/v1/session/code", { code: codeOf(secret, -1) });
    if (bound.status !== 200) { // a slow machine let its minute pass
      await this.want(200, login, "office", "PUT", "/v1/session/code", { code: codeOf(secret) });
    }
    this.returning[login] = { door: "office", login, password: PASSWORD, secret };
    return secret;
  }

  /** The record of a client, made by `officer`; with its one-time password. */
  client(officer, about) {
    return this.want(201, officer, "office", "POST", "/v1/clients", about);
  }

  /** A client with an own password. */
  async clientReady(officer, about) {
    const made = await this.client(officer, about);
    await this.want(201, made.login, "public", "POST", "/v1/sessions", { login: made.login, password: made.one_time_password });
    await this.want(200, made.login, "public", "PUT", "/v1/session/password", { old_password: made.one_time_password, new_password: PASSWORD });
    this.returning[made.login] = { door: "public", login: made.login, password: PASSWORD };
    return made;
  }

  /** Whom most flows need: staff of each role with their authenticators, and a client with an own password. */
  async people_begin() {
    this.secrets = {
      admin: await this.staff("admin", "Үлгібаев Арман", "administrator"),
      dana: await this.staff("dana", "Серікова Дана", "officer"),
      aigul: await this.staff("aigul", "Садықова Айгүл", "accountant"),
      bolat: await this.staff("bolat", "Омаров Болат", "accountant"),
      audit: await this.staff("audit", "Аудитов Асан", "auditor"),
      erlan: await this.staff("erlan", "Қасымов Ерлан", "officer"),
      madi: await this.staff("madi", "Ысқақов Мәди", "administrator"),
      sara: await this.staff("sara", "Сейітова Сара", "compliance"),
    };
    this.client1 = await this.clientReady("dana", { iin: "800416100254", name: "Тестов Тест Тестұлы", phone: "+77001234567", lang: "kk" });
  }
}
