/** What customers call each product, by its id; a wish that says one of these is for that product. */
export const PRODUCT_NAMES: Readonly<Record<string, readonly string[]>> = {
  mug: ['马克杯', '杯子', '水杯', 'mug', 'mugs'],
  't-shirt': ['t恤', 'T 恤', '短袖', '文化衫', 't-shirt', 't-shirts', 'tshirt', 't shirt', 'tee'],
  tote: ['帆布袋', '帆布包', '布袋', '布包', '手提袋', 'tote', 'tote bag', 'canvas bag', 'shopping bag'],
  'phone-case': ['手机壳', '手机套', 'phone case', 'phone cover', 'phone cases'],
  postcard: ['明信片', '贺卡', 'postcard', 'postcards', 'greeting card'],
  magnet: ['冰箱贴', '磁贴', 'fridge magnet', 'magnet', 'magnets'],
};
