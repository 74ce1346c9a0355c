/** A condition in SQL with `?` for each of its values. `parent.id` is the parent's id in a list below another row. */
export type Condition = readonly [sql: string, ...values: unknown[]];

/** Collects the values of a statement and gives each its number. */
export class Statement {
  readonly values: unknown[] = [];

  value(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  /** Each `?` of the condition is the next of its values. */
  condition([sql, ...values]: Condition): string {
    let i = 0;
    return `(${sql.replaceAll('?', () => this.value(values[i++]))})`;
  }

  conditions(conditions: readonly Condition[]): string {
    return conditions.map((condition) => this.condition(condition)).join(' and ') || 'true';
  }
}
