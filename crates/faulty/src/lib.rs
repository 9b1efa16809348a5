//! A file system for SQLite (a VFS) that is the system's own until a test arms it: then the n-th operation of a kind fails on this thread,
//! as on a full or broken disk. Development only: nothing of the product imports it.
#![expect(unsafe_code, reason = "SQLite's file systems are tables of C functions")]

use rusqlite::ffi;
use std::cell::Cell;
use std::ffi::{CStr, c_char, c_int, c_void};
use std::sync::OnceLock;

/// The name under which connections ask for it, once [`register`] has run.
pub const NAME: &str = "faulty";

/// What can be made to fail.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Operation {
    /// Opening a file.
    Open,
    /// Writing to one.
    Write,
    /// Having it on the disk.
    Sync,
    /// Cutting it off.
    Truncate,
    /// Mapping the memory that connections share.
    Share,
}

/// How it fails.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// No space is left.
    Full,
    /// The disk does not answer.
    Io,
    /// It may not be written to.
    ReadOnly,
}

/// The n-th operation of a kind, from 0, fails; and with `forever` all after it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Fault {
    /// What fails.
    pub operation: Operation,
    /// Which one of these, from 0.
    pub at: u32,
    /// How.
    pub kind: Kind,
    /// Whether all after it fail too.
    pub forever: bool,
}

thread_local! {
    static ARMED: Cell<Option<Fault>> = const { Cell::new(None) };
    static SEEN: Cell<[u32; 5]> = const { Cell::new([0; 5]) };
    static FAILED: Cell<u32> = const { Cell::new(0) };
}

/// Sets what is to fail on this thread, and counts anew.
pub fn arm(fault: Option<Fault>) {
    ARMED.set(fault);
    SEEN.set([0; 5]);
    FAILED.set(0);
}

/// How many operations of a kind there were on this thread since [`arm`].
pub fn seen(operation: Operation) -> u32 {
    SEEN.get()[operation as usize]
}

/// How many of them were made to fail.
pub fn failed() -> u32 {
    FAILED.get()
}

/// The code with which an operation fails, or `None` where it is to be done.
fn fails(operation: Operation) -> Option<c_int> {
    let mut seen = SEEN.get();
    let number = seen[operation as usize];
    seen[operation as usize] += 1;
    SEEN.set(seen);
    let fault = ARMED.get()?;
    if fault.operation != operation || number < fault.at || (number > fault.at && !fault.forever) {
        return None;
    }
    FAILED.set(FAILED.get() + 1);
    Some(match (fault.kind, operation) {
        (Kind::Full, Operation::Open) => ffi::SQLITE_CANTOPEN,
        (Kind::Full, _) => ffi::SQLITE_FULL,
        (Kind::ReadOnly, Operation::Open) => ffi::SQLITE_CANTOPEN,
        // Plain READONLY would say that the memory is mapped all the same.
        (Kind::ReadOnly, Operation::Share) => ffi::SQLITE_READONLY_CANTINIT,
        (Kind::ReadOnly, _) => ffi::SQLITE_READONLY,
        (Kind::Io, Operation::Open) => ffi::SQLITE_CANTOPEN,
        (Kind::Io, Operation::Write) => ffi::SQLITE_IOERR_WRITE,
        (Kind::Io, Operation::Sync) => ffi::SQLITE_IOERR_FSYNC,
        (Kind::Io, Operation::Truncate) => ffi::SQLITE_IOERR_TRUNCATE,
        (Kind::Io, Operation::Share) => ffi::SQLITE_IOERR_SHMMAP,
    })
}

/// A table of the system's functions with some of ours in it, and the one that it was made from.
#[repr(C)]
struct Methods {
    ours: ffi::sqlite3_io_methods,
    theirs: *const ffi::sqlite3_io_methods,
}

/// Makes it known to SQLite; gives its name.
pub fn register() -> &'static str {
    static DONE: OnceLock<()> = OnceLock::new();
    DONE.get_or_init(|| {
        // SAFETY: a copy of the default VFS is valid wherever that is; it is leaked, so it outlives every connection.
        unsafe {
            let default = ffi::sqlite3_vfs_find(std::ptr::null());
            assert!(!default.is_null(), "SQLite has a file system");
            let mut ours = *default;
            ours.zName = c"faulty".as_ptr();
            ours.pNext = std::ptr::null_mut();
            ours.xOpen = Some(open);
            let code = ffi::sqlite3_vfs_register(Box::leak(Box::new(ours)), 0);
            assert_eq!(code, ffi::SQLITE_OK, "SQLite takes another file system");
        }
    });
    NAME
}

unsafe extern "C" fn open(
    _vfs: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    file: *mut ffi::sqlite3_file,
    flags: c_int,
    out: *mut c_int,
) -> c_int {
    // SAFETY: SQLite gives a file of the size that the VFS asks for, and the default one opens it as its own.
    unsafe {
        if let Some(code) = fails(Operation::Open) {
            // A file that could not be opened must not be closed.
            (*file).pMethods = std::ptr::null();
            return code;
        }
        let default = ffi::sqlite3_vfs_find(std::ptr::null());
        let Some(theirs) = (*default).xOpen else { return ffi::SQLITE_CANTOPEN };
        let code = theirs(default, name, file, flags, out);
        if code == ffi::SQLITE_OK && !(*file).pMethods.is_null() {
            let mut ours = *(*file).pMethods;
            ours.xWrite = Some(write);
            ours.xSync = Some(sync);
            ours.xTruncate = Some(truncate);
            if ours.xShmMap.is_some() {
                ours.xShmMap = Some(share);
            }
            // A few hundred bytes for each opening of a file, in tests.
            let methods: *const Methods = Box::leak(Box::new(Methods { ours, theirs: (*file).pMethods }));
            (*file).pMethods = methods.cast();
        }
        code
    }
}

/// The system's own functions for a file.
unsafe fn theirs(file: *mut ffi::sqlite3_file) -> ffi::sqlite3_io_methods {
    // SAFETY: `open` put a `Methods` there, whose first field is the table that SQLite sees.
    unsafe { *(*(*file).pMethods.cast::<Methods>()).theirs }
}

unsafe extern "C" fn write(file: *mut ffi::sqlite3_file, bytes: *const c_void, length: c_int, at: i64) -> c_int {
    // SAFETY: as SQLite calls it.
    unsafe {
        match (fails(Operation::Write), theirs(file).xWrite) {
            (Some(code), Some(write)) => {
                // A full disk takes a part of it first.
                write(file, bytes, length / 2, at);
                code
            }
            (Some(code), None) => code,
            (None, Some(write)) => write(file, bytes, length, at),
            (None, None) => ffi::SQLITE_IOERR_WRITE,
        }
    }
}

unsafe extern "C" fn sync(file: *mut ffi::sqlite3_file, flags: c_int) -> c_int {
    // SAFETY: as SQLite calls it.
    unsafe { fails(Operation::Sync).unwrap_or_else(|| theirs(file).xSync.map_or(ffi::SQLITE_IOERR_FSYNC, |sync| sync(file, flags))) }
}

unsafe extern "C" fn truncate(file: *mut ffi::sqlite3_file, length: i64) -> c_int {
    // SAFETY: as SQLite calls it.
    unsafe {
        fails(Operation::Truncate)
            .unwrap_or_else(|| theirs(file).xTruncate.map_or(ffi::SQLITE_IOERR_TRUNCATE, |truncate| truncate(file, length)))
    }
}

unsafe extern "C" fn share(file: *mut ffi::sqlite3_file, region: c_int, size: c_int, extend: c_int, out: *mut *mut c_void) -> c_int {
    // SAFETY: as SQLite calls it.
    unsafe {
        if let Some(code) = fails(Operation::Share) {
            *out = std::ptr::null_mut();
            return code;
        }
        theirs(file).xShmMap.map_or(ffi::SQLITE_IOERR_SHMMAP, |share| share(file, region, size, extend, out.cast()))
    }
}

/// The version of SQLite that is built in.
pub fn sqlite() -> &'static str {
    // SAFETY: a constant string of the library.
    unsafe { CStr::from_ptr(ffi::sqlite3_libversion()) }.to_str().unwrap_or_default()
}
