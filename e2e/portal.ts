// The portal as a resident uses it.
import { expect, type Page } from "@playwright/test";
import type { Receipt } from "./api.ts";

export const PHONE = { width: 390, height: 844 };
export const MESSAGE = "幸福路 8 号停水两天了，楼上老人没法做饭，请尽快修好。";

/** Fill in what is needed, up to the community. */
export async function fillIn(page: Page, message = MESSAGE): Promise<void> {
  await page.getByLabel("您要反映的事").fill(message);
  await page.getByRole("radio", { name: "求助" }).check();
  await chooseFirst(page, "区、县");
  await chooseFirst(page, "街道、乡镇");
  await chooseFirst(page, "社区、村");
}

async function chooseFirst(page: Page, level: string): Promise<void> {
  const select = page.getByLabel(level);
  await expect(select.getByRole("option").nth(1)).toBeAttached();
  await select.selectOption({ index: 1 });
}

export async function readReceipt(page: Page): Promise<Receipt> {
  await expect(page.getByRole("heading", { name: "已经收到" })).toBeVisible();
  return { number: await page.getByTestId("number").innerText(), code: await page.getByTestId("code").innerText() };
}

export async function track(page: Page, receipt: Receipt): Promise<void> {
  await page.goto("/track");
  await page.getByLabel("编号", { exact: true }).fill(receipt.number);
  await page.getByLabel("查询码", { exact: true }).fill(receipt.code);
  await page.getByRole("button", { name: "查询", exact: true }).click();
  await expect(page.getByRole("heading", { name: `诉求 ${receipt.number}` })).toBeVisible();
}
