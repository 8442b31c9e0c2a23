#pragma once

#include "gateway/core/error.h"

#include <string>

namespace gateway::config {

/// A problem of a configuration. `path` is a JSON path such as `providers[0].timeouts.connect_ms`; `message` says what
/// is there and what would be valid. Both are safe to show: no value that could be a key is repeated.
struct Issue {
    enum class Level { Warning, Error };
    Level level = Level::Error;
    std::string path;
    Sentence message; ///< follows the name of the field: "must be a text, is null"

    bool operator==(const Issue&) const = default;
};

/// "providers[0].id: ..." In English.
std::string sentenceOf(const Issue& issue);
/// The same, translatable.
Sentence issueSentence(const Issue& issue);
/// The ConfigInvalid error for a configuration that is rejected because of `issue`.
Error errorOf(const Issue& issue);
/// "error: providers[0].id: ..." One line.
std::string toText(const Issue& issue);

} // namespace gateway::config
