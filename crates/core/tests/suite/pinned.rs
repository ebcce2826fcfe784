//! Tables that are compared as a whole with a file beside the tests. `UPDATE=1 cargo test` writes
//! them anew; read the difference before you commit it.

use std::fs;

use crate::vectors::tests_folder;

pub(crate) fn compare(file: &str, table: &str) {
    let path = tests_folder().join("suite").join(file);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, table).unwrap();
    }
    let pinned = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path:?}: {error}"));
    let (mut pinned, mut found) = (pinned.lines(), table.lines());
    loop {
        match (pinned.next(), found.next()) {
            (None, None) => break,
            (pinned, found) => assert_eq!(found, pinned, "{file}; see the head of pinned.rs"),
        }
    }
}
