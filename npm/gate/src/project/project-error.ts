/** A mistake in a project's file. */

/** Where something stands; both count from 1. */
export interface Position {
  line: number;
  column: number;
}

/** Its message begins with the place: `project.json:12:5: …`. */
export class ProjectError extends Error {
  override name = 'ProjectError';
  readonly file: string;
  readonly line: number | undefined;
  readonly column: number | undefined;

  constructor(file: string, position: Position | undefined, problem: string) {
    const place = position ? `${file}:${position.line}:${position.column}` : file;
    super(`${place}: ${problem}`);
    this.file = file;
    this.line = position?.line;
    this.column = position?.column;
  }
}
