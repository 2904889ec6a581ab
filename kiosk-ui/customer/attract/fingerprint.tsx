import type { Kiosk } from '../kiosk.ts';

const PAIRS_A_LINE = 8;

/** What a technician compares with their browser before it trusts the panel; asked for there, for minutes only. */
export function Fingerprint({ kiosk }: { readonly kiosk: Kiosk }) {
  const fingerprint = kiosk.shop.settings.value?.fingerprint;
  if (!fingerprint) return null;
  const pairs = fingerprint.split(':');
  const lines = pairs.flatMap((_, n) =>
    n % PAIRS_A_LINE === 0 ? [pairs.slice(n, n + PAIRS_A_LINE).join(' ')] : [],
  );
  return (
    <aside class="attract-fingerprint" data-fingerprint>
      <p>{kiosk.text.value.attract.fingerprint}</p>
      {lines.map((line) => (
        <code key={line}>{line}</code>
      ))}
    </aside>
  );
}
