#pragma once

#include "assertion.h"

#include "gateway/core/json/json.h"

#include <cstddef>
#include <string>
#include <vector>

namespace gateway::evaluation {

/// One row of a dataset, with its templates filled. A value.
struct Row {
    std::string id;       ///< unique in the dataset; by default, the number of its line
    std::size_t line = 0; ///< where it begins in the file, from 1
    Json messages;        ///< in the format of OpenAI's chat; at least one, a system message first if there is one
    std::vector<std::string> references; ///< acceptable answers, any of which counts; may be empty
    std::vector<std::string> tags;       ///< sorted, without duplicates
    std::vector<Assertion> assertions;   ///< at least one; without "assert", what the reference means
    std::vector<std::string> unused;     ///< names of fields that nothing reads
};

/// The row as one line of JSON that does not depend on the format it was read from: what is sent, how the answer is
/// scored, and the tags. The reference is part of it only if a judge sees it. Pure.
std::string canonicalText(const Row& row);

/// The text of the messages, for display and for a judge: the only message alone, several with their roles; what is not
/// text is named in brackets. Pure.
std::string questionText(const Row& row);

} // namespace gateway::evaluation
