//! The link is cut in the middle of an answer: the phone asks for the rest of it, and gets just that.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use testkit::{FakeClock, Fault, Handset, MONDAY, Office, Proxy, phone};

/// So many bytes come, of more than twice as many. A server does not keep answers that are as soon sent again.
const CAME: usize = 5_000;
/// Each has a key of 16 bytes that nothing packs.
const ORDERS: u32 = 900;

/// An office with more orders than in the examples.
fn office_with_orders() -> Result<Office> {
    let office = Office::with_examples()?;
    let rows: String = (0..ORDERS).map(|n| format!("PO-X{n},SK-HOOP-01,{},2027-01-13\n", n + 10)).collect();
    let file = office.folder().join("many.csv");
    std::fs::write(&file, format!("order,sku,quantity,due\n{rows}"))?;
    office.must(&["import", "orders-wholesale", &file.to_string_lossy()])?;
    Ok(office)
}

/// What screens show of the office's orders.
async fn orders(phone: &Handset) -> Result<Value> {
    phone.must("order.list", json!({})).await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_breaks_off_is_gone_on_with() -> Result<()> {
    let office = office_with_orders()?;
    let proxy = Proxy::before(office.url()).await?;
    // Enrolment, and then the first sync.
    proxy.plan(&[Fault::None, Fault::CutAnswer(CAME)]);
    let esther = phone(&office, "Esther", &proxy.url).await?;
    let trips = proxy.traffic.since(1);
    let (cut, rest) = (trips.first().context("an answer that is cut")?, trips.get(1).context("the rest")?);
    let came = u64::try_from(CAME)?;
    ensure!(cut.1 > 2 * came, "an answer of {} bytes is too short to be cut", cut.1);
    // The head of the second answer comes on top, and nothing that came before comes again.
    ensure!(rest.1 < cut.1 - came + 1_000, "{} bytes came of {}, and then {}", came, cut.1, rest.1);

    let other = phone(&office, "Esther", office.url()).await?;
    ensure!(orders(&esther).await? == orders(&other).await?, "both phones show the same orders");
    Ok(())
}

/// A server that was started anew has no answer to go on with: the phone gets a new one.
#[tokio::test(flavor = "multi_thread")]
async fn what_the_server_no_longer_has_comes_again() -> Result<()> {
    let mut office = office_with_orders()?;
    let proxy = Proxy::before(office.url()).await?;
    proxy.plan(&[Fault::None, Fault::CutAnswer(CAME), Fault::LoseAnswer, Fault::LoseAnswer, Fault::LoseAnswer]);
    let code = office.invite("Esther")?;
    let esther = Handset::enrol(&proxy.url, &code, FakeClock::at(MONDAY)).await?;
    esther.try_sync().await;
    let before = proxy.traffic.trips();
    office.kill()?;
    office.serve()?;
    proxy.plan(&[]);
    proxy.move_to(office.url());
    // A connection that is still open to the server before costs a try.
    esther.try_sync().await;
    esther.sync().await?;
    let whole = u64::try_from(2 * CAME)?;
    let trips = proxy.traffic.since(before);
    ensure!(trips.iter().any(|(_, down)| *down > whole), "the whole answer comes again: {trips:?}");
    let other = phone(&office, "Esther", office.url()).await?;
    ensure!(orders(&esther).await? == orders(&other).await?, "both phones show the same orders");
    Ok(())
}
