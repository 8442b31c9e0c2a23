#pragma once

#include "gateway/core/result.h"

#include <QString>

#include <string>
#include <string_view>
#include <vector>

namespace gateway::evaluation {

/// A dataset of the data folder, which a person has written in the window. A value.
struct OwnDataset {
    std::string name; ///< by which it is chosen
    QString path;
};

/// The datasets of a data folder, by name. Blocks; any thread.
std::vector<OwnDataset> ownDatasets(const QString& dataDir);

/// Saves a new one; `rows` is JSON Lines. Returns its file. Blocks; any thread. Errors: InvalidRequest with the `param`
/// "name" if that is empty, is no name of a file, or is taken, here or by a dataset that comes with the program;
/// InvalidRequest if a row is invalid; Io.
Result<QString> saveOwnDataset(const QString& dataDir, const std::string& name, std::string_view rows);

} // namespace gateway::evaluation
