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

/// 2 to the x for x of 0 or less, to about 3 parts in 10^6; below -120 it stays at that of -120 (numbers
/// too small to be normal are slow).
#[inline(always)]
pub(crate) fn power(x: f32) -> f32 {
    let x = if x < -120.0 { -120.0 } else { x };
    let shifted = x + 12_582_912.0;
    let r = x - (shifted - 12_582_912.0);
    // The polynomial of least relative error on -1/2 to 1/2.
    let p = 9.570_102e-3f32;
    let p = p.mul_add(r, 5.591_786_4e-2);
    let p = p.mul_add(r, 2.402_474_5e-1);
    let p = p.mul_add(r, 6.931_218e-1);
    let p = p.mul_add(r, 9.999_993e-1);
    p * f32::from_bits(shifted.to_bits().wrapping_sub(0x4B40_0000).wrapping_add(127) << 23)
}

/// Gaussian error linear unit, x * Phi(x), to 4 parts in 10^5: less than a tenth of what rounding to 8 bits takes off after it. Phi - 1/2 is the
/// odd polynomial of 15th degree that makes the least error of the unit on -4 to 4, and stays past these.
#[inline(always)]
pub(crate) fn gelu(x: f32) -> f32 {
    let z = if x < -4.0 { -4.0 } else { x };
    let z = if z > 4.0 { 4.0 } else { z };
    let q = z * z;
    let p = -1.301_295_1e-9f32;
    let p = p.mul_add(q, 1.041_961e-7);
    let p = p.mul_add(q, -3.657_134_2e-6);
    let p = p.mul_add(q, 7.485_507e-5);
    let p = p.mul_add(q, -1.006_490_6e-3);
    let p = p.mul_add(q, 9.505_399e-3);
    let p = p.mul_add(q, -6.588_784e-2);
    let p = p.mul_add(q, 3.986_734e-1);
    x * p.mul_add(z, 0.5)
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
