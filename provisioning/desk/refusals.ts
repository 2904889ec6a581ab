import { MotifError } from '../../runtime/errors.ts';

/** Why the desk does not do what was asked, in both languages. */
function refusal(en: string, zh: string): MotifError {
  return new MotifError('wrong-state', en, { customer: { zh, en } });
}

export function oneAtATime(): MotifError {
  return refusal(
    'Expected no other build under way but one runs. Wait for its end, or cancel it.',
    '已有一个引擎正在构建。请等它完成，或先取消它。',
  );
}

export function inTheWay(): MotifError {
  return refusal(
    'Expected the active engine to be the one in use but the kiosk has not changed over yet. Wait until it has started anew.',
    '自助机还没有切换到当前引擎。请等它重新启动后再试。',
  );
}

export function noPrevious(): MotifError {
  return refusal(
    'Expected an engine to go back to but there is only one. Build a second one first.',
    '只有一个引擎，没有可以退回的。请先构建第二个。',
  );
}

/** @param message what a builder said, which it says in English */
export function notEnough(message: string): MotifError {
  return refusal(message, `现在不能这样做。原因（英文）：${message}`);
}
