import { defineConfig } from "@playwright/test";
import { args, executablePath } from "./browser.mjs";

const address = `127.0.0.1:${process.env.HEMU_E2E_PORT ?? "8093"}`;

export default defineConfig({
  testDir: "tests",
  workers: 1,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  reporter: "list",
  use: {
    baseURL: `http://${address}`,
    actionTimeout: 10_000,
    trace: "off",
    screenshot: "only-on-failure",
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    launchOptions: { executablePath, args },
  },
  webServer: {
    command: `node serve.mjs ${address}`,
    url: `http://${address}/api/v1/health`,
    timeout: 60_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: "SIGTERM", timeout: 5_000 },
  },
});
