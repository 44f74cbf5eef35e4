// web/borrower/vite.config.mjs: pages are written against React's names and run on Preact: 5 KB instead of 60.
import { defineConfig } from "vite";
import { config } from "../vite.base.mjs";

export default defineConfig(config("borrower", { "react/jsx-runtime": "preact/jsx-runtime", react: "preact/hooks" }));
