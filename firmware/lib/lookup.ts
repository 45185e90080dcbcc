// Looks up names that come from outside.

/** The interpreter throws when a property is asked for whose name is 31 digits or more; nothing of ours is so long. */
export const KEY_MAX = 30;

export function hasKey(table: object, name: string): boolean {
  return name.length <= KEY_MAX && table.hasOwnProperty(name);
}
