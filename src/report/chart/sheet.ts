import { escapeMarkup } from "../escape.js";
import { drawable } from "./chartText.js";

/** The size that a drawing says it has, in CSS pixels. */
export function sizeOf(svg: string): { readonly width: number; readonly height: number } {
  const [, width, height] = /^<svg[^>]*? width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? [];
  return { width: Number(width), height: Number(height) };
}

/** Where a drawing has its subject, in CSS pixels. */
export function focusOf(svg: string): { readonly x: number; readonly y: number } {
  const [, x, y] = /^<svg[^>]*? data-focus="(-?[\d.]+) (-?[\d.]+)"/.exec(svg) ?? [];
  return { x: Number(x), y: Number(y) };
}

/** A page that is nothing but one drawing, as large as it, and may load or run nothing: what a browser photographs or prints. */
export function sheetOf(svg: string, title: string): string {
  const { width, height } = sizeOf(svg);
  const [wide, high] = [Math.ceil(width), Math.ceil(height)];
  return [
    "<!doctype html>",
    `<meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${escapeMarkup(drawable(title))}</title>`,
    `<style>@page{size:${wide}px ${high}px;margin:0}html,body{margin:0}svg{display:block}</style>`,
    svg,
  ].join("\n");
}
