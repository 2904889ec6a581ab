/** Sentences of the page that chooses what the attract screen shows. */
export interface ShowText {
  readonly lead: string;
  readonly shown: string;
  readonly noneShown: string;
  readonly candidates: string;
  readonly noCandidates: string;
  readonly show: (code: string) => string;
  readonly hide: string;
  readonly picture: (product: string) => string;
}

export const showEn: ShowText = {
  lead: 'While nobody is there, the kiosk shows designs. Customers’ designs appear only once you approve them; ask the customer first.',
  shown: 'On the screen now',
  noneShown: 'None of your shop’s designs yet; the kiosk shows the examples that came with it.',
  candidates: 'From orders',
  noCandidates: 'No order with another design.',
  show: (code) => `Show ${code}`,
  hide: 'Take away',
  picture: (product) => `A design for: ${product}`,
};

export const showZh: ShowText = {
  lead: '没有顾客时，自助机会展示图案。顾客的图案经您同意才会出现，请先征得顾客同意。',
  shown: '正在展示',
  noneShown: '还没有本店的图案，自助机展示自带的示例。',
  candidates: '从订单中挑选',
  noCandidates: '没有其他订单的图案。',
  show: (code) => `展示 ${code}`,
  hide: '撤下',
  picture: (product) => `图案，用于${product}`,
};
