#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace gateway::evaluation {

struct TextPiece {
    std::string text;
    bool isMarked = false;

    bool operator==(const TextPiece&) const = default;
};

/// Each of `answers` in pieces that together are the whole answer. In the answer at `base`, those words are marked that
/// no other answer has at that place; in the others, those that differ from `base`. Case and white space do not matter.
/// In scripts without spaces, each character is a word. Only the first 400 words are compared. Any thread.
std::vector<std::vector<TextPiece>> markDifferences(const std::vector<std::string>& answers, std::size_t base);

} // namespace gateway::evaluation
