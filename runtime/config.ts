import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { InputError } from './errors.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;

const wholeNumber = (least: number, most: number) =>
  z.coerce
    .string()
    .regex(/^\d+$/, 'expected a whole number')
    .transform(Number)
    .refine((value) => value >= least && value <= most, `expected ${least} to ${most}`);

/** Every setting: its option, its environment variable, what fits, and what it is when neither is given. */
const SETTINGS = {
  engineDir: { env: 'MOTIF_ENGINE', option: 'engine', schema: z.string().min(1, 'expected a folder') },
  dataDir: {
    env: 'MOTIF_DATA',
    option: 'data',
    schema: z.string().min(1, 'expected a folder').default(join(ROOT, 'data')),
  },
  kioskDir: {
    env: 'MOTIF_KIOSK',
    option: 'kiosk',
    schema: z
      .string()
      .min(1, 'expected a folder')
      .default(join(ROOT, 'dist', 'kiosk')),
  },
  /** 0 takes any free port. */
  port: { env: 'MOTIF_PORT', option: 'port', schema: wholeNumber(0, 65_535).default(8080) },
  /** The admin panel's; 0 takes any free port, and left out it is the one after the kiosk's. */
  adminPort: {
    env: 'MOTIF_ADMIN_PORT',
    option: 'admin-port',
    schema: wholeNumber(0, 65_535).optional(),
  },
  /** Address the admin panel listens at; 127.0.0.1 keeps it on this machine. */
  adminHost: {
    env: 'MOTIF_ADMIN_HOST',
    option: 'admin-host',
    schema: z
      .string()
      .refine((text) => isIP(text) !== 0, 'expected an IP address')
      .default('0.0.0.0'),
  },
  /** Names, with commas between, under which the shop's network knows this machine beside its own. */
  adminNames: {
    env: 'MOTIF_ADMIN_NAMES',
    option: 'admin-names',
    schema: z
      .string()
      .regex(/^([a-z0-9.-]+(,[a-z0-9.-]+)*)?$/i, 'expected host names with commas between')
      .default(''),
  },
  /** Of one graph; 0 takes every physical core. */
  threads: { env: 'MOTIF_THREADS', option: 'threads', schema: wholeNumber(0, 1024).default(0) },
  logLevel: {
    env: 'MOTIF_LOG',
    option: 'log',
    schema: z.enum(LOG_LEVELS, `expected one of ${LOG_LEVELS.join(', ')}`).default('info'),
  },
} as const;

type Settings = typeof SETTINGS;
type Name = keyof Settings;

/** The server's settings. Folders are absolute. */
export type Config = { readonly [N in Name]: z.output<Settings[N]['schema']> };

/** Settings given by the caller; they win over the environment. */
export type ConfigOptions = { readonly [N in Name]?: string | number | undefined };

/** @throws InputError that names every setting that does not fit, not only the first */
export function parseConfig(
  options: ConfigOptions,
  env: Readonly<Record<string, string | undefined>>,
): Config {
  const problems: string[] = [];
  const read = <N extends Name>(name: N): Config[N] => {
    const { schema, env: variable, option } = SETTINGS[name];
    const given = options[name] ?? env[variable];
    const result = schema.safeParse(given);
    // The schema was taken from the same entry, so its output is this setting's.
    if (result.success) return result.data as Config[N];
    const received = given === undefined ? 'nothing' : JSON.stringify(given);
    const reason = given === undefined ? 'expected a value' : (result.error.issues[0]?.message ?? '');
    problems.push(`--${option} (${variable}): ${reason} but received ${received}.`);
    return undefined as unknown as Config[N]; // never seen: a problem throws below
  };
  const config: Config = {
    engineDir: read('engineDir'),
    dataDir: read('dataDir'),
    kioskDir: read('kioskDir'),
    port: read('port'),
    adminPort: read('adminPort'),
    adminHost: read('adminHost'),
    adminNames: read('adminNames'),
    threads: read('threads'),
    logLevel: read('logLevel'),
  };
  if (problems.length > 0) throw new InputError(`${problems.join(' ')} Correct these settings.`);
  return {
    ...config,
    engineDir: resolve(config.engineDir),
    dataDir: resolve(config.dataDir),
    kioskDir: resolve(config.kioskDir),
  };
}
