#pragma once

#include <cstddef>
#include <string_view>

namespace gateway::evaluation {

/// The words of each text that count: the others are ignored.
inline constexpr std::size_t kMostRougeWords = 20'000;

/// The F1 score of ROUGE-L, 0 to 1: how much of the words of `answer` and `reference` is their longest common
/// subsequence. See `foldedWords()`. Two texts without any word score 1 if they are the same. Any thread.
/// Source: Lin, "ROUGE: A Package for Automatic Evaluation of Summaries" (2004), §3.
double rougeL(std::string_view answer, std::string_view reference);

} // namespace gateway::evaluation
