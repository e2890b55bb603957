/** Part `index` (from 1) of `count`: machines share the work without knowing of each other. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

export const WHOLE: Shard = { index: 1, count: 1 };

/** Reads "2/8"; null for what is none. */
export function readShard(text: string): Shard | null {
  const [, index, count] = /^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? [];
  const shard = { index: Number(index), count: Number(count) };
  return shard.index >= 1 && shard.index <= shard.count ? shard : null;
}

/** Every so-manieth of a list: large and small subjects are spread evenly. */
export const isInShard = (place: number, { index, count }: Shard): boolean => place % count === index - 1;

/** How many of a list of so many fall to a part. */
export const sizeOfShard = (size: number, { index, count }: Shard): number =>
  Math.ceil(Math.max(0, size - index + 1) / count);

/** Neighbouring subjects, from … to − 1: one after the other, the parts are the whole. */
export const shardRange = (
  { index, count }: Shard,
  subjects: number,
): readonly [from: number, to: number] => [
  Math.floor((subjects * (index - 1)) / count),
  Math.floor((subjects * index) / count),
];
