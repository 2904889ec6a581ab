/** The one place of the panel that talks to the server. */
import { hc } from 'hono/client';
import type { AdminAppType, FailureBody } from '../../runtime/http/admin/app.ts';
import type { Bilingual } from '../shared/language.ts';
import type {
  AuditEntry,
  BoardOrder,
  DoctorReport,
  EngineBuild,
  EnginesView,
  Live,
  RangeChoice,
  RangeView,
  Role,
  SessionView,
  Settings,
  ShopRules,
  ShownDesign,
  StaffState,
  StatisticsDay,
  TlsView,
  WordsView,
  WordTrial,
} from './server-types.ts';

/** What came back: the data, or why not, in words for the person. */
export type Answer<T> =
  | { readonly ok: true; readonly data: T }
  | { readonly ok: false; readonly code: string; readonly message: Bilingual };

/** What was drawn, and the names of what it is counted by. */
export interface StatisticsView {
  readonly days: readonly StatisticsDay[];
  readonly names: Readonly<Record<'products' | 'styles' | 'chips', Names>>;
}

/** By id. */
export type Names = Readonly<Record<string, Bilingual>>;

/** The server as the panel sees it; no method ever rejects. */
export interface Server {
  session(): Promise<Answer<SessionView>>;
  signIn(role: Role, password: string): Promise<Answer<SessionView>>;
  signOut(): Promise<Answer<SessionView>>;
  signOutEverybody(): Promise<Answer<SessionView>>;
  setPasswords(code: string, passwords: Readonly<Record<Role, string>>): Promise<Answer<SessionView>>;
  changePassword(role: Role, password: string, own: string): Promise<Answer<SessionView>>;
  saveSettings(settings: Settings): Promise<Answer<Settings>>;
  pause(message: Bilingual | null): Promise<Answer<Settings>>;
  /** Checks a backup file and starts the machine anew with it. */
  restore(file: File): Promise<Answer<{ readonly at: string }>>;
  statistics(): Promise<Answer<StatisticsView>>;
  /** Newest first. */
  orders(): Promise<Answer<readonly BoardOrder[]>>;
  archivedOrders(): Promise<Answer<readonly BoardOrder[]>>;
  moveOrder(code: string, state: StaffState): Promise<Answer<BoardOrder>>;
  reprintOrder(code: string): Promise<Answer<BoardOrder>>;
  archiveOrder(code: string): Promise<Answer<BoardOrder>>;
  /** What the attract screen shows; staff approve designs of orders. */
  shown(): Promise<Answer<readonly ShownDesign[]>>;
  show(code: string): Promise<Answer<readonly ShownDesign[]>>;
  hide(name: string): Promise<Answer<readonly ShownDesign[]>>;
  /** What the shop offers, as a whole. */
  range(): Promise<Answer<RangeView>>;
  saveRange(choice: RangeChoice): Promise<Answer<RangeView>>;
  resetRange(): Promise<Answer<RangeView>>;
  /** What the shop does not draw. */
  words(): Promise<Answer<WordsView>>;
  saveWords(rules: ShopRules): Promise<Answer<WordsView>>;
  /** Whether these words would be drawn by these rules, saved or not. */
  tryWords(text: string, rules: ShopRules): Promise<Answer<WordTrial>>;
  reloadKiosk(): Promise<Answer<object>>;
  /** JPEG of what the kiosk shows; refused while a customer is there. */
  kioskPicture(): Promise<Answer<Blob>>;
  /** Null where the server was started with an engine of its own. */
  engines(): Promise<Answer<EnginesView | null>>;
  /** Verifies every file and examines the machine. */
  examine(): Promise<Answer<DoctorReport>>;
  buildEngine(precision: string): Promise<Answer<EngineBuild | null>>;
  cancelBuild(): Promise<Answer<EngineBuild | null>>;
  rollBack(): Promise<Answer<EnginesView>>;
  log(): Promise<Answer<readonly string[]>>;
  audit(): Promise<Answer<readonly AuditEntry[]>>;
  tls(): Promise<Answer<TlsView>>;
  /** Signs everybody out; the panel is then at its other address. */
  turnTls(on: boolean): Promise<Answer<TlsView>>;
  showFingerprint(): Promise<Answer<object>>;
  newMetricsToken(): Promise<Answer<{ readonly token: string }>>;
  /** One stream for everything that changes. */
  live(onLive: (live: Live) => void, onLost: () => void): () => void;
}

const NOBODY_THERE: Answer<never> = {
  ok: false,
  code: 'lost',
  message: {
    zh: '连不上机器，请检查网络后重试。',
    en: 'The machine does not answer. Check the network and try again.',
  },
};

/** @param origin where the page itself comes from */
export function connect(origin: string): Server {
  const { api } = hc<AdminAppType>(origin);
  const order = api.orders[':code'];
  return {
    session: () => read(api.session.$get()),
    signIn: (role, password) => read(api.session.$post({ json: { role, password } })),
    signOut: () => read(api.session.$delete()),
    signOutEverybody: () => read(api.sessions.$delete()),
    setPasswords: (code, passwords) => read(api['set-up'].$post({ json: { code, ...passwords } })),
    changePassword: (role, password, own) => read(api.password.$put({ json: { role, password, own } })),
    saveSettings: (json) => read(api.settings.$put({ json })),
    pause: (pause) => read(api.pause.$put({ json: { pause } })),
    restore: (body) =>
      read(fetch('/api/restore', { method: 'POST', body, headers: { 'content-type': 'application/x-tar' } })),
    statistics: () => read(api.statistics.$get()),
    orders: () => read(api.orders.$get()),
    archivedOrders: () => read(api.archive.$get()),
    moveOrder: (code, state) => read(order.state.$put({ param: { code }, json: { state } })),
    reprintOrder: (code) => read(order.reprint.$post({ param: { code } })),
    archiveOrder: (code) => read(order.archive.$post({ param: { code } })),
    shown: () => read(api.show.$get()),
    show: (code) => read(api.show.$post({ json: { code } })),
    hide: (name) => read(api.show[':name'].$delete({ param: { name } })),
    range: () => read(api.range.$get()),
    saveRange: (json) => read(api.range.$put({ json })),
    resetRange: () => read(api.range.$delete()),
    words: () => read(api.words.$get()),
    saveWords: (json) => read(api.words.$put({ json })),
    tryWords: (text, rules) => read(api.words.trial.$post({ json: { text, rules } })),
    reloadKiosk: () => read(api.kiosk.reload.$post()),
    kioskPicture: () => read(blobOf(api.kiosk.picture.$post())),
    engines: () => read(api.engines.$get()),
    examine: () => read(api.engines.examination.$post()),
    // The server knows the precisions; it offered this one.
    buildEngine: (precision) => read(api.engines.build.$post({ json: { precision: precision as 'int8' } })),
    cancelBuild: () => read(api.engines.build.$delete()),
    rollBack: () => read(api.engines.rollback.$post()),
    log: () => read(api.log.$get()),
    audit: () => read(api.audit.$get()),
    tls: () => read(api.tls.$get()),
    turnTls: (on) => read(api.tls.$put({ json: { on } })),
    showFingerprint: () => read(api.tls.showing.$post()),
    newMetricsToken: () => read(api['metrics-token'].$post()),
    live(onLive, onLost) {
      const source = new EventSource(api.live.$url());
      source.addEventListener('live', ({ data }) => onLive(JSON.parse(data) as Live));
      source.addEventListener('error', onLost);
      return () => source.close();
    },
  };
}

/** A refusal stays JSON. */
async function blobOf(request: Promise<Response>) {
  const response = await request;
  return { ok: response.ok, json: (): Promise<Blob> => (response.ok ? response.blob() : response.json()) };
}

async function read<T>(request: Promise<{ readonly ok: boolean; json(): Promise<T> }>): Promise<Answer<T>> {
  try {
    const response = await request;
    const body = await response.json();
    if (response.ok) return { ok: true, data: body };
    const { code, message, messageZh } = (body as FailureBody).error;
    return { ok: false, code, message: { zh: messageZh, en: message } };
  } catch {
    return NOBODY_THERE;
  }
}
