//! Does one step of the core once, inside a function that callgrind is told to count.
//! `npm run bench:instructions` calls it for every step. Without an argument it lists them.

use jotmint_bench::{Step, Stop, steps};

fn main() -> Result<(), Stop> {
    let steps = steps()?;
    let Some(name) = std::env::args().nth(1) else {
        for step in steps {
            println!("{}", step.name);
        }
        return Ok(());
    };
    let step = steps.iter().find(|step| step.name == name).ok_or("there is no such step")?;
    // `steps` has done it once already, so nothing that is made only once is counted.
    if counted(step) { Ok(()) } else { Err("something else came out".into()) }
}

#[inline(never)]
fn counted(step: &Step) -> bool {
    (step.run)()
}
