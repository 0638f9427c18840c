use documents::{Document, entries, work};
use domain::entry::*;
use domain::id::*;
use domain::kind::*;
use domain::quantity::*;
use domain::time::*;
use std::collections::BTreeMap;

fn leb(b: &[u8], p: &mut usize) -> usize { let mut r=0usize; let mut s=0; loop { let x=b[*p]; *p+=1; r|=((x&127) as usize)<<s; if x<128 {return r} s+=7; } }
fn slim(changes: &[Vec<u8>]) -> Vec<u8> {
    use sha2::{Sha256,Digest};
    let mut e = minicbor::Encoder::new(Vec::new());
    e.array(changes.len() as u64).unwrap();
    let mut hashes: Vec<[u8;32]> = vec![]; let mut actors: Vec<Vec<u8>> = vec![];
    for c in changes {
        let mut p = 9; let len = leb(c,&mut p); let body=&c[p..p+len];
        let mut h = Sha256::new(); h.update(&c[8..]); let hash: [u8;32]=h.finalize().into(); assert_eq!(&hash[..4], &c[4..8]);
        let mut q=0; let n=leb(body,&mut q); let mut deps=vec![]; for _ in 0..n { deps.push(body[q..q+32].to_vec()); q+=32; }
        let al=leb(body,&mut q); let actor=body[q..q+al].to_vec(); q+=al;
        e.array(2+n as u64).unwrap();
        for d in deps { match hashes.iter().rev().position(|h| h[..]==d[..]) { Some(i)=>{e.u32(i as u32).unwrap();}, None=>{e.bytes(&d).unwrap();} } }
        match actors.iter().position(|a| *a==actor) { Some(i)=>{e.u32(i as u32).unwrap();}, None=>{ e.bytes(&actor).unwrap(); actors.push(actor);} }
        e.bytes(&body[q..]).unwrap();
        hashes.push(hash);
    }
    e.into_writer()
}
fn main() {
    let w: serde_json::Value = serde_json::from_slice(&std::fs::read("/tmp/w.json").unwrap()).unwrap();
    let me = Actor::new(DeviceId([7,99,31,200,5,6,17,80,91,100,111,212]), Incarnation(0x1234abcd));
    let feed = Feed::Work(WorkshopId(1), PersonId(2));
    let mut docs: BTreeMap<DocId,(Document,Vec<Vec<u8>>,Vec<[u8;32]>)> = BTreeMap::new();
    // history before
    let all: Vec<&serde_json::Value> = w["w1"].as_array().unwrap().iter().filter(|e| e["d"]==1 ).chain(w["w2"]["off"].as_array().unwrap()).collect();
    let hist = w["w1"].as_array().unwrap().iter().filter(|e| e["d"]==1).count();
    for (n,e) in all.iter().enumerate() {
        let at = Timestamp(e["t"].as_i64().unwrap()); let a = e["a"].as_u64().unwrap().to_string();
        let (kind,key) = if e["k"]=="m" {(Kind::HoldingLedger, DocKey::month(at.month()))} else {(Kind::Work, DocKey::named("replay",&a))};
        let id = DocId::new(feed,kind,key);
        let d = docs.entry(id).or_insert_with(|| (Document::new(id).unwrap(),vec![],vec![]));
        let wr = d.0.edit(me, |w| match e["k"].as_str().unwrap() {
            "w" => work::add(w, at, &WorkEntry::Log{pieces:Pieces(e["done"].as_u64().unwrap() as u32),minutes:Minutes(e["min"].as_u64().unwrap() as u32),scrap:Pieces(e["scrap"].as_u64().unwrap() as u32),note:e["note"].as_str().unwrap().into(),corrects:None}),
            "s" => work::add(w, at, &WorkEntry::Log{pieces:Pieces(0),minutes:Minutes(0),scrap:Pieces(0),note:e["status"].as_str().unwrap().into(),corrects:None}),
            _ => entries::add_holding(w, at, &HoldingEntry{material: format!("{} {}",e["mat"].as_str().unwrap(),e["lot"].as_str().unwrap()),quantity:Tenths(e["g"].as_i64().unwrap()),movement:HoldingMovement::Used{assignment:Some(DocKey::named("replay",&a))}}),
        }).unwrap();
        if n>=hist { if let Some(wr)=wr { d.1.push(wr.bytes); d.2.push(wr.hash); } }
    }
    docs.retain(|_,d| !d.1.is_empty());
    let (mut raw,mut bun,mut sl,mut fl)=(vec![],vec![],vec![],Vec::<u8>::new());
    let mut n=0;
    for (id,d) in &docs {
        let name=[&[id.kind.number()][..],id.key.bytes(),&[4,1,2]].concat();
        raw.extend(&name); for c in &d.1 { raw.extend(c); n+=1; }
        bun.extend(&name); 
        sl.extend(&name); sl.extend(documents::pack_run(id.kind,&d.1).unwrap()); assert_eq!(documents::unpack_run(id.kind,&documents::pack_run(id.kind,&d.1).unwrap()).unwrap(), d.1);
    }
    for d in docs.values() { for c in &d.1 { fl.extend(&c[8..]); } }
    for (n,b) in [("raw",raw),("bundle",bun),("slim",sl)] { 
        println!("{n}: {} -> {}", b.len(), zstd::bulk::compress(&b,19).unwrap().len()); }
    println!("{} docs {} changes", docs.len(), n);
    let d=docs.values().next().unwrap(); for c in d.1.iter().take(3) { println!("{}", c.iter().map(|b| format!("{b:02x}")).collect::<String>()); }
}
