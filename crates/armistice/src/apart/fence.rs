//! What keeps a child in: limits on memory and time on Unix; on Linux no file (landlock) and no system call but those that a parser
//! needs (seccomp): none that opens, connects or starts anything. What a system does not have is left out; `say` tells.
use std::io::{self, Write};

/// Whether a fence stands, else why it could not be put up.
pub(super) type Fenced = Result<(), String>;

/// Limits the memory.
#[cfg(unix)]
pub(super) fn limits() -> Fenced {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let limit = |resource, most| {
        setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) }).map_err(|error| format!("limits: {error}"))
    };
    limit(Resource::As, super::MOST_MEMORY)?;
    limit(Resource::Core, 0)
}

/// Gives the next file its time of the processor; the program that waits measures by the clock as well.
#[cfg(unix)]
pub(super) fn time() -> io::Result<()> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    use rustix::time::{ClockId, clock_gettime};
    let used = u64::try_from(clock_gettime(ClockId::ProcessCPUTime).tv_sec).unwrap_or(0);
    let maximum = getrlimit(Resource::Cpu).maximum;
    Ok(setrlimit(Resource::Cpu, Rlimit { current: Some(used + super::LONGEST.as_secs() + 1), maximum })?)
}

#[cfg(not(unix))]
pub(super) fn limits() -> Fenced {
    Ok(())
}

#[cfg(not(unix))]
pub(super) fn time() -> io::Result<()> {
    Ok(())
}

/// Closes all files and, where the kernel can, all ports.
#[cfg(target_os = "linux")]
pub(super) fn files() -> Fenced {
    use landlock::{ABI, Access, AccessFs, AccessNet, Ruleset, RulesetAttr, RulesetStatus, Scope};
    let abi = ABI::V6;
    let fence = || {
        Ruleset::default()
            .handle_access(AccessFs::from_all(abi))?
            .handle_access(AccessNet::from_all(abi))?
            .scope(Scope::from_all(abi))?
            .create()?
            .restrict_self()
    };
    // An older kernel closes what it can; the system calls are closed besides.
    match fence() {
        Ok(status) if status.ruleset == RulesetStatus::NotEnforced => Err("landlock: this kernel has none".to_owned()),
        Ok(_) => Ok(()),
        Err(error) => Err(format!("landlock: {error}")),
    }
}

#[cfg(not(target_os = "linux"))]
pub(super) fn files() -> Fenced {
    Ok(())
}

/// Closes all system calls that a parser does not need, for all threads.
#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64", target_arch = "riscv64")))]
pub(super) fn calls() -> Fenced {
    use seccompiler::{BpfProgram, SeccompAction, SeccompFilter, TargetArch, apply_filter_all_threads};
    let fence = || -> Result<(), Box<dyn std::error::Error>> {
        let arch: TargetArch = std::env::consts::ARCH.try_into()?;
        let refuse = SeccompAction::Errno(libc::EPERM.unsigned_abs());
        let filter: BpfProgram = SeccompFilter::new(allowed()?, refuse, SeccompAction::Allow, arch)?.try_into()?;
        apply_filter_all_threads(&filter)?;
        Ok(())
    };
    fence().map_err(|error| format!("seccomp: {error}"))
}

#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64", target_arch = "riscv64")))]
fn allowed() -> Result<std::collections::BTreeMap<i64, Vec<seccompiler::SeccompRule>>, seccompiler::BackendError> {
    use seccompiler::{SeccompCmpArgLen as Length, SeccompCmpOp as Operator, SeccompCondition, SeccompRule};
    let always = [
        libc::SYS_read,
        libc::SYS_readv,
        libc::SYS_write,
        libc::SYS_writev,
        libc::SYS_close,
        libc::SYS_fstat,
        libc::SYS_lseek,
        libc::SYS_munmap,
        libc::SYS_mremap,
        libc::SYS_madvise,
        libc::SYS_brk,
        libc::SYS_futex,
        libc::SYS_sched_yield,
        libc::SYS_clock_gettime,
        libc::SYS_clock_nanosleep,
        libc::SYS_nanosleep,
        libc::SYS_getrandom,
        libc::SYS_rt_sigaction,
        libc::SYS_rt_sigprocmask,
        libc::SYS_rt_sigreturn,
        libc::SYS_sigaltstack,
        libc::SYS_exit,
        libc::SYS_exit_group,
        libc::SYS_getpid,
        libc::SYS_gettid,
        libc::SYS_restart_syscall,
        libc::SYS_rseq,
        libc::SYS_set_robust_list,
        libc::SYS_membarrier,
        libc::SYS_getrusage,
        libc::SYS_ppoll,
    ];
    let mut rules: std::collections::BTreeMap<i64, Vec<SeccompRule>> = always.into_iter().map(|call| (call, Vec::new())).collect();
    let only = |argument, operator, value| SeccompRule::new(vec![SeccompCondition::new(argument, Length::Dword, operator, value)?]);
    // Memory that can be written is never run.
    let runs = u64::from(libc::PROT_EXEC.unsigned_abs());
    rules.insert(libc::SYS_mmap, vec![only(2, Operator::MaskedEq(runs), 0)?]);
    rules.insert(libc::SYS_mprotect, vec![only(2, Operator::MaskedEq(runs), 0)?]);
    // It may end itself, and nobody else.
    rules.insert(libc::SYS_tgkill, vec![only(0, Operator::Eq, u64::from(std::process::id()))?]);
    rules.insert(libc::SYS_prlimit64, vec![only(0, Operator::Eq, 0)?]);
    Ok(rules)
}

#[cfg(not(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64", target_arch = "riscv64"))))]
pub(super) fn calls() -> Fenced {
    Ok(())
}

/// Tries what a parser must not be able to do, and says on standard output how it went: `file refused`, `socket refused`, ...
#[expect(clippy::disallowed_methods, reason = "it is tried whether they are refused")]
pub(super) fn say(fences: &[Fenced]) -> io::Result<()> {
    let word = |open: bool| if open { "open" } else { "refused" };
    let mut out = io::stdout();
    let missing: Vec<&str> = fences.iter().filter_map(|fence| fence.as_ref().err()).map(String::as_str).collect();
    writeln!(out, "fence {}", if missing.is_empty() { "whole".to_owned() } else { missing.join("; ") })?;
    writeln!(out, "file {}", word(std::fs::File::open("/proc/self/exe").is_ok() || std::fs::read_dir("/").is_ok()))?;
    writeln!(
        out,
        "socket {}",
        word(std::net::TcpListener::bind("127.0.0.1:0").is_ok() || std::net::UdpSocket::bind("127.0.0.1:0").is_ok())
    )?;
    writeln!(out, "program {}", word(std::process::Command::new("/proc/self/exe").arg(super::WORD).spawn().is_ok()))?;
    writeln!(out, "thread {}", word(std::thread::Builder::new().spawn(|| ()).is_ok()))?;
    let mut memory: Vec<u8> = Vec::new();
    let most = usize::try_from(super::MOST_MEMORY).unwrap_or(usize::MAX);
    writeln!(out, "memory {}", word(memory.try_reserve_exact(most).is_ok()))
}
