import { setFlagsFromString } from 'node:v8'

const COMPILERS = ['turbofan', 'maglev', 'sparkplug']

/** A start runs each of its functions a few times: what V8 makes faster of them is thrown away before it has paid, a tenth of the processor time. */
export const interpretOnly = () => COMPILERS.forEach((c) => setFlagsFromString(`--no-${c}`))

/** From the first page on, what is run often is compiled as ever. */
export const compileAgain = () => COMPILERS.forEach((c) => setFlagsFromString(`--${c}`))
