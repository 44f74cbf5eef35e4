// test/browser/signed_in.mjs: cookies of signed-in people for pages, so that a screen needs no sign-in of its own.

/** Gives the page's context the session that `who` has at the house. A client's name is "client", or that of house.road, whose
 * session begins anew where it ended of rest. */
export async function wear(page, house, side, who) {
  const client = house.road?.[who];
  if (client && (await house.ask(client.who, "public", "GET", "/v1/session")).status === 401) {
    await client.signIn();
  }
  const [name, value] = house.people[who === "client" ? house.client1.login : (client?.who ?? who)].split("=");
  const url = house.address(side);
  await page.context().addCookies([{ name, value, url, httpOnly: true, secure: true, sameSite: "Strict" }]);
}
