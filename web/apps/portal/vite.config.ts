import { rmSync } from "node:fs";
import { resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const dist = resolve(import.meta.dirname, "../../dist");

/** The desk is built into the same folder: remove what this app wrote before, and nothing else. */
const clearOwnFiles: Plugin = {
  name: "clear-own-files",
  apply: "build",
  configResolved(config) {
    if (!config.build.write) {
      return;
    }
    for (const own of ["index.html", "favicon.svg", "assets"]) {
      rmSync(resolve(dist, own), { recursive: true, force: true });
    }
  },
};

export default defineConfig({
  root: import.meta.dirname,
  base: "/",
  plugins: [react(), clearOwnFiles],
  // Nothing inline: the server's content security policy allows no inline script, and data: for images only.
  build: {
    outDir: dist,
    emptyOutDir: false,
    target: "es2020",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { "/api": "http://127.0.0.1:8080" } },
});
