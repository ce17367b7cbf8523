/** Holds the place of a text of about so many characters. */
export function Skeleton({ chars }: { chars: number }) {
  return (
    <span className="skeleton" style={{ width: `${chars}ch` }} aria-hidden="true">
      {"\u00a0"}
    </span>
  );
}
