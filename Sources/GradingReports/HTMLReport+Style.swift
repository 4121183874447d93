import Grading

extension HTMLReport {
  package static let style: HTML = """
    :root {
      --paper: #faf9f6; --card: #ffffff; --ink: #1d2129; --soft: #5d6470; --line: #e3e1da; --quiet: #f1efe9;
      --good: #1f7a4d; --good-soft: #e4f2ea; --bad: #b83a1b; --bad-soft: #fbe9e2;
      --wait: #8a6100; --wait-soft: #f8efd8; --accent: #2457a6; --accent-soft: #e8eff9;
      --above1: #fbe3c8; --above2: #f4b26a; --above3: #d9701a; --below1: #d5e4f7; --below2: #86b3e6;
      --below3: #2f6fc0; --flipped: #8a3ab9; --broken: #1d2129; --on-strong: #ffffff; --on-weak: #1d2129;
      --mono: ui-monospace, "SF Mono", "Cascadia Code", Menlo, Consolas, "DejaVu Sans Mono", monospace;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --paper: #14161b; --card: #1c1f26; --ink: #e8e6e1; --soft: #a2a8b4; --line: #30343d; --quiet: #23272f;
        --good: #6cc795; --good-soft: #1c3328; --bad: #ff9a76; --bad-soft: #3a231b;
        --wait: #e5b94e; --wait-soft: #352b13; --accent: #8db8f5; --accent-soft: #1d2a3f;
        --above1: #4b3520; --above2: #a3621f; --above3: #f0913a; --below1: #22344b; --below2: #3a6aa6;
        --below3: #74adf2; --flipped: #c892ee; --broken: #f4f2ee; --on-strong: #14161b; --on-weak: #f4f2ee;
      }
    }
    * { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; scroll-behavior: smooth; }
    body { margin: 0 auto; max-width: 62rem; padding: 2.5rem 1.25rem 3rem; background: var(--paper);
      color: var(--ink); font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
    p, ul, dl, dd, figure, h1, h2, h3, h4 { margin: 0; padding: 0; }
    ul { list-style: none; }
    code, pre, dd, td, .score { font-family: var(--mono); font-variant-numeric: tabular-nums; }
    pre { margin: .5rem 0; padding: .75rem .9rem; background: var(--quiet); border-radius: .5rem;
      font-size: .82rem; line-height: 1.5; white-space: pre-wrap; overflow-wrap: anywhere; }
    pre.code { white-space: pre; overflow-wrap: normal; overflow-x: auto; }
    a { color: inherit; }
    :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: .3rem; }
    .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    .brand { font-weight: 700; letter-spacing: .01em; }
    .brand span { color: var(--soft); font-weight: 400; margin-left: .5rem; }
    h1 { margin-top: 1.1rem; font-size: clamp(2.2rem, 7vw, 3.4rem); line-height: 1.1; font-weight: 750;
      letter-spacing: -.02em; }
    h1 span { display: inline-block; font-size: .5em; font-weight: 500; color: var(--soft);
      letter-spacing: 0; }
    .bar { display: flex; gap: 3px; height: .85rem; margin: 1.25rem 0 .75rem; }
    .bar i { display: block; border-radius: .25rem; background: var(--line); min-width: 4px; }
    .bar .passed { background: var(--good); } .bar .open { background: var(--bad); }
    .bar .waiting { background: var(--wait); }
    .counts { display: flex; flex-wrap: wrap; gap: .25rem 1.4rem; font-size: .95rem; color: var(--soft); }
    .counts .points { color: var(--ink); }
    .counts li:not(.points)::before { content: ""; display: inline-block; width: .65rem; height: .65rem;
      margin-right: .45rem; border-radius: .2rem; background: var(--line); }
    .counts .passed::before { background: var(--good) !important; }
    .counts .open::before { background: var(--bad) !important; }
    .counts .waiting::before { background: var(--wait) !important; }
    .remark { margin-top: .6rem; color: var(--soft); }
    .problem { margin-top: 1.25rem; padding: .9rem 1.1rem; border-radius: .75rem; background: var(--wait-soft); }
    nav { margin-top: 1.75rem; padding: 1.1rem 1.25rem; background: var(--card); border: 1px solid var(--line);
      border-radius: .9rem; }
    nav dl > div { display: grid; grid-template-columns: 8rem 1fr; gap: .4rem 1rem; padding: .5rem 0; }
    nav dl > div + div { border-top: 1px solid var(--line); }
    nav dt { font-weight: 600; padding-top: .15rem; overflow-wrap: anywhere; }
    nav dd { font-family: inherit; }
    nav ul { display: flex; flex-wrap: wrap; gap: .4rem; }
    nav a { display: inline-block; padding: .15rem .65rem; border-radius: 1rem; font-size: .88rem;
      text-decoration: none; background: var(--quiet); color: var(--soft); }
    nav a:hover { text-decoration: underline; }
    nav a.passed { background: var(--good-soft); color: var(--good); }
    nav a.open { background: var(--bad-soft); color: var(--bad); }
    nav a.waiting { background: var(--wait-soft); color: var(--wait); }
    nav a.more { border: 1px dashed var(--line); background: transparent; }
    .road { display: grid; grid-template-columns: repeat(auto-fit, minmax(1.1rem, 1fr)); gap: 3px;
      margin-top: .5rem; }
    .road a { height: 1.1rem; padding: 0; border-radius: .25rem; }
    .road a.passed { background: var(--good); } .road a.open { background: var(--bad); }
    .road a.waiting { background: var(--wait); }
    section { margin-top: 2.75rem; }
    h2 { font-size: 1.35rem; margin-bottom: .9rem; letter-spacing: -.01em; }
    h2 span { font-size: .9rem; font-weight: 400; color: var(--soft); margin-left: .4rem; letter-spacing: 0; }
    article { margin-bottom: .7rem; background: var(--card); border: 1px solid var(--line);
      border-radius: .9rem; overflow: hidden; }
    article.flat { background: transparent; border-style: dashed; }
    .head { display: flex; align-items: baseline; gap: .7rem; padding: .8rem 1.25rem; }
    summary { cursor: pointer; list-style: none; }
    summary::-webkit-details-marker { display: none; }
    .head h3 { flex: 1; min-width: 0; font-size: 1.05rem; font-weight: 600; overflow-wrap: anywhere; }
    .sign { width: 1.1rem; font-weight: 700; color: var(--soft); }
    .head .more { font-size: .75rem; font-weight: 400; color: var(--soft); }
    .head .state { font-size: .88rem; color: var(--soft); white-space: nowrap; }
    .passed > details > .head .sign, .passed > details > .head .state { color: var(--good); }
    .open > details > .head .sign, .open > details > .head .state { color: var(--bad); }
    .waiting > details > .head .sign, .waiting > details > .head .state { color: var(--wait); }
    .score { min-width: 3.4rem; text-align: right; font-weight: 600; white-space: nowrap; }
    .score span { font-weight: 400; color: var(--soft); }
    article > details[open] > .head { border-bottom: 1px solid var(--line); }
    article > details > :not(summary) { margin-left: 1.25rem; margin-right: 1.25rem; }
    .where { margin-top: .8rem; color: var(--soft); font-size: .85rem; overflow-wrap: anywhere; }
    .checks { margin-top: .6rem; margin-bottom: .9rem; }
    .checks > li { padding: .3rem 0; }
    .checks > li > :not(.check) { margin-left: 1.8rem; }
    .check { display: flex; gap: .7rem; align-items: baseline; }
    .check > span:nth-child(2) { flex: 1; min-width: 0; }
    .mark { width: 1.1rem; font-weight: 700; color: var(--soft); }
    .passed > .check .mark, .followThrough > .check .mark, .rightForIntended > .check .mark { color: var(--good); }
    .failed > .check .mark { color: var(--bad); } .inconclusive > .check .mark { color: var(--wait); }
    .failed > .check > span:nth-child(2) { font-weight: 600; }
    .check .score { font-size: .88rem; }
    .checks > li > p:not(.check), .evidence > p { margin-top: .5rem; overflow-wrap: anywhere; }
    .cause { margin-top: .9rem; padding: .75rem 1rem; border-radius: .6rem; background: var(--accent-soft);
      border-left: 4px solid var(--accent); }
    .checks > li > .cause:not(.check) { margin-top: .9rem; }
    .figures { display: flex; flex-wrap: wrap; gap: 1.25rem 2.25rem; align-items: flex-start; margin-top: .8rem; }
    figure { min-width: 0; max-width: 100%; }
    figcaption { margin-top: .5rem; font-size: .85rem; color: var(--soft); }
    figcaption p { margin-top: .3rem; }
    .numbers, .map { flex: 1 1 18rem; }
    .curve { flex: 1 1 20rem; max-width: 27rem; }
    .tables { display: flex; flex-wrap: wrap; gap: .8rem 1.4rem; }
    .tables > div { min-width: 0; }
    .scroll { overflow-x: auto; }
    table { border-collapse: separate; border-spacing: 3px; font-size: .88rem; }
    .label { font-size: .85rem; color: var(--soft); padding-left: .2rem; }
    td { padding: .18rem .55rem; text-align: right; white-space: nowrap; border-radius: .3rem;
      background: var(--quiet); }
    svg { display: block; width: 100%; height: auto; }
    .map svg { max-width: calc(var(--width) * 1px); }
    .map text { font: 700 12px var(--mono); text-anchor: middle; fill: var(--on-weak); }
    rect.ok { fill: var(--quiet); }
    rect.above1 { fill: var(--above1); } rect.above2 { fill: var(--above2); } rect.above3 { fill: var(--above3); }
    rect.below1 { fill: var(--below1); } rect.below2 { fill: var(--below2); } rect.below3 { fill: var(--below3); }
    rect.flipped { fill: var(--flipped); } rect.broken { fill: var(--broken); }
    rect.above3 + text, rect.below3 + text, rect.flipped + text, rect.broken + text { fill: var(--on-strong); }
    td.above1, i.above1 { background: var(--above1); } td.above2, i.above2 { background: var(--above2); }
    td.above3, i.above3 { background: var(--above3); color: var(--on-strong); }
    td.below1, i.below1 { background: var(--below1); } td.below2, i.below2 { background: var(--below2); }
    td.below3, i.below3 { background: var(--below3); color: var(--on-strong); }
    td.flipped, i.flipped { background: var(--flipped); color: var(--on-strong); }
    td.broken, i.broken { background: var(--broken); color: var(--on-strong); } i.ok { background: var(--quiet); }
    .legend { display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; }
    .legend i { display: inline-block; width: 1.25rem; margin-right: .4rem; border-radius: .25rem;
      text-align: center; font: 700 .8rem/1.25rem var(--mono); }
    .symbol { display: inline-block; width: 1.5rem; vertical-align: -.05em; margin-right: .4rem; }
    .grid line { stroke: var(--line); stroke-width: 1; }
    .grid text { fill: var(--soft); font: 11px system-ui, sans-serif; }
    g.yours line, g.yours polyline { stroke: var(--bad); } g.yours circle { fill: var(--bad); }
    g.measured line, g.measured polyline { stroke: var(--accent); } g.measured rect { fill: var(--accent); }
    polyline, .symbol line { fill: none; stroke-width: 1.6; stroke-linejoin: round; }
    .curve details { margin-top: .4rem; } .curve summary { cursor: pointer; text-decoration: underline; }
    .curve table { font-size: .8rem; } .curve th { font-weight: 400; text-align: right; padding-right: .5rem; }
    .pictures { margin-top: .9rem; }
    .picture { flex: 1 1 18rem; max-width: 27rem; }
    g.drawn polyline { stroke: var(--accent); } g.drawn circle, g.drawn rect { fill: var(--accent); }
    g.drawn .level { fill: none; stroke: var(--line); } g.drawn .end { fill: var(--good); }
    .picture text { fill: var(--soft); font: 11px system-ui, sans-serif; }
    .class0 { fill: var(--below3); color: var(--below3); } .class1 { fill: var(--above3); color: var(--above3); }
    .class2 { fill: var(--good); color: var(--good); } .class3 { fill: var(--flipped); color: var(--flipped); }
    g.region { opacity: .22; } g.new { fill: none; stroke: currentColor; stroke-width: 1.5; }
    g.wrong { stroke: var(--ink); stroke-width: 1.6; fill: none; }
    .images { display: flex; flex-wrap: wrap; gap: .7rem; }
    .images li { width: 3.4rem; text-align: center; font-size: .85rem; }
    .images svg { background: var(--quiet); border-radius: .25rem; } .images path { fill: var(--ink); }
    .images .right { color: var(--good); } .images .miss { color: var(--bad); font-weight: 700; }
    .images .miss svg { outline: 2px solid var(--bad); }
    .example { margin-top: 1rem; padding: .9rem 1.1rem; border-radius: .6rem; background: var(--quiet); }
    .checks .example, .checks .cause { margin-bottom: .8rem; }
    h4 { font-size: .92rem; font-weight: 600; }
    .example dl { display: grid; grid-template-columns: auto 1fr; gap: .15rem 1.1rem; margin-top: .5rem;
      font-size: .9rem; }
    .example dt { color: var(--soft); } .example dd { overflow-wrap: anywhere; }
    .example .result { margin-top: .35rem; } .example dd.result { color: var(--good); font-weight: 600; }
    .example dd.wrong { color: var(--bad); font-weight: 600; }
    .printed { margin-top: .8rem; }
    .next { margin-top: .9rem; margin-bottom: 1rem; font-size: .9rem; color: var(--soft); }
    article > details > :last-child { margin-bottom: 1rem; }
    footer { margin-top: 3rem; padding-top: 1.5rem; border-top: 1px solid var(--line); color: var(--soft);
      font-size: .92rem; }
    footer h2 { font-size: 1.05rem; color: var(--ink); margin-bottom: .4rem; }
    footer p + p { margin-top: .6rem; } .small { font-size: .85rem; }
    @media (max-width: 36rem) {
      body { padding: 1.5rem .9rem 2rem; }
      .brand span { display: block; margin-left: 0; }
      nav { padding: .7rem .9rem; } nav dl > div { grid-template-columns: 1fr; }
      .head { padding: .75rem .9rem; gap: .5rem; flex-wrap: wrap; }
      .head h3 { flex-basis: 55%; } .head .state { order: 1; flex-basis: 100%; padding-left: 1.6rem; }
      article > details > :not(summary) { margin-left: .9rem; margin-right: .9rem; }
      .checks > li > :not(.check) { margin-left: 0; }
      td { padding: .15rem .35rem; font-size: .8rem; }
      .example dl { grid-template-columns: 1fr; } .example dd { margin-bottom: .25rem; padding-left: .8rem; }
    }
    @media print { body { background: none; } article { break-inside: avoid; } }
    """
}
