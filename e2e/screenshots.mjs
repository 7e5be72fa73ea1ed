// Takes the pictures of the README from a running demo:  node screenshots.mjs [http://127.0.0.1:8080]
// They are part of the repository, so they are small: one pixel is one pixel, and each stays below 200 KB.
import { randomUUID } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { args, executablePath } from "./browser.mjs";
import { withPalette } from "./palette.mjs";

const BASE = process.argv[2] ?? "http://127.0.0.1:8080";
const INTO = join(import.meta.dirname, "../docs/images");
const LIMIT_KB = 200;
const PASSWORD = "Qing-Quan-2026";
const MESSAGE = "幸福路 8 号停水两天了，楼上的老人没法做饭，请尽快修好，并告知什么时候来水。";

mkdirSync(INTO, { recursive: true });
const browser = await chromium.launch({ executablePath, args });
const workshop = await browser.newPage();

async function open(viewport) {
  const context = await browser.newContext({
    baseURL: BASE,
    viewport,
    deviceScaleFactor: 1,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    reducedMotion: "reduce",
  });
  return context.newPage();
}

async function shoot(page, name) {
  await page.waitForLoadState("networkidle");
  const png = await withPalette(workshop, await page.screenshot({ animations: "disabled" }));
  writeFileSync(join(INTO, `${name}.png`), png);
  const kb = png.length / 1024;
  console.log(`${name}.png ${kb.toFixed(0)} KB`);
  if (LIMIT_KB < kb) {
    throw new Error(`${name}.png is larger than ${LIMIT_KB} KB`);
  }
}

/** A member of staff in a browser of their own; `act` does something to a request as it stands now. */
async function signIn(login) {
  const page = await open({ width: 1440, height: 900 });
  const signedIn = await page.request.post("/api/v1/session", { data: { login, password: PASSWORD } });
  if (!signedIn.ok()) {
    throw new Error(`${login} cannot sign in: ${await signedIn.text()}`);
  }
  const read = async (path) => (await page.request.get(`/api/v1/${path}`)).json();
  const { csrf_token } = await read("session");
  const act = async (id, action, data) => {
    const { version } = await read(`requests/${id}`);
    const headers = { "X-CSRF-Token": csrf_token, "Idempotency-Key": randomUUID(), "If-Match": `"${version}"` };
    const done = await page.request.post(`/api/v1/requests/${id}/${action}`, { data, headers });
    if (!done.ok()) {
      throw new Error(`${action}: ${await done.text()}`);
    }
  };
  return { page, read, act };
}

// A resident on a phone.
const phone = await open({ width: 390, height: 844 });
await phone.goto("/");
await phone.getByRole("link", { name: /我要反映/ }).waitFor();
await shoot(phone, "portal-home");

await phone.goto("/file");
await phone.getByLabel("您要反映的事").fill(MESSAGE);
await phone.getByRole("radio", { name: "求助" }).check();
await phone.evaluate(() => {
  document.activeElement?.blur();
  window.scrollTo(0, 0);
});
await shoot(phone, "portal-file");
for (const level of ["区、县", "街道、乡镇", "社区、村"]) {
  await phone.getByLabel(level).getByRole("option").nth(1).waitFor({ state: "attached" });
  await phone.getByLabel(level).selectOption({ index: 1 });
}
await phone.getByLabel("怎样称呼您").fill("叶女士");
await phone.getByLabel("电话").fill("13800001234");
await phone.getByRole("button", { name: "提交" }).click();
await phone.getByTestId("number").waitFor();
const number = await phone.getByTestId("number").innerText();

// The centre gives it to the unit, the unit works on it.
const dispatcher = await signIn("dispatcher");
const { items } = await dispatcher.read("worklist?stage=new&limit=100");
const { id } = items.find((line) => line.number === number);
const { matters } = await dispatcher.read("catalogue/matters");
const units = await dispatcher.read("organisation/units");
await dispatcher.act(id, "dispatch", {
  matter: matters.find((matter) => matter.code === "utilities.water_outage").id,
  lead: units.find((unit) => unit.name === "清泉市自来水公司").id,
});
const handler = await signIn("water");
await handler.act(id, "sign", {});
await handler.act(id, "contacts", { channel: "phone", reached: true, note: "已告知诉求人今天下午到场检修。" });
await handler.act(id, "notes", { note: "主管阀门锈死，已领新阀门。" });

await handler.page.goto(`/desk/cases/${id}`);
await handler.page.getByRole("heading", { name: number }).waitFor();
await shoot(handler.page, "desk-case");

await handler.act(id, "reply", {
  text: "已到现场更换主管阀门，8 号楼恢复供水，水压正常。",
  evidence: "现场照片两张，水压表读数 0.28 兆帕。",
});
await phone.getByRole("link", { name: "现在看看进度" }).click();
await phone.getByRole("button", { name: "查询", exact: true }).click();
await phone.getByTestId("tracked").waitFor();
await shoot(phone, "portal-track");

await dispatcher.page.goto("/desk/cases?queue=handling");
await dispatcher.page.getByRole("region", { name: "工单列表" }).getByRole("link").nth(1).waitFor();
await shoot(dispatcher.page, "desk-worklist");

const operator = await signIn("operator");
await operator.page.goto("/desk/record");
await operator.page.getByLabel("诉求内容").fill("幸福路 8 号自来水停水两天了，四楼以上水压也一直不足，请尽快来修。");
for (const [level, name] of [
  ["区县", "临江区"],
  ["街道（乡镇）", "玉亭街道"],
]) {
  await operator.page.getByRole("combobox", { name: level }).fill(name);
  await operator.page.locator(".ant-select-item-option", { hasText: name }).first().click();
}
await operator.page.getByRole("radio", { name: "求助" }).check();
await operator.page.getByText("主办单位：清泉市自来水公司").first().waitFor();
await shoot(operator.page, "desk-intake");

const supervisor = await signIn("supervisor");
await supervisor.page.goto("/desk/numbers");
await supervisor.page.getByText("清泉市自来水公司").first().waitFor();
await shoot(supervisor.page, "desk-numbers");
await supervisor.page.goto("/desk/supervision");
await supervisor.page.getByRole("heading", { name: "哪些单位最急" }).waitFor();
await shoot(supervisor.page, "desk-supervision");

await browser.close();
