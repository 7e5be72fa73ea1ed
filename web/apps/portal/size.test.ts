import { gzipSync } from "node:zlib";
import { build } from "vite";
import { expect, test, vi } from "vitest";

const LIMIT_KB = 150;

test(`the first load stays within ${LIMIT_KB} KB compressed`, { timeout: 60_000 }, async () => {
  // Under the test runner React would be built for development.
  vi.stubEnv("NODE_ENV", "production");
  const built = await build({
    configFile: `${import.meta.dirname}/vite.config.ts`,
    mode: "production",
    logLevel: "error",
    build: { write: false },
  });
  const files = (Array.isArray(built) ? built : [built]).flatMap((one) =>
    "output" in one ? one.output : [],
  );
  const sizes = files
    .filter((file) => /\.(js|css)$/.test(file.fileName))
    .map((file) => ({
      name: file.fileName,
      bytes: gzipSync(file.type === "chunk" ? file.code : file.source).length,
    }));
  const total = sizes.reduce((sum, file) => sum + file.bytes, 0);

  console.info(`first load: ${(total / 1024).toFixed(1)} KB compressed`, sizes);
  expect(sizes.length, "the build gives a script and a style sheet").toBeGreaterThanOrEqual(2);
  expect(total / 1024).toBeLessThanOrEqual(LIMIT_KB);
});
