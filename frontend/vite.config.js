// Builds into the package: one module and one style sheet for each door, one sprite of icons.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { defineConfig } from "vite";
import { outlines } from "./outlines.js";

const house = join(import.meta.dirname, "../src/aftercare");
const dist = join(house, "static/dist");

/** Every file below a folder, deepest last. */
const files = (folder) =>
  readdirSync(folder, { recursive: true })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());

/** The families of Tabler's classes that we use; the rest of its 620 KB stays at home. */
const FAMILIES =
  /^(btn|form-(control|select|check|label|hint|text)|input-group|card|table|row$|col$|col-\d|d-|m[tbsexy]?-\d|p[tbxy]?-\d|gap-\d|w-100|text-(end|center|nowrap|secondary|muted)|fw-|flex-|justify-|align-|is-|invalid-|icon$|show$|active$|disabled$)/;
/** Members of those families that nobody here needs: variants for wide screens, colours, brands. */
const STRANGERS =
  /-(sm|md|lg|xl|xxl)(-|$)(?<!^(btn|form-control|form-select|table|input-group)-(sm|lg))|-(blue|azure|indigo|purple|pink|red|orange|yellow|lime|green|teal|cyan|facebook|twitter|google|youtube|vimeo|dribbble|github|instagram|pinterest|vk|rss|flickr|bitbucket|tabler|x$|gray-\d+|ghost|form-imagecheck|form-colorinput|selectgroup|card-rotate|card-stacked)(-|$)/;

const onlyOurs = () => {
  const needed = (selector) =>
    !selector.includes("[data-vc") &&
    [...selector.matchAll(/\.(-?[A-Za-z_][\w-]*)/g)].every(
      ([, name]) => FAMILIES.test(name) && !STRANGERS.test(name),
    );
  return {
    postcssPlugin: "only-ours",
    Rule(rule) {
      if (!rule.source?.input.file?.includes("@tabler")) return;
      if (rule.parent?.type === "atrule" && rule.parent.name.endsWith("keyframes")) return;
      const kept = rule.selectors.filter(needed);
      if (kept.length === 0) rule.remove();
      else if (kept.length < rule.selectors.length) rule.selectors = kept;
    },
    OnceExit(root) {
      root.walkAtRules((rule) => {
        if (rule.nodes?.length === 0) rule.remove();
      });
    },
  };
};

/** One SVG file with the icons named in icons.json, and compressed twins of everything built. */
const spriteAndTwins = () => ({
  name: "sprite-and-twins",
  generateBundle() {
    const names = JSON.parse(readFileSync(join(import.meta.dirname, "icons.json"), "utf8"));
    const folder = join(import.meta.dirname, "node_modules/@tabler/icons/icons/outline");
    const symbols = names.map((name) => {
      const drawing = readFileSync(join(folder, `${name}.svg`), "utf8");
      const paths = drawing
        .replace(/<!--.*?-->/gs, "")
        .replace(/^.*?<svg.*?>|<\/svg>/gs, "")
        .replace(/<path stroke="none"[^>]*>/g, "")
        .replace(/\s+/g, " ")
        .trim();
      return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">${paths}</symbol>`;
    });
    const source = `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`;
    const mark = createHash("sha256").update(source).digest("hex").slice(0, 10);
    this.emitFile({ type: "asset", fileName: `assets/icons-${mark}.svg`, source });
  },
  writeBundle() {
    for (const path of files(join(dist, "assets"))) {
      if (!/\.(js|css|svg)$/.test(path)) continue;
      const content = readFileSync(path);
      writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
      if (!path.includes("outline-")) writeFileSync(`${path}.br`, brotliCompressSync(content)); // slow
    }
  },
});

export default defineConfig({
  base: "/static/dist/",
  css: { postcss: { plugins: [onlyOurs()] } },
  plugins: [outlines(), spriteAndTwins()],
  build: {
    outDir: dist,
    emptyOutDir: true,
    manifest: "manifest.json",
    target: "es2022",
    modulePreload: false,
    assetsInlineLimit: 4096,
    rollupOptions: { input: ["src/desk.ts", "src/portal.ts", "src/mobile.ts", "src/mobile/worker.ts"] },
  },
});
