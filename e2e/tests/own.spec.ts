// What residents do with their own request on the portal, by its number and code, on a phone.
import { expect, type Page, test } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll } from "../a11y.ts";
import { Resident } from "../api.ts";
import { Desk } from "../desk.ts";
import { PHONE, track } from "../portal.ts";
import { ANSWER, answer, granted, takeUp } from "../work.ts";

test.use({ viewport: PHONE, hasTouch: true });

test("add something, ask again, and say how it went", async ({ page, request, baseURL }) => {
  const receipt = await new Resident(request).file("幸福路 8 号停水两天了，请尽快修好（补充、催办、评价）");
  const id = await takeUp(baseURL ?? "", receipt);
  await track(page, receipt);
  await expectAccessible(page);
  await shot(page, "own-doors");

  await page.getByRole("button", { name: /^补充情况/ }).click();
  await expect(page.getByRole("heading", { name: "补充情况" })).toBeFocused();
  await page.getByRole("button", { name: "发出补充" }).click();
  await expect(page.getByLabel("您要补充什么")).toHaveAccessibleDescription(/请写几句话/);
  await expectAccessible(page);
  await page.getByLabel("您要补充什么").fill("今天早上连楼下也停了");
  await shot(page, "own-supplement");
  await page.getByRole("button", { name: "发出补充" }).click();
  await expect(page.getByText("补充的内容已经收到")).toBeVisible();
  await expect(page.getByText("收到补充的情况")).toBeVisible();
  await expect(page.getByText("今天早上连楼下也停了")).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("button", { name: /^催一催/ }).click();
  await page.getByRole("button", { name: "催一次" }).click();
  await expect(page.getByText("已经催了")).toBeVisible();
  await expect(page.getByRole("button", { name: /^催一催/ })).toHaveCount(0);
  await expect(page.getByText(/现在不能：24 小时内已催办过/)).toBeVisible();
  await expectAccessible(page);
  await shot(page, "own-urged");

  await answer(baseURL ?? "", id);
  await page.getByRole("button", { name: "刷新" }).click();
  await expect(page.getByRole("region", { name: "答复" })).toContainText(ANSWER);
  await page.getByRole("button", { name: /^评价这次办理/ }).click();
  await page.getByRole("button", { name: "提交评价" }).click();
  await expect(page.getByRole("radiogroup", { name: /有没有人联系过您/ })).toHaveAccessibleDescription(/请选一项/);
  await expectAccessible(page);
  await page.getByRole("radio", { name: "联系过" }).check();
  await page.getByRole("radio", { name: "解决了", exact: true }).check();
  await page.getByRole("radio", { name: "非常满意" }).check();
  await page.getByLabel("还想说什么").fill("师傅很耐心");
  await expectAccessible(page);
  await shot(page, "own-rate");
  await page.getByRole("button", { name: "提交评价" }).click();
  await expect(page.getByText("谢谢您，评价已经收到")).toBeVisible();
  await expect(page.getByText("师傅很耐心")).toBeVisible();
});

test("withdraw, and have it opened again", async ({ page, request }) => {
  await track(page, await new Resident(request).file("楼道的灯不亮了，晚上看不清（撤回）"));
  await page.getByRole("button", { name: /^撤回这件诉求/ }).click();
  await expect(page.getByText("只有您能撤回")).toBeVisible();
  await page.getByRole("button", { name: "确定撤回" }).click();
  await expect(page.getByRole("checkbox", { name: /这是我自己的决定/ })).toBeFocused();
  await expect(page.getByText("如果确定，请先勾选这一项")).toBeVisible();
  await expectAccessible(page);
  await shot(page, "own-withdraw");
  await page.getByRole("checkbox", { name: /这是我自己的决定/ }).check();
  await page.getByRole("button", { name: "确定撤回" }).click();
  await expect(page.getByText("您已经撤回，办结。")).toBeVisible();
  await expectAccessible(page);
  await shot(page, "own-withdrawn");

  await page.getByRole("button", { name: /^要求重新办理/ }).click();
  await page.getByLabel("哪里没有解决，或者有什么新情况").fill("还是不亮，请来看看");
  await page.getByRole("button", { name: "要求重新办理" }).click();
  await expect(page.getByText("已经收到，热线中心正在确定由哪个单位办理。")).toBeVisible();
  await expect(page.getByText("还是不亮，请来看看")).toBeVisible();
});

test("disagree: another unit looks at it", async ({ page, request }) => {
  await track(page, await new Resident(request).file("路面坑洼，一直没有人来修（复核）"));
  await page.getByRole("button", { name: /^不同意，申请复核/ }).click();
  await expect(page.getByText("不是办这件事的单位自己查自己")).toBeVisible();
  await page.getByRole("radio", { name: "说联系过我，其实没有" }).check();
  await page.getByLabel("请写清楚").fill("没有");
  await page.getByRole("button", { name: "申请复核" }).click();
  await expect(page.getByLabel("请写清楚")).toHaveAccessibleDescription(/请至少填写 5 个字/);
  await expectAccessible(page);
  await shot(page, "own-complain");
  await page.getByLabel("请写清楚").fill("没有任何人打过电话给我");
  await page.getByRole("button", { name: "申请复核" }).click();
  await expect(page.getByText("收到复核申请，由另一个单位审查")).toBeVisible();
  await expect(page.getByText("没有任何人打过电话给我")).toBeVisible();
});

test("more time and a rest are told with their reason and their end", async ({ page, request, baseURL }) => {
  const receipt = await new Resident(request).file("小区外墙渗水，要做鉴定（延期、暂停）");
  const id = await takeUp(baseURL ?? "", receipt);
  const until = new Date(Date.now() + 20 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
  await granted(baseURL ?? "", id, { kind: "extension", amount: 1, reason: "cross_unit", text: "需要和物业一起办" }, "情况属实，同意延期");
  await track(page, receipt);
  await expect(page.getByText(/您的诉求因为需要几个单位一起办，办理期限延长到\d{4}年/)).toBeVisible();
  await granted(baseURL ?? "", id, { kind: "pause", reason: "appraisal", text: "等鉴定结论", until }, "鉴定周期合理，同意");
  await page.getByRole("button", { name: "刷新" }).click();
  await expect(page.getByText(/因为要等检验鉴定的结果，暂停办理，最迟到\d{4}年/)).toBeVisible();
  await expect(page.getByText("鉴定周期合理，同意")).toBeVisible();
  await expect(page.getByText("最迟恢复办理")).toBeVisible();
  await expectAccessible(page);
  await shot(page, "own-paused");
});

test("what is typed survives a lost network and a closed tab, and is recorded once", async ({ page, context, request }) => {
  const receipt = await new Resident(request).file("井盖松动，走过去很响（断网补充）");
  await track(page, receipt);
  await page.getByRole("button", { name: /^补充情况/ }).click();
  await page.getByLabel("您要补充什么").fill("昨晚有人绊倒了");
  await context.setOffline(true);
  await page.getByRole("button", { name: "发出补充" }).click();
  await expect(page.getByRole("alert")).toContainText("没有发出去");
  await expectAccessible(page);
  await context.setOffline(false);

  // Reaches the server, and the answer is lost on the way back.
  let arrived = 0;
  await page.route("**/supplements", async (route) => {
    await route.fetch();
    arrived += 1;
    await route.abort("connectionreset");
  });
  await page.getByRole("button", { name: "发出补充" }).click();
  await expect.poll(() => arrived).toBe(1);
  await expect(page.getByRole("alert")).toContainText("没有发出去");
  await page.close();

  const again = await context.newPage();
  await track(again, receipt);
  await expect(again.getByText("您上次写的还没有发出")).toBeVisible();
  await again.getByRole("button", { name: /^补充情况/ }).click();
  await expect(again.getByLabel("您要补充什么")).toHaveValue("昨晚有人绊倒了");
  await again.getByRole("button", { name: "发出补充" }).click();
  await expect(again.getByText("补充的内容已经收到")).toBeVisible();
  await expect(again.getByText("昨晚有人绊倒了")).toHaveCount(1);
});

test("large type on a narrow phone, and English", async ({ page, request }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  const receipt = await new Resident(request).file("公园长椅坏了，请修一修（大字）");
  await page.goto("/");
  await page.getByRole("button", { name: "大字版" }).click();
  await track(page, receipt);
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await shot(page, "own-large");
  await page.getByRole("button", { name: /^不同意，申请复核/ }).click();
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await shot(page, "own-large-complain");
  await page.getByRole("button", { name: "返回，不发了" }).click();
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByRole("button", { name: /^Withdraw the request/ })).toBeVisible();
  await expectNoSidewaysScroll(page);
  await shot(page, "own-large-en");
});

test("ask to have it erased, and the desk decides", async ({ page, browser, request }) => {
  test.setTimeout(120_000);
  const message = "单元门的锁坏了，我家门牌是采薇路27号（删除）";
  const receipt = await new Resident(request).file(message, { name: "钟离慧", phone: "13900007788" });
  await track(page, receipt);
  await page.getByRole("button", { name: "查阅、更正或者删除" }).click();
  await page.getByRole("radio", { name: /^删除/ }).check();
  await page.getByRole("button", { name: "提出申请" }).click();
  await expect(page.getByText("如果确定，请先勾选这一项")).toBeVisible();
  await expectAccessible(page);
  await shot(page, "own-right");
  await page.getByRole("checkbox", { name: /删除以后谁也恢复不了/ }).check();
  await page.getByRole("button", { name: "提出申请" }).click();
  await expect(page.getByRole("alert")).toContainText("办结或者撤回以后才能删除");
  await page.getByRole("button", { name: "返回，不发了" }).click();

  await page.getByRole("button", { name: /^撤回这件诉求/ }).click();
  await page.getByRole("checkbox", { name: /这是我自己的决定/ }).check();
  await page.getByRole("button", { name: "确定撤回" }).click();
  await expect(page.getByText("您已经撤回，办结。")).toBeVisible();
  await page.getByRole("button", { name: "查阅、更正或者删除" }).click();
  await expect(page.getByRole("radio", { name: /^删除/ })).toBeChecked();
  await page.getByRole("checkbox", { name: /删除以后谁也恢复不了/ }).check();
  await page.getByRole("button", { name: "提出申请" }).click();
  await expect(page.getByText(/删除：已收到，最迟\d{4}年/)).toBeVisible();
  await expectAccessible(page);
  await shot(page, "own-asked");

  const desk = await Desk.signIn(browser, "auditor");
  await desk.page.getByRole("link", { name: "个人信息申请" }).click();
  const line = desk.page.getByRole("row", { name: new RegExp(receipt.number) });
  await expect(line).toContainText("删除");
  await expectAccessible(desk.page);
  await shot(desk.page, "desk-rights");
  await line.getByRole("button", { name: /处\s*理/ }).click();
  const dialog = desk.page.getByRole("dialog");
  await dialog.getByRole("radio", { name: "同意", exact: true }).check();
  await expect(dialog.getByText("任何人都无法恢复")).toBeVisible();
  await dialog.getByLabel("理由（申请人会看到）").fill("诉求已撤回，依法可以删除");
  await expectAccessible(desk.page);
  await shot(desk.page, "desk-rights-decide");
  await dialog.getByRole("button", { name: /提\s*交/ }).click();
  await expect(line).toBeHidden();
  await desk.leave();

  await page.getByRole("button", { name: "刷新" }).click();
  await expect(page.getByText(/按您的申请删除，谁也看不到了/)).toBeVisible();
  await page.getByText("您反映的内容").click();
  await expect(page.getByText(message)).toHaveCount(0);
  await expectAccessible(page);
  await shot(page, "own-erased");
});

/** A picture to look at, where one is asked for. */
async function shot(page: Page, name: string): Promise<void> {
  const into = process.env.HEMU_E2E_SHOTS;
  if (into !== undefined) {
    await page.screenshot({ path: `${into}/${name}.png`, fullPage: true });
  }
}
