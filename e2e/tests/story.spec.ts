// The whole story of a request, by role: from the resident's telephone to the unit, and back.
import { expect, test } from "@playwright/test";
import { expectAccessible } from "../a11y.ts";
import { Resident, Staff } from "../api.ts";
import { fillIn, PHONE, readReceipt, track } from "../portal.ts";

const ANSWER = "已到现场更换主管阀门，8 号楼恢复供水，水压正常。";

test("from the portal to the unit, to the call-back, to the answer the resident reads", async ({ page, baseURL }) => {
  const base = baseURL ?? "";
  await page.setViewportSize(PHONE);
  await page.goto("/file");
  await fillIn(page, "幸福路 8 号停水两天了，请尽快修好（全程）");
  await page.getByLabel("电话").fill("13800001234");
  await page.getByLabel("怎样称呼您").fill("叶女士");
  await page.getByRole("button", { name: "提交" }).click();
  const receipt = await readReceipt(page);

  const dispatcher = await Staff.signIn(base, "dispatcher");
  const id = await dispatcher.find(receipt.number);
  const matter = await dispatcher.matter("utilities.water_outage");
  const lead = await dispatcher.unit("清泉市自来水公司");
  await dispatcher.act(id, "dispatch", { matter: matter.id, lead: lead.id });
  await track(page, receipt);
  await expect(page.getByRole("list", { name: "办理进度" }).locator("[aria-current=step]")).toContainText("派单");
  await expect(page.getByText("清泉市自来水公司")).toBeVisible();
  await expect(page.getByText(/^还剩 /)).toBeVisible();

  const handler = await Staff.signIn(base, "water");
  await handler.act(id, "sign", {});
  await handler.act(id, "contacts", { channel: "phone", reached: true, note: "已告知今天下午到场" });
  await handler.act(id, "notes", { note: "主管阀门锈死，需更换" });
  await handler.act(id, "reply", { text: ANSWER, evidence: "现场照片两张，水压表读数 0.28 兆帕" });
  await page.getByRole("button", { name: "刷新" }).click();
  await expect(page.getByRole("heading", { name: "答复" })).toBeVisible();
  await expect(page.getByText(ANSWER).first()).toBeVisible();
  await expect(page.getByText("主管阀门锈死"), "work notes are the unit's own").toBeHidden();
  await expectAccessible(page);

  const officer = await Staff.signIn(base, "callback");
  await officer.act(id, "call-backs", { outcome: "answered", answer: { contacted: "yes", solved: "yes", satisfied: 5 } });
  expect((await officer.act(id, "close", {})).stage).toBe("closed");

  await page.getByRole("button", { name: "刷新" }).click();
  await expect(page.getByRole("list", { name: "办理进度" }).locator("[aria-current=step]")).toContainText("办结");
  await expect(page.getByText("回访之后，已经办结。")).toBeVisible();
  await expect(page.getByRole("heading", { name: "不同意这个结果？" })).toBeVisible();
  await expectAccessible(page);
});

test("settled on the spot by the operator", async ({ page, baseURL }) => {
  const operator = await Staff.signIn(baseURL ?? "", "operator");
  const resident = new Resident(page.request);
  const receipt = await resident.file("孩子九月上一年级，入学报名需要哪些材料？", { nature: "consult" });
  const id = await operator.find(receipt.number);
  const matter = await operator.matter("education.enrolment");
  const answer = "请带户口簿、房产证明和预防接种证，八月二十日前到学区学校登记。";
  await operator.act(id, "settle-on-spot", { matter: matter.id, answer });

  await track(page, receipt);
  await expect(page.getByText("已经当场答复，办结。")).toBeVisible();
  await expect(page.getByText(answer).first()).toBeVisible();
  await expect(page.getByRole("list", { name: "办理进度" }).getByRole("listitem")).toHaveText([/受理/, /答复/, /办结/]);
  await expectAccessible(page);
});

test("not solved: sent back once, answered again, closed", async ({ page, baseURL }) => {
  const base = baseURL ?? "";
  const resident = new Resident(page.request);
  const receipt = await resident.file("楼下水管一直漏水，路面结冰了（退回）");
  const dispatcher = await Staff.signIn(base, "dispatcher");
  const id = await dispatcher.find(receipt.number);
  const matter = await dispatcher.matter("utilities.water_outage");
  const lead = await dispatcher.unit("清泉市自来水公司");
  await dispatcher.act(id, "dispatch", { matter: matter.id, lead: lead.id });
  const handler = await Staff.signIn(base, "water");
  await handler.act(id, "sign", {});
  await handler.act(id, "contacts", { channel: "visit", reached: true, note: "已上门查看" });
  await handler.act(id, "reply", { text: "已经用卡箍临时封堵漏点。", evidence: "现场照片" });

  const officer = await Staff.signIn(base, "callback");
  await officer.act(id, "call-backs", { outcome: "answered", answer: { contacted: "yes", solved: "no", satisfied: 2 } });
  await officer.act(id, "send-back", { reason: "诉求人说仍在漏水，请彻底更换水管" });
  expect(await officer.case(id)).toMatchObject({ stage: "handling", round: 2 });
  await track(page, receipt);
  await expect(page.getByText("因为没有解决，退回重新办理")).toBeVisible();

  await handler.act(id, "contacts", { channel: "phone", reached: true, note: "约定明早更换" });
  await handler.act(id, "reply", { text: "已经更换整段水管，路面积冰已清除。", evidence: "更换前后照片" });
  await officer.act(id, "call-backs", { outcome: "answered", answer: { contacted: "yes", solved: "no", satisfied: 3 } });
  const again = (await officer.case(id)).actions.find(({ action }) => action === "send_back");
  expect(again).toMatchObject({ allowed: false });
  expect(again?.reason).toContain("只能退回重办一次");
  await officer.act(id, "close", {});

  await page.getByRole("button", { name: "刷新" }).click();
  await expect(page.getByText("回访之后，已经办结。")).toBeVisible();
  await expect(page.getByRole("region", { name: "答复" })).toContainText("已经更换整段水管");
  await expect(page.getByText("已经用卡箍临时封堵漏点。"), "the first answer stays in the steps").toBeVisible();
});
