//! What the processor can do, found out once; and a way to run plain code compiled for it.

#[cfg(target_arch = "x86_64")]
use archmage::SimdToken;
use pulp::{Simd, WithSimd};

/// The widest vectors this processor has. All give the same results; they differ in speed only.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Isa {
    /// 512 bits; the second, where there is one, multiplies pairs and adds in one step, the third does so with fours of 8 bits.
    #[cfg(target_arch = "x86_64")]
    Avx512(pulp::x86::V4, Option<Vnni>, Option<archmage::X64V4xToken>),
    /// 256 bits.
    #[cfg(target_arch = "x86_64")]
    Avx2(pulp::x86::V3),
    /// What the compiler assumes of every processor of the kind.
    Plain,
}

impl Isa {
    /// The best of this processor.
    pub(crate) fn detect() -> Self {
        #[cfg(target_arch = "x86_64")]
        {
            if let Some(simd) = pulp::x86::V4::try_new() {
                return Isa::Avx512(simd, Vnni::try_new(), archmage::X64V4xToken::summon());
            }
            if let Some(simd) = pulp::x86::V3::try_new() {
                return Isa::Avx2(simd);
            }
        }
        Isa::Plain
    }

    /// Every one that this processor can run, for tests that compare them.
    #[cfg(test)]
    pub(crate) fn all() -> Vec<Self> {
        let mut all = vec![Isa::Plain];
        #[cfg(target_arch = "x86_64")]
        {
            all.extend(pulp::x86::V3::try_new().map(Isa::Avx2));
            if let Some(simd) = pulp::x86::V4::try_new() {
                all.push(Isa::Avx512(simd, None, None));
                all.extend(Vnni::try_new().map(|vnni| Isa::Avx512(simd, Some(vnni), None)));
                all.extend(archmage::X64V4xToken::summon().map(|fours| Isa::Avx512(simd, Vnni::try_new(), Some(fours))));
            }
        }
        all
    }

    /// Whether it has products of fours of 8-bit numbers for rows of so many.
    pub(crate) fn has_fours(self, inputs: usize) -> bool {
        match self {
            #[cfg(target_arch = "x86_64")]
            Isa::Avx512(_, _, Some(_)) => inputs == super::encoder::HIDDEN || inputs == super::encoder::INNER,
            _ => false,
        }
    }

    /// Runs `job` compiled for this processor: its loops become vector loops.
    #[inline]
    pub(crate) fn run<J: Job>(self, job: J) {
        struct Run<J>(J);
        impl<J: Job> WithSimd for Run<J> {
            type Output = ();
            #[inline(always)]
            fn with_simd<S: Simd>(self, _: S) {
                self.0.run();
            }
        }
        match self {
            #[cfg(target_arch = "x86_64")]
            Isa::Avx512(simd, ..) => Simd::vectorize(simd, Run(job)),
            #[cfg(target_arch = "x86_64")]
            Isa::Avx2(simd) => Simd::vectorize(simd, Run(job)),
            Isa::Plain => job.run(),
        }
    }
}

#[cfg(target_arch = "x86_64")]
pulp::simd_type! {
    /// 512 bits with products of 16-bit pairs that are added at once: the compiler makes one instruction of two.
    pub(crate) struct Vnni {
        pub avx512f: "avx512f",
        pub avx512bw: "avx512bw",
        pub avx512vl: "avx512vl",
        pub avx512dq: "avx512dq",
        pub avx512cd: "avx512cd",
        pub avx512vnni: "avx512vnni",
    }
}

/// A piece of work for `Isa::run`; `run` and what it calls must be `#[inline(always)]` to be compiled with it.
pub(crate) trait Job {
    fn run(self);
}
