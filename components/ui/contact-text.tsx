import { contactHref } from "@/lib/pipeline/present/contact-link";

/** A contact as it was entered: a link where it leads somewhere. */
export function ContactText({ contact }: { contact: string }) {
  const href = contactHref(contact);
  if (href === null) return <>{contact}</>;
  const elsewhere = href.startsWith("http") ? { target: "_blank", rel: "noreferrer noopener" } : {};
  return (
    <a className="link font-[450]! wrap-anywhere" href={href} {...elsewhere}>
      {contact}
    </a>
  );
}
