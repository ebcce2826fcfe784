/** Why a token is refused. `name` and `message` are there for those who write errors as JSON. */

/** The token is not what it should be. */
export class JsonWebTokenError extends Error {
  /** What is behind it, where there is more to say. */
  declare inner: Error;

  constructor(message: string, error?: Error) {
    super(message);
    named(this, 'JsonWebTokenError', message);
    if (error) this.inner = error;
  }
}

/** The token was good once. */
export class TokenExpiredError extends JsonWebTokenError {
  declare expiredAt: Date;

  constructor(message: string, expiredAt: Date) {
    super(message);
    this.name = 'TokenExpiredError';
    this.expiredAt = expiredAt;
  }
}

/** The token will be good later. */
export class NotBeforeError extends JsonWebTokenError {
  declare date: Date;

  constructor(message: string, date: Date) {
    super(message);
    this.name = 'NotBeforeError';
    this.date = date;
  }
}

export type VerifyErrors = JsonWebTokenError | NotBeforeError | TokenExpiredError;

// For the first line of the stack, which is written before the constructors get to it.
for (const kind of [JsonWebTokenError, TokenExpiredError, NotBeforeError]) {
  Object.defineProperty(kind.prototype, 'name', {
    value: kind.name,
    configurable: true,
    writable: true,
  });
}

/** The language's own `message` is not enumerable; this one is, and comes second. */
function named(error: Error, name: string, message: string): void {
  Reflect.deleteProperty(error, 'message');
  error.name = name;
  error.message = message;
}
