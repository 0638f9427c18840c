//! Esther at the office, Amina the lead, Baraka and Wanjiru the artisans, each with a phone.

use anyhow::{Result, ensure};
use documents::Document;
use domain::kind::{DocId, Kind};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use testkit::{FakeClock, Fault, Handset, Office, Proxy, Running};

/// Monday 23 November 2026, eight in the morning in Nairobi.
pub const MONDAY: i64 = 1_795_410_000;
pub const DAY: i64 = 86_400;

/// Everybody and the server.
pub struct Workshop {
    pub office: Office,
    pub proxy: Proxy,
    pub esther: Handset,
    pub amina: Handset,
    pub baraka: Handset,
    pub wanjiru: Handset,
    faults: Vec<Fault>,
    /// A second server on the same database, which serves Amina and Wanjiru.
    pub second: Option<(Running, Proxy)>,
}

impl Workshop {
    /// Enrols the four behind a proxy. The faults are what the network does when it returns.
    pub async fn open(faults: &[Fault]) -> Result<Self> {
        Self::enrol(Office::with_examples()?, None, faults).await
    }

    /// The same at two servers on one PostgreSQL: Esther and Baraka are served by the one, Amina and Wanjiru by the other.
    pub async fn at_two_servers() -> Result<Self> {
        let office = Office::with_examples_on(&testkit::database()?)?;
        let second = office.another()?;
        let proxy = Proxy::before(&second.url).await?;
        Self::enrol(office, Some((second, proxy)), &[]).await
    }

    async fn enrol(office: Office, second: Option<(Running, Proxy)>, faults: &[Fault]) -> Result<Self> {
        let proxy = Proxy::before(office.url()).await?;
        let enrol = async |name: &str| {
            let code = office.invite(name)?;
            let served = match &second {
                Some((_, other)) if name == "Amina" || name == "Wanjiru" => other,
                _ => &proxy,
            };
            let handset = Handset::enrol(&served.url, &code, FakeClock::at(MONDAY)).await?;
            handset.sync().await?;
            anyhow::Ok(handset)
        };
        let (esther, amina) = (enrol("Esther").await?, enrol("Amina").await?);
        let (baraka, wanjiru) = (enrol("Baraka").await?, enrol("Wanjiru").await?);
        Ok(Self { office, proxy, esther, amina, baraka, wanjiru, faults: faults.to_vec(), second })
    }

    pub fn phones(&self) -> [&Handset; 4] {
        [&self.esther, &self.amina, &self.baraka, &self.wanjiru]
    }

    /// Lets the network do its worst with the next requests.
    pub fn worst(&self) {
        self.proxy.plan(&self.faults);
    }

    /// Puts a proxy at the address of the old one before a server that has come back at another address.
    pub async fn move_proxy(&mut self) -> Result<()> {
        self.proxy.move_to(self.office.url());
        Ok(())
    }

    /// Everybody syncs until it works, and once more so that each has seen what the others sent.
    pub async fn everybody_syncs(&self) -> Result<()> {
        for round in 0..2 {
            for phone in self.phones() {
                let mut tries = 0;
                while let Err(error) = phone.sync().await {
                    tries += 1;
                    ensure!(tries < 12, "round {round}: {error}");
                }
            }
        }
        Ok(())
    }
}

/// Every document that two phones hold has the same heads on both, and Esther's, who may read all, is what a new
/// phone gets from the server.
pub async fn all_agree(w: &Workshop) -> Result<()> {
    w.everybody_syncs().await?;
    let code = w.office.invite("Esther")?;
    let fresh = Handset::enrol(w.office.url(), &code, FakeClock::at(MONDAY)).await?;
    fresh.sync().await?;
    w.esther.sync().await?; // Her new phone is a fact of the organisation that her old one hears of.
    fresh.sync().await?;
    let server = heads(&fresh)?;
    ensure!(server.len() > 100, "{} documents", server.len());
    for phone in w.phones() {
        phone.sync().await?;
        for (id, heads) in heads(phone)? {
            ensure!(server.get(&id) == Some(&heads), "{id} differs");
        }
    }
    ensure!(heads(&w.esther)?.len() == server.len(), "Esther's phones hold the same documents");
    Ok(())
}

type Heads = BTreeMap<DocId, Vec<[u8; 32]>>;

/// The documents of a phone, read from its database by themselves and not through the app.
fn heads(phone: &Handset) -> Result<Heads> {
    let connection = rusqlite::Connection::open(phone.database())?;
    let mut statement = connection.prepare(
        "SELECT feed, kind, key, bytes FROM document JOIN chunk ON chunk.document = document.id ORDER BY chunk.id",
    )?;
    let rows = statement.query_map([], |r| {
        Ok((r.get::<_, String>(0)?, r.get::<_, u8>(1)?, r.get::<_, Vec<u8>>(2)?, r.get::<_, Vec<u8>>(3)?))
    })?;
    let mut documents: BTreeMap<DocId, Document> = BTreeMap::new();
    for row in rows {
        let (feed, kind, key, bytes) = row?;
        let key = domain::id::DocKey::from_slice(&key).unwrap();
        let id = DocId::new(feed.parse()?, Kind::from_number(kind).unwrap(), key);
        let document = match documents.entry(id) {
            Entry::Occupied(document) => document.into_mut(),
            Entry::Vacant(place) => place.insert(Document::new(id)?),
        };
        document.apply(&bytes)?;
    }
    Ok(documents.into_iter().map(|(id, d)| (id, d.heads())).collect())
}
