import { expect, test } from "vitest";
import { contactHref } from "./contact-link";

test.each([
  ["pay-on-call@example.com", "mailto:pay-on-call@example.com"],
  [" a?subject=x@example.com ", "mailto:a%3Fsubject%3Dx@example.com"],
  ["https://pager.example/pay?team=1", "https://pager.example/pay?team=1"],
  ["+44 (20) 7946-0018", "tel:+442079460018"],
  ["Dana from payments", null],
  ["two@at@example.com", null],
  ["#pay-on-call", null],
  ["javascript:alert(1)", null],
  ["data:text/html,x", null],
  ["https://", null],
])("%s leads to %s", (contact, href) => {
  expect(contactHref(contact)).toBe(href);
});
