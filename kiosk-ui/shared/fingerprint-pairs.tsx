import './fingerprint-pairs.css';

/**
 * A fingerprint as eyes compare it: the same eight pairs a line on the kiosk and on the panel, on whatever screen.
 *
 * @param fingerprint pairs of hexadecimal digits with colons between
 */
export function FingerprintPairs({ fingerprint }: { readonly fingerprint: string }) {
  return (
    <code class="fingerprint-pairs">
      {fingerprint.split(':').flatMap((pair, n) => {
        // Blanks, so that a copy can be read.
        const space = n === 0 ? '' : ' ';
        return [space, <span key={n}>{pair}</span>];
      })}
    </code>
  );
}
