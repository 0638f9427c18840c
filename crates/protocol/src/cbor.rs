//! How domain values are written in CBOR, for minicbor's `with` attribute.

/// A feed: `[tag]`, `[tag, workshop]`, `[tag, workshop, person]` or `[tag, person]`.
pub mod feed {
    use domain::id::{PersonId, WorkshopId};
    use domain::kind::Feed;
    use minicbor::decode::{Decoder, Error};
    use minicbor::encode::{self, Encoder, Write};

    pub fn encode<C, W: Write>(feed: &Feed, e: &mut Encoder<W>, _: &mut C) -> Result<(), encode::Error<W::Error>> {
        match feed {
            Feed::Org => e.array(1)?.u8(0)?,
            Feed::Office => e.array(1)?.u8(1)?,
            Feed::Workshop(w) => e.array(2)?.u8(2)?.u32(w.0)?,
            Feed::Leads(w) => e.array(2)?.u8(3)?.u32(w.0)?,
            Feed::Work(w, p) => e.array(3)?.u8(4)?.u32(w.0)?.u32(p.0)?,
            Feed::Private(p) => e.array(2)?.u8(5)?.u32(p.0)?,
        };
        Ok(())
    }

    pub fn decode<'b, C>(d: &mut Decoder<'b>, _: &mut C) -> Result<Feed, Error> {
        let length = d.array()?;
        let tag = d.u8()?;
        let feed = match (length, tag) {
            (Some(1), 0) => Feed::Org,
            (Some(1), 1) => Feed::Office,
            (Some(2), 2) => Feed::Workshop(WorkshopId(d.u32()?)),
            (Some(2), 3) => Feed::Leads(WorkshopId(d.u32()?)),
            (Some(3), 4) => Feed::Work(WorkshopId(d.u32()?), PersonId(d.u32()?)),
            (Some(2), 5) => Feed::Private(PersonId(d.u32()?)),
            _ => return Err(Error::message("not a feed")),
        };
        Ok(feed)
    }
}

/// A list of feeds.
pub mod feeds {
    use domain::kind::Feed;
    use minicbor::decode::{Decoder, Error};
    use minicbor::encode::{self, Encoder, Write};

    pub fn encode<C, W: Write>(v: &[Feed], e: &mut Encoder<W>, c: &mut C) -> Result<(), encode::Error<W::Error>> {
        e.array(u64::try_from(v.len()).unwrap_or(u64::MAX))?;
        v.iter().try_for_each(|f| super::feed::encode(f, e, c))
    }

    pub fn decode<'b, C>(d: &mut Decoder<'b>, c: &mut C) -> Result<Vec<Feed>, Error> {
        let n = super::length(d)?;
        let mut out = Vec::new();
        for _ in 0..n {
            out.push(super::feed::decode(d, c)?);
        }
        Ok(out)
    }
}

/// A list of hashes.
pub mod hashes {
    use minicbor::decode::{Decoder, Error};
    use minicbor::encode::{self, Encoder, Write};

    pub fn encode<C, W: Write>(v: &[[u8; 32]], e: &mut Encoder<W>, _: &mut C) -> Result<(), encode::Error<W::Error>> {
        e.array(u64::try_from(v.len()).unwrap_or(u64::MAX))?;
        for hash in v {
            e.bytes(hash)?;
        }
        Ok(())
    }

    pub fn decode<'b, C>(d: &mut Decoder<'b>, _: &mut C) -> Result<Vec<[u8; 32]>, Error> {
        let n = super::length(d)?;
        let mut out = Vec::new();
        for _ in 0..n {
            out.push(d.bytes()?.try_into().map_err(|_| Error::message("not a hash"))?);
        }
        Ok(out)
    }
}

/// A list of byte strings.
pub mod byte_strings {
    use minicbor::decode::{Decoder, Error};
    use minicbor::encode::{self, Encoder, Write};

    pub fn encode<C, W: Write>(v: &[Vec<u8>], e: &mut Encoder<W>, _: &mut C) -> Result<(), encode::Error<W::Error>> {
        e.array(u64::try_from(v.len()).unwrap_or(u64::MAX))?;
        for bytes in v {
            e.bytes(bytes)?;
        }
        Ok(())
    }

    pub fn decode<'b, C>(d: &mut Decoder<'b>, _: &mut C) -> Result<Vec<Vec<u8>>, Error> {
        let n = super::length(d)?;
        let mut out = Vec::new();
        for _ in 0..n {
            out.push(d.bytes()?.to_vec());
        }
        Ok(out)
    }
}

/// The length of the array that is next. Nothing here is ever written with an open end.
fn length(d: &mut minicbor::Decoder<'_>) -> Result<u64, minicbor::decode::Error> {
    d.array()?.ok_or_else(|| minicbor::decode::Error::message("an array without a length"))
}
