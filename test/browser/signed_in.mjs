// test/browser/signed_in.mjs: cookies of signed-in people for pages, so that a screen needs no sign-in of its own.

/** Gives the page's context the session that `who` has at the house. A client's name is "client", or that of house.road. */
export async function wear(page, house, side, who) {
  const person = who === "client" ? house.client1.login : (house.road?.[who]?.who ?? who);
  await house.ask(person, side, "GET", "/v1/session"); // begins anew where a long run let it end
  const [name, value] = house.people[person].split("=");
  const url = house.address(side);
  await page.context().addCookies([{ name, value, url, httpOnly: true, secure: true, sameSite: "Strict" }]);
}
