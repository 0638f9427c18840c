//! What somebody must be able to do to make a product.

use crate::quantity::Tenths;
use std::collections::BTreeSet;

/// What working each material takes, by a word of its code, in the words of the people list. Materials that are only put
/// in place, such as hooks and cord, take no skill of their own.
const BY_MATERIAL: &[(&str, &str)] =
    &[("BRASS", "brass"), ("ALU", "casting"), ("HORN", "horn-bone"), ("BONE", "horn-bone"), ("BEAD", "beads")];

/// What making a product takes: what the catalogue says, or where it says nothing, what its materials take.
pub fn needed(of_product: &[String], bill_of_materials: &[(String, Tenths)]) -> BTreeSet<String> {
    if !of_product.is_empty() {
        return of_product.iter().cloned().collect();
    }
    let words = bill_of_materials.iter().flat_map(|(code, _)| code.split('-'));
    words
        .filter_map(|word| BY_MATERIAL.iter().find(|(of, _)| *of == word).map(|(_, skill)| (*skill).to_owned()))
        .collect()
}

/// Whether somebody with `skills` has all that is needed.
pub fn has_all(skills: &[String], needed: &BTreeSet<String>) -> bool {
    needed.iter().all(|skill| skills.contains(skill))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drops_of_horn_and_brass_take_both_and_the_catalogue_has_the_last_word() {
        let bill: Vec<_> = ["HORN-LIGHT", "BRASS-SHEET", "HOOK"].map(|code| (code.to_owned(), Tenths(10))).into();
        let both = needed(&[], &bill);
        assert_eq!(both, ["brass", "horn-bone"].map(str::to_owned).into());
        assert!(has_all(&["casting", "horn-bone", "brass"].map(str::to_owned), &both));
        assert!(!has_all(&["brass"].map(str::to_owned), &both));
        assert_eq!(needed(&["assembly".to_owned()], &bill), ["assembly".to_owned()].into());
        assert!(has_all(&[], &needed(&[], &[])));
    }
}
