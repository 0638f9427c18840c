//! An invitation as a QR code holds it: the twelve characters and the server that they are for, in one text.
//!
//! `KARAKANA:7K2M0XQZPA41:HTTPS://KARAKANA.EXAMPLE` uses only what QR's alphanumeric mode has (upper case, digits,
//! `:`, `/`, `.`, `-`), which makes a third fewer squares than the same text in small letters, and squares that are
//! larger read from further away, in worse light, on a cheaper camera.

use crate::invitation::Invitation;
use std::fmt;

/// What such a text begins with.
const PREFIX: &str = "KARAKANA:";
/// Bytes of a server's address.
pub const MOST_SERVER: usize = 200;

/// An invitation and where to show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    /// The invitation.
    pub invitation: Invitation,
    /// The server's address, such as `https://karakana.example`; none for the one that the app was built for.
    pub server: Option<String>,
}

impl Ticket {
    /// For `invitation` to the server at `server`. `None` when that is no address of a server.
    pub fn new(invitation: Invitation, server: Option<&str>) -> Option<Self> {
        let server = server.map(address).map_or(Some(None), |server| server.map(Some))?;
        Some(Self { invitation, server })
    }

    /// Reads what a camera saw or a person typed or pasted: the text of a QR code, or just the twelve characters.
    /// `None` when it is neither.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let rest = match text.split_at_checked(PREFIX.len()) {
            Some((prefix, rest)) if prefix.eq_ignore_ascii_case(PREFIX) => rest,
            _ => return Some(Self { invitation: Invitation::parse(text)?, server: None }),
        };
        let (code, server) = match rest.split_once(':') {
            Some((code, server)) => (code, Some(server)),
            None => (rest, None),
        };
        Self::new(Invitation::parse(code)?, server)
    }
}

impl fmt::Display for Ticket {
    /// As a QR code holds it. A path keeps its case: only scheme and host are the same in both.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{PREFIX}{}", self.invitation.as_str())?;
        let Some(server) = &self.server else { return Ok(()) };
        let (host, path) = parts(server);
        write!(f, ":{}{path}", host.to_ascii_uppercase())
    }
}

/// An address as it is kept: scheme and host in small letters, no `/` at its end.
fn address(typed: &str) -> Option<String> {
    let typed = typed.trim().trim_end_matches('/');
    let (host, path) = parts(typed);
    let host = host.to_ascii_lowercase();
    let name = host.strip_prefix("https://").or_else(|| host.strip_prefix("http://"))?;
    let fits = |c: char| c.is_ascii_graphic() && !matches!(c, '#' | '?' | '@' | '"' | '<' | '>' | '\\');
    (!name.is_empty() && typed.len() <= MOST_SERVER && typed.chars().all(fits)).then(|| format!("{host}{path}"))
}

/// Scheme and host, and the path behind them.
fn parts(address: &str) -> (&str, &str) {
    let host = address.find("://").map_or(0, |at| at + 3);
    let end = address.get(host..).and_then(|rest| rest.find('/')).map_or(address.len(), |at| host + at);
    address.split_at_checked(end).unwrap_or((address, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code() -> Invitation {
        Invitation::parse("7K2M0XQZPA41").unwrap()
    }

    #[test]
    fn it_reads_back_and_is_all_in_upper_case() {
        let ticket = Ticket::new(code(), Some("https://karakana.example/")).unwrap();
        assert_eq!(ticket.to_string(), "KARAKANA:7K2M0XQZPA41:HTTPS://KARAKANA.EXAMPLE");
        assert_eq!(Ticket::parse(&ticket.to_string()), Some(ticket));
        let near = Ticket::new(code(), Some("http://127.0.0.1:8421")).unwrap();
        assert_eq!(near.to_string(), "KARAKANA:7K2M0XQZPA41:HTTP://127.0.0.1:8421");
        assert_eq!(Ticket::parse(&near.to_string()), Some(near));
        let alone = Ticket::new(code(), None).unwrap();
        assert_eq!(alone.to_string(), "KARAKANA:7K2M0XQZPA41");
        assert_eq!(Ticket::parse(&alone.to_string()), Some(alone));
    }

    #[test]
    fn a_path_keeps_its_case() {
        let text = "KARAKANA:7K2M0XQZPA41:HTTPS://SOKO.EXAMPLE/Karakana/a";
        let ticket = Ticket::parse(text).unwrap();
        assert_eq!(ticket.server.as_deref(), Some("https://soko.example/Karakana/a"));
        assert_eq!(ticket.to_string(), text);
    }

    #[test]
    fn what_people_type_or_paste_is_read_as_well() {
        let typed = Ticket::parse(" 7k2m-oxqz-pa4l ").unwrap();
        assert_eq!((typed.invitation, typed.server), (code(), None));
        let pasted = Ticket::parse("karakana:7k2m-0xqz-pa41:https://Karakana.example/\n").unwrap();
        assert_eq!(pasted.server.as_deref(), Some("https://karakana.example"));
    }

    #[test]
    fn what_is_no_invitation_is_not_taken_for_one() {
        let long = format!("KARAKANA:7K2M0XQZPA41:HTTPS://{}", "A".repeat(MOST_SERVER));
        for bad in [
            "",
            "KARAKANA:",
            "KARAKANA:7K2M",
            "KARAKANA:7K2M0XQZPA41:",
            "KARAKANA:7K2M0XQZPA41:FTP://X",
            "KARAKANA:7K2M0XQZPA41:HTTPS://",
            "KARAKANA:7K2M0XQZPA41:HTTPS://X Y",
            "KARAKANA:7K2M0XQZPA41:HTTPS://SOKO@X",
            "https://karakana.example",
            "WIFI:S:soko;T:WPA;P:x;;",
            long.as_str(),
        ] {
            assert_eq!(Ticket::parse(bad), None, "{bad}");
        }
    }
}
