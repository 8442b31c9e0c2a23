#pragma once

#include "gateway/core/error.h"

#include <string>

namespace gateway::config {

/// Something to say about a configuration. `path` is a JSON path such as
/// `providers[0].timeouts.connect_ms`; `message` says what is there and what
/// would be right. Both are safe to show: no value of a field that could be a
/// key is repeated.
struct Issue {
    enum class Level { Warning, Error };
    Level level = Level::Error;
    std::string path;
    Sentence message; ///< behind the name of the field: "must be a text, is null"

    bool operator==(const Issue&) const = default;
};

/// "providers[0].id: ..." In English.
std::string sentenceOf(const Issue& issue);
/// The same, to be translated.
Sentence issueSentence(const Issue& issue);
/// The error, of the kind ConfigInvalid, that refuses a configuration for `issue`.
Error errorOf(const Issue& issue);
/// "error: providers[0].id: ..." One line.
std::string toText(const Issue& issue);

} // namespace gateway::config
