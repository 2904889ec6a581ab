/** What the page exchanges with the server: the server's own types, under the names the page uses. */
import type {
  Catalogue as ApiCatalogue,
  Chip as ApiChip,
  Consent as ApiConsent,
  OrderRequest as ApiOrderRequest,
  DesignRequest as ApiRequest,
  ShownDesign as ApiShownDesign,
  Visit as ApiVisit,
  DesignView,
  DrawableProduct,
  KioskSettings,
} from '../../runtime/http/app.ts';
import type { Bilingual } from '../shared/language.ts';

export type Catalogue = ApiCatalogue;
export type Product = Pick<
  DrawableProduct,
  | 'id'
  | 'name'
  | 'printArea'
  | 'size'
  | 'called'
  | 'bleedMm'
  | 'safeMm'
  | 'background'
  | 'widestMm'
  | 'price'
  | 'colours'
>;
export type Chip = ApiChip;
export type ShopSettings = KioskSettings;
/** A picture for the attract screen. */
export type ShownDesign = ApiShownDesign;
/** A step of the journey, as the shop counts it. */
export type Visit = ApiVisit;
export type Style = Pick<ApiCatalogue['styles'][number], 'id' | 'name'>;

/** A wish for four designs. */
export type DesignRequest = Readonly<
  Pick<ApiRequest, 'product' | 'prompt' | 'style' | 'from' | 'seed' | 'negative'> & { preset?: Preset }
>;

/** How closely the words are followed, and how much time the drawing takes. */
export type Preset = DesignView['preset'];

/** The server's answer to a wish. Only a broken connection throws. */
export type Answer =
  | { readonly kind: 'accepted'; readonly designId: string }
  | { readonly kind: 'queue-full'; readonly seconds: number }
  | { readonly kind: 'not-ready' }
  | { readonly kind: 'disk-full' }
  | { readonly kind: 'paused'; readonly message: Bilingual | undefined }
  | { readonly kind: 'source-lost' }
  | { readonly kind: 'refused'; readonly message: Bilingual | undefined };

export type Consent = ApiConsent;
export type OrderRequest = ApiOrderRequest;
