// Who may see what: a report is sealed from the unit it is about, a field is shown for a purpose, and the resident, the
// auditor and the ledger know who looked.
import { expect, test } from "@playwright/test";
import { expectAccessible } from "../a11y.ts";
import { Resident, Staff } from "../api.ts";
import { Desk } from "../desk.ts";
import { fillIn, PHONE, readReceipt, track } from "../portal.ts";

test.describe.configure({ timeout: 120_000 });

/** Who turns a second factor on in these stories; other stories sign in without a code, so it is taken off again. */
const ENROLLED = ["water", "water.head", "power.head", "supervisor"];

test.afterAll(async ({ baseURL }) => {
  const security = await Staff.signIn(baseURL ?? "", "security");
  for (const login of ENROLLED) {
    const id = await security.account(login);
    expect((await security.send(`/api/v1/accounts/${id}/take-off-second-factor`, {})).ok()).toBe(true);
  }
  await security.signOut();
});

test("a report names a unit, and that unit never sees it", async ({ page, browser }) => {
  await page.setViewportSize(PHONE);
  await page.goto("/file");
  await fillIn(page, "自来水公司的工作人员收钱不开票，请查处。");
  await page.getByRole("radio", { name: "举报" }).check();
  await page.getByLabel("举报哪个单位").selectOption({ label: "清泉市自来水公司" });
  await expect(page.getByRole("list", { name: "举报哪个单位" })).toContainText("清泉市自来水公司");
  await expectAccessible(page);
  await page.getByRole("button", { name: "提交" }).click();
  const receipt = await readReceipt(page);

  const dispatcher = await Desk.signIn(browser, "dispatcher");
  await dispatcher.open(receipt.number);
  await expect(dispatcher.page.getByText("举报件，已封存；被举报单位：清泉市自来水公司")).toBeVisible();
  await dispatcher.actions.getByRole("button", { name: "派单", exact: true }).click();
  const drawer = dispatcher.page.getByRole("dialog", { name: /^派单 · / });
  await drawer.getByRole("combobox", { name: "主办单位" }).fill("自来水");
  await expect(dispatcher.page.locator(".ant-select-item-option", { hasText: "自来水公司" })).toHaveCount(0);
  await dispatcher.leave();

  // The head of the accused unit: not in the list, not by number, and the glass does not break.
  const head = await Desk.signIn(browser, "water.head");
  await head.page.getByRole("textbox", { name: "按编号打开" }).fill(receipt.number);
  await head.page.keyboard.press("Enter");
  await expect(head.page.getByText("没有找到，或您无权查看")).toBeVisible();
  await breakGlass(head);
  await expect(head.page.getByRole("alert").filter({ hasText: "没有找到" }).first()).toBeVisible();
  await head.leave();
});

test("an operator who records a report cannot open it again", async ({ browser, baseURL }) => {
  const desk = await Desk.signIn(browser, "operator");
  const { page } = desk;
  const place = await new Resident((await browser.newContext({ baseURL: baseURL ?? "" })).request).community();
  expect(place.level).toBe("community");
  await page.goto("/desk/record");
  await page.getByLabel("诉求内容").fill("供电公司抄表员索要好处，请查处。");
  const district = page.getByRole("combobox", { name: "区县" });
  await district.click();
  await page.locator(".ant-select-item-option").first().click();
  await page.getByRole("radio", { name: "举报" }).check();
  await desk.choose(page.getByRole("main"), "被举报单位", "供电公司");
  await page.keyboard.press("Escape");
  await expectAccessible(page);
  await page.getByRole("button", { name: "保存" }).click();
  await expect(page.getByText("这件举报已封存")).toBeVisible();
  await expect(page.getByRole("link", { name: "查看工单" })).toBeHidden();
  const number = await page.getByTestId("request-number").innerText();
  await page.goto(`/desk/cases/${number}`);
  await expect(page.getByText("没有找到，或您无权查看")).toBeVisible();
  await expect(page.getByRole("button", { name: "紧急查阅" })).toBeHidden();
  await desk.leave();
});

test("a field is shown for a purpose, and everybody who should know of it does", async ({ page, browser, baseURL }) => {
  const resident = new Resident(page.request);
  const receipt = await resident.file("幸福路 8 号停水两天了，请尽快修好（查看）", { phone: "13800001234", name: "叶女士" });
  const dispatcher = await Staff.signIn(baseURL ?? "", "dispatcher");
  const id = await dispatcher.find(receipt.number);
  const matter = await dispatcher.matter("utilities.water_outage");
  const lead = await dispatcher.unit("清泉市自来水公司");
  await dispatcher.act(id, "dispatch", { matter: matter.id, lead: lead.id });

  const handler = await Desk.signIn(browser, "water");
  await handler.page.goto(`/desk/cases/${receipt.number}`);
  await expect(handler.page).toHaveURL(new RegExp(id));
  const party = handler.page.getByRole("region", { name: "诉求人" });
  await party.getByRole("button", { name: "查看电话" }).click();
  const dialog = handler.page.getByRole("dialog", { name: "查看电话" });
  await expectAccessible(handler.page);
  await dialog.getByRole("button", { name: "查看", exact: true }).click();
  await handler.enrolInStep();
  await expect(party.getByText("13800001234")).toBeVisible();
  await expect(handler.page.getByText("查看电话，用途：联系诉求人")).toBeVisible();
  await party.getByRole("button", { name: "拨打电话" }).click();
  await handler.page.getByLabel("我的分机号").fill("8001");
  await handler.page.getByRole("tooltip").getByRole("button", { name: "拨打电话" }).click();
  await expect(handler.page.getByText("正在接通，请留意分机")).toBeVisible();
  await expectAccessible(handler.page);
  await handler.leave();

  // Somebody else's head breaks the glass, reads, and cannot act.
  const head = await Desk.signIn(browser, "power.head");
  await head.page.goto(`/desk/cases/${receipt.number}`);
  await breakGlass(head);
  await expect(head.page.getByRole("heading", { level: 1, name: receipt.number })).toBeVisible();
  await expectAccessible(head.page);
  await head.leave();

  await page.setViewportSize(PHONE);
  await track(page, receipt);
  const looks = page.getByRole("region", { name: "谁查看过您的信息" });
  await expect(looks).toContainText("清泉市自来水公司 · 承办人");
  await expect(looks).toContainText("查看了您的个人信息（为了联系您）");
  await expect(looks).toContainText("紧急查阅");
  await expectAccessible(page);

  const auditor = await Desk.signIn(browser, "auditor");
  await auditor.page.getByRole("link", { name: "查阅记录" }).click();
  await auditor.page.getByLabel("账号").fill("water");
  await auditor.page.getByRole("button", { name: "查询" }).click();
  await expect(auditor.page.getByRole("cell", { name: "联系诉求人" }).first()).toBeVisible();
  await expectAccessible(auditor.page);
  await auditor.page.getByRole("link", { name: "权限说明" }).click();
  await auditor.page.getByLabel("账号").fill("power.head");
  await auditor.page.getByLabel("工单编号").fill(receipt.number);
  await auditor.page.getByRole("button", { name: "说明" }).click();
  await expect(auditor.page.getByText(/现在可以查看这件诉求/)).toBeVisible();
  await expect(auditor.page.getByText("临时授权")).toBeVisible();
  await expectAccessible(auditor.page);
  await auditor.leave();
});

async function breakGlass(desk: Desk): Promise<void> {
  const part = desk.page.getByRole("region", { name: "紧急查阅" });
  await part.getByRole("button", { name: "紧急查阅" }).click();
  await part.getByLabel("紧急理由").fill("值班期间需核实现场人员是否安全");
  await expectAccessible(desk.page);
  await part.getByRole("button", { name: "紧急查阅" }).click();
  await desk.enrolInStep();
}

test("a supervisor's export is written, and its password is shown once", async ({ browser }) => {
  const desk = await Desk.signIn(browser, "supervisor");
  const { page } = desk;
  await page.getByRole("link", { name: "导出" }).click();
  await page.getByLabel("用途").fill("季度供水问题分析");
  await expectAccessible(page);
  await page.getByRole("button", { name: "申请导出" }).click();
  await desk.enrolInStep();
  await expect(page.getByTestId("export-password")).toHaveText(/^[0-9a-f]{20}$/);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: /^下载/ }).click();
  expect((await download).suggestedFilename()).toMatch(/^hemu-.*\.zip$/);
  await expectAccessible(page);
  await page.reload();
  await expect(page.getByTestId("export-password")).toBeHidden();
  await desk.leave();
});
