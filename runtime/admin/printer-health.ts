import type { PrinterStatus, Supply } from '../../device/printer/printer-status.ts';
import type { WatchedPrinter } from '../../device/printer/printer-watch.ts';
import type { Bilingual } from '../products/bilingual.ts';
import type { HealthItem } from './health-item.ts';

interface Wording {
  readonly text: Bilingual;
  readonly remedy: Bilingual;
}

/** Below this a supply is fetched from the store room. */
const LITTLE_PERCENT = 10;

/** Keywords of RFC 8011 §5.4.12 and PWG 5100.9 that people can do something about. */
const WORDINGS: Readonly<Record<string, Wording>> = {
  'media-empty': {
    text: { zh: '打印机没有纸了。', en: 'The printer is out of paper.' },
    remedy: { zh: '请装纸，打印会自动继续。', en: 'Fill the tray; printing goes on by itself.' },
  },
  'media-needed': {
    text: { zh: '打印机需要另一种纸。', en: 'The printer wants another paper.' },
    remedy: { zh: '请按打印机屏幕的提示装纸。', en: "Load the paper that the printer's display names." },
  },
  'media-jam': {
    text: { zh: '打印机卡纸了。', en: 'Paper is jammed in the printer.' },
    remedy: { zh: '请打开机盖，取出卡住的纸。', en: 'Open the cover and take the paper out.' },
  },
  'cover-open': {
    text: { zh: '打印机的盖子没有关。', en: "The printer's cover is open." },
    remedy: { zh: '请关好盖子。', en: 'Close it.' },
  },
  'marker-supply-empty': {
    text: { zh: '打印机的墨水或色带用完了。', en: 'The printer is out of ink or ribbon.' },
    remedy: { zh: '请更换。', en: 'Replace it.' },
  },
  'marker-waste-full': {
    text: { zh: '打印机的废墨仓满了。', en: "The printer's waste tank is full." },
    remedy: { zh: '请更换废墨仓。', en: 'Replace the tank.' },
  },
  'output-area-full': {
    text: { zh: '打印机的出纸口满了。', en: "The printer's output tray is full." },
    remedy: { zh: '请取走打印好的成品。', en: 'Take the prints out.' },
  },
  paused: {
    text: { zh: '打印机已暂停。', en: 'The printer is paused.' },
    remedy: { zh: '请在打印机上点“继续”。', en: 'Resume it at the printer.' },
  },
};
/** Other names of the same trouble. */
const SAME: Readonly<Record<string, string>> = {
  'door-open': 'cover-open',
  'interlock-open': 'cover-open',
  'input-tray-missing': 'media-empty',
  'toner-empty': 'marker-supply-empty',
  'marker-waste-receptacle-full': 'marker-waste-full',
  'media-path-cannot-duplex-media-selected': 'media-needed',
};

/** How the shop's printer is, for people; null for a shop without one. */
export function printerItem(printer: WatchedPrinter): HealthItem | null {
  switch (printer.state) {
    case 'none':
      return null;
    case 'unknown':
      return item('notice', { zh: '正在联系打印机。', en: 'The printer is being asked how it is.' });
    case 'lost':
      return item(
        'bad',
        { zh: '打印机没有回应。', en: 'The printer does not answer.' },
        {
          zh: '请检查打印机的电源和网线，以及设置里的地址。',
          en: 'Check its power and cable, and its address in the settings.',
        },
      );
    case 'known':
      return knownItem(printer.status);
  }
}

/** What customers are told while the printer cannot print; null while it can or is not known. */
export function printerTrouble(printer: WatchedPrinter): Bilingual | null {
  const stopped = printer.state === 'known' && blockedBy(printer.status) !== null;
  if (printer.state !== 'lost' && !stopped) return null;
  return {
    zh: '打印机正在补给，您的设计会保存好，稍后打印。',
    en: 'The printer is being looked after. Your design is kept safe and printed a little later.',
  };
}

function knownItem(status: PrinterStatus): HealthItem {
  const wording = blockedBy(status);
  if (wording) return item('bad', wording.text, wording.remedy);
  const low = status.supplies.filter(isLow);
  if (low.length > 0) return lowItem(low);
  const queued = status.queued > 0 ? status.queued : null;
  return item('good', {
    zh: `打印机正常${queued ? `，还有 ${queued} 件待打印` : ''}。`,
    en: `The printer is well${queued ? `; ${queued} to print` : ''}.`,
  });
}

/** Why nothing can be printed, in the first words that fit; null where it can. */
function blockedBy({ state, accepting, reasons }: PrinterStatus): Wording | null {
  const known = reasons
    .filter(({ severity }) => severity === 'error')
    .map(({ keyword }) => wordingOf(keyword));
  const first = known.find((wording) => wording !== undefined);
  if (first) return first;
  if (state !== 'stopped' && accepting) return null;
  const names = reasons.map(({ keyword }) => keyword).join(', ');
  return {
    text: {
      zh: `打印机停了${names && `（${names}）`}。`,
      en: `The printer has stopped${names && ` (${names})`}.`,
    },
    remedy: { zh: '请看打印机屏幕的提示。', en: "Do what the printer's display says." },
  };
}

const wordingOf = (keyword: string): Wording | undefined => WORDINGS[SAME[keyword] ?? keyword];

const isLow = ({ percentLeft }: Supply) => percentLeft !== null && percentLeft < LITTLE_PERCENT;

function lowItem(low: readonly Supply[]): HealthItem {
  const names = low.map(({ name, percentLeft }) => `${name} ${percentLeft} %`).join(', ');
  return item(
    'notice',
    { zh: `打印机耗材快用完了：${names}。`, en: `Supplies of the printer run low: ${names}.` },
    { zh: '请准备替换。', en: 'Have a replacement ready.' },
  );
}

function item(level: HealthItem['level'], text: Bilingual, remedy: Bilingual | null = null): HealthItem {
  return { id: 'printer', level, text, remedy };
}
