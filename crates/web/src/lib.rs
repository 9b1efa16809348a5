//! The reading room: a dossier as pages on one's own machine, to read, check and correct. Server-rendered; every page is JSON too, in the
//! words of `report`. Binds to loopback and nothing else, and opens no other socket.
//!
//! A page is a function of the dossier and of what was asked (`pages/`, one file a page). What may ask at all is decided before any of
//! them, in `guard`; how long and how much may be asked, in `server`.

mod server;
mod guard;
mod ask;
mod desk;
mod tables;
mod route;
mod change;
mod upload;
mod layout;
mod shown;
mod export;
mod pages;
mod assets;

use armistice::Model;
use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;

pub use server::{Door, serve};

/// What is served, and to whom.
#[derive(Clone, Debug)]
pub struct Config {
    /// The dossier; where there is none yet, the first page offers to make it.
    pub dossier: PathBuf,
    /// Where to listen: an address of loopback.
    pub address: IpAddr,
    /// On which port; `None`: [`PORT`], or any that is free where that one is taken.
    pub port: Option<u16>,
    /// Who does what is done, for the log.
    pub by: String,
    /// The time, for the log.
    pub clock: fn() -> jiff::Timestamp,
    /// With which tagger new documents are read.
    pub model: Model,
}

/// The port where none is named: always the same, so that what a browser keeps for these pages is still theirs tomorrow.
pub const PORT: u16 = 4747;

/// The address where none is named.
pub const ADDRESS: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

/// Why the pages cannot be served.
#[derive(Debug)]
pub enum Error {
    /// Another address than loopback was asked for.
    NotLoopback(IpAddr),
    /// The port is taken, or may not be used.
    Port(u16, std::io::Error),
    /// The file is there and is no dossier that can be opened.
    Dossier(armistice::dossier::Error),
    /// The system gives no random numbers, threads or sockets.
    System(std::io::Error),
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotLoopback(address) => write!(f, "{address} is no address of this machine's own loopback"),
            Self::Port(port, error) => write!(f, "port {port} cannot be used: {error}"),
            Self::Dossier(error) => error.fmt(f),
            Self::System(error) => write!(f, "the pages cannot be served: {error}"),
        }
    }
}

impl std::error::Error for Error {}

impl Error {
    /// What to do about it.
    pub fn hint(&self) -> String {
        match self {
            Self::NotLoopback(_) => {
                "it serves this machine alone; from another machine, open a tunnel: ssh -L 4747:127.0.0.1:4747 THIS-MACHINE, and use the \
                 link there"
                    .to_owned()
            }
            Self::Port(..) => "name another: --port N; or none, and a free one is taken".to_owned(),
            Self::Dossier(error) => error.hint(),
            Self::System(_) => "try again".to_owned(),
        }
    }
}
