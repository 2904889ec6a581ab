import type { BoardOrder, StaffState } from '../server-types.ts';

/** Sentences of the order board. */
export interface OrdersText {
  readonly search: string;
  readonly searchHint: string;
  readonly views: Readonly<Record<'open' | 'ended' | 'archived', string>>;
  readonly view: string;
  readonly none: string;
  readonly notFound: string;
  readonly states: Readonly<Record<BoardOrder['state'], string>>;
  readonly moves: Readonly<Record<StaffState, string>>;
  readonly sure: string;
  readonly keep: string;
  readonly reprint: string;
  readonly archive: string;
  readonly files: string;
  readonly pdf: string;
  readonly png: string;
  readonly receipt: string;
  readonly escpos: string;
  readonly picture: (code: string) => string;
  readonly size: (mm: string, dpi: string) => string;
  readonly edges: (mm: string) => string;
  readonly unlabelled: string;
  readonly cutOut: string;
  readonly by: (who: string, when: string) => string;
  readonly who: Readonly<Record<string, string>>;
}

export const ordersEn: OrdersText = {
  search: 'Find by code',
  searchHint: 'Type the code of the ticket, or scan its square.',
  views: { open: 'To do', ended: 'Done', archived: 'Archive' },
  view: 'Show',
  none: 'No orders here.',
  notFound: 'No order has this code.',
  states: {
    waiting: 'Waits for you',
    released: 'To be printed',
    printing: 'Printing',
    printed: 'Ready to hand over',
    'picked-up': 'Picked up',
    cancelled: 'Cancelled',
  },
  moves: {
    released: 'Release',
    printed: 'It is printed',
    'picked-up': 'Handed over',
    cancelled: 'Cancel',
  },
  sure: 'Yes, cancel it',
  keep: 'Keep it',
  reprint: 'Print again',
  archive: 'Archive',
  files: 'Files',
  pdf: 'Print file, PDF',
  png: 'Print file, PNG',
  receipt: 'Ticket',
  escpos: 'Ticket for a receipt printer',
  picture: (code) => `The design of order ${code}`,
  size: (mm, dpi) => `${mm} mm wide, drawn at ${dpi} dpi`,
  edges: (mm) => `outlines ${mm} mm`,
  unlabelled: 'without the AI label, the customer agreed',
  cutOut: 'ground removed',
  by: (who, when) => `${who}, ${when}`,
  who: { kiosk: 'Kiosk', printer: 'Printer', staff: 'Staff', technician: 'Technician' },
};

export const ordersZh: OrdersText = {
  search: '按取件码查找',
  searchHint: '输入小票上的取件码，或扫描上面的二维码。',
  views: { open: '待处理', ended: '已完成', archived: '存档' },
  view: '显示',
  none: '这里没有订单。',
  notFound: '没有这个取件码的订单。',
  states: {
    waiting: '等您确认',
    released: '待打印',
    printing: '打印中',
    printed: '可以取件',
    'picked-up': '已取件',
    cancelled: '已取消',
  },
  moves: { released: '确认打印', printed: '已印好', 'picked-up': '已交给顾客', cancelled: '取消订单' },
  sure: '确定取消',
  keep: '保留',
  reprint: '再印一次',
  archive: '存档',
  files: '文件',
  pdf: '印刷文件 PDF',
  png: '印刷文件 PNG',
  receipt: '小票',
  escpos: '小票（热敏打印机）',
  picture: (code) => `订单 ${code} 的图案`,
  size: (mm, dpi) => `宽 ${mm} 毫米，原图 ${dpi} dpi`,
  edges: (mm) => `轮廓 ${mm} 毫米`,
  unlabelled: '不印 AI 标识（顾客已同意）',
  cutOut: '已去除背景',
  by: (who, when) => `${who}，${when}`,
  who: { kiosk: '自助机', printer: '打印机', staff: '店员', technician: '技术员' },
};
