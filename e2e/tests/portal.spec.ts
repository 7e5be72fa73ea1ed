import { expect, test } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll } from "../a11y.ts";
import { Resident, Staff } from "../api.ts";
import { fillIn, MESSAGE, PHONE, readReceipt, track } from "../portal.ts";

test.use({ viewport: PHONE, hasTouch: true });

test("a resident files a request on a phone and follows it", async ({ page }) => {
  await page.goto("/");
  await expect(page).toHaveTitle("和睦 · 12345 市民服务");
  await expectAccessible(page);
  await page.getByRole("link", { name: /我要反映/ }).click();

  await expect(page).toHaveTitle(/^我要反映/);
  await expect(page.getByRole("heading", { name: "我要反映" })).toBeFocused();
  await fillIn(page);
  await page.getByLabel("电话").fill("138-0000-1234");
  await page.getByText("您的信息怎样使用").click();
  await expectAccessible(page);
  await page.getByRole("button", { name: "提交" }).click();

  const receipt = await readReceipt(page);
  expect(receipt.number).toMatch(/^\d{8}-\d{8}$/);
  expect(receipt.code).toMatch(/^[A-Z2-9]{8}$/);
  await expectAccessible(page);
  await page.reload();
  expect(await readReceipt(page), "a reload does not lose the code").toEqual(receipt);

  await page.getByRole("link", { name: "现在看看进度" }).click();
  await expect(page.getByLabel("编号", { exact: true })).toHaveValue(receipt.number);
  await expectAccessible(page);
  await page.getByRole("button", { name: "查询", exact: true }).click();
  await expect(page.getByRole("heading", { name: `诉求 ${receipt.number}` })).toBeFocused();
  await expect(page.getByRole("list", { name: "办理进度" }).locator("[aria-current=step]")).toContainText("受理");
  await page.getByText("您反映的内容").click();
  await expect(page.getByText(MESSAGE)).toBeVisible();
  await expectAccessible(page);
});

test("a wrong number or code gets one friendly answer", async ({ page, baseURL, request }) => {
  const receipt = await new Resident(request).file("路口的路灯不亮了");
  await page.goto("/track");
  await page.getByRole("button", { name: "查询", exact: true }).click();
  await expect(page.getByLabel("编号", { exact: true })).toBeFocused();
  await expect(page.getByLabel("编号", { exact: true })).toHaveAccessibleDescription(/请输入编号/);

  for (const [number, code] of [
    [receipt.number, "AAAAAAAA"],
    ["20200101-00000000", receipt.code],
    ["随便写写", "x"],
  ] as const) {
    await page.getByLabel("编号", { exact: true }).fill(number);
    await page.getByLabel("查询码", { exact: true }).fill(code);
    await page.getByRole("button", { name: "查询", exact: true }).click();
    await expect(page.getByRole("alert")).toContainText("编号或查询码不对");
  }
  await expectAccessible(page);

  // As a hurried hand writes it.
  await page.getByLabel("编号", { exact: true }).fill(` ${receipt.number.replace("-", "")} `);
  await page.getByLabel("查询码", { exact: true }).fill(receipt.code.toLowerCase());
  await page.getByRole("button", { name: "查询", exact: true }).click();
  await expect(page.getByRole("heading", { name: `诉求 ${receipt.number}` })).toBeVisible();
  expect(page.url(), "neither stands in the address").toBe(`${baseURL}/track`);
});

test("what is missing or wrong is said at its field", async ({ page }) => {
  await page.goto("/file");
  await page.getByRole("button", { name: "提交" }).click();
  await expect(page.getByLabel("您要反映的事")).toBeFocused();
  await expect(page.getByLabel("您要反映的事")).toHaveAccessibleDescription(/请写下您要反映的事/);
  await expect(page.getByRole("radiogroup", { name: /属于哪一种/ })).toHaveAccessibleDescription(/请选一种/);
  await expect(page.getByLabel("区、县")).toHaveAccessibleDescription(/请选择区县和街道、乡镇/);
  await expectAccessible(page);

  // The rules are the server's.
  await fillIn(page, "停水");
  await page.getByRole("button", { name: "提交" }).click();
  await expect(page.getByLabel("您要反映的事")).toHaveAccessibleDescription(/请至少填写 5 个字/);
  await expect(page.getByLabel("您要反映的事")).toBeFocused();
  await page.getByLabel("您要反映的事").fill(MESSAGE);
  await page.getByLabel("电话").fill("不想说");
  await page.getByRole("button", { name: "提交" }).click();
  await expect(page.getByLabel("电话")).toHaveAccessibleDescription(/电话号码应为/);
  await expect(page.getByLabel("电话")).toBeFocused();
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByLabel("Telephone")).toHaveAccessibleDescription(/5 to 15 digits/);
});

test("a draft survives a reload, and can be cleared", async ({ page }) => {
  await page.goto("/file");
  await fillIn(page);
  await page.getByLabel("具体位置").fill("菜场门口");
  await page.getByLabel("对承办单位隐去我的姓名").check();
  await page.reload();
  await expect(page.getByText("上次没有提交的内容已经恢复")).toBeVisible();
  await expect(page.getByLabel("您要反映的事")).toHaveValue(MESSAGE);
  await expect(page.getByRole("radio", { name: "求助" })).toBeChecked();
  await expect(page.getByLabel("社区、村")).not.toHaveValue("");
  await expect(page.getByLabel("具体位置")).toHaveValue("菜场门口");
  await expect(page.getByLabel("对承办单位隐去我的姓名")).toBeChecked();

  page.on("dialog", (dialog) => void dialog.accept());
  await page.getByRole("button", { name: "清空重写" }).click();
  await expect(page.getByLabel("您要反映的事")).toHaveValue("");
  await page.reload();
  await expect(page.getByLabel("您要反映的事")).toHaveValue("");
});

test("a broken network loses nothing and files once", async ({ page, context, baseURL }) => {
  const message = `${MESSAGE}（断网重试）`;
  await page.goto("/file");
  await fillIn(page, message);

  // Never reaches the server.
  await context.setOffline(true);
  await expect(page.getByText("现在没有网络")).toBeVisible();
  await page.getByRole("button", { name: "提交" }).click();
  await expect(page.getByRole("alert")).toContainText("没有提交成功");
  await expectAccessible(page);
  await context.setOffline(false);
  await expect(page.getByText("现在没有网络")).toBeHidden();

  // Reaches the server, and the answer is lost on the way back.
  const keys: (string | undefined)[] = [];
  await page.route("**/api/v1/portal/requests", async (route) => {
    keys.push(route.request().headers()["idempotency-key"]);
    await route.fetch();
    await route.abort("connectionreset");
  });
  await page.getByRole("button", { name: "提交" }).click();
  await expect.poll(() => keys.length).toBe(1);
  await expect(page.getByRole("alert")).toContainText("没有提交成功");
  await page.reload();
  await expect(page.getByLabel("您要反映的事")).toHaveValue(message);

  await page.unroute("**/api/v1/portal/requests");
  const retried = page.waitForRequest("**/api/v1/portal/requests");
  await page.getByRole("button", { name: "提交" }).click();
  expect((await retried).headers()["idempotency-key"]).toBe(keys[0]);
  const receipt = await readReceipt(page);
  await track(page, receipt);

  const dispatcher = await Staff.signIn(baseURL ?? "", "dispatcher");
  const { items } = await dispatcher.read<{ items: { summary: string }[] }>("/api/v1/worklist?stage=new&limit=100");
  expect(items.filter((line) => line.summary.includes("断网重试")), "filed once").toHaveLength(1);
  await dispatcher.signOut();
});

test("a text changed after the answer was lost gives the receipt of what had arrived", async ({ page }) => {
  await page.goto("/file");
  await fillIn(page);
  await page.route("**/api/v1/portal/requests", async (route) => {
    await route.fetch();
    await route.abort("connectionreset");
  });
  await page.getByRole("button", { name: "提交" }).click();
  await expect(page.getByRole("alert")).toContainText("没有提交成功");
  await page.unroute("**/api/v1/portal/requests");
  await page.getByLabel("您要反映的事").fill(`${MESSAGE}改过了`);
  await page.getByRole("button", { name: "提交" }).click();
  const receipt = await readReceipt(page);
  await expect(page.getByText("您之前点提交时，其实已经登记成功")).toBeVisible();
  await expectAccessible(page);
  await track(page, receipt);
  await page.getByText("您反映的内容").click();
  await expect(page.getByText(MESSAGE, { exact: true })).toBeVisible();
});

test("places that could not be loaded are asked for again", async ({ page, context }) => {
  await page.route("**/api/v1/portal/divisions*", (route) => route.abort());
  await page.goto("/file");
  await expect(page.getByRole("alert")).toContainText("地点没有读出来");
  await expectAccessible(page);
  await page.unroute("**/api/v1/portal/divisions*");
  await page.getByRole("button", { name: "重试" }).click();
  await expect(page.getByLabel("区、县").getByRole("option").nth(1)).toBeAttached();
  await context.setOffline(false);
});

test("large type is remembered and fits a narrow phone", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto("/");
  await expectNoSidewaysScroll(page);
  await page.getByRole("button", { name: "大字版" }).click();
  await page.reload();
  await expect(page.getByRole("button", { name: "大字版" })).toHaveAttribute("aria-pressed", "true");
  await expect(page.locator("html")).toHaveCSS("font-size", "22px");
  for (const path of ["/", "/file", "/track", "/nowhere"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  }
});

test("English is complete", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  for (const [path, title] of [
    ["/", "Hemu · 12345 city services"],
    ["/file", "File a request · Hemu · 12345 city services"],
    ["/track", "Follow a request · Hemu · 12345 city services"],
    ["/nowhere", "There is no such page · Hemu · 12345 city services"],
  ] as const) {
    await page.goto(path);
    await expect(page).toHaveTitle(title);
    await expectAccessible(page);
    // Names of places and the switch back to Chinese stay Chinese.
    const chinese = await page
      .locator("body *:not(option, noscript):not([lang='zh-CN'])")
      .evaluateAll((all) =>
        all
          .flatMap((one) => [...one.childNodes])
          .filter((node) => node.nodeType === Node.TEXT_NODE && /\p{Script=Han}/u.test(node.textContent ?? ""))
          .map((node) => node.textContent),
      );
    expect(chinese, `Chinese on ${path}`).toEqual([]);
  }
});
