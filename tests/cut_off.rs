//! The link is cut in the middle of an answer: the phone asks for the rest of it, and gets just that.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use testkit::{Fault, Handset, Office, Proxy, phone};

/// So many bytes come, of some thousands.
const CAME: usize = 3_000;

/// What screens show of the office's orders.
async fn orders(phone: &Handset) -> Result<Value> {
    phone.must("order.list", json!({})).await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_breaks_off_is_gone_on_with() -> Result<()> {
    let office = Office::with_examples()?;
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
    let mut office = Office::with_examples()?;
    let proxy = Proxy::before(office.url()).await?;
    // Cut until the phone stops trying for now.
    proxy.plan(&[&[Fault::None][..], &[Fault::CutAnswer(CAME); 12]].concat());
    let code = office.invite("Esther")?;
    let esther = Handset::enrol(&proxy.url, &code, testkit::FakeClock::at(testkit::MONDAY)).await?;
    esther.try_sync().await;
    office.kill()?;
    office.serve()?;
    proxy.move_to(office.url());
    proxy.plan(&[]);
    esther.sync().await?;
    let other = phone(&office, "Esther", office.url()).await?;
    ensure!(orders(&esther).await? == orders(&other).await?, "both phones show the same orders");
    Ok(())
}
