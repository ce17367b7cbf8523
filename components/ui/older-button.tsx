interface OlderButtonProps {
  /** Comes page by page, newest first. */
  readonly list: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => Promise<unknown>;
  };
}

/** Asks for the next page of a list, where there is one. */
export function OlderButton({ list }: OlderButtonProps) {
  if (!list.hasNextPage) return null;
  return (
    <button
      type="button"
      className="btn mt-3"
      onClick={() => void list.fetchNextPage()}
      disabled={list.isFetchingNextPage}
    >
      {list.isFetchingNextPage ? "Loading" : "Show older ones"}
    </button>
  );
}
