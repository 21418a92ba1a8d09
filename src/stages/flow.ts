/**
 * The loop, in the order in which data flows through it. A room may import only rooms that stand before it; the
 * import test, the console's menu and the documentation read this list.
 */
export const stages = ['predict', 'capture', 'sample', 'label', 'evaluate', 'retrain', 'rollout'] as const
