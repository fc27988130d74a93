import { defineConfig } from "vitest/config";
import { onlyUsedBootstrap } from "./bootstrap.ts";

export default defineConfig({
  base: "/static/app/",
  css: { postcss: { plugins: [onlyUsedBootstrap] } },
  build: {
    manifest: true,
    assetsInlineLimit: 0,
    rolldownOptions: {
      checks: { eval: false }, // htmx holds one; its allowEval is off
      input: {
        main: "src/main.ts",
        desk: "src/desk.ts",
        merge: "src/merge.ts",
        marking: "src/marking.ts",
        playback: "src/playback.ts",
        studio: "src/studio.ts",
        sw: "src/service-worker.ts",
      },
      output: {
        // What two pages share is one file: each file is a request of the desk's first visit.
        codeSplitting: { groups: [{ name: "shared", test: /src.lib/, minShareCount: 2 }] },
        // The service worker keeps its name: /sw.js answers with this file.
        entryFileNames: (chunk) => (chunk.name === "sw" ? "sw.js" : "assets/[name]-[hash].js"),
      },
    },
  },
  server: { fs: { allow: [".."] } }, // tests read what both sides share in tests/vectors
  test: { environment: "happy-dom", include: ["src/**/*.test.ts"] },
});
