import type { PageName, Theme } from './choices.ts';
import type { HealthItem, Role } from './server-types.ts';
import type { OrdersText } from './words/orders.ts';

/** Every sentence of the panel. Both languages are checked against it by the compiler. */
export interface Text {
  readonly title: string;
  readonly otherLanguage: string;
  readonly theme: Readonly<Record<Theme, string>>;
  readonly pages: Readonly<Record<PageName, string>>;
  readonly roles: Readonly<Record<Role, string>>;
  readonly role: string;
  readonly signOut: string;
  readonly connecting: string;
  readonly stale: string;
  readonly save: string;
  readonly saved: string;
  readonly signIn: {
    readonly title: string;
    readonly password: string;
    readonly enter: string;
    readonly useCode: string;
    readonly usePassword: string;
  };
  readonly setUp: {
    readonly title: string;
    readonly again: string;
    readonly lead: string;
    readonly leadAgain: string;
    readonly code: string;
    readonly staff: string;
    readonly staffHint: string;
    readonly technician: string;
    readonly technicianHint: string;
    readonly rule: string;
    readonly show: string;
    readonly next: string;
    readonly shopTitle: string;
    readonly shopLead: string;
    readonly finish: string;
    readonly later: string;
  };
  readonly health: {
    readonly wellTitle: string;
    readonly noticeTitle: string;
    readonly badTitle: string;
    readonly levels: Readonly<Record<HealthItem['level'], string>>;
    readonly uptime: (hours: string) => string;
    readonly pauseTitle: string;
    readonly pauseLead: string;
    readonly messageZh: string;
    readonly messageEn: string;
    readonly pause: string;
    readonly reopen: string;
    readonly pausedNow: string;
  };
  readonly orders: OrdersText;
  readonly settings: {
    readonly shopNameZh: string;
    readonly shopNameEn: string;
    readonly language: string;
    readonly languages: Readonly<Record<'zh' | 'en', string>>;
    readonly screenInches: string;
    readonly idleSeconds: string;
    readonly staffRelease: string;
    readonly printer: string;
    readonly printerHint: string;
    readonly backupTitle: string;
    readonly backupLead: string;
    readonly download: string;
    readonly restore: string;
    readonly restored: string;
    readonly notABackup: string;
    readonly passwordTitle: string;
    readonly passwordLead: string;
    readonly passwordOf: string;
    readonly newPassword: string;
    readonly ownPassword: string;
    readonly change: string;
    readonly changed: string;
    readonly metricsTitle: string;
    readonly metricsLead: string;
    readonly newToken: string;
    readonly token: string;
  };
  readonly engine: {
    readonly model: string;
    readonly precision: string;
    readonly backend: string;
    readonly sizes: string;
    readonly canary: string;
    readonly step: string;
    readonly seconds: (value: string) => string;
    readonly queue: string;
    readonly key: string;
    readonly unknown: string;
  };
  readonly statistics: {
    readonly day: string;
    readonly drawings: string;
    readonly seconds: string;
    readonly failed: string;
    readonly cancelled: string;
    readonly products: string;
    readonly styles: string;
  };
  readonly records: {
    readonly logTitle: string;
    readonly reload: string;
    readonly downloadLog: string;
    readonly bundle: string;
    readonly bundleLead: string;
    readonly auditTitle: string;
    readonly nobody: string;
    readonly acts: Readonly<Record<string, string>>;
    readonly empty: string;
  };
}
