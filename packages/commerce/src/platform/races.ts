/**
 * The tries of a change that is refused when somebody else has changed the same item since it was
 * read. Each try reads the item anew; who loses nine races in a row gives up.
 */
export const RACE_TRIES: readonly number[] = Array.from({ length: 9 }, (_, index) => index);
