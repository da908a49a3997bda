//! Reverse-mode automatic differentiation on a tape.
//!
//! A tape is a Wengert list (Wengert 1964): every operation appends one node, whose inputs stand before it.
//! The list is its own topological order, so the forward pass is one loop from the first node to the last and
//! the backward pass one loop from the last to the first. A [`Var`] is an index into the list.
//!
//! ```
//! use dltutor_nn::Tape;
//! use ndarray::array;
//!
//! let mut tape = Tape::new();
//! let x = tape.parameter(array![[3.0]].view())?;
//! let square = tape.multiply(x, x)?;
//! tape.backward(square)?;
//! assert_eq!(tape.value(square)[[0, 0]], 9.0);
//! assert_eq!(tape.gradient(x)[[0, 0]], 6.0); // d x² / dx = 2x
//!
//! tape.set(x, array![[5.0]].view())?; // the same computation again, without recording it again
//! tape.forward()?;
//! tape.backward(square)?;
//! assert_eq!(tape.gradient(x)[[0, 0]], 10.0);
//! # Ok::<(), dltutor_nn::Error>(())
//! ```

use ndarray::ArrayView2;

use super::error::Error;
use super::matrix::{Matrix, Shape};
use super::op::{Inputs, Mode, Op};

/// A value on a tape: an index, cheap to copy. It means something only to the tape that made it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Var(pub(crate) usize);

/// What computes a node; a leaf (an input or a parameter) has nothing that does.
struct Node {
    op: Option<Box<dyn Op>>,
    inputs: Vec<Var>,
    /// Whether a parameter stands anywhere behind this node.
    needs_gradient: bool,
}

/// A recorded computation: run it forward, then backward, as often as you like.
#[derive(Default)]
pub struct Tape {
    nodes: Vec<Node>,
    values: Vec<Matrix>,
    gradients: Vec<Matrix>,
    /// Which gradients the running backward pass has written to.
    reached: Vec<bool>,
    /// A second contribution to one gradient is computed here, then added.
    scratch: Matrix,
    shapes: Vec<Shape>,
    mode: Mode,
}

impl Tape {
    /// An empty tape.
    pub fn new() -> Self {
        Self::default()
    }

    /// A leaf that is given: data, targets. No gradient is computed for it.
    ///
    /// # Errors
    /// [`Error::TooLarge`] above 2 GiB.
    pub fn input(&mut self, value: ArrayView2<f64>) -> Result<Var, Error> {
        self.leaf(value, false)
    }

    /// A leaf that is learned: [`backward`](Self::backward) computes the gradient with respect to it.
    ///
    /// # Errors
    /// [`Error::TooLarge`] above 2 GiB.
    pub fn parameter(&mut self, value: ArrayView2<f64>) -> Result<Var, Error> {
        self.leaf(value, true)
    }

    fn leaf(&mut self, value: ArrayView2<f64>, needs_gradient: bool) -> Result<Var, Error> {
        Shape::new(value.nrows(), value.ncols()).checked("input")?;
        let node = Node { op: None, inputs: Vec::new(), needs_gradient };
        Ok(self.push(node, Matrix::copied(value)))
    }

    fn push(&mut self, node: Node, value: Matrix) -> Var {
        self.nodes.push(node);
        self.values.push(value);
        self.gradients.push(Matrix::default());
        self.reached.push(false);
        Var(self.nodes.len() - 1)
    }

    /// Appends an operation on earlier values and computes it at once.
    ///
    /// # Errors
    /// What the operation has to say about the shapes or numbers of its inputs.
    pub fn record(&mut self, op: impl Op + 'static, inputs: &[Var]) -> Result<Var, Error> {
        let needs_gradient = inputs.iter().any(|input| self.nodes[input.0].needs_gradient);
        let node = Node { op: Some(Box::new(op)), inputs: inputs.to_vec(), needs_gradient };
        let var = self.push(node, Matrix::default());
        if let Err(error) = self.compute(var.0) {
            self.truncate(var.0);
            return Err(error);
        }
        Ok(var)
    }

    fn truncate(&mut self, length: usize) {
        self.nodes.truncate(length);
        self.values.truncate(length);
        self.gradients.truncate(length);
        self.reached.truncate(length);
    }

    /// Puts another value into a leaf; it may have another number of rows.
    ///
    /// # Errors
    /// [`Error::Structure`] if `var` is computed by an operation.
    pub fn set(&mut self, var: Var, value: ArrayView2<f64>) -> Result<(), Error> {
        Shape::new(value.nrows(), value.ncols()).checked("input")?;
        self.leaf_mut(var)?.assign(value);
        Ok(())
    }

    /// The storage of a leaf, to be refilled in place.
    ///
    /// # Errors
    /// [`Error::Structure`] if `var` is computed by an operation.
    pub fn leaf_mut(&mut self, var: Var) -> Result<&mut Matrix, Error> {
        let advice = "only an input or a parameter can be set; the value of an operation is computed";
        let computed = self.nodes[var.0].op.is_some();
        if computed {
            Err(Error::Structure { operation: "set", advice })
        } else {
            Ok(&mut self.values[var.0])
        }
    }

    /// Whether the tape runs to learn or to predict.
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// Chooses whether the tape runs to learn or to predict.
    pub fn set_mode(&mut self, mode: Mode) {
        self.mode = mode;
    }

    /// Starts the random operations' streams again from `seed`.
    pub fn reseed(&mut self, seed: u64) {
        for (index, node) in self.nodes.iter_mut().enumerate() {
            node.op.iter_mut().for_each(|op| op.reseed(seed.wrapping_add(index as u64)));
        }
    }

    /// Computes every value again from the leaves; shapes may have changed with them.
    ///
    /// # Errors
    /// What an operation has to say about the shapes or numbers of its inputs.
    pub fn forward(&mut self) -> Result<(), Error> {
        (0..self.nodes.len()).try_for_each(|index| self.compute(index))
    }

    /// Computes the values up to and including `last`, and none that were recorded later.
    ///
    /// # Errors
    /// What an operation has to say about the shapes or numbers of its inputs.
    pub fn forward_to(&mut self, last: Var) -> Result<(), Error> {
        (0..=last.0).try_for_each(|index| self.compute(index))
    }

    fn compute(&mut self, index: usize) -> Result<(), Error> {
        let Self { nodes, values, shapes, mode, .. } = self;
        let Node { op: Some(op), inputs, .. } = &mut nodes[index] else { return Ok(()) };
        let (values, rest) = values.split_at_mut(index);
        shapes.clear();
        shapes.extend(inputs.iter().map(|input| values[input.0].shape()));
        let out = &mut rest[0];
        out.reshape(op.shape(shapes)?.checked(op.name())?);
        op.value(&Inputs { values, vars: inputs, mode: *mode }, out)
    }

    /// Computes the gradient of `loss` with respect to everything behind it.
    ///
    /// # Errors
    /// [`Error::Shape`] if `loss` is not a single number.
    pub fn backward(&mut self, loss: Var) -> Result<(), Error> {
        let shape = self.values[loss.0].shape();
        if shape != Shape::SCALAR {
            let advice = "the gradient is that of one number; take the sum or the mean first";
            return Err(Error::Shape { operation: "backward", left: shape, right: Shape::SCALAR, advice });
        }
        self.reached.fill(false);
        self.reached[loss.0] = true;
        self.gradients[loss.0].reshape(shape);
        self.gradients[loss.0].data_mut()[0] = 1.0;
        for index in (0..=loss.0).rev() {
            if self.reached[index] {
                self.send_back(index);
            }
        }
        self.clear_unreached();
        Ok(())
    }

    /// Hands the gradient at node `index` on to each of its inputs.
    fn send_back(&mut self, index: usize) {
        let Self { nodes, values, gradients, reached, scratch, mode, .. } = self;
        let (before, node) = nodes.split_at_mut(index);
        let Node { op: Some(op), inputs, .. } = &mut node[0] else { return };
        let (earlier, upstream) = gradients.split_at_mut(index);
        let view = Inputs { values, vars: inputs, mode: *mode };
        for (wrt, &Var(input)) in inputs.iter().enumerate() {
            if !before[input].needs_gradient {
                continue;
            }
            let target = if reached[input] { &mut *scratch } else { &mut earlier[input] };
            target.reshape(values[input].shape());
            op.derivative(wrt, &view, &values[index], &upstream[0], target);
            if std::mem::replace(&mut reached[input], true) {
                let sum = earlier[input].data_mut().iter_mut();
                sum.zip(scratch.data()).for_each(|(sum, more)| *sum += more);
            }
        }
    }

    /// A parameter that the loss does not depend on has the gradient 0.
    fn clear_unreached(&mut self) {
        for (index, node) in self.nodes.iter().enumerate() {
            if node.needs_gradient && !self.reached[index] {
                self.gradients[index].reshape(self.values[index].shape());
                self.gradients[index].data_mut().fill(0.0);
            }
        }
    }

    /// What the operation behind `var` carries from one run to the next: running averages, for instance.
    pub fn state(&self, var: Var) -> &[Matrix] {
        self.nodes[var.0].op.as_ref().map_or(&[], |op| op.state())
    }

    /// The value of `var`, as computed last: `[rows, columns]`.
    pub fn value(&self, var: Var) -> ArrayView2<'_, f64> {
        self.values[var.0].view()
    }

    /// The value of a `var` that is a single number.
    pub fn scalar(&self, var: Var) -> f64 {
        self.values[var.0].scalar()
    }

    /// The gradient with respect to `var` after [`backward`](Self::backward), in the shape of its value.
    pub fn gradient(&self, var: Var) -> ArrayView2<'_, f64> {
        self.gradients[var.0].view()
    }

    /// Every parameter with its gradient, in the order they were recorded.
    pub fn parameters_and_gradients(&mut self) -> impl Iterator<Item = (&mut [f64], &[f64])> {
        let leaves = self.nodes.iter().map(|node| node.op.is_none() && node.needs_gradient);
        let storage = self.values.iter_mut().zip(&self.gradients);
        let parameters = storage.zip(leaves).filter(|(_, learned)| *learned);
        parameters.map(|((value, gradient), _)| (value.data_mut(), gradient.data()))
    }

    /// The value of a parameter and, to be changed, its gradient.
    pub(crate) fn gradient_mut(&mut self, var: Var) -> (&[f64], &mut [f64]) {
        (self.values[var.0].data(), self.gradients[var.0].data_mut())
    }

    /// The matrix behind `var`.
    pub(crate) fn matrix(&self, var: Var) -> &Matrix {
        &self.values[var.0]
    }
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;

    #[test]
    fn a_value_used_twice_collects_both_gradients() {
        let mut tape = Tape::new();
        let x = tape.parameter(array![[2.0, -3.0]].view()).unwrap();
        let square = tape.multiply(x, x).unwrap();
        let both = tape.add(square, x).unwrap();
        let loss = tape.sum(both).unwrap();
        tape.backward(loss).unwrap();
        assert_eq!(tape.gradient(x), array![[5.0, -5.0]]);
        tape.backward(loss).unwrap();
        assert_eq!(tape.gradient(x), array![[5.0, -5.0]], "a second pass starts afresh");
    }

    #[test]
    fn a_parameter_behind_nothing_has_gradient_zero() {
        let mut tape = Tape::new();
        let x = tape.parameter(array![[2.0]].view()).unwrap();
        let idle = tape.parameter(array![[1.0, 1.0]].view()).unwrap();
        tape.backward(x).unwrap();
        assert_eq!(tape.gradient(idle), array![[0.0, 0.0]]);
    }

    #[test]
    fn a_failed_record_leaves_the_tape_as_it_was() {
        let mut tape = Tape::new();
        let x = tape.parameter(array![[2.0, 1.0]].view()).unwrap();
        let y = tape.input(array![[2.0]].view()).unwrap();
        let message = tape.multiply(x, y).unwrap_err().to_string();
        assert_eq!(message, "multiply: [1, 2] does not go with [1, 1]; both must have the same shape");
        let sum = tape.sum(x).unwrap();
        assert_eq!(tape.scalar(sum), 3.0);
    }

    #[test]
    fn misuse_is_an_error() {
        let mut tape = Tape::new();
        let x = tape.parameter(array![[2.0, 1.0]].view()).unwrap();
        let sum = tape.sum(x).unwrap();
        assert!(tape.backward(x).unwrap_err().to_string().contains("take the sum or the mean first"));
        assert!(tape.set(sum, array![[1.0]].view()).is_err());
    }
}
