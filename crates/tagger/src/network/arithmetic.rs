//! Exponential, logarithm, GELU, softmax and layer norm out of additions, multiplications and divisions alone, so that they
//! give the same bits on every machine (a C library's `exp` does not).

/// e to the x, to about 2 parts in 10^7; x is held to -87 to 88.
#[inline(always)]
pub(crate) fn exp(x: f32) -> f32 {
    let x = if x < -87.0 { -87.0 } else { x };
    let x = if x > 88.0 { 88.0 } else { x };
    let shifted = x * std::f32::consts::LOG2_E + 12_582_912.0;
    let n = shifted - 12_582_912.0;
    // ln 2 in two parts, so that n times the first is exact.
    let r = x - n * 0.693_359_4 - n * -2.121_944_4e-4;
    let p = 1.987_569_1e-4;
    let p = p * r + 1.398_199_9e-3;
    let p = p * r + 8.333_452e-3;
    let p = p * r + 4.166_579_6e-2;
    let p = p * r + 1.666_666_5e-1;
    let p = p * r + 0.5;
    let p = p * r * r + r + 1.0;
    let power = shifted.to_bits().wrapping_sub(0x4B40_0000).wrapping_add(127) << 23;
    p * f32::from_bits(power)
}

/// The natural logarithm of a positive, normal number, to about 1 part in 10^6; of others, that of the smallest such.
#[inline(always)]
pub(crate) fn ln(x: f32) -> f32 {
    let x = if x < f32::MIN_POSITIVE { f32::MIN_POSITIVE } else { x };
    let bits = x.to_bits();
    let mut exponent = ((bits >> 23) as i32 - 127) as f32;
    let mut m = f32::from_bits((bits & 0x007F_FFFF) | 0x3F80_0000);
    if m > std::f32::consts::SQRT_2 {
        m *= 0.5;
        exponent += 1.0;
    }
    // ln m = 2 artanh s, by its series.
    let s = (m - 1.0) / (m + 1.0);
    let q = s * s;
    let series = 1.0 + q * (1.0 / 3.0 + q * (1.0 / 5.0 + q * (1.0 / 7.0 + q * (1.0 / 9.0))));
    exponent * std::f32::consts::LN_2 + 2.0 * s * series
}

/// 1 / (1 + e^-x).
pub(crate) fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

/// Gaussian error linear unit, x * Phi(x); the error function after Abramowitz and Stegun 7.1.26 (within 1.5e-7).
#[inline(always)]
pub(crate) fn gelu(x: f32) -> f32 {
    let z = x.abs() * std::f32::consts::FRAC_1_SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * z);
    let p = 1.061_405_4;
    let p = p * t - 1.453_152;
    let p = p * t + 1.421_413_8;
    let p = p * t - 0.284_496_74;
    let p = p * t + 0.254_829_6;
    let tail = p * t * exp(-z * z);
    let erf = 1.0 - tail;
    let erf = if x < 0.0 { -erf } else { erf };
    0.5 * x * (1.0 + erf)
}

/// The sum in sixteen lanes, which are then added in pairs.
#[inline(always)]
pub(crate) fn sum(values: impl Fn(usize) -> f32, n: usize) -> f32 {
    let mut lanes = [0.0f32; 16];
    let whole = n / 16 * 16;
    let mut i = 0;
    while i < whole {
        for (k, lane) in lanes.iter_mut().enumerate() {
            *lane += values(i + k);
        }
        i += 16;
    }
    for (k, lane) in lanes.iter_mut().enumerate().take(n - whole) {
        *lane += values(whole + k);
    }
    let mut width = 8;
    while width > 0 {
        for k in 0..width {
            lanes[k] += lanes[k + width];
        }
        width /= 2;
    }
    lanes[0]
}

/// Each row to mean 0 and variance 1, then scaled and shifted.
#[inline(always)]
pub(crate) fn layer_norm(rows: &mut [f32], scale: &[f32], shift: &[f32]) {
    let n = scale.len();
    let shift = &shift[..n];
    for row in rows.chunks_exact_mut(n) {
        let mean = sum(|i| row[i], n) / n as f32;
        let variance = sum(
            |i| {
                let d = row[i] - mean;
                d * d
            },
            n,
        ) / n as f32;
        let by = 1.0 / (variance + 1e-12).sqrt();
        for i in 0..n {
            row[i] = (row[i] - mean) * by * scale[i] + shift[i];
        }
    }
}
