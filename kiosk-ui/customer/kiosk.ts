/** The page's state: one session, the shop's range, and the only way to change them. */
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Language } from '../shared/language.ts';
import { pause } from '../shared/pause.ts';
import { conductOrder } from './conduct-order.ts';
import { conduct } from './conductor.ts';
import { followRange } from './follow-range.ts';
import { forgetAbandoned } from './forget.ts';
import { type IdleWatch, type Watched, watchIdle } from './idle/watch-idle.ts';
import { openPinyin, type Pinyin } from './keyboard/pinyin.ts';
import { reportVisits } from './report-visits.ts';
import type { Server } from './server.ts';
import type { Catalogue, Chip, Consent, Product, ShownDesign } from './server-types.ts';
import { keepSession, recallSession } from './session/keep-session.ts';
import { nextSession } from './session/next-session.ts';
import type { Session } from './session/session.ts';
import type { SessionEvent } from './session/session-event.ts';
import { followShop, type Shop } from './shop.ts';
import type { Text } from './text.ts';
import { texts } from './texts.ts';
import { chipTouched, languageTouched, surprised, written } from './wish/wishing.ts';

export interface Kiosk {
  readonly session: ReadonlySignal<Session>;
  readonly text: ReadonlySignal<Text>;
  /** Undefined until the server has told it. */
  readonly catalogue: ReadonlySignal<Catalogue | undefined>;
  /** The product of the session, as the server describes it. */
  readonly product: ReadonlySignal<Product | undefined>;
  /** The server did not answer when the page asked for its range. */
  readonly alone: ReadonlySignal<boolean>;
  /** What a customer agrees to who wants no visible label; undefined until the server has told it. */
  readonly consent: ReadonlySignal<Consent | undefined>;
  readonly pinyin: Pinyin;
  readonly shop: Shop;
  readonly idle: IdleWatch;
  /** Designs that staff let the attract screen show; none while the server is away. */
  showcase(): Promise<readonly ShownDesign[]>;
  send(event: SessionEvent): void;
  /** The customer has gone: everything of theirs goes, too. */
  leave(): void;
  /** The sentence was edited. */
  write(words: string): void;
  touchChip(chip: Chip): void;
  surprise(): void;
  speak(language: Language): void;
}

type IdleTouches = Watched['touches'];

const LOOK_AGAIN_MS = 1500;

/**
 * Starts the page's work; it lasts as long as the page.
 *
 * @param touches where touches are heard, to know that somebody is there
 */
export function openKiosk(server: Server, storage: Storage, touches: IdleTouches): Kiosk {
  const session = signal(recallSession(storage));
  const catalogue = signal<Catalogue | undefined>();
  const consent = signal<Consent | undefined>();
  const alone = signal(false);
  const send = (event: SessionEvent) => {
    // Not read as a dependency: whoever sends from within an effect would wake itself.
    session.value = nextSession(session.peek(), event);
  };
  effect(() => keepSession(storage, session.value));
  conduct(server, session, send);
  conductOrder(server, session, catalogue, send);
  forgetAbandoned(server, session, storage);
  const pinyin = openPinyin();
  effect(() => {
    if (session.value.screen === 'attract') pinyin.forget();
  });
  const shop = followShop(server);
  const forget = () => send({ type: 'idle', language: shop.settings.value?.language ?? 'zh' });
  const idleSeconds = () => shop.settings.value?.idleSeconds;
  const idle = watchIdle({ session, idleSeconds, onOver: forget, touches });
  const leave = () => {
    forget();
    // The question goes with who was asked: the next customer may touch before the clock looks again.
    idle.stay();
  };
  greetInShopLanguage(session, shop, send);
  void findCatalogue(server, catalogue, alone).then(async () => {
    // Without it the label is simply always visible.
    consent.value = await server.consent().catch(() => undefined);
  });
  followRange(server, session, catalogue);
  reportVisits(session, (visit) => server.visit(visit));
  effect(() => {
    // A session kept through a reload may speak of a product that the shop no longer offers.
    if (catalogue.value && !offered(catalogue.value, session.value)) send({ type: 'start-over' });
  });
  return {
    session,
    catalogue,
    consent,
    alone,
    pinyin,
    shop,
    showcase: () => server.showcase().catch(() => []),
    idle,
    send,
    leave,
    ...wishes(session, catalogue, send),
    text: computed(() => texts[session.value.language]),
    product: computed(() => catalogue.value?.products.find(({ id }) => id === session.value.product)),
  };
}

/** Once, when the shop's language becomes known: a customer who has begun keeps theirs. */
function greetInShopLanguage(session: ReadonlySignal<Session>, shop: Shop, send: Kiosk['send']): void {
  const greeted = effect(() => {
    const language = shop.settings.value?.language;
    if (language === undefined) return;
    queueMicrotask(() => greeted());
    if (session.peek().screen === 'attract') send({ type: 'language', language });
  });
}

/** What touches at the words mean depends on what the shop offers. */
function wishes(
  session: ReadonlySignal<Session>,
  catalogue: ReadonlySignal<Catalogue | undefined>,
  send: Kiosk['send'],
): Pick<Kiosk, 'write' | 'touchChip' | 'surprise' | 'speak'> {
  const here = (meaning: (session: Session, catalogue: Catalogue) => readonly SessionEvent[]) => {
    if (catalogue.value) meaning(session.value, catalogue.value).forEach(send);
  };
  return {
    write: (words) => here((now, offer) => [written(now, offer, words)]),
    touchChip: (chip) => here((now, offer) => [chipTouched(now, offer, chip)]),
    surprise: () => here((now, offer) => surprised(now, offer, Math.random)),
    speak: (language) => send(languageTouched(session.value, catalogue.value, language)),
  };
}

function offered({ products }: Catalogue, { product, rounds }: Session): boolean {
  const wanted = [product, ...rounds.map(({ request }) => request.product)].filter((id) => id !== undefined);
  return wanted.every((wish) => products.some(({ id }) => id === wish));
}

async function findCatalogue(
  server: Server,
  catalogue: { value: Catalogue | undefined },
  alone: { value: boolean },
): Promise<void> {
  while (!catalogue.value) {
    catalogue.value = await server.catalogue().catch(() => undefined);
    alone.value = catalogue.value === undefined;
    if (alone.value) await pause(LOOK_AGAIN_MS);
  }
}
