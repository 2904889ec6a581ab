import type { Kiosk } from '../kiosk.ts';
import type { DesignRequest } from '../server-types.ts';

/** The customer's own words as a caption, with the object and the manner beneath. */
export function Wish({ kiosk, request }: { readonly kiosk: Kiosk; readonly request: DesignRequest }) {
  const { language } = kiosk.session.value;
  const { products = [], styles = [] } = kiosk.catalogue.value ?? {};
  const product = products.find(({ id }) => id === request.product)?.name[language];
  const style = styles.find(({ id }) => id === request.style)?.name[language];
  return (
    <div class="wish-caption">
      <p>{language === 'zh' ? `「${request.prompt}」` : `“${request.prompt}”`}</p>
      <small>{[product, style].filter((part) => part !== undefined).join(' · ')}</small>
    </div>
  );
}
