//! How fast cost grows.

/// The slope of ln y over ln x by least squares: the power of x that y grows with.
pub fn log_log(points: &[(f64, f64)]) -> f64 {
    let logs: Vec<(f64, f64)> = points.iter().map(|(x, y)| (x.ln(), y.ln())).collect();
    let count = logs.len() as f64;
    let (x_mean, y_mean) = logs.iter().fold((0.0, 0.0), |(a, b), (x, y)| (a + x / count, b + y / count));
    let (covariance, variance) = logs.iter().fold((0.0, 0.0), |(covariance, variance), (x, y)| {
        (covariance + (x - x_mean) * (y - y_mean), variance + (x - x_mean) * (x - x_mean))
    });
    covariance / variance
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_power_law_gives_its_power() {
        let points: Vec<(f64, f64)> = (1..6).map(f64::from).map(|x| (x, 3.0 * x * x)).collect();
        assert!((log_log(&points) - 2.0).abs() < 1e-12);
    }
}
