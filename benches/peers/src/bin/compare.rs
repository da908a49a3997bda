//! Times all frameworks that were built and prints the tables: `compare FOLDER [train|products|activations|race|growth]…`.

use std::path::PathBuf;
use std::process::ExitCode;

use dltutor_peers::measure::{Bench, Take};
use dltutor_peers::work::{Net, Work};
use dltutor_peers::{plan, report};

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().unwrap_or_else(|| "target".to_owned()));
    let sections: Vec<String> = arguments.collect();
    let asked = |name: &str| sections.is_empty() || sections.iter().any(|section| section == name);
    let mut bench = Bench::start(&folder);
    if !bench.columns().iter().any(|column| column == report::OURS) {
        eprintln!("our own program is not there: build it first, with ./run");
        return ExitCode::FAILURE;
    }
    println!("Load when it began: {}", load());
    let mut same = true;
    if asked("train") {
        same = train(&mut bench);
    }
    if asked("products") {
        products(&mut bench);
    }
    if asked("activations") {
        activations(&mut bench);
    }
    if asked("race") {
        race(&mut bench);
    }
    if asked("growth") {
        let families = plan::families();
        let work: Vec<Work> =
            families.iter().flat_map(|family| &family.points).map(|(_, work)| work.clone()).collect();
        bench.time(&work, 4, 40, Take::Single);
        print!("{}", report::growth(&bench, &families));
    }
    closing(&bench);
    if same { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Training steps; whether all frameworks did the same.
fn train(bench: &mut Bench) -> bool {
    let nets: Vec<(String, Net)> =
        plan::nets().into_iter().map(|(name, net)| (format!("{name}, {}", net.rule), net)).collect();
    let agreements: Vec<_> = nets.iter().map(|(name, net)| (name.clone(), bench.agreement(net))).collect();
    let steps: Vec<_> = nets.iter().map(|(_, net)| Work::Train(net.clone())).collect();
    let parts: Vec<_> = nets.iter().map(|(_, net)| Work::Products(net.clone())).collect();
    bench.time(&[steps, parts].concat(), 8, 50, Take::All);
    let rows: Vec<_> = nets.iter().map(|(name, net)| (name.clone(), Work::Train(net.clone()), 1e3)).collect();
    print!("{}", report::ratios(bench, "Training step, µs (× ours)", &rows));
    print!("{}", report::agreement(&agreements));
    print!("{}", report::shares(bench, &nets));
    agreements
        .iter()
        .all(|(_, agreement)| agreement.disagreeing.is_empty() && agreement.ours[1] < agreement.ours[0])
}

fn products(bench: &mut Bench) {
    let work = plan::products();
    bench.time(&work, 6, 40, Take::All);
    let row = |work: &Work| (work.to_string(), work.clone(), 1e3);
    print!(
        "{}",
        report::ratios(
            bench,
            "Product of two matrices, µs (× ours)",
            &work.iter().map(row).collect::<Vec<_>>()
        )
    );
    print!("{}", report::products(bench, &work));
}

fn activations(bench: &mut Bench) {
    let work = plan::activations();
    bench.time(&work, 6, 40, Take::All);
    let row = |work: &Work| (work.to_string(), work.clone(), plan::ELEMENTS as f64);
    print!(
        "{}",
        report::ratios(
            bench,
            "Activation, ns an element (× ours)",
            &work.iter().map(row).collect::<Vec<_>>()
        )
    );
}

fn race(bench: &mut Bench) {
    let work = ["hand", "autograd"].map(|how| Work::Race(how.to_owned()));
    bench.time(&work, 2, 40, Take::Single);
    print!("{}", report::race(bench, &work));
}

fn closing(bench: &Bench) {
    let slowest = bench.peaks.iter().copied().fold(0.0, f64::max);
    println!("\nLoad when it ended: {}", load());
    println!(
        "Multiply-add peak of one core, 64-bit: {:.1} a ns at best, {:.1} at worst of {} readings.",
        bench.peak(),
        96.0 / slowest,
        bench.peaks.len()
    );
    for column in bench.missing() {
        println!(
            "Missing: {column} (its program could not be built or started, or ended without an answer)."
        );
    }
}

/// The load of the machine over 1, 5 and 15 minutes.
fn load() -> String {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_else(|_| "unknown".to_owned());
    text.split_whitespace().take(3).collect::<Vec<_>>().join(" ")
}
