//! PEM armour (RFC 7468), read as people really have it and written as openssl writes it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use super::der::Problem;

/// A PEM block without its armour.
#[derive(Debug)]
pub(crate) struct Block {
    /// What stands behind BEGIN. People change it, so it says little.
    pub(crate) label: String,
    pub(crate) der: Zeroizing<Vec<u8>>,
    /// What was mended to read it, in words.
    pub(crate) repairs: Vec<String>,
}

const BEGIN: &str = "-----BEGIN ";
const END: &str = "-----END ";

/// Whether the text is meant as a PEM.
pub(crate) fn looks_like(text: &str) -> bool {
    text.contains(BEGIN)
}

/// The first block that is no `… PARAMETERS`, which openssl writes before EC and DH keys.
pub(crate) fn read(text: &str) -> Result<Block, Problem> {
    let mut repairs = Vec::new();
    let text = unquote(text, &mut repairs);
    let unescaped = unescape(text, &mut repairs);
    let mut rest: &str = &unescaped;
    loop {
        let (_, after) = rest.split_once(BEGIN).ok_or("it has no BEGIN line before a key")?;
        let (label, after) = after.split_once("-----").ok_or("its BEGIN line is cut off")?;
        let (body, after) = after.split_once(END).unwrap_or((after, ""));
        if after.is_empty() {
            if body.trim().is_empty() {
                return Err(
                    "only its first line arrived; an unquoted variable in .env ends at the line break",
                );
            }
            repairs.push("the END line was missing".to_owned());
        }
        if label.ends_with("PARAMETERS") {
            rest = after;
            continue;
        }
        let der = base64_body(body, &mut repairs)?;
        return Ok(Block { label: label.to_owned(), der, repairs });
    }
}

/// Quotes and a byte-order mark do no harm to what is looked for; only say that they were there.
fn unquote<'t>(text: &'t str, repairs: &mut Vec<String>) -> &'t str {
    let bare = text.trim_start_matches('\u{feff}');
    if bare.len() < text.len() {
        repairs.push("a byte-order mark stood before it".to_owned());
    }
    if bare.trim_start().starts_with(['"', '\'', '`']) {
        repairs.push("it was in quotes".to_owned());
    }
    bare
}

fn unescape(text: &str, repairs: &mut Vec<String>) -> Zeroizing<String> {
    if text.contains("\\n") {
        repairs.push("line breaks were written out as \\n".to_owned());
        return Zeroizing::new(text.replace("\\r", "").replace("\\n", "\n"));
    }
    Zeroizing::new(text.to_owned())
}

fn base64_body(body: &str, repairs: &mut Vec<String>) -> Result<Zeroizing<Vec<u8>>, Problem> {
    if body.contains("ENCRYPTED") {
        return Err("it is encrypted in openssl's old way (Proc-Type: 4,ENCRYPTED); \
                    write it anew with `openssl pkey -in old.pem -aes256 -out new.pem`");
    }
    let indented = |line: &str| line.starts_with([' ', '\t']) && !line.trim().is_empty();
    if !body.trim().is_empty() && !body.trim_matches(' ').starts_with(['\n', '\r']) {
        repairs.push("its line breaks were lost".to_owned());
    } else if body.lines().any(indented) {
        repairs.push("its lines were indented".to_owned());
    }
    if body.contains('\r') {
        repairs.push("its lines ended in CR LF".to_owned());
    }
    let base64: Zeroizing<String> =
        Zeroizing::new(body.chars().filter(|character| !character.is_ascii_whitespace()).collect());
    let der = STANDARD
        .decode(base64.as_bytes())
        .map_err(|_| "its body is not base64, or a part of it is missing")?;
    Ok(Zeroizing::new(der))
}

/// With line breaks after 64 characters and at the end.
pub(crate) fn write(label: &str, der: &[u8]) -> String {
    let base64 = Zeroizing::new(STANDARD.encode(der));
    let mut pem = format!("{BEGIN}{label}-----\n");
    let mut rest: &str = &base64;
    while !rest.is_empty() {
        let (line, after) = rest.split_at_checked(64).unwrap_or((rest, ""));
        pem.push_str(line);
        pem.push('\n');
        rest = after;
    }
    pem.push_str(END);
    pem.push_str(label);
    pem.push_str("-----\n");
    pem
}

#[cfg(test)]
mod tests {
    use super::{read, write};

    const DER: [u8; 100] = [0x5a; 100];

    #[test]
    fn reads_what_it_writes() {
        let block = read(&write("PRIVATE KEY", &DER)).unwrap();
        assert_eq!(**block.der, DER);
        assert!(block.repairs.is_empty());
    }

    #[test]
    fn mends_what_can_be_mended() {
        let pem = write("PUBLIC KEY", &DER);
        let cases = [
            (pem.replace('\n', "\\n"), "line breaks were written out as \\n"),
            (pem.replace('\n', " "), "its line breaks were lost"),
            (pem.replace('\n', ""), "its line breaks were lost"),
            (pem.split("-----END").next().unwrap().to_owned(), "the END line was missing"),
            (pem.replace('\n', "\r\n"), "its lines ended in CR LF"),
            (pem.replace('\n', "\n\t"), "its lines were indented"),
            (format!("\u{feff}{pem}"), "a byte-order mark stood before it"),
            (format!("\"{pem}\""), "it was in quotes"),
        ];
        for (text, repair) in cases {
            let block = read(&text).unwrap();
            assert_eq!(**block.der, DER, "{text}");
            assert_eq!(block.repairs, [repair]);
        }
    }

    #[test]
    fn skips_parameters() {
        let text = write("EC PARAMETERS", &[6, 1, 0]) + &write("EC PRIVATE KEY", &DER);
        assert_eq!(**read(&text).unwrap().der, DER);
    }

    #[test]
    fn says_what_is_broken() {
        let pem = write("PRIVATE KEY", &DER);
        assert!(read("-----BEGIN PRIVATE KEY-----").unwrap_err().contains("first line"));
        assert!(read(&pem.replace('W', "*")).unwrap_err().contains("base64"));
        assert!(read("-----BEGIN PRIVATE").unwrap_err().contains("BEGIN line"));
    }
}
