import GradingReports

extension ClassPage {
  /// The style of the page beside that of a student's report.
  static let style: HTML = """
    .states { margin-bottom: .8rem; font-size: .88rem; color: var(--soft); }
    .states i { min-width: 1.7rem; font-style: normal; }
    .grades { overflow: auto; max-height: 80vh; border: 1px solid var(--line); border-radius: .9rem;
      background: var(--card); }
    .grades table { border-spacing: 2px; font-size: .82rem; }
    .grades thead { position: sticky; top: 0; z-index: 2; background: var(--card); }
    .grades thead td { background: none; }
    .grades th { font-weight: 600; text-align: left; white-space: nowrap; padding: .18rem .55rem; }
    .grades thead th[scope="colgroup"] { color: var(--soft); overflow: hidden; text-overflow: ellipsis;
      max-width: 0; border-bottom: 2px solid var(--line); }
    .grades .names th { vertical-align: bottom; }
    .grades .names th:nth-child(n+3) { writing-mode: vertical-rl; transform: rotate(180deg);
      font-weight: 400; padding: .3rem .1rem; vertical-align: top; }
    .grades .names a { text-decoration: none; } .grades .names a:hover { text-decoration: underline; }
    .grades tbody th, .grades .names th:first-child { position: sticky; left: 0; z-index: 1;
      background: var(--card); max-width: 14rem; overflow: hidden; text-overflow: ellipsis; }
    .grades td { padding: .12rem .3rem; text-align: center; min-width: 1.9rem; }
    .grades td.total { font-weight: 600; text-align: right; background: none; }
    .grades td.reason { text-align: left; font-family: inherit; }
    td.p, i.p { background: var(--good-soft); color: var(--good); }
    td.h, i.h { background: var(--wait-soft); color: var(--wait); }
    td.w, i.w { background: var(--bad-soft); color: var(--bad); }
    td.u, i.u { background: var(--accent-soft); color: var(--accent); }
    td.n, i.n { background: var(--quiet); color: var(--soft); }
    td.x, i.x { background: var(--accent-soft); color: var(--accent); }
    .exercise { padding-bottom: .6rem; } .exercise .bar { margin: 0 1.25rem .4rem; height: .7rem; }
    .exercise .where { margin: .3rem 1.25rem; }
    .causes { margin: .3rem 1.25rem 0; } .causes li { border-top: 1px solid var(--line); padding: .35rem 0; }
    #exercises .counts { margin-bottom: .9rem; }
    .causes summary { display: flex; gap: .7rem; }
    .causes summary::before { content: "▸"; color: var(--soft); }
    .causes [open] > summary::before { content: "▾"; }
    .causes .flat { padding-left: 1.4rem; }
    .causes b { min-width: 3.4rem; text-align: right;
      font-family: var(--mono); white-space: nowrap; }
    .causes summary span { margin-left: auto; color: var(--soft); font-size: .88rem; white-space: nowrap; }
    .causes .flat { display: flex; gap: .7rem; color: var(--wait); }
    .causes .cause { overflow-wrap: anywhere; }
    .causes details .where { margin: .6rem 0 0; }
    .who { margin-top: .5rem; color: var(--soft); font-size: .88rem; overflow-wrap: anywhere; }
    .groups { margin-top: 1rem; } .groups li { padding: .5rem 0; border-top: 1px solid var(--line); }
    .groups span { color: var(--soft); margin-left: .4rem; }
    @media (max-width: 36rem) {
      .grades tbody th, .grades .names th:first-child { max-width: 7.5rem; padding: .12rem .4rem; }
      .exercise .head { flex-direction: column; gap: .1rem; }
      .exercise .head .state { order: 0; padding-left: 0; }
      .exercise .bar, .exercise .where, .causes { margin-left: .9rem; margin-right: .9rem; }
      .causes summary { display: grid; grid-template-columns: auto auto 1fr; gap: .1rem .5rem; }
      .causes summary span { grid-column: 3; margin-left: 0; } .causes b { min-width: 0; }
    }
    @media print { .grades { max-height: none; overflow: visible; } }
    """
}
