import sealUrl from './seal.svg';

/** The shop's mark: a carved seal of four fields, one for each design. */
export function Seal({ className = 'seal' }: { readonly className?: string }) {
  return <img class={className} src={sealUrl} alt="" width="64" height="64" draggable={false} />;
}
