// The desk's other pages, as far as they are looked at only.
import { expect, test } from "@playwright/test";
import { expectAccessible } from "../a11y.ts";
import { Desk } from "../desk.ts";

test("every page of the desk is accessible, in both languages", async ({ browser }) => {
  test.setTimeout(120_000);
  const desk = await Desk.signIn(browser, "admin");
  for (const language of ["zh", "en"]) {
    for (const [path, zh, en] of [
      ["cases", "工单", "Cases"],
      ["catalogue", "派单目录", "Dispatch catalogue"],
      ["organisation", "组织", "Organisation"],
      ["numbers", "数据", "Numbers"],
      ["jobs", "后台任务", "Background jobs"],
    ] as const) {
      await desk.page.goto(`/desk/${path}`);
      await expect(desk.page.getByRole("heading", { level: 1, name: language === "zh" ? zh : en })).toBeVisible();
      await expect(desk.page.getByRole("status").filter({ hasText: /正在加载|Loading/ })).toHaveCount(0);
      await expectAccessible(desk.page);
    }
    await desk.page.getByRole("button", { name: "Switch to English" }).or(desk.page.getByRole("button", { name: "切换为中文" })).click();
  }
  await desk.leave();
});

test("a wrong password is told, and nothing opens", async ({ page }) => {
  await page.goto("/desk/cases");
  await page.getByLabel("账号").fill("dispatcher");
  await page.getByLabel("密码").fill("not-the-password");
  await page.getByRole("button", { name: "登录", exact: true }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await expect(page.getByRole("heading", { name: "登录工作台" })).toBeVisible();
  await expectAccessible(page);
});
