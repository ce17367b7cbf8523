/** Stands where a part that is loaded when it is opened did not come. */
export function NotLoaded() {
  return <p role="alert">This could not be loaded. Reload the page to try again.</p>;
}
