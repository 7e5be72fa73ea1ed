// The supervisor sees what burns and opens the cases behind a number; the auditor draws what nobody could choose.
import { expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "../a11y.ts";
import { Staff } from "../api.ts";
import { Desk } from "../desk.ts";

type ReAudit = { id: string; draw: { drawn: number; checkpoint: number } | null };

/** The number that a figure of the board shows, and the list that it opens. */
async function openFigure(page: Page, name: string): Promise<void> {
  const figure = page.getByRole("list", { name: "总体" }).getByRole("link", { name });
  const count = Number((await figure.innerText()).replace(/\D+/g, " ").trim().split(" ")[0]);
  await figure.click();
  await expect(page.getByRole("heading", { level: 1, name: "督办工单" })).toBeVisible();
  if (count > 0) {
    await expect(page.getByText(new RegExp(`共 ${count} 件`))).toBeVisible();
  } else {
    await expect(page.getByText("没有符合条件的工单，可能刚刚办结。")).toBeVisible();
  }
  await expectAccessible(page);
  await page.getByRole("link", { name: "返回督办台" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "督办台" })).toBeVisible();
}

/** Other stories may have left rulings behind: the keeper ends each, until none is in force. */
async function endPrecedents(page: Page): Promise<void> {
  const dialog = page.getByRole("dialog", { name: "先例" });
  const none = dialog.getByText("没有生效的先例。");
  const reasons = dialog.getByRole("combobox", { name: "终止理由" });
  await expect(none.or(reasons.first())).toBeVisible();
  for (let left = await reasons.count(); left > 0; left -= 1) {
    await reasons.first().click();
    await page.locator(".ant-select-item-option:visible").first().click();
    await expect(reasons).toHaveCount(left - 1);
  }
  await expect(none).toBeVisible();
}

test("the supervisor's board opens what stands behind its numbers, on a phone too", async ({ browser }) => {
  test.setTimeout(90_000);
  const desk = await Desk.signIn(browser, "supervisor");
  const { page } = desk;
  await expect(page.getByRole("heading", { level: 1, name: "督办台" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "哪些单位最急" })).toBeVisible();
  await expectAccessible(page);
  await openFigure(page, "在办");
  await openFigure(page, "已超时");

  const places = page.getByRole("region", { name: "各地情况" });
  await places.getByText("表格", { exact: true }).click();
  await expect(places.getByRole("columnheader", { name: "超时占比" })).toBeVisible();
  await expectAccessible(page);
  await places.getByText("方格", { exact: true }).click();
  await places.getByRole("link").first().click();
  await expect(page.getByRole("link", { name: "返回上一级" })).toBeVisible();
  await expect(page).toHaveURL(/division=/);

  await page.setViewportSize({ width: 390, height: 844 });
  await expect(page.getByRole("heading", { name: "哪些单位最急" })).toBeVisible();
  await expectAccessible(page);
  const main = page.locator("#content");
  expect(await main.evaluate((box) => box.scrollWidth <= box.clientWidth + 1)).toBe(true);
  await desk.leave();
});

test("an auditor fixes a population, draws with a seed of the ledger, and a finding is recorded", async ({
  browser,
  baseURL,
}) => {
  test.setTimeout(240_000);
  const desk = await Desk.signIn(browser, "auditor");
  const { page } = desk;
  await page.getByRole("navigation", { name: "主导航" }).getByRole("link", { name: "随机复核" }).click();
  await page.getByRole("button", { name: "固定总体" }).click();
  await expect(page.getByText("总体已固定，等待账本的下一个检查点")).toBeVisible();
  await expectAccessible(page);

  // The ledger makes a checkpoint each minute; nobody can hurry it.
  const auditor = await Staff.signIn(baseURL ?? "", "auditor");
  const [fixed] = await auditor.read<ReAudit[]>("/api/v1/re-audits");
  const path = `/api/v1/re-audits/${fixed?.id}`;
  await expect
    .poll(async () => (await auditor.read<{ seed_checkpoint: number | null }>(path)).seed_checkpoint, {
      timeout: 150_000,
      intervals: [2_000],
    })
    .not.toBeNull();
  await page.reload();
  await page.getByRole("button", { name: "抽取" }).click();
  const cases = page.getByRole("region", { name: "抽中的工单" });
  await expect(cases).toBeVisible();
  await expect(page.getByRole("region", { name: "抽取证明" })).toContainText(`hemu audit verify ${fixed?.id}`);
  await expectAccessible(page);

  // Nobody fixes the same days again to get another draw.
  await page.getByRole("link", { name: "随机复核" }).first().click();
  await page.getByRole("button", { name: "固定总体" }).click();
  await expect(page.getByText(/同一批工单只抽取一次/)).toBeVisible();
  await page.goBack();

  await cases.getByRole("button", { name: "填写结果" }).first().click();
  const drawer = page.getByRole("dialog");
  await drawer.getByRole("radio", { name: "属实" }).check();
  await drawer.getByLabel("核实情况").fill("电话核实，诉求人称已经解决");
  await expectAccessible(page);
  await drawer.getByRole("button", { name: "填写结果" }).click();
  await expect(page.getByText("复核结果已记入工单")).toBeVisible();
  await expect(page.getByRole("region", { name: "属实率" })).toContainText("不足 30 件，不作比较");
  await cases.getByRole("row", { name: /属实/ }).getByRole("link").click();
  await expect(page.getByRole("heading", { name: "随机复核" })).toBeVisible();
  await auditor.signOut();
  await desk.leave();
});

test("the keeper tries a draft before publishing it and compares the versions", async ({ browser }) => {
  test.setTimeout(90_000);
  const desk = await Desk.signIn(browser, "catalogue");
  const { page } = desk;
  await expect(page.getByRole("button", { name: /^待维护/ })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("searchbox").fill("停水");
  await page.getByRole("table").getByRole("button").first().click();
  await page.getByRole("button", { name: "修改", exact: true }).click();
  const drawer = page.getByRole("dialog");
  await drawer.getByRole("combobox", { name: "办理类别" }).click();
  await page.locator(".ant-select-item-option", { hasText: "复杂 15 天" }).click();
  await drawer.getByRole("button", { name: "试算" }).click();
  await expect(drawer.getByText(/近 30 天该事项派单 \d+ 件/)).toBeVisible();
  await expectAccessible(page);
  await drawer.getByRole("button", { name: "发布" }).click();
  await expect(drawer).toBeHidden();

  await page.getByRole("button", { name: "版本比较" }).click();
  const compared = page.getByRole("dialog", { name: "版本比较" });
  await expect(compared.getByRole("cell", { name: "c15d" })).toBeVisible();
  await expectAccessible(page);
  await compared.getByRole("button", { name: "关闭" }).click();
  await page.getByRole("button", { name: "先例" }).click();
  await endPrecedents(page);

  await page.goto("/desk/limits");
  await page.getByRole("row", { name: /答复 一般 7 天/ }).getByRole("button", { name: "修改" }).click();
  const limit = page.getByRole("dialog", { name: /^修改 答复/ });
  await limit.getByLabel("时限").fill("5");
  await limit.getByRole("button", { name: "试算" }).click();
  await expect(limit.getByText(/在办 \d+ 件，期限变动 \d+ 件/)).toBeVisible();
  await expectAccessible(page);
  await desk.leave();
});
