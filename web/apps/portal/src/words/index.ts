import type { Language } from "@hemu/format";
import { en } from "./en.ts";
import { zh } from "./zh.ts";

export type Words = typeof zh;

export const dictionaries: Record<Language, Words> = { zh, en };
