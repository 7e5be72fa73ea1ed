// A resident's own account on the portal: optional, by a code, in a demo shown on the page.
import { expect, type Page, test } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll } from "../a11y.ts";
import { Resident } from "../api.ts";
import { fillIn, PHONE, readReceipt } from "../portal.ts";

test.use({ viewport: PHONE, hasTouch: true });

test("sign in, file, see it listed, add an earlier one, act without a code, close the account", async ({ page, request }) => {
  test.setTimeout(120_000);
  const earlier = await new Resident(request).file("以前反映的路灯问题，一直没修（账户）");
  await page.goto("/");
  await page.getByRole("link", { name: /我的账户/ }).click();
  await expectAccessible(page);
  await page.getByRole("button", { name: "发验证码" }).click();
  await expect(page.getByLabel("手机号码")).toHaveAccessibleDescription(/请填写手机号码/);
  await page.getByLabel("手机号码").fill("139 0000 7788");
  await page.getByRole("button", { name: "发验证码" }).click();
  const code = (await page.getByText(/演示验证码：\d{6}/).innerText()).match(/\d{6}/)?.[0] ?? "";
  await page.getByLabel("验证码", { exact: true }).fill(code === "000000" ? "000001" : "000000");
  await page.getByRole("button", { name: "登录" }).click();
  await expect(page.getByLabel("验证码", { exact: true })).toHaveAccessibleDescription(/验证码不对或者已经过期/);
  await expectAccessible(page);
  await shot(page, "account-code");
  await page.getByLabel("验证码", { exact: true }).fill(code);
  await page.getByRole("button", { name: "登录" }).click();
  await expect(page.getByText("已登录：13900007788")).toBeVisible();
  await expect(page.getByText("还没有。")).toBeVisible();
  await expectAccessible(page);

  await page.goto("/file");
  await expect(page.getByText("您已登录，这件诉求会列在")).toBeVisible();
  await expect(page.getByLabel("电话")).toHaveValue("13900007788");
  await fillIn(page, "楼道堆放杂物，走不过去（账户）");
  await page.getByRole("button", { name: "提交" }).click();
  const filed = await readReceipt(page);

  await page.goto("/account");
  await expect(page.getByRole("button", { name: new RegExp(filed.number) })).toBeVisible();
  await page.getByText("加入以前的诉求").first().click();
  await page.getByLabel("编号", { exact: true }).fill(earlier.number);
  await page.getByLabel("查询码", { exact: true }).fill(earlier.code);
  await page.getByRole("button", { name: "加入以前的诉求" }).click();
  await expect(page.getByRole("button", { name: new RegExp(earlier.number) })).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await shot(page, "account-list");

  await page.getByRole("button", { name: new RegExp(filed.number) }).click();
  await page.getByRole("button", { name: /^补充情况/ }).click();
  await page.getByLabel("您要补充什么").fill("今天又多了两张旧沙发");
  await page.getByRole("button", { name: "发出补充" }).click();
  await expect(page.getByText("今天又多了两张旧沙发")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "回到我的账户" }).click();

  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "下载我的全部数据" }).click();
  expect((await download).suggestedFilename()).toBe("hemu-my-data.json");

  await page.getByText("注销账户").first().click();
  await page.getByRole("button", { name: "注销账户" }).click();
  await expect(page.getByText("如果确定，请先勾选这一项")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("checkbox", { name: /我确定要注销/ }).check();
  await page.getByRole("button", { name: "注销账户" }).click();
  await expect(page.getByText("账户已经注销，资料已经销毁。")).toBeVisible();
  expect((await page.request.get("/api/v1/portal/account")).status()).toBe(401);
});

/** A picture to look at, where one is asked for. */
async function shot(page: Page, name: string): Promise<void> {
  const into = process.env.HEMU_E2E_SHOTS;
  if (into !== undefined) {
    await page.screenshot({ path: `${into}/${name}.png`, fullPage: true });
  }
}
