// The system administrator opens a unit, the security administrator an account; the new person changes the first password and signs in with it.
import { type Browser, expect, test } from "@playwright/test";
import { expectAccessible } from "../a11y.ts";
import { Desk } from "../desk.ts";

const FIRST = "Chushi-Mima-01";
const OWN = "Ziji-De-Mima-02";

test("a unit and an account are opened, and a first password is changed", async ({ browser }) => {
  test.setTimeout(90_000);
  const desk = await Desk.signIn(browser, "admin");
  const { page } = desk;
  await page.goto("/desk/organisation");
  await page.getByRole("button", { name: "开设单位" }).click();
  const unit = page.getByRole("dialog", { name: "开设单位" });
  await unit.getByLabel("单位名称").fill("清泉市河湖管理处");
  await unit.getByLabel("英文名称").fill("Rivers and Lakes Office");
  await desk.choose(unit, "类型", "部门");
  await unit.getByRole("combobox", { name: "职责" }).fill("rivers");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await expectAccessible(page);
  await unit.getByRole("button", { name: "开设单位" }).click();
  await expect(unit).toBeHidden();
  await page.getByRole("searchbox", { name: "查找单位" }).fill("河湖");
  await expect(page.getByText("清泉市河湖管理处")).toBeVisible();

  await expect(page.getByRole("tab", { name: "账号" })).toHaveCount(0);
  await desk.leave();

  // Accounts are the security administrator's, not the system administrator's.
  const security = await Desk.signIn(browser, "security");
  await openAccount(security);
  await changePassword(browser);
});

async function openAccount(desk: Desk): Promise<void> {
  const { page } = desk;
  await page.goto("/desk/organisation");
  await expect(page.getByRole("tab", { name: "账号" })).toHaveAttribute("aria-selected", "true");
  await page.getByRole("button", { name: "开设账号" }).click();
  const account = page.getByRole("dialog", { name: "开设账号" });
  await account.getByLabel("账号", { exact: true }).fill("rivers");
  await account.getByLabel("姓名").fill("苏望舒");
  await account.getByLabel("初始密码").fill("rivers");
  await desk.choose(account, "单位", "河湖");
  await desk.choose(account, "岗位角色", "承办");
  await account.getByRole("button", { name: "开设账号" }).click();
  await expect(account.getByText(/密码长度须为/)).toBeVisible();
  await account.getByLabel("初始密码").fill(FIRST);
  await expectAccessible(page);
  await account.getByRole("button", { name: "开设账号" }).click();
  await expect(account).toBeHidden();
  await desk.leave();
}

async function changePassword(browser: Browser): Promise<void> {
  const context = await browser.newContext();
  const own = await context.newPage();
  const signIn = async (password: string) => {
    await own.getByLabel("账号").fill("rivers");
    await own.getByLabel("密码").fill(password);
    await own.getByRole("button", { name: "登录", exact: true }).click();
  };
  await own.goto("/desk/");
  await signIn(FIRST);
  await own.getByRole("button", { name: /^账户菜单/ }).click();
  await own.getByRole("menuitem", { name: "修改密码" }).click();
  const dialog = own.getByRole("dialog", { name: "修改密码" });
  await dialog.getByLabel("原密码").fill(FIRST);
  await dialog.getByLabel("新密码").fill(FIRST);
  await dialog.getByRole("button", { name: "修改密码" }).click();
  await expect(dialog.getByText(/不能使用最近/)).toBeVisible();
  await expectAccessible(own);
  await dialog.getByLabel("新密码").fill(OWN);
  await dialog.getByRole("button", { name: "修改密码" }).click();
  await expect(own.getByRole("heading", { name: "登录工作台" })).toBeVisible();
  await signIn(OWN);
  await expect(own.getByRole("button", { name: /^账户菜单/ })).toBeVisible();
  await context.close();
}
