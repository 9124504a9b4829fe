// Builds the styles, modules, fonts and icons into ../consult/static, with hashed names and a manifest.
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import path from "node:path";
import zlib from "node:zlib";
import * as esbuild from "esbuild";
import * as sass from "sass";

const here = path.dirname(fileURLToPath(import.meta.url));
const target = path.resolve(here, "../consult/static");
const modules = path.join(here, "node_modules");
const browsers = ["chrome109", "edge109", "firefox115", "safari15.6"];

// Font files copied from @fontsource: package, then the faces as subset-weight-style.
const fonts = {
  "titillium-web": ["300-normal", "400-normal", "600-normal"],
  lora: ["400-normal", "400-italic", "700-normal"],
  "roboto-mono": ["400-normal", "700-normal"],
};
const subsets = ["latin", "latin-ext"];

// The icons of bootstrap-italia's sprite that the pages use; a missing one stops the build.
const icons = [
  "arrow-right", "calendar", "check", "check-circle", "chevron-right", "clock", "close", "comment",
  "download", "error", "exchange-circle", "external-link", "file", "flag", "funnel", "help-circle",
  "info-circle", "link", "list", "locked", "logout", "mail", "map-marker", "burger",
  "password-invisible", "pencil", "plus", "print", "refresh", "search", "settings", "upload", "user",
  "warning-circle",
];

const manifest = {};
const written = new Set();

/** Writes a file under its hashed name (with .br and .gz twins where they help) and notes it. */
async function keep(name, content, { squeeze = true } = {}) {
  const bytes = Buffer.from(content);
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 10);
  const { name: stem, ext } = path.parse(name);
  const hashed = `${stem}.${hash}${ext}`;
  await write(hashed, bytes);
  if (squeeze) await squeezed(hashed, bytes);
  manifest[name] = hashed;
  return hashed;
}

async function write(name, bytes) {
  await writeFile(path.join(target, name), bytes);
  written.add(name);
}

async function squeezed(name, bytes) {
  const quality = { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 11 } };
  await write(`${name}.br`, zlib.brotliCompressSync(bytes, quality));
  await write(`${name}.gz`, zlib.gzipSync(bytes, { level: 9 }));
}

async function buildFonts() {
  for (const [family, faces] of Object.entries(fonts)) {
    for (const subset of subsets) {
      for (const face of faces) {
        const file = `${family}-${subset}-${face}.woff2`;
        const source = path.join(modules, "@fontsource", family, "files", file);
        await keep(file, await readFile(source), { squeeze: false });
      }
    }
  }
}

async function buildImages() {
  for (const file of await readdir(path.join(here, "images"))) {
    await keep(file, await readFile(path.join(here, "images", file)));
  }
}

async function buildIcons() {
  const sprite = path.join(modules, "bootstrap-italia/dist/svg/sprites.svg");
  const symbols = new Map(
    [...(await readFile(sprite, "utf8")).matchAll(/<symbol id="([^"]+)".*?<\/symbol>/gs)].map(
      ([symbol, id]) => [id, symbol],
    ),
  );
  const missing = icons.filter((name) => !symbols.has(`it-${name}`));
  if (missing.length) throw new Error(`not in bootstrap-italia's sprite: ${missing.join(", ")}`);
  const cut = icons.map((name) => symbols.get(`it-${name}`)).join("");
  await keep("sprites.svg", `<svg xmlns="http://www.w3.org/2000/svg">${cut}</svg>\n`);
}

/** `url()` of a built file inside the styles: `asset("lora-latin-400-normal.woff2")`. */
function assetFunction([name]) {
  const hashed = manifest[name.assertString().text];
  if (!hashed) throw new Error(`no such file to link from the styles: ${name}`);
  return new sass.SassString(`url("${hashed}")`, { quotes: false });
}

async function buildStyles(name) {
  const { css } = sass.compile(path.join(here, `styles/${name}.scss`), {
    loadPaths: [path.join(modules, "bootstrap-italia/src/scss")],
    functions: { "asset($name)": assetFunction },
    quietDeps: true,
    silenceDeprecations: ["import", "global-builtin", "color-functions", "if-function"],
  });
  const { code } = await esbuild.transform(css, { loader: "css", minify: true, target: browsers });
  const inlined = code.match(/.{60}data:.{40}/);
  if (inlined) throw new Error(`the styles hold a data: address, which the CSP forbids: ${inlined[0]}`);
  await keep(`${name}.css`, code);
}

async function buildModules(name) {
  const result = await esbuild.build({
    entryPoints: [path.join(here, `modules/${name}.js`)],
    bundle: true, minify: true, format: "esm", target: browsers, write: false,
  });
  await keep(`${name}.js`, result.outputFiles[0].contents);
}

async function sweep() {
  for (const file of await readdir(target)) {
    if (!written.has(file)) await rm(path.join(target, file), { recursive: true });
  }
}

await mkdir(target, { recursive: true });
await buildFonts();
await buildImages();
await buildIcons();
for (const name of ["app", "phone"]) {
  await buildStyles(name);
  await buildModules(name);
}
await write("manifest.json", Buffer.from(JSON.stringify(manifest, null, 1)));
await sweep();

for (const name of ["app.css", "app.js", "phone.css", "phone.js", "sprites.svg"]) {
  const { length } = await readFile(path.join(target, `${manifest[name]}.br`));
  console.log(`${name.padEnd(10)} ${(length / 1024).toFixed(1)} kB (br)  ${manifest[name]}`);
}
