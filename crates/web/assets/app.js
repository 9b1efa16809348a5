// What pages do in the browser. All of it can be done by links and forms too; here it is faster. Nothing is fetched but from this server,
// and nothing of a document is ever made into markup: what comes as markup was made, and made safe, by the server.
"use strict";

const $ = (selector, within = document) => within.querySelector(selector);
const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];
const made = (markup) => {
  const holder = document.createElement("template");
  holder.innerHTML = markup.trim();
  return holder.content;
};

/* The dossier that this page is of. What is kept in the browser goes by it, and each word that is sent says it: on the same port another one may
   be served tomorrow, to tabs that are still open. */
const { dossier } = document.body.dataset;

/* As a sentence: a capital, a full stop. */
const sentence = (words) => (words ? words[0].toUpperCase() + words.slice(1) + (/[.?!]$/.test(words) ? "" : ".") : "");

/* What is said to the reader. */
const say = (words, { bad = false, stay = false } = {}) => {
  const line = document.createElement("p");
  line.textContent = words;
  if (bad) line.className = "bad";
  const notice = $("#notice");
  while (notice.children.length > 2) notice.firstChild.remove();
  notice.append(line);
  if (!stay) setTimeout(() => line.remove(), bad ? 9000 : 4000);
  return line;
};

/* Light or dark: as the system has it, until the reader says otherwise. */
$("#theme")?.addEventListener("click", () => {
  const dark = document.documentElement.dataset.theme
    ? document.documentElement.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  const theme = dark ? "light" : "dark";
  document.documentElement.dataset.theme = theme;
  document.cookie = `armistice-theme=${theme}; Path=/; Max-Age=31536000; SameSite=Strict`;
});

/* Lists that follow what is typed. */
for (const form of $$("form[data-live]")) {
  const target = form.dataset.live;
  let asked;
  const follow = async () => {
    asked?.abort();
    asked = new AbortController();
    const fields = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));
    const shown = `${form.getAttribute("action")}?${fields}`;
    fields.set("part", target.slice(1));
    try {
      const answer = await fetch(`${form.getAttribute("action")}?${fields}`, { signal: asked.signal });
      const markup = await answer.text();
      if (!answer.ok) return;
      $(target).replaceWith(made(markup));
      history.replaceState(null, "", shown);
      document.dispatchEvent(new Event("followed"));
    } catch (error) {
      if (error.name !== "AbortError") say("The server does not answer. What you see is what was there before.", { bad: true });
    }
  };
  form.addEventListener("input", follow);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    follow();
  });
}

/* Files that are dropped in: one after another, each with what became of it. */
const drop = $("#drop");
if (drop) {
  const list = $("#uploads");
  const waiting = [];
  let busy = false;
  const line = (file) => {
    const item = document.createElement("li");
    const name = document.createElement("span");
    name.textContent = file.name;
    const bar = document.createElement("progress");
    bar.max = 100;
    bar.value = 0;
    bar.setAttribute("aria-label", `Progress of ${file.name}`);
    item.append(name, bar);
    list.append(item);
    return item;
  };
  const became = (item, outcomes) => {
    $("progress", item)?.remove();
    for (const it of outcomes) {
      const what = document.createElement("span");
      what.className = "what quiet";
      const words = {
        new: () => `${it.acts} ${it.acts === 1 ? "act" : "acts"}${it.linked ? `, ${it.linked} of them reported before` : ""}${it.unread.length ? `. Not all was read: ${it.unread.join("; ")}` : ""}`,
        copy: () => `a copy of ${it.of} (${Math.round(it.likeness * 100)} %), counted as one source with it`,
        source: () => "its text was there already: one more source of it",
        known: () => "it was there already, from the same file",
        "left out": () => `not read: ${it.what}. ${sentence(it.hint)}`,
      }[it.became];
      if (it.document) {
        const link = document.createElement("a");
        link.href = `/${it.document}`;
        link.textContent = it.name || it.document;
        what.append(link, ": ");
      } else {
        what.classList.add("bad");
      }
      what.append(words ? words() : it.became);
      item.append(what);
    }
  };
  const next = () => {
    if (busy || !waiting.length) return;
    busy = true;
    const [file, item] = waiting.shift();
    const bar = $("progress", item);
    const request = new XMLHttpRequest();
    request.open("POST", `/documents?name=${encodeURIComponent(file.name)}&dossier=${dossier}`);
    request.setRequestHeader("Accept", "application/json");
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) bar.value = (event.loaded / event.total) * 100;
    };
    // From here on it is read, which takes as long as it takes.
    request.upload.onload = () => bar.removeAttribute("value");
    request.onloadend = () => {
      busy = false;
      let answer;
      try {
        answer = JSON.parse(request.responseText);
      } catch {
        answer = { error: request.status ? request.responseText.slice(0, 200) : "the server does not answer", hint: "try again" };
      }
      became(item, Array.isArray(answer) ? answer : [{ became: "left out", what: answer.error, hint: answer.hint || "" }]);
      if (waiting.length) next();
      else fetch(`/documents${location.search ? `${location.search}&` : "?"}part=list`).then(async (it) => it.ok && $("#list").replaceWith(made(await it.text())));
    };
    request.send(file);
  };
  const take = (files) => {
    for (const file of files) waiting.push([file, line(file)]);
    next();
  };
  $("#files").addEventListener("change", (event) => {
    take(event.target.files);
    event.target.value = "";
  });
  addEventListener("dragover", (event) => {
    event.preventDefault();
    document.body.classList.add("dropping");
  });
  addEventListener("dragleave", (event) => event.relatedTarget || document.body.classList.remove("dropping"));
  addEventListener("drop", (event) => {
    event.preventDefault();
    document.body.classList.remove("dropping");
    take(event.dataTransfer.files);
  });
}

/* Sends a form, or a word as a form has it: the answer with its value, or why there is none. */
const post = async (path, fields) => {
  let answer;
  try {
    const headers = { Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded" };
    answer = await fetch(path, { method: "POST", headers, body: new URLSearchParams(fields) });
    return { answer, value: await answer.json() };
  } catch {
    return { why: answer?.status === 403 ? "This browser is not let in any more: open the link that armistice serve prints." : "The server does not answer." };
  }
};
const isAnother = (answer, value) => answer.status === 409 && !value.conflict;
const refused = (value) => `${sentence(value.error) || "It could not be saved."} ${sentence(value.hint)}`;

/* What was typed and not taken yet outlives a closed tab, and a word that is refused. Of a form that is what is not as the server gave it. */
const given = (field) => (field.options ? ([...field.options].find((it) => it.defaultSelected) || field.options[0]).value : field.defaultValue);
const typed = (form) => {
  const fields = [...form.elements].filter((it) => it.name && it.type !== "hidden" && it.value !== given(it));
  return Object.fromEntries(fields.map((it) => [it.name, it.value]));
};
const keep = (form, key) => {
  const kept = JSON.parse(localStorage.getItem(key) || "null");
  if (kept) for (const [name, value] of Object.entries(kept)) if (form.elements[name]) form.elements[name].value = value;
  form.addEventListener("input", () => {
    const fields = typed(form);
    if (Object.keys(fields).length) localStorage.setItem(key, JSON.stringify(fields));
    else localStorage.removeItem(key);
  });
  return kept;
};
const draftKey = (id) => `${dossier}:draft:${id}`;
for (const form of $$("form[data-keep], form[data-form=change]")) {
  const key = form.dataset.keep ? `${dossier}:${form.dataset.keep}` : draftKey(form.elements.item.value);
  if (keep(form, key)) form.closest("details")?.setAttribute("open", "");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    form.inert = true;
    const { answer, value, why } = await post(form.getAttribute("action"), new FormData(form));
    form.inert = false;
    if (answer?.ok) {
      localStorage.removeItem(key);
      const back = form.elements.back?.value || value.place;
      if (back.split("#")[0] === location.pathname) location.reload();
      else location.href = back;
    } else if (value?.conflict) {
      say(`Changed elsewhere meanwhile, so your word was not taken: ${value.entries.join("; ")}. Load the page anew to see it; what you typed is kept.`, { bad: true });
    } else {
      say(`${why || refused(value)} What you typed is kept.`, { bad: true });
    }
  });
}

/* Pictures that are panned, zoomed and searched. */
const picture = (frame) => {
  const picture = $("svg", frame);
  const whole = picture.viewBox.baseVal;
  let box = { x: whole.x, y: whole.y, w: whole.width, h: whole.height };
  const all = { ...box };
  const show = () => picture.setAttribute("viewBox", `${box.x} ${box.y} ${box.w} ${box.h}`);
  const zoom = (by, x = 0.5, y = 0.5) => {
    const w = Math.min(all.w * 2, Math.max(all.w / 12, box.w * by));
    const h = (w / box.w) * box.h;
    box = { x: box.x + (box.w - w) * x, y: box.y + (box.h - h) * y, w, h };
    show();
  };
  const pan = (x, y) => {
    box = { ...box, x: box.x + x * box.w, y: box.y + y * box.h };
    show();
  };
  let from;
  picture.addEventListener("pointerdown", (event) => {
    if (event.target.closest("a")) return;
    from = [event.clientX, event.clientY];
    picture.setPointerCapture(event.pointerId);
  });
  picture.addEventListener("pointermove", (event) => {
    if (!from) return;
    const size = picture.getBoundingClientRect();
    pan((from[0] - event.clientX) / size.width, (from[1] - event.clientY) / size.height);
    from = [event.clientX, event.clientY];
  });
  picture.addEventListener("pointerup", () => (from = undefined));
  frame.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    const size = picture.getBoundingClientRect();
    zoom(event.deltaY > 0 ? 1.15 : 0.87, (event.clientX - size.left) / size.width, (event.clientY - size.top) / size.height);
  }, { passive: false });
  frame.addEventListener("keydown", (event) => {
    const act = { "+": () => zoom(0.8), "-": () => zoom(1.25), ArrowLeft: () => pan(-0.1, 0), ArrowRight: () => pan(0.1, 0), ArrowUp: () => pan(0, -0.1), ArrowDown: () => pan(0, 0.1) }[event.key];
    if (!act || event.target !== frame) return;
    event.preventDefault();
    act();
  });
  for (const button of $$("[data-zoom]", frame.parentElement)) {
    button.addEventListener("click", () => {
      if (button.dataset.zoom === "all") {
        box = { ...all };
        show();
      } else zoom(Number(button.dataset.zoom));
    });
  }
  const find = $("[data-find]", frame.parentElement);
  find?.addEventListener("input", () => {
    const words = find.value.trim().toLowerCase();
    for (const node of $$("[data-name]", picture)) {
      const hit = words && node.dataset.name.toLowerCase().includes(words);
      node.classList.toggle("hit", Boolean(hit));
      node.classList.toggle("dim", Boolean(words) && !hit);
    }
  });
};
$$(".picture").forEach(picture);

/* Filters of a view: what is below them follows as soon as one is moved. */
for (const form of $$("form[data-auto]")) {
  let asked;
  const follow = async () => {
    asked?.abort();
    asked = new AbortController();
    const fields = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));
    const shown = `${form.getAttribute("action")}?${fields}`;
    try {
      const answer = await fetch(shown, { signal: asked.signal });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const theirs = $("form[data-auto]", page);
      if (!theirs) return say($("main", page)?.textContent.trim().slice(0, 200) || "This cannot be shown.", { bad: true });
      while (form.nextSibling) form.nextSibling.remove();
      while (theirs.nextSibling) form.parentNode.append(theirs.nextSibling);
      $(".head h1").textContent = $(".head h1", page).textContent;
      $$(".picture").forEach(picture);
      history.replaceState(null, "", shown);
    } catch (error) {
      if (error.name !== "AbortError") say("The server does not answer. What you see is what was there before.", { bad: true });
    }
  };
  // A date that is being typed is no date yet.
  form.addEventListener("change", (event) => event.target.type !== "date" && follow());
  form.addEventListener("focusout", (event) => {
    if (event.target.type !== "date" || event.target.dataset.was === event.target.value) return;
    event.target.dataset.was = event.target.value;
    follow();
  });
  for (const date of $$("input[type=date]", form)) date.dataset.was = date.value;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    follow();
  });
  for (const slider of $$("input[type=range][data-days]", form)) {
    const first = new Date(`${slider.dataset.days}T00:00:00Z`);
    slider.addEventListener("input", () => {
      const day = new Date(first.getTime() + Number(slider.value) * 86400000).toISOString().slice(0, 10);
      $("output", slider.parentElement).textContent = day;
      slider.setAttribute("aria-valuetext", day);
      form.elements[slider.dataset.for].value = day;
      follow();
    });
  }
}

/* Links that change a view: only the view is fetched, and the focus stays where it was. */
let following;
const follow = async (link, focus) => {
  following?.abort();
  const { signal } = (following = new AbortController());
  try {
    const answer = await fetch(link, { signal });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    // Of a large dossier: what is there stays until the other has been worked out.
    if ($("main [aria-busy]", page)) {
      say(`${$("main h1", page).textContent} …`);
      return setTimeout(() => signal.aborted || follow(link, focus), 1500);
    }
    const open = new Set($$("details[open] > summary").map((it) => it.textContent));
    $("main").replaceChildren(...$("main", page).childNodes);
    for (const it of $$("details > summary")) if (open.has(it.textContent)) it.parentElement.open = true;
    $$(".picture").forEach(picture);
    history.replaceState(null, "", link);
    (document.getElementById(focus) || $("main")).focus({ preventScroll: true });
  } catch (error) {
    if (error.name !== "AbortError") say("The server does not answer. What you see is what was there before.", { bad: true });
  }
};
addEventListener("click", (event) => {
  const link = event.target.closest("a[data-follow]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  follow(link.getAttribute("href"), link.id || link.closest("li")?.id);
});
addEventListener("keydown", (event) => {
  const line = event.target.closest?.(".wants > li");
  const name = { ArrowUp: "up", ArrowDown: "down" }[event.key];
  if (!line || !name || !event.altKey) return;
  event.preventDefault();
  const link = $(`a[data-follow=${name}]`, line);
  if (link) follow(link.getAttribute("href"), line.id);
});

/* The same by hand: a line is drawn to its place by the mouse, or by its grip with a finger, which elsewhere scrolls. */
let drawn;
const put = (lines) => drawn.line.parentElement.append(...lines);
const drop_ = (keeps) => {
  const { line, before } = drawn;
  const lines = [...line.parentElement.children];
  if (!keeps) put(before);
  line.classList.remove("dragged");
  document.body.classList.remove("dragging");
  drawn = undefined;
  line.focus({ preventScroll: true });
  if (!keeps || lines.every((it, n) => it === before[n])) return;
  const whose = line.id.slice(1).split("-")[0];
  const order = lines.map((it) => Number(it.id.split("-")[1]));
  const query = new URLSearchParams(location.search);
  if (order.every((it, n) => it === n)) query.delete(`o${whose}`);
  else query.set(`o${whose}`, order.join("."));
  follow(`${location.pathname}?${query}`, line.id);
};
addEventListener("pointerdown", (event) => {
  const line = event.target.closest?.(".wants > li");
  if (!line || drawn || event.button !== 0 || event.target.closest("a") || line.parentElement.children.length < 2) return;
  if (event.pointerType !== "mouse" && !event.target.closest(".grip")) return;
  event.preventDefault();
  drawn = { line, before: [...line.parentElement.children] };
  line.setPointerCapture(event.pointerId);
  line.classList.add("dragged");
  document.body.classList.add("dragging");
});
addEventListener("pointermove", (event) => {
  if (!drawn) return;
  const { line } = drawn;
  const lines = [...line.parentElement.children];
  const from = lines.indexOf(line);
  const middle = (it) => it.getBoundingClientRect().top + it.getBoundingClientRect().height / 2;
  // The others make way: a line that was taken out of the page would lose the pointer.
  const above = lines.findIndex((it, n) => n < from && event.clientY < middle(it));
  if (above >= 0) return line.after(...lines.slice(above, from));
  const below = lines.filter((it, n) => n > from && event.clientY > middle(it));
  if (below.length) line.before(...below);
});
addEventListener("pointerup", () => drawn && drop_(true));
addEventListener("pointercancel", () => drawn && drop_(false));
addEventListener("keydown", (event) => event.key === "Escape" && drawn && drop_(false));

/* The reading room. */
const room = $(".room");
if (room) {
  const document_ = room.dataset.document;
  let head = Number(room.dataset.seen);
  const first = head;
  const seen = new Map();
  const own = new Set();
  const undoKey = `${dossier}:${document_}:undo`;
  const undoable = JSON.parse(sessionStorage.getItem(undoKey) || "[]");
  const queueKey = `${dossier}:queue`;
  let queue = [];
  let cards = $$(".card");
  let order = cards.map((it) => it.id);
  let leastCertain = false;
  let current = null;
  let mergeFrom = null;

  const marks = new Map();
  for (const mark of $$("mark[data-a]")) {
    for (const id of mark.dataset.a.split(" ")) {
      if (!marks.has(id)) marks.set(id, []);
      marks.get(id).push(mark);
    }
  }
  const marksOf = (id) => marks.get(id) || [];
  const card = (id) => document.getElementById(id);
  const open = (it) => it.dataset.state === "unconfirmed";

  const paint = (id) => {
    for (const mark of marksOf(id)) {
      const top = card(mark.dataset.a.split(" ").pop());
      if (!top) continue;
      const tone = ["for", "against", "asks", "done", "words"].find((it) => top.classList.contains(it));
      mark.className = `${tone} ${top.dataset.state}${mark.dataset.a.split(" ").includes(current) ? " now" : ""}`;
    }
  };
  const meter = $(".bar meter");
  const checkedAs = $("#checked");
  let checked = cards.filter((it) => !open(it)).length;
  const count = (by) => {
    if (!by) return;
    checked += by;
    checkedAs.textContent = checked;
    meter.value = checked;
  };

  const select = (id, { scroll = true, focus = true } = {}) => {
    const it = card(id);
    if (!it) return;
    if (current && current !== id) {
      const before = card(current);
      before?.classList.remove("now");
      before?.removeAttribute("aria-current");
      if (before) before.tabIndex = -1;
      for (const mark of marksOf(current)) mark.classList.remove("now");
    }
    current = id;
    it.classList.add("now");
    it.tabIndex = 0;
    it.setAttribute("aria-current", "true");
    for (const mark of marksOf(id)) mark.classList.add("now");
    if (scroll) {
      const words = marksOf(id)[0] || it;
      const at = words.getBoundingClientRect();
      if (at.top < 130 || at.bottom > innerHeight - 90) words.scrollIntoView({ block: "center", behavior: "instant" });
    }
    if (focus) it.focus({ preventScroll: true });
  };
  const step = (by, wanted = () => true) => {
    const at = order.indexOf(current);
    for (let n = at + by; n >= 0 && n < order.length; n += by) {
      if (wanted(card(order[n]))) return select(order[n]), true;
    }
    return false;
  };
  const nextOpen = () => {
    if (step(1, open)) return;
    const left = order.find((id) => open(card(id)) && id !== current);
    if (left) select(left);
    else say("Every act of this document has been checked.");
  };
  const arrange = () => {
    order = cards.map((it) => it.id);
    if (leastCertain) {
      const p = (it) => (it.dataset.p === undefined ? 0.5 : Number(it.dataset.p));
      const rank = new Map(cards.map((it, n) => [it.id, [open(it) ? 0 : 1, p(it), n]]));
      order.sort((a, b) => {
        const [one, other] = [rank.get(a), rank.get(b)];
        return one[0] - other[0] || one[1] - other[1] || one[2] - other[2];
      });
    }
  };
  const place = (id, markup) => {
    const before = card(id);
    if (!before) return false;
    const now = made(markup).firstElementChild;
    count(Number(open(before)) - Number(open(now)));
    // What is being typed in it goes along.
    const form = $("form", before);
    before.replaceWith(now);
    if (form) now.append(form);
    cards[cards.indexOf(before)] = now;
    paint(id);
    if (id === current) {
      const had = document.activeElement === document.body;
      current = null;
      select(id, { scroll: false, focus: had });
    }
    return true;
  };

  /* Every word is sent as it is said, in its order; what cannot be sent waits, also through a closed tab. */
  let sending = false;
  let unsaved = null;
  const store = () => {
    const rest = queue.map(({ action, fields }) => ({ action, fields }));
    if (rest.length) localStorage.setItem(queueKey, JSON.stringify(rest));
    else localStorage.removeItem(queueKey);
  };
  const later = (why, when) => {
    sending = false;
    unsaved ??= say("", { bad: true, stay: true });
    unsaved.textContent = `${why} ${queue.length === 1 ? "One word of yours is" : `${queue.length} words of yours are`} kept here and sent as soon as ${when}.`;
    setTimeout(send, 1500);
  };
  const send = async () => {
    if (sending || !queue.length) return;
    sending = true;
    const { action, fields, done } = queue[0];
    const item = fields.find(([name]) => name === "item")?.[1];
    const { answer, value, why } = await post(`/${action}`, [["dossier", dossier], ...fields]);
    if (why) return later(why, "it does");
    if (isAnother(answer, value)) return later("Another dossier is served here now.", "this one is again");
    if (unsaved) {
      unsaved.remove();
      unsaved = null;
      say("The server answers again; everything is saved.");
    }
    queue.shift();
    store();
    sending = false;
    for (const [id, markup] of Object.entries(value.cards || {})) {
      // A newer word of one's own on the same act stands already, and is sent next.
      if (!queue.some((it) => it.fields.some(([name, value]) => name === "item" && value === id))) place(id, markup);
      seen.set(id, value.entry);
    }
    if (answer.ok) {
      own.add(value.entry);
      if (action !== "undo") {
        undoable.push(value.entry);
        sessionStorage.setItem(undoKey, JSON.stringify(undoable.slice(-200)));
      }
      if (action === "change") localStorage.removeItem(draftKey(item));
      done?.(value);
    } else if (value.conflict) {
      const again = action === "change" ? "You see it as it is now, and what you typed is there still: save it" : "You see it as it is now; say it";
      say(`Changed elsewhere meanwhile, so your word was not taken: ${value.entries.join("; ")}. ${again} again if you still mean it.`, { bad: true });
      done?.(null, value);
    } else {
      say(refused(value), { bad: true });
      done?.(null);
      // It was shown as said before it was taken.
      if (item && card(item)?.dataset.was) fetch(`/changes.json?since=${Math.max(0, first - 1)}&document=${document_}&dossier=${dossier}`).then((it) => it.json()).then((it) => it.cards[item] ? place(item, it.cards[item]) : revert(item));
    }
    send();
  };
  const revert = (id) => {
    const it = card(id);
    if (!it || !it.dataset.was) return;
    const was = open(it);
    it.dataset.state = it.dataset.was;
    count(Number(was) - Number(open(it)));
    paint(id);
  };
  const tell = (action, items, more = {}, done) => {
    const fields = items.map((id) => ["item", id]);
    fields.push(["seen", String(Math.max(first, ...items.map((id) => seen.get(id) || 0)))], ...Object.entries(more));
    queue.push({ action, fields, done });
    store();
    send();
  };
  // What a tab could not send before it was closed.
  for (const { action, fields } of JSON.parse(localStorage.getItem(queueKey) || "[]")) queue.push({ action, fields });
  if (queue.length) send();
  addEventListener("beforeunload", (event) => queue.length && event.preventDefault());

  const judge = (action) => {
    const it = current && card(current);
    if (!it) return;
    const state = action === "confirm" ? "confirmed" : "rejected";
    if (it.dataset.state === state) return nextOpen();
    count(Number(open(it)));
    it.dataset.was = it.dataset.state;
    it.dataset.state = state;
    $(".glyph", it).textContent = action === "confirm" ? "●" : "×";
    $(".state", it).textContent = state;
    paint(current);
    tell(action, [current]);
    nextOpen();
  };
  const close = () => {
    mergeFrom = null;
    $("#adding").hidden = true;
    const form = $(".card form.panel");
    form?.remove();
    if (current) card(current).focus({ preventScroll: true });
  };
  const names = () => {
    const list = $("#names");
    if (list.children.length) return;
    for (const name of new Set($$(".card a.who").map((it) => it.textContent))) {
      const option = document.createElement("option");
      option.value = name;
      list.append(option);
    }
  };
  /* The form of an act as it is now, with what was typed in it and not taken. */
  const changeForm = async (id) => {
    const answer = await fetch(`/${id}/change?dossier=${dossier}`);
    if (!answer.ok) return {};
    const form = made(await answer.text()).firstElementChild;
    const kept = keep(form, draftKey(id));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const at = document.activeElement;
      const fields = typed(form);
      localStorage.setItem(draftKey(id), JSON.stringify(fields));
      // It stays until its words are taken.
      form.inert = true;
      tell("change", [id], fields, async (value, conflict) => {
        form.inert = false;
        if (value) {
          form.remove();
          return say(value.says);
        }
        // What somebody else said of the other fields is not to be taken back by the way.
        const now = conflict && (await changeForm(id)).form;
        if (now) form.replaceWith(now);
        const elsewhere = ![document.body, card(id), at].includes(document.activeElement);
        if (!elsewhere) (now || form).elements[at.name || "act"].focus();
      });
    });
    return { form, kept };
  };
  const change = async () => {
    const id = current;
    const it = id && card(id);
    if (!it || $("form", it)) return;
    names();
    const { form, kept } = await changeForm(id);
    if (!form) return say("This act cannot be changed just now.", { bad: true });
    card(id).append(form);
    if (kept) say("What you had typed before is there again.");
    $("select", form).focus();
  };
  const merge = () => {
    if (!current) return;
    if (mergeFrom && mergeFrom !== current) {
      const items = [mergeFrom, current];
      close();
      return tell("merge", items, {}, (value) => value && say(value.says));
    }
    mergeFrom = current;
    const it = card(current);
    if ($("form", it)) return;
    const form = $("#merge-form").content.cloneNode(true).firstElementChild;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const items = [form.elements.other.value.trim(), it.id];
      form.remove();
      mergeFrom = null;
      tell("merge", items, {}, (value) => value && say(value.says));
    });
    it.append(form);
    $("input", form).focus();
  };

  /* Where a point of a selection stands in the text, in bytes. */
  const encoder = new TextEncoder();
  const byteAt = (node, offset) => {
    if (node.nodeType === Node.ELEMENT_NODE) {
      const inner = node.childNodes[Math.min(offset, node.childNodes.length - 1)] || node;
      const piece = inner.nodeType === Node.ELEMENT_NODE ? inner.closest("[data-s]") || $("[data-s]", inner) : inner.parentElement.closest("[data-s]");
      if (!piece) return null;
      return Number(piece.dataset.s) + (offset >= node.childNodes.length ? encoder.encode(piece.textContent).length : 0);
    }
    const piece = node.parentElement?.closest("[data-s]");
    return piece ? Number(piece.dataset.s) + encoder.encode(node.data.slice(0, offset)).length : null;
  };
  const add = () => {
    const selection = getSelection();
    const range = selection.rangeCount ? selection.getRangeAt(0) : null;
    const from = range && byteAt(range.startContainer, range.startOffset);
    const to = range && byteAt(range.endContainer, range.endOffset);
    if (!range || from === null || to === null || from >= to) {
      return say("Select the words that show the act first: with the mouse, or with caret browsing (F7) and Shift and the arrows.");
    }
    names();
    const panel = $("#adding");
    panel.dataset.from = from;
    panel.dataset.to = to;
    $(".chosen", panel).textContent = `“${range.toString().trim()}”`;
    panel.hidden = false;
    $("select", panel).focus();
  };
  $("#adding form").addEventListener("submit", (event) => {
    event.preventDefault();
    const { from, to } = $("#adding").dataset;
    const fields = Object.fromEntries([...new FormData(event.target)].filter(([, value]) => value !== ""));
    tell("add", [], { document: document_, from, to, ...fields }, (value) => {
      if (!value) return;
      location.hash = value.place.split("#")[1];
      location.reload();
    });
    $("#adding").hidden = true;
  });

  const undo = () => {
    const entry = undoable.pop();
    if (entry === undefined) return say("Nothing was done on this page that could be undone. The history has all, each with its undo.");
    sessionStorage.setItem(undoKey, JSON.stringify(undoable));
    tell("undo", [], { entry }, (value) => {
      if (!value) return;
      say(value.says);
      const id = Object.keys(value.cards)[0];
      if (id && card(id)) select(id);
      else location.reload();
    });
  };

  const acts = {
    next: () => step(1) || say("This is the last act."),
    previous: () => step(-1) || say("This is the first act."),
    open: nextOpen,
    confirm: () => judge("confirm"),
    reject: () => judge("reject"),
    change,
    merge,
    split: () => current && tell("split", [current], {}, (value) => value && say(value.says)),
    add,
    undo,
    order: () => {
      leastCertain = !leastCertain;
      $("[data-do=order]").setAttribute("aria-pressed", leastCertain);
      arrange();
      const next = order.find((id) => open(card(id))) || order[0];
      if (next) select(leastCertain ? next : current || next, { focus: false });
      say(leastCertain ? "Least certain first: the next act is the one that the machine is least sure of." : "In the order of the text.");
    },
    keys: () => $("#keys").showModal(),
    close,
  };
  const keys = { j: "next", ArrowDown: "next", k: "previous", ArrowUp: "previous", n: "open", c: "confirm", x: "reject", e: "change", m: "merge", s: "split", a: "add", u: "undo", o: "order", "?": "keys", Escape: "close" };
  const on = $("#keys-on");
  on.checked = localStorage.getItem("armistice:keys") !== "off";
  on.addEventListener("change", () => localStorage.setItem("armistice:keys", on.checked ? "on" : "off"));

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || $("#keys").open) return;
    if (event.target.closest("input, select, textarea") && event.key !== "Escape") return;
    if (!on.checked && event.key.length === 1) return;
    if (event.key === "Enter" && event.target.classList.contains("card")) return void (location.href = `/${event.target.id}`);
    const act = acts[keys[event.key]];
    if (!act) return;
    event.preventDefault();
    act();
  });
  room.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    const it = event.target.closest(".card");
    const mark = event.target.closest("mark[data-a]");
    if (it && !event.target.closest("a, form")) select(it.id, { scroll: !button, focus: !button });
    if (button) return acts[button.dataset.do]();
    // Of acts that overlap, a second click means the next.
    if (mark && getSelection().isCollapsed) {
      const ids = mark.dataset.a.split(" ");
      const at = ids.indexOf(current);
      select(ids[at <= 0 ? ids.length - 1 : at - 1], { scroll: false });
      card(current).scrollIntoView({ block: "nearest", behavior: "instant" });
    }
  });
  const light = (event, lit) => {
    const it = event.target.closest?.(".card");
    const mark = event.target.closest?.("mark[data-a]");
    for (const id of it ? [it.id] : mark ? mark.dataset.a.split(" ") : []) {
      card(id)?.classList.toggle("lit", lit);
      for (const mark of marksOf(id)) mark.classList.toggle("lit", lit);
    }
  };
  room.addEventListener("pointerover", (event) => light(event, true));
  room.addEventListener("pointerout", (event) => light(event, false));
  room.addEventListener("focusin", (event) => {
    const it = event.target.closest(".card");
    if (it && it.id !== current) select(it.id, { focus: false });
  });

  /* What others do to the same dossier is shown here as it happens. */
  const look = async () => {
    if (document.visibilityState === "visible" && !queue.length) {
      try {
        const answer = await fetch(`/changes.json?since=${head}&document=${document_}&dossier=${dossier}`);
        if (answer.ok) {
          const news = await answer.json();
          const theirs = news.entries.filter((it) => !own.has(it.entry));
          for (const it of theirs) {
            const markup = news.cards[it.item];
            if (!markup) continue;
            const busy = $("form", card(it.item) || document.createElement("i"));
            if (busy) say(`Changed elsewhere while you are at it: ${it.says}`, { bad: true });
            else if (place(it.item, markup)) {
              seen.set(it.item, news.head);
              card(it.item).classList.add("flash");
              setTimeout(() => card(it.item)?.classList.remove("flash"), 1500);
              say(`Elsewhere: ${it.says}`);
            } else say(`Elsewhere: ${it.says}. Load the page anew to see it.`);
          }
          head = news.head;
        }
      } catch {
        // The next word that is sent will say so.
      }
    }
    setTimeout(look, 3000);
  };
  setTimeout(look, 3000);

  const asked = location.hash.slice(1);
  if (asked && card(asked)) select(asked);
  else if (cards.length) select((cards.find(open) || cards[0]).id, { scroll: false, focus: false });
  addEventListener("hashchange", () => card(location.hash.slice(1)) && select(location.hash.slice(1)));
}

/* Keys of every page. */
addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
  event.preventDefault();
  ($(".filters input[type=search]") || $("input[type=search]")).focus();
});
document.documentElement.dataset.ready = "yes";
