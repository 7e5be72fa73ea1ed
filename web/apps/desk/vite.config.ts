import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const server = process.env.HEMU_SERVER ?? "http://127.0.0.1:8080";

export default defineConfig({
  base: "/desk/",
  plugins: [react()],
  build: { outDir: "../../dist/desk", emptyOutDir: true, target: "es2020", chunkSizeWarningLimit: 1200 },
  server: { proxy: { "/api": server } },
});
