import type { Screen } from '../statistics/screens.ts';

/** Sentences of the page with the figures. */
export interface StatisticsText {
  readonly day: string;
  readonly drawings: string;
  readonly seconds: string;
  readonly orders: string;
  readonly failed: string;
  readonly cancelled: string;
  readonly products: string;
  readonly styles: string;
  readonly perDay: string;
  readonly chips: string;
  readonly journey: string;
  readonly journeyLead: string;
  readonly noJourney: string;
  readonly reached: (visits: number, share: string) => string;
  readonly leftHere: (visits: number) => string;
  readonly screens: Readonly<Record<Screen, string>>;
  /** What a chart shows, for those who hear it. */
  readonly chart: (title: string, days: number, sum: string) => string;
}

export const statisticsEn: StatisticsText = {
  day: 'Day',
  drawings: 'Drawings',
  seconds: 'Seconds each',
  orders: 'Orders',
  failed: 'Failed',
  cancelled: 'Cancelled',
  products: 'Favourite products',
  styles: 'Favourite styles',
  perDay: 'Day by day',
  chips: 'Favourite chips',
  journey: 'How far visitors come',
  journeyLead:
    'Visits that reached each screen, and how many ended there. Nothing tells one visitor from another.',
  noJourney: 'Nobody has touched the kiosk yet.',
  reached: (visits, share) => `${visits} · ${share}`,
  leftHere: (visits) => (visits === 0 ? 'nobody left here' : `${visits} left here`),
  screens: {
    product: 'Product',
    describe: 'Words',
    drawing: 'Drawing',
    choose: 'Four designs',
    refine: 'One design',
    preview: 'On the product',
    confirm: 'Order',
    ticket: 'Ticket',
  },
  chart: (title, days, sum) =>
    `${title}, ${days} days up to today; the last day: ${sum}. The table below has every figure.`,
};

export const statisticsZh: StatisticsText = {
  day: '日期',
  drawings: '绘画',
  seconds: '平均秒数',
  orders: '订单',
  failed: '失败',
  cancelled: '取消',
  products: '受欢迎的商品',
  styles: '受欢迎的风格',
  perDay: '每日明细',
  chips: '受欢迎的词语',
  journey: '顾客走到哪一步',
  journeyLead: '到达每个画面的次数，以及在那里离开的次数。无法从中分辨任何一位顾客。',
  noJourney: '还没有人触摸过自助机。',
  reached: (visits, share) => `${visits} · ${share}`,
  leftHere: (visits) => (visits === 0 ? '无人在此离开' : `${visits} 次在此离开`),
  screens: {
    product: '选商品',
    describe: '说想法',
    drawing: '绘画',
    choose: '四幅图案',
    refine: '细看一幅',
    preview: '商品预览',
    confirm: '下单',
    ticket: '取货单',
  },
  chart: (title, days, sum) => `${title}，截至今天共 ${days} 天；最后一天：${sum}。下面的表格有全部数字。`,
};
