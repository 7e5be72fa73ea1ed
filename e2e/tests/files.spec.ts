// Photos: from a resident's telephone, over a network that breaks, to the desk of the unit and back.
import { deflateSync } from "node:zlib";
import { expect, test } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll } from "../a11y.ts";
import { Resident, Staff } from "../api.ts";
import { Desk } from "../desk.ts";
import { fillIn, PHONE, readReceipt, track } from "../portal.ts";

/** A PNG of noise, so that it is large: one colour more in it makes another file. */
function picture(width: number, height: number, colour: number): Buffer {
  const rows = Buffer.alloc(height * (1 + width * 3));
  let seed = 1 + colour;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width * 3; x += 1) {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      rows[y * (1 + width * 3) + 1 + x] = x % 3 === colour % 3 ? 200 : (seed >>> 16) % 90;
    }
  }
  const chunk = (kind: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(kind), data]);
    const head = Buffer.alloc(4);
    head.writeUInt32BE(data.length);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([head, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) {
      crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
    }
  }
  return (crc ^ 0xffffffff) >>> 0;
}

const photo = (name: string, colour: number) => ({
  name,
  mimeType: "image/png",
  buffer: picture(700, 500, colour),
});

test.use({ viewport: PHONE, hasTouch: true });

test("a resident files with two photos on a phone, and the handler sees them", async ({ page, browser }) => {
  test.setTimeout(120_000);
  await page.goto("/file");
  await fillIn(page);
  const choose = page.getByLabel("拍照或选择文件");
  await choose.setInputFiles([photo("井盖.png", 0), photo("路口.png", 1)]);
  await expect(page.getByText("井盖.png")).toBeVisible();
  // Chosen twice is chosen once; what is taken out is gone.
  await choose.setInputFiles([photo("多余.png", 2)]);
  await page.getByRole("button", { name: "移除 多余.png" }).click();
  await expect(page.getByText("多余.png")).toBeHidden();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.screenshot({ path: "test-results/files-form.png", fullPage: true });

  // The network breaks in the middle of the first photo, and comes back.
  let chunks = 0;
  await page.route("**/uploads/*", async (route) => {
    chunks += 1;
    await (chunks === 2 || chunks === 3 ? route.abort("connectionreset") : route.continue());
  });
  await page.getByRole("button", { name: "提交" }).click();
  const receipt = await readReceipt(page);
  await expect(page.getByText("已收到", { exact: true })).toHaveCount(2, { timeout: 30_000 });
  expect(chunks).toBeGreaterThan(4);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.screenshot({ path: "test-results/files-receipt.png", fullPage: true });

  const desk = await Desk.signIn(browser, "dispatcher");
  await desk.open(receipt.number);
  const files = desk.page.getByRole("region", { name: "附件（2）" });
  const shown = files.getByRole("link", { name: "井盖.png" }).locator("img");
  await expect(shown).toHaveJSProperty("complete", true);
  await expect.poll(() => shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(512);
  await files.getByTestId("attach").setInputFiles([photo("内部.png", 2)]);
  await expect(desk.page.getByRole("region", { name: "附件（3）" })).toBeVisible();
  await desk.page.getByRole("checkbox", { name: "诉求人也能看到" }).check();
  await desk.page.getByTestId("attach").setInputFiles([
    { name: "回执.txt", mimeType: "text/plain", buffer: Buffer.from("已收到照片") },
  ]);
  await expect(desk.page.getByRole("region", { name: "附件（4）" })).toBeVisible();
  await desk.page.getByTestId("attach").setInputFiles([
    { name: "照片.jpg", mimeType: "image/jpeg", buffer: Buffer.from("<html><script>alert(1)</script></html>") },
  ]);
  await expect(desk.page.getByText(/不支持这种文件/)).toBeVisible();
  await expectAccessible(desk.page);
  await desk.page.screenshot({ path: "test-results/files-desk.png", fullPage: true });
  await desk.leave();

  await track(page, receipt);
  const attached = page.getByRole("region", { name: "附件", exact: true });
  await expect(attached.getByRole("listitem")).toHaveCount(3);
  await expect(attached.getByRole("img", { name: "井盖.png" })).toBeVisible();
  await expect(attached).toContainText("回执.txt");
  await expect(attached).not.toContainText("内部.png");
  const saving = page.waitForEvent("download");
  await attached.getByRole("button", { name: "下载 回执.txt" }).click();
  expect((await saving).suggestedFilename()).toBe("回执.txt");
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.screenshot({ path: "test-results/files-track.png", fullPage: true });
});

test("an upload that a reload broke off goes on when the same photo is chosen again", async ({ page }) => {
  await page.goto("/file");
  await fillIn(page);
  await page.getByLabel("拍照或选择文件").setInputFiles([photo("井盖.png", 0)]);
  const offsets: number[] = [];
  let chunks = 0;
  await page.route("**/uploads/*", async (route) => {
    if (route.request().method() === "PATCH") {
      chunks += 1;
      offsets.push(Number(await route.request().headerValue("upload-offset")));
      if (chunks === 2) {
        await route.abort("connectionreset");
        return;
      }
    }
    await route.continue();
  });
  await page.getByRole("button", { name: "提交" }).click();
  await readReceipt(page);
  await expect.poll(() => chunks).toBe(2);
  await page.getByRole("button", { name: "暂停" }).click();
  await page.reload();
  await expect(page.getByText("“井盖.png”还没有传完")).toBeVisible();
  const again = photo("井盖.png", 0);
  await page.getByLabel("拍照或选择文件").setInputFiles([again]);
  await expect(page.getByText("已收到", { exact: true })).toBeVisible({ timeout: 30_000 });
  expect(offsets.filter((offset) => offset === 0)).toHaveLength(1);
});

test("a handler attaches a photo while replying, and the resident sees both", async ({ page, browser, baseURL }) => {
  const receipt = await new Resident(page.request).file("路口的井盖坏了，请尽快更换（附件）");
  const dispatcher = await Staff.signIn(baseURL ?? "", "dispatcher");
  const id = await dispatcher.find(receipt.number);
  const matter = await dispatcher.matter("utilities.water_outage");
  const lead = await dispatcher.unit("清泉市自来水公司");
  await dispatcher.act(id, "dispatch", { matter: matter.id, lead: lead.id });
  await dispatcher.signOut();
  const water = await Staff.signIn(baseURL ?? "", "water");
  await water.act(id, "sign", {});
  await water.signOut();

  const handler = await Desk.signIn(browser, "water");
  await handler.page.goto(`/desk/cases/${id}`);
  await handler.take("答复", async (drawer) => {
    await drawer.getByLabel("答复内容").fill("井盖已经更换，路面已经清理。");
    await drawer.getByLabel("办理依据").fill("现场照片");
    await drawer.getByRole("checkbox", { name: "诉求人也能看到" }).check();
    await drawer.getByTestId("attach").setInputFiles([photo("完工.png", 1)]);
    await expect(drawer.getByText("已存入", { exact: false }).last()).toBeVisible();
    await handler.page.screenshot({ path: "test-results/files-drawer.png" });
  });
  await handler.leave();
  await track(page, receipt);
  await expect(page.getByRole("region", { name: "答复" })).toContainText("井盖已经更换");
  await expect(page.getByRole("region", { name: "附件", exact: true }).getByRole("img", { name: "完工.png" })).toBeVisible();
});
