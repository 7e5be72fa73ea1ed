// Serves a fresh small demo city from the real binary, and ends with it.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const binary = resolve(import.meta.dirname, process.env.HEMU_BIN ?? "../target/debug/hemu");
if (!existsSync(binary)) {
  console.error(`There is no binary at ${binary}; build it with \`cargo build\`, or name one in HEMU_BIN.`);
  process.exit(1);
}
const listen = process.argv[2] ?? "127.0.0.1:8093";
// One folder per address, made anew: what a killed run left behind does not pile up.
const data = join(tmpdir(), `hemu-e2e-${listen.replace(/\W/g, "-")}`);
rmSync(data, { recursive: true, force: true });
mkdirSync(data, { mode: 0o700 });
const server = spawn(binary, ["--data", data, "demo", "--small", "--listen", listen], { stdio: "inherit" });

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => server.kill("SIGTERM"));
}
server.on("exit", (code) => {
  rmSync(data, { recursive: true, force: true });
  process.exit(code ?? 0);
});
