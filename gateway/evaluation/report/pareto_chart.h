#pragma once

#include "report_words.h"

#include "gateway/evaluation/runs/results.h"

#include <string>

namespace gateway::evaluation {

/// Score against cost per 1,000 rows as an SVG element: a disc for a target on the front, a ring for others, each with
/// its interval and its name. Costs are logarithmic if their ratio is at least 20; what is free has a place of its own
/// then. Targets without a score or a cost are left out. Empty text if no target is left.
std::string paretoChart(const RunResults& results, const ReportWords& words);

} // namespace gateway::evaluation
