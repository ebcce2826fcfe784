/** A call that means nothing, told with a pointer to the help. */
export class UsageError extends Error {}

/** The person at the terminal does not want to go on. */
export class Cancelled extends Error {}
