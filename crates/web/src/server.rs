//! The one socket: how many may connect, how long each may take, how much each may send. Knows no page.

use crate::ask::{Ask, Fields, Reply};
use crate::desk::Desk;
use crate::guard::{self, Head, Refusal};
use crate::{Config, Error, PORT, route};
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::{Body as _, Bytes, Incoming};
use hyper::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::Semaphore;
use tokio::task::AbortHandle;
use tokio::time::{Sleep, sleep, timeout};

/// So many connections are open at once; a further one takes the place of the oldest that is not being answered.
const CONNECTIONS: usize = 400;
/// So many requests are answered at once.
const ANSWERED: usize = 8;
/// So many files are taken in at once, since each is in memory meanwhile.
const UPLOADS: usize = 2;
/// The longest head of a request, in bytes.
const HEAD: usize = 32 << 10;
/// The longest form, in bytes.
const FORM: usize = 256 << 10;
/// The longest file, in bytes.
pub(crate) const FILE: usize = 100 << 20;
/// How long a head, and a form, may take.
const SOON: Duration = Duration::from_secs(15);
/// How long a file may take.
const LATER: Duration = Duration::from_secs(600);
/// How long nothing may come in or go out.
const STILL: Duration = Duration::from_secs(30);

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; \
                      base-uri 'none'; frame-ancestors 'none'";

/// The door of a running server: it gives the links by which a browser is let in.
#[derive(Clone)]
pub struct Door {
    address: SocketAddr,
    /// Links that were given and not used yet.
    tokens: Arc<Mutex<Vec<String>>>,
}

impl Door {
    /// A new link; it works once.
    pub fn link(&self) -> io::Result<String> {
        let token = guard::secret()?;
        let link = format!("http://{}/?token={token}", self.address);
        let mut tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        // Whoever asks for links all day long keeps only the newest ones.
        if tokens.len() >= 8 {
            tokens.remove(0);
        }
        tokens.push(token);
        Ok(link)
    }

    /// The address, without which nobody is let in.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    fn opens(&self, token: &str) -> bool {
        let mut tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        let found = tokens.iter().position(|it| guard::same(it, token));
        found.map(|at| tokens.remove(at)).is_some()
    }
}

struct State {
    desk: Desk,
    door: Door,
    /// The cookie of this run.
    session: String,
    uploads: Semaphore,
    answered: Semaphore,
}

/// Serves the dossier until the process ends. `ready` is called once, when the door is open.
pub fn serve(config: Config, ready: impl FnOnce(Door)) -> Result<(), Error> {
    if !config.address.is_loopback() || !matches!(config.address.to_string().as_str(), "127.0.0.1" | "::1") {
        return Err(Error::NotLoopback(config.address));
    }
    let desk = Desk::new(config);
    if desk.is_there() {
        // What is no dossier is said at once, and not by a page.
        armistice::dossier::Dossier::open(&desk.config.dossier, armistice::dossier::Mode::Read).map_err(Error::Dossier)?;
    }
    let listener = bind(&desk.config)?;
    let address = listener.local_addr().map_err(Error::System)?;
    listener.set_nonblocking(true).map_err(Error::System)?;
    let door = Door { address, tokens: Arc::default() };
    let session = guard::secret().map_err(Error::System)?;
    let state = Arc::new(State { desk, door: door.clone(), session, uploads: Semaphore::new(UPLOADS), answered: Semaphore::new(ANSWERED) });
    let begun = Arc::clone(&state);
    std::thread::spawn(move || begun.desk.begin());
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .max_blocking_threads(ANSWERED + UPLOADS)
        .enable_all()
        .build()
        .map_err(Error::System)?;
    runtime.block_on(async move {
        let listener = tokio::net::TcpListener::from_std(listener).map_err(Error::System)?;
        ready(door);
        accept(listener, state).await;
        Ok(())
    })
}

fn bind(config: &Config) -> Result<TcpListener, Error> {
    let at = |port| TcpListener::bind(SocketAddr::new(config.address, port));
    match config.port {
        Some(port) => at(port).map_err(|error| Error::Port(port, error)),
        None => at(PORT).or_else(|_| at(0)).map_err(Error::System),
    }
}

type Open = Arc<Mutex<BTreeMap<u64, (AbortHandle, Arc<AtomicBool>)>>>;

async fn accept(listener: tokio::net::TcpListener, state: Arc<State>) {
    let open: Open = Arc::default();
    for number in 0_u64.. {
        let stream = match listener.accept().await {
            Ok((stream, _)) => stream,
            // No more files may be open, or whoever called is gone again.
            Err(_) => {
                sleep(Duration::from_millis(20)).await;
                continue;
            }
        };
        let busy = Arc::new(AtomicBool::new(false));
        let mut list = open.lock().unwrap_or_else(PoisonError::into_inner);
        if list.len() >= CONNECTIONS
            && let Some(oldest) = list.iter().find(|(_, (_, busy))| !busy.load(Ordering::SeqCst)).map(|(number, _)| *number)
            && let Some((connection, _)) = list.remove(&oldest)
        {
            connection.abort();
        }
        let (state, theirs, done) = (Arc::clone(&state), Arc::clone(&busy), Arc::clone(&open));
        let task = tokio::spawn(async move {
            connection(stream, &state, &theirs).await;
            done.lock().unwrap_or_else(PoisonError::into_inner).remove(&number);
        });
        list.insert(number, (task.abort_handle(), busy));
    }
}

async fn connection(stream: TcpStream, state: &Arc<State>, busy: &Arc<AtomicBool>) {
    // Small answers are not to wait for the acknowledgement of the one before.
    let _ = stream.set_nodelay(true);
    let io = TokioIo::new(Timed { stream, busy: Arc::clone(busy), reading: None, writing: None });
    let service = service_fn(|request| {
        let (state, busy) = (Arc::clone(state), Arc::clone(busy));
        async move { Ok::<_, Infallible>(answer(request, &state, &busy).await) }
    });
    let mut server = hyper::server::conn::http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(SOON).max_buf_size(HEAD).half_close(false);
    // A connection that breaks off concerns nobody but who broke it off.
    let _ = server.serve_connection(io, service).await;
}

async fn answer(request: Request<Incoming>, state: &Arc<State>, busy: &Arc<AtomicBool>) -> Response<Full<Bytes>> {
    let (head, body) = request.into_parts();
    let port = state.door.address.port();
    let judged = Head { method: &head.method, uri: &head.uri, version: head.version, headers: &head.headers };
    if let Err(refusal) = guard::admits(&judged, port) {
        return refused(refusal);
    }
    let cookies = guard::cookies(&head.headers);
    let name = format!("armistice-{port}");
    let query = Fields::parse(head.uri.query().unwrap_or_default().as_bytes());
    if head.method == Method::GET
        && head.uri.path() == "/"
        && let Some(token) = query.get("token")
        && state.door.opens(token)
    {
        let cookie = format!("{name}={}; Path=/; HttpOnly; SameSite=Strict", state.session);
        return response(Reply::see("/").with("set-cookie", cookie));
    }
    if !cookies.iter().any(|(it, value)| *it == name && guard::same(value, &state.session)) {
        return refused(Refusal::Stranger);
    }
    if query.get("token").is_some() {
        // A link that was used already, by a browser that is in: the address is not to keep it.
        return response(Reply::see("/"));
    }
    let is_file = head.method == Method::POST && head.uri.path() == "/documents";
    let (most, time) = if is_file { (FILE, LATER) } else { (FORM, SOON) };
    let too_much = || plain(StatusCode::PAYLOAD_TOO_LARGE, &format!("This is too much: {} kB are taken at most.", most >> 10));
    if body.size_hint().lower() > most as u64 {
        return too_much();
    }
    let _upload = if is_file { state.uploads.acquire().await.ok() } else { None };
    let body = match timeout(time, Limited::new(body, most).collect()).await {
        Ok(Ok(body)) => body.to_bytes().to_vec(),
        Ok(Err(error)) if error.downcast_ref::<LengthLimitError>().is_some() => return too_much(),
        Ok(Err(_)) => return plain(StatusCode::BAD_REQUEST, "The request broke off."),
        Err(_) => return plain(StatusCode::REQUEST_TIMEOUT, "The request took too long."),
    };
    busy.store(true, Ordering::SeqCst);
    let by_script = head.headers.get("accept").and_then(|it| it.to_str().ok()).is_some_and(|it| it.starts_with("application/json"));
    let (path, form) = route::form_of(head.uri.path());
    let ask = Ask { method: head.method, path, form, query, cookies, by_script, body };
    let permit = if is_file { None } else { state.answered.acquire().await.ok() };
    let theirs = Arc::clone(state);
    let reply = tokio::task::spawn_blocking(move || route::answer(&theirs.desk, &ask)).await;
    drop(permit);
    busy.store(false, Ordering::SeqCst);
    match reply {
        Ok(reply) => response(reply),
        Err(_) => {
            plain(StatusCode::INTERNAL_SERVER_ERROR, "A fault in armistice itself; please report it. Nothing that was saved is lost.")
        }
    }
}

fn refused(refusal: Refusal) -> Response<Full<Bytes>> {
    let (what, hint) = refusal.says();
    let page = maud::html! {
        (maud::DOCTYPE)
        html lang="en" {
            head { meta charset="utf-8"; meta name="viewport" content="width=device-width, initial-scale=1"; meta name="color-scheme" content="light dark"; title { "Not let in" } }
            body { main { h1 { (what) } p { (hint) } } }
        }
    };
    let mut reply = Reply::page(page);
    reply.status = refusal.status();
    response(reply)
}

fn plain(status: StatusCode, says: &str) -> Response<Full<Bytes>> {
    let mut reply = Reply::new("text/plain; charset=utf-8", says);
    reply.status = status.as_u16();
    // What is still to come of the request is not waited for.
    response(reply.with("connection", "close"))
}

/// An answer with what every one has: nothing of it may run, be framed, be kept by a cache or be taken for another kind.
fn response(reply: Reply) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from(reply.body)));
    *response.status_mut() = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(reply.kind));
    for (name, value) in [
        ("content-security-policy", POLICY),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        // Not `no-referrer`: with that, browsers send no origin with a form.
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
        ("cache-control", "no-store"),
    ] {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    for (name, value) in reply.headers {
        if let Ok(value) = HeaderValue::from_str(&value) {
            if name == "set-cookie" {
                headers.append(HeaderName::from_static(name), value);
            } else {
                headers.insert(HeaderName::from_static(name), value);
            }
        }
    }
    response
}

/// A stream that ends where nothing moves for [`STILL`], unless it is the server that takes its time.
struct Timed {
    stream: TcpStream,
    busy: Arc<AtomicBool>,
    reading: Option<Pin<Box<Sleep>>>,
    writing: Option<Pin<Box<Sleep>>>,
}

/// Whether it has been still for too long.
fn still(timer: &mut Option<Pin<Box<Sleep>>>, context: &mut Context<'_>) -> Poll<io::Error> {
    let timer = timer.get_or_insert_with(|| Box::pin(sleep(STILL)));
    ready!(timer.as_mut().poll(context));
    Poll::Ready(io::ErrorKind::TimedOut.into())
}

impl AsyncRead for Timed {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = &mut *self;
        match Pin::new(&mut this.stream).poll_read(context, buffer) {
            Poll::Pending if !this.busy.load(Ordering::SeqCst) => still(&mut this.reading, context).map(Err),
            Poll::Pending => {
                this.reading = None;
                Poll::Pending
            }
            moved => {
                this.reading = None;
                moved
            }
        }
    }
}

impl AsyncWrite for Timed {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = &mut *self;
        match Pin::new(&mut this.stream).poll_write(context, bytes) {
            Poll::Pending => still(&mut this.writing, context).map(Err),
            moved => {
                this.writing = None;
                moved
            }
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
