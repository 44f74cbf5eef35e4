import { defineConfig } from "vite";
import { config } from "../vite.base.mjs";

export default defineConfig(config("office"));
