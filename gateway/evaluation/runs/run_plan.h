#pragma once

#include "gateway/core/clock.h"
#include "gateway/core/money.h"

#include <QString>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::evaluation {

enum class RunState {
    Running,  ///< also of a run whose program was killed
    Paused,   ///< by a person; can be resumed
    Stopped,  ///< before the last row; can be resumed
    Finished,
};

/// Why a run is `Stopped`.
enum class RunStopReason { None, Cost, Interrupted };

/// "running", "paused", "stopped", "finished". Any thread.
std::string_view nameOf(RunState state);
/// Whether the run has ended: verdicts before that would break their error rate. Any thread.
constexpr bool hasVerdicts(RunState state) { return state == RunState::Finished || state == RunState::Stopped; }
/// "cost", "interrupted"; empty: `None`. Any thread.
std::string_view nameOf(RunStopReason reason);

/// What a run asks for. Fixed at its start, except for `concurrency` and `maxCost`. A value.
struct RunPlan {
    std::string id;   ///< of the run, from `IdSource`
    std::string name; ///< for people; need not be unique
    WallTime startedAt{};
    QString datasetPath; ///< absolute
    std::string datasetSha256;
    std::size_t rows = 0; ///< valid rows of the dataset
    bool skipBroken = false;
    std::vector<std::string> targets; ///< as addressed: PROVIDER/MODEL, or the model name of a route; no duplicates
    int samples = 1;     ///< for each row and target, at least 1
    int concurrency = 4; ///< requests at once for each target, at least 1
    std::optional<double> temperature; ///< empty: not sent
    std::optional<std::int64_t> seed;  ///< empty: not sent
    std::string judge;  ///< model as in `targets`; empty: none
    std::string rubric; ///< for the judge, where a row has none of its own; empty: its references alone
    bool isPairs = false; ///< the judge also compares answers in pairs
    std::optional<Money> maxCost; ///< of targets and judge together
    Currency currency = Currency::Usd; ///< in which costs are compared
    bool allowsUnpriced = false;
    bool allowsCommands = false;
    bool failuresCount = false; ///< failed rows score 0
    std::optional<double> minScore; ///< 0 to 1
    std::string baseline; ///< id of an earlier run; empty: none
};

} // namespace gateway::evaluation
