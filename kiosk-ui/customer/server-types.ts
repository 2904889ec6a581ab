/** What the page exchanges with the server: the server's own types, under the names the page uses. */
import type {
  Catalogue as ApiCatalogue,
  DesignRequest as ApiRequest,
  DrawableProduct,
} from '../../runtime/http/app.ts';
import type { Bilingual } from '../shared/language.ts';

export type Catalogue = ApiCatalogue;
export type Product = Pick<DrawableProduct, 'id' | 'name' | 'printArea' | 'size'>;
export type Style = Pick<ApiCatalogue['styles'][number], 'id' | 'name'>;

/** A wish for four designs. */
export type DesignRequest = Readonly<Pick<ApiRequest, 'product' | 'prompt' | 'style' | 'from'>>;

/** The server's answer to a wish. Only a broken connection throws. */
export type Answer =
  | { readonly kind: 'accepted'; readonly designId: string }
  | { readonly kind: 'queue-full'; readonly seconds: number }
  | { readonly kind: 'not-ready' }
  | { readonly kind: 'source-lost' }
  | { readonly kind: 'refused'; readonly message: Bilingual | undefined };
