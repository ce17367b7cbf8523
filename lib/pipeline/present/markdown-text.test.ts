import { expect, test } from "vitest";
import { markdownText } from "./markdown-text";

test.each([
  ["checkout in eu is slow", "checkout in eu is slow"],
  ["<script>alert(1)</script>", "&lt;script&gt;alert\\(1\\)&lt;/script&gt;"],
  ["<img src=x onerror=alert(1)>", "&lt;img src\\=x onerror\\=alert\\(1\\)&gt;"],
  ["&lt;b&gt;", "&amp;lt;b&amp;gt;"],
  ["[click](javascript:alert(1))", "\\[click\\]\\(javascript\\:alert\\(1\\)\\)"],
  ["![x](http://evil/x.png)", "\\!\\[x\\]\\(http\\:\u2060//evil/x\\.png\\)"],
  ["see https://evil.example", "see https\\:\u2060//evil\\.example"],
  ["www.evil.example", "www\u2060\\.evil\\.example"],
  ["@everyone fix #12 or mail a@b.c", "@\u2060everyone fix \\#\u206012 or mail a@\u2060b\\.c"],
  ["a\n\n# heading\r\n- item", "a \\#\u2060 heading \\- item"],
  ["`code` *bold* _it_ ~~no~~ | cell |", "\\`code\\` \\*bold\\* \\_it\\_ \\~\\~no\\~\\~ \\| cell \\|"],
  ["\\", "\\\\"],
  ["1. list", "1\\. list"],
  ["safe\u202efdp.exe\u0007", "safefdp\\.exe"],
])("%j becomes %j", (text, shown) => expect(markdownText(text)).toBe(shown));
