#pragma once

#include "gateway/core/text/sentence.h"

#include <cstddef>
#include <optional>
#include <string>

namespace gateway::host {

/// An answer that a client got, and what the judge of its experiment needs to score it. A value.
struct AnswerToJudge {
    std::string experiment; ///< name
    std::size_t arm = 0;
    std::string model;    ///< the judge, as PROVIDER/MODEL
    std::string rubric;   ///< the text
    std::string question; ///< the conversation up to the answer
    std::string answer;
};

/// What became of it. A value.
struct JudgedAnswer {
    std::string experiment;
    std::size_t arm = 0;
    std::optional<double> score; ///< 0 to 1; empty: `problem` says why
    Sentence problem;
};

} // namespace gateway::host
