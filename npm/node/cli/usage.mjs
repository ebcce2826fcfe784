/** A call that means nothing, told with a pointer to the help. */
export class UsageError extends Error {}
