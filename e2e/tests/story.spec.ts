// The whole story of a request, by role: from the resident's telephone to the unit, and back.
import { expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "../a11y.ts";
import { type Receipt, Resident, Staff } from "../api.ts";
import { Desk, pick } from "../desk.ts";
import { fillIn, PHONE, readReceipt, track } from "../portal.ts";

const ANSWER = "已到现场更换主管阀门，8 号楼恢复供水，水压正常。";

test.describe.configure({ timeout: 120_000 });
test.use({ viewport: PHONE });

test("from the portal to the unit, to the call-back, to the answer the resident reads", async ({ page, browser }) => {
  await page.goto("/file");
  await fillIn(page, "幸福路 8 号停水两天了，请尽快修好（全程）");
  await page.getByLabel("电话").fill("13800001234");
  await page.getByLabel("怎样称呼您").fill("叶女士");
  await page.getByRole("button", { name: "提交" }).click();
  const receipt = await readReceipt(page);

  const dispatcher = await Desk.signIn(browser, "dispatcher");
  await dispatcher.open(receipt.number);
  await dispatch(dispatcher);
  const address = dispatcher.page.url();
  await dispatcher.leave();
  await track(page, receipt);
  await expectReached(page, "派单");
  await expect(page.getByText("清泉市自来水公司")).toBeVisible();
  await expect(page.getByText(/^还剩 /)).toBeVisible();

  const handler = await Desk.signIn(browser, "water");
  await handler.page.goto(address);
  await expect(handler.actions).toBeVisible();
  await expect(handler.page.getByText("138****1234", { exact: true })).toBeVisible();
  await expect(handler.page.getByText("13800001234"), "the number is masked").toBeHidden();
  await handler.take("签收");
  await contact(handler, "已告知今天下午到场");
  await handler.take("工作记录", (drawer) => drawer.getByLabel("工作记录").fill("主管阀门锈死，需更换"));
  await reply(handler, ANSWER);
  await expectAccessible(handler.page);
  await handler.leave();
  await page.getByRole("button", { name: "刷新" }).click();
  await expect(page.getByRole("region", { name: "答复" })).toContainText(ANSWER);
  await expect(page.getByText("主管阀门锈死"), "work notes are the unit's own").toBeHidden();
  await expectAccessible(page);

  const officer = await Desk.signIn(browser, "callback");
  await officer.open(receipt.number);
  await callBack(officer, "已解决", "非常满意");
  await officer.take("办结");
  await expectAccessible(officer.page);
  await officer.leave();

  await page.getByRole("button", { name: "刷新" }).click();
  await expectReached(page, "办结");
  await expect(page.getByText("回访之后，已经办结。")).toBeVisible();
  await expect(page.getByRole("heading", { name: "不同意这个结果？" })).toBeVisible();
  await expectAccessible(page);
});

test("settled on the spot at the desk by the operator", async ({ page, browser }) => {
  const answer = "请带户口簿、房产证明和预防接种证，八月二十日前到学区学校登记。";
  const operator = await Desk.signIn(browser, "operator");
  const desk = operator.page;
  await expect(desk.getByRole("heading", { level: 1, name: "受理" })).toBeVisible();
  await desk.getByRole("textbox", { name: "姓名" }).fill("程先生");
  await desk.getByRole("textbox", { name: "电话" }).fill("13800004321");
  await desk.getByLabel("诉求内容").fill("孩子九月上一年级，入学报名需要哪些材料？");
  await operator.choose(desk.getByRole("main"), "区县", "临江区");
  await operator.choose(desk.getByRole("main"), "街道（乡镇）", "玉亭街道");
  await pick(desk.getByRole("main"), "性质", "咨询");
  await desk.getByRole("button", { name: "采用 入学咨询" }).click();
  await expectAccessible(desk);
  await desk.getByRole("button", { name: "保存", exact: true }).click();
  await expect(desk.getByTestId("request-number")).toHaveText(/^\d{8}-\d{8}$/);
  const receipt = { number: await desk.getByTestId("request-number").innerText(), code: await desk.getByTestId("tracking-code").innerText() };
  await expectAccessible(desk);
  await desk.getByRole("button", { name: "当场答复" }).click();
  await operator.finish("当场答复", (drawer) => drawer.getByLabel("答复内容").fill(answer));
  await operator.leave();

  await track(page, receipt);
  await expect(page.getByText("已经当场答复，办结。")).toBeVisible();
  await expect(page.getByRole("region", { name: "答复" })).toContainText(answer);
  await expect(page.getByRole("list", { name: "办理进度" }).getByRole("listitem")).toHaveText([/受理/, /答复/, /办结/]);
  await expectAccessible(page);
});

test("not solved: sent back once, answered again, closed", async ({ page, browser, baseURL }) => {
  const receipt = await new Resident(page.request).file("楼下水管一直漏水，路面结冰了（退回）");
  const id = await giveToWater(baseURL ?? "", receipt);
  const address = `/desk/cases/${id}`;

  const handler = await Desk.signIn(browser, "water");
  await handler.page.goto(address);
  await handler.take("签收");
  await contact(handler, "已上门查看");
  await reply(handler, "已经用卡箍临时封堵漏点。");

  const officer = await Desk.signIn(browser, "callback");
  await officer.page.goto(address);
  await callBack(officer, "未解决", "不满意");
  await officer.take("退回重办", (drawer) => drawer.getByLabel("退回理由").fill("诉求人说仍在漏水，请彻底更换水管"));
  await track(page, receipt);
  await expectReached(page, "办理");
  await expect(page.getByText("因为没有解决，退回重新办理")).toBeVisible();

  await handler.page.reload();
  await expect(handler.page.getByText("第 2 次办理").first()).toBeVisible();
  await contact(handler, "约定明早更换");
  await reply(handler, "已经更换整段水管，路面积冰已清除。");
  await handler.leave();

  await officer.page.reload();
  await callBack(officer, "未解决", "基本满意");
  await expect(officer.actions.getByRole("button", { name: "退回重办" }), "it is no step of now").toHaveCount(0);
  await officer.actions.getByText("其他操作").click();
  await expect(officer.actions.getByText("退回重办的次数已用完")).toBeVisible();
  await expectAccessible(officer.page);
  await officer.take("办结");
  await officer.leave();

  await page.getByRole("button", { name: "刷新" }).click();
  await expect(page.getByText("回访之后，已经办结。")).toBeVisible();
  await expect(page.getByRole("region", { name: "答复" })).toContainText("已经更换整段水管");
  await expect(page.getByText("已经用卡箍临时封堵漏点。"), "the first answer stays in the steps").toBeVisible();
});

async function dispatch(desk: Desk): Promise<void> {
  await desk.take("派单", async (drawer) => {
    await desk.choose(drawer, "事项", "停水、水压不足");
    await expect(drawer.getByText("按派单目录应由 清泉市自来水公司 主办")).toBeVisible();
  });
}

async function contact(desk: Desk, note: string): Promise<void> {
  await desk.take("联系诉求人", async (drawer) => {
    await pick(drawer, "联系方式", "电话");
    await pick(drawer, "是否联系上", "联系上了");
    await drawer.getByLabel("联系情况").fill(note);
  });
}

async function reply(desk: Desk, text: string): Promise<void> {
  await desk.take("答复", async (drawer) => {
    await drawer.getByLabel("答复内容").fill(text);
    await drawer.getByLabel("办理依据").fill("现场照片两张，水压表读数 0.28 兆帕");
  });
}

async function callBack(desk: Desk, solved: string, satisfied: string): Promise<void> {
  await desk.take("回访", async (drawer) => {
    await pick(drawer, "回访结果", "已接通并答复");
    await pick(drawer, "承办单位是否联系过您？", "联系过");
    await pick(drawer, "问题是否解决？", solved);
    await pick(drawer, "对办理是否满意？", satisfied);
  });
}

async function expectReached(page: Page, point: string): Promise<void> {
  await expect(page.getByRole("list", { name: "办理进度" }).locator("[aria-current=step]")).toContainText(point);
}

async function giveToWater(baseURL: string, receipt: Receipt): Promise<string> {
  const dispatcher = await Staff.signIn(baseURL, "dispatcher");
  const id = await dispatcher.find(receipt.number);
  const matter = await dispatcher.matter("utilities.water_outage");
  const lead = await dispatcher.unit("清泉市自来水公司");
  await dispatcher.act(id, "dispatch", { matter: matter.id, lead: lead.id });
  await dispatcher.signOut();
  return id;
}
