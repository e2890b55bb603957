/** Whether a key of a list is a position: they begin with a digit, and nothing else does. */
function isPosition(key: string | symbol): key is string {
  if (typeof key !== "string") return false;
  const code = key.charCodeAt(0);
  return code >= 48 && code <= 57;
}

/** A list whose members are made when they are asked for. */
export function listOver<Member>(
  count: () => number,
  member: (position: number) => Member,
): readonly Member[] {
  return new Proxy<readonly Member[]>([], {
    get: (target, key) => {
      if (key === "length") return count();
      if (!isPosition(key)) return Reflect.get(target, key);
      return Number(key) < count() ? member(Number(key)) : undefined;
    },
    has: (target, key) => (isPosition(key) ? Number(key) < count() : Reflect.has(target, key)),
  });
}
