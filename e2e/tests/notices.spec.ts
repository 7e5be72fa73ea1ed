// What residents were told: seen on the case page, sent again, found in the outbox; and what staff want to be told.
import { expect, test } from "@playwright/test";
import { expectAccessible } from "../a11y.ts";
import { Staff } from "../api.ts";
import { DESK, Desk } from "../desk.ts";

type Outbox = { items: { number: string; text: string; to: string; words: string | null; channel: string }[] };

test("a notice that went out is seen, sent again, and found in the outbox with its words", async ({ browser, baseURL }) => {
  const admin = await Staff.signIn(baseURL ?? "", "admin");
  const { items } = await admin.read<Outbox>("/api/v1/notices/outbox?state=sent");
  // The demo city was told of in its own past, by day, so this holds whatever the hour.
  const sent = items.find((item) => item.channel === "sms");
  expect(sent?.to).toMatch(/^\d{3}\*{4}\d{4}$/);
  expect(sent?.words).toContain(sent?.number ?? "-");
  const operator = await Staff.signIn(baseURL ?? "", "operator");
  const id = await operator.find(sent?.number ?? "");

  const desk = await Desk.signIn(browser, "operator");
  await desk.page.goto(`/desk/cases/${id}`);
  const told = desk.page.getByRole("region", { name: "告知记录" });
  await expect(told.getByText(sent?.text ?? "-").first()).toBeVisible();
  const before = await told.getByRole("listitem").count();
  await told.getByRole("button", { name: `重发：${sent?.text}` }).first().click();
  await expect(desk.page.getByText("已安排重发")).toBeVisible();
  await expect(told.getByRole("listitem")).toHaveCount(before + 1);
  await expect(told.getByText("（重发）")).toBeVisible();
  await expect(desk.page.getByRole("region", { name: "办理过程" }).getByText("重发告知")).toBeVisible();
  await expectAccessible(desk.page);
  await desk.leave();
  await operator.signOut();
  await admin.signOut();
});

test("the system administrator reads the outbox, by state and with the words of the demo", async ({ browser }) => {
  const { page, leave } = await signedIn(await Desk.signIn(browser, "admin"));
  await page.getByRole("navigation", { name: "主导航" }).getByRole("link", { name: "发件箱" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "发件箱" })).toBeVisible();
  const line = page.locator("tbody tr.ant-table-row", { hasText: "短信" }).first();
  await expect(line).toContainText(/\d{3}\*{4}\d{4}/);
  await line.getByRole("button").click();
  await expect(page.getByText(/^【和睦】诉求\d{8}-\d{8}：/).first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("combobox", { name: "按状态筛选" }).click();
  await page.locator(".ant-select-item-option", { hasText: "无法送达" }).click();
  await expect(page.getByText("没有符合的告知。")).toBeVisible();
  await page.setViewportSize({ ...DESK, width: 1024 });
  await expectAccessible(page);
  await leave();
});

test("a handler chooses what to be told; what everybody must see cannot be switched off", async ({ browser }) => {
  const { page, leave } = await signedIn(await Desk.signIn(browser, "water"));
  const open = async () => {
    await page.getByRole("button", { name: /^通知，/ }).click();
    await page.getByRole("button", { name: "通知设置" }).click();
    return page.getByRole("dialog", { name: "通知设置" });
  };
  let dialog = await open();
  const reminder = dialog.getByRole("checkbox", { name: /^站内通知：办理时限即将届满/ });
  await expect(reminder).toBeChecked();
  await expect(dialog.getByRole("checkbox", { name: /^站内通知：办理时限已届满/ })).toBeDisabled();
  await expectAccessible(page);
  await reminder.uncheck();
  await dialog.getByRole("button", { name: "保存" }).click();
  await expect(dialog).toBeHidden();
  dialog = await open();
  await expect(dialog.getByRole("checkbox", { name: /^站内通知：办理时限即将届满/ })).not.toBeChecked();
  await leave();
});

async function signedIn(desk: Desk) {
  return { page: desk.page, leave: () => desk.leave() };
}
