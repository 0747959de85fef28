// Draws a patient's facts by clinical time: a dot where the day is known, a bar over all possible days, an open bar
// where there is no latest day. Data: [{label, earliest, latest}], ISO days or null, in clinical order.
(() => {
  const facts = JSON.parse(document.getElementById("facts").textContent).filter(f => f.earliest);
  if (facts.length === 0) return;
  const svg = d3.select("#timeline");
  const left = 250, right = 20, rowHeight = 24, top = 30, width = 960;
  svg.attr("viewBox", `0 0 ${width} ${top + rowHeight * facts.length + 10}`).attr("role", "img");
  const day = text => new Date(text + "T00:00:00Z");
  const known = facts.flatMap(f => [day(f.earliest), day(f.latest || f.earliest)]);
  const x = d3.scaleUtc(d3.extent(known), [left, width - right]).nice();
  svg.append("g").attr("class", "axis").attr("transform", `translate(0,${top - 8})`).call(d3.axisTop(x).ticks(8));
  const row = svg.selectAll("g.fact").data(facts).join("g").attr("class", "fact")
    .attr("transform", (_, i) => `translate(0,${top + i * rowHeight + 12})`);
  row.append("text").attr("dy", "0.35em").text(f => f.label);
  row.append("line").attr("class", "span").attr("x1", f => x(day(f.earliest)))
    .attr("x2", f => f.latest ? x(day(f.latest)) : width - right);
  row.append("circle").attr("class", "mark").attr("r", 4).attr("cx", f => x(day(f.earliest)));
})();
