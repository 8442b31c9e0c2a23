#pragma once

#include "gateway/core/result.h"

#include <QString>
#include <QStringList>

#include <cstddef>
#include <optional>
#include <string>

namespace app {

/// Options of `signalboxd experiment`; the format is that of `usage`.
struct ExperimentRequest {
    enum class Verb { List, Show, End };

    Verb verb = Verb::List;
    std::string name; ///< Show, End
    std::optional<std::size_t> winner; ///< End: arm, 0 or 1
};

/// Combines the words after `experiment` with the options, of which `given` lists the names. Errors: InvalidRequest with
/// the problem and what is valid, without a reference to the help.
gateway::Result<ExperimentRequest> experimentRequestFrom(const QStringList& words, ExperimentRequest request, const QStringList& given);

/// An arm: "0" or "1". Errors: InvalidRequest with what is valid.
gateway::Result<std::size_t> experimentArmFrom(const QString& text);

} // namespace app
