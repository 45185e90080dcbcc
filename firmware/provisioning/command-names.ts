// The commands of the JSON protocol. In a file of its own: the check of a command and its execution are two modules.

const FEW = 'get status scan connect disconnect history open close reset reboot ping help';
const ALL = `${FEW} networks forget` as const;
export const NAMES: string = BUILD_KNOWN ? ALL : FEW;
type Split<Text> = Text extends `${infer First} ${infer Rest}` ? First | Split<Rest> : Text;
/** One of NAMES: a command without code does not compile. */
export type Command = Split<typeof ALL>;
/** Those that answer later have their code in request.ts. */
export type Later = 'scan' | 'forget';
