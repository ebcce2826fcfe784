//! Times the steps of the core with criterion. A benchmark is named after the engine and stands in
//! the group of its step, so that runs on both engines come to lie side by side.

use std::time::Duration;

use criterion::Criterion;
use jotmint_bench::{ENGINE, Stop, steps};

fn main() -> Result<(), Stop> {
    let mut criterion = Criterion::default()
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(3))
        .configure_from_args();
    for step in steps()? {
        criterion
            .benchmark_group(step.name.as_str())
            .bench_function(ENGINE, |bencher| bencher.iter(&step.run));
    }
    criterion.final_summary();
    Ok(())
}
