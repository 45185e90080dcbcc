// The commands of the JSON protocol. In a file of its own: the check of a command and its execution are two modules.

const FEW = 'get status scan connect disconnect history open close reset reboot ping help';
const KNOWN = ' networks forget';
const UPDATE = ' update';
export const NAMES: string = FEW + (BUILD_KNOWN ? KNOWN : '') + (BUILD_UPDATE ? UPDATE : '');
type Split<Text> = Text extends `${infer First} ${infer Rest}` ? First | Split<Rest> : Text;
/** One of NAMES: a command without code does not compile. */
export type Command = Split<`${typeof FEW}${typeof KNOWN}${typeof UPDATE}`>;
/** Those that answer later, or have a module of their own, have their code in request.ts. */
export type Later = 'scan' | 'forget' | 'update';
