//! Homes of all kinds: links, read-only, none, newer journals, large ones.

use dltutor::progress::{Journal, Kind, Notice, Saved, Store};

use super::done;

/// A whole line of a version of the program that does not exist yet.
fn line_of_the_future() -> String {
    // The sum is CRC-64/XZ over what follows it; computed here by the plainest loop there is.
    let rest = r#""id":"aa-1","v":2,"n":5,"at":5,"event":{"sung":{"song":"scales"}}}"#;
    let crc = rest.bytes().fold(!0u64, |crc, byte| {
        (0..8).fold(crc ^ u64::from(byte), |crc, _| (crc >> 1) ^ (0xC96C_5795_D787_0F42 * (crc & 1)))
    });
    format!("{{\"sum\":\"{:016x}\",{rest}", !crc)
}

#[test]
fn a_newer_journal_is_read_and_added_to_but_never_rewritten() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.jsonl");
    let before = format!("{}\ndamaged\n", line_of_the_future());
    std::fs::write(&path, &before).unwrap();
    let mut store = Store::open_in(folder.path());
    assert!(matches!(store.notices().as_slice(), [Notice::LeftInPlace { count: 1, .. }]));
    assert_eq!(store.events()[0].kind, Kind::Unknown);
    assert_eq!(store.record(done("relu")), Saved::OnDisk);
    let verdict = store.journal().unwrap().verify().unwrap();
    assert_eq!((verdict.events, verdict.unknown, verdict.damaged, verdict.rewritten), (2, 1, 1, false));
    assert!(std::fs::read_to_string(&path).unwrap().starts_with(&before));
}

#[test]
fn unknown_kinds_travel_with_an_export() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    std::fs::write(one.path().join("journal.jsonl"), line_of_the_future()).unwrap();
    let export = Store::open_in(one.path()).export().unwrap();
    let mut other = Store::open_in(two.path());
    assert_eq!(other.import(&export).unwrap().added, 1);
    assert_eq!(other.export().unwrap(), format!("{}\n", line_of_the_future()).into_bytes());
}

#[test]
fn verify_says_what_it_did_and_then_finds_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open_in(folder.path());
    let _ = store.record(done("relu"));
    let path = folder.path().join("journal.jsonl");
    let line = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, format!("{line}{line}{}{line}", line.replace("relu", "tanh"))).unwrap();
    let first = store.journal().unwrap().verify().unwrap();
    assert_eq!((first.events, first.repeated, first.damaged, first.rewritten), (1, 2, 1, true));
    assert_eq!(std::fs::read_to_string(first.quarantine.unwrap()).unwrap(), line.replace("relu", "tanh"));
    assert!(store.journal().unwrap().verify().unwrap().is_clean());
    assert_eq!(std::fs::read_to_string(&path).unwrap(), line);
    assert_eq!(store.record(done("elu")), Saved::OnDisk, "goes on after its file was replaced");
    assert_eq!(Store::open_in(folder.path()).events().len(), 2);
}

#[cfg(unix)]
#[test]
fn links_are_followed_and_stay_links() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    let (real, home) = (folder.path().join("real.jsonl"), folder.path().join("home"));
    std::fs::create_dir(folder.path().join("elsewhere")).unwrap();
    symlink("elsewhere", &home).unwrap();
    symlink(&real, home.join("journal.jsonl")).unwrap();
    let mut store = Store::open_in(&home);
    assert_eq!(store.record(done("relu")), Saved::OnDisk);
    let mut bytes = std::fs::read(&real).unwrap();
    bytes.extend(b"damaged\n");
    std::fs::write(&real, bytes).unwrap();
    assert!(matches!(Journal::open(&home).unwrap().notices.as_slice(), [Notice::SetAside { count: 1, .. }]));
    assert!(home.join("journal.jsonl").is_symlink());
    assert!(!std::fs::read_to_string(&real).unwrap().contains("damaged"));
}

#[test]
fn a_folder_in_the_journals_place_is_told_and_the_lesson_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("journal.jsonl")).unwrap();
    let mut store = Store::open_in(folder.path());
    assert_eq!(store.record(done("relu")), Saved::InMemory);
    assert!(matches!(store.notices().as_slice(), [Notice::NotSaving { .. }]));
    assert_eq!(store.state().chapters.len(), 1);
}

#[test]
fn a_journal_deleted_under_way_is_begun_anew() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open_in(folder.path());
    let _ = store.record(done("relu"));
    std::fs::remove_file(folder.path().join("journal.jsonl")).unwrap();
    assert_eq!(store.record(done("tanh")), Saved::OnDisk);
    assert_eq!(Store::open_in(folder.path()).events().len(), 1);
}

#[test]
fn a_stopped_process_that_holds_the_lock_stops_no_lesson() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open_in(folder.path());
    let held = std::fs::File::open(folder.path().join("journal.lock")).unwrap();
    held.lock().unwrap();
    assert_eq!(store.record(done("relu")), Saved::InMemory);
    assert!(matches!(store.notices().as_slice(), [Notice::NotSaving { .. }]));
    held.unlock().unwrap();
    assert_eq!(store.record(done("tanh")), Saved::OnDisk);
    assert_eq!(store.notices(), [Notice::SavingAgain]);
    assert_eq!(Store::open_in(folder.path()).events().len(), 2);
}

#[cfg(target_os = "linux")]
#[test]
fn a_device_in_the_journals_place_is_told_and_not_read() {
    use std::os::unix::fs::symlink;
    for device in ["/dev/full", "/dev/zero", "/dev/tty"] {
        let folder = tempfile::tempdir().unwrap();
        symlink(device, folder.path().join("journal.jsonl")).unwrap();
        let mut store = Store::open_in(folder.path());
        assert_eq!(store.record(done("relu")), Saved::InMemory);
        assert!(matches!(store.notices().as_slice(), [Notice::NotSaving { .. }]), "{device}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_nobody_can_write_is_told_once() {
    // Not even root can add a file here.
    let mut store = Store::open_in(std::path::Path::new("/proc/self/fd"));
    assert_eq!(store.record(done("relu")), Saved::InMemory);
    assert_eq!(store.record(done("tanh")), Saved::InMemory);
    assert!(matches!(store.notices().as_slice(), [Notice::NotSaving { .. }]));
    assert_eq!(store.state().chapters["activations"].steps.len(), 2, "the lesson goes on");
}
