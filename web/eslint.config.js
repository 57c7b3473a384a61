// SPDX-License-Identifier: Apache-2.0
import { readdirSync } from "node:fs";
import hooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

// base ← api, widgets ← charts ← features ← app. Each folder lists what it MUST NOT import.
const forbidden = {
  base: ["api", "widgets", "charts", "features", "app"],
  api: ["widgets", "charts", "features", "app"],
  widgets: ["api", "charts", "features", "app"],
  charts: ["api", "features", "app"],
  features: ["app"],
};

function importRule(files, folders, message) {
  const group = folders.map((folder) => `@/${folder}/**`).concat(folders.map((folder) => `@/${folder}`));
  return {
    files,
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            { group, message },
            { group: ["../**"], message: "Use @/." },
          ],
        },
      ],
    },
  };
}

const features = readdirSync(new URL("./src/features", import.meta.url));

const layers = Object.entries(forbidden)
  .filter(([folder]) => folder !== "features")
  .map(([folder, folders]) => importRule([`src/${folder}/**`], folders, `${folder} may not import this layer.`));

const siblings = features.map((feature) =>
  importRule(
    [`src/features/${feature}/**`],
    forbidden.features.concat(features.filter((other) => other !== feature).map((other) => `features/${other}`)),
    "A feature imports neither another feature nor app.",
  ),
);

const noReact = {
  files: ["src/base/**"],
  rules: {
    "no-restricted-syntax": ["error", { selector: "ImportDeclaration[source.value='react']", message: "base knows no React." }],
  },
};

export default tseslint.config(
  { ignores: ["dist", "node_modules"] },
  ...tseslint.configs.strict,
  hooks.configs.flat["recommended-latest"],
  {
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-explicit-any": "error",
      eqeqeq: ["error", "always", { null: "ignore" }],
      // A note for users of the React compiler, which this build does not use.
      "react-hooks/incompatible-library": "off",
      "max-lines": ["error", { max: 350, skipBlankLines: true }],
    },
  },
  noReact,
  ...layers,
  ...siblings,
);
