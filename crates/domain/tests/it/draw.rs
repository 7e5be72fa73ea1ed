//! The draw of a re-audit: its size, its fairness, and that it follows from population and seed alone.

use std::collections::HashMap;

use hemu_domain::re_audit::{Member, Stratum, draw, population_root, sample_size};
use proptest::prelude::*;

fn members(sizes: [usize; 3]) -> Vec<Member> {
    Stratum::ALL
        .iter()
        .zip(sizes)
        .flat_map(|(stratum, size)| {
            (0..size).map(|n| Member {
                stratum: *stratum,
                number: format!("20260302-{}{n:07}", stratum.code().len() % 10),
            })
        })
        .collect()
}

fn population() -> impl Strategy<Value = Vec<Member>> {
    (0_usize..60, 0_usize..20, 0_usize..20).prop_map(|(a, b, c)| members([a, b, c]))
}

proptest! {
    #[test]
    fn each_stratum_gives_its_share_and_none_is_left_out(population in population(), seed: [u8; 32], percent in 1_u32..=100) {
        let drawn = draw(&population, &seed, percent);
        for stratum in Stratum::ALL {
            let size = population.iter().filter(|member| member.stratum == *stratum).count();
            let own: Vec<_> = drawn.iter().filter(|one| one.member.stratum == *stratum).collect();
            prop_assert_eq!(own.len(), sample_size(size, percent));
            prop_assert_eq!(own.is_empty(), size == 0);
            prop_assert!(own.len() * 100 >= size * percent as usize);
            prop_assert!(own.iter().zip(1..).all(|(one, place)| one.place == place));
            prop_assert!(own.iter().all(|one| population.contains(&one.member)));
        }
        let mut once: Vec<_> = drawn.iter().map(|one| &one.member).collect();
        once.sort();
        once.dedup();
        prop_assert_eq!(once.len(), drawn.len());
    }

    #[test]
    fn the_order_in_which_cases_are_read_does_not_matter(population in population(), seed: [u8; 32], by in 0_usize..50) {
        let mut other = population.clone();
        if !other.is_empty() {
            let by = by % other.len();
            other.rotate_left(by);
            other.reverse();
        }
        prop_assert_eq!(population_root(&population), population_root(&other));
        prop_assert_eq!(draw(&population, &seed, 5), draw(&other, &seed, 5));
    }

    #[test]
    fn any_change_of_the_population_changes_its_root(population in population(), at in 0_usize..100, digit in 0_u8..10) {
        prop_assume!(!population.is_empty());
        let root = population_root(&population);
        let at = at % population.len();
        let mut fewer = population.clone();
        let gone = fewer.remove(at);
        prop_assert_ne!(population_root(&fewer), root);
        let mut more = population.clone();
        more.push(Member { stratum: gone.stratum, number: format!("{}{digit}", gone.number) });
        prop_assert_ne!(population_root(&more), root);
        let mut moved = fewer.clone();
        let stratum = *Stratum::ALL.iter().find(|stratum| **stratum != gone.stratum).unwrap();
        moved.push(Member { stratum, number: gone.number });
        prop_assert_ne!(population_root(&moved), root);
    }

    #[test]
    fn another_seed_draws_others(seed: [u8; 32], bit in 0_usize..256) {
        let population = members([200, 0, 0]);
        let mut other = seed;
        other[bit / 8] ^= 1 << (bit % 8);
        prop_assert_eq!(draw(&population, &seed, 5), draw(&population, &seed, 5));
        prop_assert_ne!(draw(&population, &seed, 5), draw(&population, &other, 5));
    }
}

#[test]
fn every_case_is_drawn_about_as_often_as_any_other() {
    let population = members([50, 0, 0]);
    let mut drawn: HashMap<String, u32> = HashMap::new();
    for n in 0_u32..2_000 {
        let mut seed = [7; 32];
        seed[..4].copy_from_slice(&n.to_be_bytes());
        for one in draw(&population, &seed, 10) {
            *drawn.entry(one.member.number).or_default() += 1;
        }
    }
    // Each is expected 200 times with a deviation of 13: five deviations either side.
    assert_eq!(drawn.len(), 50);
    assert!(drawn.values().all(|times| (135..265).contains(times)), "{drawn:?}");
}

#[test]
fn at_least_one_is_drawn_and_never_more_than_there_are() {
    assert_eq!([0, 1, 19, 20, 21, 100].map(|size| sample_size(size, 5)), [0, 1, 1, 1, 2, 5]);
    assert_eq!(sample_size(7, 100), 7);
}
