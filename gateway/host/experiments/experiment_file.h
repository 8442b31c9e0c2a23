#pragma once

#include "gateway/core/clock.h"
#include "gateway/core/json/json.h"
#include "gateway/core/result.h"

#include <QString>

#include <cstddef>
#include <string>
#include <vector>

namespace gateway::host {

/// What an earlier run has saved of experiments.
struct SavedExperiments {
    Json experiments = Json::array(); ///< from `ExperimentBook::toJson()`
    Sentence problem; ///< why the file cannot be used; empty: nothing is wrong, or there is no file
};

/// The end of an experiment by a person.
struct ExperimentEnd {
    std::string experiment; ///< name
    std::size_t winner = 0; ///< arm, 0 or 1
    WallTime at{};

    bool operator==(const ExperimentEnd&) const = default;
};

/// The file with what experiments have shown. Only a running gateway writes it.
QString experimentsFileIn(const QString& dataDir);
/// The file with the experiments that were ended. The window, and `signalboxd experiment end` beside a running gateway,
/// write it; the gateway watches it.
QString experimentEndsFileIn(const QString& dataDir);

/// Blocks; any thread.
SavedExperiments readExperiments(const QString& dataDir);
/// Blocks; any thread. Errors: Io.
Result<void> writeExperiments(const QString& dataDir, const Json& experiments);

/// The ends, at most one for each name; none if the file cannot be read. Blocks; any thread.
std::vector<ExperimentEnd> readExperimentEnds(const QString& dataDir);
/// Adds an end in place of an earlier one of the same experiment. Waits for others that write. Blocks; any thread.
/// Errors: Io.
Result<void> noteExperimentEnd(const QString& dataDir, const ExperimentEnd& end);

} // namespace gateway::host
