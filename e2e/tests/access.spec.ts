// Who may not see what.
import { expect, test } from "@playwright/test";
import { expectAccessible } from "../a11y.ts";
import { Resident, Staff } from "../api.ts";
import { Desk, pick } from "../desk.ts";

test("a case does not exist for another unit's handler", async ({ baseURL, request }) => {
  const base = baseURL ?? "";
  const receipt = await new Resident(request).file("幸福路 8 号水压太低，四楼没有水");
  const dispatcher = await Staff.signIn(base, "dispatcher");
  const id = await dispatcher.find(receipt.number);
  const matter = await dispatcher.matter("utilities.water_outage");
  const lead = await dispatcher.unit("清泉市自来水公司");
  await dispatcher.act(id, "dispatch", { matter: matter.id, lead: lead.id });

  const own = await Staff.signIn(base, "water");
  const other = await Staff.signIn(base, "power");
  expect((await own.get(`/api/v1/requests/${id}`)).status()).toBe(200);
  expect((await other.get(`/api/v1/requests/${id}`)).status()).toBe(404);
  expect((await other.send(`/api/v1/requests/${id}/sign`, {}, 2)).status()).toBe(404);
  const { items } = await other.read<{ items: { number: string }[] }>("/api/v1/worklist?limit=100");
  expect(items.map(({ number }) => number)).not.toContain(receipt.number);
});

test("nobody signed in gets nothing", async ({ request }) => {
  for (const path of ["worklist", "organisation/units", "catalogue/matters", "numbers/units", "notices", "requests/01M7S0XFZJNZNCG7SBST47RZKW"]) {
    const answer = await request.get(`/api/v1/${path}`);
    expect(answer.status(), path).toBe(401);
    expect(answer.headers()["content-type"]).toBe("application/problem+json");
  }
});

test("a confidential name is kept from the unit", async ({ baseURL, request }) => {
  const base = baseURL ?? "";
  const receipt = await new Resident(request).file("自来水公司抄表员态度恶劣，请处理", {
    nature: "complaint",
    confidential: true,
    name: "诸葛青禾",
    phone: "13800005678",
  });
  const dispatcher = await Staff.signIn(base, "dispatcher");
  const id = await dispatcher.find(receipt.number);
  const matter = await dispatcher.matter("utilities.water_outage");
  const lead = await dispatcher.unit("清泉市自来水公司");
  await dispatcher.act(id, "dispatch", { matter: matter.id, lead: lead.id });
  const handler = await Staff.signIn(base, "water");
  const seen = await (await handler.get(`/api/v1/requests/${id}`)).text();
  for (const secret of ["诸葛", "13800005678", "138****5678"]) {
    expect(seen).not.toContain(secret);
  }
});

test("a session that ends while typing is taken up again without losing a word", async ({ browser }) => {
  const operator = await Desk.signIn(browser, "operator");
  const { page } = operator;
  const message = "路口的红绿灯一直闪黄灯，早高峰很危险。";
  await page.getByLabel("诉求内容").fill(message);
  // What is asked while typing has been answered: it is the save that finds the session gone.
  const suggested = page.waitForResponse((one) => one.url().endsWith("/suggest") && (one.request().postData() ?? "").includes("division"));
  await operator.choose(page.getByRole("main"), "区县", "临江区");
  await suggested;
  await pick(page.getByRole("main"), "性质", "求助");
  await page.context().clearCookies();
  await page.getByRole("button", { name: "保存", exact: true }).click();

  const again = page.getByRole("dialog", { name: "请重新登录" });
  await expect(again).toBeVisible();
  await expectAccessible(page);
  await expect(page.getByLabel("诉求内容")).toHaveValue(message);
  await operator.giveLogin(again, "operator");
  await expect(again).toBeHidden();
  // The save that was interrupted goes on by itself.
  await expect(page.getByTestId("request-number")).toHaveText(/^\d{8}-\d{8}$/);
  await operator.leave();
});
