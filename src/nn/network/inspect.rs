//! Looking inside a network: its weights, gradients, and what its layers passed on last.

use ndarray::ArrayView2;

use super::Network;
use crate::{Error, Tape, math};

impl Network {
    /// How many linear layers it has; the last one gives the scores.
    pub fn depth(&self) -> usize {
        self.blocks.len()
    }

    /// The weights of a layer, `[out, in]`; the first layer is 0.
    pub fn weights(&self, layer: usize) -> ArrayView2<'_, f64> {
        self.tape.value(self.blocks[layer].weights)
    }

    /// The bias of a layer, `[1, out]`.
    pub fn bias(&self, layer: usize) -> ArrayView2<'_, f64> {
        self.tape.value(self.blocks[layer].bias)
    }

    /// Replaces the weights `[out, in]` and the bias `[1, out]` of a layer.
    ///
    /// # Errors
    /// [`Error::Shape`] unless the shapes are those of the layer.
    pub fn set_layer(
        &mut self,
        layer: usize,
        weights: ArrayView2<f64>,
        bias: ArrayView2<f64>,
    ) -> Result<(), Error> {
        for (var, new) in [(self.blocks[layer].weights, weights), (self.blocks[layer].bias, bias)] {
            let (left, right) = (self.tape.matrix(var).shape(), crate::Shape::new(new.nrows(), new.ncols()));
            if left != right {
                let advice = "weights are [out, in] and the bias is [1, out]";
                return Err(Error::Shape { operation: "set_layer", left, right, advice });
            }
            self.tape.set(var, new)?;
        }
        Ok(())
    }

    /// The gradient of the last loss with respect to a layer's weights, `[out, in]`.
    pub fn weight_gradient(&self, layer: usize) -> ArrayView2<'_, f64> {
        self.tape.gradient(self.blocks[layer].weights)
    }

    /// The gradient of the last loss with respect to a layer's bias, `[1, out]`.
    pub fn bias_gradient(&self, layer: usize) -> ArrayView2<'_, f64> {
        self.tape.gradient(self.blocks[layer].bias)
    }

    /// ‖∂L/∂W‖ of a layer: the square root of the sum of the squared elements.
    pub fn weight_gradient_norm(&self, layer: usize) -> f64 {
        self.weight_gradient(layer).as_slice().map_or(0.0, math::norm)
    }

    /// A layer's weighted sums last, before any normalization, `[batch, units]`.
    pub fn sums(&self, layer: usize) -> ArrayView2<'_, f64> {
        self.tape.value(self.blocks[layer].sums)
    }

    /// γ and β of a layer's normalization, `[1, units]` each; none where they are not learned.
    pub fn scale_shift(&self, layer: usize) -> Option<[ArrayView2<'_, f64>; 2]> {
        self.blocks[layer].scale_shift.map(|vars| vars.map(|var| self.tape.value(var)))
    }

    /// What went into a layer's activation last, `[batch, units]`; the scores for the last layer.
    pub fn pre_activations(&self, layer: usize) -> ArrayView2<'_, f64> {
        self.tape.value(self.blocks[layer].before)
    }

    /// What came out of a layer's activation last, `[batch, units]`; the scores for the last layer.
    pub fn activations(&self, layer: usize) -> ArrayView2<'_, f64> {
        self.tape.value(self.blocks[layer].after)
    }

    /// The scores computed last, `[batch, outputs]`.
    pub fn scores(&self) -> ArrayView2<'_, f64> {
        self.tape.value(self.scores)
    }

    /// How many numbers are learned.
    pub fn parameter_count(&mut self) -> usize {
        self.tape.parameters_and_gradients().map(|(values, _)| values.len()).sum()
    }

    /// Every vector of parameters with its gradient: weights and bias of the first layer, then of the next.
    pub fn parameters_and_gradients(&mut self) -> impl Iterator<Item = (&mut [f64], &[f64])> {
        self.tape.parameters_and_gradients()
    }

    /// Starts dropout's random stream again from `seed`.
    pub fn reseed(&mut self, seed: u64) {
        self.tape.reseed(seed);
    }

    /// The tape underneath.
    pub fn tape(&self) -> &Tape {
        &self.tape
    }
}
