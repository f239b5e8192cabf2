// Builds into the package: one module and one style sheet for each door, one sprite of icons.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { defineConfig } from "vite";

const house = join(import.meta.dirname, "../src/aftercare");
const dist = join(house, "static/dist");

/** Every file below a folder, deepest last. */
const files = (folder) =>
  readdirSync(folder, { recursive: true })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());

/** Every word that a template or a program of ours says: a class that nobody says is not needed. */
function spokenWords() {
  const spoken = new Set(["show", "active", "disabled", "collapse"]);
  const sources = [
    ...files(join(house, "web")).filter((path) => /\.(html|py)$/.test(path)),
    ...files(join(import.meta.dirname, "src")).filter((path) => path.endsWith(".ts")),
  ];
  for (const path of sources)
    for (const word of readFileSync(path, "utf8").match(/[\w-]+/g) ?? []) spoken.add(word);
  return spoken;
}

/** Drops Tabler's rules for classes that are never used: 620 KB become about a tenth. */
const onlySpoken = () => {
  const spoken = spokenWords();
  const needed = (selector) =>
    [...selector.matchAll(/\.(-?[A-Za-z_][\w-]*)/g)].every(([, name]) => spoken.has(name));
  return {
    postcssPlugin: "only-spoken",
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
  closeBundle() {
    for (const path of files(join(dist, "assets"))) {
      if (!/\.(js|css|svg)$/.test(path)) continue;
      const content = readFileSync(path);
      writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
      writeFileSync(`${path}.br`, brotliCompressSync(content));
    }
  },
});

export default defineConfig({
  base: "/static/dist/",
  css: { postcss: { plugins: [onlySpoken()] } },
  plugins: [spriteAndTwins()],
  build: {
    outDir: dist,
    emptyOutDir: true,
    manifest: "manifest.json",
    target: "es2022",
    modulePreload: false,
    assetsInlineLimit: 4096,
    rollupOptions: { input: ["src/desk.ts", "src/portal.ts"] },
  },
});
