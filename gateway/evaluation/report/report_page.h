#pragma once

namespace gateway::evaluation {

// The report is read as XML, too: neither text contains "<" or "&".

/// Colours: those of the window, for both themes.
inline constexpr const char* kReportStyle = R"(
:root { color-scheme: light dark; --window: #F4F5F7; --base: #FFFFFF; --border: #DADDE2; --hairline: #E9EBEE; --text: #1A1D21; --second: #565D67;
  --accent: #1F5CB8; --soft: #E4EDFA; --ok: #1B7A48; --warn: #8F5A00; --error: #B3261E;
  --s0: #143E96; --s1: #14748E; --s2: #CB7D0F; --s3: #B977E5; --s4: #36A773; --s5: #7F374D; --s6: #706126; --so: #8A9099; }
@media (prefers-color-scheme: dark) { :root { --window: #1B1D20; --base: #24272B; --border: #383C42; --hairline: #31353A; --text: #E6E8EB; --second: #A5ACB6;
  --accent: #86B4FF; --soft: #26364F; --ok: #5CC98B; --warn: #E9B44C; --error: #FF8A80;
  --s0: #5F96E0; --s1: #5CD0D6; --s2: #F4BF8A; --s3: #81639D; --s4: #517E50; --s5: #DA8081; --s6: #B39D25; --so: #8D949E; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 24px; max-width: 1280px; background: var(--window); color: var(--text); font: 14px/1.45 system-ui, sans-serif; }
h1 { font-size: 1.5em; display: inline; margin: 0 16px 0 0; overflow-wrap: anywhere; }
h2 { font-size: 1em; display: inline; margin: 0 10px 0 0; }
h3 { font-size: 1em; margin: 0 0 8px; overflow-wrap: anywhere; }
.note { color: var(--second); }
.card, .row { background: var(--base); border: 1px solid var(--border); border-radius: 8px; padding: 12px 16px; margin: 12px 0; overflow-x: auto; }
.facts { display: flex; flex-wrap: wrap; gap: 8px 32px; }
.facts dt { color: var(--second); } .facts dd { margin: 0; font-weight: 600; }
table { border-collapse: collapse; width: 100%; margin-top: 8px; }
th, td { padding: 6px 12px 6px 0; white-space: nowrap; }
th { font-weight: 400; text-align: left; vertical-align: bottom; white-space: normal; word-break: keep-all; color: var(--second); border-bottom: 1px solid var(--border); }
.wrap { white-space: normal; } tbody tr + tr td { border-top: 1px solid var(--hairline); }
.number { text-align: right; font-variant-numeric: tabular-nums; } .best { font-weight: 700; }
.name, code { font-family: ui-monospace, monospace; font-size: 0.92em; }
.dot { display: inline-block; width: 10px; height: 10px; border-radius: 2px; margin-right: 8px; background: var(--c); }
.s0 { --c: var(--s0); } .s1 { --c: var(--s1); } .s2 { --c: var(--s2); } .s3 { --c: var(--s3); } .s4 { --c: var(--s4); } .s5 { --c: var(--s5); } .s6 { --c: var(--s6); } .so { --c: var(--so); }
.better { color: var(--ok); } .worse { color: var(--warn); } .failed, .fail { color: var(--error); } .pass { color: var(--ok); }
svg.bar { display: block; } svg.chart { width: 100%; max-width: 860px; display: block; margin-top: 8px; }
svg .grid { stroke: var(--hairline); fill: none; } svg .dashed { stroke-dasharray: 3 3; stroke: var(--border); }
svg .line { stroke: var(--c); stroke-width: 1.75; fill: none; } svg .disc { fill: var(--c); } svg .ring { fill: var(--base); stroke: var(--c); stroke-width: 2.5; }
svg .front { stroke: var(--second); stroke-width: 1.25; fill: none; } svg text { fill: var(--second); font-size: 12px; } svg text.name { fill: var(--text); }
svg .middle { text-anchor: middle; } svg .end { text-anchor: end; }
.legend { float: right; color: var(--second); } .legend b { color: var(--text); font-weight: 400; margin-left: 16px; }
.filters { margin: 8px 0; display: flex; gap: 8px; align-items: center; } select { font: inherit; padding: 4px 8px; }
.row header { display: flex; gap: 12px; flex-wrap: wrap; } .row h3 { margin: 0; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; } .question { margin: 8px 0; } .reference { margin: 0 0 8px; }
.answers { display: grid; grid-template-columns: repeat(auto-fit, minmax(260px, 1fr)); gap: 16px; border-top: 1px solid var(--hairline); padding-top: 12px; }
.answers h4 { margin: 0 0 6px; font-weight: 600; overflow-wrap: anywhere; } .answers h4 .note { font-weight: 400; }
mark { background: var(--soft); color: inherit; border-bottom: 2px solid var(--accent); }
ul.checks { list-style: none; margin: 8px 0 0; padding: 8px 0 0; border-top: 1px solid var(--hairline); color: var(--second); overflow-wrap: anywhere; }
@media print { body { background: none; padding: 0; } .filters { display: none; } .row { break-inside: avoid; } }
)";

inline constexpr const char* kReportScript = R"(
(function () {
  'use strict';
  var rows = Array.from(document.querySelectorAll('.row'));
  var tag = document.getElementById('tag');
  var which = document.getElementById('which');
  var count = document.getElementById('count');
  function apply() {
    var shown = 0;
    rows.forEach(function (row) {
      var hasTag = tag.value === '' || row.dataset.tags.split(' ').includes(tag.value);
      var isWanted = which.value === '' || row.dataset.is.split(' ').includes(which.value);
      row.hidden = !(hasTag ? isWanted : false);
      shown += row.hidden ? 0 : 1;
    });
    count.textContent = shown + ' / ' + rows.length;
  }
  tag.addEventListener('change', apply);
  which.addEventListener('change', apply);
  document.getElementById('filters').hidden = false;
  apply();
}());
)";

} // namespace gateway::evaluation
