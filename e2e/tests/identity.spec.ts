// Posts from a day to a day, leave with a deputy, the second factor and sessions, as people meet them at the desk.
import { expect, test } from "@playwright/test";
import { expectAccessible } from "../a11y.ts";
import { Staff } from "../api.ts";
import { Desk } from "../desk.ts";
import { freshCode } from "../totp.ts";

/** A day so many days from now, as the city counts them. */
function day(plus: number): string {
  return new Date(Date.now() + plus * 86_400_000).toLocaleDateString("sv-SE", { timeZone: "Asia/Shanghai" });
}

test("a security administrator gives a post from a day on and ends it", async ({ browser, baseURL }) => {
  test.setTimeout(150_000);
  const desk = await Desk.signIn(browser, "security");
  const { page } = desk;
  await page.goto("/desk/organisation");
  const line = page.getByRole("row").filter({ has: page.getByRole("cell", { name: "gas", exact: true }) });
  await line.getByRole("button").click();
  const drawer = page.getByRole("dialog").filter({ has: page.getByRole("heading", { name: "岗位" }) });
  await expect(drawer.getByText("在任")).toBeVisible();
  await expectAccessible(page);
  await drawer.getByRole("button", { name: "任命岗位" }).click();
  await desk.choose(drawer, "单位", "自来水");
  await desk.choose(drawer, "岗位角色", "承办人");
  await drawer.getByLabel("开始日期").fill(day(2));
  await drawer.getByLabel(/^结束日期/).fill(day(1));
  await drawer.getByRole("button", { name: "任命岗位" }).click();
  await expect(drawer.getByText(/结束日期须不早于/)).toBeVisible();
  await expectAccessible(page);
  await drawer.getByLabel(/^结束日期/).fill(day(9));
  // As if the last code were given too long ago: it is asked for over the page, and the post is given after it.
  const needed = { status: 403, code: "second_factor_needed", detail: "请输入两步验证码后继续", detail_en: "give a code" };
  await page.route("**/posts", (route) => route.fulfill({ status: 403, json: needed }), { times: 1 });
  await drawer.getByRole("button", { name: "任命岗位" }).click();
  const stepUp = page.getByRole("dialog", { name: "请输入验证码" });
  await expect(stepUp).toBeVisible();
  await expectAccessible(page);
  await desk.giveCode(stepUp, await freshCode("security"));
  await expect(drawer.getByText("未到任")).toBeVisible();
  await drawer.getByRole("button", { name: /^结束岗位 .*自来水/ }).click();
  await drawer.getByRole("button", { name: "结束岗位", exact: true }).last().click();
  await expect(drawer.getByText("未到任即撤销")).toBeVisible();
  await expectAccessible(page);
  await desk.leave();

  const audit = await Staff.signIn(baseURL ?? "", "audit");
  const accounts = await audit.read<{ id: string; login: string }[]>("/api/v1/organisation/accounts?after=gaa");
  const gas = accounts.find((account) => account.login === "gas");
  const record = await audit.read<{ action: string }[]>(`/api/v1/accounts/${gas?.id}/record`);
  expect(record.slice(0, 2).map((entry) => entry.action)).toEqual(["end_post", "give_post"]);
  expect((await audit.send(`/api/v1/accounts/${gas?.id}/disable`, {})).status()).toBe(403);
});

test("somebody on leave is told so, the deputy acts for them, and it is ended early", async ({ browser }) => {
  test.setTimeout(90_000);
  const desk = await Desk.signIn(browser, "environment");
  const { page } = desk;
  await desk.account("休假与代理");
  const dialog = page.getByRole("dialog", { name: "休假与代理" });
  await desk.choose(dialog, "代理人", "单位负责人");
  await dialog.getByLabel("开始日期").fill(day(0));
  await dialog.getByLabel(/^结束日期/).fill(day(3));
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "登记休假" }).click();
  await expect(dialog.getByText(/休假，由 .* 代理/)).toBeVisible();
  await expect(page.getByText(/您正在休假/)).toBeVisible();
  await expectAccessible(page);

  const deputy = await Desk.signIn(browser, "environment.head");
  await expect(deputy.page.locator(".who")).toContainText("代 ");
  await deputy.leave();

  await dialog.getByRole("button", { name: "提前结束" }).click();
  await expect(page.getByText(/您正在休假/)).toHaveCount(0);
  await desk.leave();
});

test("a second factor is turned on, sessions are listed and ended", async ({ browser, baseURL }) => {
  test.setTimeout(90_000);
  const desk = await Desk.signIn(browser, "health");
  const { page } = desk;
  await desk.account("登录会话");
  await Staff.signIn(baseURL ?? "", "health");
  const sessions = page.getByRole("dialog", { name: "登录会话" });
  await expect(sessions.getByText("本次登录")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(sessions).toBeHidden();
  await page.reload();
  await desk.account("登录会话");
  await expectAccessible(page);
  await sessions.getByRole("button", { name: "结束其他全部登录" }).click();
  await expect(sessions.getByText("没有其他登录")).toBeVisible();
  await page.keyboard.press("Escape");

  await desk.account("两步验证");
  const factor = page.getByRole("dialog", { name: "两步验证" });
  await factor.getByRole("button", { name: "开始启用" }).click();
  await expect(factor.getByRole("img", { name: "两步验证二维码" })).toBeVisible();
  await expect(factor.getByText(/演示城市，当前可用的验证码/)).toBeVisible();
  await expectAccessible(page);
  const secret = (await factor.locator("code").innerText()).replace(/\s/g, "");
  await desk.giveCode(factor, "000000");
  await expect(factor.getByText(/验证码不正确/)).toBeVisible();
  await desk.giveCode(factor, await freshCode("health", secret));
  await expect(factor).toBeHidden();
  await desk.account("退出登录");

  await desk.giveLogin(page.getByRole("main"), "health");
  await expect(page.getByRole("heading", { name: "请输入验证码" })).toBeVisible();
  await page.getByRole("button", { name: "填入" }).click();
  await page.getByRole("button", { name: "确认", exact: true }).click();
  await expect(page.getByRole("button", { name: /^账户菜单/ })).toBeVisible();
  await desk.leave();
});
