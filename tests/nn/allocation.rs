//! After the first step a training step allocates nothing: a counting allocator proves it.
//!
//! The allocator hands every request on to the system's, and counts those of the current thread.
#![allow(unsafe_code)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use dltutor::nn::random::Generator;
use dltutor::nn::train::Batches;
use dltutor::nn::{Design, Network, Normalization, Updater, optim};
use ndarray::Array2;

thread_local! {
    static COUNT: Cell<usize> = const { Cell::new(0) };
}

struct Counting;

// SAFETY: every call is the system allocator's own, with the arguments unchanged; the counter is a thread-local
// without a destructor, which itself never allocates.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        COUNT.with(|count| count.set(count.get() + 1));
        // SAFETY: the caller keeps the contract of `alloc`, which is the same.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the pointer came from `System.alloc` with this layout.
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        COUNT.with(|count| count.set(count.get() + 1));
        // SAFETY: the pointer came from `System.alloc` with this layout.
        unsafe { System.realloc(pointer, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// How many times `work` allocates on this thread.
fn allocations(work: impl FnOnce()) -> usize {
    let before = COUNT.with(Cell::get);
    work();
    COUNT.with(Cell::get) - before
}

/// Trains two epochs with a smaller last batch; returns the allocations of the second.
fn second_epoch(design: &Design, optimizer: &str) -> usize {
    let mut network = Network::new(design, 1).unwrap();
    let mut updater = Updater::named(optimizer).unwrap();
    let mut generator = Generator::seeded(2);
    let x = Array2::from_shape_simple_fn((50, design.sizes[0]), || generator.normal());
    let labels: Vec<usize> = (0..50).map(|i| i % 3).collect();
    let mut batches = Batches::new(50, 16, 3).unwrap();
    let mut epoch = || {
        for rows in batches.epoch() {
            network.train_rows(x.view(), &labels, rows, &mut updater).unwrap();
        }
    };
    epoch();
    allocations(epoch)
}

#[test]
fn the_counter_counts() {
    assert_eq!(allocations(|| drop(std::hint::black_box(vec![1, 2, 3]))), 1);
}

#[test]
fn no_step_after_the_first_allocates() {
    for optimizer in optim::names() {
        assert_eq!(second_epoch(&Design::new(&[6, 20, 9, 3], "relu").unwrap(), optimizer), 0, "{optimizer}");
    }
    for activation in dltutor::nn::activation::names().into_iter().chain(["maxout"]) {
        let mut design = Design::new(&[6, 20, 9, 3], activation).unwrap();
        design.dropout = 0.2;
        design.normalization = Normalization::Batch;
        assert_eq!(second_epoch(&design, "adam"), 0, "{activation}");
        design.normalization = Normalization::BatchThenDrift;
        assert_eq!(second_epoch(&design, "sgd"), 0, "{activation}");
    }
}
