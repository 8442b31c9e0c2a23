#pragma once

#include "gateway/core/json/json.h"
#include "gateway/evaluation/datasets/row.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::evaluation {

/// What a judge is asked about. A value.
struct JudgeQuestion {
    std::string question;                ///< see `questionText()`
    std::string rubric;                  ///< may be empty if there are references
    std::vector<std::string> references; ///< acceptable answers; may be empty
};

/// What the judge is asked about an answer to `row`. `rubric`: that of the run, for a `judged` assertion without one. Pure.
JudgeQuestion questionFor(const Row& row, const Assertion& judged, const std::string& rubric);
/// The same for two answers: the first assertion that asks the judge counts. Pure.
JudgeQuestion pairQuestionFor(const Row& row, const std::string& rubric);

/// The messages, in the format of OpenAI's chat, that ask for a score of one answer as {"score", "reason"}. What comes
/// from the dataset and from the model is quoted as JSON, so that it cannot pass for an instruction of ours. Pure.
Json scoreRequest(const JudgeQuestion& question, const std::string& answer);
/// The same for the better of two answers, as {"winner"}. Ask twice, with the answers swapped: see `combined()`.
Json pairRequest(const JudgeQuestion& question, const std::string& answerA, const std::string& answerB);
/// What to add after an answer of the judge that could not be read, to ask once more.
Json repeatedRequest(Json messages, const std::string& unreadable, bool isPair);

struct JudgeScore {
    double score = 0; ///< 0 to 1
    std::string reason;
};

enum class Winner { A, B, Tie };

/// Reads the judge's answer: one JSON object with a number from 0 to 1, perhaps in a code fence or between other text.
/// Empty: there is none, its values are invalid, or there are several that differ. Any thread.
std::optional<JudgeScore> readScore(std::string_view answer);
/// The same for "A", "B" or "tie".
std::optional<Winner> readWinner(std::string_view answer);

/// The verdict on a pair that was judged twice: `swapped` is what the judge said when the answers had changed places.
/// Two verdicts that differ are a tie. Empty: one of them could not be read. Pure.
std::optional<Winner> combined(std::optional<Winner> first, std::optional<Winner> swapped);
/// Whether both verdicts were read and agree, once the places are swapped back.
bool agree(std::optional<Winner> first, std::optional<Winner> swapped);

} // namespace gateway::evaluation
