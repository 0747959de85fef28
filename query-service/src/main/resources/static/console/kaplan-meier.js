// Draws each chart of Kaplan–Meier curves, with limits, censoring ticks and numbers at risk, from the JSON beside it:
// the groups of a survival analysis exactly as the API answers them.
document.querySelectorAll("svg.kaplan-meier").forEach(element => {
  const groups = JSON.parse(element.closest("section").querySelector("script.curves").textContent);
  const svg = d3.select(element);
  const margin = { top: 12, right: 20, bottom: 44, left: 132 };
  const width = 960, plotHeight = 340, rowHeight = 20;
  const top = margin.top + plotHeight + margin.bottom + 24;
  svg.attr("viewBox", `0 0 ${width} ${top + rowHeight * groups.length}`).attr("role", "img");

  const last = d3.max(groups, group => d3.max(group.steps, step => step.months)) || 1;
  const x = d3.scaleLinear([0, last], [margin.left, width - margin.right]).nice();
  const y = d3.scaleLinear([0, 1], [margin.top + plotHeight, margin.top]);
  svg.append("g").attr("class", "axis").attr("transform", `translate(0,${y(0)})`).call(d3.axisBottom(x).ticks(10));
  svg.append("g").attr("class", "axis").attr("transform", `translate(${margin.left},0)`).call(d3.axisLeft(y).ticks(5, "%"));
  svg.append("text").attr("x", (margin.left + width) / 2).attr("y", y(0) + 36).attr("text-anchor", "middle").text("months");

  const curve = d3.line(step => x(step.months), step => y(step.survival)).curve(d3.curveStepAfter);
  const band = d3.area(step => x(step.months), step => y(step.limits.lower), step => y(step.limits.upper))
    .defined(step => step.limits && step.limits.lower !== undefined && step.limits.upper !== undefined)
    .curve(d3.curveStepAfter);
  const some = count => count > 0;
  groups.forEach((group, i) => {
    const color = `group-${i % 4}`;
    svg.append("path").attr("class", `band ${color}`).attr("d", band(group.steps));
    svg.append("path").attr("class", `curve ${color}`).attr("d", curve([{ months: 0, survival: 1 }, ...group.steps]));
    svg.append("g").attr("class", color).selectAll("line").data(group.steps.filter(step => some(step.censored))).join("line")
      .attr("x1", step => x(step.months)).attr("x2", step => x(step.months))
      .attr("y1", step => y(step.survival) - 5).attr("y2", step => y(step.survival) + 5);
  });

  const atRisk = (group, months) => group.steps.find(step => step.months >= months)?.atRisk ?? 0;
  svg.append("text").attr("x", 0).attr("y", top - rowHeight + 4).text("At risk");
  groups.forEach((group, i) => {
    const row = svg.append("g").attr("transform", `translate(0,${top + i * rowHeight})`);
    row.append("text").attr("class", `group-${i % 4}`).text(group.label.length > 20 ? group.label.slice(0, 19) + "…" : group.label);
    row.selectAll("text.count").data(x.ticks(10)).join("text").attr("class", "count")
      .attr("x", months => x(months)).attr("text-anchor", "middle").text(months => atRisk(group, months));
  });
});
