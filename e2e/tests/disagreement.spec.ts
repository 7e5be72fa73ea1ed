// Disagreement and correction at the desk: objections, more time, pauses, parking, merging, supervision, several at once.
import { type Browser, expect, type Page, test } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll } from "../a11y.ts";
import { Resident, Staff } from "../api.ts";
import { Desk, pick } from "../desk.ts";

const WATER = "清泉市自来水公司";

test("a unit objects, another person rules with a precedent, and the ruling leads the new dispatch", async ({ page, browser, baseURL }) => {
  const id = await given(page, baseURL, "小区绿化带里的树挡住了三楼的窗户（异议）", "urban_rural.green");

  const unit = await enter(browser, baseURL, "water");
  await unit.visit(id);
  await unit.take("退单申请", async (drawer) => {
    await unit.choose(drawer, "理由", "不属于本单位职责");
    await unit.choose(drawer, "建议主办单位", "清泉市园林局");
    await drawer.getByLabel("说明").fill("树木修剪由园林部门负责，供水单位没有相应职权。");
  });
  await expect(unit.ask("退单申请")).toContainText("等待决定");
  await unit.actions.getByText("其他操作").click();
  await expect(unit.actions.getByText("同类申请正在等待决定")).toBeVisible();
  await expectAccessible(unit.page);
  await unit.leave();

  const supervisor = await enter(browser, baseURL, "supervisor");
  await supervisor.page.goto("/desk/cases");
  await expect(supervisor.page.getByRole("tab", { name: /^待我单位决定/, selected: true })).toBeVisible();
  await supervisor.page.getByRole("link", { name: await numberOf(baseURL, id) }).click();
  await expectAccessible(supervisor.page);
  await supervisor.settle("退单申请", "同意", "异议裁定", async (drawer) => {
    await expect(drawer.getByText("清泉市园林局").first()).toBeVisible();
    await drawer.getByLabel("形成派单先例").check();
    await drawer.getByLabel("理由").fill("树木修剪属园林部门职责，异议成立。");
  });
  const settled = supervisor.page.getByRole("region", { name: "申请与决定" });
  await expect(settled).toContainText("已同意");
  await expect(settled).toContainText("树木修剪属园林部门职责，异议成立。");
  await expect(supervisor.page.getByText("形成派单先例").first()).toBeVisible();
  await supervisor.leave();

  const dispatcher = await enter(browser, baseURL, "dispatcher");
  await dispatcher.visit(id);
  await dispatcher.take("派单", (drawer) => expect(drawer.getByText("异议裁定的主办单位是 清泉市园林局")).toBeVisible());
  await expect(dispatcher.page.getByText("主办单位：清泉市园林局").first()).toBeVisible();
  await dispatcher.leave();
});

test("more time is asked within the limit, and granted by another", async ({ page, browser, baseURL }) => {
  const id = await given(page, baseURL, "老旧管道要整段更换，等配件到货（延期）");
  const unit = await enter(browser, baseURL, "water");
  await unit.visit(id);
  await unit.take("申请延期", async (drawer) => {
    await unit.choose(drawer, "理由", "需要落实资金");
    await expect(drawer.getByText(/^单位为小时（连续计时），最多 24。/)).toBeVisible();
    await drawer.getByLabel("延长").fill("12");
    await drawer.getByLabel("说明").fill("更换整段管道，配件明天才能到货。");
  });
  const before = await dueOf(baseURL, id);
  await unit.leave();

  const dispatcher = await enter(browser, baseURL, "dispatcher");
  await dispatcher.visit(id);
  await expect(dispatcher.ask("延期申请")).toContainText("12 小时（连续计时）");
  await dispatcher.settle("延期申请", "同意", "延期审批", (drawer) => drawer.getByLabel("理由").fill("情况属实，同意延期。"));
  await expect(dispatcher.page.getByText("决定：同意")).toBeVisible();
  expect(Date.parse(await dueOf(baseURL, id)) - Date.parse(before), "twelve hours more").toBe(12 * 3_600_000);
  await dispatcher.leave();
});

test("a pause is granted, and the unit goes on by itself", async ({ page, browser, baseURL }) => {
  const id = await given(page, baseURL, "自来水发黄，水样送检等结果（暂停）");
  const unit = await enter(browser, baseURL, "water");
  await unit.visit(id);
  await unit.take("申请暂停计时", async (drawer) => {
    await unit.choose(drawer, "理由", "需检测、鉴定、评估");
    await drawer.getByLabel("说明").fill("水样已送检，等待检测报告。");
  });
  await decide(baseURL, "supervisor", id, "水样送检属实，同意暂停。");
  await unit.page.reload();
  await expect(unit.page.getByText("已暂停").first()).toBeVisible();
  await expectAccessible(unit.page);
  await unit.take("恢复办理", (drawer) => drawer.getByLabel("恢复原因").fill("检测报告已出"));
  await expect(unit.page.getByText("时限继续计算")).toBeVisible();
  await unit.leave();
});

test("a case is parked until a day of review, by two voices", async ({ page, browser, baseURL }) => {
  const id = await given(page, baseURL, "二次供水设施老化，要等改造计划（挂账）");
  const unit = await enter(browser, baseURL, "water");
  await unit.visit(id);
  const day = new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10);
  await unit.take("申请挂账", async (drawer) => {
    await unit.choose(drawer, "理由", "需纳入规划、计划");
    await drawer.getByLabel("复查日期").fill(day);
    await drawer.getByLabel("说明").fill("列入明年老旧小区改造计划，届时实施。");
  });
  await unit.leave();
  const supervisor = await enter(browser, baseURL, "supervisor");
  await supervisor.visit(id);
  await expect(supervisor.ask("挂账申请")).toContainText(day);
  await expect(supervisor.ask("挂账申请")).toContainText("已表决 0/2");
  await supervisor.settle("挂账申请", "同意", "挂账审批", (drawer) => drawer.getByLabel("理由").fill("已列入计划，同意挂账。"));
  await expect(supervisor.ask("挂账申请")).toContainText("已表决 1/2");
  await decide(baseURL, "inspection.head", id, "计划已核实，同意挂账。");
  await supervisor.page.goto("/desk/cases?queue=resting");
  await supervisor.page.getByRole("link", { name: await numberOf(baseURL, id) }).click();
  await expect(supervisor.page.getByText(`复查日期：${day}`)).toBeVisible();
  await expect(supervisor.page.getByText("已挂账").first()).toBeVisible();
  await supervisor.leave();
});

test("a request is merged, and takes over the reply of the main one", async ({ page, browser, baseURL }) => {
  const parent = await given(page, baseURL, "幸福路 8 号停水两天了（主单）");
  const { number } = await new Resident(page.request).file("幸福路 8 号也停水了，请一起修（并单）");
  const operator = await enter(browser, baseURL, "operator");
  const child = await as(baseURL, "operator", (staff) => staff.find(number));
  await operator.visit(child);
  const main = await numberOf(baseURL, parent);
  await operator.take("申请并单", async (drawer) => {
    await drawer.getByLabel("主单编号").fill(main);
    await expect(drawer.getByText("幸福路 8 号停水两天了（主单）")).toBeVisible();
    await operator.choose(drawer, "理由", "多人反映同一问题");
    await drawer.getByLabel("说明").fill("同一小区同一停水事件。");
  });
  await operator.leave();

  const supervisor = await enter(browser, baseURL, "supervisor");
  await supervisor.visit(child);
  await supervisor.settle("并单申请", "同意", "并单审批", (drawer) => drawer.getByLabel("理由").fill("同一事件，同意并单。"));
  await supervisor.page.getByRole("region", { name: "已并入" }).getByRole("link", { name: main }).click();
  await expect(supervisor.page.getByRole("region", { name: "并入本单的诉求 1 件" })).toContainText(number);
  await expectAccessible(supervisor.page);

  await as(baseURL, "water", async (staff) => {
    await staff.act(parent, "contacts", { channel: "phone", reached: true, note: "已告知" });
    await staff.act(parent, "reply", { text: "已更换主管阀门，8 号楼恢复供水。", evidence: "现场照片两张" });
  });
  await as(baseURL, "operator", (staff) => expect.poll(async () => (await staff.case(child)).stage).toBe("replied"));
  await supervisor.visit(child);
  await expect(supervisor.page.getByRole("heading", { name: "随主单答复" })).toBeVisible();
  await expect(supervisor.page.getByText("已更换主管阀门，8 号楼恢复供水。")).toBeVisible();
  await supervisor.leave();
});

test("an order is answered and accepted", async ({ page, browser, baseURL }) => {
  const id = await given(page, baseURL, "水管爆裂三天没人来修（督办）");
  const supervisor = await enter(browser, baseURL, "supervisor");
  await supervisor.visit(id);
  await supervisor.take("下达督办单", async (drawer) => {
    await supervisor.choose(drawer, "督办原因", "多次反映");
    await drawer.getByLabel("督办要求").fill("请今天内说明抢修安排。");
  });

  const unit = await enter(browser, baseURL, "water");
  await unit.visit(id);
  await expect(unit.ask("督办单")).toContainText("请今天内说明抢修安排。");
  await unit.settle("督办单", "填写反馈", "督办反馈", (drawer) =>
    drawer.getByLabel("反馈内容").fill("抢修队今天下午三点到场，晚八点前恢复供水。"),
  );
  await expect(unit.ask("督办单")).toContainText("等待审核");
  await unit.page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(unit.page);
  await expectAccessible(unit.page);
  await unit.leave();

  await supervisor.visit(id);
  await supervisor.settle("督办单", "认可反馈", "审核督办反馈", (drawer) => drawer.getByLabel("审核意见").fill("安排具体，认可"));
  await expect(supervisor.page.getByRole("region", { name: "申请与决定" })).toContainText("认可反馈");
  await supervisor.leave();
});

test("several cases at once: what is possible is told first, and each has its result", async ({ page, browser, baseURL }) => {
  const first = await given(page, baseURL, "自来水水压一直不足（批量一）");
  const second = await given(page, baseURL, "水表读数不对，要求复核（批量二）");
  const { number: fresh } = await new Resident(page.request).file("还没有派单的一件诉求（批量三）");
  const numbers = [await numberOf(baseURL, first), await numberOf(baseURL, second)];

  const supervisor = await enter(browser, baseURL, "supervisor");
  await supervisor.page.goto("/desk/cases?queue=all&order=newest");
  for (const number of [...numbers, fresh]) {
    await supervisor.page.getByRole("checkbox", { name: `选择 ${number}` }).check();
  }
  await expect(supervisor.page.getByText("已选 3 件")).toBeVisible();
  await expectAccessible(supervisor.page);
  await supervisor.page.getByRole("button", { name: "批量督办" }).click();
  const drawer = supervisor.page.getByRole("dialog", { name: "批量督办 · 已选 3 件" });
  await expect(drawer.getByText("2 件可以办理；1 件不能办理，不会发出")).toBeVisible();
  await supervisor.choose(drawer, "督办原因", "诉求人不满意");
  await drawer.getByLabel("督办要求").fill("请说明办理进度和完成时间。");
  await expectAccessible(supervisor.page);
  // The first is held back until somebody has pressed stop: the second must then not be sent.
  let stop = () => {};
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  await supervisor.page.route("**/asks", async (route) => {
    await stopped;
    await route.continue();
  });
  await drawer.getByRole("button", { name: "开始办理 2 件" }).click();
  await drawer.getByRole("button", { name: "停止" }).click();
  stop();
  await expect(drawer.getByText("已停止。已办的不受影响，余下的没有发出。")).toBeVisible();
  await drawer.getByRole("button", { name: "继续办理余下 1 件" }).click();
  await expect(drawer.getByText("全部办完：成功 2 件")).toBeVisible();
  for (const number of numbers) {
    await expect(drawer.getByRole("row", { name: new RegExp(number) })).toContainText("已完成");
  }
  await expect(drawer.getByRole("row", { name: new RegExp(fresh) })).toContainText("当前阶段不能这样办理");
  await expectAccessible(supervisor.page);
  await as(baseURL, "supervisor", async (staff) => {
    expect((await staff.case(second)).asks).toMatchObject([{ kind: "order", state: "open" }]);
  });
  await supervisor.leave();
});

test("what waits is decided together, one kind at a time", async ({ page, browser, baseURL }) => {
  const asked = { reason: "other", text: "配件明天才能到货，需要延期。" };
  const more = [
    await given(page, baseURL, "水压不足，等增压泵到货（同批一）"),
    await given(page, baseURL, "水压不足，等增压泵到货（同批二）"),
  ];
  const pause = await given(page, baseURL, "水质浑浊，等检测结果（同批三）");
  await as(baseURL, "water", async (staff) => {
    for (const id of more) {
      await staff.act(id, "asks", { kind: "extension", amount: 4, ...asked });
    }
    await staff.act(pause, "asks", { kind: "pause", ...asked });
  });
  const dispatcher = await enter(browser, baseURL, "dispatcher");
  await dispatcher.page.goto("/desk/cases?queue=waiting&order=newest");
  for (const id of [...more, pause]) {
    await dispatcher.page.getByRole("checkbox", { name: `选择 ${await numberOf(baseURL, id)}` }).check();
  }
  await dispatcher.page.getByRole("button", { name: "批量决定" }).click();
  const drawer = dispatcher.page.getByRole("dialog", { name: "批量决定 · 已选 3 件" });
  await expect(drawer.getByRole("row", { name: /是另一类申请，须另行决定/ })).toHaveCount(1);
  await pick(drawer, "决定", "同意");
  await drawer.getByLabel("理由").fill("情况属实，同意延期。");
  await expectAccessible(dispatcher.page);
  await drawer.getByRole("button", { name: "开始办理 2 件" }).click();
  await expect(drawer.getByText("全部办完：成功 2 件")).toBeVisible();
  await drawer.getByRole("button", { name: "关闭" }).last().click();
  await expect(dispatcher.page.getByText("已选 3 件")).toBeHidden();
  await as(baseURL, "water", async (staff) => {
    expect((await staff.case(pause)).asks, "the other kind was left alone").toMatchObject([{ state: "open" }]);
    for (const id of more) {
      expect((await staff.case(id)).asks).toMatchObject([{ state: "granted" }]);
    }
  });
  await dispatcher.leave();
});

test("the catalogue keeper tries a recount before anything changes", async ({ browser, baseURL }) => {
  const keeper = await enter(browser, baseURL, "catalogue");
  await keeper.page.goto("/desk/limits");
  const card = keeper.page.getByRole("region", { name: "时限重算" });
  await card.getByRole("button", { name: "试算" }).click();
  await expect(card.getByText(/^核对了 \d+ 件在办诉求/)).toBeVisible();
  await expectAccessible(keeper.page);
  await keeper.leave();
});

/** Signed in once each: this file is about what they do then. */
const people = new Map<string, Staff>();

async function person(baseURL: string | undefined, login: string): Promise<Staff> {
  const known = people.get(login) ?? (await Staff.signIn(baseURL ?? "", login));
  people.set(login, known);
  return known;
}

test.afterAll(() => Promise.all([...people.values()].map((staff) => staff.signOut())));

async function enter(browser: Browser, baseURL: string | undefined, login: string): Promise<Desk> {
  return Desk.enter(browser, baseURL ?? "", await person(baseURL, login));
}

async function as<T>(baseURL: string | undefined, login: string, act: (staff: Staff) => Promise<T>): Promise<T> {
  return act(await person(baseURL, login));
}

/** A request in the hands of the water utility, dispatched by a dispatcher who takes no other part in the story. */
async function given(page: Page, baseURL: string | undefined, message: string, code = "utilities.water_outage"): Promise<string> {
  const { number } = await new Resident(page.request).file(message);
  const id = await as(baseURL, "dispatcher2", async (staff) => {
    const found = await staff.find(number);
    const matter = await staff.matter(code);
    const lead = await staff.unit(WATER);
    await staff.act(found, "dispatch", { matter: matter.id, lead: lead.id });
    return found;
  });
  await as(baseURL, "water", (staff) => staff.act(id, "sign", {}));
  return id;
}

function numberOf(baseURL: string | undefined, id: string): Promise<string> {
  return as(baseURL, "supervisor", async (staff) => (await staff.case(id)).number);
}

async function dueOf(baseURL: string | undefined, id: string): Promise<string> {
  const { clocks } = await as(baseURL, "supervisor", (staff) => staff.case(id));
  return clocks.find((clock) => clock.kind === "reply")?.due_at ?? "";
}

/** Grant whatever is open. */
async function decide(baseURL: string | undefined, login: string, id: string, text: string): Promise<void> {
  await as(baseURL, login, async (staff) => {
    const { asks } = await staff.case(id);
    const ask = asks.find((one) => one.state === "open");
    await staff.act(id, `asks/${ask?.id}/decision`, { granted: true, text });
  });
}
