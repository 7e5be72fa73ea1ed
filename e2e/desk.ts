// The desk as its people use it: sign in, open a case, take a step in its drawer.
import { type Browser, expect, type Locator, type Page } from "@playwright/test";
import { expectAccessible } from "./a11y.ts";
import { PASSWORD, type Staff } from "./api.ts";
import { freshCode, WITH_SECOND_FACTOR } from "./totp.ts";

export const DESK = { width: 1440, height: 900 };

export class Desk {
  private constructor(readonly page: Page) {}

  /** A member of staff in a browser of their own. */
  static async signIn(browser: Browser, login: string): Promise<Desk> {
    const context = await browser.newContext({ viewport: DESK });
    const desk = new Desk(await context.newPage());
    await desk.page.goto("/desk/");
    await expect(desk.page.getByRole("heading", { name: "登录工作台" })).toBeVisible();
    await expectAccessible(desk.page);
    await desk.giveLogin(desk.page.getByRole("main"), login);
    if (WITH_SECOND_FACTOR.includes(login)) {
      await expect(desk.page.getByRole("heading", { name: "请输入验证码" })).toBeVisible();
      await expectAccessible(desk.page);
      await desk.giveCode(desk.page.getByRole("main"), await freshCode(login));
    }
    await expect(desk.page.getByRole("button", { name: /^账户菜单/ })).toBeVisible();
    return desk;
  }

  /** The same, by the session alone: for stories that are not about signing in. */
  static async enter(browser: Browser, baseURL: string, staff: Staff): Promise<Desk> {
    const context = await browser.newContext({ viewport: DESK, baseURL, storageState: await staff.state() });
    return new Desk(await context.newPage());
  }

  /** Go to a case by its address. Its accessibility is looked at with every drawer that opens over it. */
  async visit(id: string): Promise<void> {
    await this.page.goto(`/desk/cases/${id}`);
    await expect(this.actions).toBeVisible();
  }

  /** What waits for a decision or an answer, by the first words of its heading. */
  ask(name: string): Locator {
    return this.page.getByRole("region", { name: new RegExp(`^${name} · `) });
  }

  /** Settle what waits: press the choice, fill in the drawer, send it. */
  async settle(name: string, choice: string, action: string, fillIn: (drawer: Locator) => Promise<void>): Promise<void> {
    await this.ask(name).getByRole("button", { name: choice, exact: true }).click();
    await this.finish(action, fillIn);
  }

  async giveCode(within: Locator, code: string): Promise<void> {
    await within.getByLabel("验证码").fill(code);
    await within.getByRole("button", { name: "确认", exact: true }).click();
  }

  /** Turn the second factor on in the middle of a step that needs one; the step goes on by itself. */
  async enrolInStep(): Promise<void> {
    const dialog = this.page.getByRole("dialog", { name: "两步验证" });
    await dialog.getByRole("button", { name: "开始启用" }).click();
    await expect(dialog.getByText(/演示城市，当前可用的验证码/)).toBeVisible();
    await expectAccessible(this.page);
    await dialog.getByRole("button", { name: "填入" }).click();
    await dialog.getByRole("button", { name: "确认", exact: true }).click();
    await expect(dialog).toBeHidden();
  }

  /** Choose from the menu of one's own account. */
  async account(item: string): Promise<void> {
    await this.page.getByRole("button", { name: /^账户菜单/ }).click();
    await this.page.getByRole("menuitem", { name: item }).click();
  }

  async giveLogin(within: Locator, login: string): Promise<void> {
    await within.getByLabel("账号").fill(login);
    await within.getByLabel("密码").fill(PASSWORD);
    await within.getByRole("button", { name: "登录", exact: true }).click();
  }

  /** Find a case in the worklist by its number and open it; newest first, so that it stands near the top. */
  async open(number: string): Promise<void> {
    await this.page.getByRole("navigation", { name: "主导航" }).getByRole("link", { name: "工单" }).click();
    await expect(this.page.getByRole("heading", { level: 1, name: "工单" })).toBeVisible();
    await this.page.getByText("最新在前", { exact: true }).click();
    const line = this.page.getByRole("link", { name: number });
    await expect(line).toBeVisible();
    await expectAccessible(this.page);
    await line.click();
    await expect(this.page.getByRole("heading", { level: 1, name: number })).toBeVisible();
    await expect(this.actions).toBeVisible();
    await expectAccessible(this.page);
  }

  get actions(): Locator {
    return this.page.getByRole("region", { name: "可以办理" });
  }

  /** Take one step: open its drawer, fill it in, send it. */
  async take(action: string, fillIn: (drawer: Locator) => Promise<void> = async () => {}): Promise<void> {
    await this.actions.getByRole("button", { name: action, exact: true }).click();
    await this.finish(action, fillIn);
  }

  /** Fill in the open drawer of a step and send it. */
  async finish(action: string, fillIn: (drawer: Locator) => Promise<void>): Promise<void> {
    const drawer = this.page.getByRole("dialog", { name: new RegExp(`^${action} · `) });
    await expect(drawer.getByRole("button", { name: "提交" })).toBeEnabled();
    await fillIn(drawer);
    await expectAccessible(this.page);
    await drawer.getByRole("button", { name: "提交" }).click();
    await expect(drawer).toBeHidden();
    await expect(this.page.getByText(`${action}已完成`).first()).toBeVisible();
  }

  /** Choose from a list that is searched by typing. */
  async choose(within: Locator, label: string, text: string): Promise<void> {
    await within.getByRole("combobox", { name: label }).fill(text);
    await this.page.locator(".ant-select-item-option", { hasText: text }).first().click();
  }

  async leave(): Promise<void> {
    await this.page.context().close();
  }
}

/** Choose one of several by its words. */
export async function pick(within: Locator, group: string, choice: string): Promise<void> {
  await within.getByRole("radiogroup", { name: group }).getByRole("radio", { name: choice, exact: true }).check();
}
