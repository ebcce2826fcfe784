//! The order of the functions in the module. gzip sees what a function has in common with those
//! shortly before it, so functions that are alike are made neighbours.

use std::collections::{BTreeMap, BTreeSet};

use wasm_encoder::{Module, NameMap, NameSection, RawSection};
use wasmparser::{Parser, Payload, TypeRef};

/// How many bytes make a piece; functions are compared by the pieces they have in common.
const PIECE: usize = 4;

/// The module, with names for its functions that bring them into their order when they are sorted
/// by them, as wasm-opt does. The names it had are left out.
pub(crate) fn named_by_place(module: &[u8]) -> Result<Vec<u8>, String> {
    let failed = |error| format!("the module cannot be read: {error}");
    let (mut imported, mut bodies, mut renamed) = (0, Vec::new(), Module::new());
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload.map_err(failed)?;
        match &payload {
            Payload::ImportSection(imports) => {
                for import in imports.clone().into_imports() {
                    imported += usize::from(matches!(import.map_err(failed)?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes()),
            Payload::CustomSection(section) if section.name() == "name" => continue,
            _ => {}
        }
        if let Some((id, range)) = payload.as_section() {
            let data = module.get(range).unwrap_or_default();
            renamed.section(&RawSection { id, data });
        }
    }
    let mut places = vec![0; bodies.len()];
    for (place, function) in by_likeness(&bodies).into_iter().enumerate() {
        if let Some(own) = places.get_mut(function) {
            *own = place;
        }
    }
    let mut names = NameMap::new();
    for (function, place) in places.into_iter().enumerate() {
        let index = u32::try_from(imported + function).map_err(|error| error.to_string())?;
        names.append(index, &format!("{place:06}"));
    }
    let mut section = NameSection::new();
    section.functions(&names);
    renamed.section(&section);
    Ok(renamed.finish())
}

/// The largest first, then always the one that is most like the two before it.
fn by_likeness(bodies: &[&[u8]]) -> Vec<usize> {
    let pieces: Vec<BTreeSet<&[u8]>> =
        bodies.iter().map(|body| body.windows(PIECE).collect()).collect();
    let mut holders: BTreeMap<&[u8], Vec<usize>> = BTreeMap::new();
    for (function, own) in pieces.iter().enumerate() {
        for piece in own {
            holders.entry(piece).or_default().push(function);
        }
    }
    let mut left: BTreeMap<usize, usize> = pieces.iter().map(BTreeSet::len).enumerate().collect();
    let mut next = left.iter().max_by_key(|(_, size)| **size).map(|(function, _)| *function);
    let mut order = Vec::with_capacity(bodies.len());
    while let Some(function) = next {
        left.remove(&function);
        order.push(function);
        let mut shared = vec![0_u32; bodies.len()];
        // What stands closer counts twice.
        for (earlier, weight) in order.iter().rev().zip([2, 1]) {
            let own = pieces.get(*earlier).into_iter().flatten();
            for other in own.filter_map(|piece| holders.get(piece)).flatten() {
                if let Some(count) = shared.get_mut(*other) {
                    *count += weight;
                }
            }
        }
        // Against the root of its size: else the largest would always come next, or the smallest.
        let likeness = |other: usize, size: usize| {
            f64::from(shared.get(other).copied().unwrap_or_default()) / (1.0 + root(size))
        };
        next = left
            .iter()
            .map(|(other, size)| (*other, likeness(*other, *size)))
            .max_by(|(one, a), (other, b)| a.total_cmp(b).then(other.cmp(one)))
            .map(|(other, _)| other);
    }
    order
}

fn root(size: usize) -> f64 {
    f64::from(u32::try_from(size).unwrap_or(u32::MAX)).sqrt()
}
